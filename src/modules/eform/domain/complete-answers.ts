import type { Answer, Answers, Facts } from '../../../shared/condition.ts';
import { holds } from '../../../shared/condition.ts';
import { isPlainDate } from '../../../shared/plain-date.ts';
import { dateInWords } from './date-in-words.ts';
import { isAddress } from './field-types/address.ts';
import type { AddressOfficialIds, DerivedRule, FormDefinition, FormField } from './form.ts';
import { prepareForm } from './prepare.ts';
import { isAnswered, keepRelevant } from './relevance.ts';

/**
 * The relevant answers together with what follows from them: fields not asked because the answer is already known
 * elsewhere (`otherwise`) and the form's `derived` fields. Templates of results and other systems read these.
 */
export function completeAnswers(form: FormDefinition, facts: Facts): Answers {
  const complete: Record<string, Answer> = { ...(keepRelevant(form, facts) as Record<string, Answer>) };
  const here: Facts = { answers: complete, channel: facts.channel, today: facts.today };
  for (const { fields } of prepareForm(form).pages) {
    for (const { field, key } of fields) {
      if (complete[key] !== undefined || !field.otherwise) continue;
      const value = apply(field.otherwise, here);
      if (isAnswered(value)) complete[key] = value;
    }
  }
  for (const derived of form.derived ?? []) {
    const value = apply(derived.rules, here);
    if (isAnswered(value)) complete[derived.key] = value;
  }
  return complete;
}

function apply(rules: readonly DerivedRule[], facts: Facts): Answer | undefined {
  const rule = rules.find((one) => !one.when || holds(one.when, facts));
  if (!rule) return undefined;
  if (rule.value !== undefined) return rule.value;
  if (rule.copy !== undefined) return facts.answers[rule.copy];
  const date = rule.dateInWords === undefined ? undefined : facts.answers[rule.dateInWords];
  return typeof date === 'string' && isPlainDate(date) ? dateInWords(date) : undefined;
}

/** The answers under the ids of the ministry's e-form: flat text as that form carries it; yes and no are `YES` and `NO`. */
export function officialAnswers(form: FormDefinition, facts: Facts): Readonly<Record<string, string>> {
  const complete = completeAnswers(form, facts);
  const official: Record<string, string> = {};
  const put = (field: Pick<FormField, 'key' | 'type' | 'officialId' | 'officialIds' | 'officialNote'>): void => {
    const value = complete[field.key];
    if (!isAnswered(value)) return;
    if (field.officialIds && isAddress(value)) putAddress(official, field.officialIds, value);
    // a field with a doubt about its counterpart is known but not sent
    if (field.officialId === undefined || field.officialNote !== undefined) return;
    official[field.officialId] = typeof value === 'boolean' ? (value ? 'YES' : 'NO') : typeof value === 'object' ? JSON.stringify(value) : String(value);
  };
  for (const page of form.pages) page.fields.forEach(put);
  for (const derived of form.derived ?? []) put(derived);
  return official;
}
function putAddress(official: Record<string, string>, ids: AddressOfficialIds, value: { readonly country: string; readonly province?: string; readonly commune?: string; readonly detail?: string; readonly declaredText?: string }): void {
  const set = (id: string | undefined, text: string | undefined): void => { if (id !== undefined && text !== undefined && text !== '') official[id] = text; };
  set(ids.kind, value.country === 'VN' ? '1' : '2');
  set(ids.country, value.country);
  set(ids.province, value.province);
  set(ids.commune, value.commune);
  set(ids.detail, value.detail ?? value.declaredText);
}
/** Every official id that the form can fill, for checking it against the official list. */
export function officialIdsOf(form: FormDefinition): readonly string[] {
  return [...form.pages.flatMap((page) => page.fields), ...(form.derived ?? [])]
    .flatMap((field) => [...(field.officialId === undefined ? [] : [field.officialId]), ...Object.values(field.officialIds ?? {})]);
}
