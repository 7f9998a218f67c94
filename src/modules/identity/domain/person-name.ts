import { LIMITS } from '../../../shared/limits.ts';
import { tidy } from '../../../shared/text.ts';

export type NameRefusal = 'missing' | 'long' | 'signs';
/** Letters of any script with their marks, and what stands inside names: H'Hen, Y-Bhăm, Maria St. John. */
const NAME = /^\p{L}[\p{L}\p{M}'’ʼ‘.\- ]*$/u;

/** A name as stored: NFC, single spaces, one kind of apostrophe; never upper- or lower-cased. */
export const normaliseName = (typed: string): string => tidy(typed).replace(/[’ʼ‘`´]/gu, "'");

export function checkName(name: string): NameRefusal | null {
  if (name === '') return 'missing';
  if ([...name].length > LIMITS.personName) return 'long';
  return NAME.test(name) ? null : 'signs';
}
