import { vietnamInstant, addDays, type PlainDate } from '../../../shared/plain-date.ts';
import { workingDaysBetween, type WorkingCalendar } from '../../calendar/domain/index.ts';
import type { Agency } from '../../organisation/domain/index.ts';
import { agenciesCounted, measured, proceduresOf, progressOf, whoGoesOn, type Elapsed, type Fraction, type LevelledProcedure, type OnlineDefinition, type Period, type Progress, type Tally } from '../domain/index.ts';
import type { OfficerScope, StoredTarget, TargetStore } from '../ports.ts';

export interface Measured { readonly target: StoredTarget; readonly unit: Agency; /** who goes on for a unit that was closed */ readonly next: Agency | null; readonly tally: Tally; readonly fraction: Fraction; readonly progress: Progress; readonly elapsed: Elapsed }
export interface MeasuringFacts { readonly agencies: ReadonlyMap<number, Agency>; readonly procedures: readonly LevelledProcedure[]; readonly calendar: WorkingCalendar; readonly today: PlainDate; readonly now: Date }

/** Agencies and procedures that a target counts. The agencies are narrowed to those that the officer may see. */
export function countedFor(target: StoredTarget, scope: OfficerScope, facts: Pick<MeasuringFacts, 'agencies' | 'procedures' | 'today'>): { readonly agencies: readonly number[]; readonly procedures: readonly string[] | null } {
  const day = facts.today < target.period.to ? facts.today : target.period.to;
  return { agencies: agenciesCounted(target.unitId, facts.agencies, day).filter((id) => scope.agencyIds.includes(id)), procedures: proceduresOf(target.group, facts.procedures) };
}

export async function measureTarget(deps: { readonly targets: TargetStore }, scope: OfficerScope, target: StoredTarget, online: OnlineDefinition, facts: MeasuringFacts): Promise<Measured | null> {
  const unit = facts.agencies.get(target.unitId);
  if (!unit) return null;
  const counted = countedFor(target, scope, facts);
  const tally = await deps.targets.tally(scope, counted.agencies, counted.procedures, target.period, facts.now);
  const fraction = measured(target.measure, online, tally);
  const elapsed = elapsedDays(facts.calendar, target.period, facts.today);
  return { target, unit, next: whoGoesOn(unit, facts.agencies, facts.today), tally, fraction, elapsed, progress: progressOf(target.measure, target.value, fraction, elapsed) };
}

/** Working days of a period before today, and in all; counted in days of the week where the calendar of a year is missing. */
export function elapsedDays(calendar: WorkingCalendar, period: Period, today: PlainDate): Elapsed {
  const span = (from: PlainDate, to: PlainDate): number => {
    if (to < from) return 0;
    const counted = workingDaysBetween(calendar, vietnamInstant(addDays(from, -1), 0), vietnamInstant(to, 0));
    return counted.ok ? counted.value : Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
  };
  const of = span(period.from, period.to);
  if (today > period.to) return { days: of, of };
  return { days: Math.min(span(period.from, addDays(today, -1)), of), of };
}
