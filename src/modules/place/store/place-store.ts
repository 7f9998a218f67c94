import type { Clock } from '../../../shared/clock.ts';
import { sql, type Database, type Queryable } from '../../../platform/postgres/database.ts';
import { PLACE_LIMITS, PlaceBook, byVietnameseName, rankPlaces, readPlaceQuery, resolveFormer, type Candidate, type Commune, type FormerCommune, type FormerUnit, type PlaceQuery, type Province, type Succession } from '../domain/index.ts';
import type { FormerPlace, PlaceSearch, PlaceStore } from '../ports.ts';

/** How long a process may go on with its book before it looks whether a newer list was loaded. */
const BOOK_RECHECK_MS = 5 * 60_000;

export function placeStore(db: Pick<Database, 'read'>, clock: Clock): PlaceStore {
  let book: PlaceBook | undefined;
  let checkedAt = 0;
  let loading: Promise<PlaceBook> | undefined;

  async function currentBook(): Promise<PlaceBook> {
    const now = clock.now().getTime();
    if (book && now - checkedAt < BOOK_RECHECK_MS) return book;
    loading ??= loadBook(db.read, book).finally(() => { loading = undefined; });
    book = await loading;
    checkedAt = now;
    return book;
  }

  async function withResolutions(formers: readonly FormerCommune[]): Promise<readonly FormerPlace[]> {
    if (formers.length === 0) return [];
    const [units, reached] = [await currentBook(), await reachableFrom(db.read, formers)];
    const silent = formers.filter((one) => !reached.successions.some((step) => step.oldCode === one.code && step.oldUntil === one.until));
    const nearby = await nearbyCommunes(db.read, units, silent);
    return formers.map((former) => ({ former, resolution: resolveFormer(former, reached.successions, reached.formers, units, nearby.get(former.districtCode) ?? []) }));
  }

  async function search(query: PlaceQuery): Promise<PlaceSearch> {
    const units = await currentBook();
    let found = await candidates(db.read, query);
    const approximate = found.communes.length + found.formers.length === 0;
    if (approximate) found = await nearestSpellings(db.read, query.key);
    const all: Candidate[] = found.communes.flatMap((commune): Candidate[] => {
      const province = units.province(commune.provinceCode);
      return province ? [{ kind: 'current', commune, province }] : [];
    });
    for (const one of await withResolutions(found.formers)) all.push({ kind: 'former', ...one });
    return { hits: rankPlaces(query, all), approximate, asked: true };
  }

  return {
    book: currentBook,
    provinces: async (on) => (await currentBook()).provinces(on),
    communesOf: async (provinceCode, on) => (await currentBook()).communesOf(provinceCode, on),
    async searchPlaces(typed) {
      const query = readPlaceQuery(typed);
      return query ? search(query) : { hits: [], approximate: false, asked: false };
    },
    async successorsOf(oldCode, until) {
      const rows = await db.read.query<FormerCommune>(sql(`SELECT ${FORMER_COLUMNS} FROM place_former_commune f WHERE f.code = $1 AND ($2::date IS NULL OR f.until = $2) ORDER BY f.until DESC LIMIT 1`, [oldCode, until ?? null], 'place_former_by_code'));
      return (await withResolutions(rows))[0] ?? null;
    },
    formerProvinces: async () => (await db.read.query<FormerUnit>(sql('SELECT DISTINCT province_code AS code, province_name AS name FROM place_former_commune', [], 'place_former_provinces'))).sort(byVietnameseName),
    formerDistricts: async (provinceCode) => (await db.read.query<FormerUnit>(sql('SELECT DISTINCT district_code AS code, district_name AS name FROM place_former_commune WHERE province_code = $1', [provinceCode], 'place_former_districts'))).sort(byVietnameseName),
    formerCommunes: async (districtCode) => (await db.read.query<FormerCommune>(sql(`SELECT ${FORMER_COLUMNS} FROM place_former_commune f WHERE f.district_code = $1`, [districtCode], 'place_former_of_district'))).sort(byVietnameseName),
  };
}

async function loadBook(db: Queryable, known: PlaceBook | undefined): Promise<PlaceBook> {
  const [release] = await db.query<{ version: string }>(sql('SELECT version FROM place_release ORDER BY loaded_at DESC LIMIT 1', [], 'place_release'));
  const version = release?.version ?? 'empty';
  if (known?.version === version) return known;
  const [provinces, communes] = await Promise.all([
    db.query<Province>(sql('SELECT code, name, valid_from AS "validFrom", valid_to AS "validTo" FROM place_province')),
    db.query<Commune>(sql(`SELECT ${COMMUNE_COLUMNS} FROM place_commune c`)),
  ]);
  return new PlaceBook(version, provinces, communes);
}

