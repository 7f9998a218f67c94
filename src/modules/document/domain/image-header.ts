import { ok, refuse, type Result } from '../../../shared/result.ts';
import { IMAGE_LIMITS } from './limits.ts';
import type { ImageKind } from './stored-file.ts';

/** Size of an image as its header states it, read without a decoder. `frameBytes`: what decoding must hold at once; 0 when it goes line by line. */
export interface ImageHeader { readonly width: number; readonly height: number; readonly frameBytes: number }
export type ImageFault = 'broken' | 'cut-off' | { readonly tooManyPixels: number };

/** Measures an image and refuses what no decoder may see: sizes beyond the limits, structure that ends early. */
export function measureImage(bytes: Uint8Array, kind: ImageKind): Result<ImageHeader, ImageFault> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = kind === 'jpeg' ? jpeg(bytes, view) : kind === 'png' ? png(bytes, view) : webp(bytes, view);
  if (typeof header === 'string') return refuse(header);
  const { width, height } = header;
  if (width < 1 || height < 1) return refuse('broken');
  if (width * height > IMAGE_LIMITS.pixels || header.frameBytes > IMAGE_LIMITS.frameBytes || Math.max(width, height) > IMAGE_LIMITS.side) return refuse({ tooManyPixels: width * height });
  return ok(header);
}

type Measured = ImageHeader | 'broken' | 'cut-off';

/** ITU-T T.81 annex B: segments up to the frame header, then whether an end of image follows the scans. */
function jpeg(bytes: Uint8Array, view: DataView): Measured {
  let at = 2;
  let header: ImageHeader | null = null;
  for (let count = 0; count < IMAGE_LIMITS.segments; count++) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++;
    if (at + 4 > bytes.length) return 'cut-off';
    if (bytes[at] !== 0xff) return 'broken';
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xd9) return 'broken';
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) { at += 2; continue; }
    const length = view.getUint16(at + 2);
    if (length < 2) return 'broken';
    // SOF0–SOF15 without DHT (C4), JPG (C8) and DAC (CC); arithmetic and lossless ones fail in the decoder.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      if (at + 9 > bytes.length) return 'cut-off';
      if (header) return 'broken';
      header = { height: view.getUint16(at + 5), width: view.getUint16(at + 7), frameBytes: 0 };
      if (marker !== 0xc0 && marker !== 0xc1) header = { ...header, frameBytes: header.width * header.height * coefficientBytes(bytes, at) };
    }
    if (marker === 0xda) return header === null ? 'broken' : endOfImageAfter(bytes, at + 2 + length) ? header : 'cut-off';
    at += 2 + length;
  }
  return 'broken';
}
/** Bytes of coefficients for each pixel that a progressive image keeps until its last scan: two for each sample of each component. */
function coefficientBytes(bytes: Uint8Array, at: number): number {
  const samples: number[] = [];
  for (let n = 0; n < (bytes[at + 9] ?? 0); n++) {
    const factors = bytes[at + 11 + n * 3] ?? 0;
    samples.push(Math.max(1, factors >> 4) * Math.max(1, factors & 15));
  }
  return samples.length === 0 ? 0 : (2 * samples.reduce((sum, one) => sum + one, 0)) / Math.max(...samples);
}
/** In scan data FF is followed by 00, so FF D9 can only be the end of the image; phones may append their own data after it. */
function endOfImageAfter(bytes: Uint8Array, from: number): boolean {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    if (bytes[at + 1] === 0xd9) return true;
  }
  return false;
}

/** ISO 15948: IHDR first, then chunks to IEND. */
function png(bytes: Uint8Array, view: DataView): Measured {
  if (bytes.length < 33) return 'cut-off';
  if (view.getUint32(8) !== 13 || chunkName(bytes, 12) !== 'IHDR') return 'broken';
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  // Channels by colour type: grey 0, RGB 2, palette 3, grey with alpha 4, RGB with alpha 6.
  const perPixel = (({ 2: 3, 4: 2, 6: 4 } as Record<number, number>)[bytes[25] ?? 0] ?? 1) * (bytes[24] === 16 ? 2 : 1);
  const header: ImageHeader = { width, height, frameBytes: bytes[28] === 0 ? 0 : width * height * Math.max(3, perPixel) };
  let data = false;
  let at = 8;
  for (let count = 0; count < IMAGE_LIMITS.segments; count++) {
    if (at + 12 > bytes.length) return 'cut-off';
    const length = view.getUint32(at);
    const name = chunkName(bytes, at + 4);
    if (!/^[A-Za-z]{4}$/u.test(name)) return 'broken';
    if (at + 12 + length > bytes.length) return 'cut-off';
    if (name === 'IDAT') data = true;
    if (name === 'IEND') return data ? header : 'broken';
    at += 12 + length;
  }
  return 'broken';
}
const chunkName = (bytes: Uint8Array, at: number): string => String.fromCharCode(bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0, bytes[at + 3] ?? 0);

/**
 * The chunks that carry pixels and the right colours; all others go before the decoder sees the file: texts, profiles and
 * times may inflate without measure or say where a photo was taken, and what follows IEND is another file.
 */
export function onlyPixelChunks(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    const name = chunkName(bytes, at + 4);
    const end = at + 12 + length;
    if (end > bytes.length) break;
    if (['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND', 'sRGB', 'gAMA', 'pHYs'].includes(name)) kept.push(bytes.subarray(at, end));
    if (name === 'IEND') break;
    at = end;
  }
  const whole = new Uint8Array(kept.reduce((sum, part) => sum + part.length, 0));
  let to = 0;
  for (const part of kept) { whole.set(part, to); to += part.length; }
  return whole;
}

/** RFC 9649: a RIFF container whose first chunk is VP8, VP8L or VP8X. */
function webp(bytes: Uint8Array, view: DataView): Measured {
  const size = webpSize(bytes, view);
  return typeof size === 'string' ? size : { ...size, frameBytes: size.width * size.height * 4 };
}
function webpSize(bytes: Uint8Array, view: DataView): { width: number; height: number } | 'broken' | 'cut-off' {
  if (bytes.length < 30) return 'cut-off';
  if (view.getUint32(4, true) + 8 > bytes.length) return 'cut-off';
  const name = chunkName(bytes, 12);
  if (name === 'VP8 ') {
    if (bytes[23] !== 0x9d || bytes[24] !== 0x01 || bytes[25] !== 0x2a) return 'broken';
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  if (name === 'VP8L') {
    if (bytes[20] !== 0x2f) return 'broken';
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (name === 'VP8X') {
    const three = (at: number): number => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);
    return { width: three(24) + 1, height: three(27) + 1 };
  }
  return 'broken';
}
