import { showDong } from '../../../../shared/money.ts';
import type { FormField } from '../form.ts';
import { answered, wrong } from './kind.ts';
import type { FieldKind, Problem, Reading } from './kind.ts';
import { headOf, missingWords, notAText, readLine } from './words.ts';

/** Largest whole number that a form takes; a longer row of digits is a slip. */
const MOST = 999_999_999_999;

function readNumber(field: FormField, typed: string): Reading {
  // «1.000.000» and «1 000 000» are how people group thousands
  const bare = typed.replace(/(?<=\d)[.\s](?=\d{3}(?:\D|$))/gu, '');
  if (/^\d{1,15}$/u.test(bare)) return answered(Number(bare));
  const head = headOf(field);
  return wrong(`${head.vi} ghi bằng số, không có số lẻ – ví dụ 2`, `${head.en} is a whole number in figures – for example 2`);
}
function checkNumber(field: FormField, answer: unknown, show: (n: number) => string): Problem | undefined {
  if (typeof answer !== 'number' || !Number.isSafeInteger(answer) || answer < 0) return notAText(field);
  const head = headOf(field);
  const min = field.min ?? 0, max = field.max ?? MOST;
  if (answer < min) return { message: { vi: `${head.vi} ít nhất là ${show(min)}, anh/chị ghi ${show(answer)}`, en: `${head.en} is at least ${show(min)}, you wrote ${show(answer)}` } };
  if (answer > max) return { message: { vi: `${head.vi} nhiều nhất là ${show(max)}, anh/chị ghi ${show(answer)}`, en: `${head.en} is at most ${show(max)}, you wrote ${show(answer)}` } };
  return undefined;
}

/** A whole number from `min` to `max`. */
export const number: FieldKind = {
  parts: [''],
  read: (field, body, name) => readLine(body, name, (typed) => readNumber(field, typed)),
  check: (field, answer) => checkNumber(field, answer, String),
  missing: (field) => missingWords(field, 'Chưa ghi', 'Enter'),
  show: (_field, answer) => String(answer),
  schema: (field) => ({ type: 'integer', minimum: field.min ?? 0, maximum: field.max ?? MOST }),
};

/** Whole đồng. */
export const money: FieldKind = {
  parts: [''],
  read: (field, body, name) => readLine(body, name, (typed) => readNumber(field, typed.replace(/\s*(?:đồng|đ|vnđ|vnd)\.?$/iu, ''))),
  check: (field, answer) => checkNumber(field, answer, showDong),
  missing: (field) => missingWords(field, 'Chưa ghi', 'Enter'),
  show: (_field, answer) => (typeof answer === 'number' ? showDong(answer) : String(answer)),
  schema: (field) => ({ type: 'integer', minimum: field.min ?? 0, maximum: field.max ?? MOST }),
};
