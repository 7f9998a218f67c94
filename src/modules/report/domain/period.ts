import { addDays, daysInMonth, isPlainDate, plainDate, showDayInEnglish, showMonth, showShortDate, vietnamInstant, type PlainDate } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';

/** Whole Vietnamese days, both inclusive. */
export interface Period { readonly from: PlainDate; readonly to: PlainDate }

const two = (value: number): string => String(value).padStart(2, '0');
const months = (year: number, first: number, last: number): Period => ({ from: plainDate(`${year}-${two(first)}-01`), to: plainDate(`${year}-${two(last)}-${daysInMonth(year, last)}`) });
export const month = (year: number, number: number): Period => months(year, number, number);
export const quarter = (year: number, number: number): Period => months(year, number * 3 - 2, number * 3);
export const halfYear = (year: number, number: number): Period => months(year, number * 6 - 5, number * 6);
export const wholeYear = (year: number): Period => months(year, 1, 12);
export const monthOf = (day: PlainDate): Period => month(Number(day.slice(0, 4)), Number(day.slice(5, 7)));

/** The first moment of a period and the first after it. */
export const momentsOf = (period: Period): { readonly start: Date; readonly end: Date } => ({ start: vietnamInstant(period.from, 0), end: vietnamInstant(addDays(period.to, 1), 0) });
/** Years that a report or target may span. */
export const LONGEST_PERIOD_DAYS = 366 * 5;

/** `2026-03` → that month; null when it is none. */
export function readMonth(typed: string): Period | null {
  const match = /^(\d{4})-(\d{2})$/u.exec(typed);
  return match && isPlainDate(`${typed}-01`) ? month(Number(match[1]), Number(match[2])) : null;
}
export const monthKey = (period: Period): string => period.from.slice(0, 7);

/** «Quý 1 năm 2026» where the days are those of a quarter, else the days. */
export function namePeriod(period: Period): Text {
  const year = Number(period.from.slice(0, 4));
  const same = (other: Period): boolean => other.from === period.from && other.to === period.to;
  if (same(wholeYear(year))) return { vi: `Năm ${year}`, en: `Year ${year}` };
  for (const half of [1, 2]) if (same(halfYear(year, half))) return { vi: `6 tháng ${half === 1 ? 'đầu' : 'cuối'} năm ${year}`, en: `${half === 1 ? 'First' : 'Second'} half of ${year}` };
  for (const number of [1, 2, 3, 4]) if (same(quarter(year, number))) return { vi: `Quý ${number} năm ${year}`, en: `Quarter ${number} of ${year}` };
  const of = Number(period.from.slice(5, 7));
  if (same(month(year, of))) return { vi: `Tháng ${of}/${year}`, en: showMonth(year, of) };
  return { vi: `Từ ${showShortDate(period.from)} đến ${showShortDate(period.to)}`, en: `${showDayInEnglish(period.from)} to ${showDayInEnglish(period.to)}` };
}

/**
 * Two targets for the same thing may not measure overlapping time in two ways. A period that lies wholly inside a longer one
 * (a quarter within its year) is a step on the way and does not clash.
 */
export function periodsClash(a: Period, b: Period): boolean {
  if (a.from > b.to || b.from > a.to) return false;
  const inside = (inner: Period, outer: Period): boolean => inner.from >= outer.from && inner.to <= outer.to && (inner.from !== outer.from || inner.to !== outer.to);
  return !inside(a, b) && !inside(b, a);
}
