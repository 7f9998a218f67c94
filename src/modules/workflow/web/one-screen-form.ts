import type { Text } from '../../../shared/text.ts';
import { fieldsOf, holds, type Answer, type AddressAnswer, type Answers, type Condition, type Facts, type Scalar } from '../../../shared/condition.ts';
import { isAnswered, kindOf, NO, prefill, YES, type Body, type FormDefinition, type FormField, type FormPage } from '../../eform/domain/index.ts';

const kept = new WeakMap<FormDefinition, FormPage>();

/** All pages of a form as one, for reading the post: the counter has one screen. A page's own condition joins its fields'. */
export function oneScreen(form: FormDefinition): FormPage {
  let page = kept.get(form);
  if (!page) {
    page = { key: form.id, title: form.title, fields: form.pages.flatMap((one) => one.fields.map((field) => (one.showWhen ? { ...field, showWhen: both(one.showWhen, field.showWhen) } : field))) };
    kept.set(form, page);
  }
  return page;
}
const both = (first: Condition, second: Condition | undefined): Condition => (second ? { all: [first, second] } : first);

/** Questions that stand there under the same switches, outermost first; none: always. */
export interface ScreenBlock { readonly switches: readonly Condition[]; readonly fields: readonly FormField[] }
export interface ScreenSection { readonly key: string; readonly title: Text; readonly switches: readonly Condition[]; readonly blocks: readonly ScreenBlock[] }

/**
 * The screen for drawing, page by page. What the browser can switch by itself (one chosen answer) stays a switch, «not this
 * answer» too, as «one of the others»; what it cannot is settled by the answers so far, and open questions are shown.
 */
export function sectionsOf(form: FormDefinition, facts: Facts): readonly ScreenSection[] {
  const fields = new Map(form.pages.flatMap((page) => page.fields).map((field) => [field.key, field]));
  return form.pages.flatMap((page): readonly ScreenSection[] => {
    const shown = switchesOf(page.showWhen, fields, facts);
    if (shown === null) return [];
    const blocks: { switches: readonly Condition[]; fields: FormField[] }[] = [];
    for (const field of page.fields) {
      const own = switchesOf(field.showWhen, fields, facts);
      if (own === null) continue;
      const switches = [...shown, ...own];
      const { showWhen: _switched, ...always } = field;
      const last = blocks.at(-1);
      if (last && JSON.stringify(last.switches) === JSON.stringify(switches)) last.fields.push(always);
      else blocks.push({ switches, fields: [always] });
    }
    return blocks.length === 0 ? [] : [{ key: page.key, title: page.title, switches: shown, blocks }];
  });
}
/** null: not asked at all */
function switchesOf(condition: Condition | undefined, fields: ReadonlyMap<string, FormField>, facts: Facts): readonly Condition[] | null {
  const left = condition === undefined ? true : switchable(condition, fields, facts);
  return left === false ? null : left === true ? [] : 'all' in left ? left.all : [left];
}

/** A condition of which only switches are left, or its outcome. */
export function switchable(condition: Condition, fields: ReadonlyMap<string, FormField>, facts: Facts): Condition | boolean {
  if ('all' in condition) {
    const parts: Condition[] = [];
    for (const part of condition.all) {
      const left = switchable(part, fields, facts);
      if (left === false) return false;
      if (left !== true) parts.push(...('all' in left ? left.all : [left]));
    }
    return parts.length === 0 ? true : parts.length === 1 ? (parts[0] as Condition) : { all: parts };
  }
  if (('is' in condition || 'in' in condition) && choicesOf(fields.get(condition.field))) return condition;
  if ('not' in condition && ('is' in condition.not || 'in' in condition.not)) {
    const inner = condition.not;
    const unwanted: readonly Scalar[] = 'is' in inner ? [inner.is] : inner.in;
    const others = choicesOf(fields.get(inner.field))?.filter((value) => !unwanted.includes(value));
    if (others && others.length > 0) return { field: inner.field, in: others };
  }
  const undecided = fieldsOf(condition).some((key) => choicesOf(fields.get(key)) && !isAnswered(facts.answers[key]));
  return undecided || holds(condition, facts);
}
function choicesOf(field: FormField | undefined): readonly Scalar[] | undefined {
  if (field?.type === 'yes-no') return [true, false];
  return field?.type === 'radio' || field?.type === 'select' ? field.options?.map((option) => option.value) : undefined;
}

/** One switch as `data-show-when` reads it; undefined for a condition that the browser cannot read. */
export function switchWords(condition: Condition): string | undefined {
  const typed = (value: Scalar): string => (value === true ? YES : value === false ? NO : String(value));
  if ('is' in condition) return `${condition.field}=${typed(condition.is)}`;
  if ('in' in condition) return `${condition.field}=${condition.in.map(typed).join('|')}`;
  return undefined;
}

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
