import { ok, refuse, type Result } from '../../../shared/result.ts';
import type { PlainDate } from '../../../shared/plain-date.ts';
import { agencyOn, type Agency } from '../../organisation/domain/index.ts';
import { LONGEST_PERIOD_DAYS, periodsClash, type Period } from './period.ts';
import { isUnit, whoGoesOn } from './units.ts';
import { daysBetween } from '../../../shared/plain-date.ts';

/** What a target measures. Shares are per cent of their own base, counts are dossiers. */
export const MEASURES = ['online-share', 'e-result-share', 'on-time-share', 'online-payment-share', 'online-count', 'received-count'] as const;
export type Measure = (typeof MEASURES)[number];
export const isShare = (measure: Measure): boolean => measure.endsWith('-share');

/** Which procedures count: all, those that can be done at a level today, or one field. */
export const GROUPS = ['all', 'level-3', 'level-4', 'level-3-4', 'full', 'partial'] as const;
export type LevelGroup = (typeof GROUPS)[number];
export type Group = LevelGroup | `field:${string}`;
export const isGroup = (typed: string): typed is Group => (GROUPS as readonly string[]).includes(typed) || /^field:.{1,200}$/u.test(typed);
export interface LevelledProcedure { readonly code: string; readonly field: string; readonly legacy: 1 | 2 | 3 | 4; readonly modern: 'full' | 'partial' | 'information' }
/** Null: every procedure, also such as are no longer published. */
export function proceduresOf(group: Group, procedures: readonly LevelledProcedure[]): readonly string[] | null {
  if (group === 'all') return null;
  const fits = (one: LevelledProcedure): boolean =>
    group === 'level-3' ? one.legacy === 3 : group === 'level-4' ? one.legacy === 4 : group === 'level-3-4' ? one.legacy >= 3 : group === 'full' || group === 'partial' ? one.modern === group : one.field === group.slice('field:'.length);
  return procedures.filter(fits).map((one) => one.code);
}

/** What is taken for an online dossier; the choice stands on the decision and on every page and file made from it. */
export const ONLINE_DEFINITIONS = ['submitted-online', 'with-e-result', 'self-only'] as const;
export type OnlineDefinition = (typeof ONLINE_DEFINITIONS)[number];

export interface Decision { readonly number: string; readonly issuedOn: PlainDate; readonly issuer: string; readonly title: string; readonly online: OnlineDefinition }
export interface Target { readonly unitId: number; readonly measure: Measure; readonly group: Group; readonly period: Period; /** per cent, or dossiers */ readonly value: number }

export type DecisionProblem = { readonly kind: 'number-missing' | 'issuer-missing' | 'issued-missing' | 'issued-in-future' | 'title-long' };
export const TARGET_LIMITS = { number: 60, issuer: 200, title: 300, /** rows that one form may make */ rows: 200, /** rows in one decision */ perDecision: 2000, count: 10_000_000 } as const;
export function checkDecision(typed: { readonly number: string; readonly issuedOn: PlainDate | null; readonly issuer: string; readonly title: string }, today: PlainDate): readonly DecisionProblem[] {
  const problems: DecisionProblem[] = [];
  if (typed.number.length < 1 || typed.number.length > TARGET_LIMITS.number) problems.push({ kind: 'number-missing' });
  if (typed.issuer.length < 2 || typed.issuer.length > TARGET_LIMITS.issuer) problems.push({ kind: 'issuer-missing' });
  if (typed.issuedOn === null) problems.push({ kind: 'issued-missing' });
  else if (typed.issuedOn > today) problems.push({ kind: 'issued-in-future' });
  if (typed.title.length > TARGET_LIMITS.title) problems.push({ kind: 'title-long' });
  return problems;
}

