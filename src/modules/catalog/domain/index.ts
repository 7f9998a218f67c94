export type * from './procedure.ts';
