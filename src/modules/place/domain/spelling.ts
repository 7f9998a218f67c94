import { fold } from '../../../shared/text.ts';

/**
 * Two keys for one name. `placeKey` forgives everything: accents, letter case, «Mỹ»/«Mĩ», punctuation. `toneKey` keeps
 * the tone but not where it is written, so «Hòa» equals «Hoà» and «Thúy» equals «Thuý» while «Hòa» stays apart from
 * «Hóa». Without it some four hundred communes of the 2025 lists do not meet their names in the merger texts.
 */
const ONE_VOWEL_Y = /^(qu|[bcdghklmnpqrstvx]+)y$/u;

export function placeKey(value: string): string {
  return fold(value).split(' ').map((word) => word.replace(ONE_VOWEL_Y, '$1i')).join(' ');
}

const TONES: Readonly<Record<string, string>> = { '\u0300': '1', '\u0301': '2', '\u0303': '3', '\u0309': '4', '\u0323': '5' };
export function toneKey(value: string): string {
  return value.normalize('NFD').toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim().split(' ').map((word) => {
    let tone = '';
    const letters = word.replace(/[\u0300\u0301\u0303\u0309\u0323]/gu, (mark) => { tone = TONES[mark] ?? ''; return ''; }).normalize('NFC');
    return letters.replace(ONE_VOWEL_Y, '$1i') + tone;
  }).join(' ');
}

/** Text for word-prefix search: padded with spaces, names with an apostrophe also joined («Ea H'Leo» → `ea h leo … ea hleo`). */
export function searchKey(parts: readonly string[]): string {
  const joined = parts.filter((part) => /['’]/u.test(part)).map((part) => placeKey(part.replace(/['’]/gu, '')));
  return ` ${[...parts.map(placeKey), ...joined].join(' ')} `;
}
