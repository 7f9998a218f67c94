import type { Condition } from '../../../shared/condition.ts';
import { kindOf } from './field-types/index.ts';
import type { FieldKind, Problem } from './field-types/kind.ts';
import type { FieldError, FormDefinition, FormField, FormPage } from './form.ts';

/** A field with what is needed at every validation, looked up once per form. */
export interface PreparedField {
  readonly field: FormField;
  readonly key: string;
  readonly kind: FieldKind;
  readonly showWhen: Condition | undefined;
  readonly conditionalColumns: boolean;
}
export interface PreparedPage { readonly page: FormPage; readonly fields: readonly PreparedField[]; /** exact input names */ readonly names: ReadonlySet<string>; /** `rows` fields by the head of their input names */ readonly rows: readonly PreparedField[]; readonly keys: ReadonlySet<string> }
export interface PreparedForm { readonly pages: readonly PreparedPage[]; readonly keys: ReadonlySet<string> }

const forms = new WeakMap<FormDefinition, PreparedForm>();
const pages = new WeakMap<FormPage, PreparedPage>();

/** Definitions are immutable data, so the work is remembered by their identity and forgotten with them. */
export function prepareForm(form: FormDefinition): PreparedForm {
  let found = forms.get(form);
  if (!found) {
    const prepared = form.pages.map(preparePage);
    found = { pages: prepared, keys: new Set(prepared.flatMap((page) => [...page.keys])) };
    forms.set(form, found);
  }
  return found;
}
export function preparePage(page: FormPage): PreparedPage {
  let found = pages.get(page);
  if (!found) {
    const fields = page.fields.map((field): PreparedField => ({
      field, key: field.key, kind: kindOf(field.type), showWhen: field.showWhen,
      conditionalColumns: (field.columns ?? []).some((column) => column.showWhen !== undefined),
    }));
    found = {
      page, fields,
      names: new Set(fields.flatMap(({ key, kind }) => kind.parts.map((part) => key + part))),
      rows: fields.filter(({ field }) => field.type === 'rows'),
      keys: new Set(fields.filter(({ field }) => field.type !== 'note').map(({ key }) => key)),
    };
    pages.set(page, found);
  }
  return found;
}

/** A field's problems as the page and its summary need them. */
export function errorsOf(key: string, problem: Problem): readonly FieldError[] {
  return [problem, ...(problem.more ?? [])].map((one) => {
    const field = one.at === undefined ? key : `${key}.${one.at}`;
    return one.part === undefined ? { field, message: one.message } : { field, part: one.part, message: one.message };
  });
}

