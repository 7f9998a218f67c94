import type { Answer, Answers, Facts } from '../../../../shared/condition.ts';
import { holds } from '../../../../shared/condition.ts';
import { LIMITS } from '../../../../shared/limits.ts';
import type { Body, FieldType, FormField, Lookups } from '../form.ts';
import type { FieldKind, Problem, Reading } from './kind.ts';
import { headOf, missingWords, notAText, pick } from './words.ts';

const NO_COLUMNS: readonly FormField[] = [];
const NO_ROWS: readonly number[] = [];
const mostRows = (field: FormField): number => Math.min(field.max ?? LIMITS.repeatRows, LIMITS.repeatRows);

/** Row numbers that appear in a body, in order. Rows beyond the limit are not known names, so the page refuses them. */
export function rowNumbers(body: Body, name: string): readonly number[] {
  const found = new Set<number>();
  const head = `${name}.`;
  for (const key of Object.keys(body)) {
    if (!key.startsWith(head)) continue;
    const match = /^(\d{1,3})\./u.exec(key.slice(head.length));
    if (match) { const row = Number(match[1]); if (String(row) === match[1] && row < LIMITS.repeatRows) found.add(row); }
  }
  return found.size === 0 ? NO_ROWS : [...found].sort((a, b) => a - b);
}
/** Whether a condition of a column or its being compulsory holds inside a row; a column's name hides the form's. */
const inRow = (facts: Facts, row: Answers): Facts => ({ ...facts, answers: { ...facts.answers, ...row } });
export const isRequired = (field: FormField, facts: Facts): boolean => (typeof field.required === 'boolean' ? field.required : holds(field.required, facts));

/** A table that people lengthen themselves: names `giayTo.0.soTrang`. Empty rows fall away. */
export function rowsKind(kindOf: (type: FieldType) => FieldKind): FieldKind {
  const read = (field: FormField, body: Body, name: string): Reading => {
    const rows: Answers[] = [];
    const problems: Problem[] = [];
    for (const number of rowNumbers(body, name)) {
      const row: Record<string, Answer> = {};
      const before = problems.length;
      for (const column of field.columns ?? NO_COLUMNS) {
        const cell = `${name}.${number}.${column.key}`;
        const reading = kindOf(column.type).read(column, body, cell);
        if ('problem' in reading) problems.push({ ...reading.problem, at: `${rows.length}.${column.key}` });
        else if (reading.answer !== undefined) row[column.key] = reading.answer;
      }
      if (Object.keys(row).length > 0 || problems.length > before) rows.push(row);
    }
    const [first, ...more] = problems;
    if (first) return { problem: more.length > 0 ? { ...first, more } : first };
    return { answer: rows.length === 0 ? undefined : rows };
  };

  const check = (field: FormField, answer: Answer, facts: Facts, lookups?: Lookups): Problem | undefined => {
    if (!Array.isArray(answer)) return notAText(field);
    const subject = headOf(field);
    const most = mostRows(field);
    if (answer.length > most) return { message: { vi: `${subject.vi}: nhiều nhất ${most} dòng – bớt ${answer.length - most} dòng, hoặc nộp làm hai lần`, en: `${subject.en}: at most ${most} rows – take away ${answer.length - most}, or submit twice` } };
    if (field.min !== undefined && answer.length < field.min) return { message: { vi: `${subject.vi}: cần ít nhất ${field.min} dòng`, en: `${subject.en}: at least ${field.min} rows are needed` } };
    const problems: Problem[] = [];
    const columns = field.columns ?? NO_COLUMNS;
    for (const [index, item] of answer.entries()) {
      if (typeof item !== 'object' || item === null || Array.isArray(item)) return notAText(field);
      const row = item as Answers;
      const here = inRow(facts, row);
      for (const key of Object.keys(row)) if (!columns.some((column) => column.key === key)) return notAText(field);
      for (const column of columns) {
        if (column.showWhen && !holds(column.showWhen, here)) continue;
        const value = row[column.key];
        const kind = kindOf(column.type);
        const found: Problem | undefined = value === undefined || value === null || value === ''
          ? (isRequired(column, here) ? { message: column.whenMissing ?? kind.missing(column) } : undefined)
          : kind.check(column, value, here, lookups);
        if (found) {
          const place = field.rowName ? { vi: `${pick(field.rowName, 'vi')} ${index + 1}`, en: `${pick(field.rowName, 'en')} ${index + 1}` } : { vi: `Dòng ${index + 1}`, en: `Row ${index + 1}` };
          problems.push({ ...found, at: `${index}.${column.key}`, message: { vi: `${place.vi}: ${found.message.vi}`, en: `${place.en}: ${found.message.en}` } });
        }
      }
    }
    const [first, ...more] = problems;
    return first ? (more.length > 0 ? { ...first, more } : first) : undefined;
  };

  return {
    parts: [],
    read, check,
    missing: (field) => missingWords(field, 'Chưa ghi', 'Enter'),
    show(field, answer, lang, lookups) {
      if (!Array.isArray(answer)) return String(answer);
      return answer.map((item) => {
        const row = item as Answers;
        return (field.columns ?? NO_COLUMNS).flatMap((column) => { const value = row[column.key]; return value === undefined || value === null ? [] : [`${pick(column.label, lang)}: ${kindOf(column.type).show(column, value, lang, lookups)}`]; }).join(', ');
      }).join('; ');
    },
    schema: (field) => ({
      type: 'array', maxItems: mostRows(field), ...(field.min === undefined ? {} : { minItems: field.min }),
      items: {
        type: 'object', additionalProperties: false,
        required: (field.columns ?? NO_COLUMNS).filter((column) => column.required === true && !column.showWhen).map((column) => column.key),
        properties: Object.fromEntries((field.columns ?? NO_COLUMNS).map((column) => [column.key, kindOf(column.type).schema(column)])),
      },
    }),
  };
}