const COMMUNE_COLUMNS = 'c.code, c.name, c.province_code AS "provinceCode", c.valid_from AS "validFrom", c.valid_to AS "validTo"';
const FORMER_COLUMNS = 'f.code, f.name, f.district_code AS "districtCode", f.district_name AS "districtName", f.province_code AS "provinceCode", f.province_name AS "provinceName", f.until';

interface Found { readonly communes: readonly Commune[]; readonly formers: readonly FormerCommune[] }

/** The order here only decides whom the limit cuts off; `rankPlaces` has the last word. */
async function candidates(db: Queryable, query: PlaceQuery): Promise<Found> {
  const { patterns } = query;
  const holds = (alias: string): string => patterns.map((_, index) => `${alias}.search_key LIKE $${index + 3}`).join(' AND ');
  const order = (alias: string): string => `ORDER BY (${alias}.name_key = $1) DESC, ($1 LIKE ${alias}.name_key || ' %') DESC, (${alias}.name_key LIKE $1 || '%') DESC, length(${alias}.name_key), ${alias}.code LIMIT $2`;
  const values = [query.key, PLACE_LIMITS.candidates, ...patterns];
  const [communes, formers] = await Promise.all([
    db.query<Commune>(sql(`SELECT ${COMMUNE_COLUMNS} FROM place_commune c WHERE c.valid_to IS NULL AND ${holds('c')} ${order('c')}`, values, `place_search_${patterns.length}`)),
    db.query<FormerCommune>(sql(`SELECT ${FORMER_COLUMNS} FROM place_former_commune f WHERE ${holds('f')} ${order('f')}`, values, `place_search_former_${patterns.length}`)),
  ]);
  return { communes, formers };
}

/** Only when nothing fits: the names whose trigrams are nearest, such as «ham chin» for «Hàm Chính». */
async function nearestSpellings(db: Queryable, key: string): Promise<Found> {
  const [communes, formers] = await Promise.all([
    db.query<Commune>(sql(`SELECT ${COMMUNE_COLUMNS} FROM place_commune c WHERE c.valid_to IS NULL AND c.name_key % $1 ORDER BY similarity(c.name_key, $1) DESC, c.code LIMIT 8`, [key], 'place_near')),
    db.query<FormerCommune>(sql(`SELECT ${FORMER_COLUMNS} FROM place_former_commune f WHERE f.name_key % $1 ORDER BY similarity(f.name_key, $1) DESC, f.code LIMIT 8`, [key], 'place_near_former')),
  ]);
  return { communes, formers };
}

/** Every succession that can be reached from the given communes, with the old communes on the way. */
async function reachableFrom(db: Queryable, formers: readonly FormerCommune[]): Promise<{ successions: readonly Succession[]; formers: readonly FormerCommune[] }> {
  const successions = await db.query<Succession>(sql(`
    WITH RECURSIVE hop AS (
      SELECT s.*, 1 AS depth FROM place_successor s JOIN unnest($1::text[], $2::date[]) AS old(code, until) ON s.old_code = old.code AND s.old_until = old.until
      UNION
      SELECT s.*, hop.depth + 1 FROM hop JOIN place_successor s ON s.old_code = hop.new_code AND s.old_until > hop.new_from AND hop.depth < 8
    )
    SELECT DISTINCT old_code AS "oldCode", old_until AS "oldUntil", new_code AS "newCode", new_from AS "newFrom", how, certainty FROM hop`,
  [formers.map((one) => one.code), formers.map((one) => one.until)], 'place_reachable'));
  const missing = [...new Set(successions.map((step) => step.newCode))].filter((code) => !formers.some((one) => one.code === code));
  const onTheWay = missing.length === 0 ? [] : await db.query<FormerCommune>(sql(`SELECT ${FORMER_COLUMNS} FROM place_former_commune f WHERE f.code = ANY($1)`, [missing], 'place_formers_on_the_way'));
  return { successions, formers: [...formers, ...onTheWay] };
}

async function nearbyCommunes(db: Queryable, units: PlaceBook, silent: readonly FormerCommune[]): Promise<ReadonlyMap<string, readonly Commune[]>> {
  const byDistrict = new Map<string, Commune[]>();
  if (silent.length === 0) return byDistrict;
  const rows = await db.query<{ district: string; code: string }>(sql(`
    SELECT DISTINCT f.district_code AS district, s.new_code AS code
    FROM place_former_commune f JOIN place_successor s ON s.old_code = f.code AND s.old_until = f.until
    WHERE f.district_code = ANY($1) ORDER BY 1, 2`, [[...new Set(silent.map((one) => one.districtCode))]], 'place_nearby'));
  for (const { district, code } of rows) {
    const commune = units.commune(code);
    if (commune) byDistrict.set(district, [...(byDistrict.get(district) ?? []), commune]);
  }
  return byDistrict;
}
