import type { Officer } from '../../../shared/actor.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import type { ManageRefusal } from '../domain/index.ts';
import type { AgencyDirectory, StaffDirectory } from '../ports.ts';
import { findManaged } from './manage-officer.ts';

/** Takes a role back at once. Rights are read afresh at each request, so the next click already lacks it. */
export async function revokeRole(deps: { readonly store: AgencyDirectory & StaffDirectory }, by: Officer, officerId: string, assignmentId: string, now: Date): Promise<Result<null, ManageRefusal | 'unknown-role'>> {
  const found = await findManaged(deps, by, officerId);
  if (!found.ok) return found;
  const assignment = found.value.member.assignments.find((one) => one.id === assignmentId);
  if (!assignment) return refuse('unknown-role');
  if (!found.value.managed.includes(assignment.agencyId)) return refuse('not-managed');
  if (!assignment.revoked) await deps.store.revokeRole(by, assignment, now);
  return ok(null);
}
