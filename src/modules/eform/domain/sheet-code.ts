import type { Answers } from '../../../shared/condition.ts';

/**
 * The square codes of a declaration that was filled in on a screen and printed: all answers stand in them, so that the counter
 * types nothing again and no server has to keep anything. What comes out is as untrusted as what somebody types.
 *
 * One code reads `TK1`, its place, how many there are, how many bytes it carries, the mark of the whole sheet, the bytes, a
 * checksum. Length and checksum make each code whole or damaged by itself; the mark keeps two sheets apart.
 */
export const SHEET_LIMITS = {
  /** codes of one sheet: three pages, and what one letter can count */ codes: 27,
  /** bytes in one code: with head and checksum 417 letters, version 12 at level M (65 dots a side). Denser ones were found less often in photos of a whole page: of three codes of version 17, one to three */ bytes: 240,
  /** characters that are looked through for codes: all codes of a sheet twice over */ typed: 40_000,
  /** characters of the answers when unpacked; more than any form takes */ unpacked: 200_000,
} as const;

/**
 * Digits and the consonants that Vietnamese typing leaves alone. A scanner types like a keyboard: Telex turns w, dd and
 * vowels into other letters, VNI a digit after a vowel or d into a tone. Without those, and read without regard to
 * capitals, nothing that a keyboard driver does can spoil a code. Three bytes are five letters (28⁵ > 2²⁴).
 */
const LETTERS = '0123456789BCFGHJKLMNPQRSTVXZ';
const VALUES = new Map([...LETTERS].map((letter, value) => [letter, value]));
const HEAD = 'TK1';
const HEAD_LENGTH = HEAD.length + 2 + 2 + 5;
const CHECK_LENGTH = 5;
/** a sheet of a later make of this program */
const LATER = /TK[2-9]/u;

/** What a sheet says, as it was packed. */
export interface Sheet { readonly procedure: string; readonly form: string; readonly version: number; readonly answers: Answers }
export interface Packing {
  pack(text: string): Uint8Array;
  /** null when it is not what `pack` gave, or unpacks to more than `most` characters */
  unpack(bytes: Uint8Array, most: number): string | null;
}

/** The texts of the codes, in order; null when the answers are too long for as many codes as a sheet may have. */
export function writeSheet(sheet: Sheet, packing: Packing): readonly string[] | null {
  const bytes = packing.pack(JSON.stringify([sheet.procedure, sheet.form, sheet.version, sheet.answers]));
  const count = Math.ceil(bytes.length / SHEET_LIMITS.bytes);
  if (count === 0 || count > SHEET_LIMITS.codes) return null;
  const mark = lettersOf(crc24(bytes));
  // of about the same length, so that no code is a crumb
  const share = Math.ceil(bytes.length / count);
  return Array.from({ length: count }, (_, at) => {
    const piece = bytes.subarray(at * share, (at + 1) * share);
    const body = `${HEAD}${letter(at)}${letter(count)}${letter(Math.floor(piece.length / LETTERS.length))}${letter(piece.length % LETTERS.length)}${mark}${armour(piece)}`;
    return `${body}${lettersOf(crc24(ascii(body)))}`;
  });
}

export interface SheetCode { readonly at: number; readonly of: number; readonly mark: string; readonly bytes: Uint8Array; readonly text: string }
export interface FoundCodes {
  readonly codes: readonly SheetCode[];
  /** something began like a code and was cut off or misread */ readonly damaged: boolean;
  /** printed by a later make of the program */ readonly later: boolean;
  /** longer than is looked through */ readonly tooLong: boolean;
}
/** Whole codes in whatever a scanner typed: with or without line ends, several in a row, twice, between other signs. */
export function findCodes(typed: string): FoundCodes {
  const tooLong = typed.length > SHEET_LIMITS.typed;
  const text = (tooLong ? typed.slice(0, SHEET_LIMITS.typed) : typed).toUpperCase().replace(/[^0-9A-Z]+/gu, '');
  const codes: SheetCode[] = [];
  let damaged = false;
  for (let from = text.indexOf(HEAD); from !== -1;) {
    const code = codeAt(text, from);
    if (code) codes.push(code); else damaged = true;
    from = text.indexOf(HEAD, from + (code ? code.text.length : 1));
  }
  return { codes, damaged, later: codes.length === 0 && LATER.test(text), tooLong };
}
function codeAt(text: string, from: number): SheetCode | null {
  const value = (at: number): number => VALUES.get(text[from + at] ?? '') ?? -1;
  const [at, of, high, low] = [value(3), value(4), value(5), value(6)] as [number, number, number, number];
  const length = high * LETTERS.length + low;
  if (at < 0 || of < 1 || high < 0 || low < 0 || at >= of || length < 1 || length > SHEET_LIMITS.bytes) return null;
  const end = from + HEAD_LENGTH + Math.ceil(length / 3) * 5;
  const whole = text.slice(from, end + CHECK_LENGTH);
  const body = text.slice(from, end);
  if (whole.length < body.length + CHECK_LENGTH || whole.slice(body.length) !== lettersOf(crc24(ascii(body)))) return null;
  const bytes = unarmour(body.slice(HEAD_LENGTH), length);
  return bytes ? { at, of, mark: body.slice(7, 12), bytes, text: whole } : null;
}

