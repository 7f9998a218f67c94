import type { PlainDate } from '../../shared/plain-date.ts';
import type { Commune, FormerCommune, FormerUnit, PlaceBook, PlaceHit, Province, Resolution } from './domain/index.ts';

/** Reading administrative units. Everything here is public reference data. */
export interface PlaceStore {
  /** the units in force, held in memory; the same object until a new version of the lists is loaded */
  book(): Promise<PlaceBook>;
  provinces(on?: PlainDate): Promise<readonly Province[]>;
  communesOf(provinceCode: string, on?: PlainDate): Promise<readonly Commune[]>;
  /** accent-free, old names too; `approximate` when nothing fitted and the nearest spellings are offered */
  searchPlaces(typed: string): Promise<PlaceSearch>;
  /** where an old commune is now; null when no such commune is on record. Without `until` the latest bearer of the code is meant. */
  successorsOf(oldCode: string, until?: PlainDate): Promise<FormerPlace | null>;
  formerProvinces(): Promise<readonly FormerUnit[]>;
  formerDistricts(provinceCode: string): Promise<readonly FormerUnit[]>;
  formerCommunes(districtCode: string): Promise<readonly FormerCommune[]>;
}
export interface PlaceSearch { readonly hits: readonly PlaceHit[]; readonly approximate: boolean; /** false when too little was typed to look for */ readonly asked: boolean }
export interface FormerPlace { readonly former: FormerCommune; readonly resolution: Resolution }
