import { crc32, inflateRawSync } from 'node:zlib';

export const TABLE_LIMITS = { /** bytes of the file */ file: 2 * 1024 * 1024, /** bytes of one unpacked part of a workbook, and of all that are read */ part: 8 * 1024 * 1024, /** parts in the archive */ parts: 500, rows: 5_000, columns: 60, /** letters of a cell; the rest is cut off */ cell: 2_000 } as const;
export type TableFault = 'too-large' | 'unreadable' | 'empty';
export type ReadTable = { readonly ok: true; readonly rows: readonly (readonly string[])[] } | { readonly ok: false; readonly fault: TableFault };

/** A table that somebody saved: a workbook (.xlsx, its first sheet) or comma-, semicolon- or tab-separated text in UTF-8 or UTF-16. Cells as text, rows in their order, empty ones too, so that a line keeps its number. */
export function readTable(bytes: Buffer): ReadTable {
  if (bytes.length > TABLE_LIMITS.file) return { ok: false, fault: 'too-large' };
  try {
    const rows = bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04' ? readWorkbook(bytes) : readText(bytes);
    if (rows === 'too-large' || rows.length > TABLE_LIMITS.rows) return { ok: false, fault: 'too-large' };
    return rows.some((row) => row.some((cell) => cell !== '')) ? { ok: true, rows } : { ok: false, fault: 'empty' };
  } catch (error) {
    return { ok: false, fault: (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'unreadable' };
  }
}
const tidy = (text: string): string => text.normalize('NFC').replace(/[\s\u00a0]+/gu, ' ').trim().slice(0, TABLE_LIMITS.cell);

function readText(bytes: Buffer): readonly string[][] | 'too-large' {
  const utf16 = bytes.length >= 2 && bytes[0] === 0xff && bytes[1] === 0xfe;
  // What is not UTF-8 is told so: guessing at an old code page would make other letters of Vietnamese names.
  const text = (utf16 ? new TextDecoder('utf-16le', { fatal: true }) : new TextDecoder('utf-8', { fatal: true })).decode(bytes);
  if (text.includes('\u0000')) throw new Error('no text');
  const firstLine = text.slice(0, 4_096).split(/\r?\n/u).find((line) => /[,;\t]/u.test(line)) ?? '';
  const separator = [';', '\t', ','].toSorted((a, b) => firstLine.split(b).length - firstLine.split(a).length)[0] ?? ',';
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = (): void => { if (row.length < TABLE_LIMITS.columns) row.push(tidy(cell)); cell = ''; };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') { cell += '"'; at += 1; } else quoted = false;
    } else if (sign === '"' && cell.trim() === '') { cell = ''; quoted = true; } else if (sign === separator) endCell();
    else if (sign === '\n') { endCell(); rows.push(row); row = []; if (rows.length > TABLE_LIMITS.rows) return 'too-large'; } else if (sign !== '\r') cell += sign;
  }
  if (quoted) throw new Error('a quotation without end');
  if (cell !== '' || row.length > 0) { endCell(); rows.push(row); }
  return rows;
}

