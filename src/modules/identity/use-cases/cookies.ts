import type { CookieChange, CookieNames } from '../ports.ts';
import { SESSION_POLICY } from '../domain/index.ts';

/** `__Host-` keeps a cookie to this very host and to https, so that no neighbouring host can plant one; plain http cannot carry it. */
export function cookieNames(secure: boolean): CookieNames {
  const name = (bare: string): string => (secure ? `__Host-${bare}` : bare);
  return { session: name('mc_session'), guest: name('mc_guest'), question: name('mc_signin'), answer: name('mc_claims'), change: name('mc_change'), half: name('mc_half'), kept: name('mc_kept') };
}
export const clearCookie = (name: string): CookieChange => ({ name, value: '', clear: true });
/** Ends with the browser; the server's own limits end it sooner. */
export const sessionCookie = (names: CookieNames, token: string): CookieChange => ({ name: names.session, value: token });
export const guestCookie = (names: CookieNames, cookie: string): CookieChange => ({ name: names.guest, value: cookie, maxAgeSeconds: SESSION_POLICY.guestDays * 86_400 });
export const minutesFrom = (now: Date, minutes: number): Date => new Date(now.getTime() + minutes * 60_000);
