import { ok, refuse, type Result } from '../../../shared/result.ts';
import { PDF_LIMITS } from './limits.ts';
import { PdfReader, PdfTooDeep, plainName, type PdfValue } from './pdf-value.ts';
import type { PdfActive } from './refusal.ts';
import { pdfStart } from './sniff.ts';
import type { FileNote } from './stored-file.ts';

export interface PdfFacts { readonly pages: number; readonly notes: readonly FileNote[] }
export type PdfFault = 'broken' | 'locked' | 'too-complex' | 'two-files' | { readonly active: PdfActive } | { readonly pages: number };
/** Undoes Flate compression (RFC 1950), giving at most `most` bytes; `too-much` when there would be more. */
export type Inflate = (data: Uint8Array, most: number) => Uint8Array | 'too-much' | 'broken';
/** What the machine does faster than this file could; both are pure. `text`: one character per byte, so that offsets in the text are offsets in the file. */
export interface PdfTools { readonly inflate: Inflate; readonly text: (bytes: Uint8Array) => string }

/**
 * Looks at a PDF's structure without drawing it: is it whole, is it locked, how many pages, and does it hold anything that
 * acts when it is opened (T-08). What cannot be looked into is refused, not trusted. Names are compared after undoing their
 * escapes and inside object streams too, where they would otherwise be out of sight.
 */
export function inspectPdf(bytes: Uint8Array, tools: PdfTools): Result<PdfFacts, PdfFault> {
  const start = pdfStart(bytes);
  if (start === null) return refuse('broken');
  const text = tools.text(bytes);
  const end = text.lastIndexOf('%%EOF');
  if (end < 0 || !/\bstartxref\b/u.test(text.slice(Math.max(0, end - 2048), end))) return refuse('broken');
  if (hasZipAtItsEnd(bytes, text) || text.length - end > PDF_LIMITS.afterEnd || /[^\s\0]/u.test(text.slice(end + 5))) return refuse('two-files');
  try {
    return inspect(text, bytes, tools);
  } catch (error) {
    if (error instanceof PdfTooDeep) return refuse('too-complex');
    throw error;
  }
}

function inspect(text: string, bytes: Uint8Array, tools: PdfTools): Result<PdfFacts, PdfFault> {
  const found = new Set<string>();
  collectNames(text, found);
  if (found.has('Encrypt')) return refuse('locked');
  const objects = new Map<number, PdfValue>();
  const trailers: PdfValue[] = [];
  let inflated = 0;
  let count = 0;
  let read = 0;
  for (const { object, at } of objectsIn(text)) {
    if (++count > PDF_LIMITS.objects) return refuse('too-complex');
    const reader = new PdfReader(text, at);
    const value = reader.read();
    // An open bracket makes each object read to the end of the file: without this, a file of brackets costs its square.
    if ((read += reader.at - at) > PDF_LIMITS.readings * text.length) return refuse('too-complex');
    if (!value) continue;
    objects.set(object, value);
    if (value.type !== 'dict' || !reader.follows('stream')) continue;
    const type = nameOf(value.entries.get('Type'));
    if (type === 'XRef') trailers.push(value);
    if (type !== 'ObjStm' && !(value.entries.has('First') && value.entries.has('N'))) continue;
    const unpacked = unpack(bytes, text, reader.at, value.entries, tools, PDF_LIMITS.objectStreams - inflated);
    if (unpacked === 'too-complex') return refuse('too-complex');
    if (unpacked === 'broken') return refuse('broken');
    inflated += unpacked.length;
    collectNames(unpacked, found);
    const inside = numberOf(value.entries.get('N'));
    if ((count += inside) > PDF_LIMITS.objects) return refuse('too-complex');
    if (!readObjectStream(unpacked, inside, numberOf(value.entries.get('First')), objects)) return refuse('too-complex');
  }
  const active = ACTIVE.find(([name]) => found.has(name));
  if (active) return refuse({ active: active[1] });
  for (let at = text.indexOf('trailer'); at >= 0 && trailers.length < 1000; at = text.indexOf('trailer', at + 7)) {
    const value = new PdfReader(text, at + 7).read();
    if (value?.type === 'dict') trailers.push(value);
  }
  const pages = countPages(objects, trailers);
  if (pages === 'too-complex') return refuse('too-complex');
  if (pages < 1) return refuse('broken');
  if (pages > PDF_LIMITS.pages) return refuse({ pages });
  const notes: FileNote[] = [];
  if (found.has('ByteRange')) notes.push('signed');
  if (found.has('OpenAction')) notes.push('opens-by-itself');
  return ok({ pages, notes });
}

