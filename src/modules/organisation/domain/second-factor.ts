import type { Role } from '../../../shared/actor.ts';
import type { PlainDate } from '../../../shared/plain-date.ts';
import { heldOn, type Assignment } from './rights.ts';

/** Codes by time as authenticators speak them (RFC 6238 with HMAC-SHA1, RFC 4226 for the code itself), and codes on paper beside them. */
export const SECOND_FACTOR = {
  /** of a code */ digits: 6,
  /** seconds for which a telephone shows one code */ stepSeconds: 30,
  /** steps by which a telephone's clock may differ, to either side (RFC 6238 5.2) */ drift: 1,
  /** bytes of a secret: as long as what HMAC-SHA1 gives (RFC 4226 4) */ secretBytes: 20,
  /** in one set */ recoveryCodes: 10,
  /** seconds for which a second press of the same button is the same press */ pressSeconds: 10,
  /** of one recovery code: digits only, so that the same box and a telephone's number keys take both kinds */ recoveryDigits: 12,
} as const;

/** The number of the half minute in which a moment lies, from 1970 (RFC 6238 4.2, T0 = 0). */
export const stepAt = (moment: Date): number => Math.floor(moment.getTime() / 1000 / SECOND_FACTOR.stepSeconds);

/** A step as the eight bytes over which the keyed hash is taken (RFC 4226 5.1), the highest first. */
export function counterBytes(step: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(step));
  return bytes;
}

/** The code that stands in a keyed hash: four bytes from where its last half byte points, without the sign, its last digits (RFC 4226 5.3). */
export function codeOf(mac: Uint8Array, digits: number = SECOND_FACTOR.digits): string {
  const at = (mac.at(-1) ?? 0) & 0x0f;
  const [a = 0, b = 0, c = 0, d = 0] = mac.subarray(at, at + 4);
  return String((((a & 0x7f) << 24) | (b << 16) | (c << 8) | d) % 10 ** digits).padStart(digits, '0');
}

/** What stands in the one box: a code of the telephone or one from the paper; blanks, dots and dashes are pasted along. Null: neither. */
export function readTypedCode(typed: string): { readonly kind: 'code' | 'recovery'; readonly digits: string } | null {
  const digits = typed.normalize('NFKC').replace(/[\s.\u2010-\u2015-]+/gu, '');
  if (!/^\d+$/u.test(digits)) return null;
  return digits.length === SECOND_FACTOR.digits ? { kind: 'code', digits } : digits.length === SECOND_FACTOR.recoveryDigits ? { kind: 'recovery', digits } : null;
}

/**
 * The step whose code was typed, among those that may count now and come after the last that counted; null when none. Of two
 * steps with the same code it is the later one, so that the code is used up for both. All are looked at, however early one fits.
 */
export function stepOfCode(digits: string, now: Date, lastStep: number, codeAt: (step: number) => string): number | null {
  let found: number | null = null;
  for (let step = stepAt(now) - SECOND_FACTOR.drift; step <= stepAt(now) + SECOND_FACTOR.drift; step++) {
    if (sameDigits(codeAt(step), digits) && step > lastStep) found = step;
  }
  return found;
}
function sameDigits(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let at = 0; at < a.length; at++) difference |= a.charCodeAt(at) ^ b.charCodeAt(at);
  return difference === 0;
}

export const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** RFC 4648 base 32 without padding, as authenticators take a secret that is typed. */
export function toBase32(bytes: Uint8Array): string {
  let out = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) out += BASE32[(held >>> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? out + BASE32[(held << (5 - bits)) & 31] : out;
}
/** Throws when a letter is none of the alphabet: what is kept was written by the function above. */
export function fromBase32(text: string): Uint8Array {
  const out: number[] = [];
  let held = 0;
  let bits = 0;
  for (const letter of text) {
    const value = BASE32.indexOf(letter);
    if (value < 0) throw new Error('not base 32');
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) { out.push((held >>> (bits - 8)) & 255); bits -= 8; held &= (1 << bits) - 1; }
  }
  return Uint8Array.from(out);
}
/** In groups of four, for reading aloud and for typing from paper. */
export const inGroups = (text: string): string => text.replace(/.{4}(?=.)/gu, '$& ');

/** The address that an authenticator reads from the square code. `issuer` is what it shows above the account's name. */
export function enrolmentAddress(issuer: string, account: string, secret: string): string {
  // A colon parts the two names there.
  const [who, where] = [encodeURIComponent(account), encodeURIComponent(issuer.replaceAll(':', ' '))];
  return `otpauth://totp/${where}:${who}?secret=${secret}&issuer=${where}&algorithm=SHA1&digits=${SECOND_FACTOR.digits}&period=${SECOND_FACTOR.stepSeconds}`;
}

/** Roles of which an agency may ask it: who signs, who handles money, who announces, who gives rights. */
export const RULED_ROLES = ['leader', 'accountant', 'control', 'admin'] as const satisfies readonly Role[];
export type RuledRole = (typeof RULED_ROLES)[number];
export interface FactorRule { readonly agencyId: number; readonly role: RuledRole; readonly since: PlainDate }
/** A post with the authority it is held at and the one above. */
export interface Post extends Pick<Assignment, 'role' | 'from' | 'to' | 'revoked'> { readonly bodyId: number; readonly aboveId: number | null }

/** The earliest day since which a post held today asks for a second factor; null when none does. A rule of the authority above holds below it. */
export function requiredSince(posts: readonly Post[], rules: readonly FactorRule[], today: PlainDate): PlainDate | null {
  const days = posts.filter((post) => heldOn(post, today)).flatMap((post) =>
    rules.filter((rule) => rule.role === post.role && rule.since <= today && (rule.agencyId === post.bodyId || rule.agencyId === post.aboveId)).map((rule) => rule.since));
  return days.reduce<PlainDate | null>((first, day) => (first === null || day < first ? day : first), null);
}

export type RuleRefusal = 'starts-in-past';
/** A rule begins today at the earliest, unless it is the one that holds already; taking it back has no day. */
export const checkRule = (since: PlainDate | null, before: PlainDate | null, today: PlainDate): RuleRefusal | null => (since !== null && since !== before && since < today ? 'starts-in-past' : null);
