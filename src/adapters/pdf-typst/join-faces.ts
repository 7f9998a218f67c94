import { addHighlandLetters } from './highland-letters.ts';
import { writeSfnt } from './sfnt.ts';

export interface Face { readonly bytes: Buffer; /** code points that it can print */ readonly covers: ReadonlySet<number> }

interface Piece {
  readonly tables: Map<string, Buffer>;
  readonly letters: ReadonlyMap<number, number>;
  outline(glyph: number): Buffer;
  /** advance and left bearing, 4 bytes as in `hmtx` */
  metric(glyph: number): Buffer;
}

/** One TrueType face out of several that share design and scale. Kerning is dropped: Word does not kern either, and each piece knows only its own pairs. */
export function joinFaces(pieces: readonly Map<string, Buffer>[]): Face {
  const parts = pieces.map(readPiece);
  const first = parts[0];
  if (!first) throw new Error('no font file found');
  const outlines: Buffer[] = [Buffer.from(first.outline(0))];
  const metrics: Buffer[] = [first.metric(0)];
  const cmap = new Map<number, number>();
  for (const part of parts) {
    if (table(part.tables, 'head').readUInt16BE(18) !== table(first.tables, 'head').readUInt16BE(18)) throw new Error('font pieces differ in scale');
    const renumbered = new Map<number, number>([[0, 0]]);
    const take = (glyph: number): number => {
      const known = renumbered.get(glyph);
      if (known !== undefined) return known;
      const id = outlines.length;
      renumbered.set(glyph, id);
      const outline = Buffer.from(part.outline(glyph));
      outlines.push(outline);
      metrics.push(part.metric(glyph));
      for (const at of componentOffsets(outline)) outline.writeUInt16BE(take(outline.readUInt16BE(at)), at);
      return id;
    };
    for (const [letter, glyph] of part.letters) if (!cmap.has(letter)) cmap.set(letter, take(glyph));
  }
  const substitutions = addHighlandLetters({ outlines, metrics, cmap });
  return { bytes: assemble(parts, outlines, metrics, cmap, substitutions), covers: new Set(cmap.keys()) };
}

function table(tables: Map<string, Buffer>, tag: string): Buffer {
  const found = tables.get(tag);
  if (!found) throw new Error(`font has no ${tag} table`);
  return found;
}

function readPiece(tables: Map<string, Buffer>): Piece {
  const [head, loca, glyf, hmtx] = [table(tables, 'head'), table(tables, 'loca'), table(tables, 'glyf'), table(tables, 'hmtx')];
  const long = head.readInt16BE(50) === 1;
  const fullMetrics = table(tables, 'hhea').readUInt16BE(34);
  const start = (glyph: number): number => (long ? loca.readUInt32BE(glyph * 4) : loca.readUInt16BE(glyph * 2) * 2);
  return {
    tables,
    letters: readCmap(table(tables, 'cmap')),
    outline: (glyph) => glyf.subarray(start(glyph), start(glyph + 1)),
    metric: (glyph) => {
      if (glyph < fullMetrics) return hmtx.subarray(glyph * 4, glyph * 4 + 4);
      const at = fullMetrics * 4 + (glyph - fullMetrics) * 2;
      return Buffer.concat([hmtx.subarray((fullMetrics - 1) * 4, (fullMetrics - 1) * 4 + 2), hmtx.subarray(at, at + 2)]);
    },
  };
}

/** Code point → glyph from the Unicode subtables of format 4 and 12. */
function readCmap(cmap: Buffer): Map<number, number> {
  const letters = new Map<number, number>();
  for (let i = 0; i < cmap.readUInt16BE(2); i++) {
    const at = cmap.readUInt32BE(4 + i * 8 + 4);
    const format = cmap.readUInt16BE(at);
    if (format === 12) {
      for (let g = 0; g < cmap.readUInt32BE(at + 12); g++) {
        const group = at + 16 + g * 12;
        const [from, to, glyph] = [cmap.readUInt32BE(group), cmap.readUInt32BE(group + 4), cmap.readUInt32BE(group + 8)];
        for (let code = from; code <= to; code++) letters.set(code, glyph + code - from);
      }
    } else if (format === 4) {
      const span = cmap.readUInt16BE(at + 6);
      for (let s = 0; s < span; s += 2) {
        const [to, from] = [cmap.readUInt16BE(at + 14 + s), cmap.readUInt16BE(at + 16 + span + s)];
        const delta = cmap.readUInt16BE(at + 16 + span * 2 + s);
        const rangeAt = at + 16 + span * 3 + s;
        const range = cmap.readUInt16BE(rangeAt);
        for (let code = from; code <= to && code !== 0xffff; code++) {
          const raw = range === 0 ? code : cmap.readUInt16BE(rangeAt + range + (code - from) * 2);
          const glyph = range === 0 || raw !== 0 ? (raw + delta) & 0xffff : 0;
          if (glyph !== 0) letters.set(code, glyph);
        }
      }
    }
  }
  return letters;
}

