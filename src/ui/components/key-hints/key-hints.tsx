import type { VNode } from 'preact';
import { Say, useWords, type Words } from '../../language.tsx';

export interface KeyHintsProps {
  readonly keys: readonly { readonly keys: string; readonly words: Words }[];
  /** shown as one line under the page's title; the full sheet opens with `?` */
  readonly short?: boolean | undefined;
}

/** The shortcuts of this page, in words. `counter-keys` opens the sheet on `?`; without script it is a `<details>`. */
export function KeyHints({ keys, short }: KeyHintsProps): VNode {
  const words = useWords();
  const list = <ul class="mc-keys">{keys.map((entry) => <li key={entry.keys}><Kbd keys={entry.keys} /> <Say words={entry.words} /></li>)}</ul>;
  if (short) return list;
  return <details class="mc-details mc-key-sheet" data-key-sheet><summary><span>{words.keys} <kbd class="mc-kbd">?</kbd></span></summary><div class="mc-details-body">{list}<label class="mc-key-letters" hidden data-key-letters><input type="checkbox" checked /> {words.letterKeys}</label></div></details>;
}
/** `Ctrl+Enter` as keys. */
export function Kbd({ keys }: { keys: string }): VNode {
  return <span class="mc-kbds">{keys.split('+').map((key, at) => <>{at > 0 && '+'}<kbd key={key} class="mc-kbd">{key}</kbd></>)}</span>;
}
