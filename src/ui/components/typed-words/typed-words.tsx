import type { VNode } from 'preact';
import { useWords } from '../../language.tsx';

/** What somebody had typed into a form that could not be taken, to be read and copied: nothing is lost with the page. Draws nothing when there is nothing. */
export function TypedWords({ values }: { values: readonly string[] }): VNode | null {
  const words = useWords();
  return values.length === 0 ? null : <section class="mc-typed"><h2>{words.justTyped}</h2><ul>{values.map((value, at) => <li key={at}>{value}</li>)}</ul></section>;
}
