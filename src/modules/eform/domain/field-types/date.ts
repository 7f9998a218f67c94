import { daysInMonth, isPlainDate, showShortDate } from '../../../../shared/plain-date.ts';
import type { PlainDate } from '../../../../shared/plain-date.ts';
import type { Facts } from '../../../../shared/condition.ts';
import { upperFirst } from '../../../../shared/text.ts';
import type { Body, FormField } from '../form.ts';
import { wrong } from './kind.ts';
import type { FieldKind, Problem, Reading } from './kind.ts';
import { cleanLine, headOf, missingWords, notAText, oneValue, subjectOf } from './words.ts';

/** Years that a living person's papers can carry; older ones are slips of the finger. */
export const FIRST_YEAR = 1850;
export const LAST_YEAR = 2150;

export interface DateParts { readonly day: string; readonly month: string; readonly year: string }

/** The three inputs, cleaned; a problem when one was sent twice. */
export function readParts(body: Body, name: string): DateParts | { readonly problem: Problem } {
  const day = oneValue(body, `${name}.day`), month = oneValue(body, `${name}.month`), year = oneValue(body, `${name}.year`);
  if ('problem' in day) return day;
  if ('problem' in month) return month;
  if ('problem' in year) return year;
  return { day: cleanLine(day.typed), month: cleanLine(month.typed), year: cleanLine(year.typed) };
}

export const yearProblem = (field: FormField, typed: string): Problem | undefined => {
  const head = headOf(field);
  if (!/^\d+$/u.test(typed)) return { part: 'year', message: { vi: `${head.vi} chỉ ghi bằng số – ví dụ 7 2 2026`, en: `${head.en} is written in figures – for example 7 2 2026` } };
  if (typed.length !== 4) return { part: 'year', message: { vi: `Năm cần đủ 4 số – ví dụ 1998, anh/chị gõ ${typed.length} số`, en: `The year needs 4 figures – for example 1998, you typed ${typed.length}` } };
  const year = Number(typed);
  if (year < FIRST_YEAR || year > LAST_YEAR) return { part: 'year', message: { vi: `Xem lại năm ${year} trong ${subjectOf(field).vi}`, en: `Check the year ${year} in ${subjectOf(field).en}` } };
  return undefined;
};
export const monthProblem = (field: FormField, typed: string): Problem | undefined => {
  const head = headOf(field);
  if (!/^\d{1,2}$/u.test(typed)) return { part: 'month', message: { vi: `Tháng ghi bằng số từ 1 đến 12 – anh/chị gõ «${typed.slice(0, 12)}»`, en: `The month is a figure from 1 to 12 – you typed “${typed.slice(0, 12)}”` } };
  const month = Number(typed);
  if (month < 1 || month > 12) return { part: 'month', message: { vi: `${head.vi} chưa đúng: một năm có 12 tháng, anh/chị gõ tháng ${month}`, en: `${head.en} is not right: a year has 12 months, you typed month ${month}` } };
  return undefined;
};
export const dayProblem = (field: FormField, typed: string, month: number, year: number): Problem | undefined => {
  const head = headOf(field);
  if (!/^\d{1,2}$/u.test(typed)) return { part: 'day', message: { vi: `Ngày ghi bằng số từ 1 đến 31 – anh/chị gõ «${typed.slice(0, 12)}»`, en: `The day is a figure from 1 to 31 – you typed “${typed.slice(0, 12)}”` } };
  const day = Number(typed);
  const most = daysInMonth(year, month);
  if (day < 1 || day > most) return { part: 'day', message: { vi: `${head.vi} chưa đúng: tháng ${month} năm ${year} chỉ có ${most} ngày`, en: `${head.en} is not right: month ${month} of ${year} has only ${most} days` } };
  return undefined;
};
const two = (n: string): string => n.padStart(2, '0');
export const isoOf = (parts: DateParts): string => `${parts.year}-${two(String(Number(parts.month)))}-${two(String(Number(parts.day)))}`;

function read(field: FormField, body: Body, name: string): Reading {
  const parts = readParts(body, name);
  if ('problem' in parts) return parts;
  const { day, month, year } = parts;
  if (day === '' && month === '' && year === '') return { answer: undefined };
  const missing = [day === '' ? 'ngày' : '', month === '' ? 'tháng' : '', year === '' ? 'năm' : ''].filter((part) => part !== '');
  if (missing.length > 0) {
    const english = [day === '' ? 'day' : '', month === '' ? 'month' : '', year === '' ? 'year' : ''].filter((part) => part !== '');
    const subject = headOf(field);
    return wrong(`${subject.vi} còn thiếu ${missing.join(' và ')} – ghi đủ cả ngày, tháng, năm`, `${subject.en}: the ${english.join(' and ')} is missing – give day, month and year`, english[0]);
  }
  const problem = yearProblem(field, year) ?? monthProblem(field, month) ?? dayProblem(field, day, Number(month), Number(year));
  return problem ? { problem } : { answer: isoOf(parts) };
}

/** «… không thể sau hôm nay» for dates of things that have happened. */
export function futureProblem(field: FormField, earliest: string, facts: Facts): Problem | undefined {
  if (!field.notAfterToday || earliest <= facts.today) return undefined;
  const head = headOf(field);
  const today = isPlainDate(facts.today) ? ` (${showShortDate(facts.today)})` : '';
  return { part: 'year', message: { vi: `${upperFirst(head.vi)} không thể sau hôm nay${today} – xem lại ngày, tháng, năm`, en: `${upperFirst(head.en)} cannot be after today${today} – check day, month and year` } };
}

function check(field: FormField, answer: unknown, facts: Facts): Problem | undefined {
  if (typeof answer !== 'string' || !isPlainDate(answer)) return notAText(field);
  const year = Number(answer.slice(0, 4));
  if (year < FIRST_YEAR || year > LAST_YEAR) return yearProblem(field, String(year)) ?? notAText(field);
  return futureProblem(field, answer, facts);
}

/** A whole date in three inputs. Stored `YYYY-MM-DD`. */
export const date: FieldKind = {
  parts: ['.day', '.month', '.year'],
  read, check,
  missing: (field) => missingWords(field, 'Chưa ghi', 'Enter'),
  show: (_field, answer) => (typeof answer === 'string' && isPlainDate(answer) ? showShortDate(answer as PlainDate) : String(answer)),
  schema: () => ({ type: 'string', format: 'date' }),
};
