import type { ClockEvent } from '../../calendar/domain/index.ts';
import type { FeeLine } from '../../fee/domain/index.ts';
import type { Channel } from '../../../shared/condition.ts';
import type { Assurance } from '../../../shared/actor.ts';
import type { Assisted } from './consent.ts';
import { withNames, type Delivery, type DossierEvent, type Due, type EventData, type EventKind, type PaperTick, type PlannedStep, type ReceivedFile, type Verdict } from './event.ts';

/** Where the processing stands. Money, delivery and synchronisation are axes of their own, never mixed in here. */
export type Status =
  | 'submitted'             // 1 Mới đăng ký
  | 'intake-supplement'     // 5, before reception: no clock yet
  | 'not-accepted'          // 3
  | 'processing'            // 2 at its first step, then 4
  | 'appraisal-supplement'  // 5, after reception
  | 'signing'               // 4: the leader has signed off, the signature is being made
  | 'suspended'             // 6 when for a financial obligation
  | 'withdrawing'           // 7
  | 'stopped'               // 8
  | 'refused'               // 9 with a refusal as its result (NĐ 61/2018 Đ.19 k.8)
  | 'done'                  // 9 Đã xử lý xong
  | 'returned';             // 10 Đã trả kết quả

export const CLOSED: readonly Status[] = ['not-accepted', 'stopped', 'returned'];

export interface DossierState {
  readonly seq: number;
  readonly status: Status;
  readonly reference: string; readonly code: string | null; readonly register: { readonly year: number; readonly number: number } | null;
  readonly channel: Channel; readonly filedBy: 'self' | 'counter' | 'helper'; readonly assurance: Assurance; /** filed by a helper with the person's consent */ readonly assisted: Assisted | null;
  readonly procedure: string; readonly version: string; readonly caseKey: string | null;
  readonly receivingAgency: number; readonly competentAgency: number;
  readonly ownerName: string;
  readonly submittedAt: string; readonly acknowledgeBy: Due; readonly receivedAt: string | null;
  readonly clock: readonly ClockEvent[]; readonly due: Due | null; readonly firstDue: string | null;
  /**
   * What on-time judgements and statistics go by: the date promised at reception, moved only by the law's own rules (a term that
   * restarts or goes on after a supplement or a pause), never by an apology. A term counted again after an apology counts in full.
   */
  readonly legalDue: string | null; readonly apologised: boolean;
  readonly steps: readonly PlannedStep[]; readonly step: string | null; readonly stepDue: string | null; readonly stepSince: string | null; readonly assignee: string | null; readonly assigneeName: string | null;
  readonly files: readonly ReceivedFile[]; readonly ticks: readonly PaperTick[]; readonly delivery: Delivery;
  readonly rounds: { readonly intake: number; readonly appraisal: number };
  readonly openSupplement: (EventData['supplement-requested'] & { readonly at: string }) | null;
  /** a further request that waits for the leader */ readonly proposedSupplement: (EventData['supplement-proposed'] & { readonly at: string; readonly by: string; readonly byName: string }) | null;
  readonly lastVerdicts: readonly Verdict[];
  readonly refusal: EventData['refused'] | null; readonly stop: EventData['stopped'] | null;
  readonly fees: readonly FeeLine[]; readonly collected: number;
  readonly drafted: boolean; readonly approved: (EventData['sign-approved'] & { readonly at: string }) | null; readonly signed: (EventData['result-signed'] & { readonly at: string }) | null;
  readonly extended: boolean; readonly statusBeforeWithdrawal: Status | null;
  /** with the post: between the minutes of handing over and delivery or return */ readonly posted: { readonly parcel: string; readonly carrierNumber: string; readonly at: string } | null; readonly cameBack: boolean;
  readonly finishedAt: string | null; readonly returnedAt: string | null; readonly closedAt: string | null;
}

/** Folds the events of one dossier, oldest first. Throws on a list that no program of ours can have written. */
export function foldDossier(events: readonly DossierEvent[]): DossierState {
  let state: DossierState | null = null;
  for (const event of events) state = applyEvent(state, event);
  if (!state) throw new Error('a dossier without events');
  return state;
}

const is = <K extends EventKind>(event: DossierEvent, kind: K): event is DossierEvent<K> => event.kind === kind;

