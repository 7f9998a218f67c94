export { readStarterForms } from './store/form-files.ts';
