import { addWorkingMinutes, officePeriods, workingDayBefore, workingMinutesBetween, type Term, type WorkingCalendar } from '../src/modules/calendar/domain/index.ts';
import type { Deadlines } from '../src/modules/dossier/domain/index.ts';
import { vietnamInstant, type PlainDate } from '../src/shared/plain-date.ts';

/** Working days over which the demo reaches back. */
const REACH_DAYS = 21;
/** Working minutes that may be left for a dossier to be «nearly due»; when the 15:00 rule leaves no such moment, the nearest. */
const NEARLY_DUE = { least: 20, most: 150, stepMinutes: 5 } as const;

/** Where the moments of the script lie for whoever starts the demo now; null when the calendar does not reach. */
export function demoMoments(calendar: WorkingCalendar, now: Date) {
  const days: PlainDate[] = [];
  for (let at = now; days.length < REACH_DAYS;) {
    const day = workingDayBefore(calendar, at);
    if (!day.ok) return null;
    days.push(day.value);
    at = vietnamInstant(day.value, 12 * 60);
  }
  const opening = officePeriods(calendar, days[REACH_DAYS - 1] as PlainDate);
  const base = vietnamInstant(days[REACH_DAYS - 1] as PlainDate, opening.ok ? (opening.value[0]?.from ?? 0) : 0);
  const worked = workingMinutesBetween(calendar, base, now);
  // Terms of today's dossiers end within a few days: they need a calendar too.
  const ahead = addWorkingMinutes(calendar, now, 15 * 480);
  if (!worked.ok || !ahead.ok) return null;
  const plus = (from: Date, minutes: number): Date => {
    const moved = addWorkingMinutes(calendar, from, minutes);
    if (!moved.ok) throw new Error('the calendar ends within the demo');
    return moved.value;
  };
  const back = (minutes: number): Date => plus(base, worked.value - minutes);
  return {
    plus,
    before(at: Date, minutes: number): Date {
      const until = workingMinutesBetween(calendar, base, at);
      return plus(base, Math.max(0, (until.ok ? until.value : 0) - minutes));
    },
    start(spec: string): Date {
      const [, day, time] = /^-(\d+) (\d{2}:\d{2})$/u.exec(spec) ?? [];
      if (day !== undefined && time !== undefined) return vietnamInstant(days[Number(day) - 1] as PlainDate, Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
      const [, kind, minutes] = /^(now|work)-(\d+)m$/u.exec(spec) ?? [];
      if (kind === 'now') return new Date(now.getTime() - Number(minutes) * 60_000);
      if (kind === 'work') return back(Number(minutes));
      throw new Error(`demo/dossiers.json: start «${spec}» is not understood`);
    },
    /** a reception such that the term ends soon after now */
    dueSoon(deadlines: Deadlines, term: Term): Date {
      let best: { readonly at: Date; readonly left: number } | null = null;
      for (let minutes = 0; minutes <= 6 * 480; minutes += NEARLY_DUE.stepMinutes) {
        const at = back(minutes);
        const due = deadlines.due(at, term, []);
        if (!due.ok) continue;
        const left = Date.parse(due.value.at) <= now.getTime() ? 0 : workingMinutesLeft(deadlines, now, new Date(due.value.at));
        if (left >= NEARLY_DUE.least && left <= NEARLY_DUE.most) return at;
        if (left >= NEARLY_DUE.least && (!best || left < best.left)) best = { at, left };
      }
      if (!best) throw new Error('no reception is due soon');
      return best.at;
    },
  };
}
export type DemoMoments = NonNullable<ReturnType<typeof demoMoments>>;

function workingMinutesLeft(deadlines: Deadlines, now: Date, due: Date): number {
  const left = deadlines.workingMinutes(now, due);
  return left.ok ? left.value : 0;
}
