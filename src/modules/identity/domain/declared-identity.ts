import { isPlainDate, type PlainDate } from '../../../shared/plain-date.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import { readPhone } from './contact.ts';
import { checkName, normaliseName } from './person-name.ts';
import type { Gender } from './gender.ts';
import { normalisePersonalNumber, personalNumberShape, personalNumberWarnings, type PersonalNumberWarning } from './personal-number.ts';

/** Who somebody says he is, from the card's square code or typed: assurance «none» until the desk has seen the card. */
export interface DeclaredIdentity {
  readonly assurance: 'none'; readonly source: 'card-code' | 'typed';
  readonly name: string; readonly personalId: string; readonly birthDate: PlainDate; readonly gender: Gender | null;
  readonly issuedOn: PlainDate | null; readonly phone: string | null; readonly address: string | null;
}
export interface TypedIdentity {
  readonly name: string; readonly personalId: string; /** `YYYY-MM-DD`, as put together from the three inputs */ readonly birthDate: string;
  readonly gender?: string; readonly issuedOn?: string; readonly phone?: string; readonly address?: string;
}
export type DeclaredFault =
  | { readonly field: 'name'; readonly why: 'missing' | 'long' | 'signs' }
  | { readonly field: 'personalId'; readonly why: 'missing' | 'former' | 'wrong-length' | 'not-digits'; readonly digits: number }
  | { readonly field: 'birthDate'; readonly why: 'missing' | 'no-such-day' | 'after-today' | 'too-old' }
  | { readonly field: 'issuedOn'; readonly why: 'no-such-day' | 'after-today' | 'before-birth' }
  | { readonly field: 'phone'; readonly why: 'shape' };

/** Nobody is known to have lived longer; an older year is a slip of the finger. */
const OLDEST_YEARS = 125;

/** Checks everything and returns every fault at once, in the order of the page. Warnings never stop anybody. */
export function readDeclaredIdentity(typed: TypedIdentity, source: DeclaredIdentity['source'], today: PlainDate): Result<{ readonly identity: DeclaredIdentity; readonly warnings: readonly PersonalNumberWarning[] }, readonly DeclaredFault[]> {
  const faults: DeclaredFault[] = [];
  const name = normaliseName(typed.name);
  const nameFault = checkName(name);
  if (nameFault) faults.push({ field: 'name', why: nameFault });

  const personalId = normalisePersonalNumber(typed.personalId);
  const shape = personalId === '' ? 'missing' : personalNumberShape(personalId);
  if (shape !== 'ok') faults.push({ field: 'personalId', why: shape, digits: personalId.length });

  const birth = typed.birthDate.trim();
  if (birth === '' || birth === '--') faults.push({ field: 'birthDate', why: 'missing' });
  else if (!isPlainDate(birth)) faults.push({ field: 'birthDate', why: 'no-such-day' });
  else if (birth > today) faults.push({ field: 'birthDate', why: 'after-today' });
  else if (Number(birth.slice(0, 4)) < Number(today.slice(0, 4)) - OLDEST_YEARS) faults.push({ field: 'birthDate', why: 'too-old' });

  const issued = (typed.issuedOn ?? '').trim().replace(/^--$/u, '');
  if (issued !== '') {
    if (!isPlainDate(issued)) faults.push({ field: 'issuedOn', why: 'no-such-day' });
    else if (issued > today) faults.push({ field: 'issuedOn', why: 'after-today' });
    else if (isPlainDate(birth) && issued < birth) faults.push({ field: 'issuedOn', why: 'before-birth' });
  }
  const phoneTyped = (typed.phone ?? '').trim();
  const phone = phoneTyped === '' ? null : readPhone(phoneTyped);
  if (phoneTyped !== '' && phone === null) faults.push({ field: 'phone', why: 'shape' });
  if (faults.length > 0) return refuse(faults);

  const gender = typed.gender === 'male' || typed.gender === 'female' ? typed.gender : null;
  const identity: DeclaredIdentity = {
    assurance: 'none', source, name, personalId, birthDate: birth as PlainDate, gender, issuedOn: issued === '' ? null : (issued as PlainDate),
    phone: phone?.number ?? null, address: typed.address?.normalize('NFC').trim() || null,
  };
  return ok({ identity, warnings: personalNumberWarnings(personalId, identity) });
}
