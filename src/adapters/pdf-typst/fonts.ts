import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Face, joinFaces } from './join-faces.ts';
import { unpackWoff } from './woff.ts';

/**
 * Papers of Vietnamese authorities are set in Times New Roman (NĐ 30/2020, annex I). Tinos has the same widths and every
 * Vietnamese letter; its npm package carries it only as WOFF, cut into one file per alphabet. Typst reads neither WOFF nor
 * several files as one face: it takes the first file of a family and prints the missing letters from some other font.
 * So the pieces are unpacked (WOFF 1 is a zip-compressed sfnt) and joined into one TrueType face at the first print.
 */
export type { Face } from './join-faces.ts';

/** Earlier pieces win where two carry the same letter. */
const PIECES = ['latin', 'vietnamese', 'latin-ext', 'greek', 'cyrillic', 'cyrillic-ext'] as const;
const STYLES = ['400-normal', '700-normal', '400-italic', '700-italic'] as const;

/** Folder of the font package's files; throws with the package's name when it is not installed. */
export function tinosFolder(): string {
  const manifest = createRequire(import.meta.url).resolve('@fontsource/tinos/package.json');
  return join(dirname(manifest), 'files');
}

/** The four faces of Tinos (regular, bold, italic, bold italic), each with all alphabets. Takes 30–60 ms. */
export function loadTinos(folder = tinosFolder()): Face[] {
  return STYLES.map((style) => joinFaces(PIECES
    .map((piece) => join(folder, `tinos-${piece}-${style}.woff`))
    .filter((file) => existsSync(file))
    .map((file) => unpackWoff(readFileSync(file)))));
}
