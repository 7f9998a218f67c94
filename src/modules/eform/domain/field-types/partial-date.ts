import { isPlainDate, showShortDate } from '../../../../shared/plain-date.ts';
import type { PlainDate } from '../../../../shared/plain-date.ts';
import type { Facts } from '../../../../shared/condition.ts';
import type { Lang } from '../../../../shared/text.ts';
import type { Body, FormField } from '../form.ts';
import { dayProblem, FIRST_YEAR, futureProblem, isoOf, LAST_YEAR, monthProblem, readParts, yearProblem } from './date.ts';
import { wrong } from './kind.ts';
import type { FieldKind, Problem, Reading } from './kind.ts';
import { headOf, missingWords, notAText } from './words.ts';

const SHAPE = /^\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?$/u;

function read(field: FormField, body: Body, name: string): Reading {
  const parts = readParts(body, name);
  if ('problem' in parts) return parts;
  const { day, month, year } = parts;
  if (day === '' && month === '' && year === '') return { answer: undefined };
  const head = headOf(field);
  if (year === '') return wrong(`${head.vi} cần có năm – không nhớ ngày, tháng thì để trống hai ô đó`, `${head.en} needs the year – leave day and month empty when they are not known`, 'year');
  const problem = yearProblem(field, year);
  if (problem) return { problem };
  if (month === '') {
    if (day !== '') return wrong(`${head.vi} có ngày mà thiếu tháng – ghi thêm tháng, hoặc chỉ ghi năm`, `${head.en} has a day without a month – add the month, or give the year only`, 'month');
    return { answer: year };
  }
  const inMonth = monthProblem(field, month);
  if (inMonth) return { problem: inMonth };
  if (day === '') return { answer: `${year}-${month.padStart(2, '0').slice(-2)}` };
  const inDay = dayProblem(field, day, Number(month), Number(year));
  return inDay ? { problem: inDay } : { answer: isoOf(parts) };
}

function check(field: FormField, answer: unknown, facts: Facts): Problem | undefined {
  if (typeof answer !== 'string' || !SHAPE.test(answer) || (answer.length === 10 && !isPlainDate(answer))) return notAText(field);
  const year = Number(answer.slice(0, 4));
  if (year < FIRST_YEAR || year > LAST_YEAR) return yearProblem(field, answer.slice(0, 4)) ?? notAText(field);
  return futureProblem(field, answer.length === 4 ? `${answer}-01-01` : answer.length === 7 ? `${answer}-01` : answer, facts);
}

function show(_field: FormField, answer: unknown, lang: Lang): string {
  const value = String(answer);
  if (isPlainDate(value)) return showShortDate(value as PlainDate);
  if (value.length === 7) return lang === 'vi' ? `tháng ${Number(value.slice(5))}/${value.slice(0, 4)}` : `${Number(value.slice(5))}/${value.slice(0, 4)}`;
  return lang === 'vi' ? `năm ${value}` : value;
}

/** A date of which only the year, or year and month, may be known («không nhớ ngày»). Stored `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
export const partialDate: FieldKind = {
  parts: ['.day', '.month', '.year'],
  read, check, show,
  missing: (field) => missingWords(field, 'Chưa ghi', 'Enter'),
  schema: () => ({ type: 'string', pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$' }),
};
