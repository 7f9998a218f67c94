import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../platform/package-root.ts';
import { type CalendarData, type WorkingCalendar, workingCalendar } from '../domain/index.ts';

/** The calendar that is delivered with the program: dated rows with their sources, for seeding and for `mot-cua due`. */
export function nationalCalendarData(): CalendarData {
  const { years, days, officeHours } = JSON.parse(readFileSync(join(packageRoot(), 'procedures', 'calendar', 'vietnam-2024-2027.json'), 'utf8')) as CalendarData;
  return { years, days, officeHours };
}
let ready: WorkingCalendar | undefined;
/** The same, ready for counting; read once. */
export const nationalCalendar = (): WorkingCalendar => (ready ??= workingCalendar(nationalCalendarData()));
