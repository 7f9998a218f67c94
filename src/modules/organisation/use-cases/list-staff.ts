import type { Officer } from '../../../shared/actor.ts';
import { managedAgencies, type Agency } from '../domain/index.ts';
import type { AgencyDirectory, StaffChange, StaffDirectory, StaffRecord } from '../ports.ts';

export interface StaffList { readonly agencies: readonly Agency[]; readonly managed: readonly number[]; readonly staff: readonly StaffRecord[] }

/** Everybody who works or worked where this administrator manages; one's own account is shown too, though not changed. */
export async function listStaff(deps: { readonly store: AgencyDirectory & StaffDirectory }, by: Officer): Promise<StaffList> {
  const agencies = await deps.store.agencies();
  const managed = managedAgencies(by.agencyId, agencies);
  return { agencies, managed, staff: await deps.store.staffOf(managed) };
}

export async function listStaffChanges(deps: { readonly store: StaffDirectory }, officerId: string): Promise<readonly StaffChange[]> {
  return deps.store.changesOf(officerId);
}
