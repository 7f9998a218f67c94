import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ATTEMPT_LIMITS, type Counted, type Counter } from '../domain/index.ts';
import type { AttemptStore } from '../ports.ts';
import { takeCode } from './take-code.ts';

const START = Date.parse('2026-11-20T02:00:00Z');
const DAY_MS = 24 * 3_600_000;

/** counters as the store keeps them, without a database */
function counters(): AttemptStore {
  const kept = new Map<string, { since: Date; tries: number }>();
  const key = (what: Counted, who: string): string => `${what}|${who}`;
  return {
    async count(what, who, now): Promise<Counter> {
      const before = kept.get(key(what, who));
      const counter = before && before.since.getTime() > now.getTime() - ATTEMPT_LIMITS[what].minutes * 60_000 ? { since: before.since, tries: before.tries + 1 } : { since: now, tries: 1 };
      kept.set(key(what, who), counter);
      return counter;
    },
    async forgive(what, who) { const one = kept.get(key(what, who)); if (one) one.tries = Math.max(1, one.tries - 1); },
    async forget(what, who) { kept.delete(key(what, who)); },
  };
}

describe('guessing at a second factor with the password known', () => {
  /** guesses that are looked at, of so many spread evenly over so long; the officer himself signs in now and then */
  async function looked(guesses: number, overMs: number, ownSignIns: number): Promise<number> {
    let seen = 0;
    const deps = { attempts: counters(), secondFactors: { readable: (typed: string) => /^\d{6}$/u.test(typed), take: async (_: string, typed: string) => { if (typed === '999999') return true; seen++; return false; } } };
    for (let n = 0; n < guesses; n++) {
      const now = new Date(START + Math.floor((n * overMs) / guesses));
      await takeCode(deps, 'officer', String(n).padStart(6, '0'), null, now);
      if (ownSignIns > 0 && n % Math.ceil(guesses / ownSignIns) === 0) await takeCode(deps, 'officer', '999999', null, now);
    }
    return seen;
  }
  test('of 10,000 in a minute ten are looked at, of 10,000 over a day thirty, and no more because the officer signs in meanwhile', async () => {
    assert.equal(await looked(10_000, 60_000, 0), ATTEMPT_LIMITS.code.tries);
    assert.equal(await looked(10_000, DAY_MS - 1, 0), ATTEMPT_LIMITS.codeDay.tries);
    assert.ok(await looked(10_000, DAY_MS - 1, 20) <= ATTEMPT_LIMITS.codeDay.tries);
  });
  test('what that leaves to chance: less than one in ten thousand a day, each guess meeting three codes of a million', () => {
    assert.ok((ATTEMPT_LIMITS.codeDay.tries * 3) / 1_000_000 < 1 / 10_000);
  });
  test('what cannot be a code is not counted: a slip of the hand shuts nobody out', async () => {
    const deps = { attempts: counters(), secondFactors: { readable: (typed: string) => /^\d{6}$/u.test(typed), take: async () => true } };
    for (let n = 0; n < 50; n++) assert.deepEqual(await takeCode(deps, 'officer', '12345', null, new Date(START)), { ok: false, refusal: { why: 'unreadable' } });
    assert.equal((await takeCode(deps, 'officer', '123456', null, new Date(START))).ok, true);
  });
});
