import type { CookieChange, CookieNames, CookieSecrets, SessionStore } from '../ports.ts';
import { clearCookie } from './cookies.ts';

export interface SignOutDeps { readonly sessions: SessionStore; readonly secrets: CookieSecrets; readonly cookieNames: CookieNames }

/** Ends the session and forgets the visitor as well: on a borrowed machine nothing of him stays behind. */
export async function signOut(deps: SignOutDeps, sessionCookie: string | undefined, now: Date): Promise<readonly CookieChange[]> {
  const tokenHash = sessionCookie === undefined ? null : deps.secrets.hashToken(sessionCookie);
  if (tokenHash !== null) await deps.sessions.end(tokenHash, now, 'signed-out');
  const names = deps.cookieNames;
  return [names.session, names.guest, names.question, names.answer, names.change, names.half, names.kept].map(clearCookie);
}
