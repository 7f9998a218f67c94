export * from './case.ts';
export * from './rating.ts';
export * from './writer.ts';
