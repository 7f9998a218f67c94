import type { Facts } from '../../../shared/condition.ts';
import type { Ids } from '../../../shared/id.ts';
import { chooseParts, offeredParts, type ChooseRefusal, type LinkedGroup, type LinkedPart } from '../domain/index.ts';
import type { LinkageScope, LinkageStore } from '../ports.ts';

export interface ChooseDeps { readonly groups: readonly LinkedGroup[]; readonly partners: readonly string[]; readonly linkage: LinkageStore; readonly ids: Ids }
/** The group that a procedure leads here, with the parts that can be chosen for these answers; null where there is none. */
export function offerFor(deps: Pick<ChooseDeps, 'groups' | 'partners'>, procedure: string, facts: Facts): { readonly group: LinkedGroup; readonly parts: readonly LinkedPart[] } | null {
  const group = deps.groups.find((one) => one.lead === procedure);
  const parts = group ? offeredParts(group, facts, deps.partners) : [];
  return group && parts.length > 0 ? { group, parts } : null;
}

/** Chooses linked parts for a dossier before its result is signed. Chosen twice it is chosen once: the first choice stays. */
export async function chooseLinked(deps: ChooseDeps, choice: { readonly scope: LinkageScope; readonly chosenBy: string; readonly at: Date; readonly facts: Facts; readonly dossier: { readonly id: string; readonly agencyId: number; readonly procedure: string; readonly finished: boolean }; readonly chosen: readonly string[] }): Promise<{ readonly ok: true; readonly value: 'chosen' | 'chosen-before' } | { readonly ok: false; readonly refusal: ChooseRefusal }> {
  const offer = offerFor(deps, choice.dossier.procedure, choice.facts);
  const decided = chooseParts(offer?.parts ?? [], choice.chosen, choice.dossier.finished);
  if (!decided.ok || !offer) return decided.ok ? { ok: false, refusal: { kind: 'not-offered' } } : decided;
  return { ok: true, value: await deps.linkage.choose(choice.scope, { id: deps.ids.uuid(), dossierId: choice.dossier.id, agencyId: choice.dossier.agencyId, procedure: offer.group.procedure, parts: decided.parts, chosenBy: choice.chosenBy, at: choice.at }) };
}
