import { type PlainDate, yearOf } from '../../../shared/plain-date.ts';
import { type Result, ok, refuse } from '../../../shared/result.ts';
import { type CalendarData, type CalendarDay, type CalendarProblem, type OfficeHours, checkCalendar } from './calendar-data.ts';
import { proposeYear } from './propose-year.ts';

/** One change of the calendar. Nothing is overwritten: what is taken away stays readable in earlier versions. */
export type CalendarChange =
  /** the year with the rows that the law itself gives, all to be confirmed */
  | { readonly kind: 'add-year'; readonly year: number }
  | { readonly kind: 'confirm-year'; readonly year: number }
  | { readonly kind: 'add-day'; readonly day: CalendarDay }
  | { readonly kind: 'confirm-day'; readonly date: PlainDate; readonly source: string }
  | { readonly kind: 'remove-day'; readonly date: PlainDate }
  /** hours from a day on; for one agency, or for every agency without hours of its own */
  | { readonly kind: 'set-hours'; readonly agencyId: number | null; readonly purpose: 'office' | 'reception'; readonly hours: OfficeHours };

export type ChangeRefusal =
  | { readonly kind: 'year-known' | 'year-unknown' | 'year-out-of-range'; readonly year: number }
  | { readonly kind: 'day-known' | 'day-unknown'; readonly date: PlainDate }
  | { readonly kind: 'already-confirmed' }
  | { readonly kind: 'calendar-problem'; readonly problem: CalendarProblem };

/** Rows to close and rows to open, and what the calendar is afterwards. */
export interface ChangedCalendar {
  readonly data: CalendarData;
  readonly closes: { readonly years: readonly number[]; readonly days: readonly PlainDate[] };
  readonly opens: { readonly years: CalendarData['years']; readonly days: readonly CalendarDay[] };
  readonly opensHours: { readonly agencyId: number | null; readonly purpose: 'office' | 'reception'; readonly hours: OfficeHours } | null;
  /** no due date before this day can move */
  readonly from: PlainDate;
}
const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;

/** `data` is the calendar that the change concerns: the general one, or for hours of an agency that agency's. */
export function changeCalendar(data: CalendarData, change: CalendarChange): Result<ChangedCalendar, ChangeRefusal> {
  const nothing = { closes: { years: [], days: [] }, opens: { years: [], days: [] }, opensHours: null };
  switch (change.kind) {
    case 'add-year': {
      const { year } = change;
      if (!Number.isInteger(year) || year < FIRST_YEAR || year > LAST_YEAR) return refuse({ kind: 'year-out-of-range', year });
      if (data.years.some((one) => one.year === year)) return refuse({ kind: 'year-known', year });
      const years = [{ year, confirmed: false, note: 'Mới có các ngày nghỉ mà luật ấn định; kỳ nghỉ Tết, Quốc khánh và ngày hoán đổi chờ thông báo hằng năm.' }];
      const days = proposeYear(year);
      return checked({ ...nothing, opens: { years, days }, from: `${year}-01-01` as PlainDate, data: { ...data, years: [...data.years, ...years], days: [...data.days, ...days] } });
    }
    case 'confirm-year': {
      const old = data.years.find((one) => one.year === change.year);
      if (!old) return refuse({ kind: 'year-unknown', year: change.year });
      if (old.confirmed) return refuse({ kind: 'already-confirmed' });
      const years = [{ year: change.year, confirmed: true }];
      return checked({ ...nothing, closes: { years: [change.year], days: [] }, opens: { years, days: [] }, from: `${change.year}-01-01` as PlainDate, data: { ...data, years: [...data.years.filter((one) => one !== old), ...years] } });
    }
    case 'add-day': {
      const { day } = change;
      if (!data.years.some((one) => one.year === yearOf(day.date))) return refuse({ kind: 'year-unknown', year: yearOf(day.date) });
      if (data.days.some((one) => one.date === day.date)) return refuse({ kind: 'day-known', date: day.date });
      return checked({ ...nothing, opens: { years: [], days: [day] }, from: day.date, data: { ...data, days: [...data.days, day] } });
    }
    case 'confirm-day': {
      const old = data.days.find((one) => one.date === change.date);
      if (!old) return refuse({ kind: 'day-unknown', date: change.date });
      if (old.confirmed) return refuse({ kind: 'already-confirmed' });
      const { note: _note, ...rest } = old;
      const days = [{ ...rest, source: change.source.trim() || old.source, confirmed: true }];
      return checked({ ...nothing, closes: { years: [], days: [change.date] }, opens: { years: [], days }, from: change.date, data: { ...data, days: [...data.days.filter((one) => one !== old), ...days] } });
    }
    case 'remove-day': {
      const old = data.days.find((one) => one.date === change.date);
      if (!old) return refuse({ kind: 'day-unknown', date: change.date });
      return checked({ ...nothing, closes: { years: [], days: [change.date] }, from: change.date, data: { ...data, days: data.days.filter((one) => one !== old) } });
    }
    case 'set-hours': {
      const hours = change.agencyId === null ? change.hours : { ...change.hours, own: true };
      const changed = change.purpose === 'office' ? { officeHours: [...data.officeHours, hours] } : { receptionHours: [...(data.receptionHours ?? []), hours] };
      return checked({ ...nothing, opensHours: { agencyId: change.agencyId, purpose: change.purpose, hours }, from: hours.validFrom, data: { ...data, ...changed } });
    }
  }
}
function checked(changed: ChangedCalendar): Result<ChangedCalendar, ChangeRefusal> {
  const problem = checkCalendar(changed.data)[0];
  return problem ? refuse({ kind: 'calendar-problem', problem }) : ok(changed);
}

/** From 1 October a missing calendar of the next year is worth a warning: due dates begin to fall into it. */
export function yearMissingSoon(data: CalendarData, today: PlainDate): number | null {
  const next = yearOf(today) + 1;
  const has = (year: number): boolean => data.years.some((one) => one.year === year);
  if (!has(next - 1)) return next - 1;
  return today.slice(5) >= '10-01' && !has(next) ? next : null;
}

/** Whether a change moves the dates of every agency, and so belongs to the governing authority; an agency's own hours are its own. */
export const changesAll = (change: CalendarChange): boolean => change.kind !== 'set-hours' || change.agencyId === null;
