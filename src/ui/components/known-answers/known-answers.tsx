import type { ComponentChildren, VNode } from 'preact';
import { Say, useWords, type Words } from '../../language.tsx';
import { SourceChip, type Source } from '../source-chip/source-chip.tsx';

export interface KnownAnswersProps {
  readonly answers: readonly { readonly label: Words; readonly value: string }[];
  readonly source?: Source | undefined;
  /** when something inside has to be mended */
  readonly open?: boolean | undefined;
  /** the inputs with these very answers: they are posted while closed, and changed when opened */
  readonly children: ComponentChildren;
}

/** What is known is shown, not asked: one line an answer, and «Sửa» for whoever knows better. Works without script. */
export function KnownAnswers({ answers, source, open, children }: KnownAnswersProps): VNode {
  const words = useWords();
  return (
    <details class="mc-known" open={open ?? false}>
      <summary>
        <span class="mc-known-head">{words.known}{source && <SourceChip source={source} />}</span>
        <span class="mc-known-rows">{answers.map((answer, at) => <span key={at}><Say words={answer.label} />: <b>{answer.value}</b></span>)}</span>
        <span class="mc-known-change">{words.change}</span>
      </summary>
      <div class="mc-details-body">{children}</div>
    </details>
  );
}
