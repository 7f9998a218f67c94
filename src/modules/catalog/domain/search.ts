import { fold } from '../../../shared/text.ts';
import type { ProcedureContent } from './procedure.ts';

/** Words that people type and the words that the catalogue uses. Both sides are folded; several words on either side are allowed. */
export interface SearchVocabulary {
  /** `dki` → `đăng ký` */ readonly synonyms: Readonly<Record<string, string>>;
  /** words that say nothing about which procedure is meant */ readonly fillers: readonly string[];
}
export type SearchEntry = Pick<ProcedureContent, 'code' | 'officialName' | 'plainName' | 'aliases' | 'field' | 'commonRank'>;
export interface SearchHit { readonly code: string; readonly score: number }

export const SEARCH_LIMITS = {
  /** characters of a query that are read */ queryLength: 200,
  /** words of a query that are read */ queryWords: 24,
  /** hits of one search */ hits: 100,
} as const;

/** Weights were set on the golden set in `fixtures/search`: an alias is somebody's own words, so it counts most. */
const WEIGHT = { alias: 1.25, plain: 1.15, official: 1, field: 0.35, english: 0.9 } as const;
/** A hit below this share of the best one is noise to the reader. */
const CUT = 0.5;
/** A procedure that answers less than this share of a query (by rarity of its words) is no answer to it. */
const UNDERSTOOD = 0.55;
/** How near a word of the catalogue is to the typed one. Whoever types marks means them: «đá» is hardly «đã». */
const NEAR = { same: 1, otherMarks: 0.6, slip: 0.8, slipInShort: 0.6, slipWithMarks: 0.45 } as const;

interface Phrase { readonly entry: number; readonly weight: number; readonly words: readonly string[]; readonly accented: string; readonly joined: string; readonly mass: number }
export interface SearchIndex {
  readonly codes: readonly string[];
  readonly ranks: readonly (number | undefined)[];
  readonly phrases: readonly Phrase[];
  /** word → rarity */ readonly rarity: ReadonlyMap<string, number>;
  /** folded word → the words with marks that it stands for */ readonly marked: ReadonlyMap<string, ReadonlySet<string>>;
  /** word → phrases that hold it */ readonly postings: ReadonlyMap<string, readonly number[]>;
  readonly synonyms: readonly (readonly [readonly string[], readonly string[]])[];
  readonly fillers: ReadonlySet<string>;
  /** two words written together → the two words */ readonly compounds: ReadonlyMap<string, readonly [string, string]>;
}

