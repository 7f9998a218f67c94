import type { Officer } from '../../../shared/actor.ts';
import { vietnamDate, type PlainDate } from '../../../shared/plain-date.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import { agencyOn, managedAgencies } from '../domain/index.ts';
import type { AgencyDirectory } from '../ports.ts';

export type CloseAgencyRefusal = 'agency-unknown' | 'not-managed' | 'own-agency' | 'already-closed' | 'dates-reversed' | 'successor-closed' | 'successor-is-self';

/** Ends an agency on its last day of work and names the one that takes over; nothing is deleted and the code is never used again. */
export async function closeAgency(deps: { readonly store: AgencyDirectory }, by: Officer, id: number, lastDay: PlainDate, successorId: number | null, now: Date): Promise<Result<null, CloseAgencyRefusal>> {
  const agencies = await deps.store.agencies();
  const agency = agencies.find((one) => one.id === id);
  if (!agency) return refuse('agency-unknown');
  if (!managedAgencies(by.agencyId, agencies).includes(id)) return refuse('not-managed');
  if (id === by.agencyId) return refuse('own-agency');
  if (agency.validTo !== null) return refuse('already-closed');
  if (lastDay < vietnamDate(now) || (agency.validFrom !== null && lastDay < agency.validFrom)) return refuse('dates-reversed');
  if (successorId === id) return refuse('successor-is-self');
  const successor = agencies.find((one) => one.id === successorId);
  if (successorId !== null && (!successor || agencyOn(successor, lastDay) === 'closed')) return refuse('successor-closed');
  return (await deps.store.closeAgency(by, id, lastDay, successorId, now)) ? ok(null) : refuse('already-closed');
}
