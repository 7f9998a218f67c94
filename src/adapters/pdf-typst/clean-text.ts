import { BREVE_BASES, COMBINING_BREVE } from './highland-letters.ts';

/** Longest run of letters without a space that is left whole; a longer one gets invisible places to break, so that it cannot run off the paper. */
const UNBROKEN = 24;
const BREAK = '\u200b';
/** What the face cannot print shows as this, never as nothing: the reader sees that a sign is missing. */
const SUBSTITUTE = '\ufffd';
/** Control signs, zero-width signs and direction overrides: on an official paper they only serve to make it read otherwise than it is. */
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]/gu;

/** Text as it can be printed: NFC, lines kept, nothing invisible, only letters of the face. */
export function cleanText(value: string, covers: ReadonlySet<number>): string {
  const tidy = value.toWellFormed().normalize('NFC').replace(/\r\n?|[\u2028\u2029\u0085]/gu, '\n').replace(/\t/gu, ' ').replace(INVISIBLE, '');
  let out = '';
  let previous = '';
  let unbroken = 0;
  for (const sign of tidy) {
    const code = sign.codePointAt(0) as number;
    const breve = code === COMBINING_BREVE && BREVE_BASES.has(previous);
    const printable = sign === '\n' || breve || (covers.has(code) && !/\p{M}/u.test(sign));
    unbroken = /[\s\u2010-\u2015-]/u.test(sign) ? 0 : unbroken + (breve ? 0 : 1);
    if (unbroken > UNBROKEN) {
      out += BREAK;
      unbroken = 1;
    }
    out += printable ? sign : SUBSTITUTE;
    previous = sign;
  }
  return out;
}

/** The same data with every text cleaned; what JSON cannot hold is left out as JSON does. */
export function cleanData(value: unknown, covers: ReadonlySet<number>): unknown {
  return JSON.parse(JSON.stringify(value), (_key, inner: unknown) => (typeof inner === 'string' ? cleanText(inner, covers) : inner)) as unknown;
}
