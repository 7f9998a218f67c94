import type { Actor, Assurance, Role } from '../../shared/actor.ts';
import type { PlainDate } from '../../shared/plain-date.ts';
import type { Result } from '../../shared/result.ts';
import type { Counted, Counter, Gender, IdentityClaims, SessionKind, SessionState } from './domain/index.ts';

/** What must be known again when the person comes back from the identity provider; travels in a sealed cookie. */
export interface SavedSignIn { readonly state: string; readonly nonce: string; readonly codeVerifier: string; readonly returnTo: string }
/** denied: the person said no there; mismatch: the answer does not belong to this browser's question; unavailable: no answer. */
export type ProviderRefusal = 'denied' | 'mismatch' | 'unavailable';
export interface ProviderAnswer { readonly issuer: string; /** identity token and user info together, unread */ readonly raw: Readonly<Record<string, unknown>> }

/** An OpenID Connect provider (VNeID through the national portal, or the local simulator): code flow with PKCE, state and nonce. */
export interface IdentityProvider {
  begin(returnTo: string): Promise<Result<{ readonly redirectTo: string; readonly saved: SavedSignIn }, 'unavailable'>>;
  finish(callbackUrl: URL, saved: SavedSignIn): Promise<Result<ProviderAnswer, ProviderRefusal>>;
  /** what is wrong with the settings, in words for the operator; empty when nothing is */
  checkConfig(): readonly string[];
}

export interface SessionFound {
  readonly state: SessionState; readonly sessionId: string; readonly kind: SessionKind; readonly subjectId: string; readonly touchDue: boolean;
  readonly name: string | null; readonly assurance: Assurance | null; readonly title: string | null;
  readonly agencyId: number | null; readonly agencyIds: readonly number[] | null; readonly roles: readonly Role[] | null;
}
export type EndReason = 'signed-out' | 'replaced' | 'password' | 'disabled' | 'elsewhere';
/** Tokens never reach a store, only their SHA-256 in hexadecimal. */
export interface SessionStore {
  find(tokenHash: string, now: Date): Promise<SessionFound | null>;
  touch(tokenHash: string, now: Date): Promise<void>;
  /** when this session of this officer was opened: signing in and confirming open one; null when it is not his */
  openedAt(tokenHash: string, officerId: string): Promise<Date | null>;
  open(session: { readonly tokenHash: string; readonly id: string; readonly kind: SessionKind; readonly subjectId: string; readonly now: Date; readonly idleSeconds: number; readonly expiresAt: Date }): Promise<void>;
  end(tokenHash: string, now: Date, why: EndReason): Promise<void>;
  endAll(personId: string, now: Date, why: EndReason, keepSessionId: string | null): Promise<number>;
  chooseAgency(tokenHash: string, agencyId: number): Promise<void>;
}

/** A value that prints as a mask; `reveal()` is the only way to it. */
export interface Hidden { reveal(): string; toString(): string }
export interface CitizenProfile {
  readonly citizenId: string; readonly name: string; readonly assurance: Assurance; readonly gender: Gender | null; readonly birthDate: PlainDate | null;
  readonly personalId: Hidden | null; readonly formerId: Hidden | null; readonly phone: Hidden | null; readonly email: Hidden | null; readonly address: Hidden | null; readonly taxCode: Hidden | null;
}
export interface CitizenStore {
  /** Finds the account of provider + subject or makes it, with the claims of today. Answers its citizen id. */
  signIn(claims: IdentityClaims, newId: () => string, now: Date): Promise<string>;
  /** the citizen's own data, read in the citizen's own scope */
  profile(citizenId: string): Promise<CitizenProfile | null>;
}
export interface AttemptStore {
  /** counts one more try and answers the counter with it, in one statement */
  count(what: Counted, who: string, now: Date): Promise<Counter>;
  /** takes one try back: it was the right one */
  forgive(what: Counted, who: string): Promise<void>;
  forget(what: Counted, who: string): Promise<void>;
}