/** Where a composite outline (a letter built from letter and mark) names its components. */
function* componentOffsets(outline: Buffer): Generator<number> {
  if (outline.length < 10 || outline.readInt16BE(0) >= 0) return;
  for (let at = 10; ;) {
    const flags = outline.readUInt16BE(at);
    yield at + 2;
    at += 4 + (flags & 1 ? 4 : 2) + (flags & 8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0);
    if (!(flags & 0x20)) return;
  }
}

function assemble(parts: readonly Piece[], outlines: readonly Buffer[], metrics: readonly Buffer[], cmap: ReadonlyMap<number, number>, gsub: Buffer | undefined): Buffer {
  const first = (parts[0] as Piece).tables;
  const copy = (tag: string): Buffer => Buffer.from(table(first, tag));
  const padded = outlines.map((outline) => Buffer.concat([outline, Buffer.alloc(-outline.length & 3)]));
  const loca = Buffer.alloc((outlines.length + 1) * 4);
  let end = 0;
  padded.forEach((outline, glyph) => loca.writeUInt32BE((end += outline.length), (glyph + 1) * 4));
  const head = copy('head');
  head.writeInt16BE(1, 50);
  head.writeUInt32BE(0, 8);
  for (const [at, wider] of [[36, Math.min], [38, Math.min], [40, Math.max], [42, Math.max]] as const) {
    head.writeInt16BE(wider(...parts.map((part) => table(part.tables, 'head').readInt16BE(at))), at);
  }
  const hhea = copy('hhea');
  hhea.writeUInt16BE(metrics.length, 34);
  hhea.writeUInt16BE(Math.max(...metrics.map((metric) => metric.readUInt16BE(0))), 10);
  const maxp = copy('maxp');
  maxp.writeUInt16BE(outlines.length, 4);
  for (let at = 6; at + 2 <= maxp.length; at += 2) maxp.writeUInt16BE(Math.max(...parts.map((part) => table(part.tables, 'maxp').readUInt16BE(at))), at);
  maxp.writeUInt16BE(maxp.readUInt16BE(30) + 1, 30); // a letter with breve stands one composite deeper
  const post = Buffer.from(copy('post').subarray(0, 32));
  post.writeUInt32BE(0x00030000, 0);
  const os2 = copy('OS/2');
  const codes = [...cmap.keys()];
  os2.writeUInt16BE(Math.min(...codes), 64);
  os2.writeUInt16BE(Math.min(Math.max(...codes), 0xffff), 66);
  return writeSfnt(new Map([
    ...(gsub ? [['GSUB', gsub] as const] : []),
    ['OS/2', os2], ['cmap', writeCmap(cmap)], ['glyf', Buffer.concat(padded)], ['head', head], ['hhea', hhea],
    ['hmtx', Buffer.concat(metrics)], ['loca', loca], ['maxp', maxp], ['name', copy('name')], ['post', post],
  ]));
}

function writeCmap(letters: ReadonlyMap<number, number>): Buffer {
  const groups: [number, number, number][] = [];
  for (const [code, glyph] of [...letters].sort((a, b) => a[0] - b[0])) {
    const last = groups.at(-1);
    if (last && code === last[1] + 1 && glyph === last[2] + code - last[0]) last[1] = code;
    else groups.push([code, code, glyph]);
  }
  const out = Buffer.alloc(12 + 16 + groups.length * 12);
  out.writeUInt16BE(1, 2);
  out.writeUInt16BE(3, 4);
  out.writeUInt16BE(10, 6);
  out.writeUInt32BE(12, 8);
  out.writeUInt16BE(12, 12);
  out.writeUInt32BE(16 + groups.length * 12, 16);
  out.writeUInt32BE(groups.length, 24);
  groups.forEach((group, i) => group.forEach((value, j) => out.writeUInt32BE(value, 28 + i * 12 + j * 4)));
  return out;
}
