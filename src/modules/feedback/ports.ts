import type { CaseEvent, CaseState, CaseStatus, Demand, NewCaseEvent, Stars, Subject, Writer } from './domain/index.ts';

export interface OfficerScope { readonly kind: 'officer'; readonly officerId: string; readonly agencyIds: readonly number[] }
export type PersonScope = { readonly kind: 'guest'; readonly guestKey: string } | { readonly kind: 'citizen'; readonly citizenId: string };
export type CaseScope = OfficerScope | PersonScope | { readonly kind: 'tracking'; readonly code: string; readonly secret: string };

export interface CaseRow { readonly id: string; readonly code: string; readonly agencyId: number; readonly subject: Subject; readonly state: CaseStatus; readonly sentAt: Date; readonly nextDue: Date | null; readonly aboutOfficer: string | null }
export interface LoadedCase {
  readonly id: string; readonly code: string; readonly state: CaseState;
  /** null for the officer complained of: neither who wrote nor what was written */
  readonly content: { readonly writer: Writer; readonly text: string; readonly events: readonly CaseEvent[] } | null;
}
/** The complained officer's view stops here: what every reader of the row may know. */
export interface CasePage { readonly rows: readonly CaseRow[]; readonly next: { readonly after: string; readonly id: string } | null }
export interface PublishedCase { readonly id: string; readonly agencyId: number; readonly title: string; readonly answer: string; readonly publishedAt: Date }
export interface CaseStore {
  /** Takes the next number of the book and stores the case; the same key gives the case that it made. */
  send(scope: PersonScope, sent: { readonly id: string; readonly requestKey: string | null; readonly book: string; readonly code: (order: number) => string; readonly agencyId: number; readonly events: readonly NewCaseEvent[]; readonly writer: Writer; readonly text: string; readonly at: Date }): Promise<string>;
  /** cases that this person sent since a moment */
  sentSince(scope: PersonScope, since: Date): Promise<number>;
  find(scope: CaseScope, id: string): Promise<LoadedCase | null>;
  /** id of the case with this code and secret; null for either being wrong */
  track(code: string, secret: string): Promise<string | null>;
  /** open: by the next date; finished: the latest first */
  list(scope: OfficerScope, agencyId: number, open: boolean, page: { readonly after: string | null; readonly afterId: string | null; readonly limit: number }): Promise<CasePage>;
  published(limit: number): Promise<readonly PublishedCase[]>;
  /** Locks the case, lets `decide` see it and appends; null when there is none in the scope, or its content is hidden from this officer. */
  change<R>(scope: CaseScope, id: string, by: { readonly kind: 'person' | 'officer'; readonly id: string | null; readonly name: string | null }, at: Date, decide: (loaded: LoadedCase) => { readonly ok: true; readonly value: readonly NewCaseEvent[] } | { readonly ok: false; readonly refusal: R }): Promise<{ readonly ok: true } | { readonly ok: false; readonly refusal: R } | null>;
  /** the secret with which a case can be looked up; told to the person who sent it */
  secretOf(id: string): string;
}

/** What is known of a photo without opening it. */
export interface CasePhoto { readonly id: string; readonly receivedAt: Date }
export interface PhotoStore {
  /** In order of arrival; none where the scope sees none. */
  of(scope: CaseScope, caseId: string): Promise<readonly CasePhoto[]>;
  open(scope: CaseScope, caseId: string, id: string): Promise<{ readonly mime: string; readonly bytes: Buffer } | null>;
  /** Takes one in unless the case has its photos or is closed; the same photo again is there already. `sha256`: hexadecimal, of what was sent. */
  add(scope: PersonScope, caseId: string, photo: { readonly id: string; readonly mime: string; readonly bytes: Buffer; readonly sha256: string }, most: number, at: Date): Promise<'added' | 'there' | 'full' | 'closed'>;
  remove(scope: PersonScope, caseId: string, id: string): Promise<boolean>;
}

/** What rating needs to know of a dossier. */
export interface RatedDossier { readonly id: string; readonly code: string; readonly agencyId: number; readonly procedure: string; readonly status: string }
export interface Tip { readonly id: string; readonly dossierId: string; readonly agencyId: number; readonly demanded: Demand; readonly note: string; readonly toldAt: Date; readonly seenAt: Date | null }
export interface RatingStore {
  /** Once per dossier: `already` when it was rated before. What was demanded beyond the list goes apart, in the same transaction. */
  rate(scope: PersonScope, rating: { readonly dossierId: string; readonly agencyId: number; readonly procedure: string; readonly stars: Stars; readonly at: Date; readonly tip: { readonly id: string; readonly demanded: Demand; readonly note: string } | null }): Promise<'rated' | 'already'>;
  rated(scope: PersonScope, dossierId: string): Promise<boolean>;
  tips(scope: OfficerScope, agencyIds: readonly number[], limit: number): Promise<readonly Tip[]>;
  markSeen(scope: OfficerScope, id: string, at: Date): Promise<boolean>;
}
