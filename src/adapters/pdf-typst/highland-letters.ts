/**
 * Ê Đê, Gia Rai, Ba Na and M'nông write letters that Unicode has only as base + combining breve: ê̆ ô̆ ơ̆ ư̆ â̆ b̆. The npm
 * pieces of Tinos lack the combining breve, but the same mark is in them as the second part of `ŏ`. Each of these letters
 * becomes one glyph of its own, reached by a ligature: with a separate mark glyph Typst 0.13 writes a wrong text layer
 * (the mark then reads as the first letter it stood on, and a plain `b` elsewhere reads as nothing).
 */
export const COMBINING_BREVE = 0x0306;

/** base letter → the letter whose breve shows where the mark belongs; `b` has none and takes its own middle */
const LETTERS: readonly (readonly [base: string, like: string])[] = [
  ['ê', 'ĕ'], ['Ê', 'Ĕ'], ['ô', 'ŏ'], ['Ô', 'Ŏ'], ['ơ', 'ŏ'], ['Ơ', 'Ŏ'], ['ư', 'ŭ'], ['Ư', 'Ŭ'], ['â', 'ă'], ['Â', 'Ă'], ['b', ''], ['B', ''],
];
export const BREVE_BASES: ReadonlySet<string> = new Set(LETTERS.map(([base]) => base));

/** font units (2048 an em) between the letter's top and the breve */
const GAP = 60;

export interface GrowingFace { readonly outlines: Buffer[]; readonly metrics: Buffer[]; readonly cmap: Map<number, number> }

/** Adds the glyphs and returns the GSUB table that reaches them; nothing when the face has no `ŏ` to take the mark from. */
export function addHighlandLetters(face: GrowingFace): Buffer | undefined {
  const donor = secondComponent(face, 'ŏ');
  if (!donor) return undefined;
  const breve = face.outlines[donor.glyph] as Buffer;
  const mark = addGlyph(face, breve, Buffer.concat([Buffer.alloc(2), (face.metrics[donor.glyph] as Buffer).subarray(2)]));
  face.cmap.set(COMBINING_BREVE, mark);
  const ligatures: { base: number; made: number }[] = [];
  for (const [base, like] of LETTERS) {
    const glyph = face.cmap.get(base.codePointAt(0) as number);
    if (glyph === undefined) continue;
    const outline = face.outlines[glyph] as Buffer;
    const known = like === '' ? undefined : secondComponent(face, like);
    const dx = known?.dx ?? Math.round((outline.readInt16BE(2) + outline.readInt16BE(6) - breve.readInt16BE(2) - breve.readInt16BE(6)) / 2);
    const dy = Math.max(known?.dy ?? 0, outline.readInt16BE(8) + GAP - breve.readInt16BE(4));
    ligatures.push({ base: glyph, made: addGlyph(face, composite(outline, glyph, breve, mark, dx, dy), face.metrics[glyph] as Buffer) });
  }
  return gsub(ligatures.sort((a, b) => a.base - b.base), mark);
}

function addGlyph(face: GrowingFace, outline: Buffer, metric: Buffer): number {
  face.metrics.push(metric);
  return face.outlines.push(outline) - 1;
}

/** Second part of a composite letter and where it stands (glyf table: composite glyph description). */
function secondComponent(face: GrowingFace, letter: string): { glyph: number; dx: number; dy: number } | undefined {
  const glyph = face.cmap.get(letter.codePointAt(0) as number);
  const outline = glyph === undefined ? undefined : face.outlines[glyph];
  if (!outline || outline.length < 10 || outline.readInt16BE(0) >= 0) return undefined;
  const first = outline.readUInt16BE(10);
  if (!(first & 0x20) || first & 0xc8) return undefined;
  const at = 14 + (first & 1 ? 4 : 2);
  const wide = (outline.readUInt16BE(at) & 1) !== 0;
  return { glyph: outline.readUInt16BE(at + 2), dx: wide ? outline.readInt16BE(at + 4) : outline.readInt8(at + 4), dy: wide ? outline.readInt16BE(at + 6) : outline.readInt8(at + 5) };
}

function composite(base: Buffer, baseGlyph: number, mark: Buffer, markGlyph: number, dx: number, dy: number): Buffer {
  const out = Buffer.alloc(26);
  const box = [Math.min(base.readInt16BE(2), mark.readInt16BE(2) + dx), base.readInt16BE(4), Math.max(base.readInt16BE(6), mark.readInt16BE(6) + dx), mark.readInt16BE(8) + dy];
  [-1, ...box].forEach((value, i) => out.writeInt16BE(value, i * 2));
  // words, x-y offsets, rounded; the first part lends its width and says that another follows
  [0x0227, baseGlyph, 0, 0, 0x0007, markGlyph].forEach((value, i) => out.writeUInt16BE(value, 10 + i * 2));
  out.writeInt16BE(dx, 22);
  out.writeInt16BE(dy, 24);
  return out;
}

/** GSUB 1.0 with one `ccmp` feature: base + mark → letter, for scripts DFLT and latn. */
function gsub(ligatures: readonly { base: number; made: number }[], mark: number): Buffer {
  const words = (...values: number[]): Buffer => {
    const out = Buffer.alloc(values.length * 2);
    values.forEach((value, i) => out.writeUInt16BE(value, i * 2));
    return out;
  };
  const tag = (name: string, offset: number): Buffer => Buffer.concat([Buffer.from(name, 'latin1'), words(offset)]);
  const language = words(4, 0, 0, 0xffff, 1, 0);
  const scripts = Buffer.concat([words(2), tag('DFLT', 14), tag('latn', 14 + language.length), language, language]);
  const features = Buffer.concat([words(1), tag('ccmp', 8), words(0, 1, 0)]);
  const n = ligatures.length;
  const coverageAt = 6 + n * 2;
  const setsAt = coverageAt + 4 + n * 2;
  const subtable = Buffer.concat([
    words(1, coverageAt, n, ...ligatures.map((_, i) => setsAt + i * 10)),
    words(1, n, ...ligatures.map(({ base }) => base)),
    ...ligatures.map(({ made }) => words(1, 4, made, 2, mark)),
  ]);
  const lookups = Buffer.concat([words(1, 4), words(4, 0, 1, 8), subtable]);
  return Buffer.concat([words(1, 0, 10, 10 + scripts.length, 10 + scripts.length + features.length), scripts, features, lookups]);
}
