import { personalNumberShape } from './personal-number.ts';

export type TaxCodeKind = 'organisation' | 'branch' | 'personal';
const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3];

/** Without spaces, dots and dashes. */
export const normaliseTaxCode = (typed: string): string => typed.normalize('NFKC').replace(/[\s.\-\u2010-\u2015]+/gu, '');

/**
 * Which kind of tax code it is, or null when it cannot be one. Ten digits carry a check digit:
 * 10 − (weighted sum mod 11), and a remainder of 0 belongs to no code. Thirteen are a branch 001–999 of such a one.
 * Since the rules of 2025 people and households use their 12-digit personal number (TT 86/2024/TT-BTC), without check digit.
 */
export function taxCodeKind(code: string): TaxCodeKind | null {
  if (!/^\d+$/u.test(code)) return null;
  if (code.length === 12) return personalNumberShape(code) === 'ok' ? 'personal' : null;
  if (code.length !== 10 && code.length !== 13) return null;
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(code[place]), 0);
  if (10 - (sum % 11) !== Number(code[9])) return null;
  if (code.length === 10) return 'organisation';
  return code.slice(10) === '000' ? null : 'branch';
}
