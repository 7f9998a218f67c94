import type { VNode } from 'preact';

/** What somebody wrote, with the lines that were given to it. */
export const SaidText = ({ text }: { readonly text: string }): VNode => <>{text.split(/\n+/u).map((line, at) => <p key={at}>{line}</p>)}</>;
