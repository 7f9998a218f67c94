import type { VNode } from 'preact';
import { useWords } from '../../language.tsx';

/** What a box or a button sends by itself: an id, the key of a choice (`co`, `tien-mat`), the number of one. Nobody wrote it, and nobody could read it. */
export const isMark = (value: string): boolean => /^(?:[a-z]+(?:-[a-z0-9]+)*|\d{1,2}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/u.test(value.trim());

/** What somebody had typed into a form that could not be taken, to be read and copied: nothing is lost with the page. Draws nothing when there is nothing. */
export function TypedWords({ values }: { values: readonly string[] }): VNode | null {
  const words = useWords();
  return values.length === 0 ? null : <section class="mc-typed"><h2>{words.justTyped}</h2><ul>{values.map((value, at) => <li key={at}>{value}</li>)}</ul></section>;
}