export type SheetReading =
  | { readonly kind: 'whole'; readonly sheet: Sheet }
  /** `codes`: the texts so far, to be kept until the others come */
  | { readonly kind: 'more'; readonly have: readonly number[]; readonly of: number; readonly codes: readonly string[]; readonly damaged: boolean }
  /** codes of two sheets; those of the one scanned last are kept */
  | { readonly kind: 'mixed'; readonly codes: readonly string[] }
  | { readonly kind: 'none' | 'damaged' | 'later' | 'too-long' | 'unreadable' };

/** True when the codes of one sheet are all there. */
export function wholeSheet(typed: string): boolean {
  const { codes } = findCodes(typed);
  const last = codes.at(-1);
  return last !== undefined && new Set(codes.filter((code) => code.mark === last.mark).map((code) => code.at)).size === last.of;
}

/** Puts the codes together, in whatever order they were scanned. */
export function readSheet(typed: string, packing: Packing): SheetReading {
  const found = findCodes(typed);
  const last = found.codes.at(-1);
  if (!last) return { kind: found.later ? 'later' : found.tooLong ? 'too-long' : found.damaged ? 'damaged' : 'none' };
  const own = new Map<number, SheetCode>();
  for (const code of found.codes) if (code.mark === last.mark && code.of === last.of) own.set(code.at, code);
  if (own.size < last.of) {
    const codes = [...own.values()].map((code) => code.text);
    const others = found.codes.some((code) => code.mark !== last.mark || code.of !== last.of);
    return others ? { kind: 'mixed', codes } : { kind: 'more', have: [...own.keys()].sort((a, b) => a - b).map((at) => at + 1), of: last.of, codes, damaged: found.damaged };
  }
  const bytes = Uint8Array.from([...own.values()].sort((a, b) => a.at - b.at).flatMap((code) => [...code.bytes]));
  const text = lettersOf(crc24(bytes)) === last.mark ? packing.unpack(bytes, SHEET_LIMITS.unpacked) : null;
  const sheet = text === null ? null : sheetOf(text);
  return sheet ? { kind: 'whole', sheet } : { kind: 'unreadable' };
}
function sheetOf(text: string): Sheet | null {
  let read: unknown;
  try { read = JSON.parse(text); } catch { return null; }
  if (!Array.isArray(read) || read.length !== 4) return null;
  const [procedure, form, version, answers] = read as unknown[];
  if (typeof procedure !== 'string' || typeof form !== 'string' || typeof version !== 'number' || !Number.isInteger(version) || typeof answers !== 'object' || answers === null || Array.isArray(answers)) return null;
  return { procedure, form, version, answers: Object.fromEntries(Object.entries(answers).filter(([key]) => /^[A-Za-z][A-Za-z0-9_]{0,99}$/u.test(key))) as Answers };
}

const letter = (value: number): string => LETTERS[value] as string;
function lettersOf(three: number): string {
  let out = '';
  for (let rest = three, n = 0; n < 5; n++, rest = Math.floor(rest / LETTERS.length)) out = letter(rest % LETTERS.length) + out;
  return out;
}
function armour(bytes: Uint8Array): string {
  let out = '';
  for (let at = 0; at < bytes.length; at += 3) out += lettersOf(((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0));
  return out;
}
function unarmour(text: string, length: number): Uint8Array | null {
  const bytes = new Uint8Array(text.length / 5 * 3);
  for (let at = 0; at < text.length / 5; at++) {
    let three = 0;
    for (const one of text.slice(at * 5, at * 5 + 5)) {
      const value = VALUES.get(one);
      if (value === undefined) return null;
      three = three * LETTERS.length + value;
    }
    if (three > 0xffffff) return null;
    bytes.set([three >> 16, (three >> 8) & 255, three & 255], at * 3);
  }
  return bytes.subarray(0, length);
}
const ascii = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
/** CRC-24 of RFC 4880 §6.1. It finds misreading; it proves nothing about who wrote the sheet. */
function crc24(bytes: Uint8Array): number {
  let crc = 0xb704ce;
  for (const byte of bytes) {
    crc ^= byte << 16;
    for (let bit = 0; bit < 8; bit++) { crc <<= 1; if (crc & 0x1000000) crc ^= 0x1864cfb; }
  }
  return crc & 0xffffff;
}
