import type { ProcedureContent } from '../../catalog/domain/index.ts';
import type { PlainDate } from '../../../shared/plain-date.ts';
import type { Direction } from './postage.ts';

/** A province's decision that names the procedures which the post serves (QĐ 45/2016/QĐ-TTg Đ.13 k.1–2), valid from a day on. */
export interface PostDecision {
  readonly id: string; readonly provinceAgency: number; readonly number: string; readonly issuedOn: PlainDate; readonly validFrom: PlainDate; readonly validTo: PlainDate | null;
  readonly send: readonly string[]; readonly return: readonly string[]; readonly verified: boolean;
}
/** The one in force on a day: the latest to have begun. */
export const decisionOn = (decisions: readonly PostDecision[], date: PlainDate): PostDecision | null =>
  decisions.filter((one) => one.validFrom <= date && (one.validTo === null || date <= one.validTo)).toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : a.validFrom > b.validFrom ? -1 : a.id < b.id ? 1 : -1))[0] ?? null;

/** What the catalogue itself says: papers may come by post when it is a published way of handing in, results when it is one of receiving. */
export const markedFor = (content: Pick<ProcedureContent, 'manner' | 'resultDelivery'>): Readonly<Record<Direction, boolean>> => ({
  send: content.manner.some((manner) => manner.channel === 'post'), return: content.resultDelivery.includes('post'),
});
/** Both must say yes: the published procedure, and the province's decision where there is one. */
export function servedBy(content: Pick<ProcedureContent, 'code' | 'manner' | 'resultDelivery'>, decision: PostDecision | null): Readonly<Record<Direction, boolean>> {
  const marked = markedFor(content);
  return decision ? { send: marked.send && decision.send.includes(content.code), return: marked.return && decision.return.includes(content.code) } : marked;
}

export interface ReadCodes { readonly codes: readonly string[]; readonly wrong: readonly string[] }
/** Codes of procedures as somebody pastes them from a decision's annex: one a line or with commas. */
export function readCodes(typed: string): ReadCodes {
  const words = [...new Set(typed.split(/[\s,;]+/u).filter(Boolean))];
  return { codes: words.filter((word) => CODE.test(word)), wrong: words.filter((word) => !CODE.test(word)) };
}
const CODE = /^\d\.\d{6}$/u;
