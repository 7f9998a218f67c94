import type { ComponentChildren, VNode } from 'preact';
import type { Lang, Text } from '../shared/text.ts';
import { en } from './text/en.ts';
import { vi, type FrameWords } from './text/vi.ts';

/** What a component may be given as words: plain text, a text in both languages, or marked-up words. */
export type Words = string | Text | VNode;
/** For attributes, where markup cannot stand. */
export type PlainWords = string | Text;

/**
 * The language that is being drawn. A page is drawn in one go, from the outside in, so what the frame sets on the way in and
 * takes back on the way out holds for everything inside. Preact's own context would say the same, but its provider writes
 * closures into an object, which V8 makes long-lived at once: each page stayed in memory until the next full collection,
 * four fifths of the collector's work and 200 MB under load.
 */
let spoken: Lang = 'vi';
/** The frame sets it from the view; every component below speaks that language without being told. */
export function LanguageProvider({ value, children }: { readonly value: Lang; readonly children: ComponentChildren }): VNode {
  spoken = value;
  return <>{children}<Fallen /></>;
}
/** Outside of a page the language is Vietnamese again. */
function Fallen(): null {
  spoken = 'vi';
  return null;
}
export const useLang = (): Lang => spoken;
export const frameWords = (lang: Lang): FrameWords => (lang === 'en' ? en : vi);
export const useWords = (): FrameWords => frameWords(useLang());

const isText = (words: object): words is Text => 'vi' in words && 'en' in words;
export const plain = (words: PlainWords, lang: Lang): string => (typeof words === 'string' ? words : words[lang]);

/** Shows words in the page's language. */
export function Say({ words }: { words: Words | undefined }): VNode {
  const lang = useLang();
  return <>{sayIn(words, lang)}</>;
}
export function sayIn(words: Words | undefined, lang: Lang): ComponentChildren {
  if (words === undefined || typeof words === 'string') return words;
  return isText(words) ? words[lang] : words;
}
