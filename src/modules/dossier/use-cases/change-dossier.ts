import type { Officer, Actor } from '../../../shared/actor.ts';
import type { Answers } from '../../../shared/condition.ts';
import { availableActions, mayDo, type Action, type DossierEvent, type NotAllowed, type Person } from '../domain/index.ts';
import type { Changed, Committed, Decision, DossierDeps, DossierScope, LoadedDossier, Numbers } from '../ports.ts';

/** One command on one dossier. `route` and `body` make the effect's identity: the same key with another body is refused. */
export interface Command {
  readonly scope: DossierScope; readonly actor: Actor; readonly id: string; readonly at: Date;
  readonly key: string | null; readonly route: string; readonly body: unknown;
  readonly draft?: { readonly id: string; readonly revision: number };
  /** how the dossier stood on the page from which this comes: when somebody was first meanwhile, nothing is done */
  readonly shown?: { readonly step?: string | undefined; readonly assignee?: string | undefined };
}
export type CommandRefusal<R> = R | NotAllowed | { readonly kind: 'not-found' } | { readonly kind: 'key-conflict' };
export type CommandOutcome<R> = { readonly ok: true; readonly result: Readonly<Record<string, unknown>>; readonly replayed: boolean; readonly events: readonly DossierEvent[] } | { readonly ok: false; readonly refusal: CommandRefusal<R> };

/** Locks, checks the table of actions, lets the rule decide, appends. Every verb on a dossier goes through here. */
export async function changeDossier<R>(deps: DossierDeps, command: Command, action: Action, decide: (loaded: LoadedDossier, numbers: Numbers) => Promise<Decision<R>>): Promise<CommandOutcome<R>> {
  const effect = command.key === null ? null : { principal: principalOf(command.actor), key: command.key, route: command.route, requestHash: deps.hash(JSON.stringify([command.route, command.id, command.body ?? null])) };
  const changed: Changed<R | NotAllowed> | null = await deps.store.change<R | NotAllowed>(command.scope, { id: command.id, at: command.at, actor: command.actor, effect, ...(command.draft ? { draft: command.draft } : {}) }, async (loaded, numbers) => {
    const owner = ownsDossier(command.actor, loaded);
    if (!mayDo(action, loaded.state, command.actor, owner) || hasMoved(command.shown, loaded.state)) return { ok: false, refusal: { kind: 'not-allowed', action, status: loaded.state.status, allowed: availableActions(loaded.state, command.actor, owner) } };
    return decide(loaded, numbers);
  });
  return outcomeOf(changed);
}

const hasMoved = (shown: Command['shown'], state: LoadedDossier['state']): boolean =>
  (shown?.step !== undefined && shown.step !== (state.step ?? '')) || (shown?.assignee !== undefined && shown.assignee !== (state.assignee ?? ''));

export function outcomeOf<R>(changed: Changed<R> | Committed | null): CommandOutcome<R> {
  if (!changed) return { ok: false, refusal: { kind: 'not-found' } };
  switch (changed.outcome) {
    case 'done': return { ok: true, result: changed.result, replayed: false, events: changed.events };
    case 'replayed': return { ok: true, result: changed.result, replayed: true, events: [] };
    case 'key-conflict': return { ok: false, refusal: { kind: 'key-conflict' } };
    case 'refused': return { ok: false, refusal: changed.refusal };
  }
}

export const principalOf = (actor: Actor): string =>
  actor.kind === 'officer' ? `officer:${actor.officerId}` : actor.kind === 'citizen' ? `citizen:${actor.citizenId}` : actor.kind === 'guest' ? `guest:${actor.guestKey}` : `system:${actor.name}`;

export const ownsDossier = (actor: Actor, loaded: Pick<LoadedDossier, 'citizenId' | 'guestKey'>): boolean =>
  (actor.kind === 'citizen' && loaded.citizenId === actor.citizenId) || (actor.kind === 'guest' && actor.guestKey !== '' && loaded.guestKey === actor.guestKey);

/** The latest answers, owner and draft of the result, from the sealed parts of the events. */
export function personalOf(events: readonly DossierEvent[]): { readonly owner: Person; readonly submitter: Person | null; readonly answers: Answers; readonly draft: Answers; readonly receiver: { readonly name: string } | null } {
  let owner: Person = { name: '' };
  let submitter: Person | null = null;
  let answers: Answers = {};
  let draft: Answers = {};
  let receiver: { readonly name: string } | null = null;
  for (const { personal } of events) {
    if (!personal) continue;
    owner = personal.owner ?? owner;
    submitter = personal.submitter ?? submitter;
    answers = personal.answers ?? answers;
    draft = personal.draft ?? draft;
    receiver = personal.receiver ?? receiver;
  }
  return { owner, submitter, answers, draft, receiver };
}
export const asOfficer = (actor: Actor): Officer => {
  if (actor.kind !== 'officer') throw new Error('an officer acts here');
  return actor;
};
