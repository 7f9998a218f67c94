import type { ParcelAct } from './parcel.ts';

/** Biên bản bàn giao: what changes hands between the desk and the post; both sign, and only that moves anything legally (QĐ 45/2016/QĐ-TTg Đ.7, Đ.9). */
export type MinutesKind = 'to-post' | 'from-post' | 'back-from-post';
export const ACT_OF: Readonly<Record<MinutesKind, ParcelAct>> = { 'to-post': 'hand-over', 'from-post': 'take-in', 'back-from-post': 'take-back' };

export interface MinutesLine { readonly parcelId: string; readonly carrierNumber: string; readonly complete: boolean | null }
/** What both sign, letter for letter: the same list in any order gives the same text. */
export const minutesText = (minutes: { readonly reference: string; readonly kind: MinutesKind; readonly lines: readonly Pick<MinutesLine, 'carrierNumber' | 'complete'>[] }): string =>
  [minutes.reference, minutes.kind, ...minutes.lines.map((line) => `${line.carrierNumber}${line.complete === null ? '' : line.complete ? '+' : '-'}`).toSorted()].join('|');

export const CODE_DIGITS = 8;
/** Eight digits out of a keyed hash (RFC 4226 §5.3, dynamic truncation): short enough to read out at the counter. */
export function codeOfHash(hash: Uint8Array): string {
  const offset = (hash.at(-1) ?? 0) & 0x0f;
  const number = (((hash[offset] ?? 0) & 0x7f) * 2 ** 24) + ((hash[offset + 1] ?? 0) << 16) + ((hash[offset + 2] ?? 0) << 8) + (hash[offset + 3] ?? 0);
  return String(number % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, '0');
}
/** What the clerk's code is made over: the minutes and who signs, so that it fits no other list and no other clerk. */
export const clerkCodeText = (text: string, clerkNumber: string): string => `${text}|${clerkNumber}`;
export const normaliseClerkNumber = (typed: string): string => typed.normalize('NFKC').toUpperCase().replace(/[\s.-]/gu, '');
export const isClerkNumber = (value: string): boolean => /^[A-Z0-9]{4,20}$/u.test(value);
export const normaliseCode = (typed: string): string => typed.normalize('NFKC').replace(/[\s.-]/gu, '');

/** `7/2026`: one book a year and agency, without a gap. */
export const showMinutesNumber = (minutes: { readonly number: number; readonly year: number }): string => `${String(minutes.number).padStart(2, '0')}/${minutes.year}`;

export type SignRefusal = 'nothing-chosen' | 'too-many' | 'moved-on' | 'clerk-number' | 'wrong-code' | 'too-many-codes' | 'gone' | 'fee-unpaid' | 'no-name';
