import type { PlainDate } from '../../../shared/plain-date.ts';

/** KT. ký thay, TL. thừa lệnh, TUQ. thừa ủy quyền, Q. quyền cấp trưởng (NĐ 30/2020/NĐ-CP Điều 13; Phụ lục I, phần II, mục 7). */
export type SigningForm = 'KT' | 'TL' | 'TUQ' | 'Q';
export const SIGNING_FORMS: readonly SigningForm[] = ['KT', 'TL', 'TUQ', 'Q'];
export interface SigningRight {
  readonly id: string; readonly officerId: string; readonly agencyId: number; readonly form: SigningForm;
  /** «Chủ tịch» */ readonly principalTitle: string; /** «Phó Chủ tịch» */ readonly ownTitle: string; /** number and date of the paper that says so */ readonly basis: string;
  readonly from: PlainDate; /** last day, inclusive */ readonly to: PlainDate | null; readonly revoked: boolean;
}
export type SigningRefusal = 'title-missing' | 'basis-missing' | 'dates-reversed' | 'starts-in-past' | 'without-end';

export function checkSigning(right: Omit<SigningRight, 'id' | 'revoked'>, today: PlainDate): SigningRefusal | null {
  if (right.principalTitle.length < 2 || right.ownTitle.length < 2) return 'title-missing';
  if (right.basis.length < 5) return 'basis-missing';
  if (right.to !== null && right.to < right.from) return 'dates-reversed';
  if (right.from < today) return 'starts-in-past';
  // «giới hạn thời gian được ủy quyền» (Đ.13 k.3)
  return right.form === 'TUQ' && right.to === null ? 'without-end' : null;
}

/** What a signature of this day says above the name; null: in the own right. Of several rights the newest counts. */
export function signingOn(rights: readonly SigningRight[], agencyId: number, day: PlainDate): SigningRight | null {
  return rights.filter((one) => one.agencyId === agencyId && !one.revoked && one.from <= day && (one.to === null || one.to >= day)).toSorted((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : 0))[0] ?? null;
}
/** «KT. CHỦ TỊCH»; an acting head writes «Q. CHỦ TỊCH» as his own title. */
export const signingHeading = (right: Pick<SigningRight, 'form' | 'principalTitle'>): string => `${right.form}. ${right.principalTitle.toLocaleUpperCase('vi')}`;
