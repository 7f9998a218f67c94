import { fold } from '../../../shared/text.ts';

/** Letters that no Vietnamese word does without: what has none of them can only be first letters. */
const VOWEL = /[aeiouy]/u;
const LETTERS = /^[a-z]{2,6}$/u;

/** «ks», «kh», «ctbs»: the first letters of words, as a counter's officer types them. Null when it is, or may be, a word. */
export function typedInitials(typed: string): string | null {
  const letters = fold(typed);
  return LETTERS.test(letters) && !VOWEL.test(letters) ? letters : null;
}
/** Whether words that stand side by side in one of the names begin with these letters. */
export const beginsWith = (initials: string, names: readonly string[]): boolean =>
  names.some((name) => fold(name).split(/[^a-z0-9]+/u).filter(Boolean).map((word) => word[0]).join('').includes(initials));
