export * from './control-slip.ts';
export * from './paper-of-event.ts';
export * from './printed-register.ts';
export * from './register-line.ts';
