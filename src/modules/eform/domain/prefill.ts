import type { Answer, Answers, Facts } from '../../../shared/condition.ts';
import { holds } from '../../../shared/condition.ts';
import type { FormField, FormPage } from './form.ts';
import { kindOf } from './field-types/index.ts';
import { isAnswered, relevantFields } from './relevance.ts';

export interface Prefilled { readonly answers: Answers; /** where each came from: `me.name`, `answer.requesterName` or `initial` */ readonly sources: Readonly<Record<string, string>> }

/**
 * Proposals for a page's fields that have no answer yet, from what the program already holds (`me`: the person's account
 * or card, keys without `me.`) or from earlier answers: `answer.` takes the answer, `shown.` its words (`shown` gives them,
 * for results that a specialist drafts). Proposals that would not pass are not made.
 */
export function prefill(page: Pick<FormPage, 'key' | 'title' | 'fields'>, facts: Facts, me: Readonly<Record<string, Answer | undefined>>, shown?: (field: string) => string): Prefilled {
  const answers: Record<string, Answer> = {};
  const sources: Record<string, string> = {};
  for (const field of relevantFields(page, facts)) {
    if (isAnswered(facts.answers[field.key])) continue;
    for (const from of sourcesOf(field, facts)) {
      const value = from === 'initial' ? field.initial : valueFrom(from, facts, me, shown);
      if (!isAnswered(value) || kindOf(field.type).check(field, value, facts)) continue;
      answers[field.key] = value;
      sources[field.key] = from;
      break;
    }
  }
  return { answers, sources };
}
function valueFrom(from: string, facts: Facts, me: Readonly<Record<string, Answer | undefined>>, shown?: (field: string) => string): Answer | undefined {
  const dot = from.indexOf('.');
  const name = from.slice(dot + 1);
  switch (from.slice(0, dot)) {
    case 'me': return me[name];
    case 'answer': return facts.answers[name];
    case 'shown': return shown?.(name);
    default: return undefined;
  }
}
function sourcesOf(field: FormField, facts: Facts): readonly string[] {
  return [
    ...(field.prefillFrom ?? []).filter((rule) => !rule.when || holds(rule.when, facts)).map((rule) => rule.from),
    ...(field.prefill === undefined ? [] : [field.prefill]),
    ...(field.initial === undefined ? [] : ['initial']),
  ];
}
