import { ok, type Result } from '../../../shared/result.ts';
import { SESSION_POLICY, safeReturn } from '../domain/index.ts';
import type { CookieChange, CookieNames, CookieSecrets, IdentityProvider } from '../ports.ts';
import { minutesFrom } from './cookies.ts';

export const QUESTION = 'question';
export interface BeginCitizenSignInDeps { readonly provider: IdentityProvider; readonly secrets: CookieSecrets; readonly cookieNames: CookieNames }

/** The address of the identity provider to go to, and the cookie that ties its answer to this browser. Writes nothing. */
export async function beginCitizenSignIn(deps: BeginCitizenSignInDeps, returnTo: string | undefined, now: Date): Promise<Result<{ readonly redirectTo: string; readonly cookies: readonly CookieChange[] }, 'unavailable'>> {
  const begun = await deps.provider.begin(safeReturn(returnTo, '/'));
  if (!begun.ok) return begun;
  const minutes = SESSION_POLICY.signInMinutes;
  const value = deps.secrets.sealTicket(QUESTION, begun.value.saved, minutesFrom(now, minutes));
  return ok({ redirectTo: begun.value.redirectTo, cookies: [{ name: deps.cookieNames.question, value, maxAgeSeconds: minutes * 60 }] });
}
