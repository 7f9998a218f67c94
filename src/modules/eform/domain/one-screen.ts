import type { Text } from '../../../shared/text.ts';
import { fieldsOf, holds, leftOfAll, type Condition, type Facts, type Scalar } from '../../../shared/condition.ts';
import type { FormDefinition, FormField, FormPage } from './form.ts';
import { isAnswered } from './relevance.ts';
import { NO, YES } from './field-types/yes-no.ts';

const kept = new WeakMap<FormDefinition, FormPage>();

/** All pages of a form as one, for reading the post where there is one screen: at the counter, and for filling in and printing. A page's own condition joins its fields'. */
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
  if ('all' in condition) return leftOfAll(condition.all, (part) => switchable(part, fields, facts));
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
