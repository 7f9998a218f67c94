import { refuse, type Result } from '../../../shared/result.ts';
import { blockedUntil, checkPassword, type PasswordRefusal } from '../domain/index.ts';
import type { AttemptStore, StaffPasswords } from '../ports.ts';
import { afterPassword, CHANGE, type HalfSignedIn, type OfficerSignedIn, type OpenOfficerDeps } from './sign-in-officer.ts';

export interface ChangePasswordDeps extends OpenOfficerDeps { readonly passwords: StaffPasswords; readonly attempts: AttemptStore }
/** With the ticket of a first sign-in, or as an officer who is signed in and names the present password. */
export interface ChangePassword { readonly changeCookie: string | undefined; readonly sessionCookie: string | undefined; readonly officer: { readonly officerId: string; readonly name: string } | null; readonly present: string; readonly wanted: string; readonly again: string }
export type ChangePasswordRefusal = PasswordRefusal | 'too-late' | 'present-wrong' | 'blocked' | 'no-role';

/** Sets the new password, ends every session that the old one had opened, and opens a new one here, or leads to what the sign-in still lacks. */
export async function changePassword(deps: ChangePasswordDeps, asked: ChangePassword, now: Date): Promise<Result<OfficerSignedIn, ChangePasswordRefusal>> {
  const ticket = asked.officer ? null : (deps.secrets.openTicket(CHANGE, asked.changeCookie ?? '', now) as HalfSignedIn | null);
  const officerId = asked.officer?.officerId ?? ticket?.officerId;
  if (officerId === undefined) return refuse('too-late');
  if (asked.officer) {
    // Whoever found the screen unlocked must not be able to try on and on.
    if (blockedUntil('account', await deps.attempts.count('account', officerId, now)) !== null) return refuse('blocked');
    if (!(await deps.passwords.checkOwn(officerId, asked.present))) return refuse('present-wrong');
    await deps.attempts.forget('account', officerId);
  }
  if (asked.wanted !== asked.again) return refuse('not-repeated');
  const refusal = checkPassword(asked.wanted, [ticket?.username ?? '', asked.officer?.name ?? '']);
  if (refusal) return refuse(refusal);
  if (await deps.passwords.checkOwn(officerId, asked.wanted)) return refuse('same');
  await deps.passwords.change(officerId, asked.wanted, now);
  await deps.sessions.endAll(officerId, now, 'password', null);
  // Who was signed in had shown the second factor then, or had none.
  const opened = await afterPassword(deps, ticket ? { ...ticket, mustChange: false } : { officerId, username: '', returnTo: '', mustChange: false, shown: true }, asked.sessionCookie, now);
  return opened.ok ? opened : refuse(opened.refusal.why);
}
