import { addWorkingHours, officePeriods, type WorkingCalendar } from '../../calendar/domain/index.ts';
import { isPlainDate, vietnamDate, vietnamInstant, type PlainDate } from '../../../shared/plain-date.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';

/** Why a dossier is late, from a closed list: it is what the public sees, so no word of it can name anybody. */
export const CAUSES = ['our-workload', 'partner-agency', 'field-check', 'systems', 'rules-unclear', 'applicant'] as const;
export type Cause = (typeof CAUSES)[number];
export const isCause = (typed: string): typed is Cause => (CAUSES as readonly string[]).includes(typed);

/** Working hours after the date that a draft proposes; the leader decides. */
const PROPOSED_HOURS = 16;
/** The end of the office day that lies two working days after the date, or after now when the date has passed; null without a calendar. */
export function proposedDue(calendar: WorkingCalendar, due: Date, now: Date): Date | null {
  const later = addWorkingHours(calendar, due > now ? due : now, PROPOSED_HOURS);
  if (!later.ok) return null;
  const end = closingOf(calendar, vietnamDate(later.value));
  return end.ok ? end.value : null;
}
export type NewDateRefusal = { readonly kind: 'date-missing' } | { readonly kind: 'date-off'; readonly date: PlainDate } | { readonly kind: 'no-calendar'; readonly year: number };
/** The closing moment of the day that was typed: an appointment stands at the end of an office day. */
export function appointmentOn(calendar: WorkingCalendar, typed: string): Result<Date, NewDateRefusal> {
  return isPlainDate(typed) ? closingOf(calendar, typed) : refuse({ kind: 'date-missing' });
}
function closingOf(calendar: WorkingCalendar, date: PlainDate): Result<Date, NewDateRefusal> {
  const periods = officePeriods(calendar, date);
  if (!periods.ok) return refuse({ kind: 'no-calendar', year: periods.refusal.year });
  const last = periods.value.at(-1);
  return last ? ok(vietnamInstant(date, last.to)) : refuse({ kind: 'date-off', date });
}
