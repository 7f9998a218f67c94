import { fold } from '../../../shared/text.ts';
import { plainDate, vietnamInstant } from '../../../shared/plain-date.ts';
import { nationalStatus } from './national-status.ts';
import { CLOSED, type DossierState } from './state.ts';

/** The row that lists and look-ups read. Always a pure function of the events: `verify` recomputes it. */
export interface DossierRow {
  readonly code: string | null; readonly status: string; readonly step: string | null; readonly stepRole: string | null; readonly assignee: string | null;
  readonly receivedAt: string | null; readonly dueAt: string | null; readonly firstDueAt: string | null; readonly stepDueAt: string | null; readonly nextDue: string;
  readonly finishedAt: string | null; readonly closedAt: string | null; readonly supplementRounds: number; readonly feeDue: number; readonly feePaid: number; readonly national: number;
  readonly ownerName: string; readonly ownerFold: string;
}
export function projectDossier(state: DossierState): DossierRow {
  const step = state.steps.find((one) => one.key === state.step);
  const suspendedFor = state.clock.findLast((event) => event.kind === 'suspended');
  return {
    code: state.code, status: state.status, step: state.step, stepRole: roleWaitedFor(state, step?.role ?? null), assignee: state.assignee,
    receivedAt: state.receivedAt, dueAt: state.due?.at ?? null, firstDueAt: state.firstDue, stepDueAt: state.stepDue, nextDue: nextDue(state),
    finishedAt: state.finishedAt, closedAt: CLOSED.includes(state.status) ? state.closedAt : null,
    supplementRounds: state.rounds.intake + state.rounds.appraisal, feeDue: state.fees.reduce((sum, line) => sum + line.payable, 0), feePaid: state.collected,
    national: nationalStatus({ status: state.status, step: state.step, steps: state.steps, ...(suspendedFor && 'reason' in suspendedFor ? { suspendedFor: suspendedFor.reason } : {}) }),
    ownerName: state.ownerName, ownerFold: fold(state.ownerName),
  };
}

/** Whose list the dossier stands on. */
function roleWaitedFor(state: DossierState, stepRole: string | null): string | null {
  if (state.proposedSupplement && (state.status === 'submitted' || state.status === 'processing')) return 'leader';
  switch (state.status) {
    case 'submitted': case 'done': case 'refused': case 'intake-supplement': return 'reception';
    case 'withdrawing': case 'suspended': return 'leader';
    case 'appraisal-supplement': case 'processing': case 'signing': return stepRole;
    default: return null;
  }
}

/** days after which an uncollected result is looked at again */
const REMIND_AFTER_DAYS = 30;

/** By when somebody must act: the office while it holds the dossier, the citizen while a supplement is asked. */
function nextDue(state: DossierState): string {
  if (state.status === 'submitted') return state.acknowledgeBy.at;
  // A finished result waits for the person: it stands behind the work that has a date, and comes up again after a month.
  if ((state.status === 'done' || state.status === 'refused') && state.finishedAt) return new Date(Date.parse(state.finishedAt) + REMIND_AFTER_DAYS * 86_400_000).toISOString();
  if (state.openSupplement) return vietnamInstant(plainDate(state.openSupplement.respondBy), 24 * 60).toISOString();
  return state.due?.at ?? state.acknowledgeBy.at;
}
