export * from './event.ts';
export * from './state.ts';
export * from './action.ts';
export * from './projection.ts';
export * from './national-status.ts';
export * from './code.ts';
export * from './chain.ts';
