import { fieldsOf } from '../../../shared/condition.ts';
import { isPlainDate } from '../../../shared/plain-date.ts';
import type { FeeAmount, FeeRule } from './fee-rule.ts';

export interface FeeRuleProblem {
  readonly kind: 'id-missing' | 'id-twice' | 'name-missing' | 'legal-basis-missing' | 'dates-wrong' | 'amount-wrong' | 'field-missing' | 'tiers-wrong' | 'percent-wrong';
  /** the rule, or `rule/relief` */ readonly where: string;
}
const isDong = (amount: number): boolean => Number.isSafeInteger(amount) && amount >= 0;
const datesWrong = ({ validFrom, validTo }: { readonly validFrom: string; readonly validTo?: string }): boolean => !isPlainDate(validFrom) || (validTo !== undefined && (!isPlainDate(validTo) || validTo < validFrom));

/** What keeps a rule from being published; empty when it can be computed with. */
export function checkFeeRule(rule: FeeRule): readonly FeeRuleProblem[] {
  const problems: FeeRuleProblem[] = [];
  const note = (kind: FeeRuleProblem['kind'], where = rule.id): void => { problems.push({ kind, where }); };
  if (!rule.id.trim()) note('id-missing');
  if (!rule.name.vi.trim() || !rule.name.en.trim()) note('name-missing');
  if (!rule.legalBasis.trim()) note('legal-basis-missing');
  if (datesWrong(rule)) note('dates-wrong');
  const amount = checkAmount(rule.amount);
  if (amount) note(amount);
  const seen = new Set<string>();
  for (const relief of rule.reliefs ?? []) {
    const where = `${rule.id}/${relief.id}`;
    if (!relief.id.trim()) note('id-missing', where);
    if (seen.has(relief.id)) note('id-twice', where);
    seen.add(relief.id);
    if (!relief.name.vi.trim() || !relief.name.en.trim()) note('name-missing', where);
    if (!relief.legalBasis.trim()) note('legal-basis-missing', where);
    if (datesWrong(relief)) note('dates-wrong', where);
    if (!Number.isInteger(relief.percentOff) || relief.percentOff < 1 || relief.percentOff > 100) note('percent-wrong', where);
  }
  return problems;
}
function checkAmount(amount: FeeAmount): FeeRuleProblem['kind'] | null {
  if ('fixed' in amount) return isDong(amount.fixed) ? null : 'amount-wrong';
  if ('perUnit' in amount) return !isDong(amount.perUnit) ? 'amount-wrong' : amount.quantity.trim() ? null : 'field-missing';
  if (![amount.pagesOf, amount.pages, amount.copies].every((field) => field.trim())) return 'field-missing';
  if (!amount.tiers.every((tier) => isDong(tier.price)) || (amount.capPerCopy !== undefined && !isDong(amount.capPerCopy))) return 'amount-wrong';
  // Each tier goes further than the one before; the last has no end, or pages beyond it would be free.
  const ends = amount.tiers.map((tier) => tier.upToPage ?? Number.POSITIVE_INFINITY);
  const rising = ends.every((end, at) => end > (ends[at - 1] ?? 0) && (Number.isInteger(end) || end === Number.POSITIVE_INFINITY));
  return ends.length > 0 && rising && ends.at(-1) === Number.POSITIVE_INFINITY ? null : 'tiers-wrong';
}
/** All rules of a procedure: each by itself, and no id twice. */
export function checkFeeRules(rules: readonly FeeRule[]): readonly FeeRuleProblem[] {
  const seen = new Set<string>();
  return rules.flatMap((rule) => {
    const twice: readonly FeeRuleProblem[] = seen.has(rule.id) ? [{ kind: 'id-twice', where: rule.id }] : [];
    seen.add(rule.id);
    return [...checkFeeRule(rule), ...twice];
  });
}
/** Answers that a rule reads, so that a publisher can see that the form asks for them. Columns of rows are `rows.column`. */
export function fieldsOfFeeRule(rule: FeeRule): readonly string[] {
  const { amount } = rule;
  const counted = 'perUnit' in amount ? [amount.quantity] : 'pagesOf' in amount ? [amount.pagesOf, `${amount.pagesOf}.${amount.pages}`, `${amount.pagesOf}.${amount.copies}`] : [];
  return [...new Set([...counted, ...(rule.when ? fieldsOf(rule.when) : []), ...(rule.reliefs ?? []).flatMap((relief) => fieldsOf(relief.when))])];
}
