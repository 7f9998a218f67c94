import type { Officer } from '../../shared/actor.ts';
import type { Agency, AgencyDraft, Assignment, FactorRule, Grant, Post, RuledRole, StaffMember, SigningRight } from './domain/index.ts';
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
/** An officer's second factor as it is kept. */
export interface SecondFactorRecord { /** base 32 */ readonly secret: string; /** what the row held when it was read: another secret meanwhile is another factor */ readonly mark: string; readonly lastStep: number; readonly setUpAt: Date; readonly codesLeft: number }
export interface NewSecondFactor { readonly secret: string; readonly step: number; readonly recovery: readonly string[] }
/** Each act is one transaction with its note in the record of changes; of two at once one wins. */
export interface SecondFactorStore {
  find(officerId: string): Promise<SecondFactorRecord | null>;
  /** false: this step or a later one has counted (unless it was this very press, `press`, a moment ago), or the factor is another by now */
  takeStep(officerId: string, read: SecondFactorRecord, step: number, press: string | null, now: Date): Promise<boolean>;
  /** false: no such recovery code is left */
  takeRecovery(officerId: string, digits: string, now: Date): Promise<boolean>;
  /** false: there is one already, or not the one that it should take the place of */
  turnOn(officerId: string, made: NewSecondFactor, replaces: SecondFactorRecord | null, now: Date): Promise<boolean>;
  /** a new set of recovery codes in place of all that were left; false: there is no factor */
  renewRecovery(officerId: string, recovery: readonly string[], now: Date): Promise<boolean>;
  turnOff(officerId: string, now: Date): Promise<boolean>;
  /** an administrator takes it off an officer; false: there was none */
  remove(by: Officer, officerId: string, now: Date): Promise<boolean>;
  /** whether and since when, as an administrator sees it */
  setUpBy(by: Officer, officerIds: readonly string[]): Promise<ReadonlyMap<string, Date>>;
  postsOf(officerId: string): Promise<readonly Post[]>;
  rulesOf(agencyIds: readonly number[]): Promise<readonly FactorRule[]>;
  /** `since` null: asked of nobody */
  setRule(by: Officer, rule: { readonly agencyId: number; readonly role: RuledRole; readonly since: PlainDate | null }, now: Date): Promise<void>;
}
/** Everything of the second factor that needs randomness or a keyed hash. */
export interface OneTimeCodes { newSecret(): string; newRecovery(): string; codeAt(secret: string, step: number): string }
export type OrganisationStore = AgencyDirectory & StaffDirectory & CredentialStore;

/** Slow on purpose (argon2id). */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  verify(passwordHash: string, password: string): Promise<boolean>;
  /** a hash of nothing anybody knows, of the same cost: for doing the same work when there is no such account */
  readonly decoy: Promise<string>;
}
/** Sessions belong to another module; an account that is closed takes its sessions along. */
export interface OfficerSessions { endSessions(officerId: string, why: 'disabled' | 'password' | 'elsewhere', now: Date): Promise<void> }
