import type { ComponentChildren, VNode } from 'preact';
import { Say, type Words } from '../../language.tsx';

export interface DetailsProps { readonly summary: Words; readonly open?: boolean | undefined; readonly id?: string | undefined; readonly children: ComponentChildren }

/** Content that most people do not need. Printed open. */
export function Details({ summary, open, id, children }: DetailsProps): VNode {
  return <details class="mc-details" open={open ?? false} id={id}><summary><span><Say words={summary} /></span></summary><div class="mc-details-body">{children}</div></details>;
}

/** Chapters of a long text, such as the parts of a procedure: several `Details` under one another. */
export function Chapters({ children }: { children: ComponentChildren }): VNode {
  return <div class="mc-chapters">{children}</div>;
}
