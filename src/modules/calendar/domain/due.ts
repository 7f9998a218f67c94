import { type PlainDate, daysInMonth } from '../../../shared/plain-date.ts';
import { type Result, ok, refuse } from '../../../shared/result.ts';
import type { Text } from '../../../shared/text.ts';
import { explainDue } from './due-explanation.ts';
import type { Term } from './term.ts';
import { type CalendarYearMissing, type Run, type WorkingCalendar, DAY, closeOf, closedBefore, dateOf, dayNumber, dayOf, instantOf, isWorkingDay, minuteOf, nextWorkingMinute, periodsOn, runAt, whenClosed, whenWorked, workedBefore } from './working-calendar.ts';

/**
 * How an agency counts. `hours`: N working days are N × 8 working hours and the due moment keeps the hour.
 * `days`: the day of reception is not counted and the term ends when the office closes on day N (Bộ luật Dân sự 2015 Đ.147 k.2).
 */
export interface DueRule {
  readonly mode: 'hours' | 'days';
  /** minutes since midnight after which a dossier counts from the next working day: 900 = 15:00; null where no such rule holds */
  readonly cutOff: number | null;
}
/** Hours mode with the 15:00 rule (NĐ 61/2018 Đ.18 k.2 and local rules; NĐ 63/2024 Đ.7 k.2 for the birth group). */
export const STANDARD_RULE: DueRule = { mode: 'hours', cutOff: 15 * 60 };

/** Time that does not count: from the first moment up to the second; `to` null while the clock still stands. */
export interface Suspension { readonly from: Date; readonly to: Date | null }
export interface DueQuestion {
  /** official reception of the complete dossier, or whatever else starts the clock */
  readonly start: Date;
  readonly term: Term;
  readonly rule: DueRule;
  readonly suspensions?: readonly Suspension[];
  /** moments from which the whole term is counted again (NĐ 61/2018 Đ.19 k.4); only the last one matters */
  readonly restarts?: readonly Date[];
  /** new appointment with an apology, once (NĐ 61/2018 Đ.19 k.9) */
  readonly extension?: { readonly at: Date; readonly until: Date };
  /** what the sentence speaks of: a result to hand over (default) or an answer to an online submission */
  readonly about?: 'result' | 'acknowledgement';
}
export interface DueMoment {
  /** null while the clock stands */
  readonly due: Date | null;
  /** moment from which time counts, after opening hours and the 15:00 rule */
  readonly start: Date;
  readonly movedBecause: 'cut-off' | 'outside-hours' | null;
  /** the date before the extension: lateness in the statistics is still measured against it */
  readonly firstDue: Date | null;
  /** the end of the term where it fell outside office time and was handed on to the next working day or opening */
  readonly handedOnFrom: Date | null;
}
export interface Due extends DueMoment {
  /** rows of the calendar between start and due that nobody has confirmed yet: shown to officers */
  readonly unconfirmed: readonly PlainDate[];
  /** a sentence or two that a citizen can check by hand */
  readonly explanation: Text;
}
export type DueRefusal =
  | CalendarYearMissing
  /** not positive, not whole where only whole numbers can be counted, or longer than ten years */
  | { readonly kind: 'term-not-countable'; readonly term: Term }
  | { readonly kind: 'extension-not-later'; readonly due: Date }
  | { readonly kind: 'extension-not-in-office-hours'; readonly until: Date };

/** The due moment and the sentence that explains it. */
export function computeDue(calendar: WorkingCalendar, question: DueQuestion): Result<Due, DueRefusal> {
  const moment = dueMoment(calendar, question);
  if (!moment.ok) return moment;
  const { explanation, unconfirmed } = explainDue(calendar, question, moment.value);
  return ok({ ...moment.value, explanation, unconfirmed });
}

/** The due moment alone, for lists and recomputation. */
export function dueMoment(calendar: WorkingCalendar, question: DueQuestion): Result<DueMoment, DueRefusal> {
  if (!isCountable(question.term, question.rule)) return refuse({ kind: 'term-not-countable', term: question.term });
  const start = clockStart(calendar, question.restarts?.at(-1) ?? question.start, question.rule);
  if (!start.ok) return start;
  const run = runAt(calendar, start.value.minute);
  if (!run.ok) return run;
  const still = standstills(question.suspensions ?? [], start.value.minute);
  const first = count(run.value, start.value.minute, question.term, question.rule, still);
  if (!first.ok) return first;
  const end = first.value;
  const firstDue = end && instantOf(end.minute);
  const common = { start: instantOf(start.value.minute), movedBecause: start.value.movedBecause, handedOnFrom: end && end.from !== null ? instantOf(end.from) : null };
  const { extension } = question;
  // A supplement after the new appointment starts the term again, and the restarted term takes its place.
  if (!extension || question.restarts?.some((restart) => restart > extension.at)) return ok({ ...common, due: firstDue, firstDue });
  const then = count(run.value, start.value.minute, question.term, question.rule, still.filter(({ from }) => from < minuteOf(extension.at)));
  if (!then.ok) return then;
  const extended = extend(run.value, extension, then.value?.minute ?? null, still);
  return extended.ok ? ok({ ...common, due: extended.value === null ? null : instantOf(extended.value), firstDue }) : extended;
}