export type TargetProblem =
  | { readonly kind: 'nothing-chosen' | 'period-missing' | 'year-shape' | 'dates-shape' | 'dates-reversed' | 'period-too-long' | 'measure-missing' | 'group-missing' | 'value-missing' | 'share-over-100' | 'value-below-zero' | 'count-not-whole' | 'too-many-rows' }
  | { readonly kind: 'unit-unknown'; readonly unitId: number }
  /** closed before the period begins; `next` goes on with its work, null when nobody does */
  | { readonly kind: 'unit-gone'; readonly unit: Agency; readonly next: Agency | null }
  | { readonly kind: 'unit-not-yet'; readonly unit: Agency }
  | { readonly kind: 'overlaps'; readonly unit: Agency; readonly period: Period; readonly decisionNumber: string };
export interface TypedTargets { readonly unitIds: readonly number[]; readonly periods: readonly Period[]; readonly measure: Measure | null; readonly group: Group | null; /** null when no number was typed */ readonly value: number | null; /** boxes in which something was typed that is no year or no day */ readonly unread?: readonly ('year' | 'dates')[] }
export interface StandingTarget extends Target { readonly decisionNumber: string }

/**
 * The rows that one form makes: every chosen unit for every chosen period. All problems are named at once. `existing` are the
 * targets in force of whatever decision: the same unit, measure and group cannot have two targets over overlapping time.
 */
export function planTargets(typed: TypedTargets, existing: readonly StandingTarget[], agencies: ReadonlyMap<number, Agency>): Result<readonly Target[], readonly TargetProblem[]> {
  const problems: TargetProblem[] = [];
  if (typed.unitIds.length === 0) problems.push({ kind: 'nothing-chosen' });
  const unread = typed.unread ?? [];
  for (const box of unread) problems.push({ kind: box === 'year' ? 'year-shape' : 'dates-shape' });
  if (typed.periods.length === 0 && unread.length === 0) problems.push({ kind: 'period-missing' });
  if (typed.measure === null) problems.push({ kind: 'measure-missing' });
  if (typed.group === null) problems.push({ kind: 'group-missing' });
  if (typed.unitIds.length * typed.periods.length > TARGET_LIMITS.rows) problems.push({ kind: 'too-many-rows' });
  for (const period of typed.periods) {
    if (period.from > period.to) problems.push({ kind: 'dates-reversed' });
    else if (daysBetween(period.from, period.to) > LONGEST_PERIOD_DAYS) problems.push({ kind: 'period-too-long' });
  }
  const { value, measure, group } = typed;
  if (value === null || !Number.isFinite(value)) problems.push({ kind: 'value-missing' });
  else if (value < 0) problems.push({ kind: 'value-below-zero' });
  else if (measure && isShare(measure) && value > 100) problems.push({ kind: 'share-over-100' });
  else if (measure && !isShare(measure) && (!Number.isInteger(value) || value > TARGET_LIMITS.count)) problems.push({ kind: 'count-not-whole' });
  const rows: Target[] = [];
  for (const unitId of typed.unitIds) {
    const unit = agencies.get(unitId);
    if (!unit || !isUnit(unit)) { problems.push({ kind: 'unit-unknown', unitId }); continue; }
    for (const period of typed.periods) {
      if (period.from > period.to) continue;
      if (agencyOn(unit, period.from) === 'closed') { problems.push({ kind: 'unit-gone', unit, next: whoGoesOn(unit, agencies, period.from) }); break; }
      if (agencyOn(unit, period.to) === 'not-yet') { problems.push({ kind: 'unit-not-yet', unit }); break; }
      const clash = [...existing, ...rows.map((row) => ({ ...row, decisionNumber: '' }))].find((one) => one.unitId === unitId && one.measure === measure && one.group === group && periodsClash(one.period, period));
      if (clash) problems.push({ kind: 'overlaps', unit, period: clash.period, decisionNumber: clash.decisionNumber });
      else if (measure && group && value !== null) rows.push({ unitId, measure, group, period, value });
    }
  }
  return problems.length > 0 ? refuse(problems) : ok(rows);
}
