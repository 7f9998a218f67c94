import type { ComponentChildren, VNode } from 'preact';
import { Say, useWords, type Words } from '../../language.tsx';
import type { View } from '../../view.ts';
import { Button } from '../button/button.tsx';
import { CsrfFields } from '../csrf-fields/csrf-fields.tsx';
import { Notice } from '../notice/notice.tsx';

export interface ConfirmPageProps {
  readonly view: Pick<View, 'csrf' | 'newKey'>;
  /** where the confirmed effect is posted */
  readonly action: string;
  /** what will happen, in words: who gets which letter, what the clock does */
  readonly consequences: readonly Words[];
  readonly confirm?: Words | undefined;
  readonly cancelHref: string;
  readonly cancel?: Words | undefined;
  readonly dangerous?: boolean | undefined;
  /** posted along */
  readonly hidden?: Readonly<Record<string, string>> | undefined;
  /** further questions: a reason, a date */
  readonly children?: ComponentChildren;
}

/** A dialogue as a page of its own: the layout's title asks, this answers. Works without script and has an address. */
export function ConfirmPage(props: ConfirmPageProps): VNode {
  const words = useWords();
  return (
    <form class="mc-confirm" method="post" action={props.action} noValidate>
      <CsrfFields view={props.view} />
      {Object.entries(props.hidden ?? {}).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
      {props.consequences.length > 0 && <Notice kind={props.dangerous ? 'warn' : 'info'}><ul>{props.consequences.map((line, at) => <li key={at}><Say words={line} /></li>)}</ul></Notice>}
      {props.children}
      <div class="mc-buttons">
        <Button kind={props.dangerous ? 'danger' : 'primary'} dataKey="Ctrl+Enter"><Say words={props.confirm ?? words.confirm} /></Button>
        <Button kind="quiet" href={props.cancelHref} dataKey="Escape"><Say words={props.cancel ?? words.cancel} /></Button>
      </div>
    </form>
  );
}
