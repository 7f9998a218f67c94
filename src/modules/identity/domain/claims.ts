import type { Assurance } from '../../../shared/actor.ts';
import { isPlainDate, type PlainDate } from '../../../shared/plain-date.ts';
import { tidy } from '../../../shared/text.ts';
import { readGender, type Gender } from './gender.ts';
import { readEmail, readPhone } from './contact.ts';
import { normaliseName } from './person-name.ts';
import { normalisePersonalNumber, personalNumberShape } from './personal-number.ts';
import { normaliseTaxCode, taxCodeKind } from './tax-code.ts';

/** What an identity provider vouches for. */
export interface IdentityClaims {
  readonly issuer: string; /** the provider's own key of the person; with the issuer the key of the account (T-05) */ readonly subject: string;
  readonly name: string; readonly assurance: Assurance;
  readonly personalId: string | null; readonly formerId: string | null; readonly birthDate: PlainDate | null; readonly gender: Gender | null;
  readonly phone: string | null; readonly email: string | null; readonly address: string | null; readonly taxCode: string | null;
}
export type ClaimsRefusal = 'no-subject' | 'no-name' | 'organisation';

/** A claim under any of its names, as text; providers send numbers as numbers, too. */
function text(claims: Readonly<Record<string, unknown>>, names: readonly string[]): string {
  for (const name of names) {
    const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
    if ((typeof value === 'string' && value.trim() !== '') || typeof value === 'number') return tidy(String(value)).slice(0, 500);
  }
  return '';
}

/** `1990-02-07`, `07/02/1990`, `7-2-1990` and `19900207`. */
export function readClaimedDate(value: string): PlainDate | null {
  const iso = /^(\d{4})-?(\d{2})-?(\d{2})(?:T.*)?$/u.exec(value);
  const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/u.exec(value);
  const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : local ? [local[3], local[2], local[1]] : [];
  const date = `${year}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`;
  return isPlainDate(date) ? date : null;
}

/**
 * Claims of the national sign-in (TechID, HoVaTen, SoDinhDanh, …) or of plain OpenID Connect, whichever
 * are there. Only `sub` and a name are needed; anything unreadable is left out rather than refused. Level 2 needs the
 * provider to say so.
 */
export function readClaims(issuer: string, raw: Readonly<Record<string, unknown>>): { readonly ok: true; readonly value: IdentityClaims } | { readonly ok: false; readonly refusal: ClaimsRefusal } {
  const subject = text(raw, ['TechID', 'sub']);
  if (subject === '') return { ok: false, refusal: 'no-subject' };
  // Accounts of enterprises come later, with representation; until then such a sign-in must not pass for a person.
  if (/doanh|business|organi[sz]ation/iu.test(text(raw, ['LoaiTaiKhoan'])) || text(raw, ['MaSoDoanhNghiep', 'TenDoanhNghiep']) !== '') return { ok: false, refusal: 'organisation' };
  const name = normaliseName(text(raw, ['HoVaTen', 'name'])).slice(0, 120);
  if (name === '') return { ok: false, refusal: 'no-name' };
  const numberOf = (names: readonly string[], shape: 'ok' | 'former'): string | null => {
    const number = normalisePersonalNumber(text(raw, names));
    return personalNumberShape(number) === shape ? number : null;
  };
  const tax = normaliseTaxCode(text(raw, ['MaSoThue', 'tax_code']));
  return {
    ok: true,
    value: {
      issuer, subject, name, assurance: readAssurance(text(raw, ['MucDoDinhDanh', 'acr'])),
      personalId: numberOf(['SoDinhDanh', 'personal_id'], 'ok'), formerId: numberOf(['SoCMND'], 'former'),
      birthDate: readClaimedDate(text(raw, ['NgaySinh', 'birthdate'])), gender: readGender(text(raw, ['GioiTinh', 'gender'])),
      phone: readPhone(text(raw, ['SoDienThoai', 'phone_number']))?.number ?? null, email: readEmail(text(raw, ['ThuDienTu', 'email'])),
      address: text(raw, ['DiaChi', 'address']) || null, taxCode: taxCodeKind(tax) === null ? null : tax,
    },
  };
}

/** An account of the national sign-in is at least of level 1 (VNeID only, since 1/7/2024). */
function readAssurance(value: string): Assurance {
  return /(?:^|[^0-9])2$|level-?2|muc-?2|loa-?2/iu.test(value) ? 'level-2' : 'level-1';
}
