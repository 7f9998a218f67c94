import { addDays, daysBetween, isPlainDate, plainDate, type PlainDate } from '../../../shared/plain-date.ts';
import { halfYear, LONGEST_PERIOD_DAYS, month, monthKey, monthOf, namePeriod, quarter, wholeYear, type Period } from '../domain/index.ts';
import type { Text } from '../../../shared/text.ts';

/** A period as an address holds it: `2026`, `2026-6T1`, `2026-Q2`, `2026-03`, `2026-01-05..2026-02-10`. */
export function periodKey(period: Period): string {
  const year = Number(period.from.slice(0, 4));
  const same = (other: Period): boolean => other.from === period.from && other.to === period.to;
  if (same(wholeYear(year))) return String(year);
  for (const half of [1, 2]) if (same(halfYear(year, half))) return `${year}-6T${half}`;
  for (const number of [1, 2, 3, 4]) if (same(quarter(year, number))) return `${year}-Q${number}`;
  return same(monthOf(period.from)) ? monthKey(period) : `${period.from}..${period.to}`;
}
/** Null: no period that there is, reversed, or longer than five years. */
export function readPeriodKey(typed: string): Period | null {
  const part = /^(\d{4})(?:-(?:Q([1-4])|6T([12])|(0[1-9]|1[0-2])))?$/u.exec(typed);
  if (part) {
    const year = Number(part[1]);
    if (year < 2000 || year > 2100) return null;
    return part[2] ? quarter(year, Number(part[2])) : part[3] ? halfYear(year, Number(part[3])) : part[4] ? month(year, Number(part[4])) : wholeYear(year);
  }
  const [from = '', to = '', more] = typed.split('..');
  if (more !== undefined || !isPlainDate(from) || !isPlainDate(to) || from > to || daysBetween(from, to) > LONGEST_PERIOD_DAYS) return null;
  return { from, to };
}
/** From the three boxes of a date; null when it is no day. */
export function typedDate(boxes: { readonly day?: string | undefined; readonly month?: string | undefined; readonly year?: string | undefined }): PlainDate | null {
  const text = `${boxes.year?.trim() ?? ''}-${(boxes.month?.trim() ?? '').padStart(2, '0')}-${(boxes.day?.trim() ?? '').padStart(2, '0')}`;
  return isPlainDate(text) ? text : null;
}
/** The months, quarters and years that people ask for, the latest first. */
export function usualPeriods(today: PlainDate): readonly { readonly value: string; readonly label: Text }[] {
  const year = Number(today.slice(0, 4));
  const months: Period[] = [];
  for (let of = monthOf(today); months.length < 13; of = monthOf(addDays(of.from, -1))) months.push(of);
  const started = (period: Period): boolean => period.from <= today;
  const longer = [year, year - 1].flatMap((one) => [wholeYear(one), halfYear(one, 2), halfYear(one, 1), quarter(one, 4), quarter(one, 3), quarter(one, 2), quarter(one, 1)]).filter(started);
  return [...months, ...longer].map((period) => ({ value: periodKey(period), label: namePeriod(period) }));
}
export const thisMonth = (today: string): Period => monthOf(plainDate(today));
