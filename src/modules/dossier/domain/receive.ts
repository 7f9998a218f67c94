import { ok, refuse, type Result } from '../../../shared/result.ts';
import type { Channel } from '../../../shared/condition.ts';
import { yearOf, vietnamDate } from '../../../shared/plain-date.ts';
import type { Term } from '../../calendar/domain/index.ts';
import type { ProcedureContent } from '../../catalog/domain/index.ts';
import { codeBook, dossierCode, registerBook } from './code.ts';
import type { CalendarMissing, Deadlines } from './deadlines.ts';
import { newEvent, type NewEvent, type PlannedStep } from './event.ts';

export type ReceiveRefusal = CalendarMissing | { readonly kind: 'term-unknown'; readonly sourceText: string } | { readonly kind: 'no-process' };

export interface Reception { readonly at: Date; readonly agencyCode: string; readonly content: ProcedureContent; readonly caseKey: string | null; readonly channel: Channel; /** of papers by post: the minutes, from which the clock runs */ readonly handedOverAt?: Date }
/** The books whose next numbers the reception takes; they are taken only when nothing else stands in the way. */
export const booksOf = (reception: Reception): { readonly code: string; readonly register: string } => ({
  code: codeBook(reception.agencyCode, vietnamDate(reception.at)), register: registerBook(reception.agencyCode, yearOf(vietnamDate(reception.at))),
});

export interface PlannedReception { readonly event: (numbers: { readonly order: number; readonly register: number }) => NewEvent<'received'>; readonly dueAt: string }

/** Official reception: the clock starts, the date is promised and explained, the first step gets its own time. */
export function planReception(reception: Reception, deadlines: Deadlines): Result<PlannedReception, ReceiveRefusal> {
  const term = termFor(reception.content, reception.caseKey, reception.channel);
  if (!term.ok) return term;
  const steps = plannedSteps(reception.content);
  const first = steps.find((step) => step.kind !== 'receive');
  if (!first) return refuse({ kind: 'no-process' });
  const from = reception.handedOverAt ?? reception.at;
  const start = deadlines.clockStart(from);
  if (!start.ok) return start;
  const due = deadlines.due(from, term.value.term, []);
  if (!due.ok) return due;
  const stepDue = stepDueAt(deadlines, start.value.at, first, new Date(due.value.at));
  if (!stepDue.ok) return stepDue;
  const today = vietnamDate(reception.at);
  return ok({
    dueAt: due.value.at,
    event: ({ order, register }) => newEvent('received', {
      code: dossierCode(reception.agencyCode, today, order), register: { year: yearOf(today), number: register }, clockStart: start.value.at.toISOString(),
      due: due.value, term: term.value.sourceText, steps, step: first.key, stepDue: stepDue.value.toISOString(), afterCutoff: start.value.afterCutoff, ...(reception.handedOverAt ? { handedOverAt: reception.handedOverAt.toISOString() } : {}),
    }),
  });
}

export function termFor(content: ProcedureContent, caseKey: string | null, channel: Channel): Result<{ readonly term: Term; readonly sourceText: string }, ReceiveRefusal> {
  const manner = channel === 'online' || channel === 'assisted' ? 'online' : channel === 'post' ? 'post' : 'counter';
  const fitting = content.terms.filter((one) => (one.caseKey === undefined || one.caseKey === caseKey) && (one.channel === undefined || one.channel === manner));
  const chosen = fitting.find((one) => one.caseKey !== undefined && one.term) ?? fitting.find((one) => one.channel !== undefined && one.term) ?? fitting.find((one) => one.term) ?? content.terms.find((one) => one.term && one.caseKey === undefined);
  if (!chosen?.term) return refuse({ kind: 'term-unknown', sourceText: fitting[0]?.sourceText ?? '' });
  return ok({ term: chosen.term, sourceText: chosen.sourceText });
}

export const plannedSteps = (content: ProcedureContent): readonly PlannedStep[] =>
  (content.process?.steps ?? []).map((step) => ({ key: step.key, name: step.name, kind: step.kind, role: step.role, hours: step.hours }));

/** A step's own time, inside the promised date. */
export function stepDueAt(deadlines: Deadlines, from: Date, step: PlannedStep, due: Date): Result<Date, CalendarMissing> {
  const own = deadlines.afterWorkingHours(from, step.hours);
  if (!own.ok) return own;
  return ok(own.value.getTime() > due.getTime() ? due : own.value);
}
