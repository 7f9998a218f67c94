import { type Result, ok, refuse } from '../../../shared/result.ts';
import type { Text } from '../../../shared/text.ts';
import { type DueRefusal, type DueRule, type Suspension, computeDue, dueMoment } from './due.ts';
import type { Term } from './term.ts';
import type { CalendarYearMissing, WorkingCalendar } from './working-calendar.ts';
import { workingMinutesBetween } from './working-time.ts';

/**
 * Why the clock stands. A late opinion of another agency is not in itself a reason (NĐ 61/2018 Đ.19 k.5b): `other-agency`
 * is only for the sector laws that say so.
 */
export type SuspensionReason = 'supplement' | 'financial-obligation' | 'withdrawal-request' | 'other-agency' | 'force-majeure';

/** What happened to the clock of a dossier, in the order of happening; moments are ISO strings as events store them. */
export type ClockEvent =
  | { readonly kind: 'started'; readonly at: string }
  | { readonly kind: 'suspended'; readonly at: string; readonly reason: SuspensionReason }
  | { readonly kind: 'resumed'; readonly at: string }
  /** an appraisal supplement is complete: the whole term again (NĐ 61/2018 Đ.19 k.4); ends a suspension */
  | { readonly kind: 'restarted'; readonly at: string }
  /** apology with a new appointment, once (NĐ 61/2018 Đ.19 k.9) */
  | { readonly kind: 'extended'; readonly at: string; readonly until: string }
  | { readonly kind: 'stopped'; readonly at: string };

export interface ClockState {
  readonly status: 'running' | 'standing' | 'stopped';
  readonly start: Date;
  readonly restarts: readonly Date[];
  readonly suspensions: readonly (Suspension & { readonly reason: SuspensionReason })[];
  readonly extension: { readonly at: Date; readonly until: Date } | null;
  readonly stopped: Date | null;
}
export type ClockRefusal = {
  readonly kind: 'clock-not-started' | 'clock-started-twice' | 'already-standing' | 'not-standing' | 'extended-twice' | 'extended-while-standing' | 'clock-stopped' | 'clock-out-of-order' | 'not-a-moment';
  /** place of the event in the list */ readonly index: number;
};

/** Folds the events into the state of the clock, refusing a history that cannot have happened. */
export function foldClock(events: readonly ClockEvent[]): Result<ClockState, ClockRefusal> {
  let state: ClockState | null = null;
  let latest = Number.NEGATIVE_INFINITY;
  for (const [index, event] of events.entries()) {
    const no = (kind: ClockRefusal['kind']): Result<never, ClockRefusal> => refuse({ kind, index });
    const at = new Date(event.at);
    if (Number.isNaN(at.getTime())) return no('not-a-moment');
    // Start and restart may lie ahead (the next opening), and work may still end before it.
    if (at.getTime() < latest && event.kind !== 'stopped') return no('clock-out-of-order');
    if (event.kind !== 'started' && event.kind !== 'restarted') latest = at.getTime();
    if (event.kind === 'started') {
      if (state) return no('clock-started-twice');
      state = { status: 'running', start: at, restarts: [], suspensions: [], extension: null, stopped: null };
      continue;
    }
    if (!state) return no('clock-not-started');
    if (state.status === 'stopped') return no('clock-stopped');
    const current: ClockState = state;
    switch (event.kind) {
      case 'suspended':
        if (current.status === 'standing') return no('already-standing');
        state = { ...current, status: 'standing', suspensions: [...current.suspensions, { from: at, to: null, reason: event.reason }] };
        break;
      case 'resumed':
        if (current.status !== 'standing') return no('not-standing');
        state = { ...current, status: 'running', suspensions: closed(current, at) };
        break;
      case 'restarted':
        state = { ...current, status: 'running', suspensions: closed(current, at), restarts: [...current.restarts, at] };
        break;
      case 'extended': {
        if (current.extension) return no('extended-twice');
        if (current.status === 'standing') return no('extended-while-standing');
        const until = new Date(event.until);
        if (Number.isNaN(until.getTime())) return no('not-a-moment');
        state = { ...current, extension: { at, until } };
        break;
      }
      case 'stopped':
        state = { ...current, status: 'stopped', suspensions: closed(current, at), stopped: at };
        break;
    }
  }
  return state ? ok(state) : refuse({ kind: 'clock-not-started', index: 0 });
}
const closed = (state: ClockState, at: Date): ClockState['suspensions'] => state.suspensions.map((one) => (one.to === null ? { ...one, to: at > one.from ? at : one.from } : one));

