export { FormFields, formFieldsWith } from './form-fields.tsx';
export type { FormFieldsProps } from './form-fields.tsx';
export type { FormPlaces } from './field-input.tsx';
export { FormSummary } from './form-summary.tsx';
export type { FormSummaryProps } from './form-summary.tsx';
export { problemsOf } from './problems.ts';
