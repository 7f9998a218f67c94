import { upperFirst, type Text } from '../../../shared/text.ts';
import { tidy } from '../../../shared/text.ts';
import { bareName, nameInSentence, type Commune, type FormerCommune, type Province } from './place.ts';
import { placeKey, toneKey } from './spelling.ts';
import { showFormer, showPlaceNow, type PlaceNow, type Resolution } from './succession.ts';

export const PLACE_LIMITS = {
  /** characters read from the search box */ query: 120,
  /** words that are looked for */ words: 8,
  /** candidates ranked, of each kind */ candidates: 80,
  /** answers shown */ hits: 20,
} as const;

export interface PlaceQuery {
  /** accent-free, abbreviations written out */ readonly key: string;
  /** patterns for `LIKE` over the padded search key: each word by its beginning, numbers whole */ readonly patterns: readonly string[];
  /** words typed with a tone, as tone keys: decide between «Hòa» and «Hóa» */ readonly toned: readonly string[];
}

// What people write on envelopes. A single letter needs no entry: «q 5» finds «quan 5» because words match by their beginning.
const ABBREVIATIONS: Readonly<Record<string, string>> = {
  tp: 'thanh pho', tt: 'thi tran', tx: 'thi xa', hcm: 'ho chi minh', tphcm: 'thanh pho ho chi minh', tphn: 'thanh pho ha noi', hn: 'ha noi', brvt: 'ba ria vung tau', tth: 'thua thien hue',
};

/** Null when nothing can be searched for: fewer than two letters, or one digit. */
export function readPlaceQuery(typed: string): PlaceQuery | null {
  const text = tidy(typed.slice(0, PLACE_LIMITS.query));
  const words = placeKey(text).split(' ').filter((word) => word !== '').flatMap((word) => (ABBREVIATIONS[word] ?? word.replace(/^([pqhx])(\d+)$/u, '$1 $2')).split(' ')).slice(0, PLACE_LIMITS.words);
  const key = words.join(' ');
  if (key.replace(/[^a-z]/gu, '').length < 2) return null;
  return {
    key,
    patterns: words.map((word) => (/^\d+$/u.test(word) ? `% ${word} %` : `% ${word}%`)),
    toned: toneKey(text).split(' ').filter((word) => /[^a-z\d]|\d$/u.test(word) && /\p{L}/u.test(word)),
  };
}

export type Candidate =
  | { readonly kind: 'current'; readonly commune: Commune; readonly province: Province }
  | { readonly kind: 'former'; readonly former: FormerCommune; readonly resolution: Resolution };

export interface PlaceHit {
  /** the place as it is now; null while a question is open or nothing is known */ readonly now: PlaceNow | null;
  /** what was found by an old name */ readonly former: FormerCommune | null;
  readonly resolution: Resolution | null;
  /** «Xã Hàm Liêm, tỉnh Lâm Đồng (gồm Hàm Chính cũ)» */ readonly label: Text;
  /** its whole name was typed, and whatever else was typed stands around it: no look-alike */ readonly sameName: boolean;
}

/**
 * Puts the candidates in the order in which a person would expect them and drops an old name that says no more than the new one.
 * Where the very name was found, what only holds the typed words somewhere («Xã Bà Nà, thành phố …» for «thanh xa») is left out.
 */
export function rankPlaces(query: PlaceQuery, candidates: readonly Candidate[]): readonly PlaceHit[] {
  const direct = new Set(candidates.filter((one) => one.kind === 'current').map((one) => `${one.commune.code}|${placeKey(bareName(one.commune.name))}`));
  return candidates
    .filter((one) => one.kind === 'current' || one.resolution.kind !== 'one' || !direct.has(`${one.resolution.now.commune.code}|${placeKey(bareName(one.former.name))}`))
    .map((one) => ({ one, ...rankOf(query, one) }))
    .sort((a, b) => compare(a.rank, b.rank))
    .filter((one, _, [first]) => one.likeName || first?.sameName !== true)
    .slice(0, PLACE_LIMITS.hits)
    .map(({ one, sameName }) => (one.kind === 'current'
      ? { now: { commune: one.commune, province: one.province }, former: null, resolution: null, sameName, label: both((lang) => upperFirst(showPlaceNow(one, lang))) }
      : { sameName, now: one.resolution.kind === 'one' ? one.resolution.now : null, former: one.former, resolution: one.resolution, label: both((lang) => labelFormer(one.former, one.resolution, lang)) }));
}

function labelFormer(former: FormerCommune, resolution: Resolution, lang: 'vi' | 'en'): string {
  const vi = lang === 'vi';
  if (resolution.kind === 'one') {
    const sameName = toneKey(bareName(former.name)) === toneKey(bareName(resolution.now.commune.name));
    const part = sameName ? nameInSentence(former.name, lang) : bareName(former.name);
    return `${upperFirst(showPlaceNow(resolution.now, lang))} (${vi ? `gồm ${part} cũ` : `includes the former ${part}`}${sameName ? '' : `, ${nameInSentence(former.districtName, lang)}`})`;
  }
  const name = upperFirst(showFormer(former, lang));
  if (resolution.kind === 'divided') return vi ? `${name} (cũ) – nay thuộc ${resolution.choices.length} nơi` : `${name} (former) – now in ${resolution.choices.length} places`;
  return vi ? `${name} (cũ) – chưa rõ nay thuộc đâu` : `${name} (former) – where it belongs now is not recorded`;
}

const HOLDS_THE_WORDS = 4;
function rankOf(query: PlaceQuery, one: Candidate): { readonly sameName: boolean; readonly likeName: boolean; readonly rank: readonly (number | string)[] } {
  const name = one.kind === 'current' ? one.commune.name : one.former.name;
  const around = one.kind === 'current' ? one.province.name : `${one.former.districtName} ${one.former.provinceName}`;
  const bare = placeKey(bareName(name));
  const full = placeKey(name);
  const fits = query.key === bare || query.key === full ? 0
    : query.key.startsWith(`${bare} `) || query.key.startsWith(`${full} `) ? 1
      : bare.startsWith(query.key) || full.startsWith(query.key) ? 2
        : ` ${bare} `.includes(` ${query.key} `) ? 3 : HOLDS_THE_WORDS;
  const spoken = new Set(toneKey(`${name} ${around}`).split(' '));
  const offTone = query.toned.filter((word) => !spoken.has(word)).length;
  const behind = query.key.slice((query.key.startsWith(full) ? full : bare).length).split(' ').filter((word) => word !== '');
  const standsAround = behind.every((word) => ` ${placeKey(around)}`.includes(` ${word}`));
  const sameName = fits <= 1 && standsAround && offTone === 0;
  return { sameName, likeName: fits !== HOLDS_THE_WORDS && (fits !== 1 || standsAround), rank: [sameName ? 0 : 1, fits, fits === HOLDS_THE_WORDS ? editDistance(query.key, bare) : 0, offTone, one.kind === 'current' ? 0 : 1, bare.length, toneKey(name), toneKey(around)] };
}
/** Letters to change, add or leave out (Levenshtein); both texts are short by the limits above. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? 0;
}
function compare(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined || left === right) continue;
    return left < right ? -1 : 1;
  }
  return 0;
}
const both = (say: (lang: 'vi' | 'en') => string): Text => ({ vi: say('vi'), en: say('en') });
