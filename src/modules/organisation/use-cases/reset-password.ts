import type { Officer } from '../../../shared/actor.ts';
import type { Ids } from '../../../shared/id.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { ManageRefusal } from '../domain/index.ts';
import type { OfficerSessions, OrganisationStore, PasswordHasher } from '../ports.ts';
import { firstPassword } from './add-officer.ts';
import { findManaged } from './manage-officer.ts';

export interface ResetPasswordDeps { readonly store: OrganisationStore; readonly hasher: PasswordHasher; readonly ids: Ids; readonly sessions: OfficerSessions }

/** A new one-time password for somebody who forgot; the old one and every session end. */
export async function resetPassword(deps: ResetPasswordDeps, by: Officer, officerId: string, now: Date): Promise<Result<{ password: string }, ManageRefusal>> {
  const found = await findManaged(deps, by, officerId);
  if (!found.ok) return found;
  const password = firstPassword(deps.ids);
  await deps.store.setPassword(by, officerId, await deps.hasher.hash(password), true, now);
  await deps.sessions.endSessions(officerId, 'password', now);
  return ok({ password });
}
