import { inflateSync } from 'node:zlib';

/**
 * Reads a printed paper back as a reader's program would, for tests only: text through the fonts' ToUnicode tables, and the
 * QR code from the squares that are really drawn. Knows the plain files that Typst writes, not PDF in general.
 */
export interface ProofPage { readonly width: number; readonly height: number; /** pieces of text in the order drawn */ readonly text: string }
export interface Proof {
  readonly version: string;
  readonly pages: readonly ProofPage[];
  readonly fonts: readonly string[];
  readonly embedded: number;
  /** all pages, spaces made single, invisible breaks taken out */
  readonly text: string;
  /** dark modules of each drawing that is a QR code */
  readonly codes: readonly boolean[][][];
  /** keys that make a PDF act: scripts, launches, links, forms, attached files */
  readonly actions: readonly string[];
}

interface Part { readonly dict: string; readonly stream?: Buffer }

export function proofRead(pdf: Buffer): Proof {
  const raw = pdf.toString('latin1');
  if (!raw.startsWith('%PDF-') || !raw.trimEnd().endsWith('%%EOF')) throw new Error('not a whole PDF file');
  const parts = readParts(pdf, raw);
  checkXref(raw);
  const part = (id: string | undefined): Part => {
    const found = id === undefined ? undefined : parts.get(Number(id));
    if (!found) throw new Error(`object ${id} is missing`);
    return found;
  };
  const all = [...parts.values()];
  const fonts = new Map<string, ReadonlyMap<number, string>>();
  const pages = all.filter(({ dict }) => /\/Type \/Page\b(?!s)/u.test(dict)).map(({ dict }) => {
    const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/u.exec(dict);
    const resources = part(/\/Resources (\d+) 0 R/u.exec(dict)?.[1]).dict;
    for (const [, name, id] of resources.slice(resources.indexOf('/Font')).matchAll(/\/(F\d+) (\d+) 0 R/gu)) {
      const unicode = part(/\/ToUnicode (\d+) 0 R/u.exec(part(id).dict)?.[1]).stream as Buffer;
      fonts.set(name as string, readToUnicode(unicode.toString('latin1')));
    }
    const content = part(/\/Contents (\d+) 0 R/u.exec(dict)?.[1]).stream as Buffer;
    return { width: Number(box?.[1]), height: Number(box?.[2]), text: readText(content.toString('latin1'), fonts) };
  });
  return {
    version: raw.slice(5, 8),
    pages,
    fonts: all.flatMap(({ dict }) => /\/Subtype \/Type0[\s\S]*?\/BaseFont \/\w+\+(\S+)/u.exec(dict)?.[1] ?? []),
    embedded: all.filter(({ dict }) => dict.includes('/FontFile2')).length,
    text: pages.map(({ text }) => text).join(' ').replace(/\u200b/gu, '').replace(/[\s\u00a0]+/gu, ' '),
    codes: all.filter(({ dict, stream }) => stream && dict.includes('/Subtype /Form')).flatMap(({ stream }) => readSquares((stream as Buffer).toString('latin1'))),
    actions: all.flatMap(({ dict }) => dict.match(/\/(?:JavaScript|JS|Launch|URI|OpenAction|AA|AcroForm|EmbeddedFile|GoToR|SubmitForm|RichMedia|XFA)\b/gu) ?? []),
  };
}

function readParts(pdf: Buffer, raw: string): Map<number, Part> {
  const parts = new Map<number, Part>();
  for (const match of raw.matchAll(/^(\d+) 0 obj\n/gmu)) {
    const start = match.index + match[0].length;
    const end = raw.indexOf('endobj', start);
    const streamAt = raw.indexOf('\nstream\n', start);
    if (streamAt < 0 || streamAt > end) {
      parts.set(Number(match[1]), { dict: raw.slice(start, end) });
      continue;
    }
    const dict = raw.slice(start, streamAt);
    const body = pdf.subarray(streamAt + 8, streamAt + 8 + Number(/\/Length (\d+)/u.exec(dict)?.[1]));
    parts.set(Number(match[1]), { dict, stream: dict.includes('/FlateDecode') ? inflateSync(body) : body });
  }
  return parts;
}

