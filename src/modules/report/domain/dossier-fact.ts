import type { Channel } from '../../../shared/condition.ts';
import { vietnamDate, vietnamInstant } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { addWorkingMinutes, lastApologyMoment, officePeriods, readClock, STANDARD_RULE, workingMinutesBetween, type Term, type WorkingCalendar } from '../../calendar/domain/index.ts';
import { applyEvent, foldDossier, projectDossier, type DossierEvent, type DossierState, type EventKind, type Status } from '../../dossier/domain/index.ts';

/** How a dossier ended. A refusal after appraisal is a result (NĐ 61/2018 Đ.19 k.8); one before reception is not. */
export type Outcome = 'resolved' | 'refused' | 'not-accepted' | 'withdrawn' | 'stopped';
/** Against the legal date: on an earlier day, on the day itself in time, or after it. */
export type Settled = 'early' | 'on-time' | 'late';
export interface Pause { readonly from: string; readonly to: string | null }

/**
 * Everything that statistics know of one dossier: computed from its events alone, one row each, nothing that names the
 * person. Moments are ISO strings in UTC, working time is in minutes.
 */
export interface DossierFact {
  readonly dossierId: string; /** last event that is counted in */ readonly seq: number;
  readonly agencyId: number; readonly receivingAgency: number; readonly procedure: string; readonly field: string;
  readonly channel: Channel; readonly filedBy: 'self' | 'counter' | 'helper';
  readonly code: string | null; readonly reference: string;
  readonly submittedAt: string; readonly answerBy: string; readonly answeredAt: string | null; readonly receivedAt: string | null;
  /** promised at reception */ readonly firstDue: string | null;
  /** what on-time statistics go by: moved by the law's own rules (restart, pause), never by an apology */ readonly legalDue: string | null;
  /** the appointment that the citizen has now */ readonly due: string | null;
  /** by the rule of QĐ 766/QĐ-TTg: supplement time subtracted, nothing counted again; null while the clock stands or when it cannot be counted */ readonly indexDue: string | null;
  readonly status: Status; readonly step: string | null; readonly stepName: Text | null; readonly stepRole: string | null; readonly stepDue: string | null; readonly assignee: string | null; readonly assigneeName: string | null;
  readonly finishedAt: string | null; readonly outcome: Outcome | null; readonly settled: Settled | null; readonly indexLate: boolean | null; readonly returnedAt: string | null;
  /** requests for a supplement, before and after reception */ readonly supplements: number;
  /** requests beyond the first of their stage: each needed the leader */ readonly laterRounds: number;
  readonly apologisedAt: string | null; /** a working day before the date or earlier */ readonly apologyInTime: boolean | null; readonly newDue: string | null;
  /** when a draft of the apology is made, and the last moment at which it is in time; null when none can be owed any more */ readonly apologyFrom: string | null; readonly apologyLast: string | null;
  /** stretches in which the clock stood, and what the legal date was from when on: any past day can be judged again */
  readonly pauses: readonly Pause[]; readonly dues: readonly { readonly since: string; readonly due: string }[];
  /** from the start of the clock to the end, standing time left out */ readonly workedMinutes: number | null;
  readonly electronicResult: boolean; readonly trialResult: boolean; readonly feeDue: number; readonly feePaid: number; readonly feeHow: string | null;
  /** moment of the last event that is counted in */ readonly changedAt: string;
  /** version of the calendar by which times were counted */ readonly calendarVersion: number;
}
export interface FactContext {
  readonly dossierId: string; readonly calendar: WorkingCalendar; /** field of the procedure's version */ readonly field: string;
  /** of the version and case; null when the version has none */ readonly term: Term | null;
}

const is = <K extends EventKind>(event: DossierEvent, kind: K): event is DossierEvent<K> => event.kind === kind;

/** The fact of one dossier, a pure fold of its events. The same events give the same fact, whenever it is made. */
export function factOf(events: readonly DossierEvent[], context: FactContext): DossierFact {
  const state = foldDossier(events);
  const row = projectDossier(state);
  const open = state.finishedAt === null;
  const step = state.steps.find((one) => one.key === state.step);
  const { legalDue, dues, apology } = legalDates(events);
  const outcome = outcomeOf(state);
  const clock = clockFigures(state, context);
  const settled = outcome === 'resolved' || outcome === 'refused' ? settledAs(state.finishedAt, legalDue) : null;
  const collected = events.findLast((event) => is(event, 'fee-collected'));
  return {
    dossierId: context.dossierId, seq: state.seq, agencyId: state.competentAgency, receivingAgency: state.receivingAgency, procedure: state.procedure, field: context.field, channel: state.channel, filedBy: state.filedBy,
    code: state.code, reference: state.reference, submittedAt: state.submittedAt, answerBy: state.acknowledgeBy.at, answeredAt: answeredAt(events), receivedAt: state.receivedAt,
    firstDue: state.firstDue, legalDue, due: state.due?.at ?? null, indexDue: clock.indexDue,
    status: state.status, step: open ? state.step : null, stepName: open && step ? { vi: step.name.vi, en: step.name.en } : null, stepRole: row.stepRole, stepDue: open ? state.stepDue : null, assignee: open ? state.assignee : null, assigneeName: open ? state.assigneeName : null,
    finishedAt: state.finishedAt, outcome, settled, indexLate: settled === null ? null : clock.indexLate, returnedAt: state.returnedAt,
    supplements: state.rounds.intake + state.rounds.appraisal, laterRounds: Math.max(0, state.rounds.intake - 1) + Math.max(0, state.rounds.appraisal - 1),
    apologisedAt: apology?.at ?? null, apologyInTime: apology?.data.beforeDue ?? null, newDue: apology?.data.due.at ?? null, ...apologyMoments(state, context.calendar),
    pauses: pausesOf(events), dues, workedMinutes: settled === null ? null : clock.workedMinutes,
    electronicResult: state.signed !== null, trialResult: state.signed?.trial ?? false, feeDue: row.feeDue, feePaid: row.feePaid, feeHow: collected && is(collected, 'fee-collected') ? collected.data.how : null, changedAt: events.at(-1)?.at ?? state.submittedAt, calendarVersion: context.calendar.version,
  };
}

