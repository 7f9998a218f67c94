import { parentPort, workerData } from 'node:worker_threads';
import jsqr from 'jsqr';

interface Point { readonly x: number; readonly y: number }
interface Code { readonly data: string; readonly binaryData: number[]; readonly location: { readonly topLeftCorner: Point; readonly topRightCorner: Point; readonly bottomLeftCorner: Point; readonly bottomRightCorner: Point } }
interface Window { readonly left: number; readonly top: number; readonly width: number; readonly height: number }

const picture = workerData as { pixels: Uint8Array; width: number; height: number; all: boolean };
const pixels = new Uint8ClampedArray(picture.pixels.buffer, picture.pixels.byteOffset, picture.pixels.byteLength);
// The package is CommonJS: under `import` its function is the `default` of the default.
const find = ((jsqr as unknown as { default?: typeof jsqr }).default ?? jsqr) as unknown as (data: Uint8ClampedArray, width: number, height: number, options: { inversionAttempts: 'attemptBoth' | 'dontInvert' }) => Code | null;

/** The library takes one code of a picture, and none where the corners of several can be mixed up: so piece after piece, what was found painted over. */
function findAll(): void {
  const seen = new Set<string>();
  for (const window of windows()) {
    for (let tries = 0; tries < 12; tries++) {
      const code = find(cut(window), window.width, window.height, { inversionAttempts: 'dontInvert' });
      if (!code || code.data === '') break;
      if (!seen.has(code.data)) { seen.add(code.data); say(code); }
      paintOver(code, window);
    }
  }
}
/** The whole, then overlapping pieces, smaller and smaller, down to one code of three a line. */
function windows(): readonly Window[] {
  const { width, height } = picture;
  const made: Window[] = [{ left: 0, top: 0, width, height }];
  for (const [columns, rows] of [[1, 2], [2, 2], [3, 3], [3, 4], [2, 3], [3, 5]] as const) {
    for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) made.push({ left: place(width, columns, column), top: place(height, rows, row), width: share(width, columns), height: share(height, rows) });
  }
  return made;
}
const share = (side: number, parts: number): number => (parts === 1 ? side : Math.min(side, Math.ceil(side / parts * 1.25)));
const place = (side: number, parts: number, at: number): number => (parts === 1 ? 0 : Math.round((side - share(side, parts)) * at / (parts - 1)));
function cut({ left, top, width, height }: Window): Uint8ClampedArray {
  if (width === picture.width && height === picture.height) return pixels;
  const piece = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) piece.set(pixels.subarray(((top + y) * picture.width + left) * 4, ((top + y) * picture.width + left + width) * 4), y * width * 4);
  return piece;
}
function paintOver({ location }: Code, window: Window): void {
  const corners = [location.topLeftCorner, location.topRightCorner, location.bottomLeftCorner, location.bottomRightCorner];
  const bound = (value: number, most: number): number => Math.max(0, Math.min(most, Math.round(value)));
  const [from, to] = [bound(window.left + Math.min(...corners.map((one) => one.x)), picture.width), bound(window.left + Math.max(...corners.map((one) => one.x)), picture.width)];
  for (let y = bound(window.top + Math.min(...corners.map((one) => one.y)), picture.height); y < bound(window.top + Math.max(...corners.map((one) => one.y)), picture.height); y++) pixels.fill(255, (y * picture.width + from) * 4, (y * picture.width + to) * 4);
}
function say(code: Code): void {
  // The cards' codes carry UTF-8 without saying so; what is not UTF-8 stays as the library read it.
  parentPort?.postMessage(utf8(code.binaryData) ?? code.data);
}
function utf8(bytes: readonly number[]): string | null {
  try { return bytes.length === 0 ? null : new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes)); } catch { return null; }
}

/** Each text as it is found, then null. One code, or all of a page. */
if (picture.all) findAll();
else {
  const code = find(pixels, picture.width, picture.height, { inversionAttempts: 'attemptBoth' });
  if (code) say(code);
}
parentPort?.postMessage(null);
