import { decideApproveSupplement, decideDeclineSupplement, decideSupplement, itemsToJudge, type ApproveSupplementRefusal, type SupplementRefusal, type Verdict } from '../domain/index.ts';
import type { DossierDeps } from '../ports.ts';
import { asOfficer, changeDossier, personalOf, type Command, type CommandOutcome } from './change-dossier.ts';

/** «Một lần nói hết»: every paper and answer is judged before anything can be asked (Mẫu 02; NĐ 61/2018 Đ.15 k.3, Đ.17 k.2a). */
export function askSupplement(deps: DossierDeps, command: Command, asked: { readonly verdicts: readonly Verdict[]; readonly note?: string; readonly why?: string }): Promise<CommandOutcome<SupplementRefusal | { readonly kind: 'procedure-withdrawn' }>> {
  return changeDossier<SupplementRefusal | { readonly kind: 'procedure-withdrawn' }>(deps, command, 'ask-supplement', async (loaded) => {
    const [content, deadlines] = await Promise.all([deps.procedures.version(loaded.state.version), deps.deadlinesOf(loaded.state.competentAgency)]);
    if (!content) return { ok: false, refusal: { kind: 'procedure-withdrawn' } };
    const { answers } = personalOf(loaded.events);
    const items = itemsToJudge(content, loaded.state, answers, labels(content));
    const decided = decideSupplement(loaded.state, { at: command.at, items, ...asked }, content, deadlines);
    return decided.ok ? { ok: true, events: decided.value, result: { asked: asked.verdicts.length, waits: decided.value.some((event) => event.kind === 'supplement-proposed') } } : decided;
  });
}

/** The leader, in his own session, lets a further request go out (Mẫu 02 follows) or gives it back with a reason. */
export function approveSupplement(deps: DossierDeps, command: Command): Promise<CommandOutcome<ApproveSupplementRefusal | { readonly kind: 'procedure-withdrawn' }>> {
  const leader = asOfficer(command.actor);
  return changeDossier<ApproveSupplementRefusal | { readonly kind: 'procedure-withdrawn' }>(deps, command, 'approve-supplement', async ({ state }) => {
    const [content, deadlines] = await Promise.all([deps.procedures.version(state.version), deps.deadlinesOf(state.competentAgency)]);
    if (!content) return { ok: false, refusal: { kind: 'procedure-withdrawn' } };
    const decided = decideApproveSupplement(state, { at: command.at, id: leader.officerId, name: leader.name }, content, deadlines);
    return decided.ok ? { ok: true, events: decided.value, result: {} } : decided;
  });
}
export function declineSupplement(deps: DossierDeps, command: Command, reason: string): Promise<CommandOutcome<{ readonly kind: 'nothing-proposed' | 'reason-missing' }>> {
  return changeDossier<{ readonly kind: 'nothing-proposed' | 'reason-missing' }>(deps, command, 'decline-supplement', async ({ state }) => {
    const decided = decideDeclineSupplement(state, reason);
    return decided.ok ? { ok: true, events: decided.value, result: {} } : decided;
  });
}

/** Plain label of an answer, by its key; null for what is not a question. */
export function labels(content: { readonly form?: { readonly pages: readonly { readonly fields: readonly { readonly key: string; readonly type: string; readonly label: { readonly vi: string } }[] }[] } }): (field: string) => string | null {
  const known = new Map((content.form?.pages ?? []).flatMap((page) => page.fields).filter((field) => field.type !== 'note' && field.type !== 'declaration').map((field) => [field.key, field.label.vi]));
  return (field) => known.get(field) ?? null;
}
