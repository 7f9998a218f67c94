import { addDays, vietnamDate, type PlainDate } from '../../../shared/plain-date.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import type { CalendarMissing } from '../../dossier/domain/index.ts';
import type { Zone } from './postage.ts';

/** Is the office's calendar open on this day? Fails where a year of it is not entered. */
export type IsWorkingDay = (date: PlainDate) => Result<boolean, CalendarMissing>;
/** longest stretch that is walked: the longest run of days off is Tết's, some nine days */
const FARTHEST = 60;

/** The n-th working day after a day, which itself is not counted. */
export function workingDayAfter(from: PlainDate, days: number, isWorking: IsWorkingDay): Result<PlainDate, CalendarMissing> {
  let left = days;
  for (let step = 1; step <= FARTHEST; step++) {
    const date = addDays(from, step);
    const working = isWorking(date);
    if (!working.ok) return working;
    if (working.value) left -= 1;
    if (left === 0) return ok(date);
  }
  return refuse({ kind: 'calendar-year-missing', year: Number(from.slice(0, 4)) });
}

/** The receiver is called at least twice, two working days apart, before the envelope goes back (TT 17/2017/TT-BTTTT Đ.5 k.2h). */
export const TRY_GAP_DAYS = 2;
export const secondTryFrom = (first: Date, isWorking: IsWorkingDay): Result<PlainDate, CalendarMissing> => workingDayAfter(vietnamDate(first), TRY_GAP_DAYS, isWorking);

/**
 * Transit times J + n in working days (TT 17/2017/TT-BTTTT Đ.7): inside a province 2, between other provinces 4; the
 * shorter time between the largest cities is not promised here, and the step inside a district went with the districts.
 */
export const TRANSIT_DAYS: Readonly<Record<Zone, number>> = { province: 2, country: 4 };
export const expectedBy = (handed: Date, zone: Zone, isWorking: IsWorkingDay): Result<PlainDate, CalendarMissing> => workingDayAfter(vietnamDate(handed), TRANSIT_DAYS[zone], isWorking);
/** A complaint about the post is made within six months after that (TT 17/2017/TT-BTTTT Đ.8). */
export const COMPLAINT_MONTHS = 6;
