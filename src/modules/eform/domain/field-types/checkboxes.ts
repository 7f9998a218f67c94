import type { FormField } from '../form.ts';
import { notInList, optionsOf, showOption } from './choice.ts';
import type { FieldKind } from './kind.ts';
import { cleanLine, missingWords, notAText, subjectOf } from './words.ts';

const inOrder = (field: FormField, chosen: ReadonlySet<string>): string[] => {
  const known = (field.options ?? []).map((option) => option.value).filter((value) => chosen.has(value));
  // unknown values stay, so that `check` can refuse them with words
  return [...known, ...[...chosen].filter((value) => !known.includes(value))];
};

/** Several of a list; stored in the order of the list. `min` and `max` limit how many. */
export const checkboxes: FieldKind = {
  parts: [''],
  read(field, body, name) {
    const value = body[name];
    const typed = value === undefined ? [] : typeof value === 'string' ? [value] : value;
    const chosen = new Set(typed.map(cleanLine).filter((item) => item !== ''));
    return { answer: chosen.size === 0 ? undefined : inOrder(field, chosen) };
  },
  check(field, answer) {
    if (!Array.isArray(answer) || !answer.every((item): item is string => typeof item === 'string')) return notAText(field);
    const options = optionsOf(field);
    if (answer.some((item) => !options.has(item)) || new Set(answer).size !== answer.length) return notInList(field);
    const subject = subjectOf(field);
    if (field.max !== undefined && answer.length > field.max) return { message: { vi: `Chọn nhiều nhất ${field.max} mục cho ${subject.vi} – bỏ bớt ${answer.length - field.max}`, en: `Choose at most ${field.max} for ${subject.en} – take away ${answer.length - field.max}` } };
    if (field.min !== undefined && answer.length < field.min) return { message: { vi: `Chọn ít nhất ${field.min} mục cho ${subject.vi}`, en: `Choose at least ${field.min} for ${subject.en}` } };
    return undefined;
  },
  missing: (field) => missingWords(field, 'Chưa chọn', 'Choose'),
  show: (field, answer, lang) => (Array.isArray(answer) ? answer.map((item) => showOption(field, String(item), lang)).join('; ') : String(answer)),
  schema: (field) => ({ type: 'array', uniqueItems: true, items: { type: 'string', enum: (field.options ?? []).map((option) => option.value) } }),
};
