import type { Officer } from '../../../shared/actor.ts';
import { refuse, type Result } from '../../../shared/result.ts';
import { extendDossier, type DossierDeps } from '../../dossier/index.ts';
import { appointmentOn, isCause, type NewDateRefusal } from '../domain/index.ts';
import type { ApologyStore, CalendarBook, OfficerScope } from '../ports.ts';

export interface ApologyDeps { readonly apologies: ApologyStore; readonly calendars: CalendarBook; readonly dossier: DossierDeps }
export interface ApologyAsked { readonly dossierId: string; readonly cause: string; readonly reason: string; readonly newDate: string }
type Extended = Awaited<ReturnType<typeof extendDossier>>;
export type ApologyRefusal = NewDateRefusal | { readonly kind: 'no-draft' } | { readonly kind: 'cause-missing' } | { readonly kind: 'reason-missing' };

/**
 * The leader signs: the words are kept on the draft first, then the apology becomes an event of the dossier, which changes the
 * date once, makes Mẫu 04 and tells the person. The draft leaves the list when the fact of that event is recorded.
 */
export async function signApology(deps: ApologyDeps, by: { readonly scope: OfficerScope; readonly officer: Officer; readonly at: Date; readonly key: string | null }, asked: ApologyAsked): Promise<{ readonly ok: false; readonly refusal: ApologyRefusal } | { readonly ok: true; readonly outcome: Extended }> {
  const draft = await deps.apologies.find(by.scope, asked.dossierId);
  if (!draft) return refuse({ kind: 'no-draft' });
  if (!isCause(asked.cause)) return refuse({ kind: 'cause-missing' });
  if (!asked.reason.trim()) return refuse({ kind: 'reason-missing' });
  const due = appointmentOn(await deps.calendars.of(draft.agencyId), asked.newDate);
  if (!due.ok) return due;
  await deps.apologies.save(by.scope, asked.dossierId, draft.due, { cause: asked.cause, reason: asked.reason.trim(), proposedDue: due.value });
  const outcome = await extendDossier(deps.dossier, { scope: by.scope, actor: by.officer, id: asked.dossierId, at: by.at, key: by.key, route: 'dossier.extend', body: asked }, { reason: asked.reason, newDue: due.value });
  return { ok: true, outcome };
}

/** A draft is put away only with a reason, which stays with the name of whoever gave it. */
export async function declineApology(deps: Pick<ApologyDeps, 'apologies'>, by: { readonly scope: OfficerScope; readonly officer: Officer; readonly at: Date }, dossierId: string, reason: string): Promise<Result<true, { readonly kind: 'no-draft' | 'reason-missing' }>> {
  if (!reason.trim()) return refuse({ kind: 'reason-missing' });
  const draft = await deps.apologies.find(by.scope, dossierId);
  if (!draft || !(await deps.apologies.decline(by.scope, dossierId, draft.due, reason.trim(), { id: by.officer.officerId, name: by.officer.name }, by.at))) return refuse({ kind: 'no-draft' });
  return { ok: true, value: true };
}
