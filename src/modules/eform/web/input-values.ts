import type { Answer, Answers } from '../../../shared/condition.ts';
import { NO, rowNumbers, YES } from '../domain/index.ts';
import type { Body, FormField } from '../domain/index.ts';

/** What stands in the inputs of a field: what was typed when the page comes back, else what the answer looks like typed. */
export type Typed = (name: string) => string | undefined;

/** Values as they were typed, wrong ones too: nothing is taken away from whoever typed it. */
export const typedIn = (body: Body): Typed => (name) => { const value = body[name]; return typeof value === 'string' ? value : value?.[0]; };

/** Values of a stored answer under the names of the field's inputs. */
export function typedFrom(field: FormField, answer: Answer | undefined, name: string): Readonly<Record<string, string>> {
  if (answer === undefined || answer === null) return {};
  switch (field.type) {
    case 'date':
    case 'partial-date': {
      const [year = '', month = '', day = ''] = String(answer).split('-');
      return { [`${name}.day`]: plainNumber(day), [`${name}.month`]: plainNumber(month), [`${name}.year`]: year };
    }
    case 'yes-no': return { [name]: answer === true ? YES : answer === false ? NO : '' };
    case 'declaration': return answer === true ? { [name]: YES } : {};
    case 'address': return typeof answer === 'object' && !Array.isArray(answer) ? Object.fromEntries(Object.entries(answer).map(([part, value]) => [`${name}.${part}`, String(value)])) : {};
    case 'rows': return Array.isArray(answer) ? Object.assign({}, ...(answer as readonly Answers[]).flatMap((row, at) => (field.columns ?? []).map((column) => typedFrom(column, row[column.key], `${name}.${at}.${column.key}`)))) as Record<string, string> : {};
    default: return { [name]: String(answer) };
  }
}
const plainNumber = (digits: string): string => (digits === '' ? '' : String(Number(digits)));

/** Chosen values of a field with several. */
export function chosenIn(body: Body | undefined, answer: Answer | undefined, name: string): readonly string[] {
  const value = body ? body[name] : answer;
  return value === undefined || value === null ? [] : Array.isArray(value) ? value.map(String) : [String(value)];
}

/** Rows to show: those with something in them, in order and numbered anew, as the reading of the page numbers them. */
export function filledRows(field: FormField, body: Body): readonly Body[] {
  return rowNumbers(body, field.key).map((row) => {
    const head = `${field.key}.${row}.`;
    return Object.fromEntries(Object.entries(body).filter(([name]) => name.startsWith(head)).map(([name, value]) => [name.slice(head.length), value]));
  }).filter((row) => Object.values(row).some((value) => (typeof value === 'string' ? value.trim() !== '' : (value?.length ?? 0) > 0)));
}
