import { decideSigned, planApproval, type ApproveRefusal } from '../domain/index.ts';
import type { Changed, DossierDeps, DossierScope } from '../ports.ts';
import { vietnamDate } from '../../../shared/plain-date.ts';
import { asOfficer, changeDossier, type Command, type CommandOutcome } from './change-dossier.ts';

/** The leader signs off. What signs the file is a job after this is committed, so that a dead signing service loses nothing. */
export function approveResult(deps: DossierDeps, command: Command): Promise<CommandOutcome<ApproveRefusal | { readonly kind: 'procedure-withdrawn' } | { readonly kind: 'agency-closed' }>> {
  const officer = asOfficer(command.actor);
  return changeDossier<ApproveRefusal | { readonly kind: 'procedure-withdrawn' } | { readonly kind: 'agency-closed' }>(deps, command, 'sign', async ({ state }, numbers) => {
    const [content, agency] = await Promise.all([deps.procedures.version(state.version), deps.agencies.find(state.competentAgency)]);
    if (!content) return { ok: false, refusal: { kind: 'procedure-withdrawn' } };
    if (!agency) return { ok: false, refusal: { kind: 'agency-closed' } };
    const signedFor = await deps.signsFor?.(officer.officerId, state.competentAgency, vietnamDate(command.at));
    const plan = planApproval(content, { at: command.at, signer: officer.officerId, signerName: officer.name, signerTitle: officer.title, verifyCode: deps.ids.secret(16), agencyCode: agency.code, ...(signedFor ? { onBehalfOf: signedFor } : {}) });
    if (!plan.ok) return plan;
    const number = await numbers.next(plan.value.book);
    return { ok: true, events: [plan.value.event(number)], result: { number } };
  });
}

/** Called by the signing job with the signed file already stored. Once signed, a second call changes nothing. */
export function recordSignature(deps: DossierDeps, scope: DossierScope, id: string, at: Date, signed: { readonly file: string; readonly sha256: string; readonly certificate: string; readonly trial: boolean }, listed: { readonly title: string; readonly number: string }): Promise<Changed<{ readonly kind: 'not-signing' }> | null> {
  return deps.store.change<{ readonly kind: 'not-signing' }>(scope, { id, at, actor: { kind: 'system', name: 'signing' }, effect: null }, async ({ state }) =>
    state.status === 'signing' && state.approved
      ? {
        ok: true, events: decideSigned(state, at, signed), result: {}, fileIds: [signed.file],
        issued: { verify_code: state.approved.verifyCode, title: listed.title, number: listed.number, agency_id: state.competentAgency, signer_name: state.approved.signerName, signer_title: state.approved.onBehalfOf ? `${state.approved.onBehalfOf.heading} – ${state.approved.onBehalfOf.ownTitle}` : state.approved.signerTitle, signed_at: at.toISOString(), sha256: signed.sha256, trial: signed.trial },
      }
      : { ok: false, refusal: { kind: 'not-signing' } });
}
