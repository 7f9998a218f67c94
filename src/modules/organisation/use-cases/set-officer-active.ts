import type { Officer } from '../../../shared/actor.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { ManageRefusal } from '../domain/index.ts';
import type { AgencyDirectory, OfficerSessions, StaffDirectory } from '../ports.ts';
import { findManaged } from './manage-officer.ts';

export interface SetOfficerActiveDeps { readonly store: AgencyDirectory & StaffDirectory; readonly sessions: OfficerSessions }

/** Closes an account (its sessions end) or opens it again. A closed account keeps its roles, its name on old papers and its history. */
export async function setOfficerActive(deps: SetOfficerActiveDeps, by: Officer, officerId: string, active: boolean, now: Date): Promise<Result<null, ManageRefusal>> {
  const found = await findManaged(deps, by, officerId);
  if (!found.ok) return found;
  if (found.value.member.active !== active) await deps.store.setActive(by, officerId, active, now);
  if (!active) await deps.sessions.endSessions(officerId, 'disabled', now);
  return ok(null);
}
