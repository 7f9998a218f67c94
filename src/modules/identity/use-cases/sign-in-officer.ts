import type { Role } from '../../../shared/actor.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import { addressBlock, blockedUntil, safeReturn, SESSION_POLICY } from '../domain/index.ts';
import type { AttemptStore, CookieChange, SecondFactors, StaffPasswords, Workplaces } from '../ports.ts';
import { clearCookie, minutesFrom } from './cookies.ts';
import { openSession, type OpenSessionDeps } from './open-session.ts';

export interface OpenOfficerDeps extends OpenSessionDeps { readonly workplaces: Workplaces; readonly secondFactors: Pick<SecondFactors, 'of'> }
export interface SignInOfficerDeps extends OpenOfficerDeps { readonly passwords: StaffPasswords; readonly attempts: AttemptStore }
export interface OfficerSignIn { readonly username: string; readonly password: string; readonly returnTo: string | undefined; readonly sessionCookie: string | undefined; readonly ip: string }
/** wrong: name or password, and which of them is not told; blocked: too many tries; no-role: right, but without work today */
export type OfficerSignInRefusal = { readonly why: 'wrong' } | { readonly why: 'blocked'; readonly until: Date } | { readonly why: 'no-role' };
export type OfficerSignedIn =
  | { readonly kind: 'open'; readonly returnTo: string; /** works in several authorities and must say in which */ readonly chooseWorkplace: boolean; readonly cookies: readonly CookieChange[] }
  | { /** what is still missing: a new password, the code of the second factor, or a second factor at all */ readonly kind: 'change-password' | 'code' | 'set-up'; readonly returnTo: string; readonly cookies: readonly CookieChange[] };

/** Purposes of the tickets of a sign-in that is not done: one opens its own page and nothing else. */
export const CHANGE = 'change';
export const CODE = 'second-factor';
export const SET_UP = 'set-up-second-factor';
/** Somebody whose password was right. `returnTo` is empty when no page was asked for; `shown`: the second factor was right, too. */
export interface HalfSignedIn { readonly officerId: string; readonly username: string; readonly returnTo: string; readonly mustChange: boolean; readonly shown: boolean }
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
  return afterPassword(deps, { officerId: officer.officerId, username: account, returnTo: safeReturn(asked.returnTo, ''), mustChange: officer.mustChange, shown: false }, asked.sessionCookie, now);
}

/**
 * What comes next for somebody whose password was right: the code of the second factor first, then a password of one's own, then a
 * second factor where a post asks for one. There is no session before all is done, only a sealed ticket to the next page.
 */
export async function afterPassword(deps: OpenOfficerDeps, who: HalfSignedIn, broughtToken: string | undefined, now: Date): Promise<Result<OfficerSignedIn, { readonly why: 'no-role' }>> {
  const factor = await deps.secondFactors.of(who.officerId, now);
  const next = (kind: 'change-password' | 'code' | 'set-up', name: string, purpose: string, minutes: number): Result<OfficerSignedIn, never> => ok({
    kind, returnTo: who.returnTo, cookies: [
      { name, value: deps.secrets.sealTicket(purpose, who, minutesFrom(now, minutes)), maxAgeSeconds: minutes * 60 },
      ...[deps.cookieNames.change, deps.cookieNames.half].filter((other) => other !== name).map(clearCookie),
    ],
  });
  if (factor.on !== null && !who.shown) return next('code', deps.cookieNames.half, CODE, SESSION_POLICY.halfMinutes);
  if (who.mustChange) return next('change-password', deps.cookieNames.change, CHANGE, SESSION_POLICY.changeMinutes);
  if (factor.on === null && factor.requiredSince !== null) return next('set-up', deps.cookieNames.half, SET_UP, SESSION_POLICY.setUpMinutes);
  return openOfficerSession(deps, who.officerId, who.returnTo, broughtToken, now);
}

export async function openOfficerSession(deps: OpenOfficerDeps, officerId: string, returnTo: string, broughtToken: string | undefined, now: Date): Promise<Result<OfficerSignedIn, { readonly why: 'no-role' }>> {
  const opened = await openSession(deps, 'officer', officerId, broughtToken, now);
  const found = await deps.sessions.find(opened.tokenHash, now);
  if (found?.state !== 'live') {
    await deps.sessions.end(opened.tokenHash, now, 'disabled');
    return refuse({ why: 'no-role' });
  }
  const places = await deps.workplaces.of(officerId, now);
  return ok({ kind: 'open', returnTo: returnTo === '' ? staffHome(found.roles ?? []) : returnTo, chooseWorkplace: places.length > 1, cookies: [opened.cookie, clearCookie(deps.cookieNames.guest), clearCookie(deps.cookieNames.change), clearCookie(deps.cookieNames.half)] });
}
