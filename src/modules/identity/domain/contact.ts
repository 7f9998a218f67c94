/** Contact data as typed → as stored. Null: it cannot be one. */

export type PhoneKind = 'mobile' | 'landline';
export interface Phone { /** national form, digits only, `0…` */ readonly number: string; readonly kind: PhoneKind }

/** Prefixes of eleven-digit mobile numbers that became ten digits in 2018 [from memory, unverified]; old papers still carry them. */
const OLD_MOBILE: Readonly<Record<string, string>> = {
  '0120': '070', '0121': '079', '0122': '077', '0126': '076', '0128': '078', '0123': '083', '0124': '084', '0125': '085', '0127': '081', '0129': '082',
  '0162': '032', '0163': '033', '0164': '034', '0165': '035', '0166': '036', '0167': '037', '0168': '038', '0169': '039', '0186': '056', '0188': '058', '0199': '059',
};

/** Mobile 03, 05, 07, 08, 09 + 8 digits; landline 02 + 8 or 9 digits; `+84`, `0084` or `84` in front replace the 0. */
export function readPhone(typed: string): Phone | null {
  let digits = typed.normalize('NFKC').replace(/[\s().\-\u2010-\u2015\u00a0]+/gu, '');
  if (/^\+840?\d+$/u.test(digits)) digits = `0${digits.replace(/^\+840?/u, '')}`;
  else if (/^00840?\d+$/u.test(digits)) digits = `0${digits.replace(/^00840?/u, '')}`;
  else if (/^84\d{9,10}$/u.test(digits)) digits = `0${digits.slice(2)}`;
  if (/^01\d{9}$/u.test(digits)) {
    const now = OLD_MOBILE[digits.slice(0, 4)];
    if (now !== undefined) digits = now + digits.slice(4);
  }
  if (/^0[35789]\d{8}$/u.test(digits)) return { number: digits, kind: 'mobile' };
  return /^02\d{8,9}$/u.test(digits) ? { number: digits, kind: 'landline' } : null;
}

const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/u;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u;

/** An address to which mail can be sent; the domain is lower-cased, the rest kept as typed. No line break can pass. */
export function readEmail(typed: string): string | null {
  const value = typed.normalize('NFKC').trim();
  const at = value.lastIndexOf('@');
  if (at < 1 || at > 64 || value.length > 254) return null;
  const local = value.slice(0, at);
  const labels = value.slice(at + 1).toLowerCase().split('.');
  if (labels.length < 2 || !LOCAL.test(local) || !labels.every((label) => LABEL.test(label)) || /^\d+$/u.test(labels.at(-1) ?? '')) return null;
  return `${local}@${labels.join('.')}`;
}
/** Under which an address is looked up: mail boxes do not tell case apart in practice. */
export const emailKey = (email: string): string => email.toLowerCase();
