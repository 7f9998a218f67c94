import { isPlainDate, type PlainDate } from '../../../shared/plain-date.ts';
import { tidy } from '../../../shared/text.ts';
import { normaliseName } from './person-name.ts';
import { personalNumberShape, type Gender } from './personal-number.ts';

export interface CardData {
  readonly personalId: string; readonly formerId: string | null; readonly name: string; readonly birthDate: PlainDate | null;
  readonly gender: Gender | null; /** as of the day of issue, in the form of that day: to be offered, never trusted */ readonly address: string | null; readonly issuedOn: PlainDate | null;
}
const LONGEST = 1000;

/**
 * Reads the square code of a citizen card: seven fields parted by `|`, the second often empty; newer
 * cards carry more behind them, which are left alone. Null when it is some other code.
 */
export function readCardQr(text: string): CardData | null {
  if (text.length > LONGEST) return null;
  const fields = text.normalize('NFC').split('|').map((field) => field.trim());
  if (fields.length < 6) return null;
  const [personalId = '', former = '', name = '', birth = '', gender = '', address = '', issued = ''] = fields;
  if (personalNumberShape(personalId) !== 'ok' || name === '') return null;
  return {
    personalId, formerId: personalNumberShape(former) === 'former' ? former : null, name: normaliseName(name), birthDate: cardDate(birth), gender: readGender(gender),
    address: tidy(address) || null, issuedOn: cardDate(issued),
  };
}

/** `07022026` → `2026-02-07`. */
function cardDate(digits: string): PlainDate | null {
  const value = `${digits.slice(4)}-${digits.slice(2, 4)}-${digits.slice(0, 2)}`;
  return /^\d{8}$/u.test(digits) && isPlainDate(value) ? value : null;
}
/** Words and codes seen on cards and from identity providers. */
export function readGender(value: string): Gender | null {
  const word = value.normalize('NFC').trim().toLowerCase();
  if (['nam', 'male', 'm', '1'].includes(word)) return 'male';
  return ['nữ', 'nu', 'female', 'f', '2'].includes(word) ? 'female' : null;
}