/** Names that make a document act, or carry other files. An action needs its full type name, whatever else is abbreviated (ISO 32000-1 table 198). */
const ACTIVE: readonly (readonly [string, PdfActive])[] = [
  ['JavaScript', 'script'], ['Rendition', 'script'], ['Launch', 'launch'], ['GoToE', 'attachment'], ['EmbeddedFile', 'attachment'], ['EmbeddedFiles', 'attachment'], ['FileAttachment', 'attachment'],
  ['RichMedia', 'media'], ['RichMediaExecute', 'media'], ['Movie', 'media'], ['Sound', 'media'], ['XFA', 'xfa'], ['SubmitForm', 'sends-data'], ['ImportData', 'sends-data'],
];
const WATCHED = new Set([...ACTIVE.map(([name]) => name), 'Encrypt', 'ByteRange', 'OpenAction']);
/** Over the whole file, streams included. Only names of five letters and more are watched: shorter ones (`/JS`, `/AA`) turn up in compressed pictures by chance. */
function collectNames(text: string, found: Set<string>): void {
  for (const match of text.matchAll(/\/([A-Za-z#][A-Za-z0-9#]{1,60})(?=[\s\0/<>[\](){}%]|$)/gu)) {
    const raw = match[1] ?? '';
    const name = raw.includes('#') ? plainName(raw) : raw;
    if (WATCHED.has(name)) found.add(name);
  }
}

/** `12 0 obj`: the place after each, in the order of the file, so that a later version of an object stands last. */
function* objectsIn(text: string): Iterable<{ object: number; at: number }> {
  for (let at = text.indexOf('obj'); at >= 0; at = text.indexOf('obj', at + 3)) {
    const before = /(?:^|[^0-9])(\d{1,10})[\s\0]{1,10}\d{1,5}[\s\0]{1,10}$/u.exec(text.slice(Math.max(0, at - 40), at));
    if (before) yield { object: Number(before[1]), at: at + 3 };
  }
}

function unpack(bytes: Uint8Array, text: string, streamAt: number, entries: ReadonlyMap<string, PdfValue>, { inflate, text: textOf }: PdfTools, room: number): string | 'broken' | 'too-complex' {
  let from = streamAt + 'stream'.length;
  if (text[from] === '\r') from++;
  if (text[from] === '\n') from++;
  const filter = entries.get('Filter');
  const filters = filter === undefined ? [] : filter.type === 'array' ? filter.items.map(nameOf) : [nameOf(filter)];
  const most = Math.min(PDF_LIMITS.objectStream, room);
  if (filters.length === 0) {
    const to = text.indexOf('endstream', from);
    return to < 0 ? 'broken' : to - from > most ? 'too-complex' : text.slice(from, to);
  }
  const parameters = entries.get('DecodeParms') ?? entries.get('DP');
  if (filters.length > 1 || !['FlateDecode', 'Fl'].includes(filters[0] ?? '') || parameters?.type === 'dict' && numberOf(parameters.entries.get('Predictor')) > 1 || parameters?.type === 'array') return 'too-complex';
  const data = inflate(bytes.subarray(from), most);
  return data === 'too-much' ? 'too-complex' : data === 'broken' ? 'broken' : textOf(data);
}

/** §7.5.7: pairs of number and offset, then the objects. */
function readObjectStream(text: string, count: number, first: number, objects: Map<number, PdfValue>): boolean {
  let read = 0;
  const header = text.slice(0, first).split(/[\s\0]+/u).filter((part) => part !== '').map(Number);
  for (let at = 0; at < Math.min(count, header.length >> 1); at++) {
    const [object, offset] = [header[at * 2] ?? Number.NaN, header[at * 2 + 1] ?? Number.NaN];
    if (!Number.isInteger(object) || !Number.isInteger(offset)) continue;
    const reader = new PdfReader(text, first + offset);
    const value = reader.read();
    if ((read += Math.max(0, reader.at - first - offset)) > PDF_LIMITS.readings * text.length) return false;
    if (value) objects.set(object, value);
  }
  return true;
}

/** Leaves of the page tree (§7.7.3). A tree that cannot be walked is counted by its page objects. */
function countPages(objects: ReadonlyMap<number, PdfValue>, trailers: readonly PdfValue[]): number | 'too-complex' {
  const resolve = (value: PdfValue | undefined): PdfValue | undefined => (value?.type === 'ref' ? objects.get(value.object) : value);
  const root = trailers.map((trailer) => trailer.type === 'dict' ? trailer.entries.get('Root') : undefined).findLast((value) => resolve(value)?.type === 'dict');
  const catalog = resolve(root) ?? [...objects.values()].findLast((value) => value.type === 'dict' && nameOf(value.entries.get('Type')) === 'Catalog');
  const top = catalog?.type === 'dict' ? catalog.entries.get('Pages') : undefined;
  const seen = new Set<number>();
  const waiting: (PdfValue | undefined)[] = [top];
  let pages = 0;
  let steps = 0;
  while (waiting.length > 0) {
    if (++steps > PDF_LIMITS.treeNodes) return 'too-complex';
    const next = waiting.pop();
    if (next?.type === 'ref') {
      if (seen.has(next.object)) continue;
      seen.add(next.object);
    }
    const node = resolve(next);
    if (node?.type !== 'dict') continue;
    const kids = resolve(node.entries.get('Kids'));
    if (kids?.type === 'array') {
      if (kids.items.length > PDF_LIMITS.treeNodes) return 'too-complex';
      waiting.push(...kids.items);
    } else if (nameOf(node.entries.get('Type')) !== 'Pages') pages++;
  }
  if (pages > 0) return pages;
  let loose = 0;
  for (const value of objects.values()) if (value.type === 'dict' && nameOf(value.entries.get('Type')) === 'Page') loose++;
  return loose;
}

const nameOf = (value: PdfValue | undefined): string => (value?.type === 'name' ? value.name : '');
const numberOf = (value: PdfValue | undefined): number => (value?.type === 'number' && value.value > 0 ? value.value : 0);

/** An end-of-central-directory record that ends exactly with the file: to a ZIP reader this PDF is a ZIP. */
function hasZipAtItsEnd(bytes: Uint8Array, text: string): boolean {
  const at = text.lastIndexOf('PK\x05\x06');
  return at >= 0 && at + 22 <= bytes.length && at + 22 + ((bytes[at + 20] ?? 0) | ((bytes[at + 21] ?? 0) << 8)) === bytes.length;
}
