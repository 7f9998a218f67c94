import { closeOfWorkingDayAfter, workingDaysBetween, type WorkingCalendar } from '../../calendar/domain/index.ts';
import { ok, type Result } from '../../../shared/result.ts';

/** What feedback may be about (NĐ 20/2008/NĐ-CP Đ.5): how officers behave, a rule, how the service works, an idea. */
export const SUBJECTS = ['behaviour', 'service', 'regulation', 'idea'] as const;
export type Subject = (typeof SUBJECTS)[number];
export const isSubject = (typed: string): typed is Subject => (SUBJECTS as readonly string[]).includes(typed);

export type CaseStatus = 'new' | 'handling' | 'waiting' | 'answered' | 'published' | 'rejected' | 'transferred' | 'rerouted';
export const CLOSED: readonly CaseStatus[] = ['published', 'rejected', 'rerouted'];

/** While nothing was answered, whoever sent it may add photos and take them away again. */
export const MAY_ADD_PHOTOS: readonly CaseStatus[] = ['new', 'handling', 'waiting', 'transferred'];
export const PHOTO_LIMITS = { /** of one case */ most: 3 } as const;

/** Working days of the clocks: QĐ 766/QĐ-TTg for the first four, NĐ 20/2008/NĐ-CP Đ.9 for handing over to whoever is competent. */
export const CLOCK_DAYS = { reject: 2, supplement: 5, answer: 15, publish: 2, transfer: 5 } as const;

export interface CaseEventData {
  sent: { readonly subject: Subject; readonly agencyId: number; readonly aboutOfficer: string | null; readonly dossierCode: string | null; readonly rejectBy: string; readonly supplementBy: string; readonly transferBy: string; readonly answerBy: string };
  accepted: { readonly note: string | null };
  'supplement-asked': { readonly what: string; readonly late: boolean };
  supplemented: { readonly text: string; readonly answerBy: string };
  transferred: { readonly toAgency: number; readonly reason: string; readonly late: boolean; readonly rejectBy: string; readonly supplementBy: string; readonly transferBy: string; readonly answerBy: string };
  /** it is a complaint or a denunciation in the sense of its own law, and goes its own way */
  rerouted: { readonly as: 'complaint' | 'denunciation'; readonly where: string };
  rejected: { readonly reason: string; readonly late: boolean };
  'about-named': { readonly officer: string };
  answered: { readonly answer: string; readonly late: boolean; readonly publishBy: string };
  published: { readonly title: string; readonly text: string; readonly late: boolean };
}
export type CaseEventKind = keyof CaseEventData;
export interface CaseEvent<K extends CaseEventKind = CaseEventKind> { readonly seq: number; readonly kind: K; readonly at: string; readonly by: { readonly kind: 'person' | 'officer'; readonly name: string | null }; readonly data: CaseEventData[K] }
export interface NewCaseEvent<K extends CaseEventKind = CaseEventKind> { readonly kind: K; readonly data: CaseEventData[K] }
const event = <K extends CaseEventKind>(kind: K, data: CaseEventData[K]): NewCaseEvent<K> => ({ kind, data });

export interface CaseState {
  readonly seq: number; readonly status: CaseStatus; readonly agencyId: number; readonly subject: Subject; readonly aboutOfficer: string | null; readonly dossierCode: string | null; readonly sentAt: string;
  readonly rejectBy: string; readonly supplementBy: string; readonly transferBy: string; readonly answerBy: string; readonly publishBy: string | null;
  readonly waitingSince: string | null; readonly supplements: number; readonly closedAt: string | null; readonly answer: string | null; readonly published: { readonly title: string; readonly text: string } | null;
}
const is = <K extends CaseEventKind>(one: CaseEvent, kind: K): one is CaseEvent<K> => one.kind === kind;

