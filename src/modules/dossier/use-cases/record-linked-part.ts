import { newEvent, type DossierEvent, type EventData } from '../domain/index.ts';
import type { DossierDeps } from '../ports.ts';

const is = (event: DossierEvent): event is DossierEvent<'linked-updated'> => event.kind === 'linked-updated';

/** Enters what another agency said of a linked part (liên thông); called by the worker. The same word a second time changes nothing. */
export async function recordLinkedPart(deps: DossierDeps, id: string, at: Date, said: EventData['linked-updated']): Promise<void> {
  const changed = await deps.store.change<'there'>({ kind: 'worker' }, { id, at, actor: { kind: 'system', name: 'linkage' }, effect: null }, async ({ events }) => (events.some((event) => is(event) && event.data.task === said.task && event.data.state === said.state)
    ? { ok: false, refusal: 'there' }
    : { ok: true, events: [newEvent('linked-updated', said)], result: {} }));
  if (!changed) throw new Error(`no dossier ${id}`);
}
