import { ok, refuse, type Result } from '../../../shared/result.ts';
import { readClaims, safeReturn, SESSION_POLICY, type ClaimsRefusal, type IdentityClaims } from '../domain/index.ts';
import type { CookieChange, CookieNames, CookieSecrets, IdentityProvider, ProviderRefusal, SavedSignIn } from '../ports.ts';
import { QUESTION } from './begin-citizen-sign-in.ts';
import { clearCookie, minutesFrom } from './cookies.ts';

export const ANSWER = 'answer';
/** What the sealed cookie holds between the provider's answer and the person's «yes, that is me». */
export interface AnswerTicket { readonly claims: IdentityClaims; readonly returnTo: string }
export type FinishRefusal = ProviderRefusal | ClaimsRefusal | 'too-late';
export interface FinishCitizenSignInDeps { readonly provider: IdentityProvider; readonly secrets: CookieSecrets; readonly cookieNames: CookieNames }

/**
 * The provider's answer, checked. Nobody is signed in yet: this is a GET, and a person should see whose account it is
 * before it opens (also against being signed in, unnoticed, to somebody else's account).
 */
export async function finishCitizenSignIn(deps: FinishCitizenSignInDeps, callbackUrl: URL, questionCookie: string | undefined, now: Date): Promise<Result<{ readonly ticket: AnswerTicket; readonly cookies: readonly CookieChange[] }, FinishRefusal>> {
  const saved = deps.secrets.openTicket(QUESTION, questionCookie ?? '', now) as SavedSignIn | null;
  if (saved === null) return refuse('too-late');
  const answer = await deps.provider.finish(callbackUrl, saved);
  if (!answer.ok) return answer;
  const claims = readClaims(answer.value.issuer, answer.value.raw);
  if (!claims.ok) return claims;
  const ticket: AnswerTicket = { claims: claims.value, returnTo: safeReturn(saved.returnTo, '/') };
  const minutes = SESSION_POLICY.signInMinutes;
  return ok({
    ticket,
    cookies: [clearCookie(deps.cookieNames.question), { name: deps.cookieNames.answer, value: deps.secrets.sealTicket(ANSWER, ticket, minutesFrom(now, minutes)), maxAgeSeconds: minutes * 60 }],
  });
}
