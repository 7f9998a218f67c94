import type { Text } from '../../../shared/text.ts';
import { fieldId } from '../../../ui/components/field/field.tsx';
import type { FieldError, FormField, FormPage } from '../domain/index.ts';

/** Errors of a page for the list above its title, each with the id of the input to go to. */
export function problemsOf(page: FormPage, errors: readonly FieldError[]): readonly { readonly name: string; readonly id: string; readonly message: Text }[] {
  return errors.map((error) => ({ name: error.part === undefined ? error.field : `${error.field}.${error.part}`, id: inputId(fieldAt(page, error.field), error), message: error.message }));
}
function fieldAt(page: FormPage, path: string): FormField | undefined {
  const [key, , column] = path.split('.');
  const field = page.fields.find((one) => one.key === key);
  return column === undefined ? field : field?.columns?.find((one) => one.key === column);
}
// the first input of a group bears the field's own id
function inputId(field: FormField | undefined, { field: name, part }: FieldError): string {
  const id = fieldId(name);
  if (field?.type === 'rows') return fieldId(`${name}.0.${field.columns?.[0]?.key ?? ''}`);
  if (part === undefined || part === 'day') return id;
  if (field?.type === 'address' && part === (offersCountries(field) ? 'country' : 'province')) return id;
  return `${id}-${part}`;
}
/** Addresses of people who may live abroad offer the list of countries; it is long, so the others do not. */
export const offersCountries = (field: FormField): boolean => field.abroad === true;
