import { type PlainDate, VIETNAM_OFFSET_MS } from '../../../shared/plain-date.ts';
import { type Result, ok, refuse } from '../../../shared/result.ts';
import { type CalendarData, type CalendarDay, type OfficeHours, checkCalendar, covers, goesBefore, minutesOf } from './calendar-data.ts';

/**
 * A calendar made ready for counting. For every day of the known years it holds the office periods and how many working
 * minutes and working days lie before it, so that "N working hours later" is one binary search instead of a walk.
 *
 * Inside, a moment is a whole number of minutes of Vietnamese wall time since 1970-01-01 00:00 (UTC+7 has had no
 * daylight saving since 1975). Seconds are cut off everywhere: what is printed on the paper is what is computed with.
 */
export interface WorkingCalendar {
  readonly data: CalendarData;
  /** grows by one with every change; 0 for a calendar that is not stored */
  readonly version: number;
  readonly runs: readonly Run[];
  readonly rows: ReadonlyMap<string, CalendarDay>;
}
/** An unbroken stretch of known years. */
export interface Run {
  readonly firstYear: number; readonly lastYear: number;
  /** days since 1970-01-01 */ readonly firstDay: number; readonly length: number;
  readonly periods: readonly (readonly Period[])[];
  /** entry i: what lies before day i; one entry more than days */
  readonly minutesBefore: Int32Array; readonly daysBefore: Int32Array;
  /** minutes that one working day of a term stands for, by the hours in force on that day */ readonly termDay: Int16Array;
}
export interface Period { readonly from: number; readonly to: number }
export interface CalendarYearMissing { readonly kind: 'calendar-year-missing'; readonly year: number }
type Counted<T> = Result<T, CalendarYearMissing>;

export const DAY = 1440;
/**
 * Minutes that one working day of a term stands for when it is counted in hours: eight hours, as the software of one-stop
 * desks has always stored it, or the whole office day where that is shorter, so that N days never become N + 1.
 */
const TERM_DAY = 480;
const DAY_MS = 86_400_000;
export const minuteOf = (instant: Date): number => Math.floor((instant.getTime() + VIETNAM_OFFSET_MS) / 60_000);
export const instantOf = (minute: number): Date => new Date(minute * 60_000 - VIETNAM_OFFSET_MS);
export const dayOf = (minute: number): number => Math.floor(minute / DAY);
export const dayNumber = (date: PlainDate): number => Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
export const dateOf = (day: number): PlainDate => new Date(day * DAY_MS).toISOString().slice(0, 10) as PlainDate;
const yearStart = (year: number): number => Math.round(Date.UTC(year, 0, 1) / DAY_MS);
const yearOfDay = (day: number): number => new Date(day * DAY_MS).getUTCFullYear();
/** 1 = Monday … 7 = Sunday; 1970-01-01 was a Thursday */
export const weekdayOf = (day: number): number => ((day + 3) % 7) + 1;

/** Makes a calendar ready. Throws when `checkCalendar` finds problems: they are shown where the calendar is edited. */
export function workingCalendar(data: CalendarData, version = 0): WorkingCalendar {
  const problems = checkCalendar(data);
  if (problems.length > 0) throw new Error(`calendar cannot be used: ${JSON.stringify(problems.slice(0, 3))}`);
  const rows = new Map(data.days.map((day) => [day.date as string, day]));
  const hours = data.officeHours.map((rule) => ({ rule, weekdays: new Set(rule.weekdays), periods: periodsOf(rule) }));
  const runs: Run[] = [];
  const years = data.years.map(({ year }) => year).sort((a, b) => a - b);
  for (let i = 0; i < years.length; ) {
    let last = i;
    while (years[last + 1] === years[last]! + 1) last++;
    runs.push(compile(years[i]!, years[last]!, rows, hours));
    i = last + 1;
  }
  return { data, version, runs, rows };
}
interface Hours { readonly rule: OfficeHours; readonly weekdays: ReadonlySet<number>; readonly periods: readonly Period[] }
function compile(firstYear: number, lastYear: number, rows: ReadonlyMap<string, CalendarDay>, hours: readonly Hours[]): Run {
  const firstDay = yearStart(firstYear);
  const length = yearStart(lastYear + 1) - firstDay;
  const periods: (readonly Period[])[] = [];
  const minutesBefore = new Int32Array(length + 1);
  const daysBefore = new Int32Array(length + 1);
  const termDay = new Int16Array(length);
  for (let i = 0; i < length; i++) {
    const date = dateOf(firstDay + i);
    const row = rows.get(date)?.kind;
    const own = row === 'off' ? [] : row === 'working-saturday' ? fullDay(hours, date) : (latest(hours, date, (one) => one.weekdays.has(weekdayOf(firstDay + i)))?.periods ?? []);
    periods.push(own);
    termDay[i] = Math.min(TERM_DAY, totalOf(fullDay(hours, date)));
    minutesBefore[i + 1] = minutesBefore[i]! + totalOf(own);
    daysBefore[i + 1] = daysBefore[i]! + (own.length > 0 ? 1 : 0);
  }
  return { firstYear, lastYear, firstDay, length, periods, minutesBefore, daysBefore, termDay };
}
const totalOf = (periods: readonly Period[]): number => periods.reduce((sum, period) => sum + period.to - period.from, 0);
const periodsOf = (rule: OfficeHours): readonly Period[] => rule.periods.map((period) => ({ from: minutesOf(period.from)!, to: minutesOf(period.to)! }));
const latest = (hours: readonly Hours[], date: PlainDate, fits: (one: Hours) => boolean): Hours | undefined =>
  hours.filter((one) => covers(one.rule, date) && fits(one)).reduce<Hours | undefined>((best, one) => (best && !goesBefore(one.rule, best.rule) ? best : one), undefined);
