import { vietnamDate } from '../../../shared/plain-date.ts';
import { heldOn } from '../domain/index.ts';
import type { AgencyDirectory, StaffDirectory } from '../ports.ts';

/** Authorities where an officer holds a role today: mostly one. Shaped for the identity module's port. */
export function officerWorkplaces(deps: { readonly store: AgencyDirectory & StaffDirectory }) {
  return {
    async of(officerId: string, now: Date): Promise<readonly { readonly agencyId: number; readonly name: string }[]> {
      const member = await deps.store.staffMember(officerId);
      const today = vietnamDate(now);
      const held = (member?.assignments ?? []).filter((one) => heldOn(one, today));
      if (held.length === 0) return [];
      const agencies = new Map((await deps.store.agencies()).map((one) => [one.id, one]));
      const bodies = new Set(held.flatMap((one) => agencies.get(one.agencyId)?.bodyId ?? []));
      return [...bodies].map((agencyId) => ({ agencyId, name: agencies.get(agencyId)?.name ?? '' }));
    },
  };
}
