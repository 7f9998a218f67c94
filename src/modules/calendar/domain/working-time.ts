import type { PlainDate } from '../../../shared/plain-date.ts';
import { type Result, ok } from '../../../shared/result.ts';
import { type CalendarYearMissing, type Period, type WorkingCalendar, DAY, closeOf, dateOf, dayNumber, dayOf, instantOf, isWorkingDay, minuteOf, nextWorkingMinute, periodsOn, runAt, whenClosed, whenWorked, workedBefore } from './working-calendar.ts';

type Counted<T> = Result<T, CalendarYearMissing>;

/** Whether the office works at a moment; the opening and the closing minute both belong to it, so that «17:30» is a working time. */
export function isWorkingTime(calendar: WorkingCalendar, at: Date): Counted<boolean> {
  const minute = minuteOf(at);
  const run = runAt(calendar, minute);
  if (!run.ok) return run;
  const time = minute - dayOf(minute) * DAY;
  return ok(periodsOn(run.value, dayOf(minute)).some((period) => time >= period.from && time <= period.to));
}
/** The moment itself when work goes on then; else the next opening: before hours the morning, in the lunch break the afternoon, after closing the next working day. */
export function nextWorkingMoment(calendar: WorkingCalendar, at: Date): Counted<Date> {
  const minute = minuteOf(at);
  const run = runAt(calendar, minute);
  if (!run.ok) return run;
  const next = nextWorkingMinute(run.value, minute);
  return next.ok ? ok(instantOf(next.value)) : next;
}
/** The first moment by which so many working minutes have passed since `from`; at zero, the next working moment. */
export function addWorkingMinutes(calendar: WorkingCalendar, from: Date, minutes: number): Counted<Date> {
  if (!Number.isInteger(minutes) || minutes < 0) throw new Error(`working minutes to add must be whole and not negative: ${minutes}`);
  if (minutes === 0) return nextWorkingMoment(calendar, from);
  const start = minuteOf(from);
  const run = runAt(calendar, start);
  if (!run.ok) return run;
  const before = workedBefore(run.value, start);
  if (!before.ok) return before;
  const end = whenWorked(run.value, before.value + minutes);
  return end.ok ? ok(instantOf(end.value)) : end;
}
export const addWorkingHours = (calendar: WorkingCalendar, from: Date, hours: number): Counted<Date> => addWorkingMinutes(calendar, from, Math.round(hours * 60));
/** Working minutes from one moment to another; negative when `to` is the earlier. */
export function workingMinutesBetween(calendar: WorkingCalendar, from: Date, to: Date): Counted<number> {
  const [a, b] = [minuteOf(from), minuteOf(to)];
  const run = runAt(calendar, Math.min(a, b));
  if (!run.ok) return run;
  const first = workedBefore(run.value, a);
  if (!first.ok) return first;
  const second = workedBefore(run.value, b);
  return second.ok ? ok(second.value - first.value) : second;
}
/** Working days after the day of `from`, up to and with the day of `to`; 0 when `to` is not later. «On day 4» is 4. */
export function workingDaysBetween(calendar: WorkingCalendar, from: Date, to: Date): Counted<number> {
  const [a, b] = [dayOf(minuteOf(from)), dayOf(minuteOf(to))];
  if (b <= a) return ok(0);
  const run = runAt(calendar, a * DAY);
  if (!run.ok) return run;
  const last = runAt(calendar, b * DAY);
  if (!last.ok) return last;
  if (last.value !== run.value) return { ok: false, refusal: { kind: 'calendar-year-missing', year: run.value.lastYear + 1 } };
  return ok(run.value.daysBefore[b + 1 - run.value.firstDay]! - run.value.daysBefore[a + 1 - run.value.firstDay]!);
}
/** Closing moment of the n-th working day after the day of `from`: «within 3 working days of reception». */
export function closeOfWorkingDayAfter(calendar: WorkingCalendar, from: Date, days: number): Counted<Date> {
  const day = dayOf(minuteOf(from));
  const run = runAt(calendar, day * DAY);
  if (!run.ok) return run;
  const close = whenClosed(run.value, run.value.daysBefore[day + 1 - run.value.firstDay]! + days);
  return close.ok ? ok(instantOf(close.value)) : close;
}
/** The last working day before the day of a moment. */
export function workingDayBefore(calendar: WorkingCalendar, at: Date): Counted<PlainDate> {
  const close = closeOfWorkingDayBefore(calendar, at);
  return close.ok ? ok(dateOf(dayOf(minuteOf(close.value)))) : close;
}
/** An apology is in time until the office closes on the working day before the due day (NĐ 61/2018 Đ.19 k.9: at the latest one day before). */
export const lastApologyMoment = (calendar: WorkingCalendar, due: Date): Counted<Date> => closeOfWorkingDayBefore(calendar, due);
function closeOfWorkingDayBefore(calendar: WorkingCalendar, at: Date): Counted<Date> {
  const day = dayOf(minuteOf(at));
  const run = runAt(calendar, day * DAY);
  if (!run.ok) return run;
  for (let before = day - 1; before >= run.value.firstDay; before--)
    if (isWorkingDay(run.value, before)) return ok(instantOf(before * DAY + closeOf(run.value, before)));
  return { ok: false, refusal: { kind: 'calendar-year-missing', year: run.value.firstYear - 1 } };
}
/** Office periods of a day in minutes since midnight; none on a day off. */
export function officePeriods(calendar: WorkingCalendar, date: PlainDate): Counted<readonly Period[]> {
  const run = runAt(calendar, dayNumber(date) * DAY);
  return run.ok ? ok(periodsOn(run.value, dayNumber(date))) : run;
}
