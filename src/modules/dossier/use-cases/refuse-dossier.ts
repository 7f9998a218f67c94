import { decideRefusal, type RefuseRefusal } from '../domain/index.ts';
import type { DossierDeps } from '../ports.ts';
import { changeDossier, type Command, type CommandOutcome } from './change-dossier.ts';

/** Refusal at intake, or after appraisal as the result, each with its legal ground (Mẫu 03; NĐ 61/2018 Đ.17 k.1b, Đ.19 k.8). */
export function refuseDossier(deps: DossierDeps, command: Command, given: { readonly ground: string; readonly legalBasis: string; readonly reason: string; readonly insteadGo?: string }): Promise<CommandOutcome<RefuseRefusal>> {
  return changeDossier<RefuseRefusal>(deps, command, 'refuse', async ({ state }) => {
    const decided = decideRefusal(state, given);
    return decided.ok ? { ok: true, events: decided.value, result: {} } : decided;
  });
}
