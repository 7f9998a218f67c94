import type { PlainDate } from '../../../shared/plain-date.ts';
import { bareName, type Commune, type Province } from './place.ts';

/**
 * The units in force, held in memory (some 3,400 rows): what selects, checks and descriptions read. Immutable; a new
 * version of the lists makes a new book. Without a date the answer is the latest row, which may say another type of
 * unit than the one of the day of a paper: pass the paper's date when it is printed again.
 */
export class PlaceBook {
  readonly version: string;
  readonly #provinces = new Map<string, Province[]>();
  readonly #communes = new Map<string, Commune[]>();
  readonly #byProvince = new Map<string, Commune[]>();

  constructor(version: string, provinces: readonly Province[], communes: readonly Commune[]) {
    this.version = version;
    for (const one of provinces) push(this.#provinces, one.code, one);
    for (const one of communes) {
      push(this.#communes, one.code, one);
      push(this.#byProvince, one.provinceCode, one);
    }
  }
  province(code: string, on?: PlainDate): Province | undefined { return at(this.#provinces.get(code), on); }
  commune(code: string, on?: PlainDate): Commune | undefined { return at(this.#communes.get(code), on); }
  /** in the order of the Vietnamese alphabet, by name without type */
  provinces(on?: PlainDate): readonly Province[] {
    return [...this.#provinces.values()].map((rows) => at(rows, on)).filter((one) => one !== undefined).sort(byVietnameseName);
  }
  communesOf(provinceCode: string, on?: PlainDate): readonly Commune[] {
    const rows = this.#byProvince.get(provinceCode) ?? [];
    return rows.filter((one) => holdsOn(one, on)).sort(byVietnameseName);
  }
}

interface Dated { readonly name: string; readonly validFrom: PlainDate; readonly validTo: PlainDate | null }
const holdsOn = (row: Dated, on: PlainDate | undefined): boolean => (on === undefined ? row.validTo === null : row.validFrom <= on && (row.validTo === null || on < row.validTo));
const at = <Row extends Dated>(rows: readonly Row[] | undefined, on: PlainDate | undefined): Row | undefined => rows?.find((row) => holdsOn(row, on));
function push<Row>(map: Map<string, Row[]>, key: string, row: Row): void {
  const rows = map.get(key);
  if (rows) rows.push(row); else map.set(key, [row]);
}
const alphabet = new Intl.Collator('vi', { numeric: true });
/** order of the Vietnamese alphabet by the name without its type; «Phường 2» before «Phường 10» */
export const byVietnameseName = (a: { readonly name: string }, b: { readonly name: string }): number => alphabet.compare(bareName(a.name), bareName(b.name));