/** Ten years: longer than any term of an administrative procedure, short enough to catch a year typed as a number of days. */
const LONGEST: Readonly<Record<Term['unit'], number>> = { 'working-day': 2600, 'calendar-day': 3660, 'working-hour': 20_800, hour: 87_840, month: 120, 'same-day': 1 };
export function isCountable(term: Term, rule: Pick<DueRule, 'mode'>): boolean {
  if (!(term.value > 0) || term.value > LONGEST[term.unit]) return false;
  // Half a day occurs in real processes; it has a meaning in hours, and none in days.
  if (term.unit === 'working-day' && rule.mode === 'hours') return Number.isInteger(term.value * 4);
  if (term.unit === 'working-hour' || term.unit === 'hour') return Number.isInteger(term.value * 60);
  return Number.isInteger(term.value);
}

export interface ClockStart { readonly minute: number; readonly movedBecause: DueMoment['movedBecause'] }
/** When time begins to count: after the cut-off hour from the next working day, outside office hours from the next opening. */
export function clockStart(calendar: WorkingCalendar, received: Date, rule: Pick<DueRule, 'cutOff'>): Result<ClockStart, CalendarYearMissing> {
  const minute = minuteOf(received);
  const run = runAt(calendar, minute);
  if (!run.ok) return run;
  const day = dayOf(minute);
  const afterCutOff = rule.cutOff !== null && isWorkingDay(run.value, day) && minute - day * DAY > rule.cutOff;
  const next = nextWorkingMinute(run.value, afterCutOff ? (day + 1) * DAY : minute);
  return next.ok ? ok({ minute: next.value, movedBecause: afterCutOff ? 'cut-off' : next.value > minute ? 'outside-hours' : null }) : next;
}

/** A stretch in which the clock stands, in minutes; in order, not touching. */
interface Standstill { readonly from: number; readonly to: number | null }
function standstills(suspensions: readonly Suspension[], start: number): readonly Standstill[] {
  const sorted = suspensions
    .map(({ from, to }) => ({ from: Math.max(minuteOf(from), start), to: to === null ? null : minuteOf(to) }))
    .filter(({ from, to }) => to === null || to > from)
    .sort((a, b) => a.from - b.from);
  const merged: Standstill[] = [];
  for (const one of sorted) {
    const last = merged.at(-1);
    if (!last || (last.to !== null && last.to < one.from)) merged.push(one);
    else merged[merged.length - 1] = { from: last.from, to: last.to === null || one.to === null ? null : Math.max(last.to, one.to) };
  }
  return merged;
}

type Counted = Result<number | null, CalendarYearMissing>;
/** `from`: where the term ended when that is not the due moment */
type End = Result<{ readonly minute: number; readonly from: number | null } | null, CalendarYearMissing>;
const plainly = (counted: Counted): End => (counted.ok ? ok(counted.value === null ? null : { minute: counted.value, from: null }) : counted);
const handedOn = (counted: Counted, from: number): End => (counted.ok ? ok(counted.value === null ? null : { minute: counted.value, from }) : counted);
interface Ruler { /** units over at a moment */ over(minute: number): Result<number, CalendarYearMissing>; /** the moment at which so many are over */ when(units: number): Result<number, CalendarYearMissing> }
/** Counts `need` units from `base`, leaving out the units that end inside a standstill. Null: the clock stands before they are over. */
function countOn(ruler: Ruler, base: number, need: number, still: readonly Standstill[]): Counted {
  let target = base + need;
  for (const { from, to } of still) {
    const before = ruler.over(from);
    if (!before.ok) break; // begins after the last known year: whatever is due within the known years is due before it
    const reached = Math.max(before.value, base);
    if (reached >= target) break;
    if (to === null) return ok(null);
    const after = ruler.over(to);
    if (!after.ok) return after;
    target += Math.max(0, after.value - reached);
  }
  return ruler.when(target);
}
const workingMinutes = (run: Run): Ruler => ({ over: (minute) => workedBefore(run, minute), when: (units) => whenWorked(run, units) });
const workingDays = (run: Run): Ruler => ({ over: (minute) => closedBefore(run, minute), when: (units) => whenClosed(run, units) });
/** A working day is over when the office closes, a day off at midnight. */
const calendarDays = (run: Run): Ruler => ({
  over: (minute) => {
    const known = closedBefore(run, minute);
    return known.ok ? ok(dayOf(minute) + (minute - dayOf(minute) * DAY >= closeOf(run, dayOf(minute)) ? 1 : 0)) : known;
  },
  when: (units) => (units - 1 < run.firstDay + run.length ? ok((units - 1) * DAY) : refuse({ kind: 'calendar-year-missing', year: run.lastYear + 1 })),
});
const clockMinutes: Ruler = { over: ok, when: ok };

