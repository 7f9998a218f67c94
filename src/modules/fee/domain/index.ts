export type * from './fee-rule.ts';
