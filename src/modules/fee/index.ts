export type * from './domain/index.ts';
