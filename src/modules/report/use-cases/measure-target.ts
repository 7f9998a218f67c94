import { vietnamInstant, addDays, type PlainDate } from '../../../shared/plain-date.ts';
import { workingDaysBetween, type WorkingCalendar } from '../../calendar/domain/index.ts';
import type { Agency } from '../../organisation/domain/index.ts';
import { agenciesCounted, measured, proceduresOf, progressOf, sumTallies, whoGoesOn, type Elapsed, type Fraction, type LevelledProcedure, type OnlineDefinition, type Period, type Progress, type Tally } from '../domain/index.ts';
import type { OfficerScope, StoredTarget, TargetStore } from '../ports.ts';

export interface Measured { readonly target: StoredTarget; readonly unit: Agency; /** who goes on for a unit that was closed */ readonly next: Agency | null; readonly tally: Tally; readonly fraction: Fraction; readonly progress: Progress; readonly elapsed: Elapsed }
export interface MeasuringFacts { readonly agencies: ReadonlyMap<number, Agency>; readonly procedures: readonly LevelledProcedure[]; readonly calendar: WorkingCalendar; readonly today: PlainDate; readonly now: Date }

/** Agencies and procedures that a target counts. The agencies are narrowed to those that the officer may see. */
export function countedFor(target: StoredTarget, scope: OfficerScope, facts: Pick<MeasuringFacts, 'agencies' | 'procedures' | 'today'>): { readonly agencies: readonly number[]; readonly procedures: readonly string[] | null } {
  const day = facts.today < target.period.to ? facts.today : target.period.to;
  return { agencies: agenciesCounted(target.unitId, facts.agencies, day).filter((id) => scope.agencyIds.includes(id)), procedures: proceduresOf(target.group, facts.procedures) };
}

/** Measures targets, each period read once for all units and measures that ask for it. Targets of units that are not known are left out. */
export async function measureTargets(deps: { readonly targets: TargetStore }, scope: OfficerScope, targets: readonly StoredTarget[], online: OnlineDefinition, facts: MeasuringFacts): Promise<readonly Measured[]> {
  const asked = targets.flatMap((target) => { const unit = facts.agencies.get(target.unitId); return unit ? [{ target, unit, counted: countedFor(target, scope, facts), period: `${target.period.from}..${target.period.to}` }] : []; });
  const readings = new Map(await Promise.all([...new Set(asked.map((one) => one.period))].map(async (key) => {
    const same = asked.filter((one) => one.period === key);
    return [key, await deps.targets.tallies(scope, [...new Set(same.flatMap((one) => one.counted.agencies))], (same[0] as (typeof same)[number]).target.period, facts.now)] as const;
  })));
  return asked.map(({ target, unit, counted, period }) => {
    const [agencies, procedures] = [new Set(counted.agencies), counted.procedures && new Set(counted.procedures)];
    const tally = sumTallies((readings.get(period) ?? []).filter((one) => agencies.has(one.agencyId) && (!procedures || procedures.has(one.procedure))).map((one) => one.tally));
    const fraction = measured(target.measure, online, tally);
    const elapsed = elapsedDays(facts.calendar, target.period, facts.today);
    return { target, unit, next: whoGoesOn(unit, facts.agencies, facts.today), tally, fraction, elapsed, progress: progressOf(target.measure, target.value, fraction, elapsed) };
  });
}
export const measureTarget = async (deps: { readonly targets: TargetStore }, scope: OfficerScope, target: StoredTarget, online: OnlineDefinition, facts: MeasuringFacts): Promise<Measured | null> => (await measureTargets(deps, scope, [target], online, facts))[0] ?? null;

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
