import type { PlainDate } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import type { FormField } from '../../eform/domain/index.ts';
import { describeAmount, isValidOn } from '../../fee/domain/index.ts';
import type { Paper, ProcedureContent } from './procedure.ts';
import { nothingToPay, saysFree, type ServiceLevel } from './service-level.ts';
import { showTerm } from './term-text.ts';

export interface ShortFact { readonly kind: 'level' | 'fee' | 'term'; readonly words: Text }

/** What somebody wants to know before opening a procedure: where it can be done, what it costs, how long it takes. */
export function shortFacts(content: ProcedureContent, level: ServiceLevel, today: PlainDate): readonly ShortFact[] {
  const term = shortTerm(content);
  return [{ kind: 'level', words: { vi: `${level.chip.vi} (mức ${level.legacy}, ${level.modernName.vi})`, en: `${level.chip.en} (level ${level.legacy}, ${level.modernName.en})` } }, { kind: 'fee', words: shortFee(content, today) }, ...(term ? [{ kind: 'term' as const, words: term }] : [])];
}

/** «Không mất tiền», the amount of this day, «Theo mức của tỉnh»; never «free» where the source leaves it to the province. */
export function shortFee(content: ProcedureContent, today: PlainDate): Text {
  if (nothingToPay(content)) return { vi: 'Không mất tiền', en: 'Free of charge' };
  const fees = content.fees.filter((one) => isValidOn(one, today));
  const reliefs = fees.flatMap((one) => one.reliefs ?? []).filter((one) => isValidOn(one, today));
  const [rule] = fees;
  if (rule && fees.length === 1 && !rule.unverified && !rule.when) {
    const amount = describeAmount(rule.amount);
    return reliefs.some((relief) => relief.percentOff === 100) ? { vi: `${amount.vi}; có người được miễn`, en: `${amount.en}; some are exempt` } : amount;
  }
  if (rule && 'pagesOf' in rule.amount) return { vi: 'Tính theo trang', en: 'By the page' };
  const onTime = reliefs.flatMap((relief) => (relief.percentOff === 100 && 'daysSince' in relief.when ? [relief.when.atMost] : []))[0];
  if (onTime !== undefined) return { vi: `Không mất tiền nếu làm trong ${onTime} ngày đầu`, en: `Free within the first ${onTime} days` };
  if (reliefs.some((relief) => relief.percentOff === 100)) return { vi: 'Lệ phí theo mức của tỉnh; có người được miễn', en: 'Fee set by the province; some are exempt' };
  if (content.feeText !== null && saysFree(content.feeText) && !content.flags.some((flag) => flag.part === 'fees' && !flag.resolution)) return { vi: 'Không mất tiền', en: 'Free of charge' };
  const amount = content.feeText === null ? null : /^(\d{1,3}(?:\.\d{3})+ đồng)/u.exec(content.feeText)?.[1];
  if (amount) return { vi: amount, en: amount.replace(' đồng', ' VND').replaceAll('.', ',') };
  return { vi: 'Lệ phí theo mức của tỉnh', en: 'Fee set by the province' };
}

/** The ordinary term; null while the source's unit is lost. Different terms by channel give the shortest to longest. */
export function shortTerm(content: ProcedureContent): Text | null {
  const ordinary = content.terms.filter((term) => term.caseKey === undefined);
  const shown = [...new Map((ordinary.length > 0 ? ordinary : content.terms).flatMap((one) => (one.term ? [[showTerm(one.term).vi, showTerm(one.term)] as const] : []))).values()];
  const [first] = shown;
  const last = shown.at(-1);
  if (!first || !last) return null;
  return shown.length === 1 ? first : { vi: `${first.vi} đến ${last.vi}`, en: `${first.en} to ${last.en}` };
}

/** Whatever is asked of somebody before and in the form: conditions of papers and fees speak of these. */
export const askedFields = (content: Pick<ProcedureContent, 'screening' | 'form'>): readonly FormField[] => [...(content.screening?.questions ?? []), ...(content.form?.pages.flatMap((page) => page.fields) ?? [])];

export interface SortedPapers {
  /** what everybody brings; a group of several means one of them */ readonly always: readonly (readonly Paper[])[];
  readonly sometimes: readonly Paper[];
  /** made here or filled in at the counter */ readonly declarations: readonly Paper[];
}
/**
 * Papers that everybody brings, and those that only some do. Where a question's every answer asks for a paper («Giấy chứng
 * sinh», else a witness's statement, else one's own word), everybody brings one of them.
 */
export function sortPapers(content: ProcedureContent): SortedPapers {
  const papers = content.papers.filter((paper) => paper.kind !== 'form');
  const declarations = content.papers.filter((paper) => paper.kind === 'form');
  const asked = askedFields(content);
  const alternatives = new Map<string, Paper[]>();
  for (const paper of papers) {
    if (paper.requiredWhen && 'is' in paper.requiredWhen) alternatives.set(paper.requiredWhen.field, [...(alternatives.get(paper.requiredWhen.field) ?? []), paper]);
  }
  const oneOf = [...alternatives].flatMap(([key, group]) => {
    const options = asked.find((field) => field.key === key)?.options ?? [];
    const answered = new Set(group.map((paper) => (paper.requiredWhen && 'is' in paper.requiredWhen ? paper.requiredWhen.is : null)));
    return group.length > 1 && options.length > 0 && options.every((option) => answered.has(option.value)) ? [group] : [];
  });
  const grouped = new Set(oneOf.flat());
  const isSometimes = (paper: Paper): boolean => paper.whenText !== undefined || paper.optional === true || (paper.requiredWhen !== undefined && !('channel' in paper.requiredWhen));
  return {
    always: [...oneOf, ...papers.filter((paper) => !grouped.has(paper) && !isSometimes(paper)).map((paper) => [paper])],
    sometimes: papers.filter((paper) => !grouped.has(paper) && isSometimes(paper)), declarations,
  };
}

/** The readable end of a procedure's address. */
export const addressOf = (content: Pick<ProcedureContent, 'code' | 'slug'>): string => content.slug ?? content.code;

/** Facts that nobody has checked against the announcement: shown as such to everybody. */
export function uncheckedParts(content: ProcedureContent): readonly { readonly part: string; readonly basis: string }[] {
  const fromFlags = content.flags.flatMap((flag) => (flag.resolution?.unverified ? [{ part: flag.part, basis: flag.resolution.basis }] : []));
  const fromProvenance = Object.entries(content.provenance ?? {}).flatMap(([part, provenance]) => (provenance.unverified && !fromFlags.some((one) => one.part === part) ? [{ part, basis: provenance.basis }] : []));
  return [...fromFlags, ...fromProvenance];
}
