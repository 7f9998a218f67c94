import type { ImageKind } from './stored-file.ts';

/** What the first bytes say a file is. The name and the type that the browser claims decide nothing. */
export type Sniffed = 'pdf' | ImageKind | 'heic' | 'avif' | 'gif' | 'bmp' | 'tiff' | 'svg' | 'html' | 'xml' | 'word' | 'excel' | 'office-old' | 'zip' | 'rar' | '7z' | 'program' | 'video' | 'text' | 'unknown';

/** Bytes of the beginning that are enough to decide. */
export const SNIFF_BYTES = 4096;

const ascii = (bytes: Uint8Array, from: number, to: number): string => {
  let text = '';
  for (let i = from; i < Math.min(to, bytes.length); i++) text += String.fromCharCode(bytes[i] ?? 0);
  return text;
};
const startsWith = (bytes: Uint8Array, ...magic: readonly number[]): boolean => magic.every((value, at) => bytes[at] === value);

export function sniff(bytes: Uint8Array): Sniffed {
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return 'jpeg';
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'webp';
  if (pdfStart(bytes) !== null) return 'pdf';
  if (ascii(bytes, 4, 8) === 'ftyp') return isoMedia(bytes);
  const first = ascii(bytes, 0, 8);
  if (first.startsWith('GIF8')) return 'gif';
  if (first.startsWith('BM')) return 'bmp';
  if (first.startsWith('II*\0') || first.startsWith('MM\0*') || first.startsWith('II+\0') || first.startsWith('MM\0+')) return 'tiff';
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0x50, 0x4b, 0x05, 0x06)) return zipped(ascii(bytes, 0, SNIFF_BYTES));
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) return 'office-old';
  if (first.startsWith('Rar!')) return 'rar';
  if (startsWith(bytes, 0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c)) return '7z';
  if (first.startsWith('MZ') || first.startsWith('\x7fELF') || first.startsWith('#!')) return 'program';
  return markup(ascii(bytes, 0, SNIFF_BYTES));
}

/** Where `%PDF-` stands: at the start, after at most a byte order mark and white space. Null: not a PDF. Further in, it would be two files in one. */
export function pdfStart(bytes: Uint8Array): number | null {
  let at = startsWith(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0;
  while (at < 16 && [0x20, 0x09, 0x0a, 0x0d].includes(bytes[at] ?? 0)) at++;
  return /^%PDF-[12]\.\d/u.test(ascii(bytes, at, at + 8)) ? at : null;
}

/** Brands of ISO 23008-12 (HEIF) and of AVIF; iPhones write `heic` or `mif1`. */
function isoMedia(bytes: Uint8Array): Sniffed {
  const length = Math.min(((bytes[0] ?? 0) << 24) | ((bytes[1] ?? 0) << 16) | ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0), 256);
  const brands = [ascii(bytes, 8, 12)];
  for (let at = 16; at + 4 <= length; at += 4) brands.push(ascii(bytes, at, at + 4));
  if (brands.some((brand) => ['avif', 'avis'].includes(brand))) return 'avif';
  if (brands.some((brand) => ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'].includes(brand))) return 'heic';
  return 'video';
}

function zipped(text: string): Sniffed {
  if (text.includes('word/') || text.includes('opendocument.text')) return 'word';
  if (text.includes('xl/') || text.includes('opendocument.spreadsheet')) return 'excel';
  return 'zip';
}

function markup(raw: string): Sniffed {
  const text = raw.replace(/^\u00ef\u00bb\u00bf/u, '').trimStart().toLowerCase();
  if (text.startsWith('{\\rtf')) return 'word';
  const withoutProlog = text.replace(/^<\?xml[^>]{0,200}>\s*/u, '').replace(/^(?:<!--[^]{0,1000}?-->\s*)+/u, '');
  if (/^<!doctype\s+svg|^<svg[\s>]/u.test(withoutProlog)) return 'svg';
  if (/^<!doctype\s+html|^<(?:html|head|body|script|iframe|title|style|table|div|p|a|img|meta|br|h1)[\s>/]/u.test(withoutProlog)) return 'html';
  if (text.startsWith('<?xml')) return 'xml';
  if (text !== '' && !/[\u0000-\u0008\u000e-\u001a]/u.test(raw)) return 'text';
  return 'unknown';
}

/** What the file's name or the browser claims, in so far as it matters: a PDF, a picture, or nothing in particular. */
export function claimed(name: string, declaredType: string): 'pdf' | 'image' | null {
  const extension = /\.([A-Za-z0-9]{1,5})$/u.exec(name)?.[1]?.toLowerCase() ?? '';
  if (extension === 'pdf') return 'pdf';
  if (['jpg', 'jpeg', 'jpe', 'jfif', 'png', 'webp', 'heic', 'heif', 'gif', 'bmp', 'tif', 'tiff', 'avif'].includes(extension)) return 'image';
  const type = declaredType.toLowerCase();
  return type === 'application/pdf' ? 'pdf' : type.startsWith('image/') ? 'image' : null;
}
