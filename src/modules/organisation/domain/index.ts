export * from './agency.ts';
export * from './rights.ts';
export * from './staff.ts';
export * from './signing.ts';
export * from './second-factor.ts';
