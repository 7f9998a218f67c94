import { ok, refuse, type Result } from '../../../shared/result.ts';
import { holds, type Answers } from '../../../shared/condition.ts';
import { addDays, vietnamDate, type PlainDate } from '../../../shared/plain-date.ts';
import type { ProcedureContent } from '../../catalog/domain/index.ts';
import type { CalendarMissing, Deadlines } from './deadlines.ts';
import { namesOf, newEvent, withoutNames, type EventData, type NewEvent, type ReceivedFile, type Verdict } from './event.ts';
import { stepDueAt, termFor, type ReceiveRefusal } from './receive.ts';
import { paperOffered } from './submit.ts';
import type { DossierState } from './state.ts';

export interface JudgedItem { readonly type: 'paper' | 'answer'; readonly key: string; readonly label: string }
export type SupplementRefusal =
  | { readonly kind: 'not-judged'; readonly items: readonly JudgedItem[] }
  | { readonly kind: 'reason-missing'; readonly items: readonly JudgedItem[] }
  | { readonly kind: 'nothing-asked' }
  /** a further round needs the leader, who reads why, and is counted in public */
  | { readonly kind: 'round-reason-missing'; readonly round: number }
  | CalendarMissing;

/** Everything that has to be judged: each paper that applies and each answer given. Said once, so nothing may be left out. */
export function itemsToJudge(content: ProcedureContent, state: DossierState, answers: Answers, labelOf: (field: string) => string | null): readonly JudgedItem[] {
  const facts = { answers, channel: state.channel, today: vietnamDate(new Date(state.submittedAt)) };
  const papers: JudgedItem[] = content.papers.filter((paper) => paper.kind !== 'form' && (paper.kind === 'present' ? !paper.requiredWhen || holds(paper.requiredWhen, facts) : paperOffered(paper, facts))).map((paper) => ({ type: 'paper', key: paper.key, label: paper.shortName.vi }));
  // Answers are kept in the order of their keys; they are judged in the order in which the procedure asks for them.
  const asked = new Map((content.form?.pages ?? []).flatMap((page) => page.fields).map((field, at) => [field.key, at]));
  const last = asked.size;
  const fields: JudgedItem[] = Object.keys(answers).toSorted((a, b) => (asked.get(a) ?? last) - (asked.get(b) ?? last)).flatMap((key) => { const label = labelOf(key); return label ? [{ type: 'answer', key, label }] : []; });
  return [...papers, ...fields];
}

/** The first request of a stage goes out at once; a further one goes to the leader, with the reason, and nothing leaves the house before he approves it. */
export function decideSupplement(state: DossierState, request: { readonly at: Date; readonly items: readonly JudgedItem[]; readonly verdicts: readonly Verdict[]; readonly note?: string; readonly why?: string }, content: ProcedureContent, deadlines: Deadlines): Result<readonly NewEvent[], SupplementRefusal> {
  const stage = state.status === 'submitted' ? 'intake' : 'appraisal';
  const judged = new Map(request.verdicts.map((verdict) => [`${verdict.item.type}:${verdict.item.key}`, verdict]));
  const open = request.items.filter((item) => !judged.has(`${item.type}:${item.key}`));
  if (open.length > 0) return refuse({ kind: 'not-judged', items: open });
  const asked = request.verdicts.filter((verdict) => verdict.verdict === 'missing' || verdict.verdict === 'wrong');
  if (asked.length === 0) return refuse({ kind: 'nothing-asked' });
  const silent = asked.filter((verdict) => !verdict.reason?.trim());
  if (silent.length > 0) return refuse({ kind: 'reason-missing', items: silent.map((verdict) => verdict.item) });
  const round = state.rounds[stage] + 1;
  const note = request.note ? { note: request.note } : {};
  if (round > content.supplement.maxRoundsPerStage) {
    const reason = request.why?.trim() ?? '';
    return reason ? ok([newEvent('supplement-proposed', { stage, round, verdicts: request.verdicts, reason, ...note })]) : refuse({ kind: 'round-reason-missing', round });
  }
  return requestEvent(state, request.at, { stage, round, verdicts: request.verdicts, ...note }, content, deadlines);
}

