import { LIMITS } from '../../../shared/limits.ts';
import { type Result, ok, refuse } from '../../../shared/result.ts';
import { type Due, computeDue } from './due.ts';
import type { CalendarYearMissing, WorkingCalendar } from './working-calendar.ts';

/**
 * By when an online submission must be answered: 8 working hours from the moment the system received it; outside hours
 * from the next working period (NĐ 45/2020 Đ.11). The 15:00 rule does not touch it.
 */
export function acknowledgementDue(calendar: WorkingCalendar, submittedAt: Date): Result<Due & { readonly due: Date }, CalendarYearMissing> {
  const due = computeDue(calendar, { start: submittedAt, term: { value: LIMITS.acknowledgeHours, unit: 'working-hour' }, rule: { mode: 'hours', cutOff: null }, about: 'acknowledgement' });
  if (due.ok && due.value.due) return ok({ ...due.value, due: due.value.due });
  if (!due.ok && due.refusal.kind === 'calendar-year-missing') return refuse(due.refusal);
  throw new Error('an acknowledgement without suspension always has a due moment');
}
