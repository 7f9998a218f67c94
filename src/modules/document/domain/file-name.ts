import { FILE_LIMITS } from './limits.ts';
import type { KeptMime } from './stored-file.ts';

/**
 * A name for display and download only; nothing is ever stored under it (T-20). NFC, so that the composed and the
 * decomposed spelling are one name; never NFKC, which would turn a full-width `．．／` into a path.
 * Takes the last part of a path, drops control, invisible and text-direction characters, and what Windows forbids.
 */
export function cleanFileName(given: string): string {
  const lastPart = given.toWellFormed().replaceAll('\ufffd', '').normalize('NFC').split(/[/\\]/u).pop() ?? '';
  const readable = lastPart
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029\u115f\u1160\u3164\uffa0]+/gu, '')
    .replace(/[<>:"|?*%;]+/gu, '_')
    .replace(/[\s\u00a0]+/gu, ' ')
    .replace(/^[\s.]+|[\s.]+$/gu, '');
  const { stem, extension } = splitName(readable);
  const room = FILE_LIMITS.nameCharacters - extension.length;
  const short = [...stem].slice(0, room).join('').trimEnd();
  const name = `${short}${extension}`;
  if (short === '' || short === '_') return `tep${extension}`;
  return /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu.test(name) ? `tep-${name}` : name;
}

function splitName(name: string): { stem: string; extension: string } {
  const match = /^(?<stem>.*)(?<extension>\.[A-Za-z0-9]{1,5})$/su.exec(name);
  return match?.groups ? { stem: match.groups['stem'] ?? '', extension: match.groups['extension'] ?? '' } : { stem: name, extension: '' };
}

const EXTENSION: Readonly<Record<KeptMime, readonly string[]>> = { 'application/pdf': ['.pdf'], 'image/jpeg': ['.jpg', '.jpeg'], 'image/png': ['.png'], 'image/webp': ['.webp'] };
/** The name under which the kept bytes are handed out: its extension says what they are, whatever was sent. */
export function downloadName(name: string, mime: KeptMime): string {
  const { stem, extension } = splitName(name);
  const right = EXTENSION[mime];
  if (right.includes(extension.toLowerCase())) return name;
  const known = /^\.(?:pdf|jpe?g|jpe|jfif|png|webp|heic|heif|gif|bmp|tiff?|avif)$/iu.test(extension);
  return `${known ? stem : name}${right[0]}`;
}
