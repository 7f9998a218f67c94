import type { Role } from '../../../shared/actor.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import type { CookieSecrets, SessionStore } from '../ports.ts';

/** An officer who works in several authorities changes over to another; roles and rights of the next request are those there. */
export async function chooseWorkplace(deps: { readonly sessions: SessionStore; readonly secrets: CookieSecrets }, sessionCookie: string | undefined, agencyId: number, now: Date): Promise<Result<{ readonly roles: readonly Role[] }, 'no-session' | 'no-role'>> {
  const tokenHash = sessionCookie === undefined ? null : deps.secrets.hashToken(sessionCookie);
  const before = tokenHash === null ? null : await deps.sessions.find(tokenHash, now);
  if (tokenHash === null || before?.state !== 'live' || before.kind !== 'officer') return refuse('no-session');
  await deps.sessions.chooseAgency(tokenHash, agencyId);
  const after = await deps.sessions.find(tokenHash, now);
  return after?.agencyId === agencyId ? ok({ roles: after.roles ?? [] }) : refuse('no-role');
}
