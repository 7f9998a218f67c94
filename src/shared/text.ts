/** A text in the product's two languages. Vietnamese is the legal one; English is a reference translation. */
export interface Text { readonly vi: string; readonly en: string }
export type Lang = 'vi' | 'en';
export const inLang = (text: Text, lang: Lang): string => text[lang];
/** The first letter great, the rest as it is: a name or clause at the beginning of a sentence. */
export const upperFirst = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
/** The first letter small, in the middle of one. */
export const lowerFirst = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);

/** Unicode NFC with trimmed and single inner spaces: the form in which every typed text is stored. */
export function tidy(value: string): string {
  return value.normalize('NFC').replace(/[\s\u00a0]+/gu, ' ').trim();
}

/** Lower case without Vietnamese tone and letter marks, `đ` as `d` and the `ƀ` of the highland alphabets as `b` (Unicode takes neither apart): for search only, never for storage or comparison of identity. */
export function fold(value: string): string {
  return value.normalize('NFD').replace(/\p{M}+/gu, '').replace(/[đĐ]/gu, 'd').replace(/[ƀɃ]/gu, 'b').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}
