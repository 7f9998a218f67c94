import { ok, refuse, type Result } from '../../../shared/result.ts';
import { blockedUntil, SESSION_POLICY, sessionTimes } from '../domain/index.ts';
import type { AttemptStore, CookieChange, SecondFactors, StaffPasswords } from '../ports.ts';
import { sessionCookie } from './cookies.ts';
import { takeCode } from './take-code.ts';
import type { OpenSessionDeps } from './open-session.ts';

export interface ConfirmOfficerDeps extends OpenSessionDeps { readonly passwords: Pick<StaffPasswords, 'checkOwn'>; readonly attempts: AttemptStore; readonly secondFactors: Pick<SecondFactors, 'of' | 'readable' | 'take'> }
export interface ConfirmedWho { readonly officerId: string; readonly agencyId: number; readonly sessionCookie: string | undefined }
export type ConfirmRefusal = 'wrong' | 'blocked';

/** Before something that cannot be taken back (a signature): has this officer shown within the last minutes who he is? */
export async function confirmedLately(deps: Pick<ConfirmOfficerDeps, 'sessions' | 'secrets'>, who: ConfirmedWho, now: Date): Promise<boolean> {
  const tokenHash = who.sessionCookie === undefined ? null : deps.secrets.hashToken(who.sessionCookie);
  const opened = tokenHash === null ? null : await deps.sessions.openedAt(tokenHash, who.officerId);
  return opened !== null && now.getTime() - opened.getTime() <= SESSION_POLICY.confirmedMinutes * 60_000;
}

/** With what an officer confirms: the code of the telephone where there is one (docs/decisions/0012), else the password. */
export async function confirmsWith(deps: Pick<ConfirmOfficerDeps, 'secondFactors'>, officerId: string, now: Date): Promise<'password' | 'code'> {
  return (await deps.secondFactors.of(officerId, now)).on === null ? 'password' : 'code';
}

/** The code or the password once more, and with it a new token at the same workplace. Tries are counted as at the sign-in, before what was typed is looked at. */
export async function confirmOfficer(deps: ConfirmOfficerDeps, who: ConfirmedWho, typed: string, press: string | null, now: Date): Promise<Result<{ readonly cookies: readonly CookieChange[]; readonly csrf: string }, ConfirmRefusal>> {
  if ((await confirmsWith(deps, who.officerId, now)) === 'code') {
    const taken = await takeCode(deps, who.officerId, typed, press, now);
    if (!taken.ok) return refuse(taken.refusal.why === 'blocked' ? 'blocked' : 'wrong');
  } else {
    if (blockedUntil('account', await deps.attempts.count('account', who.officerId, now)) !== null) return refuse('blocked');
    if (!(await deps.passwords.checkOwn(who.officerId, typed))) return refuse('wrong');
    await deps.attempts.forget('account', who.officerId);
  }
  const { token, tokenHash } = deps.secrets.newToken();
  await deps.sessions.open({ tokenHash, id: deps.ids.uuid(), kind: 'officer', subjectId: who.officerId, now, ...sessionTimes('officer', now) });
  await deps.sessions.chooseAgency(tokenHash, who.agencyId);
  const before = who.sessionCookie === undefined ? null : deps.secrets.hashToken(who.sessionCookie);
  if (before !== null) await deps.sessions.end(before, new Date(now.getTime() + SESSION_POLICY.replacedSeconds * 1_000), 'replaced');
  return ok({ cookies: [sessionCookie(deps.cookieNames, token)], csrf: deps.secrets.csrf(`session:${tokenHash}`) });
}
