import type { Answer } from '../../../../shared/condition.ts';
import type { Lang } from '../../../../shared/text.ts';
import type { FormField, Option } from '../form.ts';
import { answered } from './kind.ts';
import type { FieldKind, Problem } from './kind.ts';
import { missingWords, notAText, readLine, subjectOf } from './words.ts';

const sets = new WeakMap<readonly Option[], ReadonlyMap<string, Option>>();
const NONE: readonly Option[] = [];
/** Options by value, built once for a list: countries have 250. */
export function optionsOf(field: Pick<FormField, 'options'>): ReadonlyMap<string, Option> {
  const options = field.options ?? NONE;
  let found = sets.get(options);
  if (!found) sets.set(options, (found = new Map(options.map((option) => [option.value, option]))));
  return found;
}
export function notInList(field: FormField): Problem {
  const subject = subjectOf(field);
  return { message: { vi: `Câu trả lời về ${subject.vi} không có trong danh sách – chọn lại`, en: `The answer about ${subject.en} is not in the list – choose again` } };
}
export const showOption = (field: Pick<FormField, 'options'>, value: Answer, lang: Lang): string => optionsOf(field).get(String(value))?.label[lang] ?? String(value);

/** One of a list: `radio`, `select`, `country`, `ethnicity`. */
export const choice: FieldKind = {
  parts: [''],
  read: (_field, body, name) => readLine(body, name, answered),
  check(field, answer) {
    if (typeof answer !== 'string') return notAText(field);
    return optionsOf(field).has(answer) ? undefined : notInList(field);
  },
  missing: (field) => missingWords(field, 'Chưa chọn', 'Choose'),
  show: (field, answer, lang) => showOption(field, answer, lang),
  schema: (field) => ({ type: 'string', enum: (field.options ?? NONE).map((option) => option.value) }),
};
