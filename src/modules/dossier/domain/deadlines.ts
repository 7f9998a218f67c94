import type { PlainDate } from '../../../shared/plain-date.ts';
import type { Result } from '../../../shared/result.ts';
import type { Term } from '../../calendar/domain/index.ts';
import type { Due } from './event.ts';
import type { ClockEvent } from '../../calendar/domain/index.ts';

export interface CalendarMissing { readonly kind: 'calendar-year-missing'; readonly year: number }

/** What the rules of a dossier ask of the calendar; made from the agency's calendar, so that decisions stay pure. */
export interface Deadlines {
  /** 8 working hours from the moment the system received it, outside hours from the next working period (NĐ 45/2020 Đ.11) */
  acknowledgeBy(submittedAt: Date): Result<Due, CalendarMissing>;
  /** When the clock starts for a dossier accepted at this moment, and whether the 15:00 rule moved it. */
  clockStart(receivedAt: Date): Result<{ readonly at: Date; readonly afterCutoff: boolean }, CalendarMissing>;
  /** give the moment of reception itself: the sentence then names the 15:00 rule */
  due(receivedAt: Date, term: Term, clock: readonly ClockEvent[]): Result<Due, CalendarMissing>;
  afterWorkingHours(from: Date, hours: number): Result<Date, CalendarMissing>;
  /** working minutes between two moments; negative never, 0 when `to` is earlier */
  workingMinutes(from: Date, to: Date): Result<number, CalendarMissing>;
  workingDaysSince(from: Date, to: Date): Result<number, CalendarMissing>;
  /** the last moment at which an apology is still in time: one working day before the date (NĐ 61/2018 Đ.19 k.9) */
  lastApology(due: Date): Result<Date, CalendarMissing>;
  /** when the office closes on a day; null on a day off */
  closingOf(date: PlainDate): Result<Date | null, CalendarMissing>;
}
