import type { Actor, Officer, Role } from '../../../shared/actor.ts';
import type { DossierState, Status } from './state.ts';

/** Everything that can be done to a dossier. One table says when and by whom; it feeds the buttons, the 409 and the stale tab. */
export type Action =
  | 'accept' | 'ask-supplement' | 'refuse' | 'supplement' | 'take' | 'forward' | 'send-back' | 'draft-result' | 'sign' | 'return-result' | 'approve-supplement' | 'decline-supplement' | 'choose-verification'
  | 'collect-fee' | 'change-post-address' | 'post-again' | 'withdraw' | 'decline-withdrawal' | 'stop' | 'suspend' | 'resume' | 'extend';

interface Rule {
  readonly in: readonly Status[];
  readonly by: readonly (Role | 'owner')[];
  /** only at a step of this kind */
  readonly atStep?: readonly ('receive' | 'assign' | 'process' | 'review' | 'sign' | 'return')[];
  readonly unless?: (state: DossierState) => boolean;
}

function waitsForLeader(state: DossierState): boolean { return state.proposedSupplement !== null; }

export const ACTIONS: Readonly<Record<Action, Rule>> = {
  accept: { in: ['submitted'], by: ['reception'], unless: waitsForLeader },
  'ask-supplement': { in: ['submitted', 'processing'], by: ['reception', 'specialist'], atStep: ['process', 'assign'], unless: waitsForLeader },
  // A further round is asked for by whoever has the dossier, and goes out only by the leader's own act (NĐ 61/2018 Đ.17 k.2a: once).
  'approve-supplement': { in: ['submitted', 'processing'], by: ['leader'], unless: (state) => !waitsForLeader(state) },
  'decline-supplement': { in: ['submitted', 'processing'], by: ['leader'], unless: (state) => !waitsForLeader(state) },
  refuse: { in: ['submitted', 'processing'], by: ['reception', 'leader'], atStep: ['review', 'sign'], unless: waitsForLeader },
  supplement: { in: ['intake-supplement', 'appraisal-supplement'], by: ['owner', 'reception'] },
  take: { in: ['processing'], by: ['reception', 'specialist', 'leader', 'clerk'] },
  forward: { in: ['processing'], by: ['reception', 'specialist', 'leader', 'clerk'], atStep: ['receive', 'assign', 'process', 'review'], unless: waitsForLeader },
  'send-back': { in: ['processing'], by: ['leader', 'specialist'], atStep: ['process', 'review', 'sign'], unless: waitsForLeader },
  'draft-result': { in: ['processing'], by: ['specialist'], atStep: ['process', 'assign'] },
  // An apology has already given its one new appointment: no longer term after it.
  'choose-verification': { in: ['processing'], by: ['specialist'], atStep: ['process', 'assign'], unless: (state) => state.extended || waitsForLeader(state) },
  sign: { in: ['processing'], by: ['leader'], atStep: ['sign'], unless: (state) => !state.drafted },
  // What is with the post is in nobody else's hand.
  'return-result': { in: ['done', 'refused'], by: ['reception', 'owner'], unless: (state) => state.posted !== null },
  'collect-fee': { in: ['submitted', 'processing', 'done', 'refused'], by: ['reception', 'accountant'], unless: (state) => owed(state) <= 0 },
  'change-post-address': { in: ['submitted', 'intake-supplement', 'processing', 'appraisal-supplement', 'signing', 'suspended', 'done', 'refused'], by: ['owner', 'reception'], unless: (state) => state.posted !== null || state.cameBack || !state.delivery.methods.includes('post') },
  // After a return only: the first time the program orders the parcel by itself.
  'post-again': { in: ['done', 'refused'], by: ['owner', 'reception'], unless: (state) => state.posted !== null || !state.cameBack || !state.delivery.methods.includes('post') },
  withdraw: { in: ['submitted', 'intake-supplement', 'processing', 'appraisal-supplement', 'suspended'], by: ['owner'], unless: (state) => state.signed !== null },
  'decline-withdrawal': { in: ['withdrawing'], by: ['leader'] },
  stop: { in: ['withdrawing', 'intake-supplement', 'appraisal-supplement'], by: ['leader', 'reception'] },
  suspend: { in: ['processing'], by: ['leader'] },
  resume: { in: ['suspended'], by: ['leader'] },
  // One new appointment only (NĐ 61/2018 Đ.19 k.9), signed by the head of the agency that is late.
  extend: { in: ['processing', 'suspended'], by: ['leader'], unless: (state) => state.extended },
};

export const owed = (state: Pick<DossierState, 'fees' | 'collected'>): number => state.fees.reduce((sum, line) => sum + line.payable, 0) - state.collected;

/** What this person may do to this dossier now. An officer acts for the agency that holds it; the step's role decides who moves it. */
export function availableActions(state: DossierState, actor: Actor, isOwner: boolean): readonly Action[] {
  return (Object.keys(ACTIONS) as Action[]).filter((action) => mayDo(action, state, actor, isOwner));
}

export function mayDo(action: Action, state: DossierState, actor: Actor, isOwner: boolean): boolean {
  const rule = ACTIONS[action];
  if (!rule.in.includes(state.status) || rule.unless?.(state)) return false;
  const step = state.steps.find((one) => one.key === state.step);
  if (rule.atStep && state.status === 'processing' && (!step || !rule.atStep.includes(step.kind))) return false;
  if (actor.kind === 'officer') return officerMay(action, rule, state, actor, step?.role);
  return isOwner && rule.by.includes('owner');
}

function officerMay(action: Action, rule: Rule, state: DossierState, officer: Officer, stepRole: Role | undefined): boolean {
  if (officer.agencyId !== state.competentAgency && officer.agencyId !== state.receivingAgency) return false;
  const roles = rule.by.filter((role): role is Role => role !== 'owner' && officer.roles.includes(role));
  if (roles.length === 0) return false;
  // Moving a step is for the step's own role, so that who receives is not the only one who approves.
  if (action === 'forward' || action === 'take') return stepRole !== undefined && officer.roles.includes(stepRole);
  if (action === 'ask-supplement') return officer.roles.includes(state.status === 'submitted' ? 'reception' : 'specialist');
  if (action === 'refuse') return officer.roles.includes(state.status === 'submitted' ? 'reception' : 'leader');
  if (action === 'send-back') return stepRole !== undefined && officer.roles.includes(stepRole);
  return true;
}

/** Answered with 409 and what is allowed instead. */
export interface NotAllowed { readonly kind: 'not-allowed'; readonly action: Action; readonly status: Status; readonly allowed: readonly Action[] }
