import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { alreadyMarkup, escapeText, type Markup } from './ready-made.ts';

/** Stands for the one text that differs while a part is drawn: a letter of no script, which nobody writes. */
const GAP = '\uE000';
/** Two languages, three colours and three letter sizes of one installation make 18. */
const MOST = 64;

/**
 * A part of the frame that says the same on many pages but for one text (the address to come back to, the title): the
 * renderer draws it once for each `key`, and later pages have it as text. Drawing the frame anew was the larger half of what
 * a look-up's page cost over its answer as data. `draw` gets the text that differs last, and may put it in more than once.
 */
export function drawnOnce<Given>(part: { key(given: Given): string; gap(given: Given): string; draw(given: Given, gap: string): VNode }): (given: Given) => Markup {
  const drawn = new Map<string, readonly string[]>();
  return (given) => {
    const key = part.key(given);
    let pieces = drawn.get(key);
    if (!pieces) {
      if (drawn.size >= MOST) drawn.clear();
      pieces = renderToString(part.draw(given, GAP)).split(GAP);
      drawn.set(key, pieces);
    }
    return alreadyMarkup(pieces.join(escapeText(part.gap(given))));
  };
}
