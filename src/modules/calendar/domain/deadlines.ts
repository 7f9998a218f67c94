import { type Result, ok, refuse } from '../../../shared/result.ts';
import { vietnamInstant, type PlainDate } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { acknowledgementDue } from './acknowledge.ts';
import { type ClockEvent, foldClock } from './clock.ts';
import { type DueRule, clockStart, computeDue } from './due.ts';
import type { Term } from './term.ts';
import { type CalendarYearMissing, type WorkingCalendar, instantOf } from './working-calendar.ts';
import { addWorkingHours, lastApologyMoment, officePeriods, workingDaysBetween, workingMinutesBetween } from './working-time.ts';

/** A due moment (ISO, UTC) with its sentence, as events store it. */
export interface StoredDue { readonly at: string; readonly explanation: Text }
type Counted<T> = Result<T, CalendarYearMissing>;

/** The questions that the rules of a dossier ask, answered from one calendar and one way of counting. */
export interface OfficeDeadlines {
  acknowledgeBy(submittedAt: Date): Counted<StoredDue>;
  clockStart(receivedAt: Date): Counted<{ readonly at: Date; readonly afterCutoff: boolean }>;
  /**
   * The legal date. Give the moment of reception itself, not the moved start: counting from either gives the same date,
   * but only the first lets the sentence mention the 15:00 rule. While the clock stands: the date as if it ran on now.
   */
  due(receivedAt: Date, term: Term, clock: readonly ClockEvent[]): Counted<StoredDue>;
  afterWorkingHours(from: Date, hours: number): Counted<Date>;
  /** 0 when `to` is earlier */
  workingMinutes(from: Date, to: Date): Counted<number>;
  workingDaysSince(from: Date, to: Date): Counted<number>;
  lastApology(due: Date): Counted<Date>;
  /** when the office closes on a day; null on a day off */
  closingOf(date: PlainDate): Counted<Date | null>;
}
export function officeDeadlines(calendar: WorkingCalendar, rule: DueRule): OfficeDeadlines {
  return {
    acknowledgeBy(submittedAt) {
      const due = acknowledgementDue(calendar, submittedAt);
      return due.ok ? ok({ at: due.value.due.toISOString(), explanation: due.value.explanation }) : due;
    },
    clockStart(receivedAt) {
      const start = clockStart(calendar, receivedAt, rule);
      return start.ok ? ok({ at: instantOf(start.value.minute), afterCutoff: start.value.movedBecause === 'cut-off' }) : start;
    },
    due(receivedAt, term, clock) {
      const events: readonly ClockEvent[] = clock.some(({ kind }) => kind === 'started') ? clock : [{ kind: 'started', at: receivedAt.toISOString() }, ...clock];
      const folded = foldClock(events);
      if (!folded.ok) throw new Error(`the clock of a dossier cannot have run like this: ${folded.refusal.kind}`);
      const { restarts, suspensions, extension } = folded.value;
      const due = computeDue(calendar, { start: receivedAt, term, rule, restarts, suspensions: suspensions.filter(({ to }) => to !== null), ...(extension ? { extension } : {}) });
      if (due.ok) return ok({ at: due.value.due!.toISOString(), explanation: due.value.explanation });
      if (due.refusal.kind === 'calendar-year-missing') return refuse(due.refusal);
      throw new Error(`no date can be counted: ${due.refusal.kind}`);
    },
    afterWorkingHours: (from, hours) => addWorkingHours(calendar, from, hours),
    workingMinutes(from, to) {
      const minutes = workingMinutesBetween(calendar, from, to);
      return minutes.ok ? ok(Math.max(0, minutes.value)) : minutes;
    },
    workingDaysSince: (from, to) => workingDaysBetween(calendar, from, to),
    lastApology: (due) => lastApologyMoment(calendar, due),
    closingOf(date) {
      const periods = officePeriods(calendar, date);
      if (!periods.ok) return periods;
      const last = periods.value.at(-1);
      return ok(last ? vietnamInstant(date, last.to) : null);
    },
  };
}
