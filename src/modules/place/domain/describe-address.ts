import type { AddressAnswer } from '../../../shared/condition.ts';
import type { PlainDate } from '../../../shared/plain-date.ts';
import { upperFirst, type Lang } from '../../../shared/text.ts';
import { tidy } from '../../../shared/text.ts';
import { nameInSentence, type Commune, type Province } from './place.ts';
import { toneKey } from './spelling.ts';

/** What a description looks up; `PlaceBook` is one. */
export interface PlaceLookups {
  province(code: string, on?: PlainDate): Province | undefined;
  commune(code: string, on?: PlainDate): Commune | undefined;
}

/**
 * One line for papers and pages: «Thôn Phú Thái, xã Hàm Liêm, tỉnh Lâm Đồng (cũ: xã Hàm Chính, huyện Hàm Thuận Bắc)».
 * The words of the person stand in brackets when they say something else. With `on` the units carry the names of that
 * day. A code that the lists do not know is never shown as a place: the declared text is, or what is left.
 */
export function describeAddress(answer: AddressAnswer, lookups: PlaceLookups, lang: Lang, on?: PlainDate): string {
  const commune = answer.commune ? lookups.commune(answer.commune, on) ?? lookups.commune(answer.commune) : undefined;
  const provinceCode = commune?.provinceCode ?? answer.province;
  const province = provinceCode ? lookups.province(provinceCode, on) ?? lookups.province(provinceCode) : undefined;
  const detail = tidy(answer.detail ?? '');
  const declared = tidy(answer.declaredText ?? '');
  const units = [commune, province].filter((unit) => unit !== undefined).map((unit) => nameInSentence(unit.name, lang));
  const country = answer.country === 'VN' || answer.country === '' ? '' : countryName(answer.country, lang);
  const line = [detail, ...units, country].filter((part) => part !== '').join(', ');
  if (declared === '' || toneKey(line).includes(toneKey(declared))) return upperFirst(line);
  if (units.length === 0 && detail === '') return upperFirst([declared, country].filter((part) => part !== '').join(', '));
  return `${upperFirst(line)} (${lang === 'vi' ? 'cũ' : 'as declared'}: ${declared})`;
}

const SPECIAL: Readonly<Record<string, { vi: string; en: string }>> = {
  '200': { vi: 'không quốc tịch', en: 'stateless' },
  CXD: { vi: 'chưa xác định', en: 'not determined' },
};
/** ISO 3166 two letters, with the portal's own `200` and `CXD`; a code that nobody knows is shown as it is. */
export function countryName(code: string, lang: Lang): string {
  const special = SPECIAL[code];
  if (special) return special[lang];
  if (!/^[A-Z]{2}$/u.test(code)) return code;
  return new Intl.DisplayNames([lang], { type: 'region', fallback: 'code' }).of(code) ?? code;
}
