export * from './group.ts';
export * from './task.ts';
