import { decideExtension, decideResume, decideSuspend, decideVerification, termFor, type VerificationRefusal, type CalendarMissing, type ExtendRefusal, type EventData, type ReceiveRefusal } from '../domain/index.ts';
import type { DossierDeps } from '../ports.ts';
import { changeDossier, type Command, type CommandOutcome } from './change-dossier.ts';

/** Apology and one new appointment (Mẫu 04), signed by the head of the agency that is late. */
export function extendDossier(deps: DossierDeps, command: Command, asked: { readonly reason: string; readonly newDue: Date }): Promise<CommandOutcome<ExtendRefusal>> {
  return changeDossier<ExtendRefusal>(deps, command, 'extend', async ({ state }) => {
    const decided = decideExtension(state, command.at, asked, await deps.deadlinesOf(state.competentAgency));
    return decided.ok ? { ok: true, events: decided.value, result: {} } : decided;
  });
}
/** Stops the clock for a reason that the law knows; a late opinion of another agency is not one (NĐ 61/2018 Đ.19 k.5b). */
export function suspendDossier(deps: DossierDeps, command: Command, asked: { readonly reason: EventData['suspended']['reason']; readonly note: string; readonly legalBasis: string }): Promise<CommandOutcome<{ readonly kind: 'reason-missing' | 'legal-basis-missing' }>> {
  return changeDossier<{ readonly kind: 'reason-missing' | 'legal-basis-missing' }>(deps, command, 'suspend', async () => {
    const decided = decideSuspend(asked.reason, asked.note, asked.legalBasis);
    return decided.ok ? { ok: true, events: decided.value, result: {} } : decided;
  });
}
export function resumeDossier(deps: DossierDeps, command: Command): Promise<CommandOutcome<CalendarMissing | ReceiveRefusal | { readonly kind: 'procedure-withdrawn' }>> {
  return changeDossier<CalendarMissing | ReceiveRefusal | { readonly kind: 'procedure-withdrawn' }>(deps, command, 'resume', async ({ state }) => {
    const [content, deadlines] = await Promise.all([deps.procedures.version(state.version), deps.deadlinesOf(state.competentAgency)]);
    if (!content) return { ok: false, refusal: { kind: 'procedure-withdrawn' } };
    const term = termFor(content, state.caseKey, state.channel);
    if (!term.ok) return term;
    const due = deadlines.due(new Date(state.receivedAt ?? state.submittedAt), term.value.term, [...state.clock, { kind: 'resumed', at: command.at.toISOString() }]);
    if (!due.ok) return due;
    const decided = decideResume(state, command.at, due.value, deadlines);
    return decided.ok ? { ok: true, events: decided.value, result: {} } : decided;
  });
}
/** The specialist finds that something has to be verified: the term that the procedure has for it, counted from the same start. */
export function chooseVerification(deps: DossierDeps, command: Command, asked: { readonly caseKey: string; readonly reason: string }): Promise<CommandOutcome<VerificationRefusal | { readonly kind: 'procedure-withdrawn' }>> {
  return changeDossier<VerificationRefusal | { readonly kind: 'procedure-withdrawn' }>(deps, command, 'choose-verification', async ({ state }) => {
    const [content, deadlines] = await Promise.all([deps.procedures.version(state.version), deps.deadlinesOf(state.competentAgency)]);
    if (!content) return { ok: false, refusal: { kind: 'procedure-withdrawn' } };
    const decided = decideVerification(state, { at: command.at, ...asked }, content, deadlines);
    return decided.ok ? { ok: true, events: decided.value, result: {} } : decided;
  });
}
