import { kindOf } from './field-types/index.ts';
import type { JsonSchema } from './field-types/kind.ts';
import type { FormDefinition } from './form.ts';

/**
 * JSON Schema (2020-12) of a form's answers, for other systems. Compulsory are only fields that no condition can take
 * away; the conditional rest is judged by `validateAnswers`.
 */
export function jsonSchemaOf(form: FormDefinition): JsonSchema {
  const fields = form.pages.flatMap((page) => page.fields.map((field) => ({ page, field }))).filter(({ field }) => field.type !== 'note');
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:mot-cua:form:${form.id}:${form.version}`,
    title: form.title.vi,
    type: 'object',
    additionalProperties: false,
    required: fields.filter(({ page, field }) => field.required === true && !field.showWhen && !page.showWhen).map(({ field }) => field.key),
    properties: Object.fromEntries(fields.map(({ field }) => [field.key, { title: field.officialLabel ?? field.label.vi, ...kindOf(field.type).schema(field) }])),
  };
}
