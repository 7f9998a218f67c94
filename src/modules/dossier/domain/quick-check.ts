import { holds, type Answers, type Facts, type Scalar } from '../../../shared/condition.ts';
import type { ProcedureContent, QuickCheckRule } from '../../catalog/domain/index.ts';
import { relevantFields, type FormPage } from '../../eform/domain/index.ts';

type Told = Pick<ProcedureContent, 'screening'>;
/** Rules of the quick check that its answers call for; the first one for each question of the form. */
function rulesFor(content: Told, screening: Answers, facts: Pick<Facts, 'channel' | 'today'>): readonly QuickCheckRule[] {
  const found = new Map<string, QuickCheckRule>();
  for (const rule of content.screening?.settles ?? []) if (!found.has(rule.field) && holds(rule.when, { ...facts, answers: screening })) found.set(rule.field, rule);
  return [...found.values()];
}
/** Answers of the form that a new draft begins with: who said in the quick check that the parents are married is not asked again. */
export const settledAnswers = (content: Told, screening: Answers, facts: Pick<Facts, 'channel' | 'today'>): Answers =>
  Object.fromEntries(rulesFor(content, screening, facts).flatMap((rule) => (rule.value === null ? [] : [[rule.field, rule.value]])));

export interface Settled {
  /** questions whose answer still is what the quick check told */ readonly rules: ReadonlyMap<string, QuickCheckRule & { readonly value: Scalar }>;
  /** questions for which nothing may be proposed */ readonly open: ReadonlySet<string>;
}
const NOTHING: Settled = { rules: new Map(), open: new Set() };
export function settledIn(content: Told, draft: { readonly screening?: Answers; readonly answers: Answers }, facts: Pick<Facts, 'channel' | 'today'>): Settled {
  if (!content.screening?.settles || !draft.screening) return NOTHING;
  const rules = new Map<string, QuickCheckRule & { readonly value: Scalar }>();
  const open = new Set<string>();
  for (const rule of rulesFor(content, draft.screening, facts)) {
    const { value } = rule;
    if (value === null) open.add(rule.field);
    else if (draft.answers[rule.field] === value) rules.set(rule.field, { ...rule, value });
  }
  return { rules, open };
}
/** The page without what is settled; the very page when nothing on it is. */
export function stillAsked(page: FormPage, { rules }: Settled): FormPage {
  return page.fields.some((field) => rules.has(field.key)) ? { ...page, fields: page.fields.filter((field) => !rules.has(field.key)) } : page;
}
/** Nothing is left to ask on it: the way leads past. */
export function allSettled(page: FormPage, settled: Settled, facts: Facts): boolean {
  const left = stillAsked(page, settled);
  return left !== page && relevantFields(left, facts).every((field) => field.type === 'note');
}
