import type { PlainDate } from '../../../shared/plain-date.ts';
import { vietnamDate } from '../../../shared/plain-date.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import { enrolmentAddress, inGroups, readTypedCode, requiredSince, SECOND_FACTOR, stepOfCode } from '../domain/index.ts';
import type { OneTimeCodes, SecondFactorStore, StaffDirectory } from '../ports.ts';

export interface SecondFactorsDeps { readonly factors: SecondFactorStore; readonly codes: OneTimeCodes; readonly staff: Pick<StaffDirectory, 'staffMember'> }
export interface FactorState { /** since when there is one */ readonly on: Date | null; readonly codesLeft: number; /** the day since which a post held today asks for one */ readonly requiredSince: PlainDate | null }

/**
 * The second factor of officers; shaped for the identity module's port of the same name, which counts the tries. A code of the
 * telephone counts once, a recovery code too; both go by the same box.
 */
export function secondFactors(deps: SecondFactorsDeps) {
  const { factors, codes } = deps;
  const fitting = (secret: string, typed: string, lastStep: number, now: Date): number | null => {
    const read = readTypedCode(typed);
    return read?.kind === 'code' ? stepOfCode(read.digits, now, lastStep, (step) => codes.codeAt(secret, step)) : null;
  };
  const newSet = (): readonly string[] => Array.from({ length: SECOND_FACTOR.recoveryCodes }, () => codes.newRecovery());
  return {
    async of(officerId: string, now: Date): Promise<FactorState> {
      const [found, posts] = await Promise.all([factors.find(officerId), factors.postsOf(officerId)]);
      const above = [...new Set(posts.flatMap((post) => [post.bodyId, ...(post.aboveId === null ? [] : [post.aboveId])]))];
      const rules = above.length === 0 ? [] : await factors.rulesOf(above);
      return { on: found?.setUpAt ?? null, codesLeft: found?.codesLeft ?? 0, requiredSince: requiredSince(posts, rules, vietnamDate(now)) };
    },
    /** whether it could be a code at all: what is no code is not counted as a try */
    readable: (typed: string): boolean => readTypedCode(typed) !== null,
    /** a secret for a new telephone; nothing is kept before a code of it was shown */
    propose: (): string => codes.newSecret(),
    /** the address for the square code and the secret as it is typed */
    async enrolment(officerId: string, issuer: string, secret: string): Promise<{ readonly address: string; readonly shown: string }> {
      const member = await deps.staff.staffMember(officerId);
      return { address: enrolmentAddress(issuer, member?.username ?? '', secret), shown: inGroups(secret) };
    },
    /** whether this is a code that a telephone with this secret shows now */
    fits: (secret: string, typed: string, now: Date): boolean => fitting(secret, typed, 0, now) !== null,
    /** whether the code is right; a right one is used up by it, but for the same press of a button (`press`, the form's own key) that came twice */
    async take(officerId: string, typed: string, press: string | null, now: Date): Promise<boolean> {
      const read = readTypedCode(typed);
      if (read?.kind === 'recovery') return factors.takeRecovery(officerId, read.digits, now);
      const found = await factors.find(officerId);
      // The step that counted last is looked at, too: it may be this very press.
      const step = found && fitting(found.secret, typed, found.lastStep - 1, now);
      return found !== null && step !== null && factors.takeStep(officerId, found, step, press, now);
    },
    /** `replacing`: another telephone in place of the one before. Answers the recovery codes, which are nowhere else. */
    async turnOn(officerId: string, secret: string, typed: string, replacing: boolean, now: Date): Promise<Result<readonly string[], 'wrong' | 'already'>> {
      const before = await factors.find(officerId);
      if ((before !== null) !== replacing) return refuse('already');
      const step = fitting(secret, typed, 0, now);
      if (step === null) return refuse('wrong');
      const recovery = newSet();
      return (await factors.turnOn(officerId, { secret, step, recovery }, before, now)) ? ok(recovery.map(inGroups)) : refuse('already');
    },
    async renewCodes(officerId: string, now: Date): Promise<readonly string[] | null> {
      const recovery = newSet();
      return (await factors.renewRecovery(officerId, recovery, now)) ? recovery.map(inGroups) : null;
    },
    async turnOff(officerId: string, now: Date): Promise<boolean> { return factors.turnOff(officerId, now); },
  };
}
