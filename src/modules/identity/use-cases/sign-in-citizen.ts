import type { Actor } from '../../../shared/actor.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import type { CitizenStore, CookieChange, SignInListener } from '../ports.ts';
import { clearCookie } from './cookies.ts';
import { ANSWER, type AnswerTicket } from './finish-citizen-sign-in.ts';
import { openSession, type OpenSessionDeps } from './open-session.ts';

export interface SignInCitizenDeps extends OpenSessionDeps { readonly citizens: CitizenStore; readonly listener: SignInListener }
export interface SignedIn { readonly citizenId: string; readonly returnTo: string; readonly cookies: readonly CookieChange[] }

/** «Yes, that is me»: account, session under a new token, and what was begun as a guest goes along. */
export async function signInCitizen(deps: SignInCitizenDeps, asked: { readonly answerCookie: string | undefined; readonly sessionCookie: string | undefined; readonly actor: Actor }, now: Date): Promise<Result<SignedIn, 'too-late'>> {
  const ticket = deps.secrets.openTicket(ANSWER, asked.answerCookie ?? '', now) as AnswerTicket | null;
  if (ticket === null) return refuse('too-late');
  const citizenId = await deps.citizens.signIn(ticket.claims, () => deps.ids.uuid(), now);
  const opened = await openSession(deps, 'citizen', citizenId, asked.sessionCookie, now);
  if (asked.actor.kind === 'guest') await deps.listener.onCitizenSignedIn(asked.actor.guestKey, citizenId);
  const { answer, guest } = deps.cookieNames;
  // The next person at this machine is another guest.
  return ok({ citizenId, returnTo: ticket.returnTo, cookies: [opened.cookie, clearCookie(answer), clearCookie(guest)] });
}
