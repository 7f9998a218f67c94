import type { Answer, Answers, Facts } from '../../../shared/condition.ts';
import { holds } from '../../../shared/condition.ts';
import type { FormDefinition, FormField, FormPage } from './form.ts';
import { prepareForm, preparePage } from './prepare.ts';
import type { PreparedField, PreparedForm } from './prepare.ts';

export const isAnswered = (answer: Answer | undefined): answer is Answer =>
  answer !== undefined && answer !== null && answer !== '' && !(Array.isArray(answer) && answer.length === 0);

/** Pages on the person's path, in order. */
export function relevantPages(form: FormDefinition, facts: Facts): readonly FormPage[] {
  const found: FormPage[] = [];
  walk(prepareForm(form), facts, (page) => { found.push(page); });
  return found;
}

/** Fields of one page that the answers given so far call for. */
export function relevantFields(page: FormPage, facts: Facts): readonly FormField[] {
  return preparePage(page).fields.filter(({ showWhen }) => !showWhen || holds(showWhen, facts)).map(({ field }) => field);
}

/**
 * Only the form's own answers on the relevant path. Pages and fields are taken in order and a condition sees only what
 * was kept before it, so that an answer left over from a path not taken cannot open another.
 */
export function keepRelevant(form: FormDefinition, facts: Facts): Answers {
  return walk(prepareForm(form), facts);
}

/**
 * Goes along the path. `onField` is called for every relevant field with the facts as they stand there, before its own
 * answer joins them. Facts from outside the form (screening) stay visible to conditions.
 */
export function walk(
  prepared: PreparedForm, facts: Facts,
  onPage?: (page: FormPage) => void,
  onField?: (field: PreparedField, answer: Answer | undefined, facts: Facts, page: FormPage) => void,
): Answers {
  const kept: Record<string, Answer> = {};
  const seen: Record<string, Answer | undefined> = {};
  for (const [key, value] of Object.entries(facts.answers)) if (!prepared.keys.has(key)) seen[key] = value;
  const here: Facts = { answers: seen, channel: facts.channel, today: facts.today };
  for (const { page, fields } of prepared.pages) {
    if (page.showWhen && !holds(page.showWhen, here)) continue;
    onPage?.(page);
    for (const prepared of fields) {
      if (prepared.showWhen && !holds(prepared.showWhen, here)) continue;
      let answer = facts.answers[prepared.key];
      if (answer !== undefined && prepared.conditionalColumns) answer = withoutIdleCells(prepared.field, answer, here);
      onField?.(prepared, answer, here, page);
      if (isAnswered(answer)) { kept[prepared.key] = answer; seen[prepared.key] = answer; }
    }
  }
  return kept;
}

/** Cells of columns whose condition does not hold in their row fall away. */
export function withoutIdleCells(field: FormField, answer: Answer, facts: Facts): Answer {
  if (!Array.isArray(answer)) return answer;
  return (answer as readonly Answers[]).map((row) => {
    if (typeof row !== 'object' || row === null) return row;
    const kept: Record<string, Answer> = {};
    for (const [key, value] of Object.entries(row)) {
      const column = field.columns?.find((one) => one.key === key);
      const idle = column?.showWhen && !holds(column.showWhen, { ...facts, answers: { ...facts.answers, ...row } });
      if (!idle && value !== undefined) kept[key] = value;
    }
    return kept;
  });
}
