import type { Officer, Role } from '../../../shared/actor.ts';
import type { Ids } from '../../../shared/id.ts';
import { vietnamDate, type PlainDate } from '../../../shared/plain-date.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import { checkGrant, type GrantRefusal } from '../domain/index.ts';
import type { AgencyDirectory, StaffDirectory } from '../ports.ts';
import { findManaged } from './manage-officer.ts';

export interface GrantRoleDeps { readonly store: AgencyDirectory & StaffDirectory; readonly ids: Ids }
export interface AskedGrant { readonly officerId: string; readonly agencyId: number; readonly role: Role; readonly from: PlainDate; readonly to: PlainDate | null; readonly deputyFor: string | null }

/** Gives a role from a day on, until a day or for good, or as somebody's deputy. */
export async function grantRole(deps: GrantRoleDeps, by: Officer, asked: AskedGrant, now: Date): Promise<Result<string, GrantRefusal>> {
  const found = await findManaged(deps, by, asked.officerId);
  if (!found.ok) return found;
  const { member, agencies, managed } = found.value;
  if (!managed.includes(asked.agencyId)) return refuse('not-managed');
  const principal = asked.deputyFor === null ? null : await deps.store.staffMember(asked.deputyFor);
  const grant = { id: deps.ids.uuid(), ...asked };
  const refusal = checkGrant(grant, agencies.find((agency) => agency.id === asked.agencyId), member.assignments, principal?.assignments ?? [], vietnamDate(now));
  if (refusal) return refuse(refusal);
  await deps.store.grantRole(by, grant, now);
  return ok(grant.id);
}
