import type { Officer } from '../../../shared/actor.ts';
import { managedAgencies, mayManage, type Agency, type ManageRefusal } from '../domain/index.ts';
import type { AgencyDirectory, StaffDirectory, StaffRecord } from '../ports.ts';
import { refuse, ok, type Result } from '../../../shared/result.ts';

export interface ManagedStaff { readonly member: StaffRecord; readonly agencies: readonly Agency[]; readonly managed: readonly number[] }

/** The officer to be changed, when this administrator may: read at the start of each of the acts below. */
export async function findManaged(deps: { readonly store: AgencyDirectory & StaffDirectory }, by: Officer, officerId: string): Promise<Result<ManagedStaff, ManageRefusal>> {
  const [agencies, member] = await Promise.all([deps.store.agencies(), deps.store.staffMember(officerId)]);
  const managed = managedAgencies(by.agencyId, agencies);
  if (!member) return refuse('unknown-officer');
  const refusal = mayManage(by.officerId, managed, officerId, member.assignments.map((one) => one.agencyId));
  return refusal ? refuse(refusal) : ok({ member, agencies, managed });
}
