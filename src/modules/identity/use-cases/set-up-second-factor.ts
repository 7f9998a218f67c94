import { ok, refuse, type Result } from '../../../shared/result.ts';
import { blockedUntil, SESSION_POLICY } from '../domain/index.ts';
import type { AttemptStore, SecondFactors, StaffPasswords } from '../ports.ts';
import { minutesFrom } from './cookies.ts';
import { afterPassword, SET_UP, type HalfSignedIn, type OfficerSignedIn, type OpenOfficerDeps } from './sign-in-officer.ts';
import { takeCode, type CodeRefusal } from './take-code.ts';

export interface SecondFactorDeps extends OpenOfficerDeps { readonly passwords: Pick<StaffPasswords, 'checkOwn'>; readonly attempts: AttemptStore; readonly secondFactors: SecondFactors }
/** Who asks: an officer at work, or somebody whose sign-in waits for this. */
export type SettingUp = { readonly kind: 'officer'; readonly officerId: string; readonly sessionCookie: string | undefined } | { readonly kind: 'half'; readonly who: HalfSignedIn; readonly sessionCookie: string | undefined };
const officerOf = (asked: SettingUp): string => (asked.kind === 'officer' ? asked.officerId : asked.who.officerId);

export const waitsForSetUp = (deps: Pick<OpenOfficerDeps, 'secrets'>, halfCookie: string | undefined, now: Date): HalfSignedIn | null => deps.secrets.openTicket(SET_UP, halfCookie ?? '', now) as HalfSignedIn | null;

const PROPOSED = 'proposed-second-factor';
interface Proposed { readonly officerId: string; readonly secret: string }
/** The secret travels sealed in the form until a code of it was shown: nothing is kept of who only looked. */
export async function proposeSecondFactor(deps: SecondFactorDeps, officerId: string, issuer: string, again: string | undefined, now: Date): Promise<{ readonly sealed: string; readonly address: string; readonly shown: string }> {
  const before = deps.secrets.openTicket(PROPOSED, again ?? '', now) as Proposed | null;
  const secret = before?.officerId === officerId ? before.secret : deps.secondFactors.propose();
  return { sealed: deps.secrets.sealTicket(PROPOSED, { officerId, secret } satisfies Proposed, minutesFrom(now, SESSION_POLICY.setUpMinutes)), ...(await deps.secondFactors.enrolment(officerId, issuer, secret)) };
}

export interface SetUp { readonly proposed: string; /** of the new telephone */ readonly code: string; readonly password: string; /** of the telephone that it takes the place of */ readonly present: string | null }
export type SetUpRefusal = PasswordAskedRefusal | { readonly why: 'too-late' } | { readonly why: 'new-wrong' } | { readonly why: 'already' } | { readonly why: 'no-role' };
export interface SetUpDone { readonly recovery: readonly string[]; /** what the sign-in led to that had waited for this */ readonly signedIn: OfficerSignedIn | null }

/** From the first right code on. Sessions elsewhere, opened with the password alone, end. */
export async function setUpSecondFactor(deps: SecondFactorDeps, asked: SettingUp, given: SetUp, now: Date): Promise<Result<SetUpDone, SetUpRefusal>> {
  const officerId = officerOf(asked);
  const proposed = deps.secrets.openTicket(PROPOSED, given.proposed, now) as Proposed | null;
  if (proposed?.officerId !== officerId) return refuse({ why: 'too-late' });
  // Whoever sees this form sees the secret, too: trying codes of it gains nothing and is not counted.
  if (!deps.secondFactors.fits(proposed.secret, given.code, now)) return refuse({ why: 'new-wrong' });
  if (asked.kind === 'officer') {
    const allowed = await askedAgain(deps, officerId, given.password, given.present, now);
    if (!allowed.ok) return allowed;
  }
  const made = await deps.secondFactors.turnOn(officerId, proposed.secret, given.code, given.present !== null, now);
  if (!made.ok) return refuse({ why: made.refusal === 'wrong' ? 'new-wrong' : 'already' });
  // Whoever was stopped by wrong codes of the telephone before begins anew with this one.
  await Promise.all([deps.attempts.forget('code', officerId), deps.attempts.forget('codeDay', officerId)]);
  const hash = asked.sessionCookie === undefined ? null : deps.secrets.hashToken(asked.sessionCookie);
  const here = asked.kind === 'officer' && hash !== null ? await deps.sessions.find(hash, now) : null;
  await deps.sessions.endAll(officerId, now, 'elsewhere', here?.sessionId ?? null);
  if (asked.kind === 'officer') return ok({ recovery: made.value, signedIn: null });
  const signedIn = await afterPassword(deps, { ...asked.who, shown: true }, asked.sessionCookie, now);
  return signedIn.ok ? ok({ recovery: made.value, signedIn: signedIn.value }) : signedIn;
}

export type PasswordAskedRefusal = CodeRefusal | { readonly why: 'password-wrong' } | { readonly why: 'password-blocked' };
/** The password, and the code where there is one: the password first, so that a wrong one uses up no code. */
async function askedAgain(deps: SecondFactorDeps, officerId: string, password: string, code: string | null, now: Date): Promise<Result<null, PasswordAskedRefusal>> {
  if (code !== null && !deps.secondFactors.readable(code)) return refuse({ why: 'unreadable' });
  if (blockedUntil('account', await deps.attempts.count('account', officerId, now)) !== null) return refuse({ why: 'password-blocked' });
  if (!(await deps.passwords.checkOwn(officerId, password))) return refuse({ why: 'password-wrong' });
  await deps.attempts.forget('account', officerId);
  return code === null ? ok(null) : takeCode(deps, officerId, code, null, now);
}

/** Ten new codes for the paper; all that were left count no more. */
export async function renewRecoveryCodes(deps: SecondFactorDeps, officerId: string, password: string, code: string, now: Date): Promise<Result<readonly string[], PasswordAskedRefusal | { readonly why: 'none' }>> {
  const allowed = await askedAgain(deps, officerId, password, code, now);
  if (!allowed.ok) return allowed;
  const made = await deps.secondFactors.renewCodes(officerId, now);
  return made === null ? refuse({ why: 'none' }) : ok(made);
}

/** Off again, unless a post held today asks for it. */
export async function turnOffSecondFactor(deps: SecondFactorDeps, officerId: string, password: string, code: string, now: Date): Promise<Result<null, PasswordAskedRefusal | { readonly why: 'none' } | { readonly why: 'required' }>> {
  const factor = await deps.secondFactors.of(officerId, now);
  if (factor.on === null) return refuse({ why: 'none' });
  if (factor.requiredSince !== null) return refuse({ why: 'required' });
  const allowed = await askedAgain(deps, officerId, password, code, now);
  if (!allowed.ok) return allowed;
  return (await deps.secondFactors.turnOff(officerId, now)) ? ok(null) : refuse({ why: 'none' });
}
