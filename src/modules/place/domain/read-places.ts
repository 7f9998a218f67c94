import { plainDate, type PlainDate } from '../../../shared/plain-date.ts';
import { TWO_LEVELS_FROM, type Commune, type FormerCommune, type Province, type Succession } from './place.ts';

/** The data files of `procedures/places/`, as text. */
export interface PlaceFiles {
  readonly provinces: string; readonly communes: string;
  readonly formerProvinces: string; readonly formerDistricts: string; readonly formerCommunes: string; readonly successors: string;
}
export interface PlaceFacts {
  readonly provinces: readonly Province[]; readonly communes: readonly Commune[];
  readonly formerCommunes: readonly FormerCommune[]; readonly successions: readonly Succession[];
}

/** Reads the files; throws, naming file and line, on a line that does not fit, so that a broken list is never loaded by half. */
export function readPlaces(files: PlaceFiles): PlaceFacts {
  const provinces = lines('provinces', files.provinces, 3).map(({ cells, at }): Province => ({
    code: code(cells[0], 2, at), name: word(cells[1], at), validFrom: date(cells[2], TWO_LEVELS_FROM, at), validTo: ending(cells[3], at),
  }));
  const provinceCodes = new Set(provinces.map((one) => one.code));
  const communes = lines('communes', files.communes, 3).map(({ cells, at }): Commune => {
    const provinceCode = code(cells[2], 2, at);
    if (!provinceCodes.has(provinceCode)) throw new Error(`${at}: no province ${provinceCode}`);
    return { code: code(cells[0], 5, at), name: word(cells[1], at), provinceCode, validFrom: date(cells[3], TWO_LEVELS_FROM, at), validTo: ending(cells[4], at) };
  });
  const oldProvinces = new Map(lines('former-provinces', files.formerProvinces, 2).map(({ cells, at }) => [code(cells[0], 2, at), word(cells[1], at)]));
  const districts = new Map(lines('former-districts', files.formerDistricts, 3).map(({ cells, at }) => [code(cells[0], 3, at), { name: word(cells[1], at), provinceCode: code(cells[2], 2, at) }]));
  const formerCommunes = lines('former-communes', files.formerCommunes, 3).map(({ cells, at }): FormerCommune => {
    const districtCode = code(cells[2], 3, at);
    const district = districts.get(districtCode);
    const provinceName = district && oldProvinces.get(district.provinceCode);
    if (!district || !provinceName) throw new Error(`${at}: no district ${districtCode}, or none of its province`);
    return { code: code(cells[0], 5, at), name: word(cells[1], at), districtCode, districtName: district.name, provinceCode: district.provinceCode, provinceName, until: date(cells[3], TWO_LEVELS_FROM, at) };
  });
  const formerKeys = new Set(formerCommunes.map((one) => `${one.code}|${one.until}`));
  const known = new Set([...communes.map((one) => one.code), ...formerCommunes.map((one) => one.code)]);
  const told = new Set<string>();
  const successions = lines('successors', files.successors, 3).map(({ cells, at }): Succession => {
    const how = cells[2];
    if (how !== 'whole' && how !== 'divided' && how !== 'part') throw new Error(`${at}: unknown kind of succession «${how ?? ''}»`);
    const one: Succession = {
      oldCode: code(cells[0], 5, at), newCode: code(cells[1], 5, at), how, oldUntil: date(cells[3], TWO_LEVELS_FROM, at), newFrom: date(cells[4], TWO_LEVELS_FROM, at),
      certainty: cells[5] === 'inferred' ? 'inferred' : 'joined',
    };
    if (!formerKeys.has(`${one.oldCode}|${one.oldUntil}`)) throw new Error(`${at}: no former commune ${one.oldCode} until ${one.oldUntil}`);
    if (!known.has(one.newCode)) throw new Error(`${at}: no commune ${one.newCode}`);
    const key = `${one.oldCode}|${one.oldUntil}|${one.newCode}`;
    if (told.has(key)) throw new Error(`${at}: said twice`);
    told.add(key);
    return one;
  });
  return { provinces, communes, formerCommunes, successions };
}

function lines(file: string, text: string, atLeast: number): { cells: readonly string[]; at: string }[] {
  return text.split('\n').map((line, index) => ({ cells: line.split('\t'), at: `${file}.tsv line ${index + 1}`, line }))
    .filter(({ line }, index) => index > 0 && line !== '')
    .map(({ cells, at }) => {
      if (cells.length < atLeast) throw new Error(`${at}: ${cells.length} columns, ${atLeast} are needed`);
      return { cells, at };
    });
}
function code(value: string | undefined, digits: number, at: string): string {
  if (!value || value.length !== digits || !/^\d+$/u.test(value)) throw new Error(`${at}: «${value ?? ''}» is not a code of ${digits} digits`);
  return value;
}
function word(value: string | undefined, at: string): string {
  if (!value || value !== value.normalize('NFC').trim()) throw new Error(`${at}: a name is missing or not in composed form`);
  return value;
}
function date(value: string | undefined, otherwise: PlainDate, at: string): PlainDate {
  if (!value) return otherwise;
  try { return plainDate(value); } catch (error) { throw new Error(`${at}: ${(error as Error).message}`, { cause: error }); }
}
const ending = (value: string | undefined, at: string): PlainDate | null => (value ? date(value, TWO_LEVELS_FROM, at) : null);