/** Every entry of the table must point at its object, or readers repair the file and signatures break. */
function checkXref(raw: string): void {
  const start = Number(/startxref\n(\d+)\n%%EOF\s*$/u.exec(raw)?.[1]);
  if (raw.slice(start, start + 4) !== 'xref') throw new Error('cross-reference table is not where the file says');
  raw.slice(start).split('\n').slice(2).filter((line) => /^\d{10} \d{5} [nf]/u.test(line)).forEach((line, id) => {
    if (line[17] === 'n' && !raw.startsWith(`${id} 0 obj`, Number(line.slice(0, 10)))) throw new Error(`object ${id} is not where the table says`);
  });
}

function readToUnicode(cmap: string): Map<number, string> {
  const letters = new Map<number, string>();
  const words = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');
  for (const [, block] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/gu)) {
    for (const [, glyph, text] of (block as string).matchAll(/<([0-9A-Fa-f]+)> <([0-9A-Fa-f]*)>/gu)) letters.set(Number.parseInt(glyph as string, 16), words(text as string));
  }
  if (cmap.includes('beginbfrange')) throw new Error('ranges are not expected here');
  return letters;
}

function readText(content: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string>>): string {
  let out = '';
  let letters: ReadonlyMap<number, string> = new Map();
  const saved: (typeof letters)[] = [];
  for (let at = 0; at < content.length; at++) {
    const sign = content[at] as string;
    if (sign === '(') {
      const { bytes, end } = readString(content, at);
      const described = /\/Alt\s*$/u.test(content.slice(at - 6, at));
      at = end;
      if (!described) for (let i = 0; i + 1 < bytes.length; i += 2) out += letters.get(bytes.readUInt16BE(i)) ?? '\ufffe';
    } else if (sign === '/') {
      const font = /^\/(F\d+) [\d.]+ Tf/u.exec(content.slice(at, at + 40));
      if (font) letters = fonts.get(font[1] as string) ?? new Map();
    } else if (sign === 'q' || sign === 'Q') {
      if (sign === 'q') saved.push(letters);
      else letters = saved.pop() ?? letters;
    } else if (sign === 'B' && /\sBT\s/u.test(content.slice(at - 1, at + 3))) out += ' ';
  }
  return out;
}

/** A PDF string from its opening bracket on; brackets in pairs may stand inside without a backslash. */
function readString(content: string, start: number): { bytes: Buffer; end: number } {
  const named: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
  let text = '';
  let depth = 1;
  for (let at = start + 1; at < content.length; at++) {
    const sign = content[at] as string;
    if (sign === '\\') {
      const octal = /^[0-7]{1,3}/u.exec(content.slice(at + 1, at + 4))?.[0];
      const next = content[at + 1] as string;
      text += octal ? String.fromCharCode(Number.parseInt(octal, 8)) : (named[next] ?? next);
      at += octal?.length ?? 1;
      continue;
    }
    if (sign === '(') depth++;
    if (sign === ')' && --depth === 0) return { bytes: Buffer.from(text, 'latin1'), end: at };
    text += sign;
  }
  throw new Error('string without end');
}

/** A drawing made only of squares of whole modules, as grid; nothing for any other drawing. */
function readSquares(content: string): boolean[][][] {
  const boxes = [...content.matchAll(/(\d+) (\d+) m\n(\d+) (\d+) l\n(\d+) (\d+) l\n(\d+) (\d+) l\nh/gu)].map((match) => match.slice(1).map(Number));
  if (boxes.length < 100) return [];
  const side = Math.max(...boxes.flat());
  const grid = Array.from({ length: side }, () => Array.from({ length: side }, () => false));
  for (const box of boxes) {
    const [left, top, right, bottom] = [Math.min(box[0] as number, box[2] as number), Math.min(box[1] as number, box[5] as number), Math.max(box[0] as number, box[2] as number), Math.max(box[1] as number, box[5] as number)];
    for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) (grid[y] as boolean[])[x] = true;
  }
  return [grid];
}
