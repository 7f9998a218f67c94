import type { Text } from '../../../shared/text.ts';
import type { FormDefinition, FormField, Option } from './form.ts';

export interface SharedList { readonly name: Text; readonly source?: string; readonly unverified?: boolean; readonly items: readonly Option[] }
export type SharedLists = Readonly<Record<string, SharedList>>;

/** Lists that two types mean without saying so. */
export const COUNTRY_LIST = 'NATION';
export const ETHNIC_LIST = 'ETHNIC';

/** The form with the items of shared lists in place; throws when a list does not exist, for that form cannot be answered. */
export function resolveLists(form: FormDefinition, lists: SharedLists): FormDefinition {
  const resolve = <F extends Pick<FormField, 'key' | 'type' | 'list' | 'options'>>(field: F): F => {
    const name = listOf(field);
    if (name === undefined || field.options) return field;
    const list = lists[name];
    if (!list) throw new Error(`form ${form.id}, field ${field.key}: no list ${name}`);
    return { ...field, options: list.items };
  };
  const withColumns = (field: FormField): FormField => resolve(field.columns ? { ...field, columns: field.columns.map(resolve) } : field);
  return {
    ...form,
    pages: form.pages.map((page) => ({ ...page, fields: page.fields.map(withColumns) })),
    ...(form.derived ? { derived: form.derived.map(resolve) } : {}),
  };
}
/** Single questions outside a form, such as those of a quick check. */
export function resolveFields(fields: readonly FormField[], lists: SharedLists): readonly FormField[] {
  const [page] = resolveLists({ id: 'fields', version: 1, title: { vi: 'Câu hỏi', en: 'Questions' }, source: {}, pages: [{ key: 'fields', title: { vi: 'Câu hỏi', en: 'Questions' }, fields }] }, lists).pages;
  return page?.fields ?? [];
}
export const listOf = (field: Pick<FormField, 'type' | 'list'>): string | undefined =>
  field.list ?? (field.type === 'country' ? COUNTRY_LIST : field.type === 'ethnicity' ? ETHNIC_LIST : undefined);
