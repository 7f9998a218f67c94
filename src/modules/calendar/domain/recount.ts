import { type PlainDate, addDays, vietnamDate, vietnamInstant, vietnamMinutes, weekday, yearOf } from '../../../shared/plain-date.ts';
import { type CalendarData, type OfficeHours, covers, minutesOf } from './calendar-data.ts';
import type { DueQuestion } from './due.ts';

/**
 * The due moment once more, by another road: from the rows themselves, one day after the other, with a list of open
 * stretches for each day. `verify` compares it with what was stored. It shares no counting with
 * `due.ts` on purpose, and is written to be read beside the rule text, not to be fast.
 *
 * Null while the clock stands; `no-date` where the other implementation refuses.
 */
export type Recount = Date | null | 'no-date';
interface Stretch { readonly from: number; readonly to: number }
class YearUnknown extends Error {}

export function recountDue(data: CalendarData, question: DueQuestion): Recount {
  try {
    const started = begin(data, question);
    const pauses = union((question.suspensions ?? []).map(({ from, to }) => ({ from: floor(from), to: to === null ? Number.POSITIVE_INFINITY : floor(to) })));
    const { extension } = question;
    if (!extension || question.restarts?.some((restart) => restart > extension.at)) return walk(data, question, started, pauses);
    const before = walk(data, question, started, pauses.filter(({ from }) => from < floor(extension.at)));
    if (before instanceof Date && floor(extension.until) <= before.getTime()) return 'no-date';
    if (!stretches(data, vietnamDate(extension.until)).some(({ from, to }) => minutes(extension.until) >= from && minutes(extension.until) <= to)) return 'no-date';
    const given = floor(extension.at);
    const later = pauses.map((pause) => ({ from: Math.max(pause.from, given), to: pause.to })).filter((pause) => pause.to > pause.from);
    if (!later.some(({ from }) => from < floor(extension.until))) return new Date(floor(extension.until));
    let promised = 0;
    for (let day = vietnamDate(extension.at); day <= vietnamDate(extension.until); day = addDays(day, 1))
      for (const { from, to } of stretches(data, day)) promised += overlap(at(day, from), at(day, to), given, floor(extension.until)) / 60_000;
    return spend(data, new Date(given), promised, later);
  } catch (error) {
    if (error instanceof YearUnknown) return 'no-date';
    throw error;
  }
}

const floor = (moment: Date): number => Math.floor(moment.getTime() / 60_000) * 60_000;
function union(pauses: readonly Stretch[]): readonly Stretch[] {
  const result: Stretch[] = [];
  for (const pause of pauses.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from)) {
    const touching = result.findIndex((one) => one.to >= pause.from);
    if (touching < 0) result.push(pause);
    else result[touching] = { from: result[touching]!.from, to: Math.max(result[touching]!.to, pause.to) };
  }
  return result;
}
const minutes = (moment: Date): number => vietnamMinutes(moment);
const at = (day: PlainDate, minute: number): number => vietnamInstant(day, minute).getTime();
const overlap = (a: number, b: number, c: number, d: number): number => Math.max(0, Math.min(b, d) - Math.max(a, c));

/** Office time of one day, from the rows. */
function stretches(data: CalendarData, day: PlainDate): readonly Stretch[] {
  if (!data.years.some(({ year }) => year === yearOf(day))) throw new YearUnknown();
  const row = data.days.find((one) => one.date === day);
  if (row?.kind === 'off') return [];
  const ordinary = (weekdayNumber: number): readonly Stretch[] => {
    let rule: OfficeHours | undefined;
    for (const one of data.officeHours) if (covers(one, day) && one.weekdays.includes(weekdayNumber) && (!rule || Number(one.own ?? false) > Number(rule.own ?? false) || ((one.own ?? false) === (rule.own ?? false) && one.validFrom >= rule.validFrom))) rule = one;
    return (rule?.periods ?? []).map(({ from, to }) => ({ from: minutesOf(from)!, to: minutesOf(to)! }));
  };
  if (row?.kind !== 'working-saturday') return ordinary(weekday(day));
  return [1, 2, 3, 4, 5, 6, 7].map(ordinary).reduce((best, one) => (sum(one) > sum(best) ? one : best), []);
}
const sum = (list: readonly Stretch[]): number => list.reduce((total, { from, to }) => total + (to - from), 0);
/** Minutes of a term's working day: eight hours, or the whole office day where it is shorter. */
function ordinaryDay(data: CalendarData, day: PlainDate): number {
  let longest = 0;
  for (let number = 1; number <= 7; number++) {
    let rule: OfficeHours | undefined;
    for (const one of data.officeHours) if (covers(one, day) && one.weekdays.includes(number) && (!rule || Number(one.own ?? false) > Number(rule.own ?? false) || ((one.own ?? false) === (rule.own ?? false) && one.validFrom >= rule.validFrom))) rule = one;
    longest = Math.max(longest, (rule?.periods ?? []).reduce((total, { from, to }) => total + minutesOf(to)! - minutesOf(from)!, 0));
  }
  return Math.min(8 * 60, longest);
}

