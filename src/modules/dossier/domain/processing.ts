import { ok, refuse, type Result } from '../../../shared/result.ts';
import { vietnamDate, yearOf } from '../../../shared/plain-date.ts';
import type { Answers } from '../../../shared/condition.ts';
import type { ProcedureContent } from '../../catalog/domain/index.ts';
import { owed } from './action.ts';
import { documentBook } from './code.ts';
import type { CalendarMissing, Deadlines } from './deadlines.ts';
import { newEvent, type Due, type EventData, type FeeProvider, type NewEvent, type PlannedStep, type SignedFor } from './event.ts';
import { stepDueAt } from './receive.ts';
import { CLOSED, type DossierState } from './state.ts';

export type MoveRefusal = { readonly kind: 'no-further-step' } | { readonly kind: 'draft-first' } | { readonly kind: 'reason-missing' } | CalendarMissing;

const currentStep = (state: DossierState): PlannedStep | undefined => state.steps.find((step) => step.key === state.step);

/** Hands the dossier to the next step of its process; the hand-over is one row of the control slip (Mẫu 06). */
export function decideForward(state: DossierState, at: Date, note: string | undefined, deadlines: Deadlines): Result<readonly NewEvent[], MoveRefusal> {
  const index = state.steps.findIndex((step) => step.key === state.step);
  const next = state.steps[index + 1];
  if (index < 0 || !next || next.kind === 'return') return refuse({ kind: 'no-further-step' });
  if (next.kind === 'sign' && !state.drafted) return refuse({ kind: 'draft-first' });
  const stepDue = stepDueAt(deadlines, at, next, new Date(state.due?.at ?? at));
  if (!stepDue.ok) return stepDue;
  const late = state.stepDue ? deadlines.workingMinutes(new Date(state.stepDue), at) : ok(0);
  if (!late.ok) return late;
  return ok([newEvent('moved', { from: state.step ?? '', to: next.key, stepDue: stepDue.value.toISOString(), lateMinutes: late.value, ...(note ? { note } : {}) })]);
}

/** Back to the last step at which somebody works on the content. */
export function decideSendBack(state: DossierState, at: Date, reason: string, deadlines: Deadlines): Result<readonly NewEvent[], MoveRefusal> {
  if (!reason.trim()) return refuse({ kind: 'reason-missing' });
  const index = state.steps.findIndex((step) => step.key === state.step);
  const target = state.steps.slice(0, Math.max(index, 0)).findLast((step) => step.kind === 'process' || step.kind === 'assign');
  if (!target) return refuse({ kind: 'no-further-step' });
  const stepDue = stepDueAt(deadlines, at, target, new Date(state.due?.at ?? at));
  if (!stepDue.ok) return stepDue;
  return ok([newEvent('sent-back', { from: state.step ?? '', to: target.key, reason: reason.trim(), stepDue: stepDue.value.toISOString() })]);
}

/** A draft may be put aside half filled in; only a complete one goes on to the signature. */
export const decideDraft = (fields: Answers, complete = true): readonly NewEvent[] => [newEvent('result-drafted', { fields: Object.keys(fields), ...(complete ? {} : { incomplete: true }) }, { draft: fields })];

export interface Approval { readonly at: Date; readonly signer: string; readonly signerName: string; readonly signerTitle: string; readonly verifyCode: string; readonly agencyCode: string; readonly onBehalfOf?: SignedFor }
export type ApproveRefusal = { readonly kind: 'no-template' };
/** The leader signs off: the number is taken now, in this transaction; the signature itself is made by a job after it. */
export function planApproval(content: ProcedureContent, approval: Approval): Result<{ readonly book: string; readonly event: (number: number) => NewEvent<'sign-approved'> }, ApproveRefusal> {
  const template = content.results.find((result) => result.template)?.template;
  if (!template) return refuse({ kind: 'no-template' });
  const issuedOn = vietnamDate(approval.at);
  const year = yearOf(issuedOn);
  return ok({
    book: documentBook(approval.agencyCode, template.book, year),
    event: (number) => newEvent('sign-approved', { book: template.book, year, number, verifyCode: approval.verifyCode, signer: approval.signer, signerName: approval.signerName, signerTitle: approval.signerTitle, issuedOn, ...(approval.onBehalfOf ? { onBehalfOf: approval.onBehalfOf } : {}) }),
  });
}
/** «Đã xử lý xong» is judged at the signature, not at the hand-over, against the first promised date. */
export const decideSigned = (state: DossierState, at: Date, signed: { readonly file: string; readonly sha256: string; readonly certificate: string; readonly trial: boolean }): readonly NewEvent[] =>
  [newEvent('result-signed', { ...signed, onTime: isOnTime(state, at) })];
/** Against the legal date, the same one that the statistics count by: an apology gives a new appointment and leaves the dossier late. */
export const isOnTime = (state: Pick<DossierState, 'legalDue'>, at: Date): boolean => state.legalDue === null || at.getTime() <= Date.parse(state.legalDue);

