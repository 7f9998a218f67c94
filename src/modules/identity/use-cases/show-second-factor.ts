import { refuse, type Result } from '../../../shared/result.ts';
import { addressBlock, blockedUntil } from '../domain/index.ts';
import { afterPassword, CODE, type HalfSignedIn, type OfficerSignedIn, type OpenOfficerDeps } from './sign-in-officer.ts';
import { takeCode, type CodeRefusal, type TakeCodeDeps } from './take-code.ts';

export type ShowSecondFactorDeps = OpenOfficerDeps & TakeCodeDeps;
export interface ShownCode { /** the ticket that a right password gave */ readonly halfCookie: string | undefined; readonly typed: string; /** key of the form */ readonly press: string | null; readonly sessionCookie: string | undefined; readonly ip: string }
export type ShowRefusal = CodeRefusal | { readonly why: 'too-late' } | { readonly why: 'no-role' };

/** The second page of an officer's sign-in. Tries count for the account and for the address; a session is there once the code was right. */
export async function showSecondFactor(deps: ShowSecondFactorDeps, asked: ShownCode, now: Date): Promise<Result<OfficerSignedIn, ShowRefusal>> {
  const who = deps.secrets.openTicket(CODE, asked.halfCookie ?? '', now) as HalfSignedIn | null;
  if (who === null) return refuse({ why: 'too-late' });
  if (!deps.secondFactors.readable(asked.typed)) return refuse({ why: 'unreadable' });
  const address = addressBlock(asked.ip);
  const until = blockedUntil('address', await deps.attempts.count('address', address, now));
  if (until !== null) return refuse({ why: 'blocked', until });
  const taken = await takeCode(deps, who.officerId, asked.typed, asked.press, now);
  if (!taken.ok) return taken;
  await deps.attempts.forgive('address', address);
  return afterPassword(deps, { ...who, shown: true }, asked.sessionCookie, now);
}
