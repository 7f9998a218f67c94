import type { PlainDate } from '../../../shared/plain-date.ts';
import type { PlaceBook } from './place-book.ts';
import { nameInSentence, type Commune, type FormerCommune, type Province, type Succession } from './place.ts';

export interface PlaceNow { readonly commune: Commune; readonly province: Province }

/** Where an old commune is now. `divided` needs one question to the person; `unknown` keeps the text as it was said. */
export type Resolution =
  | { readonly kind: 'one'; readonly now: PlaceNow; readonly steps: readonly Step[]; readonly inferred: boolean }
  | { readonly kind: 'divided'; readonly choices: readonly PlaceNow[]; readonly inferred: boolean }
  | { readonly kind: 'unknown'; /** where the other communes of its district went: a help, not an answer */ readonly nearby: readonly PlaceNow[] };
export interface Step { readonly name: string; readonly from: PlainDate }

const MOST_HOPS = 8;

/**
 * Follows an old commune through every merger to the units in force: Thanh Xá → Thanh Tân (1 December 2024) → Thanh Hà
 * (1 July 2025). `successions` and `formers` must hold everything that can be reached from it.
 */
export function resolveFormer(old: { readonly code: string; readonly until: PlainDate }, successions: readonly Succession[], formers: readonly FormerCommune[], book: PlaceBook, nearby: readonly Commune[] = []): Resolution {
  const ends = new Map<string, PlaceNow>();
  let inferred = false;
  let certain = true;
  let hops = 0;
  const walk = (code: string, until: PlainDate, path: readonly Step[]): readonly Step[] => {
    let last = path;
    if (++hops > MOST_HOPS * 4) return last;
    for (const step of successions.filter((one) => one.oldCode === code && one.oldUntil === until)) {
      if (step.how !== 'whole') certain = false;
      if (step.certainty === 'inferred') inferred = true;
      const there = book.commune(step.newCode, step.newFrom);
      const commune = there && (book.commune(step.newCode) ?? there);
      if (commune) {
        const province = book.province(commune.provinceCode);
        if (province) ends.set(commune.code, { commune, province });
        last = [...path, { name: commune.name, from: step.newFrom }];
        continue;
      }
      const next = formers.filter((one) => one.code === step.newCode && one.until > step.newFrom).sort((a, b) => (a.until < b.until ? -1 : 1))[0];
      if (next && path.length < MOST_HOPS) last = walk(next.code, next.until, [...path, { name: next.name, from: step.newFrom }]);
    }
    return last;
  };
  const steps = walk(old.code, old.until, []);
  const all = [...ends.values()];
  const only = all[0];
  if (!only) return { kind: 'unknown', nearby: distinct(nearby, book) };
  if (all.length === 1 && certain) return { kind: 'one', now: only, steps, inferred };
  return { kind: 'divided', choices: all, inferred };
}

function distinct(communes: readonly Commune[], book: PlaceBook): readonly PlaceNow[] {
  const seen = new Map<string, PlaceNow>();
  for (const commune of communes) {
    const province = book.province(commune.provinceCode);
    if (province) seen.set(commune.code, { commune, province });
  }
  return [...seen.values()];
}

/** «xã Hàm Liêm, tỉnh Lâm Đồng» */
export const showPlaceNow = (place: PlaceNow, lang: 'vi' | 'en'): string => `${nameInSentence(place.commune.name, lang)}, ${nameInSentence(place.province.name, lang)}`;
/** «xã Hàm Chính, huyện Hàm Thuận Bắc, tỉnh Bình Thuận» */
export const showFormer = (old: FormerCommune, lang: 'vi' | 'en'): string => [old.name, old.districtName, old.provinceName].map((name) => nameInSentence(name, lang)).join(', ');
