import type { Role } from '../../../shared/actor.ts';
import type { PlainDate } from '../../../shared/plain-date.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { agencyOn, withAllBelow, type Agency } from './agency.ts';
import type { Assignment } from './rights.ts';

export interface StaffMember { readonly id: string; readonly name: string; readonly title: string; readonly username: string; readonly active: boolean }

const USERNAME = /^[a-z0-9][a-z0-9._-]{2,39}$/u;
export const isUsername = (value: string): boolean => USERNAME.test(value);
/** As stored and as counted: case and outer spaces do not matter when typing. */
export const normaliseUsername = (typed: string): string => typed.normalize('NFC').trim().toLowerCase();

/** Agencies that an administrator manages: the own authority and, from a province, everything below it. */
export const managedAgencies = (seat: number, agencies: readonly Agency[]): readonly number[] => withAllBelow(seat, agencies);

export type OfficerRefusal = 'name-missing' | 'name-long' | 'title-missing' | 'title-long' | 'username-shape' | 'username-taken';
export function checkOfficer(draft: { readonly name: string; readonly title: string; readonly username: string }): OfficerRefusal | null {
  if (draft.name.length < 2) return 'name-missing';
  if (draft.name.length > LIMITS.personName) return 'name-long';
  if (draft.title.length < 2) return 'title-missing';
  if (draft.title.length > LIMITS.personName) return 'title-long';
  return isUsername(draft.username) ? null : 'username-shape';
}

/** An account is touched only by an administrator of an authority where the officer works, never by its owner. */
export type ManageRefusal = 'not-managed' | 'own-account' | 'unknown-officer';
/** `worksAt` are the agencies of the officer's assignments, past ones too; somebody without any is new, and anybody's. */
export function mayManage(administrator: string, managed: readonly number[], officerId: string, worksAt: readonly number[]): ManageRefusal | null {
  if (administrator === officerId) return 'own-account';
  return worksAt.length === 0 || worksAt.some((agency) => managed.includes(agency)) ? null : 'not-managed';
}

export type GrantRefusal = ManageRefusal | 'agency-closed' | 'agency-unknown' | 'dates-reversed' | 'starts-in-past' | 'deputy-without-end' | 'deputy-is-self' | 'deputy-lacks-role' | 'already-held' | 'admin-with-business';
export interface Grant { readonly officerId: string; readonly agencyId: number; readonly role: Role; readonly from: PlainDate; readonly to: PlainDate | null; readonly deputyFor: string | null }
type Held = Pick<Assignment, 'agencyId' | 'role' | 'from' | 'to' | 'deputyFor' | 'revoked'>;

const overlap = (a: { from: PlainDate; to: PlainDate | null }, b: { from: PlainDate; to: PlainDate | null }): boolean =>
  (a.to === null || a.to >= b.from) && (b.to === null || b.to >= a.from);

/**
 * Whether a role may be given. A role never begins in the past: that would rewrite who was allowed what. Administrator
 * and business roles exclude each other (quản trị does no business acts).
 */
export function checkGrant(grant: Grant, agency: Agency | undefined, held: readonly Held[], principalHeld: readonly Held[], today: PlainDate): GrantRefusal | null {
  if (!agency) return 'agency-unknown';
  if (grant.to !== null && grant.to < grant.from) return 'dates-reversed';
  if (grant.from < today) return 'starts-in-past';
  if (agencyOn(agency, grant.from) === 'closed') return 'agency-closed';
  if (grant.deputyFor !== null) {
    if (grant.deputyFor === grant.officerId) return 'deputy-is-self';
    if (grant.to === null) return 'deputy-without-end';
    // One can only stand in for what the other really holds.
    if (!principalHeld.some((one) => !one.revoked && one.role === grant.role && one.agencyId === grant.agencyId && one.deputyFor === null && overlap(one, grant))) return 'deputy-lacks-role';
  }
  const beside = held.filter((one) => !one.revoked && overlap(one, grant));
  if (beside.some((one) => one.role === grant.role && one.agencyId === grant.agencyId)) return 'already-held';
  if (beside.some((one) => (one.role === 'admin') !== (grant.role === 'admin'))) return 'admin-with-business';
  return null;
}