/** Where the counting begins: the 15:00 rule first, then the next minute in which the office works. */
function begin(data: CalendarData, { start, restarts, rule }: DueQuestion): Date {
  const moment = new Date(floor(restarts?.at(-1) ?? start));
  let day = vietnamDate(moment);
  let minute = minutes(moment);
  if (stretches(data, day).length > 0 && rule.cutOff !== null && minute > rule.cutOff) [day, minute] = [addDays(day, 1), 0];
  for (;;) {
    const open = stretches(data, day).find(({ to }) => to > minute);
    if (open) return vietnamInstant(day, Math.max(open.from, minute));
    [day, minute] = [addDays(day, 1), 0];
  }
}
function walk(data: CalendarData, question: DueQuestion, started: Date, pauses: readonly Stretch[]): Date | null {
  const { term, rule } = question;
  const startDay = vietnamDate(started);
  switch (term.unit) {
    case 'working-hour': return spend(data, started, term.value * 60, pauses);
    case 'working-day': return rule.mode === 'hours' ? spend(data, started, term.value * ordinaryDay(data, startDay), pauses) : nthDay(data, addDays(startDay, 1), term.value, pauses, true);
    case 'same-day': return nthDay(data, startDay, 1, pauses, true);
    case 'calendar-day': return nthDay(data, addDays(startDay, 1), term.value, pauses, false);
    case 'month': {
      let days = 0;
      const [year, month, date] = startDay.split('-').map(Number) as [number, number, number];
      const goal = new Date(Date.UTC(year, month - 1 + term.value, 1));
      const lastOfMonth = new Date(Date.UTC(goal.getUTCFullYear(), goal.getUTCMonth() + 1, 0)).getUTCDate();
      const end = new Date(Date.UTC(goal.getUTCFullYear(), goal.getUTCMonth(), Math.min(date, lastOfMonth))).toISOString().slice(0, 10);
      for (let day: string = startDay; day < end; day = addDays(day as PlainDate, 1)) days++;
      return nthDay(data, addDays(startDay, 1), days, pauses, false);
    }
    case 'hour': return byTheClock(data, started, term.value * 60, pauses);
  }
}
/** Working minutes are spent stretch by stretch, with the pauses cut out of each. */
function spend(data: CalendarData, from: Date, need: number, pauses: readonly Stretch[]): Date | null {
  let left = need * 60_000;
  for (let day = vietnamDate(from); ; day = addDays(day, 1)) {
    for (const open of stretches(data, day))
      for (const { from: a, to: b } of cut(Math.max(at(day, open.from), from.getTime()), at(day, open.to), pauses)) {
        if (b - a >= left) return new Date(a + left);
        left -= b - a;
      }
    if (pauses.some((pause) => pause.to === Number.POSITIVE_INFINITY && pause.from <= at(day, 1440))) return null;
  }
}
function cut(from: number, to: number, pauses: readonly Stretch[]): readonly Stretch[] {
  let parts: Stretch[] = from < to ? [{ from, to }] : [];
  for (const pause of pauses)
    parts = parts.flatMap((part) => [{ from: part.from, to: Math.min(part.to, pause.from) }, { from: Math.max(part.from, pause.to), to: part.to }].filter(({ from: a, to: b }) => a < b));
  return parts;
}
/** A day counts when the clock runs in its last minute: before the office closes, or before midnight on a day off. */
function nthDay(data: CalendarData, first: PlainDate, count: number, pauses: readonly Stretch[], workingOnly: boolean): Date | null {
  let left = count;
  for (let day = first; ; day = addDays(day, 1)) {
    const close = at(day, stretches(data, day).at(-1)?.to ?? 1440);
    const works = stretches(data, day).length > 0;
    const runs = !pauses.some((pause) => pause.from < close && pause.to >= close);
    if (runs && (works || (!workingOnly && left > 0))) left--;
    if (left <= 0 && works && runs) return new Date(close);
    if (pauses.some((pause) => pause.to === Number.POSITIVE_INFINITY && pause.from < close)) return null;
  }
}
/** Minute by minute through day and night; then on to the next minute in which the office is open and the clock runs. */
function byTheClock(data: CalendarData, from: Date, need: number, pauses: readonly Stretch[]): Date | null {
  let [moment, left] = [from.getTime(), need];
  while (left > 0) {
    const pause = pauses.find((one) => one.from <= moment && moment < one.to);
    if (pause?.to === Number.POSITIVE_INFINITY) return null;
    if (!pause) left--;
    moment += 60_000;
  }
  const open = (instant: number, closing: boolean): boolean =>
    stretches(data, vietnamDate(new Date(instant))).some((one) => minutes(new Date(instant)) >= one.from && (closing ? minutes(new Date(instant)) <= one.to : minutes(new Date(instant)) < one.to));
  if (open(moment, true)) return new Date(moment);
  const standing = (instant: number): boolean => pauses.some((one) => one.from < instant && instant < one.to);
  for (;; moment += 60_000) {
    if (open(moment, false) && !standing(moment)) return new Date(moment);
    if (pauses.some((one) => one.to === Number.POSITIVE_INFINITY && one.from < moment)) return null;
  }
}
