import type { PlainDate } from '../../../shared/plain-date.ts';

/**
 * Mã số hồ sơ: receiving agency, date of reception, order within that day (NĐ 61/2018 Đ.26; TT 01/2018 Đ.19). Four
 * digits widen above 9,999; they never wrap. The date is Vietnam's.
 */
export function dossierCode(agencyCode: string, receivedOn: PlainDate, order: number): string {
  return `${agencyCode}-${receivedOn.slice(2, 4)}${receivedOn.slice(5, 7)}${receivedOn.slice(8, 10)}-${String(order).padStart(4, '0')}`;
}
/** One row per book gives the next number inside the transaction. */
export const codeBook = (agencyCode: string, receivedOn: PlainDate): string => `code:${agencyCode}:${receivedOn}`;
/** Sổ theo dõi hồ sơ: one series per year and desk, from 01 (TT 01/2018 Đ.10 k.2). */
export const registerBook = (agencyCode: string, year: number): string => `register:${agencyCode}:${year}`;
/** Outgoing documents: one series per year and book (NĐ 30/2020 Đ.15). */
export const documentBook = (agencyCode: string, book: string, year: number): string => `document:${agencyCode}:${book}:${year}`;

/** Both live orders of the unit part, 6- or 8-digit dates, 4–8 digits of order; anything a person may copy from a slip. */
const ACCEPTED = /^[A-Z0-9]{1,3}(\.[A-Z0-9]{1,6}){0,7}-(\d{6}|\d{8})-\d{4,8}$/u;
const REFERENCE = /^T-?[0-9A-HJKMNP-TV-Z]{4}-?[0-9A-HJKMNP-TV-Z]{4}$/u;
export const LOOKUP_LIMIT = 64;

/** What was typed as a code or temporary reference, in its stored form; null when it is neither. */
export function readDossierCode(typed: string): { readonly kind: 'code' | 'reference'; readonly value: string } | null {
  if (typed.length > LOOKUP_LIMIT) return null;
  const text = typed.toUpperCase().replace(/\s+/gu, '').replace(/[–—−]/gu, '-');
  if (ACCEPTED.test(text)) return { kind: 'code', value: text };
  if (REFERENCE.test(text)) { const bare = text.replace(/-/gu, '').slice(1); return { kind: 'reference', value: `T-${bare.slice(0, 4)}-${bare.slice(4)}` }; }
  return null;
}
/** An online submission has no official code until it is received; this is its name until then. */
export const temporaryReference = (secret: string): string => `T-${secret.slice(0, 4)}-${secret.slice(4, 8)}`;
