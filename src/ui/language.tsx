import { createContext, type ComponentChildren, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { Lang, Text } from '../shared/text.ts';
import { en } from './text/en.ts';
import { vi, type FrameWords } from './text/vi.ts';

/** What a component may be given as words: plain text, a text in both languages, or marked-up words. */
export type Words = string | Text | VNode;
/** For attributes, where markup cannot stand. */
export type PlainWords = string | Text;

const Language = createContext<Lang>('vi');
/** Layouts set it from the view; every component below speaks that language without being told. */
export const LanguageProvider = Language.Provider;
export const useLang = (): Lang => useContext(Language);
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
