import { isPlainDate, type PlainDate } from '../../../shared/plain-date.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import { tidy, type Text } from '../../../shared/text.ts';
import { readGender, type Gender } from './gender.ts';
import { normaliseName } from './person-name.ts';
import { personalNumberShape } from './personal-number.ts';

/** What the square code of a citizen card says. It was true on the day of issue: it fills in a form, it proves nothing. */
export interface ScannedCard {
  readonly personalId: string;
  /** nine-digit number of the old identity card */ readonly formerId: string | null;
  readonly name: string;
  readonly birthDate: PlainDate | null;
  /** some old papers know the year only */ readonly birthYear: number | null;
  readonly gender: Gender | null;
  /** in the form of the day of issue: three levels before 1 July 2025 */ readonly address: string | null;
  readonly issuedOn: PlainDate | null;
  /** fields behind the seven known ones, which newer cards carry */ readonly furtherFields: number;
}
export type CardRefusal =
  | { readonly kind: 'not-a-card' }
  /** a scanner that works as a keyboard typed through a Vietnamese input method or in a wrong encoding */
  | { readonly kind: 'garbled' }
  | { readonly kind: 'number-wrong' };

const CARD_LIMITS = { /** characters; real codes have some 150 */ text: 1000 } as const;

/**
 * Reads `number|former number|name|ddMMyyyy|gender|address|ddMMyyyy`, with whatever follows: newer cards carry more, so the
 * first seven are read and more is never a fault. Undoes UTF-8 that was read as Windows-1252, which cheap scanners type;
 * what a Vietnamese input method has mangled cannot be undone and is named.
 */
export function readCardQr(text: string): Result<ScannedCard, CardRefusal> {
  if (text.length > CARD_LIMITS.text) return refuse({ kind: 'not-a-card' });
  const fields = (asUtf8(text) ?? text).normalize('NFC').replace(/^\ufeff/u, '').split('|').map(tidy);
  if (fields.length < 6) return refuse({ kind: looksLikeCard(text) ? 'garbled' : 'not-a-card' });
  const [personalId = '', former = '', name = '', birth = '', gender = '', address = '', issued = '', ...further] = fields;
  if (!/^\d{9,}/u.test(personalId)) return refuse({ kind: 'not-a-card' });
  if (isGarbled(name) || isGarbled(gender) || (birth !== '' && !/^[\d/.-]*$/u.test(birth))) return refuse({ kind: 'garbled' });
  if (personalNumberShape(personalId) !== 'ok') return refuse({ kind: 'number-wrong' });
  if (name === '') return refuse({ kind: 'not-a-card' });
  const year = /^(?:0{4})?(\d{4})$/u.exec(birth);
  return ok({
    personalId, formerId: personalNumberShape(former) === 'former' ? former : null, name: normaliseName(name), birthDate: cardDate(birth), birthYear: cardDate(birth) ? Number(birth.slice(4)) : year ? Number(year[1]) : null,
    gender: readGender(gender), address: address === '' ? null : address, issuedOn: cardDate(issued), furtherFields: further.length,
  });
}

/** `07022026` → `2026-02-07`; null for a day that does not exist. */
function cardDate(digits: string): PlainDate | null {
  const value = `${digits.slice(4)}-${digits.slice(2, 4)}-${digits.slice(0, 2)}`;
  return /^\d{8}$/u.test(digits) && isPlainDate(value) ? value : null;
}

/**
 * Letters of Vietnamese and of the minorities' alphabets, spaces and what stands in names; anything else came from the wrong
 * encoding or keyboard. A name wholly without marks that spells a tone (`Nguyeenx`, `Thij`) is Telex with the method switched off.
 */
const isGarbled = (word: string): boolean => /[^\p{Script=Latin}\p{M}\s'’.\-]/u.test(word) || (/^[\x20-\x7e]+$/u.test(word) && /(?:aa|ee|oo)(?:ng|nh|ch|[nmctpiuy])?[sfrxj](?![a-z])/iu.test(word));

/** Twelve digits at the beginning and two dates: a card's code whose bars were typed as something else. */
const looksLikeCard = (text: string): boolean => /^\s*\d{12}\D/u.test(text) && /\d{8}\D+\p{L}/u.test(text);

// Windows-1252 differs from Latin 1 only at 80–9F.
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
/** `Nguyá»…n` → `Nguyễn`: the bytes of the typed characters, when they are UTF-8 with something beyond ASCII in it. */
function asUtf8(text: string): string | null {
  const bytes: number[] = [];
  for (const char of text) {
    const code = char.charCodeAt(0);
    const high = WINDOWS_1252.indexOf(char);
    if (high >= 0) bytes.push(0x80 + high);
    else if (code <= 0xff) bytes.push(code);
    else return null;
  }
  if (!bytes.some((byte) => byte >= 0x80)) return null;
  try { return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes)); } catch { return null; }
}

const WORDS: Readonly<Record<CardRefusal['kind'], Text>> = {
  'not-a-card': { vi: 'Mã này không phải mã vuông trên căn cước. Quét mã ở mặt có ảnh (thẻ cũ) hoặc mặt sau (thẻ mới)', en: 'This is not the square code of a citizen card. Scan the one on the side with the photo (older cards) or on the back (newer ones)' },
  garbled: { vi: 'Máy quét đang gõ qua bộ gõ tiếng Việt nên chữ bị sai. Tắt bộ gõ (Unikey) rồi quét lại', en: 'The scanner typed through a Vietnamese input method, so the letters are wrong. Switch it off (Unikey) and scan again' },
  'number-wrong': { vi: 'Số căn cước trong mã chưa đủ 12 số. Lau mặt thẻ rồi quét lại', en: 'The number in the code does not have 12 digits. Wipe the card and scan again' },
};
export const cardRefusalWords = (refusal: CardRefusal): Text => WORDS[refusal.kind];