export interface ClockReading {
  readonly state: ClockState;
  /** the legal date, which the citizen is shown; null while the clock stands */
  readonly due: Date | null;
  /** the legal date before an apology moved it: on-time statistics use it */
  readonly firstDue: Date | null;
  readonly explanation: Text;
  /** working minutes left at `now` (or when it stopped); negative when late; while the clock stands, what will be left when it runs again */
  readonly remainingMinutes: number;
  readonly late: boolean;
  /** late against the date before an apology; the statistics keep to it */ readonly lateByFirstDue: boolean;
  /** how the service index of QĐ 766/QĐ-TTg sees the same history: supplement time subtracted, nothing counted again */
  readonly index: {
    readonly due: Date | null;
    readonly elapsedMinutes: number;
    readonly standingMinutes: number;
    readonly supplementRounds: number;
    /** more than one request for a supplement counts as late, whatever the date */
    readonly late: boolean;
    readonly lateBecause: 'time' | 'second-supplement' | null;
  };
}
export interface ClockQuestion {
  readonly term: Term; readonly rule: DueRule; readonly events: readonly ClockEvent[]; readonly now: Date;
  /** requests made before reception, while no clock ran; the index counts them too */
  readonly intakeSupplements?: number;
}
/** Reads the clock both ways, by law and by index, from one history. */
export function readClock(calendar: WorkingCalendar, question: ClockQuestion): Result<ClockReading, DueRefusal | ClockRefusal> {
  const folded = foldClock(question.events);
  if (!folded.ok) return folded;
  const state = folded.value;
  const { term, rule } = question;
  const now = state.stopped ?? question.now;
  const legal = { start: state.start, term, rule, suspensions: state.suspensions, restarts: state.restarts, ...(state.extension ? { extension: state.extension } : {}) };
  const due = computeDue(calendar, legal);
  if (!due.ok) return due;
  const left = remaining(calendar, legal, due.value.due, now);
  if (!left.ok) return left;
  const counted = { start: state.start, term, rule, suspensions: state.suspensions };
  const indexDue = dueMoment(calendar, counted);
  if (!indexDue.ok) return indexDue;
  const minutes = indexMinutes(calendar, indexDue.value.start, state, now);
  if (!minutes.ok) return minutes;
  const supplementRounds = state.suspensions.filter(({ reason }) => reason === 'supplement').length + (question.intakeSupplements ?? 0);
  const outOfTime = indexDue.value.due !== null && now > indexDue.value.due;
  return ok({
    state, due: due.value.due, firstDue: due.value.firstDue, explanation: due.value.explanation, remainingMinutes: left.value,
    late: due.value.due !== null && now > due.value.due, lateByFirstDue: due.value.firstDue !== null && now > due.value.firstDue,
    index: { due: indexDue.value.due, ...minutes.value, supplementRounds, late: outOfTime || supplementRounds > 1, lateBecause: outOfTime ? 'time' : supplementRounds > 1 ? 'second-supplement' : null },
  });
}
function remaining(calendar: WorkingCalendar, question: Parameters<typeof dueMoment>[1], due: Date | null, now: Date): Result<number, DueRefusal> {
  if (due) return workingMinutesBetween(calendar, now, due);
  const open = question.suspensions!.find(({ to }) => to === null)!;
  const running = dueMoment(calendar, { ...question, suspensions: question.suspensions!.filter((one) => one !== open) });
  if (!running.ok) return running;
  return workingMinutesBetween(calendar, open.from, running.value.due!);
}
function indexMinutes(calendar: WorkingCalendar, start: Date, state: ClockState, now: Date): Result<{ readonly elapsedMinutes: number; readonly standingMinutes: number }, CalendarYearMissing> {
  if (now <= start) return ok({ elapsedMinutes: 0, standingMinutes: 0 });
  const all = workingMinutesBetween(calendar, start, now);
  if (!all.ok) return all;
  let standingMinutes = 0;
  for (const { from, to } of state.suspensions) {
    const a = from > start ? from : start;
    const b = to === null || to > now ? now : to;
    if (b <= a) continue;
    const part = workingMinutesBetween(calendar, a, b);
    if (!part.ok) return part;
    standingMinutes += part.value;
  }
  return ok({ elapsedMinutes: all.value - standingMinutes, standingMinutes });
}