export type ApproveSupplementRefusal = { readonly kind: 'nothing-proposed' } | { readonly kind: 'own-proposal' } | CalendarMissing;
/** The leader lets a further request go out: with today's date to answer by. Nobody approves what he asked for himself. */
export function decideApproveSupplement(state: DossierState, leader: { readonly at: Date; readonly id: string; readonly name: string }, content: ProcedureContent, deadlines: Deadlines): Result<readonly NewEvent[], ApproveSupplementRefusal> {
  const proposed = state.proposedSupplement;
  if (!proposed) return refuse({ kind: 'nothing-proposed' });
  if (proposed.by === leader.id) return refuse({ kind: 'own-proposal' });
  const { stage, round, verdicts, note } = proposed;
  return requestEvent(state, leader.at, { stage, round, verdicts, ...(note ? { note } : {}), approvedBy: leader.name, askedBy: proposed.byName }, content, deadlines);
}
export function decideDeclineSupplement(state: DossierState, reason: string): Result<readonly NewEvent[], { readonly kind: 'nothing-proposed' | 'reason-missing' }> {
  if (!state.proposedSupplement) return refuse({ kind: 'nothing-proposed' });
  return reason.trim() ? ok([newEvent('supplement-declined', { round: state.proposedSupplement.round, reason: reason.trim() })]) : refuse({ kind: 'reason-missing' });
}

type Asked = Pick<EventData['supplement-requested'], 'stage' | 'round' | 'verdicts' | 'note' | 'approvedBy' | 'askedBy'>;
function requestEvent(state: DossierState, at: Date, asked: Asked, content: ProcedureContent, deadlines: Deadlines): Result<readonly NewEvent[], CalendarMissing> {
  let daysAfterReception: number | undefined;
  if (asked.stage === 'appraisal' && state.receivedAt) {
    const days = deadlines.workingDaysSince(new Date(state.receivedAt), at);
    if (!days.ok) return days;
    daysAfterReception = days.value;
  }
  const respondBy: PlainDate = addDays(vietnamDate(at), content.supplement.waitDays);
  return ok([newEvent('supplement-requested', { ...asked, respondBy, ...(daysAfterReception === undefined ? {} : { daysAfterReception }) })]);
}

export type AnswerRefusal = { readonly kind: 'still-missing'; readonly items: readonly JudgedItem[] } | ReceiveRefusal;

/** What the citizen must give again: exactly what was judged missing or wrong. */
export const askedItems = (state: Pick<DossierState, 'openSupplement'> | { readonly openSupplement: { readonly verdicts: readonly Verdict[] } }): readonly Verdict[] => (state.openSupplement?.verdicts ?? []).filter((verdict) => verdict.verdict === 'missing' || verdict.verdict === 'wrong');

/**
 * The supplement arrives. At intake the dossier simply waits for reception again; at appraisal the time limit is counted
 * again from the start (NĐ 61/2018 Đ.19 k.4) or goes on where it stopped, as the procedure's policy says.
 */
export function decideAnswer(state: DossierState, given: { readonly at: Date; readonly files: readonly ReceivedFile[]; readonly replaced: readonly string[]; readonly answers: Answers; readonly changed: readonly string[] }, content: ProcedureContent, deadlines: Deadlines): Result<readonly NewEvent[], AnswerRefusal> {
  const asked = askedItems(state);
  const missing = asked.filter((verdict) => verdict.item.type === 'paper' ? !given.files.some((file) => file.paper === verdict.item.key && file.size > 0) : !given.changed.includes(verdict.item.key)).map((verdict) => verdict.item);
  if (missing.length > 0) return refuse({ kind: 'still-missing', items: missing });
  const round = state.openSupplement?.round ?? 1;
  const base = { round, files: withoutNames(given.files), replaced: given.replaced, changedAnswers: given.changed };
  if (state.openSupplement?.stage !== 'appraisal') return ok([newEvent('supplemented', base, { answers: given.answers, fileNames: namesOf(given.files) })]);
  const term = termFor(content, state.caseKey, state.channel);
  if (!term.ok) return term;
  const start = deadlines.clockStart(given.at);
  if (!start.ok) return start;
  const clock = content.supplement.effect === 'pause' ? [...state.clock, { kind: 'resumed', at: given.at.toISOString() } as const] : [];
  const from = content.supplement.effect === 'pause' ? new Date(state.receivedAt ?? state.submittedAt) : given.at;
  const due = deadlines.due(from, term.value.term, clock);
  if (!due.ok) return due;
  const step = state.steps.find((one) => one.key === state.step);
  const stepDue = step ? stepDueAt(deadlines, start.value.at, step, new Date(due.value.at)) : ok(new Date(due.value.at));
  if (!stepDue.ok) return stepDue;
  return ok([newEvent('supplemented', { ...base, due: due.value, clockStart: start.value.at.toISOString(), stepDue: stepDue.value.toISOString() }, { answers: given.answers, fileNames: namesOf(given.files) })]);
}
