/** Limits of guessing at officers' sign-in. Counters stand in `identity_attempt`, under keyed hashes. */
export const ATTEMPT_LIMITS = {
  /** for one account name, there or not there, whoever tries */ account: { tries: 10, minutes: 15 },
  /** codes of an officer's second factor, whoever tries; a right password does not begin them anew */ code: { tries: 10, minutes: 15 },
  /** the same over a day, and a right code takes back only itself: who knows the password has 30 of a million a day, each of three codes */ codeDay: { tries: 30, minutes: 24 * 60 },
  /** for one address block: loose, since a whole commune may share one address */ address: { tries: 60, minutes: 15 },
} as const;
export type Counted = keyof typeof ATTEMPT_LIMITS;

export interface Counter { readonly since: Date; readonly tries: number }

/** Null: go on. Otherwise the moment from which another try is looked at. The try being made is already counted. */
export function blockedUntil(what: Counted, counter: Counter): Date | null {
  const limit = ATTEMPT_LIMITS[what];
  return counter.tries > limit.tries ? new Date(counter.since.getTime() + limit.minutes * 60_000) : null;
}

/** An IPv4 address, or the /64 of an IPv6 one: a home or an office gets a whole /64 to choose addresses from. */
export function addressBlock(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/iu.exec(address);
  if (mapped) return mapped[1] as string;
  if (!address.includes(':')) return address;
  const bare = (address.split('%')[0] as string).toLowerCase();
  const [left = '', right] = bare.split('::') as [string, string?];
  const head = left === '' ? [] : left.split(':');
  const tail = right === undefined || right === '' ? [] : right.split(':');
  const groups = right === undefined ? head : [...head, ...Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0'), ...tail];
  return `${groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/u, '')).join(':')}::/64`;
}
