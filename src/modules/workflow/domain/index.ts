export * from './paper-of-event.ts';
