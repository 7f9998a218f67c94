import type { Answers, Facts } from '../../../shared/condition.ts';
import { personalIdWarnings } from './field-types/personal-id.ts';
import { isRequired } from './field-types/rows.ts';
import type { FieldError, FormDefinition, Lookups } from './form.ts';
import { errorsOf, prepareForm } from './prepare.ts';
import { isAnswered, walk } from './relevance.ts';

export interface ValidatedAnswers {
  /** answers on the relevant path, in order or not; nothing else may be stored with a dossier */
  readonly answers: Answers;
  /** pages that need mending, in order; empty when the form may be submitted */
  readonly pages: readonly { readonly page: string; readonly errors: readonly FieldError[] }[];
}

/** Judges a whole set of answers along the relevant path; what lies off it is neither judged nor kept. */
export function validateAnswers(form: FormDefinition, facts: Facts, lookups?: Lookups): ValidatedAnswers {
  const pages: { page: string; errors: FieldError[] }[] = [];
  const add = (page: string, errors: readonly FieldError[]): void => {
    const last = pages.at(-1);
    if (last?.page === page) last.errors.push(...errors);
    else pages.push({ page, errors: [...errors] });
  };
  const answers = walk(prepareForm(form), facts, undefined, ({ field, key, kind }, answer, here, page) => {
    if (!isAnswered(answer)) {
      if (field.type !== 'note' && isRequired(field, here)) add(page.key, [{ field: key, message: field.whenMissing ?? kind.missing(field) }]);
      return;
    }
    const problem = kind.check(field, answer, here, lookups);
    if (problem) add(page.key, errorsOf(key, problem));
  });
  return { answers, pages };
}

/**
 * Doubts that never stop anybody: an identity number that does not fit the birth date, the sex or any known province.
 * `sexes` says which option of a sex field means what.
 */
export function warningsOf(form: FormDefinition, facts: Facts, sexes: { readonly male: string; readonly female: string } = { male: '1', female: '2' }): readonly FieldError[] {
  const found: FieldError[] = [];
  const kept = walk(prepareForm(form), facts);
  for (const { fields } of prepareForm(form).pages) {
    for (const { field, key } of fields) {
      const id = kept[key];
      if (field.type !== 'personal-id' || typeof id !== 'string') continue;
      const birth = field.compareWith?.birth === undefined ? undefined : kept[field.compareWith.birth];
      const typedSex = field.compareWith?.sex === undefined ? undefined : kept[field.compareWith.sex];
      const sex = typedSex === sexes.male ? 'male' : typedSex === sexes.female ? 'female' : undefined;
      const known = { ...(typeof birth === 'string' ? { birth } : {}), ...(sex ? { sex } as const : {}) };
      for (const message of personalIdWarnings(id, known)) found.push({ field: key, message });
    }
  }
  return found;
}
