/** How long a session lasts; the idle limits are also shown to people on the sign-in pages. */
export const SESSION_POLICY = {
  citizen: { /** minutes without a click */ idleMinutes: 30, /** hours, however busy */ absoluteHours: 12 },
  officer: { idleMinutes: 15, absoluteHours: 8 },
  /** bytes of randomness in a token */ tokenBytes: 32,
  /** minutes for coming back from the identity provider, and again for saying «yes, that is me» */ signInMinutes: 10,
  /** minutes after signing in, or after confirming it again, in which an officer may sign results without password or code */ confirmedMinutes: 5,
  /** seconds for which the token before a confirmation still counts: a second press on its way */ replacedSeconds: 10,
  /** minutes for choosing a new password when the old one must be changed */ changeMinutes: 10,
  /** minutes from the password to the code of the second factor */ halfMinutes: 5,
  /** minutes for setting up a second factor, with the authenticator yet to be installed */ setUpMinutes: 20,
  /** days that a visitor without an account is known again; drafts live as long */ guestDays: 30,
  /** last_seen is written at most this often */ touchSeconds: 60,
} as const;

/** days after which rows that no longer count are deleted */
export const KEPT_DAYS = { sessions: 30, tries: 1 } as const;

export type SessionKind = 'citizen' | 'officer';
/** live, or why a session no longer counts. `closed`: the account, or the officer's last role, is gone. */
export type SessionState = 'live' | 'ended' | 'expired' | 'idle' | 'closed';

export const sessionTimes = (kind: SessionKind, now: Date): { readonly idleSeconds: number; readonly expiresAt: Date } => ({
  idleSeconds: SESSION_POLICY[kind].idleMinutes * 60,
  expiresAt: new Date(now.getTime() + SESSION_POLICY[kind].absoluteHours * 3_600_000),
});
