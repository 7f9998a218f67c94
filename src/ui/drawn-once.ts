import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { alreadyMarkup, escapeText, type Markup } from './ready-made.ts';
import type { View } from './view.ts';

/** Stands for the page's own address while a part is drawn; a letter of no script, which no address and no office's name has. */
const ADDRESS = '\uE000';
/** Two languages, three colours and three letter sizes of one installation make 18. */
const MOST = 64;

/**
 * A part of the frame that says the same to every visitor, but for the address to come back to (`view.path`): the renderer
 * draws it once for each language and display, and later pages have it as text. A look-up spent a quarter of its processor
 * time on drawing the same header and footer.
 */
export function drawnOnce(draw: (view: View) => VNode): (view: View) => Markup {
  const drawn = new Map<string, readonly string[]>();
  return (view) => {
    const key = [view.lang, view.theme, view.size, view.demo, view.siteName, view.helpPhone, view.siteAddress, view.siteHours].join('\n');
    let pieces = drawn.get(key);
    if (!pieces) {
      if (drawn.size >= MOST) drawn.clear();
      // Not a copy: that would read the form token, which brings a new visitor's cookie.
      pieces = renderToString(draw(Object.create(view, { path: { value: ADDRESS } }) as View)).split(ADDRESS);
      drawn.set(key, pieces);
    }
    return alreadyMarkup(pieces.join(escapeText(view.path)));
  };
}