function count(run: Run, start: number, term: Term, rule: DueRule, still: readonly Standstill[]): End {
  const day = dayOf(start);
  const daysOverTonight = run.daysBefore[day + 1 - run.firstDay]!;
  switch (term.unit) {
    case 'working-hour': return plainly(countHours(run, start, term.value * 60, still));
    case 'working-day': return plainly(rule.mode === 'hours' ? countHours(run, start, term.value * run.termDay[day - run.firstDay]!, still) : countOn(workingDays(run), daysOverTonight, term.value, still));
    case 'same-day': return plainly(countOn(workingDays(run), daysOverTonight - 1, 1, still));
    case 'calendar-day': return countCalendarDays(run, day, term.value, still);
    case 'month': return countCalendarDays(run, day, dayAfterMonths(day, term.value) - day, still);
    case 'hour': {
      const end = countOn(clockMinutes, start, term.value * 60, still);
      return !end.ok || end.value === null ? plainly(end) : openMoment(run, end.value, still);
    }
  }
}
function countHours(run: Run, start: number, minutes: number, still: readonly Standstill[]): Counted {
  const before = workedBefore(run, start);
  return before.ok ? countOn(workingMinutes(run), before.value, minutes, still) : before;
}
/** The first day is not counted; a last day that is a day off hands over to the next working day (Bộ luật Dân sự 2015 Đ.147 k.2, Đ.148 k.5). */
function countCalendarDays(run: Run, startDay: number, days: number, still: readonly Standstill[]): End {
  const last = countOn(calendarDays(run), startDay + 1, days, still);
  if (!last.ok || last.value === null) return plainly(last);
  const day = dayOf(last.value);
  return isWorkingDay(run, day) ? plainly(ok(day * DAY + closeOf(run, day))) : handedOn(countOn(workingDays(run), run.daysBefore[day - run.firstDay]!, 1, still), last.value);
}
/** The same day of a later month, or that month's last day (Bộ luật Dân sự 2015 Đ.148 k.3). */
function dayAfterMonths(day: number, months: number): number {
  const [year, month, date] = dateOf(day).split('-').map(Number) as [number, number, number];
  const total = year * 12 + (month - 1) + months;
  const [newYear, newMonth] = [Math.floor(total / 12), (total % 12) + 1];
  return dayNumber(`${newYear}-${String(newMonth).padStart(2, '0')}-${String(Math.min(date, daysInMonth(newYear, newMonth))).padStart(2, '0')}` as PlainDate);
}
/** Clock hours run day and night; a result can be had only while the office is open, so the end moves to the next opening. */
function openMoment(run: Run, minute: number, still: readonly Standstill[]): End {
  const open = periodsOn(run, dayOf(minute)).some(({ from, to }) => minute - dayOf(minute) * DAY >= from && minute - dayOf(minute) * DAY <= to);
  if (open) return plainly(ok(minute));
  let next = nextWorkingMinute(run, minute);
  for (const { from, to } of still) {
    if (!next.ok || from >= next.value) break;
    if (to === null) return ok(null);
    if (to > next.value) next = nextWorkingMinute(run, to);
  }
  return handedOn(next, minute);
}
/** The new appointment is a moment; what stands still after it was given pushes it on by working minutes. */
function extend(run: Run, extension: { readonly at: Date; readonly until: Date }, dueThen: number | null, still: readonly Standstill[]): Result<number | null, DueRefusal> {
  const until = minuteOf(extension.until);
  if (dueThen !== null && until <= dueThen) return refuse({ kind: 'extension-not-later', due: instantOf(dueThen) });
  const time = until - dayOf(until) * DAY;
  const at = Math.max(minuteOf(extension.at), run.firstDay * DAY);
  const before = workedBefore(run, at);
  if (!before.ok) return before;
  const after = workedBefore(run, until);
  if (!after.ok) return after;
  if (!periodsOn(run, dayOf(until)).some(({ from, to }) => time >= from && time <= to)) return refuse({ kind: 'extension-not-in-office-hours', until: extension.until });
  const later = still.map((one) => ({ from: Math.max(one.from, at), to: one.to })).filter(({ from, to }) => to === null || to > from);
  if (later.length === 0 || later[0]!.from >= until) return ok(until);
  return countOn(workingMinutes(run), before.value, after.value - before.value, later);
}
