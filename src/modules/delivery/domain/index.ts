export * from './address.ts';
export * from './compare-statement.ts';
export * from './minutes.ts';
export * from './parcel.ts';
export * from './postage.ts';
export * from './read-served.ts';
export * from './served.ts';
export { COMPLAINT_MONTHS, expectedBy, secondTryFrom, TRANSIT_DAYS, TRY_GAP_DAYS, workingDayAfter, type IsWorkingDay } from './working-days.ts';
