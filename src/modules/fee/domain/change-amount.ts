import type { Dong } from '../../../shared/money.ts';
import { addDays, isPlainDate } from '../../../shared/plain-date.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import type { FeeRule } from './fee-rule.ts';

/** A new amount of one rule from a day on, by a text: a resolution of the People's Council, a circular. */
export interface AmountChange { readonly ruleId: string; readonly amount: number; /** `YYYY-MM-DD` */ readonly from: string; readonly legalBasis: string; /** not yet compared with the text itself */ readonly unverified: boolean }
export type AmountRefusal = { readonly kind: 'no-such-rule' | 'tiers' | 'amount-wrong' | 'from-wrong' | 'basis-missing' | 'changed-before' };

/** The amount of one unit, or the fixed amount; null where pages are priced by tiers. */
export const amountOf = (rule: FeeRule): number | null => ('fixed' in rule.amount ? rule.amount.fixed : 'perUnit' in rule.amount ? rule.amount.perUnit : null);

/**
 * The old rule ends the day before, the new one begins that day with the same case, unit and reliefs: dossiers received before
 * keep what they owed. The old rule is never rewritten.
 */
export function changeAmount(rules: readonly FeeRule[], change: AmountChange): Result<readonly FeeRule[], AmountRefusal> {
  const at = rules.findIndex((rule) => rule.id === change.ruleId);
  const rule = rules[at];
  if (!rule) return refuse({ kind: 'no-such-rule' });
  if (amountOf(rule) === null) return refuse({ kind: 'tiers' });
  if (!Number.isSafeInteger(change.amount) || change.amount < 0) return refuse({ kind: 'amount-wrong' });
  if (change.legalBasis.trim().length < 5) return refuse({ kind: 'basis-missing' });
  const { from } = change;
  if (!isPlainDate(from) || from <= rule.validFrom || (rule.validTo !== undefined && from > rule.validTo)) return refuse({ kind: 'from-wrong' });
  const id = `${rule.id.replace(/@\d{4}-\d{2}-\d{2}$/u, '')}@${from}`;
  if (rules.some((one) => one.id === id)) return refuse({ kind: 'changed-before' });
  const amount = change.amount as Dong;
  const { unverified: _, ...kept } = rule;
  const fresh: FeeRule = { ...kept, id, amount: 'perUnit' in rule.amount ? { ...rule.amount, perUnit: amount } : { fixed: amount }, validFrom: from, legalBasis: change.legalBasis.trim(), ...(change.unverified ? { unverified: true } : {}) };
  return ok([...rules.slice(0, at), { ...rule, validTo: addDays(from, -1) }, fresh, ...rules.slice(at + 1)]);
}
