import type { VNode } from 'preact';
import { useWords } from '../../language.tsx';
import { alreadyMarkup, escapeText, type Markup } from '../../ready-made.ts';

export interface DossierCodeProps {
  /** `H36.21-260213-0042` or a draft's «7K4 Q2M» */
  readonly code: string;
  readonly large?: boolean | undefined;
  /** adds a button that copies, shown by the `copy-code` island */
  readonly copy?: boolean | undefined;
}

/** `translate="no"`: the typed attribute is a boolean, and `false` would be left out of the HTML. */
const UNTRANSLATED = { translate: 'no' } as object;

/** Grouped for the eye by margins, so that copying and screen readers get the code itself. */
export function DossierCode({ code, large, copy }: DossierCodeProps): VNode {
  const words = useWords();
  return (
    <>
      <b class={large ? 'mc-code mc-code-large' : 'mc-code'} {...UNTRANSLATED} dangerouslySetInnerHTML={grouped(code)} />
      {copy && <button class="mc-link-button mc-copy" type="button" hidden data-copy={code} data-copied={words.copied}>{words.copy}</button>}
    </>
  );
}
const grouped = (code: string): Markup => alreadyMarkup(`<span>${escapeText(code).replaceAll('-', '<i>-</i></span><span>')}</span>`);
