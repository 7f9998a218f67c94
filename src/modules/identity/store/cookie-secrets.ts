import { randomBytes } from 'node:crypto';
import { blindIndex, open, sameBytes, seal, sha256, type Keyring } from '../../../platform/crypto/seal.ts';
import { SESSION_POLICY } from '../domain/index.ts';
import type { CookieSecrets, Guestbook } from '../ports.ts';

const TOKEN = /^[A-Za-z0-9_-]{43}$/u;
const GUEST = /^1\.([A-Za-z0-9_-]{22})\.(\d{1,6})\.([A-Za-z0-9_-]{43})$/u;
const DAY_MS = 86_400_000;

/** Tokens, guest cookies, form tokens and sealed tickets, all under the keyring. `random` is only ever replaced by tests. */
export function cookieSecrets(ring: Keyring, random: (bytes: number) => Buffer = randomBytes): CookieSecrets {
  const guestbook = (who: string, day: number): Guestbook => ({
    cookie: `1.${who}.${day}.${blindIndex(ring, 'guest-cookie', `${who}.${day}`).toString('base64url')}`,
    // The cookie itself is never stored: reading the tables does not let anybody become a guest.
    guestKey: blindIndex(ring, 'guest-key', who).toString('base64url'),
  });
  const dayOf = (now: Date): number => Math.floor(now.getTime() / DAY_MS);
  return {
    newToken() {
      const token = random(SESSION_POLICY.tokenBytes).toString('base64url');
      return { token, tokenHash: sha256(token).toString('hex') };
    },
    hashToken: (token) => (TOKEN.test(token) ? sha256(token).toString('hex') : null),
    newGuest: (now) => guestbook(random(16).toString('base64url'), dayOf(now)),
    readGuest(cookie, now) {
      const [, who = '', day = '', mac = ''] = GUEST.exec(cookie) ?? [];
      if (who === '' || !sameBytes(Buffer.from(mac, 'base64url'), blindIndex(ring, 'guest-cookie', `${who}.${Number(day)}`))) return null;
      const today = dayOf(now);
      if (today - Number(day) > SESSION_POLICY.guestDays) return null;
      return { ...guestbook(who, today), renewed: today !== Number(day) };
    },
    csrf: (binding) => blindIndex(ring, 'csrf', binding).toString('base64url'),
    sealTicket: (purpose, value, expires) => seal(ring, `cookie|${purpose}|`, JSON.stringify({ value, expires: expires.getTime() })),
    openTicket(purpose, sealed, now) {
      if (sealed === '') return null;
      try {
        const ticket = JSON.parse(open(ring, `cookie|${purpose}|`, sealed)) as { value: unknown; expires: number };
        return ticket.expires > now.getTime() ? ticket.value : null;
      } catch {
        // Cut, forged, or sealed under a key that is gone: the person begins again.
        return null;
      }
    },
  };
}
