import type { Officer } from '../../../shared/actor.ts';
import { vietnamDate } from '../../../shared/plain-date.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import { agencyOn, checkAgency, managedAgencies, type AgencyDraft, type AgencyRefusal } from '../domain/index.ts';
import type { AgencyDirectory } from '../ports.ts';

/** A new commune, department or desk below the administrator's own authority. */
export async function addAgency(deps: { readonly store: AgencyDirectory }, by: Officer, draft: AgencyDraft, now: Date): Promise<Result<number, AgencyRefusal | 'not-managed'>> {
  const agencies = await deps.store.agencies();
  const today = vietnamDate(now);
  const refusal = checkAgency(draft, agencies.filter((agency) => agencyOn(agency, today) !== 'closed'));
  if (refusal) return refuse(refusal);
  if (draft.parentId === null || !managedAgencies(by.agencyId, agencies).includes(draft.parentId)) return refuse('not-managed');
  return ok(await deps.store.addAgency(by, draft, now));
}
