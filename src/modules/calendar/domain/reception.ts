import type { PlainDate } from '../../../shared/plain-date.ts';
import { addDays, weekday } from '../../../shared/plain-date.ts';
import { type Result, ok } from '../../../shared/result.ts';
import type { Text } from '../../../shared/text.ts';
import { type OfficeHours, covers, goesBefore, minutesOf } from './calendar-data.ts';
import { type CalendarYearMissing, type Period, type WorkingCalendar, DAY, dateOf, dayOf, minuteOf } from './working-calendar.ts';
import { officePeriods } from './working-time.ts';

/**
 * When the counter receives people. It is a calendar of its own: a Saturday morning of reception does not become a day
 * of processing. Where none is given the counter keeps office hours; a day off closes both.
 */
export function receptionPeriods(calendar: WorkingCalendar, date: PlainDate): Result<readonly Period[], CalendarYearMissing> {
  const office = officePeriods(calendar, date);
  const rules = calendar.data.receptionHours ?? [];
  if (!office.ok || rules.length === 0 || calendar.rows.get(date)?.kind === 'off') return office;
  const own = rules.filter((rule) => covers(rule, date) && rule.weekdays.includes(weekday(date))).reduce<OfficeHours | undefined>((best, one) => (best && !goesBefore(one, best) ? best : one), undefined);
  return own ? ok(own.periods.map((period) => ({ from: minutesOf(period.from)!, to: minutesOf(period.to)! }))) : office;
}
export interface ReceptionDay { readonly date: PlainDate; /** minutes of the day; none when the counter is closed */ readonly periods: readonly Period[]; /** why it is closed, where a row of the calendar says so */ readonly reason: Text | null }
/** When the counter is open on so many days from `from`; ends before a year whose days off are not known. */
export function receptionDays(calendar: WorkingCalendar, from: PlainDate, days: number): readonly ReceptionDay[] {
  const found: ReceptionDay[] = [];
  for (let n = 0; n < days; n += 1) {
    const date = addDays(from, n);
    const periods = receptionPeriods(calendar, date);
    if (!periods.ok) break;
    found.push({ date, periods: periods.value, reason: periods.value.length > 0 ? null : calendar.rows.get(date)?.reason ?? null });
  }
  return found;
}
export function isReceptionTime(calendar: WorkingCalendar, at: Date): Result<boolean, CalendarYearMissing> {
  const day = dayOf(minuteOf(at));
  const periods = receptionPeriods(calendar, dateOf(day));
  const time = minuteOf(at) - day * DAY;
  return periods.ok ? ok(periods.value.some((period) => time >= period.from && time <= period.to)) : periods;
}
