import type { Officer } from '../../../shared/actor.ts';
import type { Ids } from '../../../shared/id.ts';
import { vietnamDate } from '../../../shared/plain-date.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import { checkSigning, type ManageRefusal, type SigningRefusal, type SigningRight } from '../domain/index.ts';
import type { AgencyDirectory, SigningStore, StaffDirectory } from '../ports.ts';
import { findManaged } from './manage-officer.ts';

export interface SigningDeps { readonly store: AgencyDirectory & StaffDirectory; readonly signing: SigningStore; readonly ids: Ids }

/** Enters that an officer signs for the head of the administrator's authority. Only who holds the role of a leader signs at all. */
export async function giveSigning(deps: SigningDeps, by: Officer, right: Omit<SigningRight, 'id' | 'revoked' | 'agencyId'>, now: Date): Promise<Result<null, ManageRefusal | SigningRefusal>> {
  const found = await findManaged(deps, by, right.officerId);
  if (!found.ok) return found;
  const seat = found.value.member.assignments.find((one) => !one.revoked && one.role === 'leader' && found.value.managed.includes(one.agencyId));
  const entered = { ...right, agencyId: seat?.agencyId ?? by.agencyId };
  const refusal = checkSigning(entered, vietnamDate(now));
  if (refusal) return refuse(refusal);
  await deps.signing.giveSigning(by, { ...entered, id: deps.ids.uuid(), revoked: false }, now);
  return ok(null);
}
export async function endSigning(deps: SigningDeps, by: Officer, officerId: string, id: string, now: Date): Promise<Result<null, ManageRefusal | 'unknown-right'>> {
  const found = await findManaged(deps, by, officerId);
  if (!found.ok) return found;
  const right = (await deps.signing.signingOf(officerId)).find((one) => one.id === id);
  if (!right) return refuse('unknown-right');
  if (!found.value.managed.includes(right.agencyId)) return refuse('not-managed');
  if (!right.revoked) await deps.signing.endSigning(by, right, now);
  return ok(null);
}
