import type { Officer } from '../../../shared/actor.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { ManageRefusal } from '../domain/index.ts';
import type { AgencyDirectory, OfficerSessions, SecondFactorStore, StaffDirectory } from '../ports.ts';
import { findManaged } from './manage-officer.ts';

export interface RemoveSecondFactorDeps { readonly store: AgencyDirectory & StaffDirectory; readonly factors: SecondFactorStore; readonly sessions: OfficerSessions }

/** For an officer who lost telephone and paper: the password alone opens the account again, and whoever has the telephone is signed out. */
export async function removeSecondFactor(deps: RemoveSecondFactorDeps, by: Officer, officerId: string, now: Date): Promise<Result<null, ManageRefusal>> {
  const found = await findManaged(deps, by, officerId);
  if (!found.ok) return found;
  if (await deps.factors.remove(by, officerId, now)) await deps.sessions.endSessions(officerId, 'elsewhere', now);
  return ok(null);
}
