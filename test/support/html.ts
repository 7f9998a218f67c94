/** A small reader of the HTML that this program writes: enough to see a page as a person does and to fill its forms. */
export interface HtmlNode { readonly tag: string; readonly attributes: ReadonlyMap<string, string>; readonly children: (HtmlNode | string)[]; readonly parent: HtmlNode | null }

const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);
const RAW = new Set(['script', 'style']);
const BLOCK = new Set(['address', 'article', 'body', 'caption', 'dd', 'details', 'div', 'dl', 'dt', 'fieldset', 'figcaption', 'figure', 'footer', 'form', 'h1', 'h2', 'h3', 'header', 'legend', 'li', 'main', 'nav', 'ol', 'option', 'p', 'section', 'select', 'summary', 'table', 'td', 'th', 'title', 'tr', 'ul', 'br', 'label', 'button']);
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

export const decodeHtml = (text: string): string => text.replace(/&(#x[0-9a-f]+|#\d+|[a-z]+);/giu, (whole, name: string) => {
  if (name.startsWith('#')) return String.fromCodePoint(name[1] === 'x' || name[1] === 'X' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)));
  return NAMED[name.toLowerCase()] ?? whole;
});

const PIECE = /<!--[\s\S]*?-->|<!doctype[^>]*>|<\/([a-z][a-z0-9-]*)\s*>|<([a-z][a-z0-9-]*)((?:\s+[^\s=>/"']+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*(\/?)>/giu;
const ATTRIBUTE = /([^\s=>/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/gu;

export function readHtml(html: string): HtmlNode {
  const root: HtmlNode = { tag: '#root', attributes: new Map(), children: [], parent: null };
  let at: HtmlNode = root;
  let from = 0;
  PIECE.lastIndex = 0;
  for (let match = PIECE.exec(html); match; match = PIECE.exec(html)) {
    if (match.index > from) at.children.push(decodeHtml(html.slice(from, match.index)));
    from = PIECE.lastIndex;
    const closed = match[1]?.toLowerCase();
    const opened = match[2]?.toLowerCase();
    if (closed) {
      let up: HtmlNode | null = at;
      while (up && up.tag !== closed) up = up.parent;
      if (up?.parent) at = up.parent;
      continue;
    }
    if (!opened) continue;
    const attributes = new Map<string, string>();
    for (const one of (match[3] ?? '').matchAll(ATTRIBUTE)) attributes.set((one[1] ?? '').toLowerCase(), decodeHtml(one[2] ?? one[3] ?? one[4] ?? ''));
    const node: HtmlNode = { tag: opened, attributes, children: [], parent: at };
    at.children.push(node);
    if (RAW.has(opened)) {
      const end = html.toLowerCase().indexOf(`</${opened}`, from);
      node.children.push(html.slice(from, end < 0 ? html.length : end));
      from = end < 0 ? html.length : html.indexOf('>', end) + 1;
      PIECE.lastIndex = from;
    } else if (!VOID.has(opened) && match[4] !== '/') at = node;
  }
  if (from < html.length) at.children.push(decodeHtml(html.slice(from)));
  return root;
}

export function* everyNode(node: HtmlNode): Generator<HtmlNode> {
  for (const child of node.children) if (typeof child !== 'string') { yield child; yield* everyNode(child); }
}
export const findAll = (node: HtmlNode, wanted: (one: HtmlNode) => boolean): HtmlNode[] => [...everyNode(node)].filter(wanted);
export const tagged = (node: HtmlNode, ...tags: readonly string[]): HtmlNode[] => findAll(node, (one) => tags.includes(one.tag));
export const attribute = (node: HtmlNode, name: string): string => node.attributes.get(name) ?? '';

/** Text as it is read: one space for any white space, a line for each block. */
export function textOf(node: HtmlNode): string {
  let text = '';
  const walk = (one: HtmlNode): void => {
    for (const child of one.children) {
      if (typeof child === 'string') { text += child.replace(/\s+/gu, ' '); continue; }
      if (child.tag === 'script' || child.tag === 'style') continue;
      const block = BLOCK.has(child.tag);
      if (block) text += '\n';
      walk(child);
      if (block) text += '\n';
    }
  };
  walk(node);
  return text.replace(/[ \u00a0]*\n[\s\u00a0]*/gu, '\n').replace(/[ \u00a0]+/gu, ' ').trim();
}
