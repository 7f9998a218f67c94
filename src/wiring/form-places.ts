import { describeAddress } from '../modules/place/domain/index.ts';
import type { PlaceStore } from '../modules/place/index.ts';
import type { PlacesForForms } from '../modules/dossier/web/index.ts';
import type { AddressAnswer } from '../shared/condition.ts';

/** Names of places for forms, from the units in force: loaded once, they change only with a new version of the lists. */
export async function formPlaces(store: PlaceStore): Promise<PlacesForForms> {
  let book = await store.book();
  const countries = { vi: new Intl.DisplayNames('vi', { type: 'region' }), en: new Intl.DisplayNames('en', { type: 'region' }) };
  const refresh = setInterval(() => { void store.book().then((fresh) => { book = fresh; }, () => undefined); }, 60_000);
  refresh.unref();
  return {
    provinceName: (code) => book.province(code)?.name,
    communeName: (code) => book.commune(code)?.name,
    communeBelongsTo: (commune, province) => book.commune(commune)?.provinceCode === province,
    countryName: (code, lang) => { try { return countries[lang].of(code); } catch { return undefined; } },
    provinces: () => book.provinces().map((one) => ({ value: one.code, label: one.name })),
    communes: (province) => book.communesOf(province).map((one) => ({ value: one.code, label: one.name })),
    countries: (lang) => COUNTRY_CODES.map((code) => ({ value: code, label: countries[lang].of(code) ?? code })).sort((a, b) => a.label.localeCompare(b.label, lang)),
    describe: (address, lang) => describeAddress(address as AddressAnswer, book, lang),
  };
}
/** ISO 3166-1 alpha-2 codes that the runtime's own data names; withdrawn ones (SU, DD, VD …) stand for the country of today and would name it twice. */
const COUNTRY_CODES: readonly string[] = (() => {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const skip = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ', 'AC', 'CP', 'CQ', 'DG', 'EA', 'IC', 'TA']);
  return [...letters].flatMap((a) => [...letters].map((b) => a + b)).filter((code) => { if (skip.has(code)) return false; try { return names.of(code) !== undefined && new Intl.Locale(`und-${code}`).region === code; } catch { return false; } });
})();
