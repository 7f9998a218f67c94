import type { GuessBook, Guesses } from '../modules/notice/index.ts';
import type { Clock } from '../shared/clock.ts';

/** Wrong look-ups that are borne before the answer is «wait»; right ones never count. */
export const GUESS_LIMITS = {
  /** per device, and per telephone that asks by SMS, in the window */ device: 10,
  /** per address: mobile networks share one among many people, so it is loose */ address: 60,
  /** per code, from wherever they come; the same for codes that never were, so that nothing is learnt from it */ code: 100,
  windowMs: 10 * 60_000,
  /** keys remembered at most; the oldest fall out first */ remembered: 50_000,
  /** keys that are written down in one go */ written: 1_000,
} as const;

/** The telephones' side of the same limit: counted in the book at once, since the answer is a job and no page waits for it. */
export const telephoneGuesses = (book: GuessBook, clock: Clock): Guesses => {
  const count = async (key: string, by: number): Promise<number> => (await book.count(key, by, clock.now(), GUESS_LIMITS.windowMs)).tries;
  return {
    windowMs: GUESS_LIMITS.windowMs,
    // One after the other: a number that is blocked must not use up the tries of a code.
    async take(who, code) { return (await count(`sms:${who}`, 1)) <= GUESS_LIMITS.device && (await count(`code:${code}`, 1)) <= GUESS_LIMITS.code; },
    async right(who, code) { await count(`sms:${who}`, -1); await count(`code:${code}`, -1); },
  };
};

/** A page only reads, so wrong tries are counted here and written into the book by `flush`, which also brings what other processes counted. */
export function guessLimits(clock: Clock, book: GuessBook): { blocked(who: readonly string[]): boolean; wrong(who: readonly string[]): void; flush(): Promise<void> } {
  const wrongs = new Map<string, { count: number; since: number }>();
  const unwritten = new Map<string, number>();
  const limitOf = (key: string): number => (key.startsWith('ip:') ? GUESS_LIMITS.address : key.startsWith('code:') ? GUESS_LIMITS.code : GUESS_LIMITS.device);
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
        unwritten.set(key, (unwritten.get(key) ?? 0) + 1);
        wrongs.delete(key);
        wrongs.set(key, entry);
        if (wrongs.size > GUESS_LIMITS.remembered) { const oldest = wrongs.keys().next().value; if (oldest !== undefined) { wrongs.delete(oldest); unwritten.delete(oldest); } }
      }
    },
    async flush() {
      for (const [key, by] of [...unwritten].slice(0, GUESS_LIMITS.written)) {
        // Taken off first: a flush at the end may meet one that is under way, and neither may count for the other.
        unwritten.delete(key);
        try {
          const { tries, since } = await book.count(key, by, clock.now(), GUESS_LIMITS.windowMs);
          wrongs.set(key, { count: Math.max(tries, current(key)?.count ?? 0), since: since.getTime() });
        } catch (error) {
          unwritten.set(key, (unwritten.get(key) ?? 0) + by);
          throw error;
        }
      }
    },
  };
}
