import { decideOnlineFee, newEvent, type DossierEvent, type EventData, type FeeProvider } from '../domain/index.ts';
import type { DossierDeps } from '../ports.ts';

const WORKER = { kind: 'worker' } as const;
const is = <K extends 'fee-collected' | 'fee-refunded'>(event: DossierEvent, kind: K): event is DossierEvent<K> => event.kind === kind;
type Refused = 'not-owed' | 'dossier-closed' | 'there';

/** Enters a fee that was paid from home; called by the worker once the gateway has confirmed it. The same transaction a second time changes nothing. */
export async function recordOnlineFee(deps: DossierDeps, id: string, at: Date, paid: FeeProvider & { readonly amount: number }): Promise<'recorded' | 'not-owed' | 'dossier-closed'> {
  const changed = await deps.store.change<Refused>(WORKER, { id, at, actor: { kind: 'system', name: 'payment' }, effect: null }, async ({ state, events }) => {
    if (events.some((event) => is(event, 'fee-collected') && event.data.provider?.gateway === paid.gateway && event.data.provider.transaction === paid.transaction)) return { ok: false, refusal: 'there' };
    const decided = decideOnlineFee(state, paid);
    return decided.ok ? { ok: true, events: decided.value, result: {} } : decided;
  });
  if (!changed) throw new Error(`no dossier ${id}`);
  return changed.outcome === 'refused' && changed.refusal !== 'there' ? changed.refusal : 'recorded';
}

/** Enters that the gateway has given a fee back. */
export async function recordFeeRefund(deps: DossierDeps, id: string, at: Date, given: Omit<FeeProvider, 'order'> & { readonly amount: number; readonly refund: EventData['fee-refunded']['refund'] }): Promise<void> {
  const changed = await deps.store.change<'there'>(WORKER, { id, at, actor: { kind: 'system', name: 'payment' }, effect: null }, async ({ events }) => (events.some((event) => is(event, 'fee-refunded') && event.data.refund === given.refund)
    ? { ok: false, refusal: 'there' }
    : { ok: true, events: [newEvent('fee-refunded', { amount: given.amount, provider: { gateway: given.gateway, transaction: given.transaction }, refund: given.refund })], result: {} }));
  if (!changed) throw new Error(`no dossier ${id}`);
}
