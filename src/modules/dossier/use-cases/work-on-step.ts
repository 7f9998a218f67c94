import type { Answers } from '../../../shared/condition.ts';
import { decideDraft, decideForward, decideSendBack, newEvent, type MoveRefusal } from '../domain/index.ts';
import type { DossierDeps } from '../ports.ts';
import { asOfficer, changeDossier, type Command, type CommandOutcome } from './change-dossier.ts';

/** «Tôi làm»: the officer puts the own name to the step. */
export function takeStep(deps: DossierDeps, command: Command): Promise<CommandOutcome<never>> {
  const officer = asOfficer(command.actor);
  return changeDossier<never>(deps, command, 'take', async ({ state }) => ({ ok: true, events: [newEvent('taken', { step: state.step ?? '', officer: officer.officerId, officerName: officer.name })], result: {} }));
}
export function forwardStep(deps: DossierDeps, command: Command, note?: string): Promise<CommandOutcome<MoveRefusal>> {
  return changeDossier<MoveRefusal>(deps, command, 'forward', async ({ state }) => {
    const decided = decideForward(state, command.at, note, await deps.deadlinesOf(state.competentAgency));
    return decided.ok ? { ok: true, events: decided.value, result: {} } : decided;
  });
}
export function sendBack(deps: DossierDeps, command: Command, reason: string): Promise<CommandOutcome<MoveRefusal>> {
  return changeDossier<MoveRefusal>(deps, command, 'send-back', async ({ state }) => {
    const decided = decideSendBack(state, command.at, reason, await deps.deadlinesOf(state.competentAgency));
    return decided.ok ? { ok: true, events: decided.value, result: {} } : decided;
  });
}
/** Keeps the fields that the specialist writes for the result; the data of the declaration stay what they are. */
export function draftResult(deps: DossierDeps, command: Command, fields: Answers, complete = true): Promise<CommandOutcome<never>> {
  return changeDossier<never>(deps, command, 'draft-result', async () => ({ ok: true, events: decideDraft(fields, complete), result: {} }));
}
