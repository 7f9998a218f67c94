import type { Actor } from '../../../shared/actor.ts';
import { CLOSED, newEvent, owed, type DossierEvent, type DossierState, type EventData, type NewEvent, type PostAddress } from '../domain/index.ts';
import type { DossierDeps } from '../ports.ts';
import { changeDossier, type Command, type CommandOutcome } from './change-dossier.ts';

const WORKER = { kind: 'worker' } as const;
const POST: Actor = { kind: 'system', name: 'post' };
type Refused = 'there' | 'not-now';
const is = <K extends 'result-posted' | 'result-came-back' | 'result-returned'>(event: DossierEvent, kind: K): event is DossierEvent<K> => event.kind === kind;

/** Both have signed the minutes: the result is with the post. The same parcel a second time changes nothing. */
export async function recordPosted(deps: DossierDeps, id: string, at: Date, posted: EventData['result-posted']): Promise<'recorded' | 'not-now'> {
  return record(deps, id, at, ({ events, state }) => {
    if (events.some((event) => is(event, 'result-posted') && event.data.parcel === posted.parcel)) return 'there';
    return state.status === 'done' || state.status === 'refused' ? [newEvent('result-posted', posted)] : 'not-now';
  });
}
/** The desk has signed for the envelope: the result waits at the counter again. */
export async function recordCameBack(deps: DossierDeps, id: string, at: Date, back: EventData['result-came-back']): Promise<'recorded' | 'not-now'> {
  return record(deps, id, at, ({ events, state }) => {
    if (events.some((event) => is(event, 'result-came-back') && event.data.parcel === back.parcel)) return 'there';
    return state.posted?.parcel === back.parcel ? [newEvent('result-came-back', back)] : 'not-now';
  });
}
/** The carrier has delivered and seen the receiver's paper; what it collected for the office is entered with it, as far as it was still owed. */
export async function recordDelivered(deps: DossierDeps, id: string, at: Date, delivered: { readonly parcel: string; readonly receiver: { readonly name: string; readonly personalId?: string }; readonly collected: { readonly amount: number; readonly carrier: string; readonly transaction: string } | null }): Promise<{ readonly outcome: 'recorded' | 'not-now'; /** money that the dossier did not owe */ readonly surplus: boolean }> {
  let surplus = false;
  const outcome = await record(deps, id, at, ({ state, events }) => {
    if (events.some((event) => is(event, 'result-returned'))) return 'there';
    if (CLOSED.includes(state.status) || state.posted?.parcel !== delivered.parcel) return 'not-now';
    const { collected } = delivered;
    surplus = collected !== null && collected.amount !== owed(state);
    const money: readonly NewEvent[] = collected && !surplus ? [newEvent('fee-collected', { amount: collected.amount, lines: state.fees, how: 'post', provider: { gateway: collected.carrier, order: delivered.parcel, transaction: collected.transaction } })] : [];
    return [...money, newEvent('result-returned', { method: 'post', checkedIdentity: true }, { receiver: delivered.receiver })];
  });
  return { outcome, surplus };
}
async function record(deps: DossierDeps, id: string, at: Date, decide: (loaded: { readonly events: readonly DossierEvent[]; readonly state: DossierState }) => readonly NewEvent[] | Refused): Promise<'recorded' | 'not-now'> {
  const changed = await deps.store.change<Refused>(WORKER, { id, at, actor: POST, effect: null }, async (loaded) => {
    const decided = decide(loaded);
    return typeof decided === 'string' ? { ok: false, refusal: decided } : { ok: true, events: decided, result: {} };
  });
  if (!changed) throw new Error(`no dossier ${id}`);
  return changed.outcome === 'refused' && changed.refusal !== 'there' ? 'not-now' : 'recorded';
}

/** Another address, until the envelope has left; `fits` says whether the price stays the same. */
export function changePostAddress(deps: DossierDeps, command: Command, postTo: PostAddress, fits: (before: PostAddress | null) => boolean): Promise<CommandOutcome<{ readonly kind: 'other-zone' }>> {
  return changeDossier<{ readonly kind: 'other-zone' }>(deps, command, 'change-post-address', async ({ events }) =>
    fits(postAddressOf(events)) ? { ok: true, events: [newEvent('post-address-changed', {}, { postTo })], result: {} } : { ok: false, refusal: { kind: 'other-zone' } });
}
/** The result goes out once more, at the wish of whoever it is for; `quoted` is what was said first. */
export function orderPostAgain(deps: DossierDeps, command: Command, postTo: PostAddress, quoted: Omit<EventData['post-ordered-again'], 'attempt'>): Promise<CommandOutcome<{ readonly kind: 'too-often' }>> {
  return changeDossier<{ readonly kind: 'too-often' }>(deps, command, 'post-again', async ({ events }) => {
    const attempt = attemptOf(events) + 1;
    return attempt > POST_ATTEMPTS ? { ok: false, refusal: { kind: 'too-often' } } : { ok: true, events: [newEvent('post-ordered-again', { attempt, ...quoted }, { postTo })], result: { attempt } };
  });
}
/** how often one result may be posted: as many parcels as a dossier may have */
const POST_ATTEMPTS = 9;
/** Which posting of the result this is: 1, and one more for each time that it was ordered again. */
export const attemptOf = (events: readonly DossierEvent[]): number => lastOrder(events)?.attempt ?? 1;
/** The last order after a return; null while the first one stands. */
export const lastOrder = (events: readonly DossierEvent[]): EventData['post-ordered-again'] | null => events.findLast((event): event is DossierEvent<'post-ordered-again'> => event.kind === 'post-ordered-again')?.data ?? null;
/** The last address that was given. */
export const postAddressOf = (events: readonly DossierEvent[]): PostAddress | null => events.findLast((event) => event.personal?.postTo)?.personal?.postTo ?? null;
