import { createRequire } from 'node:module';

// The package's types describe an ES module, its file is CommonJS.
const jsQR = createRequire(import.meta.url)('jsqr') as (pixels: Uint8ClampedArray, width: number, height: number) => { data: string } | null;
const SCALE = 4, QUIET = 4;

/** The text of a square code, from its dark and light squares as they stand on a page. */
export function readCode(modules: readonly (readonly boolean[])[]): string | undefined {
  const side = (modules.length + QUIET * 2) * SCALE;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  modules.forEach((row, y) => row.forEach((dark, x) => {
    if (!dark) return;
    for (let dy = 0; dy < SCALE; dy++) for (let dx = 0; dx < SCALE; dx++) { const at = (((y + QUIET) * SCALE + dy) * side + (x + QUIET) * SCALE + dx) * 4; pixels.fill(0, at, at + 3); }
  }));
  return jsQR(pixels, side, side)?.data;
}
