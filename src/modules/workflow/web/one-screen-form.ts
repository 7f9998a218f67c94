import { fieldsOf, type Answer, type AddressAnswer, type Answers, type Facts } from '../../../shared/condition.ts';
import { kindOf, NO, prefill, YES, type Body, type FieldError, type FormField, type FormPage } from '../../eform/domain/index.ts';

export { oneScreen, sectionsOf, switchable, switchWords, type ScreenBlock, type ScreenSection } from '../../eform/domain/index.ts';

/** Boxes left empty take what is known of the person, so that nothing is typed twice. What was typed is never replaced. */
export function fillEmpty(page: FormPage, body: Body, facts: Facts, me: Readonly<Record<string, Answer | undefined>>): Body {
  const proposed = prefill(page, facts, me).answers;
  const filled: Record<string, string | readonly string[] | undefined> = { ...body };
  for (const field of page.fields) {
    const answer = proposed[field.key];
    if (answer === undefined || typedNames(field).some((name) => { const value = body[name]; return typeof value === 'string' ? value.trim() !== '' : (value?.length ?? 0) > 0; })) continue;
    Object.assign(filled, asTyped(field, answer));
  }
  return filled;
}
const typedNames = (field: FormField): readonly string[] => kindOf(field.type).parts.filter((part) => part !== '.country').map((part) => `${field.key}${part}`);

/** A simple answer as it would stand in the inputs of its field. */
export function asTyped(field: Pick<FormField, 'key' | 'type'>, answer: Answer): Readonly<Record<string, string>> {
  if (field.type === 'date' || field.type === 'partial-date') {
    const [year = '', month = '', day = ''] = String(answer).split('-');
    const plain = (digits: string): string => (digits === '' ? '' : String(Number(digits)));
    return { [`${field.key}.day`]: plain(day), [`${field.key}.month`]: plain(month), [`${field.key}.year`]: year };
  }
  if (typeof answer === 'boolean') return { [field.key]: answer ? YES : NO };
  if (typeof answer === 'object' && answer !== null && !Array.isArray(answer)) return Object.fromEntries(Object.entries(answer as AddressAnswer).map(([part, value]) => [`${field.key}.${part}`, String(value)]));
  return { [field.key]: String(answer) };
}

/** Errors about what was typed; the others only say that a box is still empty, which something put aside may be. */
export function aboutTyped(body: Body, errors: readonly FieldError[]): readonly FieldError[] {
  const filled = Object.entries(body).filter(([, value]) => (typeof value === 'string' ? value.trim() !== '' : (value?.length ?? 0) > 0)).map(([name]) => name);
  return errors.filter((error) => filled.some((name) => name === error.field || name.startsWith(`${error.field}.`)));
}

/**
 * Errors that can be mended now. What hangs on a choice that is itself still missing stands hidden under it on the screen:
 * it is asked for when the choice is made. The choice's own error stays, so nothing incomplete passes.
 */
export function askedNow(page: FormPage, body: Body, answers: Answers, errors: readonly FieldError[]): readonly FieldError[] {
  const fields = new Map(page.fields.map((field) => [field.key, field]));
  const missing = new Set(errors.map((error) => error.field).filter((key) => answers[key] === undefined && ['radio', 'select', 'yes-no'].includes(fields.get(key)?.type ?? '')));
  const typed = new Set(aboutTyped(body, errors));
  const hangs = (key: string): boolean => { const when = fields.get(key)?.showWhen; return when !== undefined && fieldsOf(when).some((one) => missing.has(one)); };
  return errors.filter((error) => typed.has(error) || !hangs(error.field.split('.')[0] ?? ''));
}

/** Drafted answers of questions that this form still asks. */
export const answersOfForm = (page: FormPage, answers: Answers): Answers => Object.fromEntries(page.fields.flatMap((field) => { const value = answers[field.key]; return value !== undefined ? [[field.key, value]] : []; }));

/** Answers for counting the fee while typing goes on: a table with an unfinished row counts with what is in it. */
export function countable(page: FormPage, body: Body, inOrder: Answers): Answers {
  const unfinished = page.fields.filter((field) => field.type === 'rows' && inOrder[field.key] === undefined).flatMap((field) => {
    const reading = kindOf(field.type).read(field, body, field.key);
    return 'answer' in reading && reading.answer !== undefined ? [[field.key, reading.answer] as const] : [];
  });
  return unfinished.length === 0 ? inOrder : { ...inOrder, ...Object.fromEntries(unfinished) };
}
