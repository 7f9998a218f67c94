import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GUESS_LIMITS, guessLimits } from './guess-limits.ts';

const clock = { now: () => new Date('2026-03-02T02:00:00Z') };

test('wrong tries count at once, and are written down once: those that could not be are written the next time', async () => {
  const book = new Map<string, number>();
  let away = true;
  const guesses = guessLimits(clock, { async count(key: string, by: number) { if (away) throw new Error('away'); book.set(key, (book.get(key) ?? 0) + by); return { tries: book.get(key) ?? 0, since: clock.now() }; } } as never);
  for (let n = 0; n < GUESS_LIMITS.device; n++) { assert.equal(guesses.blocked(['device:a']), false); guesses.wrong(['device:a']); }
  assert.equal(guesses.blocked(['device:a']), true);
  await assert.rejects(guesses.flush(), /away/u);
  guesses.wrong(['device:a']);
  away = false;
  await Promise.all([guesses.flush(), guesses.flush()]);
  await guesses.flush();
  assert.deepEqual([...book], [['device:a', GUESS_LIMITS.device + 1]]);
});
