import type { VNode } from 'preact';
import { useWords } from '../../language.tsx';

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
  const parts = code.split('-');
  return (
    <>
      <b class={large ? 'mc-code mc-code-large' : 'mc-code'} {...UNTRANSLATED}>{parts.map((part, at) => <span key={at}>{part}{at < parts.length - 1 && <i>-</i>}</span>)}</b>
      {copy && <button class="mc-link-button mc-copy" type="button" hidden data-copy={code} data-copied={words.copied}>{words.copy}</button>}
    </>
  );
}