/** Folded words; `y` and `i` are one letter here, because «đăng kí» and «đăng ký» are both in use. */
const wordsOf = (text: string): string[] => fold(text).split(' ').filter((word) => word !== '').map((word) => word.replace(/y/gu, 'i'));
const accentedOf = (text: string): string => text.normalize('NFC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
const bareName = (name: string): string => name.replace(/^thủ tục\s+/iu, '');

/** Built once per state of the catalogue; some 150 procedures take about 5 ms. */
export function buildSearchIndex(entries: readonly SearchEntry[], vocabulary: SearchVocabulary): SearchIndex {
  const fillers = new Set(vocabulary.fillers.flatMap(wordsOf));
  const raw: { entry: number; weight: number; text: string }[] = [];
  entries.forEach((entry, at) => {
    raw.push({ entry: at, weight: WEIGHT.official, text: bareName(entry.officialName) }, { entry: at, weight: WEIGHT.plain, text: entry.plainName.vi });
    if (entry.plainName.en !== entry.plainName.vi) raw.push({ entry: at, weight: WEIGHT.english, text: entry.plainName.en });
    for (const alias of entry.aliases) raw.push({ entry: at, weight: WEIGHT.alias, text: alias });
    raw.push({ entry: at, weight: WEIGHT.field, text: entry.field });
  });
  const holders = new Map<string, Set<number>>();
  const synonyms = Object.entries(vocabulary.synonyms).map(([from, to]) => [wordsOf(from), wordsOf(to)] as const).sort(([a], [b]) => b.length - a.length);
  const lists = raw.map((phrase) => replaceSynonyms(wordsOf(phrase.text), synonyms).filter((word, _at, all) => !fillers.has(word) || all.every((other) => fillers.has(other))));
  lists.forEach((words, at) => {
    for (const word of words) {
      const set = holders.get(word) ?? new Set<number>();
      set.add(raw[at]?.entry ?? 0);
      holders.set(word, set);
    }
  });
  const rarity = new Map([...holders].map(([word, set]) => [word, Math.log(1 + entries.length / set.size)]));
  const marked = new Map<string, Set<string>>();
  for (const word of raw.flatMap((phrase) => accentedOf(phrase.text).split(' '))) {
    const folded = wordsOf(word)[0];
    if (folded !== undefined) marked.set(folded, (marked.get(folded) ?? new Set<string>()).add(word));
  }
  const postings = new Map<string, number[]>();
  const compounds = new Map<string, readonly [string, string]>();
  const phrases = raw.map((phrase, at): Phrase => {
    const words = lists[at] ?? [];
    for (const word of new Set(words)) postings.set(word, [...(postings.get(word) ?? []), at]);
    words.forEach((word, position) => {
      const next = words[position + 1];
      if (next !== undefined) compounds.set(word + next, [word, next]);
    });
    return { entry: phrase.entry, weight: phrase.weight, words, accented: ` ${accentedOf(phrase.text)} `, joined: ` ${words.join(' ')} `, mass: massOf(words, rarity) };
  });
  return { codes: entries.map((entry) => entry.code), ranks: entries.map((entry) => entry.commonRank), phrases, rarity, marked, postings, synonyms, fillers, compounds };
}
const massOf = (words: readonly string[], rarity: ReadonlyMap<string, number>): number => [...new Set(words)].reduce((sum, word) => sum + (rarity.get(word) ?? 0), 0);

/**
 * Finds procedures by what a person types: accents, order, small typing errors, words written together and everyday words
 * are forgiven. Best first; empty when the query is not understood. Pure, about 0.3 ms for 150 procedures.
 */
export function search(index: SearchIndex, query: string, limit: number = SEARCH_LIMITS.hits): readonly SearchHit[] {
  const typed = query.normalize('NFC').slice(0, SEARCH_LIMITS.queryLength);
  const byCode = codeIn(index, typed);
  if (byCode) return [{ code: byCode, score: 1 }];
  const words = understand(index, typed);
  if (words.length === 0) return [];
  // A word that the catalogue does not know weighs like one that every fifth procedure has: names and chatter are common in queries.
  const unknown = Math.log(1 + Math.max(1, index.codes.length / 5));
  const masses = words.map((word) => (word.forms.length > 0 ? Math.max(...word.forms.map((form) => index.rarity.get(form.word) ?? 0)) : unknown));
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  if (total === 0) return [];

  const candidates = new Set(words.flatMap((word) => word.forms.flatMap((form) => index.postings.get(form.word) ?? [])));
  const best = new Map<number, { score: number; covered: Map<number, number>; answered: Map<number, number> }>();
  const accented = ` ${accentedOf(typed)} `;
  const hasAccents = accented !== ` ${fold(typed)} `;
  const joined = ` ${words.map((word) => word.forms[0]?.word ?? word.typed).join(' ')} `;
  for (const at of candidates) {
    const phrase = index.phrases[at];
    if (!phrase) continue;
    let matched = 0;
    let matchedPhrase = 0;
    const record = best.get(phrase.entry) ?? { score: 0, covered: new Map<number, number>(), answered: new Map<number, number>() };
    words.forEach((word, position) => {
      const form = word.forms.find((one) => phrase.words.includes(one.word));
      if (!form) return;
      const mass = (masses[position] ?? 0) * form.closeness;
      matched += mass;
      matchedPhrase += index.rarity.get(form.word) ?? 0;
      record.answered.set(position, Math.max(record.answered.get(position) ?? 0, mass));
      record.covered.set(position, Math.max(record.covered.get(position) ?? 0, mass * Math.min(1, phrase.weight)));
    });
    const ofQuery = matched / total;
    const ofPhrase = Math.min(1, matchedPhrase / (phrase.mass || 1));
    let score = phrase.weight * (0.7 * ofQuery + 0.3 * ofQuery * ofPhrase);
    if (phrase.joined === joined) score += 0.35;
    else if (phrase.joined.includes(joined) || joined.includes(phrase.joined)) score += 0.15 * Math.min(1, ofPhrase + 0.2);
    if (hasAccents && (phrase.accented.includes(accented) || accented.includes(phrase.accented))) score += 0.2 * ofPhrase;
    if (score > record.score) record.score = score;
    best.set(phrase.entry, record);
  }
  const hits = [...best].filter(([, record]) => sum(record.answered) / total >= UNDERSTOOD).map(([entry, record]) => {
    const covered = sum(record.covered) / total;
    const rank = index.ranks[entry];
    return { code: index.codes[entry] ?? '', score: record.score + 0.25 * covered + (rank === undefined ? 0 : 0.09 / (1 + rank / 20)) };
  }).sort((a, b) => b.score - a.score || (a.code < b.code ? -1 : 1));
  const top = hits[0]?.score ?? 0;
  return hits.filter((hit) => hit.score >= top * CUT).slice(0, limit);
}

const sum = (masses: ReadonlyMap<unknown, number>): number => [...masses.values()].reduce((total, mass) => total + mass, 0);

function codeIn(index: SearchIndex, typed: string): string | undefined {
  const digits = /^\s*(\d)[.\s]?(\d{6})(?:\.[\d.]*H\d+)?\s*$/iu.exec(typed);
  return digits ? index.codes.find((code) => code === `${digits[1]}.${digits[2]}`) : undefined;
}

interface Form { readonly word: string; readonly closeness: number }
interface QueryWord { readonly typed: string; readonly forms: readonly Form[] }
function understand(index: SearchIndex, typed: string): QueryWord[] {
  const written = new Map(accentedOf(typed).split(' ').map((word) => [wordsOf(word)[0] ?? '', word]));
  const spread = wordsOf(typed).slice(0, SEARCH_LIMITS.queryWords).flatMap((word) => (index.rarity.has(word) ? [word] : index.compounds.get(word) ?? [word]));
  const words = replaceSynonyms(spread, index.synonyms);
  const telling = words.filter((word) => !index.fillers.has(word));
  return [...new Set(telling.length > 0 ? telling : words)].map((word) => ({ typed: word, forms: formsOf(index, word, written.get(word) ?? word) }));
}
function replaceSynonyms(words: readonly string[], synonyms: SearchIndex['synonyms']): string[] {
  const out: string[] = [];
  for (let at = 0; at < words.length;) {
    const found = synonyms.find(([from]) => from.length > 0 && from.every((word, step) => words[at + step] === word));
    if (found) { out.push(...found[1]); at += found[0].length; } else { out.push(words[at] ?? ''); at += 1; }
  }
  return out;
}
/** The word itself, or words one slip away: a letter more, less, other, or two swapped. Words of two letters are too alike for that. */
function formsOf(index: SearchIndex, word: string, written: string): Form[] {
  const hasMarks = fold(written) !== written;
  if (index.rarity.has(word)) return [{ word, closeness: !hasMarks || index.marked.get(word)?.has(written) ? NEAR.same : NEAR.otherMarks }];
  if (word.length < 3 || /^\d+$/u.test(word)) return [];
  const closeness = hasMarks ? NEAR.slipWithMarks : word.length > 3 ? NEAR.slip : NEAR.slipInShort;
  const near: Form[] = [];
  for (const known of index.rarity.keys()) {
    if (known.length >= 3 && Math.abs(known.length - word.length) <= 1 && oneSlip(word, known)) near.push({ word: known, closeness });
  }
  return near.sort((a, b) => (index.postings.get(b.word)?.length ?? 0) - (index.postings.get(a.word)?.length ?? 0)).slice(0, 6);
}
function oneSlip(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (short.length === long.length) {
    return short.slice(at + 1) === long.slice(at + 1)
      || (short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2));
  }
  return short.slice(at) === long.slice(at + 1);
}
