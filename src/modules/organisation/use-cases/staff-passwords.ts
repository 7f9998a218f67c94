import { normaliseUsername } from '../domain/index.ts';
import type { CredentialStore, PasswordHasher } from '../ports.ts';

export interface StaffPasswordsDeps { readonly credentials: CredentialStore; readonly hasher: PasswordHasher }
export interface CheckedOfficer { readonly officerId: string; readonly mustChange: boolean }

/**
 * Checks and changes officers' passwords; shaped for the identity module's port of the same name. A wrong password, an
 * unknown name and a closed account cost the same work and give the same answer, null (T-21).
 */
export function staffPasswords(deps: StaffPasswordsDeps) {
  return {
    async check(username: string, password: string): Promise<CheckedOfficer | null> {
      const credential = await deps.credentials.byUsername(normaliseUsername(username));
      const right = await deps.hasher.verify(credential?.passwordHash ?? (await deps.hasher.decoy), password);
      return credential && right && credential.active ? { officerId: credential.officerId, mustChange: credential.mustChange } : null;
    },
    async checkOwn(officerId: string, password: string): Promise<boolean> {
      const credential = await deps.credentials.byOfficer(officerId);
      const right = await deps.hasher.verify(credential?.passwordHash ?? (await deps.hasher.decoy), password);
      return credential !== null && credential.active && right;
    },
    async change(officerId: string, password: string, now: Date): Promise<void> {
      await deps.credentials.setPassword(null, officerId, await deps.hasher.hash(password), false, now);
    },
  };
}
