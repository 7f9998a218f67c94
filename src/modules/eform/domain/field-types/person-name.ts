import { LIMITS } from '../../../../shared/limits.ts';
import { answered } from './kind.ts';
import type { FieldKind, Problem } from './kind.ts';
import { cleanLine, headOf, lengthOf, missingWords, notAText, readLine, subjectOf, tooLong } from './words.ts';
import type { FormField } from '../form.ts';

/**
 * Names of all 54 peoples: letters of any kind with their marks (Ê Đê ƀ ĕ ŏ ơ̆, Gia Rai, Ba Na, Khmer in Latin letters),
 * one word or many, with apostrophe (H' Hen Niê), hyphen and dot (Y. Moan). Order and capitals stay as typed.
 */
export const personName: FieldKind = {
  parts: [''],
  read: (_field, body, name) => readLine(body, name, (typed) => answered(tidyName(typed))),
  check: checkName,
  missing: (field) => missingWords(field, 'Chưa ghi', 'Enter'),
  show: (_field, answer) => String(answer),
  schema: (field) => ({ type: 'string', minLength: 1, maxLength: field.max ?? LIMITS.personName }),
};

/** One spelling for the apostrophes and hyphens that keyboards produce, so that the same name is stored the same way. */
export function tidyName(typed: string): string {
  return cleanLine(typed).replace(/[\u2018\u2019\u201b\u02bc\u2032\u0060\u00b4\uff07]/gu, "'").replace(/[\u2010-\u2015\u2212]/gu, '-').replace(/ ?- ?/gu, '-');
}

const LETTERS = /^[\p{L}\p{M}][\p{L}\p{M}' .-]*$/u;
const FIRST_WRONG = /[^\p{L}\p{M}' .-]/u;

function checkName(field: FormField, answer: unknown): Problem | undefined {
  if (typeof answer !== 'string') return notAText(field);
  const max = field.max ?? LIMITS.personName;
  if (answer.length > max) {
    const length = lengthOf(answer);
    if (length > max) return tooLong(field, length, max);
  }
  if (LETTERS.test(answer)) return undefined;
  const head = headOf(field);
  const found = FIRST_WRONG.exec(answer)?.[0];
  if (found === undefined) {
    return { message: { vi: `${head.vi} cần bắt đầu bằng chữ cái – xem lại dấu ở đầu`, en: `${head.en} must begin with a letter – check the sign at its beginning` } };
  }
  if (/\p{N}/u.test(found)) {
    return { message: { vi: `${head.vi} không có chữ số – xem lại chỗ «${found}»`, en: `${head.en} has no digits – check “${found}”` } };
  }
  return { message: { vi: `Xem lại chỗ «${found}» trong ${subjectOf(field).vi} – tên chỉ có chữ cái, dấu nháy, gạch nối và dấu chấm`, en: `Check “${found}” in ${subjectOf(field).en} – names have letters, apostrophes, hyphens and dots only` } };
}
