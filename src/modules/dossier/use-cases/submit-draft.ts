import type { Actor } from '../../../shared/actor.ts';
import { refuse } from '../../../shared/result.ts';
import { decideSubmission, temporaryReference, type SubmitRefusal } from '../domain/index.ts';
import { DraftGone, FilesGone, type DossierDeps, type DossierScope } from '../ports.ts';
import { agreedTo } from './file-for-person.ts';
import { outcomeOf, principalOf, type CommandOutcome } from './change-dossier.ts';

export type SubmitDraftRefusal = SubmitRefusal | { readonly kind: 'draft-gone' } | { readonly kind: 'already-submitted'; readonly dossierId: string } | { readonly kind: 'procedure-withdrawn' } | { readonly kind: 'files-gone' } | { readonly kind: 'agency-closed' } | { readonly kind: 'agency-moved'; readonly to: number } | { readonly kind: 'consent-missing' };
export interface SubmitDraft { readonly scope: DossierScope; readonly actor: Actor; readonly draftId: string; readonly key: string | null; readonly at: Date; /** the agency that took over the draft's own, as the person has seen and agreed to */ readonly to?: number }

/**
 * Turns a draft into a dossier: read, decide, write once. Double clicks, retries and two tabs give one dossier: the key
 * that was minted with the form is stored with the result, and a draft can be submitted once only.
 */
export async function submitDraft(deps: DossierDeps, command: SubmitDraft): Promise<CommandOutcome<SubmitDraftRefusal>> {
  const [draft, files] = await Promise.all([deps.drafts.find(command.scope, command.draftId), deps.files.ofDraft(command.scope, command.draftId)]);
  if (!draft) return refuse({ kind: 'draft-gone' } as const);
  if (draft.dossierId) return refuse({ kind: 'already-submitted', dossierId: draft.dossierId } as const);
  const chosen = await deps.agencies.find(draft.agencyId);
  const next = chosen?.takenOverBy?.id;
  if (next !== undefined && next !== command.to) return refuse({ kind: 'agency-moved', to: next } as const);
  const agencyId = next ?? draft.agencyId;
  const [content, agency, deadlines] = await Promise.all([deps.procedures.version(draft.version), next === undefined ? chosen : deps.agencies.find(next), deps.deadlinesOf(agencyId)]);
  if (!content) return refuse({ kind: 'procedure-withdrawn' } as const);
  if (!agency?.open) return refuse({ kind: 'agency-closed' } as const);
  const owner = { ...draft.content.owner, name: draft.content.owner?.name ?? '', ...(draft.content.contact?.phone ? { phone: draft.content.contact.phone } : {}), ...(draft.content.contact?.email ? { email: draft.content.contact.email } : {}) };
  const postTo = draft.content.delivery?.methods.includes('post') ? draft.content.delivery.postTo : undefined;
  const postage = postTo ? await deps.post?.price(agencyId, content, postTo, command.at) : null;
  const assisted = draft.channel === 'assisted' ? await agreedTo(deps, draft, files) : null;
  const decided = decideSubmission({
    content, versionId: draft.version, reference: temporaryReference(deps.ids.secret(8)), channel: draft.channel, filedBy: draft.content.filedBy ?? 'self', assurance: draft.content.assurance,
    receivingAgency: agencyId, competentAgency: agencyId, owner, answers: draft.content.answers, files, ticks: [], delivery: draft.content.delivery ? { methods: draft.content.delivery.methods, copies: draft.content.delivery.copies } : { methods: ['electronic'], copies: 0 }, post: postTo && postage ? { to: postTo, postage } : null, at: command.at, demo: deps.demo, lookups: deps.lookups, ...(assisted ? { assisted } : {}),
  }, deadlines);
  if (!decided.ok) return decided;
  if (draft.channel === 'assisted' && !assisted) return refuse({ kind: 'consent-missing' } as const);
  const id = deps.ids.uuid();
  const submitted = decided.value.events[0];
  const reference = submitted && 'reference' in submitted.data ? submitted.data.reference : '';
  try {
    const committed = await deps.store.create(command.scope, {
      id, at: command.at, actor: command.actor, ...(assisted ? { onBehalfOf: 'owner' } : {}), events: decided.value.events, citizenId: draft.citizenId, guestKey: draft.guestKey, trackingSecret: deps.trackingSecret(id), owner, demo: deps.demo,
      draft: { id: draft.id, revision: draft.revision }, fileIds: files.map((file) => file.id),
      effect: command.key === null ? null : { principal: principalOf(command.actor), key: command.key, route: 'dossier.submit', requestHash: deps.hash(JSON.stringify([draft.id])) },
      result: { dossierId: id, reference },
    });
    return outcomeOf(committed);
  } catch (error) {
    if (error instanceof FilesGone) return refuse({ kind: 'files-gone' } as const);
    if (!(error instanceof DraftGone)) throw error;
    const now = await deps.drafts.find(command.scope, command.draftId);
    return now?.dossierId ? refuse({ kind: 'already-submitted', dossierId: now.dossierId } as const) : refuse({ kind: 'draft-gone' } as const);
  }
}

