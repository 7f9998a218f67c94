import { ok, refuse, type Result } from '../../../shared/result.ts';
import { blockedUntil, type Counted } from '../domain/index.ts';
import type { AttemptStore, SecondFactors } from '../ports.ts';

export interface TakeCodeDeps { readonly attempts: AttemptStore; readonly secondFactors: Pick<SecondFactors, 'readable' | 'take'> }
/** unreadable: it cannot be a code at all, and is not counted; wrong: another's, too old, or used already, which of them is not told */
export type CodeRefusal = { readonly why: 'unreadable' } | { readonly why: 'wrong' } | { readonly why: 'blocked'; readonly until: Date };

/**
 * One try at an officer's second factor, counted before the code is looked at, so that a hundred at once are counted a hundred
 * times. These counters are the factor's own: those of the password begin anew with each right password, and whoever knows it
 * would have as many codes as he likes.
 */
export async function takeCode(deps: TakeCodeDeps, officerId: string, typed: string, press: string | null, now: Date): Promise<Result<null, CodeRefusal>> {
  if (!deps.secondFactors.readable(typed)) return refuse({ why: 'unreadable' });
  // One after the other: tries while the account waits anyway do not use up the day.
  for (const what of ['code', 'codeDay'] as const satisfies readonly Counted[]) {
    const until = blockedUntil(what, await deps.attempts.count(what, officerId, now));
    if (until !== null) return refuse({ why: 'blocked', until });
  }
  if (!(await deps.secondFactors.take(officerId, typed, press, now))) return refuse({ why: 'wrong' });
  await Promise.all([deps.attempts.forget('code', officerId), deps.attempts.forgive('codeDay', officerId)]);
  return ok(null);
}