/** Folds the events of one case, oldest first. */
export function foldCase(events: readonly CaseEvent[]): CaseState {
  let state: CaseState | null = null;
  for (const one of events) state = applyCase(state, one);
  if (!state) throw new Error('a case without events');
  return state;
}
export function applyCase(before: CaseState | null, one: CaseEvent): CaseState {
  if (is(one, 'sent')) {
    const { data } = one;
    return { seq: one.seq, status: 'new', agencyId: data.agencyId, subject: data.subject, aboutOfficer: data.aboutOfficer, dossierCode: data.dossierCode, sentAt: one.at, rejectBy: data.rejectBy, supplementBy: data.supplementBy, transferBy: data.transferBy, answerBy: data.answerBy, publishBy: null, waitingSince: null, supplements: 0, closedAt: null, answer: null, published: null };
  }
  if (!before) throw new Error(`${one.kind} before anything was sent`);
  const state = { ...before, seq: one.seq };
  if (is(one, 'accepted')) return { ...state, status: 'handling' };
  if (is(one, 'supplement-asked')) return { ...state, status: 'waiting', waitingSince: one.at, supplements: state.supplements + 1 };
  if (is(one, 'supplemented')) return { ...state, status: 'handling', waitingSince: null, answerBy: one.data.answerBy };
  if (is(one, 'transferred')) return { ...state, status: 'transferred', agencyId: one.data.toAgency, aboutOfficer: null, rejectBy: one.data.rejectBy, supplementBy: one.data.supplementBy, transferBy: one.data.transferBy, answerBy: one.data.answerBy };
  if (is(one, 'rerouted')) return { ...state, status: 'rerouted', closedAt: one.at };
  if (is(one, 'rejected')) return { ...state, status: 'rejected', closedAt: one.at };
  if (is(one, 'about-named')) return { ...state, aboutOfficer: one.data.officer };
  if (is(one, 'answered')) return { ...state, status: 'answered', answer: one.data.answer, publishBy: one.data.publishBy };
  if (is(one, 'published')) return { ...state, status: 'published', closedAt: one.at, published: { title: one.data.title, text: one.data.text } };
  throw new Error(`unknown event ${one.kind}`);
}

/** By when the office must act next; null while it waits for the person, or when nothing is owed any more. */
export function nextDue(state: CaseState): string | null {
  switch (state.status) {
    case 'new': case 'transferred': return state.rejectBy;
    case 'handling': return state.answerBy;
    case 'answered': return state.publishBy;
    default: return null;
  }
}

export const CASE_ACTIONS = ['accept', 'ask-supplement', 'transfer', 'reroute', 'reject', 'name-officer', 'answer', 'publish'] as const;
export type CaseAction = (typeof CASE_ACTIONS)[number];
const ALLOWED: Readonly<Record<CaseAction, readonly CaseStatus[]>> = {
  accept: ['new', 'transferred'], 'ask-supplement': ['new', 'transferred', 'handling'], transfer: ['new', 'handling', 'transferred'], reroute: ['new', 'transferred', 'handling'], reject: ['new', 'transferred'],
  'name-officer': ['new', 'transferred', 'handling', 'waiting'], answer: ['handling'], publish: ['answered'],
};
/** The officer complained of does nothing to the case, whatever his role. */
export const mayDoToCase = (action: CaseAction, state: CaseState, officerId: string): boolean => state.aboutOfficer !== officerId && ALLOWED[action].includes(state.status);

