import type { CalendarData } from '../domain/index.ts';
import type { CalendarStore } from '../ports.ts';

/** Gives an empty installation the calendar that is delivered with the program; never touches one that is there. */
export const seedCalendar = (deps: { readonly store: Pick<CalendarStore, 'seed'> }, data: CalendarData, now: Date): Promise<boolean> => deps.store.seed(data, now);