/** Parts of a workbook by name, unpacked when asked for; of the archive only the directory at its end is believed, and every part is held against its checksum. */
function openArchive(bytes: Buffer): (name: string) => string | null {
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0) throw new Error('no directory');
  const count = bytes.readUInt16LE(end + 10);
  if (count > TABLE_LIMITS.parts) throw new Error('too many parts');
  const entries = new Map<string, { readonly method: number; readonly crc: number; readonly packed: number; readonly local: number }>();
  let at = bytes.readUInt32LE(end + 16);
  for (let one = 0; one < count; one += 1) {
    if (bytes.toString('latin1', at, at + 4) !== 'PK\x01\x02') throw new Error('torn directory');
    const [nameLength, extra, comment] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)];
    entries.set(bytes.toString('utf8', at + 46, at + 46 + nameLength), { method: bytes.readUInt16LE(at + 10), crc: bytes.readUInt32LE(at + 16), packed: bytes.readUInt32LE(at + 20), local: bytes.readUInt32LE(at + 42) });
    at += 46 + nameLength + extra + comment;
  }
  return (name) => {
    const entry = entries.get(name);
    if (!entry) return null;
    const from = entry.local + 30 + bytes.readUInt16LE(entry.local + 26) + bytes.readUInt16LE(entry.local + 28);
    const packed = bytes.subarray(from, from + entry.packed);
    const content = entry.method === 0 ? packed : entry.method === 8 ? inflateRawSync(packed, { maxOutputLength: TABLE_LIMITS.part }) : null;
    if (!content || crc32(content) !== entry.crc) throw new Error(`part ${name} is damaged`);
    return content.toString('utf8');
  };
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const plain = (text: string): string => text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/giu, (whole: string, hex?: string, decimal?: string, name?: string) => {
  const code = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : null;
  return code !== null ? (code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '') : (ENTITIES[name ?? ''] ?? whole);
});
/** The parts of this element one after the other, its attributes and what stands inside; never nested in the parts that are read. */
function* elements(xml: string, name: string): Generator<{ readonly attributes: string; readonly inner: string }> {
  const opening = new RegExp(`<(\\w{1,20}:)?${name}(?=[\\s/>])([^>]{0,2000})>`, 'gu');
  for (let match = opening.exec(xml); match; match = opening.exec(xml)) {
    const attributes = match[2] ?? '';
    if (attributes.endsWith('/')) { yield { attributes, inner: '' }; continue; }
    const close = `</${match[1] ?? ''}${name}>`;
    const until = xml.indexOf(close, opening.lastIndex);
    if (until < 0) throw new Error(`${name} without end`);
    yield { attributes, inner: xml.slice(opening.lastIndex, until) };
    opening.lastIndex = until + close.length;
  }
}
const attribute = (attributes: string, name: string): string | null => new RegExp(`(?:^|\\s)${name}\\s*=\\s*"([^"]{0,500})"`, 'u').exec(attributes)?.[1] ?? null;
/** Letters of a text in several runs; what is only said above it (phonetic runs) is left out. */
const runs = (xml: string): string => { let text = ''; for (const { inner } of elements(xml.replace(/<(?:\w{1,20}:)?rPh[\s>][\s\S]*?<\/(?:\w{1,20}:)?rPh>/gu, ''), 't')) text += plain(inner); return text; };

function firstSheet(part: (name: string) => string | null): string {
  const book = part('xl/workbook.xml');
  const links = part('xl/_rels/workbook.xml.rels');
  const id = book === null ? null : attribute([...elements(book, 'sheet')][0]?.attributes ?? '', '(?:\\w{1,20}:)?id');
  const target = links === null ? null : attribute([...elements(links, 'Relationship')].find((one) => attribute(one.attributes, 'Id') === id)?.attributes ?? '', 'Target');
  return (target ? part(target.startsWith('/') ? target.slice(1) : `xl/${target}`) : null) ?? part('xl/worksheets/sheet1.xml') ?? '';
}
function columnOf(reference: string | null, after: number): number {
  const letters = /^[A-Z]{1,3}(?=\d)/u.exec(reference ?? '')?.[0];
  return letters ? [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1 : after;
}
function readWorkbook(bytes: Buffer): readonly string[][] | 'too-large' {
  const part = openArchive(bytes);
  const shared = part('xl/sharedStrings.xml');
  const strings = shared === null ? [] : [...elements(shared, 'si')].map(({ inner }) => runs(inner));
  const rows: string[][] = [];
  for (const row of elements(firstSheet(part), 'row')) {
    const number = Number(attribute(row.attributes, 'r') ?? rows.length + 1);
    if (!Number.isSafeInteger(number) || number <= rows.length) throw new Error('rows out of order');
    if (number > TABLE_LIMITS.rows) return 'too-large';
    while (rows.length < number - 1) rows.push([]);
    const cells: string[] = [];
    for (const { attributes, inner } of elements(row.inner, 'c')) {
      const column = columnOf(attribute(attributes, 'r'), cells.length);
      if (column >= TABLE_LIMITS.columns) continue;
      const value = [...elements(inner, 'v')][0]?.inner ?? '';
      const type = attribute(attributes, 't');
      while (cells.length < column) cells.push('');
      cells[column] = tidy(type === 's' ? (strings[Number(value)] ?? '') : type === 'inlineStr' ? runs(inner) : plain(value));
    }
    rows.push(cells);
  }
  return rows;
}
