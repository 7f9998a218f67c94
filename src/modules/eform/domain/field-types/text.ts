import { LIMITS } from '../../../../shared/limits.ts';
import type { FormField } from '../form.ts';
import { answered } from './kind.ts';
import type { FieldKind, Problem } from './kind.ts';
import { cleanLines, headOf, lengthOf, missingWords, notAText, oneValue, readLine, tooLong } from './words.ts';

function checkLength(field: FormField, text: string, most: number): Problem | undefined {
  const max = field.max ?? most;
  const length = text.length <= max ? text.length : lengthOf(text);
  if (length > max) return tooLong(field, length, max);
  if (field.min !== undefined && lengthOf(text) < field.min) {
    const subject = headOf(field);
    return { message: { vi: `${subject.vi} còn ngắn – ghi ít nhất ${field.min} chữ cái`, en: `${subject.en} is short – write at least ${field.min} characters` } };
  }
  return undefined;
}

/** One line of free words. */
export const text: FieldKind = {
  parts: [''],
  read: (_field, body, name) => readLine(body, name, answered),
  check: (field, answer) => (typeof answer === 'string' ? checkLength(field, answer, LIMITS.lineText) : notAText(field)),
  missing: (field) => missingWords(field, 'Chưa ghi', 'Enter'),
  show: (_field, answer) => String(answer),
  schema: (field) => ({ type: 'string', minLength: field.min ?? 1, maxLength: field.max ?? LIMITS.lineText }),
};

/** Several lines of free words. */
export const longText: FieldKind = {
  parts: [''],
  read(_field, body, name) {
    const value = oneValue(body, name);
    if ('problem' in value) return value;
    const clean = cleanLines(value.typed);
    return { answer: clean === '' ? undefined : clean };
  },
  check: (field, answer) => (typeof answer === 'string' ? checkLength(field, answer, LIMITS.longText) : notAText(field)),
  missing: (field) => missingWords(field, 'Chưa ghi', 'Enter'),
  show: (_field, answer) => String(answer),
  schema: (field) => ({ type: 'string', minLength: field.min ?? 1, maxLength: field.max ?? LIMITS.longText }),
};
