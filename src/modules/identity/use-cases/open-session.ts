import type { Ids } from '../../../shared/id.ts';
import { sessionTimes, type SessionKind } from '../domain/index.ts';
import type { CookieChange, CookieNames, CookieSecrets, SessionStore } from '../ports.ts';
import { sessionCookie } from './cookies.ts';

export interface OpenSessionDeps { readonly sessions: SessionStore; readonly secrets: CookieSecrets; readonly cookieNames: CookieNames; readonly ids: Ids }
export interface OpenedSession { readonly tokenHash: string; readonly cookie: CookieChange }

/** A session under a new token; the one that the browser brought along ends (T-14: never keep an identifier over a sign-in). */
export async function openSession(deps: OpenSessionDeps, kind: SessionKind, subjectId: string, broughtToken: string | undefined, now: Date): Promise<OpenedSession> {
  const { token, tokenHash } = deps.secrets.newToken();
  await deps.sessions.open({ tokenHash, id: deps.ids.uuid(), kind, subjectId, now, ...sessionTimes(kind, now) });
  const before = broughtToken === undefined ? null : deps.secrets.hashToken(broughtToken);
  if (before !== null) await deps.sessions.end(before, now, 'replaced');
  return { tokenHash, cookie: sessionCookie(deps.cookieNames, token) };
}
