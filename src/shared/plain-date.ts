import type { Lang, Text } from './text.ts';

/**
 * A calendar date without time or zone, `YYYY-MM-DD`. Dates of birth, issue and marriage are always plain dates:
 * Asia/Ho_Chi_Minh was +08:00 in 1945–1955 and 1960–1975, so an instant would print another day.
 */
export type PlainDate = string & { readonly __plainDate: true };

const DAY_MS = 86_400_000;
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/u;

export function isPlainDate(value: string): value is PlainDate {
  const match = SHAPE.exec(value);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  return day <= daysInMonth(year, month);
}
export function plainDate(value: string): PlainDate {
  if (!isPlainDate(value)) throw new Error(`not a date: ${value}`);
  return value;
}
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
const toUtc = (date: PlainDate): number => Date.parse(`${date}T00:00:00Z`);
const two = (value: number): string => (value < 10 ? `0${value}` : String(value));
/** By its parts: a list page shows a hundred moments, and writing the whole ISO text for each takes four times as long. */
function fromUtc(ms: number): PlainDate {
  const day = new Date(ms);
  const year = day.getUTCFullYear();
  return (year >= 1000 && year <= 9999 ? `${year}-${two(day.getUTCMonth() + 1)}-${two(day.getUTCDate())}` : day.toISOString().slice(0, 10)) as PlainDate;
}
export const addDays = (date: PlainDate, days: number): PlainDate => fromUtc(toUtc(date) + days * DAY_MS);
/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: PlainDate, to: PlainDate): number => Math.round((toUtc(to) - toUtc(from)) / DAY_MS);
/** 1 = Monday … 7 = Sunday. */
export const weekday = (date: PlainDate): number => new Date(toUtc(date)).getUTCDay() || 7;
export const yearOf = (date: PlainDate): number => Number(date.slice(0, 4));
/** Completed years of age on a day. */
export function ageOn(birth: PlainDate, on: PlainDate): number {
  const years = yearOf(on) - yearOf(birth);
  return on.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** Vietnam has kept UTC+7 without daylight saving since 13 June 1975; office time is only ever computed for later years. */
export const VIETNAM_OFFSET_MS = 7 * 3_600_000;
export const vietnamDate = (instant: Date): PlainDate => fromUtc(instant.getTime() + VIETNAM_OFFSET_MS);
/** Minutes since midnight in Vietnam. */
export const vietnamMinutes = (instant: Date): number => Math.floor((((instant.getTime() + VIETNAM_OFFSET_MS) % DAY_MS) + DAY_MS) % DAY_MS / 60_000);
export const vietnamInstant = (date: PlainDate, minutes: number): Date => new Date(toUtc(date) + minutes * 60_000 - VIETNAM_OFFSET_MS);
/** `2026-09-03T09:00:00+07:00` */
export const vietnamIso = (instant: Date): string => `${new Date(instant.getTime() + VIETNAM_OFFSET_MS).toISOString().slice(0, 19)}+07:00`;
const WEEKDAYS: Readonly<Record<Lang, readonly string[]>> = {
  vi: ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};
const MONTHS_EN = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
/** Day of the week from 1 = Monday, month from 1. English writes the month in letters: 3/9 is another day to half of its readers. */
const inWords = (lang: Lang, dayOfWeek: number, day: number, month: number, year: number): string =>
  `${WEEKDAYS[lang][dayOfWeek - 1]} ${lang === 'en' ? `${day} ${MONTHS_EN[month - 1]} ${year}` : `${day}/${month}/${year}`}`;
/** `March 2026`, in English only: in Vietnamese a month is written by its number */
export const showMonth = (year: number, month: number): string => `${MONTHS_EN[month - 1]} ${year}`;
/** `3 September 2026`: nobody can read it month first */
export const showDayInEnglish = (date: PlainDate): string => `${Number(date.slice(8))} ${showMonth(yearOf(date), Number(date.slice(5, 7)))}`;
/** `thứ Năm 3/9/2026`, `Thursday 3 September 2026` */
export const showDate = (date: PlainDate, lang: Lang): string => inWords(lang, weekday(date), Number(date.slice(8)), Number(date.slice(5, 7)), yearOf(date));
/** The same in both languages, where both are kept. */
export const dateWords = (date: PlainDate): Text => ({ vi: showDate(date, 'vi'), en: showDate(date, 'en') });
/** `3/9/2026` in both languages, as forms and boxes write it: day, month, year */
export const showShortDate = (date: PlainDate): string => `${Number(date.slice(8))}/${Number(date.slice(5, 7))}/${yearOf(date)}`;
/** `09:00` in Vietnam */
export const showTime = (instant: Date): string => vietnamIso(instant).slice(11, 16);
/** `09:00 thứ Năm 3/9/2026`, `09:00 Thursday 3 September 2026`, in Vietnam */
export function showMoment(instant: Date, lang: Lang): string {
  const there = new Date(instant.getTime() + VIETNAM_OFFSET_MS);
  if (Number.isNaN(there.getTime())) throw new RangeError('not a moment');
  return `${two(there.getUTCHours())}:${two(there.getUTCMinutes())} ${inWords(lang, there.getUTCDay() || 7, there.getUTCDate(), there.getUTCMonth() + 1, there.getUTCFullYear())}`;
}
export const momentWords = (instant: Date): Text => ({ vi: showMoment(instant, 'vi'), en: showMoment(instant, 'en') });