export type ReturnRefusal = { readonly kind: 'fee-unpaid'; readonly amount: number } | { readonly kind: 'identity-unchecked' };
/** Lateness never allows withholding a result; an unpaid fee is collected at this moment. */
export function decideReturn(state: DossierState, handing: { readonly method: 'electronic' | 'counter' | 'post'; readonly checkedIdentity: boolean; readonly receiver: { readonly name: string; readonly personalId?: string } }): Result<readonly NewEvent[], ReturnRefusal> {
  const amount = owed(state);
  if (amount > 0) return refuse({ kind: 'fee-unpaid', amount });
  if (handing.method === 'counter' && !handing.checkedIdentity) return refuse({ kind: 'identity-unchecked' });
  return ok([newEvent('result-returned', { method: handing.method, checkedIdentity: handing.checkedIdentity }, { receiver: handing.receiver })]);
}
/**
 * Money that a gateway has confirmed, for whatever the dossier still owes: exactly that, and not on a dossier that is closed.
 * It never blocks or moves the processing. The same transaction is taken once.
 */
export function decideOnlineFee(state: DossierState, paid: FeeProvider & { readonly amount: number }): Result<readonly NewEvent[], 'not-owed' | 'dossier-closed'> {
  if (CLOSED.includes(state.status)) return refuse('dossier-closed');
  if (owed(state) !== paid.amount) return refuse('not-owed');
  return ok([newEvent('fee-collected', { amount: paid.amount, lines: state.fees, how: 'online', provider: { gateway: paid.gateway, order: paid.order, transaction: paid.transaction } })]);
}
export const decideCollect = (state: DossierState, how: 'cash' | 'transfer'): readonly NewEvent[] => [newEvent('fee-collected', { amount: owed(state), lines: state.fees, how })];

/** Grounds on which a dossier may be refused; running out of time is not one of them. */
export const REFUSAL_GROUNDS = ['not-competent', 'papers-not-complete-after-guidance', 'conditions-not-met', 'false-or-altered-paper', 'forbidden-by-law'] as const;
export type RefuseRefusal = { readonly kind: 'ground-missing' | 'legal-basis-missing' | 'reason-missing' };
export function decideRefusal(state: DossierState, given: { readonly ground: string; readonly legalBasis: string; readonly reason: string; readonly insteadGo?: string }): Result<readonly NewEvent[], RefuseRefusal> {
  if (!(REFUSAL_GROUNDS as readonly string[]).includes(given.ground)) return refuse({ kind: 'ground-missing' });
  if (!given.legalBasis.trim()) return refuse({ kind: 'legal-basis-missing' });
  if (!given.reason.trim()) return refuse({ kind: 'reason-missing' });
  return ok([newEvent('refused', { stage: state.status === 'submitted' ? 'intake' : 'appraisal', ground: given.ground, legalBasis: given.legalBasis.trim(), reason: given.reason.trim(), ...(given.insteadGo?.trim() ? { insteadGo: given.insteadGo.trim() } : {}) })]);
}

export type ExtendRefusal = { readonly kind: 'reason-missing' } | { readonly kind: 'not-later' } | { readonly kind: 'off-hours' } | CalendarMissing;
/** Apology and new appointment: at the latest one working day before the date, once only (NĐ 61/2018 Đ.19 k.9). Later is possible but recorded as a breach. */
export function decideExtension(state: DossierState, at: Date, asked: { readonly reason: string; readonly newDue: Date }, deadlines: Deadlines): Result<readonly NewEvent[], ExtendRefusal> {
  if (!asked.reason.trim()) return refuse({ kind: 'reason-missing' });
  const previous = state.due?.at;
  if (!previous || asked.newDue.getTime() <= Math.max(Date.parse(previous), at.getTime())) return refuse({ kind: 'not-later' });
  // An appointment on a day off, or after closing, is none.
  const open = deadlines.workingMinutes(new Date(asked.newDue.getTime() - 60_000), asked.newDue);
  if (!open.ok) return open;
  if (open.value < 1) return refuse({ kind: 'off-hours' });
  const last = deadlines.lastApology(new Date(previous));
  if (!last.ok) return last;
  const due: Due = { at: asked.newDue.toISOString(), explanation: { vi: `Hẹn lại một lần, lý do: ${asked.reason.trim()}`, en: `New appointment, given once. Reason: ${asked.reason.trim()}` } };
  return ok([newEvent('extended', { reason: asked.reason.trim(), due, previousDue: previous, beforeDue: at.getTime() <= last.value.getTime() })]);
}

export const decideSuspend = (reason: EventData['suspended']['reason'], note: string, legalBasis: string): Result<readonly NewEvent[], { readonly kind: 'reason-missing' | 'legal-basis-missing' }> =>
  !note.trim() ? refuse({ kind: 'reason-missing' }) : !legalBasis.trim() ? refuse({ kind: 'legal-basis-missing' }) : ok([newEvent('suspended', { reason, note: note.trim(), legalBasis: legalBasis.trim() })]);

/** The clock goes on with what was left. */
export function decideResume(state: DossierState, at: Date, due: Due, deadlines: Deadlines): Result<readonly NewEvent[], CalendarMissing> {
  const step = currentStep(state);
  const stepDue = step ? stepDueAt(deadlines, at, step, new Date(due.at)) : ok(new Date(due.at));
  if (!stepDue.ok) return stepDue;
  return ok([newEvent('resumed', { due, stepDue: stepDue.value.toISOString() })]);
}
