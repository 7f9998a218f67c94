import type { Role } from '../../../shared/actor.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import { addressBlock, blockedUntil, safeReturn, SESSION_POLICY } from '../domain/index.ts';
import type { AttemptStore, CookieChange, StaffPasswords, Workplaces } from '../ports.ts';
import { clearCookie, minutesFrom } from './cookies.ts';
import { openSession, type OpenSessionDeps } from './open-session.ts';

export interface OpenOfficerDeps extends OpenSessionDeps { readonly workplaces: Workplaces }
export interface SignInOfficerDeps extends OpenOfficerDeps { readonly passwords: StaffPasswords; readonly attempts: AttemptStore }
export interface OfficerSignIn { readonly username: string; readonly password: string; readonly returnTo: string | undefined; readonly sessionCookie: string | undefined; readonly ip: string }
/** wrong: name or password, and which of them is not told; blocked: too many tries; no-role: right, but without work today */
export type OfficerSignInRefusal = { readonly why: 'wrong' } | { readonly why: 'blocked'; readonly until: Date } | { readonly why: 'no-role' };
export type OfficerSignedIn =
  | { readonly kind: 'open'; readonly returnTo: string; /** works in several authorities and must say in which */ readonly chooseWorkplace: boolean; readonly cookies: readonly CookieChange[] }
  | { readonly kind: 'change-password'; readonly cookies: readonly CookieChange[] };

export const CHANGE = 'change';
/** `returnTo` is empty when no page was asked for. */
export interface ChangeTicket { readonly officerId: string; readonly username: string; readonly returnTo: string }
/** Where an officer begins the day; somebody who is nothing but administrator has no queue. */
export const staffHome = (roles: readonly Role[]): string => (roles.length > 0 && roles.every((role) => role === 'admin') ? '/quan-tri/co-quan' : roles.length > 0 && roles.every((role) => role === 'helper') ? '/ban/khai-giup' : '/ban');

/** Name and password. The try is counted before the password is looked at, so that a hundred at once are counted a hundred times. */
export async function signInOfficer(deps: SignInOfficerDeps, asked: OfficerSignIn, now: Date): Promise<Result<OfficerSignedIn, OfficerSignInRefusal>> {
  const account = asked.username.normalize('NFC').trim().toLowerCase();
  const address = addressBlock(asked.ip);
  const [byAccount, byAddress] = await Promise.all([deps.attempts.count('account', account, now), deps.attempts.count('address', address, now)]);
  const until = [blockedUntil('account', byAccount), blockedUntil('address', byAddress)].reduce((later, one) => (one !== null && (later === null || one > later) ? one : later), null);
  if (until !== null) return refuse({ why: 'blocked', until });
  const officer = await deps.passwords.check(account, asked.password);
  if (officer === null) return refuse({ why: 'wrong' });
  await Promise.all([deps.attempts.forget('account', account), deps.attempts.forgive('address', address)]);
  const returnTo = safeReturn(asked.returnTo, '');
  if (officer.mustChange) {
    // No session before the new password: a first password opens this one page and nothing else.
    const ticket: ChangeTicket = { officerId: officer.officerId, username: account, returnTo };
    const minutes = SESSION_POLICY.changeMinutes;
    return ok({ kind: 'change-password', cookies: [{ name: deps.cookieNames.change, value: deps.secrets.sealTicket(CHANGE, ticket, minutesFrom(now, minutes)), maxAgeSeconds: minutes * 60 }] });
  }
  return openOfficerSession(deps, officer.officerId, returnTo, asked.sessionCookie, now);
}

export async function openOfficerSession(deps: OpenOfficerDeps, officerId: string, returnTo: string, broughtToken: string | undefined, now: Date): Promise<Result<OfficerSignedIn, { readonly why: 'no-role' }>> {
  const opened = await openSession(deps, 'officer', officerId, broughtToken, now);
  const found = await deps.sessions.find(opened.tokenHash, now);
  if (found?.state !== 'live') {
    await deps.sessions.end(opened.tokenHash, now, 'disabled');
    return refuse({ why: 'no-role' });
  }
  const places = await deps.workplaces.of(officerId, now);
  return ok({ kind: 'open', returnTo: returnTo === '' ? staffHome(found.roles ?? []) : returnTo, chooseWorkplace: places.length > 1, cookies: [opened.cookie, clearCookie(deps.cookieNames.guest), clearCookie(deps.cookieNames.change)] });
}
