import type { Officer, Role } from '../../../shared/actor.ts';
import type { Ids } from '../../../shared/id.ts';
import { vietnamDate, type PlainDate } from '../../../shared/plain-date.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import { tidy } from '../../../shared/text.ts';
import { checkGrant, checkOfficer, managedAgencies, normaliseUsername, type GrantRefusal, type OfficerRefusal } from '../domain/index.ts';
import type { AgencyDirectory, PasswordHasher, StaffDirectory } from '../ports.ts';

export interface AddOfficerDeps { readonly store: AgencyDirectory & StaffDirectory; readonly hasher: PasswordHasher; readonly ids: Ids }
export interface NewOfficer { readonly name: string; readonly title: string; readonly username: string; readonly agencyId: number; readonly role: Role; readonly from: PlainDate; readonly to: PlainDate | null }
/** A first password, 80 bits in four groups as it is shown and typed: used once and then changed by its owner. */
export const firstPassword = (ids: Ids): string => ids.secret(16).replace(/.{4}(?=.)/gu, '$&-');

/** A new account with its first role. The one-time password is returned, shown once and never stored in the open. */
export async function addOfficer(deps: AddOfficerDeps, by: Officer, asked: NewOfficer, now: Date): Promise<Result<{ officerId: string; password: string }, OfficerRefusal | GrantRefusal>> {
  const agencies = await deps.store.agencies();
  const member = { id: deps.ids.uuid(), name: tidy(asked.name), title: tidy(asked.title), username: normaliseUsername(asked.username), active: true };
  const wrong = checkOfficer(member);
  if (wrong) return refuse(wrong);
  if (!managedAgencies(by.agencyId, agencies).includes(asked.agencyId)) return refuse('not-managed');
  const grant = { id: deps.ids.uuid(), officerId: member.id, agencyId: asked.agencyId, role: asked.role, from: asked.from, to: asked.to, deputyFor: null };
  const refusal = checkGrant(grant, agencies.find((agency) => agency.id === asked.agencyId), [], [], vietnamDate(now));
  if (refusal) return refuse(refusal);
  const password = firstPassword(deps.ids);
  const stored = await deps.store.addStaff(by, member, await deps.hasher.hash(password), grant, now);
  return stored === 'added' ? ok({ officerId: member.id, password }) : refuse(stored);
}
