export * from './intent.ts';
export * from './settle.ts';
export * from './receipt.ts';