/** Names of the figures in which a stored fact says otherwise than its dossier's events; `missing` when there is none. */
export function factDifferences(expected: DossierFact, stored: DossierFact | null): readonly string[] {
  if (!stored) return ['missing'];
  return (Object.keys(expected) as (keyof DossierFact)[]).filter((name) => JSON.stringify(expected[name]) !== JSON.stringify(stored[name]));
}

function outcomeOf(state: DossierState): Outcome | null {
  switch (state.status) {
    case 'not-accepted': return 'not-accepted';
    case 'stopped': return state.stop?.ground === 'withdrawn' ? 'withdrawn' : 'stopped';
    case 'refused': return 'refused';
    case 'done': case 'returned': return state.signed ? 'resolved' : 'refused';
    default: return null;
  }
}
function settledAs(finishedAt: string | null, legalDue: string | null): Settled | null {
  if (finishedAt === null) return null;
  if (legalDue === null) return 'on-time';
  const [finished, due] = [new Date(finishedAt), new Date(legalDue)];
  return finished > due ? 'late' : vietnamDate(finished) < vietnamDate(due) ? 'early' : 'on-time';
}
/** The first answer of the office to an online submission: it has 8 working hours for it (NĐ 45/2020 Đ.11). */
const answeredAt = (events: readonly DossierEvent[]): string | null => events.find((event) => is(event, 'received') || is(event, 'supplement-requested') || is(event, 'refused'))?.at ?? null;

/** The legal date of each moment, as the dossier itself keeps it; one rule judges the signature and counts here. */
function legalDates(events: readonly DossierEvent[]): { readonly legalDue: string | null; readonly dues: DossierFact['dues']; readonly apology: DossierEvent<'extended'> | null } {
  const dues: { since: string; due: string }[] = [];
  let apology: DossierEvent<'extended'> | null = null;
  let state: DossierState | null = null;
  for (const event of events) {
    state = applyEvent(state, event);
    if (state.legalDue !== null && state.legalDue !== dues.at(-1)?.due) dues.push({ since: event.at, due: state.legalDue });
    if (is(event, 'extended')) apology = event;
  }
  return { legalDue: dues.at(-1)?.due ?? null, dues, apology };
}
function pausesOf(events: readonly DossierEvent[]): readonly Pause[] {
  const pauses: Pause[] = [];
  let from: string | null = null;
  for (const event of events) {
    if ((is(event, 'supplement-requested') && event.data.stage === 'appraisal') || is(event, 'suspended')) from ??= event.at;
    else if (from !== null && (is(event, 'supplemented') || is(event, 'resumed') || is(event, 'stopped') || is(event, 'refused') || is(event, 'result-signed'))) {
      if (event.at > from) pauses.push({ from, to: event.at });
      from = null;
    }
  }
  return from === null ? pauses : [...pauses, { from, to: null }];
}

function clockFigures(state: DossierState, { calendar, term }: FactContext): { readonly indexDue: string | null; readonly indexLate: boolean | null; readonly workedMinutes: number | null } {
  if (!term || state.clock.length === 0) return { indexDue: null, indexLate: null, workedMinutes: null };
  const reading = readClock(calendar, { term, rule: STANDARD_RULE, events: state.clock, now: new Date(state.finishedAt ?? state.receivedAt ?? state.submittedAt), intakeSupplements: state.rounds.intake });
  // A year without calendar or a clock that no rule knows: the legal dates stand in the events, the index has no figure.
  if (!reading.ok) return { indexDue: null, indexLate: null, workedMinutes: null };
  return { indexDue: reading.value.index.due?.toISOString() ?? null, indexLate: reading.value.index.late, workedMinutes: reading.value.index.elapsedMinutes };
}

/** Of a term, the part after which a draft may be made at the earliest: a term of a day would otherwise begin with its apology. */
const EARLIEST_SHARE = 0.5;
/**
 * The draft is ready when the office opens on the working day before the date, so that the leader has that day to sign it: an
 * apology is in time until that day closes (NĐ 61/2018 Đ.19 k.9). Terms of a day or less get theirs at half time.
 */
function apologyMoments(state: DossierState, calendar: WorkingCalendar): { readonly apologyFrom: string | null; readonly apologyLast: string | null } {
  const none = { apologyFrom: null, apologyLast: null };
  if (state.finishedAt !== null || state.extended || !state.due || !state.receivedAt || (state.status !== 'processing' && state.status !== 'signing' && state.status !== 'withdrawing')) return none;
  const due = new Date(state.due.at);
  const start = new Date(state.clock.findLast((event) => event.kind === 'started' || event.kind === 'restarted')?.at ?? state.receivedAt);
  const last = lastApologyMoment(calendar, due);
  const whole = workingMinutesBetween(calendar, start, due);
  if (!last.ok || !whole.ok) return none;
  const half = addWorkingMinutes(calendar, start, Math.max(0, Math.round(whole.value * EARLIEST_SHARE)));
  const day = vietnamDate(last.value);
  const periods = officePeriods(calendar, day);
  if (!half.ok || !periods.ok || !periods.value[0]) return none;
  const opening = vietnamInstant(day, periods.value[0].from);
  return { apologyFrom: (opening > half.value ? opening : half.value).toISOString(), apologyLast: last.value.toISOString() };
}
