import { BREVE_BASES, COMBINING_BREVE } from './highland-letters.ts';

/** Longest run of letters without a space that is left whole: mail addresses and codes of agencies are shorter. */
const UNBROKEN = 24;
/** A longer run may break after so many letters: six capitals are as wide as the narrowest column of the register. */
const PIECE = 6;
const BREAK = '\u200b';
/** What the face cannot print shows as this, never as nothing: the reader sees that a sign is missing. */
const SUBSTITUTE = '\ufffd';
/** Control signs, zero-width signs and direction overrides: on an official paper they only serve to make it read otherwise than it is. */
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]/gu;

/** Text as it can be printed: NFC, lines kept, nothing invisible, only letters of the face. */
export function cleanText(value: string, covers: ReadonlySet<number>): string {
  const tidy = value.toWellFormed().normalize('NFC').replace(/\r\n?|[\u2028\u2029\u0085]/gu, '\n').replace(/\t/gu, ' ').replace(INVISIBLE, '');
  let out = '';
  let run: string[] = [];
  let previous = '';
  const endRun = (): void => {
    out += run.length > UNBROKEN ? run.map((letter, i) => (i > 0 && i % PIECE === 0 ? BREAK + letter : letter)).join('') : run.join('');
    run = [];
  };
  for (const sign of tidy) {
    const code = sign.codePointAt(0) as number;
    if (/[\s\u2010-\u2015-]/u.test(sign)) {
      endRun();
      out += sign === '\n' || covers.has(code) ? sign : ' ';
    } else if (code === COMBINING_BREVE && BREVE_BASES.has(previous) && run.length > 0) {
      run.push(`${run.pop() ?? ''}${sign}`);
    } else {
      run.push(covers.has(code) && !/\p{M}/u.test(sign) ? sign : SUBSTITUTE);
    }
    previous = sign;
  }
  endRun();
  return out;
}

/** The same data with every text cleaned; what JSON cannot hold is left out as JSON does. */
export function cleanData(value: unknown, covers: ReadonlySet<number>): unknown {
  return JSON.parse(JSON.stringify(value), (_key, inner: unknown) => (typeof inner === 'string' ? cleanText(inner, covers) : inner)) as unknown;
}