export interface NoCalendar { readonly kind: 'calendar-year-missing'; readonly year: number }
type Planned = Result<readonly NewCaseEvent[], NoCalendar>;
/** The close of the n-th working day after a moment. */
function within(calendar: WorkingCalendar, from: Date, days: number): Result<string, NoCalendar> {
  const close = closeOfWorkingDayAfter(calendar, from, days);
  return close.ok ? ok(close.value.toISOString()) : close;
}
/** The clocks that begin when feedback is sent. */
export function planSent(calendar: WorkingCalendar, at: Date, given: { readonly subject: Subject; readonly agencyId: number; readonly aboutOfficer: string | null; readonly dossierCode: string | null }): Planned {
  const clocks = clocksFrom(calendar, at);
  return clocks.ok ? ok([event('sent', { ...given, ...clocks.value })]) : clocks;
}
interface Clocks { readonly rejectBy: string; readonly supplementBy: string; readonly transferBy: string; readonly answerBy: string }
function clocksFrom(calendar: WorkingCalendar, at: Date): Result<Clocks, NoCalendar> {
  const [reject, supplement, transfer, answer] = [within(calendar, at, CLOCK_DAYS.reject), within(calendar, at, CLOCK_DAYS.supplement), within(calendar, at, CLOCK_DAYS.transfer), within(calendar, at, CLOCK_DAYS.answer)];
  if (!reject.ok) return reject;
  if (!supplement.ok) return supplement;
  if (!transfer.ok) return transfer;
  return answer.ok ? ok({ rejectBy: reject.value, supplementBy: supplement.value, transferBy: transfer.value, answerBy: answer.value }) : answer;
}
const past = (at: Date, due: string): boolean => at.getTime() > Date.parse(due);
export const planAccepted = (note: string | null): readonly NewCaseEvent[] => [event('accepted', { note })];
export const planRejected = (state: CaseState, at: Date, reason: string): readonly NewCaseEvent[] => [event('rejected', { reason, late: past(at, state.rejectBy) })];
export const planAsked = (state: CaseState, at: Date, what: string): readonly NewCaseEvent[] => [event('supplement-asked', { what, late: past(at, state.supplementBy) })];
export const planRerouted = (as: CaseEventData['rerouted']['as'], where: string): readonly NewCaseEvent[] => [event('rerouted', { as, where })];
export const planNamed = (officer: string): readonly NewCaseEvent[] => [event('about-named', { officer })];
/** The time in which the person was waited for is nobody's: the answer is due as many working days later. */
export function planSupplemented(calendar: WorkingCalendar, state: CaseState, at: Date, text: string): Planned {
  const waited = workingDaysBetween(calendar, new Date(state.waitingSince ?? at), at);
  if (!waited.ok) return waited;
  const due = waited.value > 0 ? within(calendar, new Date(state.answerBy), waited.value) : ok(state.answerBy);
  return due.ok ? ok([event('supplemented', { text, answerBy: due.value })]) : due;
}
/** Whoever is competent gets it with fresh clocks, by their calendar; the handing over itself has five working days. */
export function planTransferred(calendar: WorkingCalendar, state: CaseState, at: Date, to: { readonly agencyId: number; readonly reason: string }): Planned {
  const clocks = clocksFrom(calendar, at);
  return clocks.ok ? ok([event('transferred', { toAgency: to.agencyId, reason: to.reason, late: past(at, state.transferBy), ...clocks.value })]) : clocks;
}
export function planAnswered(calendar: WorkingCalendar, state: CaseState, at: Date, answer: string): Planned {
  const publish = within(calendar, at, CLOCK_DAYS.publish);
  return publish.ok ? ok([event('answered', { answer, late: past(at, state.answerBy), publishBy: publish.value })]) : publish;
}
export const planPublished = (state: CaseState, at: Date, shown: { readonly title: string; readonly text: string }): readonly NewCaseEvent[] => [event('published', { ...shown, late: state.publishBy !== null && past(at, state.publishBy) })];

/** `PA-H36.23095-260302-0001` */
export const caseCode = (agencyCode: string, day: string, order: number): string => `PA-${agencyCode}-${day.slice(2).replaceAll('-', '')}-${String(order).padStart(4, '0')}`;
export const caseBook = (agencyCode: string, day: string): string => `case:${agencyCode}:${day}`;
const CODE = /^PA-[A-Z0-9.]{1,35}-\d{6}-\d{4,6}$/u;
/** Forgives case, spaces and long dashes; null when it cannot be a code. */
export function readCaseCode(typed: string): string | null {
  const tidy = typed.toUpperCase().replace(/[–—]/gu, '-').replace(/\s+/gu, '');
  return CODE.test(tidy) ? tidy : null;
}
