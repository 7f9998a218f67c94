import type { VNode } from 'preact';
import { Say, useWords, type Words } from '../../language.tsx';
import { fieldId } from '../field/field.tsx';

export interface FieldProblem {
  /** name of the field, exactly as given to its component */
  readonly name: string;
  /** id to jump to, when it is not the first control of the field */
  readonly id?: string | undefined;
  readonly message: Words;
}
export interface ErrorSummaryProps { readonly problems: readonly FieldProblem[]; readonly title?: Words | undefined }

/** Boxed list above the title, focused when the page opens (`autofocus` needs no script). Nothing when there is no problem. */
export function ErrorSummary({ problems, title }: ErrorSummaryProps): VNode | null {
  const words = useWords();
  if (problems.length === 0) return null;
  return (
    <div class="mc-errors" role="alert" aria-labelledby="mc-errors-title" tabIndex={-1} autofocus>
      <h2 id="mc-errors-title"><Say words={title ?? (problems.length === 1 ? words.errorSummaryOne : words.errorSummary)} /></h2>
      <ul>{problems.map((problem) => <li key={problem.name}><a href={`#${problem.id ?? fieldId(problem.name)}`}><Say words={problem.message} /></a></li>)}</ul>
    </div>
  );
}
