export { readStarterForms } from './store/form-files.ts';
export { FormFields, formFieldsWith } from './web/form-fields.tsx';
export type { FormFieldsProps } from './web/form-fields.tsx';
export type { FormPlaces } from './web/field-input.tsx';
export { FormSummary } from './web/form-summary.tsx';
export type { FormSummaryProps } from './web/form-summary.tsx';
export { problemsOf } from './web/problems.ts';
