import type { Officer } from '../../../shared/actor.ts';
import { refuse } from '../../../shared/result.ts';
import { receiveAtCounter, type CommandOutcome, type CounterRefusal, type DossierDeps } from '../../dossier/index.ts';
import type { PaperTick, Person } from '../../dossier/domain/index.ts';
import type { Parcel, PostDesk, PostScope } from '../ports.ts';

export interface ReceivePapers { readonly scope: Extract<PostScope, { kind: 'officer' }>; readonly officer: Officer; readonly parcelId: string; readonly ticks: readonly PaperTick[]; readonly at: Date; readonly key: string | null }
export type PapersRefusal = CounterRefusal | { readonly kind: 'not-arrived' } | { readonly kind: 'draft-gone' } | { readonly kind: 'already-filed'; readonly dossierId: string };

/**
 * Papers that came by post become a dossier. The clock starts when both signed the minutes; where something was missing
 * then, when the rest has been handed over, which is now (QĐ 45/2016/QĐ-TTg Đ.7 k.4).
 */
export async function receivePapers(deps: { readonly dossier: DossierDeps; readonly desk: PostDesk }, command: ReceivePapers): Promise<CommandOutcome<PapersRefusal>> {
  const parcel = await deps.desk.parcel(command.scope, command.parcelId);
  if (!parcel || parcel.direction !== 'send' || parcel.state !== 'arrived' || !parcel.handedAt || !parcel.draftId) return refuse({ kind: 'not-arrived' } as const);
  if (parcel.dossierId) return refuse({ kind: 'already-filed', dossierId: parcel.dossierId } as const);
  const draft = await deps.dossier.drafts.find(command.scope, parcel.draftId);
  if (!draft) return refuse({ kind: 'draft-gone' } as const);
  if (draft.dossierId) { await deps.desk.filed(command.scope, parcel.id, draft.dossierId); return refuse({ kind: 'already-filed', dossierId: draft.dossierId } as const); }
  const owner: Person = { ...draft.content.owner, name: draft.content.owner?.name ?? parcel.address.name, phone: draft.content.contact?.phone ?? draft.content.owner?.phone ?? parcel.address.phone, ...(draft.content.contact?.email ? { email: draft.content.contact.email } : {}) };
  const wanted = draft.content.delivery;
  const outcome = await receiveAtCounter(deps.dossier, {
    scope: command.scope, officer: command.officer, at: command.at, key: command.key, procedure: parcel.procedure, owner, answers: draft.content.answers, ticks: command.ticks, fileIds: [], delivery: wanted ? { methods: wanted.methods, copies: wanted.copies } : { methods: ['counter'], copies: 0 },
    ...(wanted?.postTo ? { postTo: wanted.postTo } : {}), channel: 'post', collectNow: null, handedOverAt: startOf(parcel, command.at), draft,
  });
  if (outcome.ok) await deps.desk.filed(command.scope, parcel.id, String(outcome.result['dossierId']));
  return outcome;
}
/** When the agency had everything. */
const startOf = (parcel: Pick<Parcel, 'handedAt' | 'missing'>, now: Date): Date => (parcel.missing || !parcel.handedAt ? now : parcel.handedAt);
