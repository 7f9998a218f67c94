import type { Officer } from '../../shared/actor.ts';
import type { Agency, AgencyDraft, Assignment, Grant, StaffMember, SigningRight } from './domain/index.ts';
import type { PlainDate } from '../../shared/plain-date.ts';

export interface StaffRecord extends StaffMember { readonly assignments: readonly Assignment[] }
export interface Credential { readonly officerId: string; readonly passwordHash: string; readonly mustChange: boolean; readonly active: boolean }
export interface StaffChange { readonly at: Date; readonly byName: string | null; readonly what: string; readonly detail: Readonly<Record<string, unknown>> }

export interface AgencyDirectory {
  agencies(): Promise<readonly Agency[]>;
  agency(id: number): Promise<Agency | null>;
  addAgency(by: Officer, draft: AgencyDraft, now: Date): Promise<number>;
  /** False when it has an end already: of two who end it at once the first decides. */
  closeAgency(by: Officer, id: number, lastDay: PlainDate, successorId: number | null, now: Date): Promise<boolean>;
}
export interface StaffDirectory {
  /** people with any assignment, past ones too, in these agencies */
  staffOf(agencyIds: readonly number[]): Promise<readonly StaffRecord[]>;
  staffMember(id: string): Promise<StaffRecord | null>;
  addStaff(by: Officer, member: StaffMember, passwordHash: string, grant: Grant & { readonly id: string }, now: Date): Promise<'added' | 'username-taken'>;
  grantRole(by: Officer, grant: Grant & { readonly id: string }, now: Date): Promise<void>;
  revokeRole(by: Officer, assignment: Assignment, now: Date): Promise<void>;
  setActive(by: Officer, officerId: string, active: boolean, now: Date): Promise<void>;
  changesOf(officerId: string): Promise<readonly StaffChange[]>;
}
export interface CredentialStore {
  byUsername(username: string): Promise<Credential | null>;
  byOfficer(officerId: string): Promise<Credential | null>;
  /** `by` is null when the officer changes his own */
  setPassword(by: Officer | null, officerId: string, passwordHash: string, mustChange: boolean, now: Date): Promise<void>;
}
/** Who signs for whom, and by which paper. */
export interface SigningStore {
  signingOf(officerId: string): Promise<readonly SigningRight[]>;
  giveSigning(by: Officer, right: SigningRight, now: Date): Promise<void>;
  endSigning(by: Officer, right: SigningRight, now: Date): Promise<void>;
}
export type OrganisationStore = AgencyDirectory & StaffDirectory & CredentialStore;

/** Slow on purpose (argon2id). */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  verify(passwordHash: string, password: string): Promise<boolean>;
  /** a hash of nothing anybody knows, of the same cost: for doing the same work when there is no such account */
  readonly decoy: Promise<string>;
}
/** Sessions belong to another module; an account that is closed takes its sessions along. */
export interface OfficerSessions { endSessions(officerId: string, why: 'disabled' | 'password', now: Date): Promise<void> }