export function applyEvent(before: DossierState | null, event: DossierEvent): DossierState {
  if (is(event, 'submitted')) {
    if (before) throw new Error('submitted twice');
    const { data } = event;
    return {
      seq: event.seq, status: 'submitted', reference: data.reference, code: null, register: null, channel: data.channel, filedBy: data.filedBy, assurance: data.assurance, assisted: data.assisted ?? null,
      procedure: data.procedure, version: data.version, caseKey: data.caseKey, receivingAgency: data.receivingAgency, competentAgency: data.competentAgency, ownerName: data.ownerName,
      submittedAt: event.at, acknowledgeBy: data.acknowledgeBy, receivedAt: null, clock: [], due: null, firstDue: null, legalDue: null, apologised: false,
      steps: [], step: null, stepDue: null, stepSince: null, assignee: null, assigneeName: null,
      files: withNames(data.files, event.personal?.fileNames), ticks: data.ticks, delivery: data.delivery, rounds: { intake: 0, appraisal: 0 }, openSupplement: null, proposedSupplement: null, lastVerdicts: [], refusal: null, stop: null,
      fees: data.fees, collected: 0, drafted: false, approved: null, signed: null, extended: false, statusBeforeWithdrawal: null, posted: null, cameBack: false, finishedAt: null, returnedAt: null, closedAt: null,
    };
  }
  if (!before) throw new Error(`${event.kind} before submitted`);
  if (event.seq !== before.seq + 1) throw new Error(`event ${event.seq} after ${before.seq}`);
  const state = { ...before, seq: event.seq };
  if (is(event, 'received')) {
    const { data } = event;
    return { ...state, status: 'processing', code: data.code, register: data.register, receivedAt: data.handedOverAt ?? event.at, due: data.due, firstDue: data.due.at, legalDue: data.due.at, clock: [{ kind: 'started', at: data.clockStart }], steps: data.steps, step: data.step, stepDue: data.stepDue, stepSince: event.at };
  }
  if (is(event, 'supplement-requested')) {
    const { data } = event;
    const rounds = data.stage === 'intake' ? { ...state.rounds, intake: data.round } : { ...state.rounds, appraisal: data.round };
    const clock: readonly ClockEvent[] = data.stage === 'appraisal' ? [...state.clock, { kind: 'suspended', at: event.at, reason: 'supplement' }] : state.clock;
    return { ...state, status: data.stage === 'intake' ? 'intake-supplement' : 'appraisal-supplement', rounds, clock, openSupplement: { ...data, at: event.at }, proposedSupplement: null, lastVerdicts: data.verdicts };
  }
  if (is(event, 'supplement-proposed')) return { ...state, proposedSupplement: { ...event.data, at: event.at, by: event.by.id, byName: event.by.name ?? '' } };
  if (is(event, 'supplement-declined')) return { ...state, proposedSupplement: null };
  if (is(event, 'verification-chosen')) return { ...state, caseKey: event.data.caseKey, due: event.data.due, legalDue: event.data.due.at, stepDue: event.data.stepDue };
  if (is(event, 'supplemented')) {
    const { data } = event;
    const kept = state.files.filter((file) => !data.replaced.includes(file.id));
    const stage = state.openSupplement?.stage ?? 'intake';
    const files = [...kept, ...withNames(data.files, event.personal?.fileNames)];
    if (stage === 'intake') return { ...state, status: 'submitted', files, openSupplement: null };
    return { ...state, status: 'processing', files, openSupplement: null, due: data.due ?? state.due, ...(data.due ? { legalDue: data.due.at, apologised: false } : {}), stepDue: data.stepDue ?? state.stepDue, clock: [...state.clock, { kind: 'restarted', at: data.clockStart ?? event.at }] };
  }
  if (is(event, 'refused')) {
    return event.data.stage === 'intake'
      ? { ...state, status: 'not-accepted', refusal: event.data, finishedAt: event.at, closedAt: event.at }
      : { ...state, status: 'refused', refusal: event.data, finishedAt: event.at, clock: [...state.clock, { kind: 'stopped', at: event.at }] };
  }
  if (is(event, 'taken')) return { ...state, assignee: event.data.officer, assigneeName: event.data.officerName };
  if (is(event, 'moved')) return { ...state, step: event.data.to, stepDue: event.data.stepDue, stepSince: event.at, assignee: null, assigneeName: null };
  if (is(event, 'sent-back')) return { ...state, step: event.data.to, stepDue: event.data.stepDue, stepSince: event.at, assignee: null, assigneeName: null };
  if (is(event, 'result-drafted')) return { ...state, drafted: event.data.incomplete !== true };
  if (is(event, 'sign-approved')) return { ...state, status: 'signing', approved: { ...event.data, at: event.at } };
  if (is(event, 'result-signed')) return { ...state, status: 'done', signed: { ...event.data, at: event.at }, finishedAt: event.at, clock: [...state.clock, { kind: 'stopped', at: event.at }] };
  if (is(event, 'result-returned')) return { ...state, status: 'returned', posted: null, returnedAt: event.at, closedAt: event.at };
  if (is(event, 'result-posted')) return { ...state, posted: { parcel: event.data.parcel, carrierNumber: event.data.carrierNumber, at: event.at } };
  if (is(event, 'result-came-back')) return { ...state, posted: null, cameBack: true };
  if (is(event, 'post-address-changed')) return state;
  if (is(event, 'post-ordered-again')) return { ...state, cameBack: false };
  if (is(event, 'fee-collected')) return { ...state, collected: state.collected + event.data.amount };
  if (is(event, 'fee-refunded')) return { ...state, collected: state.collected - event.data.amount };
  if (is(event, 'suspended')) return { ...state, status: 'suspended', clock: [...state.clock, { kind: 'suspended', at: event.at, reason: event.data.reason }] };
  if (is(event, 'resumed')) return { ...state, status: 'processing', due: event.data.due, ...(state.apologised ? {} : { legalDue: event.data.due.at }), stepDue: event.data.stepDue, clock: [...state.clock, { kind: 'resumed', at: event.at }] };
  if (is(event, 'extended')) return { ...state, due: event.data.due, extended: true, apologised: true, clock: [...state.clock, { kind: 'extended', at: event.at, until: event.data.due.at }] };
  // Beside the dossier's own course: a linked part moves nothing of it.
  if (is(event, 'linked-updated')) return state;
  if (is(event, 'withdrawal-requested')) return { ...state, status: 'withdrawing', statusBeforeWithdrawal: state.status };
  if (is(event, 'withdrawal-declined')) return { ...state, status: state.statusBeforeWithdrawal ?? 'processing', statusBeforeWithdrawal: null };
  if (is(event, 'stopped')) return { ...state, status: 'stopped', stop: event.data, finishedAt: event.at, closedAt: event.at, clock: [...state.clock, { kind: 'stopped', at: event.at }] };
  throw new Error(`unknown event ${event.kind}`);
}
