import { yearOf, type PlainDate } from '../../../shared/plain-date.ts';
import type { Gender } from './gender.ts';

/**
 * Codes of the 63 provinces before 1/7/2025, as the first three digits of a personal number; mergers did not change
 * numbers. Numbers from 100 up stand for countries of birth [rule from memory, unverified: only ever a warning].
 */
const PROVINCES = new Set('001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096'.split(' '));

export type PersonalNumberShape = 'ok' | 'former' | 'wrong-length' | 'not-digits';
/** Digits only: people group the number by spaces, dots or dashes. */
export const normalisePersonalNumber = (typed: string): string => typed.normalize('NFKC').replace(/[\s.\-\u2010-\u2015\u00a0]+/gu, '');

/** `former`: nine digits, the old chứng minh nhân dân, which is not a personal number. Call with a normalised number. */
export function personalNumberShape(number: string): PersonalNumberShape {
  if (!/^\d+$/u.test(number)) return 'not-digits';
  return number.length === 12 ? 'ok' : number.length === 9 ? 'former' : 'wrong-length';
}

export type PersonalNumberWarning = 'unknown-place' | 'gender-differs' | 'year-differs';

/**
 * What in a 12-digit number does not match the rest. There is no check digit, and numbers have been
 * corrected by hand, so these are only ever questions to the person, never refusals.
 */
export function personalNumberWarnings(number: string, person: { readonly birthDate?: PlainDate | null; readonly gender?: Gender | null }): readonly PersonalNumberWarning[] {
  if (personalNumberShape(number) !== 'ok') return [];
  const warnings: PersonalNumberWarning[] = [];
  const place = number.slice(0, 3);
  if (place < '100' && !PROVINCES.has(place)) warnings.push('unknown-place');
  const sign = Number(number[3]);
  if (person.gender && (sign % 2 === 0 ? 'male' : 'female') !== person.gender) warnings.push('gender-differs');
  const year = 1900 + Math.floor(sign / 2) * 100 + Number(number.slice(4, 6));
  if (person.birthDate && yearOf(person.birthDate) !== year) warnings.push('year-differs');
  return warnings;
}
