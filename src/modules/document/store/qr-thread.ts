import { parentPort, workerData } from 'node:worker_threads';
import jsqr from 'jsqr';

const picture = workerData as { pixels: Uint8Array; width: number; height: number };
// The package is CommonJS: under `import` its function is the `default` of the default.
const find = ((jsqr as unknown as { default?: typeof jsqr }).default ?? jsqr) as unknown as (data: Uint8ClampedArray, width: number, height: number, options: { inversionAttempts: 'attemptBoth' }) => { data: string; binaryData: number[] } | null;
const code = find(new Uint8ClampedArray(picture.pixels.buffer, picture.pixels.byteOffset, picture.pixels.byteLength), picture.width, picture.height, { inversionAttempts: 'attemptBoth' });
// The cards' codes carry UTF-8 without saying so; what is not UTF-8 stays as the library read it.
parentPort?.postMessage(code === null ? null : utf8(code.binaryData) ?? code.data);

function utf8(bytes: readonly number[]): string | null {
  try { return bytes.length === 0 ? null : new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes)); } catch { return null; }
}
