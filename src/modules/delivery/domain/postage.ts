import type { Breach } from './parcel.ts';
import { dong, type Dong, showDong } from '../../../shared/money.ts';
import { isPlainDate, showShortDate, type PlainDate } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import type { FeeLine } from '../../fee/domain/index.ts';

/** `send`: papers from home to the desk; `return`: the result from the desk to the person. */
export type Direction = 'send' | 'return';
/** How far: inside the province of the office, or to another one. Districts are gone since 1/7/2025, so there is no nearer step. */
export type Zone = 'province' | 'country';
export const ZONES: readonly Zone[] = ['province', 'country'];
export const zoneOf = (officeProvince: string, province: string): Zone => (officeProvince === province ? 'province' : 'country');

/** A dated price of the post. It is the post's, not the office's: neither phí nor lệ phí, and the person pays it (QĐ 45/2016/QĐ-TTg Đ.12). */
export interface TariffRule {
  readonly id: string; readonly direction: Direction; readonly zone: Zone; readonly amount: Dong;
  readonly validFrom: PlainDate; readonly validTo: PlainDate | null;
  /** the price list or letter of the post that it is taken from */ readonly source: string;
  /** false: nobody has compared it with the post's own list; said wherever the price stands */ readonly verified: boolean;
}
/** The price on a day: of several the one that began last. Null when the post has no price then: it is not offered. */
export function postageOn(rules: readonly TariffRule[], asked: { readonly direction: Direction; readonly zone: Zone; readonly date: PlainDate }): TariffRule | null {
  const valid = rules.filter((rule) => rule.direction === asked.direction && rule.zone === asked.zone && rule.validFrom <= asked.date && (rule.validTo === null || asked.date <= rule.validTo));
  return valid.toSorted((a, b) => (a.validFrom === b.validFrom ? (a.id < b.id ? 1 : -1) : a.validFrom < b.validFrom ? 1 : -1))[0] ?? null;
}

export const ZONE_WORDS: Readonly<Record<Zone, Text>> = { province: { vi: 'trong tỉnh', en: 'inside the province' }, country: { vi: 'tỉnh khác', en: 'another province' } };
const NAMES: Readonly<Record<Direction, Text>> = { return: { vi: 'Cước bưu điện trả kết quả', en: 'Postage for the result' }, send: { vi: 'Cước bưu điện gửi hồ sơ', en: 'Postage for the papers' } };
const UNVERIFIED: Text = { vi: 'giá chưa đối chiếu với bảng cước của bưu điện', en: 'not yet compared with the post’s own list' };
/** The line that stands beside the fees: of kind `other`, so that it is on no receipt of the office. */
export function postageLine(rule: TariffRule): FeeLine {
  const from = showShortDate(rule.validFrom);
  return {
    ruleId: `${POSTAGE_RULE}${rule.id}`, kind: 'other', name: NAMES[rule.direction], base: rule.amount, payable: rule.amount, legalBasis: rule.source,
    explanation: {
      vi: `${showDong(rule.amount)}, ${ZONE_WORDS[rule.zone].vi}, giá từ ${from}${rule.verified ? '' : `; ${UNVERIFIED.vi}`}. Tiền này của bưu điện, không phải lệ phí`,
      en: `${showDong(rule.amount, 'en')}, ${ZONE_WORDS[rule.zone].en}, price since ${from}${rule.verified ? '' : `; ${UNVERIFIED.en}`}. It is the post’s, not a fee of the office`,
    },
  };
}
/** Who pays when a result goes out once more: the side that was at fault for the trip in vain (QĐ 45/2016/QĐ-TTg Đ.12). */
export const againPostage = (cameBack: { readonly breach: Breach | null }, price: number): { readonly fault: 'person' | 'post'; readonly postage: number } => (cameBack.breach ? { fault: 'post', postage: 0 } : { fault: 'person', postage: price });
/** What the postman collects: what the office is still owed, and from the second time on the postage itself, which never passes through the office. */
export const sumAtDoor = (parcel: { readonly attempt: number; readonly postage: number }, owedToOffice: number): number => Math.max(0, owedToOffice) + (parcel.attempt > 1 ? parcel.postage : 0);
/** The office's part of what the postman collected. */
export const officeShare = (parcel: { readonly attempt: number; readonly postage: number; readonly collected: number }): number => Math.max(0, parcel.collected - (parcel.attempt > 1 ? parcel.postage : 0));
export const POSTAGE_RULE = 'cuoc-buu-dien:';
export const postageIn = (fees: readonly FeeLine[]): number => fees.filter((line) => line.ruleId.startsWith(POSTAGE_RULE)).reduce((sum, line) => sum + line.payable, 0);

export interface NewTariff { readonly direction: Direction; readonly zone: Zone; readonly amount: number; readonly validFrom: string; readonly source: string; readonly verified: boolean }
export type TariffFault = 'amount' | 'date' | 'past' | 'source';
export const TARIFF_LIMITS = { /** đồng; above it somebody has typed a nought too many */ most: 1_000_000, source: 300 } as const;
/** A price begins today or later: what people were shown yesterday is not rewritten. */
export function checkTariff(tariff: NewTariff, today: PlainDate): readonly TariffFault[] {
  const faults: TariffFault[] = [];
  if (!Number.isSafeInteger(tariff.amount) || tariff.amount <= 0 || tariff.amount > TARIFF_LIMITS.most) faults.push('amount');
  if (!isPlainDate(tariff.validFrom)) faults.push('date'); else if (tariff.validFrom < today) faults.push('past');
  if (!tariff.source.trim() || tariff.source.length > TARIFF_LIMITS.source) faults.push('source');
  return faults;
}
export const tariffOf = (row: { readonly id: string; readonly direction: Direction; readonly zone: Zone; readonly amount: number; readonly validFrom: PlainDate; readonly validTo: PlainDate | null; readonly source: string; readonly verified: boolean }): TariffRule => ({ ...row, amount: dong(row.amount) });
