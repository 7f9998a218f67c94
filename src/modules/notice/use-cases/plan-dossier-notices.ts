import type { Clock } from '../../../shared/clock.ts';
import type { Ids } from '../../../shared/id.ts';
import { planNotices } from '../domain/index.ts';
import type { NoticeOutbox, NoticeSource } from '../ports.ts';

/** Stores the messages that one event owes. Running it again for the same event stores nothing twice. Returns how many were new. */
export async function planDossierNotices(deps: { readonly source: NoticeSource; readonly outbox: Pick<NoticeOutbox, 'add'>; readonly ids: Ids; readonly clock: Clock }, dossierId: string, seq: number): Promise<number> {
  const subject = await deps.source.read(dossierId, seq);
  if (!subject) return 0;
  const planned = planNotices(subject.event, subject.state, subject.context, subject.contacts);
  return deps.outbox.add(planned.map((one) => ({
    ...one, id: deps.ids.uuid(), cause: `${dossierId}:${seq}`, dossierId, dossierCode: subject.state.code ?? subject.state.reference, agencyId: subject.agencyId,
  })), deps.clock.now());
}
