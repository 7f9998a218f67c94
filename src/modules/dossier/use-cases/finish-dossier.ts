import { decideCollect, decideReturn, newEvent, type ReturnRefusal } from '../domain/index.ts';
import type { DossierDeps } from '../ports.ts';
import { changeDossier, type Command, type CommandOutcome } from './change-dossier.ts';

/** Collects what is owed at the counter; the amount is the rule's, never typed. */
export function collectFee(deps: DossierDeps, command: Command, how: 'cash' | 'transfer'): Promise<CommandOutcome<never>> {
  return changeDossier<never>(deps, command, 'collect-fee', async ({ state }) => ({ ok: true, events: decideCollect(state, how), result: {} }));
}
/** Hands the result over: at the counter after the identity is seen, or the citizen takes the electronic one. */
export function returnResult(deps: DossierDeps, command: Command, handing: Parameters<typeof decideReturn>[1]): Promise<CommandOutcome<ReturnRefusal>> {
  return changeDossier<ReturnRefusal>(deps, command, 'return-result', async ({ state }) => {
    const decided = decideReturn(state, handing);
    return decided.ok ? { ok: true, events: decided.value, result: {} } : decided;
  });
}
export function requestWithdrawal(deps: DossierDeps, command: Command, reason: string): Promise<CommandOutcome<never>> {
  // Before reception nobody has begun to work on it, so the wish ends it at once; afterwards the agency considers it (Mẫu 05).
  return changeDossier<never>(deps, command, 'withdraw', async ({ state }) => ({
    ok: true, result: {},
    events: state.receivedAt ? [newEvent('withdrawal-requested', { reason })] : [newEvent('withdrawal-requested', { reason }), newEvent('stopped', { ground: 'withdrawn', reason })],
  }));
}
/** The person reads why, so there is no declining without a reason. */
export function declineWithdrawal(deps: DossierDeps, command: Command, reason: string): Promise<CommandOutcome<{ readonly kind: 'reason-missing' }>> {
  return changeDossier<{ readonly kind: 'reason-missing' }>(deps, command, 'decline-withdrawal', async () => (reason.trim()
    ? { ok: true, events: [newEvent('withdrawal-declined', { reason: reason.trim() })], result: {} }
    : { ok: false, refusal: { kind: 'reason-missing' } }));
}
export function stopDossier(deps: DossierDeps, command: Command, reason: string): Promise<CommandOutcome<{ readonly kind: 'still-time'; readonly until: string } | { readonly kind: 'reason-missing' }>> {
  return changeDossier<{ readonly kind: 'still-time'; readonly until: string } | { readonly kind: 'reason-missing' }>(deps, command, 'stop', async ({ state }) => {
    if (!reason.trim()) return { ok: false, refusal: { kind: 'reason-missing' } };
    const until = state.openSupplement?.respondBy;
    if (state.status !== 'withdrawing' && until && command.at.toISOString().slice(0, 10) <= until) return { ok: false, refusal: { kind: 'still-time', until } };
    return { ok: true, events: [newEvent('stopped', { ground: state.status === 'withdrawing' ? 'withdrawn' : 'no-supplement', reason: reason.trim() })], result: {} };
  });
}
