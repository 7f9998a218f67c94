import { type PlainDate, isPlainDate, weekday, yearOf } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';

/**
 * A calendar as the administration keeps it: dated rows with their source. Nothing about a year may be a constant in
 * code, because the Prime Minister fixes the Tết and National Day windows and the swaps afresh every year
 * (Bộ luật Lao động 2019 Đ.112).
 */
export interface CalendarData {
  readonly years: readonly CalendarYear[];
  readonly days: readonly CalendarDay[];
  readonly officeHours: readonly OfficeHours[];
  /** when the counter receives people, if that differs from when the office works: it never moves a due date */
  readonly receptionHours?: readonly OfficeHours[];
}
export interface CalendarYear { readonly year: number; /** true when every window of the year is announced and checked */ readonly confirmed: boolean; readonly note?: string }
export interface CalendarDay {
  readonly date: PlainDate;
  /** `working-saturday`: worked in place of a swapped day off; counts as a full working day */
  readonly kind: 'off' | 'working-saturday';
  /** short, as it stands in an explanation: «Quốc khánh», «nghỉ hoán đổi» */
  readonly reason: Text;
  /** number of the notice or article of the law */
  readonly source: string;
  /** false while nobody has held the row against the notice itself */
  readonly confirmed: boolean;
  readonly note?: string;
}
/** Hours differ by agency and season, so they are dated too; of several that cover a day the one that began last counts. */
export interface OfficeHours {
  readonly validFrom: PlainDate; readonly validTo?: PlainDate;
  /** 1 = Monday … 7 = Sunday */
  readonly weekdays: readonly number[];
  readonly periods: readonly OfficePeriod[];
  readonly source?: string;
  /** set by the agency itself: goes before the hours that hold for everybody */
  readonly own?: boolean;
}
/** `07:30` to `11:30`, Vietnamese time */
export interface OfficePeriod { readonly from: string; readonly to: string }

export type CalendarProblem =
  | { readonly kind: 'year-twice'; readonly year: number }
  | { readonly kind: 'not-a-date'; readonly date: string }
  | { readonly kind: 'day-twice'; readonly date: string }
  | { readonly kind: 'day-outside-years'; readonly date: string }
  | { readonly kind: 'not-a-saturday'; readonly date: string }
  | { readonly kind: 'reason-missing'; readonly date: string }
  | { readonly kind: 'source-missing'; readonly date: string }
  | { readonly kind: 'hours-not-in-order'; readonly validFrom: string }
  | { readonly kind: 'hours-missing'; readonly year: number };

/** A time of day in minutes since midnight, or null when it is not `HH:MM` of a day (24:00 allowed as an end). */
export function minutesOf(time: string): number | null {
  const match = /^(\d{2}):(\d{2})$/u.exec(time);
  if (!match) return null;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return Number(match[2]) < 60 && minutes <= 1440 ? minutes : null;
}

/** What is wrong with a calendar; an empty list means that dates can be computed with it. */
export function checkCalendar(data: CalendarData): readonly CalendarProblem[] {
  const problems: CalendarProblem[] = [];
  const years = new Set<number>();
  for (const { year } of data.years) {
    if (years.has(year)) problems.push({ kind: 'year-twice', year });
    years.add(year);
  }
  const seen = new Set<string>();
  for (const day of data.days) {
    const { date } = day;
    if (!isPlainDate(date)) { problems.push({ kind: 'not-a-date', date }); continue; }
    if (seen.has(date)) problems.push({ kind: 'day-twice', date });
    seen.add(date);
    if (!years.has(yearOf(date))) problems.push({ kind: 'day-outside-years', date });
    if (day.kind === 'working-saturday' && weekday(date) !== 6) problems.push({ kind: 'not-a-saturday', date });
    if (!day.reason.vi.trim() || !day.reason.en.trim()) problems.push({ kind: 'reason-missing', date });
    if (!day.source.trim()) problems.push({ kind: 'source-missing', date });
  }
  for (const hours of [...data.officeHours, ...(data.receptionHours ?? [])]) if (!inOrder(hours)) problems.push({ kind: 'hours-not-in-order', validFrom: hours.validFrom });
  for (const year of years) {
    // A weekday without hours would silently count as a holiday. Gaps can only begin where a rule begins or ends.
    const edges = [`${year}-01-01`, `${year}-12-31`, ...data.officeHours.flatMap((hours) => (hours.validTo ? [hours.validTo] : []))];
    const covered = edges.every((edge) => [edge, nextDay(edge)].every((date) => yearOf(date as PlainDate) !== year || data.officeHours.some((hours) => covers(hours, date as PlainDate))));
    if (!covered) problems.push({ kind: 'hours-missing', year });
  }
  return problems;
}
/** Of several hours for one day: an agency's own before the general ones, then the ones that began last. */
export const goesBefore = (one: OfficeHours, other: OfficeHours): boolean => ((one.own ?? false) !== (other.own ?? false) ? one.own === true : one.validFrom >= other.validFrom);
export const covers = (hours: OfficeHours, date: PlainDate): boolean => hours.validFrom <= date && (hours.validTo === undefined || date <= hours.validTo);
const nextDay = (date: string): string => new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
function inOrder(hours: OfficeHours): boolean {
  let last = -1;
  for (const period of hours.periods) {
    const from = minutesOf(period.from);
    const to = minutesOf(period.to);
    if (from === null || to === null || from <= last || to <= from) return false;
    last = to;
  }
  return hours.periods.length > 0 && hours.weekdays.length > 0 && hours.weekdays.every((day) => Number.isInteger(day) && day >= 1 && day <= 7)
    && isPlainDate(hours.validFrom) && (hours.validTo === undefined || (isPlainDate(hours.validTo) && hours.validTo >= hours.validFrom));
}
