export * from './amount-in-words.ts';
export * from './check-fee-rule.ts';
export * from './compute-fee.ts';
export * from './describe-amount.ts';
export type * from './fee-rule.ts';
export * from './change-amount.ts';
