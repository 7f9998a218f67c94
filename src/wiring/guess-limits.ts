import type { Clock } from '../shared/clock.ts';

/** Wrong look-ups that are borne before the answer is «wait»; right ones never count. */
export const GUESS_LIMITS = {
  /** per device, in the window */ device: 10,
  /** per address: mobile networks share one among many people, so it is loose */ address: 60,
  windowMs: 10 * 60_000,
  /** keys remembered at most; the oldest fall out first */ remembered: 50_000,
} as const;

export function guessLimits(clock: Clock): { blocked(who: readonly string[]): boolean; wrong(who: readonly string[]): void } {
  const wrongs = new Map<string, { count: number; since: number }>();
  const limitOf = (key: string): number => (key.startsWith('ip:') ? GUESS_LIMITS.address : GUESS_LIMITS.device);
  const current = (key: string): { count: number; since: number } | undefined => {
    const entry = wrongs.get(key);
    if (entry && clock.now().getTime() - entry.since > GUESS_LIMITS.windowMs) { wrongs.delete(key); return undefined; }
    return entry;
  };
  return {
    blocked: (who) => who.some((key) => (current(key)?.count ?? 0) >= limitOf(key)),
    wrong(who) {
      for (const key of who) {
        const entry = current(key) ?? { count: 0, since: clock.now().getTime() };
        entry.count += 1;
        wrongs.delete(key);
        wrongs.set(key, entry);
        if (wrongs.size > GUESS_LIMITS.remembered) { const oldest = wrongs.keys().next().value; if (oldest !== undefined) wrongs.delete(oldest); }
      }
    },
  };
}