/** Passwords of officers, which the organisation keeps. A wrong password, an unknown name and a closed account cost and answer the same. */
export interface StaffPasswords {
  check(username: string, password: string): Promise<{ readonly officerId: string; readonly mustChange: boolean } | null>;
  checkOwn(officerId: string, password: string): Promise<boolean>;
  change(officerId: string, password: string, now: Date): Promise<void>;
}
/** The second factor of officers, which the organisation keeps. Tries are counted here, before a code is looked at. */
export interface SecondFactors {
  of(officerId: string, now: Date): Promise<{ /** since when there is one */ readonly on: Date | null; readonly codesLeft: number; /** the day since which a post held today asks for one */ readonly requiredSince: PlainDate | null }>;
  /** whether it could be a code, of the telephone or of the paper */
  readable(typed: string): boolean;
  /** right, and used up by it: of two with the same code at once one gets true. `press`: the key of the form; the same press that came twice gets it twice */
  take(officerId: string, typed: string, press: string | null, now: Date): Promise<boolean>;
  propose(): string;
  enrolment(officerId: string, issuer: string, secret: string): Promise<{ /** for the square code */ readonly address: string; /** to be typed */ readonly shown: string }>;
  fits(secret: string, typed: string, now: Date): boolean;
  /** answers the recovery codes, which are shown this once; already: there is one by now, or none to take the place of */
  turnOn(officerId: string, secret: string, typed: string, replacing: boolean, now: Date): Promise<Result<readonly string[], 'wrong' | 'already'>>;
  renewCodes(officerId: string, now: Date): Promise<readonly string[] | null>;
  turnOff(officerId: string, now: Date): Promise<boolean>;
}
/** Authorities where an officer works today; the organisation knows them. */
export interface Workplaces { of(officerId: string, now: Date): Promise<readonly { readonly agencyId: number; readonly name: string }[]> }
/** Somebody who had begun as a guest has signed in: the dossier module takes the drafts over. */
export interface SignInListener { onCitizenSignedIn(guestKey: string, citizenId: string): Promise<void> }

/** Everything that needs the keyring or randomness. */
export interface CookieSecrets {
  newToken(): { readonly token: string; readonly tokenHash: string };
  /** null when it cannot be a token of ours */ hashToken(token: string): string | null;
  newGuest(now: Date): Guestbook;
  /** null when it is not ours or too old; `renewed` when the cookie should be written again */
  readGuest(cookie: string, now: Date): (Guestbook & { readonly renewed: boolean }) | null;
  /** the hidden field of every form, bound to the session or to the guest */ csrf(binding: string): string;
  sealTicket(purpose: string, value: unknown, expires: Date): string;
  openTicket(purpose: string, sealed: string, now: Date): unknown;
}
export interface Guestbook { readonly cookie: string; readonly guestKey: string }

export interface CookieNames { readonly session: string; readonly guest: string; /** question put to the identity provider */ readonly question: string; /** its answer, before the person said «yes, that is me» */ readonly answer: string; /** an officer who must choose a new password first */ readonly change: string; /** an officer whose password was right and who has yet to show, or set up, the second factor */ readonly half: string; /** where what an officer had typed is kept while signing in again */ readonly kept: string }
export interface CookieChange { readonly name: string; readonly value: string; readonly maxAgeSeconds?: number; readonly clear?: boolean }
/** For row-level security; the platform's type of the same shape. */
export type ActorScope =
  | { readonly kind: 'public' }
  | { readonly kind: 'guest'; readonly guestKey: string }
  | { readonly kind: 'citizen'; readonly citizenId: string }
  | { readonly kind: 'officer'; readonly officerId: string; readonly agencyIds: readonly number[] };
/** Answer to «who sends this request?» */
export interface ResolvedActor {
  readonly actor: Actor; readonly scope: ActorScope; readonly csrf: string; /** read last: a new visitor's is there once key or token were asked for */ readonly cookies: readonly CookieChange[];
  /** none: nobody signed in; otherwise the state of the session that the browser sent */ readonly session: 'none' | SessionState;
  /** the officer whose session it was that is over */ readonly lastOfficer?: string;
}
export interface IdentityPurge { sessionsOverBefore(before: Date): Promise<number>; triesBefore(before: Date): Promise<number> }