/** The longest day of the week then in force: a Saturday worked in place of a weekday is worked like a weekday. */
function fullDay(hours: readonly Hours[], date: PlainDate): readonly Period[] {
  let best: readonly Period[] = [];
  for (let day = 1; day <= 7; day++) {
    const own = latest(hours, date, (one) => one.weekdays.has(day))?.periods ?? [];
    if (totalOf(own) > totalOf(best)) best = own;
  }
  return best;
}
/** The run in which a moment lies. The last moment of a run (midnight after its last day) still belongs to it. */
export function runAt(calendar: WorkingCalendar, minute: number): Counted<Run> {
  const day = dayOf(minute);
  for (const run of calendar.runs) if (day >= run.firstDay && day < run.firstDay + run.length) return ok(run);
  return refuse({ kind: 'calendar-year-missing', year: yearOfDay(day) });
}
const within = (run: Run, minute: number): CalendarYearMissing | null => {
  if (minute < run.firstDay * DAY) return { kind: 'calendar-year-missing', year: run.firstYear - 1 };
  if (minute > (run.firstDay + run.length) * DAY) return { kind: 'calendar-year-missing', year: run.lastYear + 1 };
  return null;
};
export const periodsOn = (run: Run, day: number): readonly Period[] => run.periods[day - run.firstDay] ?? [];
export const isWorkingDay = (run: Run, day: number): boolean => periodsOn(run, day).length > 0;
export const closeOf = (run: Run, day: number): number => periodsOn(run, day).at(-1)?.to ?? DAY;

/** Working minutes of the run before a moment. */
export function workedBefore(run: Run, minute: number): Counted<number> {
  const outside = within(run, minute);
  if (outside) return refuse(outside);
  const day = dayOf(minute);
  const time = minute - day * DAY;
  let sum = run.minutesBefore[day - run.firstDay]!;
  for (const period of periodsOn(run, day)) if (time > period.from) sum += Math.min(time, period.to) - period.from;
  return ok(sum);
}
/** The first moment by which `minutes` working minutes of the run are over: the end of a period rather than the start of the next. */
export function whenWorked(run: Run, minutes: number): Counted<number> {
  const index = firstReaching(run.minutesBefore, minutes);
  if (index === null) return refuse({ kind: 'calendar-year-missing', year: run.lastYear + 1 });
  let rest = minutes - run.minutesBefore[index]!;
  for (const period of run.periods[index]!) {
    if (rest <= period.to - period.from) return ok((run.firstDay + index) * DAY + period.from + rest);
    rest -= period.to - period.from;
  }
  throw new Error('working minutes of a day do not add up');
}
/** Working days of the run that are over (closed) at a moment. */
export function closedBefore(run: Run, minute: number): Counted<number> {
  const outside = within(run, minute);
  if (outside) return refuse(outside);
  const day = dayOf(minute);
  return ok(run.daysBefore[day - run.firstDay]! + (isWorkingDay(run, day) && minute - day * DAY >= closeOf(run, day) ? 1 : 0));
}
/** The closing moment of the run's n-th working day. */
export function whenClosed(run: Run, days: number): Counted<number> {
  const index = firstReaching(run.daysBefore, days);
  if (index === null) return refuse({ kind: 'calendar-year-missing', year: run.lastYear + 1 });
  return ok((run.firstDay + index) * DAY + closeOf(run, run.firstDay + index));
}
/** The first day (index) after which the running total has reached `wanted`. */
function firstReaching(before: Int32Array, wanted: number): number | null {
  let low = 0;
  let high = before.length - 1;
  if (before[high]! < wanted) return null;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (before[middle]! >= wanted) high = middle; else low = middle + 1;
  }
  return Math.max(0, low - 1);
}
/** The moment itself when the office works then and goes on working, else the start of the next period. */
export function nextWorkingMinute(run: Run, minute: number): Counted<number> {
  const outside = within(run, minute);
  if (outside) return refuse(outside);
  for (let day = dayOf(minute), time = minute - day * DAY; day < run.firstDay + run.length; day++, time = 0)
    for (const period of periodsOn(run, day)) if (time < period.to) return ok(day * DAY + Math.max(time, period.from));
  return refuse({ kind: 'calendar-year-missing', year: run.lastYear + 1 });
}
