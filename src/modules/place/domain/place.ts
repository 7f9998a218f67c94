import type { PlainDate } from '../../../shared/plain-date.ts';

/** The first day of the two-level administration (Quyết định 19/2025/QĐ-TTg); an empty date in the data files means this day. */
export const TWO_LEVELS_FROM = '2025-07-01' as PlainDate;

/**
 * Codes are those of the General Statistics Office and are used again after a merger: a unit is its code together with
 * a date. `validTo` is the first day on which the row no longer holds; null while it holds.
 */
export interface Province {
  readonly code: string;
  /** with its type: «Tỉnh Lâm Đồng» */ readonly name: string;
  readonly validFrom: PlainDate;
  readonly validTo: PlainDate | null;
}
export interface Commune {
  readonly code: string;
  /** with its type: «Xã Hàm Liêm» */ readonly name: string;
  readonly provinceCode: string;
  readonly validFrom: PlainDate;
  readonly validTo: PlainDate | null;
}
/** A commune of the three-level days. `until` is the first day on which it no longer was. */
export interface FormerCommune {
  readonly code: string;
  readonly name: string;
  readonly districtCode: string;
  readonly districtName: string;
  readonly provinceCode: string;
  readonly provinceName: string;
  readonly until: PlainDate;
}
export interface FormerUnit { readonly code: string; readonly name: string }

/**
 * `divided`: the old commune went to several new ones, so only the person knows. `part`: no more is known than that a
 * part went there. `inferred`: read from the lists before and after, not from the resolution's text.
 */
export interface Succession {
  readonly oldCode: string;
  readonly oldUntil: PlainDate;
  readonly newCode: string;
  readonly newFrom: PlainDate;
  readonly how: 'whole' | 'divided' | 'part';
  readonly certainty: 'joined' | 'inferred';
}

const TYPES = ['Thành phố', 'Thị trấn', 'Thị xã', 'Đặc khu', 'Phường', 'Huyện', 'Quận', 'Tỉnh', 'Xã'] as const;
const TYPE_EN: Readonly<Record<(typeof TYPES)[number], string>> = {
  'Thành phố': 'City', 'Thị trấn': 'Township', 'Thị xã': 'Town', 'Đặc khu': 'Special Zone', 'Phường': 'Ward', 'Huyện': 'District', 'Quận': 'District', 'Tỉnh': 'Province', 'Xã': 'Commune',
};
const splitName = (name: string): { type: (typeof TYPES)[number] | null; bare: string } => {
  const type = TYPES.find((one) => name.startsWith(`${one} `));
  return type ? { type, bare: name.slice(type.length + 1) } : { type: null, bare: name };
};
/** «Xã Hàm Liêm» → «Hàm Liêm» */
export const bareName = (name: string): string => splitName(name).bare;
/** Inside a sentence the type is written small: «xã Hàm Liêm»; in English the type comes last: «Hàm Liêm Commune», «Ward 5». */
export function nameInSentence(name: string, lang: 'vi' | 'en'): string {
  const { type, bare } = splitName(name);
  if (!type) return name;
  if (lang === 'vi') return `${type.toLowerCase()} ${bare}`;
  return /^\d/u.test(bare) ? `${TYPE_EN[type]} ${bare}` : `${bare} ${TYPE_EN[type]}`;
}
