import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Queryable } from '../../../platform/postgres/database.ts';
import { sql } from '../../../platform/postgres/database.ts';
import { packageRoot } from '../../../platform/package-root.ts';
import { bareName, placeKey, readPlaces, searchKey, type PlaceFiles } from '../domain/index.ts';

const FILES: Readonly<Record<keyof PlaceFiles, string>> = {
  provinces: 'provinces.tsv', communes: 'communes.tsv', formerProvinces: 'former-provinces.tsv', formerDistricts: 'former-districts.tsv', formerCommunes: 'former-communes.tsv', successors: 'successors.tsv',
};
export function placeFiles(folder: string = join(packageRoot(), 'procedures', 'places')): PlaceFiles {
  return Object.fromEntries(Object.entries(FILES).map(([name, file]) => [name, readFileSync(join(folder, file), 'utf8')])) as unknown as PlaceFiles;
}

export interface PlaceSeedReport { readonly version: string; readonly loaded: boolean; readonly counts: Readonly<Record<string, number>> }

/**
 * Loads the lists, as the owner and inside the caller's transaction. The files are the truth and carry the past
 * themselves, so a changed file replaces the tables whole: 24,000 rows as five statements, about half a second.
 */
export async function seedPlaces(tx: Queryable, now: Date, files: PlaceFiles = placeFiles()): Promise<PlaceSeedReport> {
  const hash = createHash('sha256');
  for (const name of Object.keys(FILES).sort() as (keyof PlaceFiles)[]) hash.update(`${name}\0${files[name]}\0`);
  const version = hash.digest('hex').slice(0, 16);
  const facts = readPlaces(files);
  const counts = { provinces: facts.provinces.length, communes: facts.communes.length, formerCommunes: facts.formerCommunes.length, successions: facts.successions.length };
  const [known] = await tx.query<{ version: string }>(sql('SELECT version FROM place_release ORDER BY loaded_at DESC LIMIT 1'));
  if (known?.version === version) return { version, loaded: false, counts };

  for (const table of ['place_successor', 'place_former_commune', 'place_commune', 'place_province']) await tx.query(sql(`DELETE FROM ${table}`));
  // Past names too: «tỉnh Đồng Nai» and «xã Lộc Ninh» are still what people write after the type has changed.
  const names = new Map<string, Set<string>>();
  for (const one of [...facts.provinces, ...facts.communes]) names.set(one.code, (names.get(one.code) ?? new Set()).add(one.name));
  await insert(tx, 'place_province', [
    ['code', 'text', facts.provinces.map((one) => one.code)], ['valid_from', 'date', facts.provinces.map((one) => one.validFrom)],
    ['valid_to', 'date', facts.provinces.map((one) => one.validTo)], ['name', 'text', facts.provinces.map((one) => one.name)],
  ]);
  await insert(tx, 'place_commune', [
    ['code', 'text', facts.communes.map((one) => one.code)], ['valid_from', 'date', facts.communes.map((one) => one.validFrom)],
    ['valid_to', 'date', facts.communes.map((one) => one.validTo)], ['name', 'text', facts.communes.map((one) => one.name)],
    ['province_code', 'text', facts.communes.map((one) => one.provinceCode)], ['name_key', 'text', facts.communes.map((one) => placeKey(bareName(one.name)))],
    ['search_key', 'text', facts.communes.map((one) => searchKey([...(names.get(one.code) ?? []), ...(names.get(one.provinceCode) ?? [])]))],
  ]);
  await insert(tx, 'place_former_commune', [
    ['code', 'text', facts.formerCommunes.map((one) => one.code)], ['until', 'date', facts.formerCommunes.map((one) => one.until)], ['name', 'text', facts.formerCommunes.map((one) => one.name)],
    ['district_code', 'text', facts.formerCommunes.map((one) => one.districtCode)], ['district_name', 'text', facts.formerCommunes.map((one) => one.districtName)],
    ['province_code', 'text', facts.formerCommunes.map((one) => one.provinceCode)], ['province_name', 'text', facts.formerCommunes.map((one) => one.provinceName)],
    ['name_key', 'text', facts.formerCommunes.map((one) => placeKey(bareName(one.name)))],
    ['search_key', 'text', facts.formerCommunes.map((one) => searchKey([one.name, one.districtName, one.provinceName]))],
  ]);
  await insert(tx, 'place_successor', [
    ['old_code', 'text', facts.successions.map((one) => one.oldCode)], ['old_until', 'date', facts.successions.map((one) => one.oldUntil)],
    ['new_code', 'text', facts.successions.map((one) => one.newCode)], ['new_from', 'date', facts.successions.map((one) => one.newFrom)],
    ['how', 'text', facts.successions.map((one) => one.how)], ['certainty', 'text', facts.successions.map((one) => one.certainty)],
  ]);
  await tx.query(sql('INSERT INTO place_release (version, loaded_at, counts) VALUES ($1, $2, $3) ON CONFLICT (version) DO UPDATE SET loaded_at = excluded.loaded_at', [version, now, JSON.stringify(counts)]));
  return { version, loaded: true, counts };
}

type Column = readonly [name: string, type: 'text' | 'date', values: readonly (string | null)[]];
async function insert(tx: Queryable, table: string, columns: readonly Column[]): Promise<void> {
  await tx.query(sql(
    `INSERT INTO ${table} (${columns.map(([name]) => name).join(', ')}) SELECT * FROM unnest(${columns.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ')})`,
    columns.map(([, , values]) => values),
  ));
}
