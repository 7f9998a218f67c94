import type { Text } from '../../shared/text.ts';
import type { PlainDate } from '../../shared/plain-date.ts';
import type { WorkingCalendar } from '../calendar/domain/index.ts';
import type { DossierEvent } from '../dossier/domain/index.ts';
import type { Agency } from '../organisation/domain/index.ts';
import type { Bases, Column, Decision, DossierFact, Ending, FactContext, Figures, Period, RawRow, PublicRow, Tally, Target, Way } from './domain/index.ts';

export interface OfficerScope { readonly kind: 'officer'; readonly officerId: string; readonly agencyIds: readonly number[] }

/** One page of a list keyed by a moment and an id: the thousandth costs what the first does. */
export interface Keyed { readonly after: string | null; readonly afterId: string | null; readonly limit: number }
export interface KeyedPage<Row> { readonly rows: readonly Row[]; readonly next: { readonly after: string; readonly id: string } | null }

/** What the worker reads of a dossier. Wiring fills it from the dossier, the catalogue and the calendar. */
export interface FactSource {
  /** null: there is no such dossier, or it is an exercise that no statistics count */
  read(dossierId: string): Promise<{ readonly events: readonly DossierEvent[]; readonly context: FactContext } | null>;
  /** dossiers by id, with the last event of each: for the sweep and for checking */
  heads(after: string, limit: number): Promise<readonly { readonly id: string; readonly seq: number }[]>;
  /** version of the calendar in force */
  calendarVersion(): Promise<number>;
}
export interface FactStore {
  /** Stores a fact unless a newer one is there; then brings the list of apologies in line. False when it was stale. */
  record(fact: DossierFact): Promise<boolean>;
  find(dossierId: string): Promise<DossierFact | null>;
  /** of these dossiers, the last event that each fact counts in; 0 for facts from before it was noted which calendar counted them */
  seqs(ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** open dossiers whose fact was counted by an earlier calendar */
  outdated(calendarVersion: number, limit: number): Promise<readonly string[]>;
  sweepFrom(): Promise<string>;
  sweptTo(after: string, at: Date): Promise<void>;
}

/** A dossier on a list behind a figure: nobody's name. */
export interface ListedDossier {
  readonly id: string; readonly code: string; readonly agencyId: number; readonly procedure: string; readonly channel: string; readonly filedBy: string; readonly status: string;
  readonly stepName: Text | null; readonly stepRole: string | null; readonly stepDue: Date | null; readonly assigneeName: string | null;
  readonly submittedAt: Date; readonly receivedAt: Date | null; readonly legalDue: Date | null; readonly due: Date | null; readonly finishedAt: Date | null; readonly settled: string | null; readonly supplements: number; readonly laterRounds: number; readonly apologisedAt: Date | null; readonly waiting: boolean;
  /** by which the list is ordered and goes on */ readonly key: Date;
}
export const OVERVIEW_GROUPS = ['late', 'today', 'at-risk', 'step-late', 'waiting-citizen', 'unanswered', 'later-rounds'] as const;
export type OverviewGroup = (typeof OVERVIEW_GROUPS)[number];
/** Lists behind the page's other figures as well: all that is open, and what is past its step's time, late by its date or not. */
export const LISTED_GROUPS = [...OVERVIEW_GROUPS, 'open', 'past-step'] as const;
export type ListedGroup = (typeof LISTED_GROUPS)[number];
/** One line of «late by step and person»; the role only where nobody has taken the work. */
export interface Holder { readonly stepName: string | null; readonly role: string | null; readonly assignee: string | null }
/** Moments by which the overview sorts: now, the end of today, and the end of the days «sắp đến hạn» looks ahead. */
export interface OverviewMoments { readonly now: Date; readonly endOfToday: Date; readonly soon: Date }
export interface LateByStep { readonly stepName: Text | null; readonly stepRole: string | null; readonly assignee: string | null; readonly assigneeName: string | null; readonly late: number; readonly stepLate: number; readonly open: number }
export interface OverviewStore {
  counts(scope: OfficerScope, agencies: readonly number[], moments: OverviewMoments): Promise<Readonly<Record<OverviewGroup, number>> & { readonly open: number; readonly unansweredLate: number; readonly lateWithoutApology: number }>;
  byUnit(scope: OfficerScope, agencies: readonly number[], moments: OverviewMoments): Promise<readonly { readonly agencyId: number; readonly open: number; readonly late: number; readonly today: number; readonly soon: number; readonly waiting: number }[]>;
  byStep(scope: OfficerScope, agencies: readonly number[], now: Date): Promise<readonly LateByStep[]>;
  /** of one holder alone where one is given */
  list(scope: OfficerScope, agencies: readonly number[], group: ListedGroup, moments: OverviewMoments, page: Keyed, holder?: Holder | null): Promise<KeyedPage<ListedDossier>>;
}

export interface ReportRow { readonly agencyId: number; readonly field: string; readonly procedure: string; readonly figures: Figures }
export interface ReportCell { readonly column: Column; readonly agencyId?: number; readonly field?: string; readonly procedure?: string }
export interface Snapshot { readonly id: string; readonly unitId: number; readonly period: Period; readonly version: number; readonly asOf: Date; readonly generatedAt: Date; readonly generatedBy: string; readonly notAccepted: number }
export interface BehindCell { readonly id: string; readonly code: string; readonly agencyId: number; readonly procedure: string; readonly receivedAt: Date | null; readonly ending: Ending | 'not-accepted'; readonly channel: string; readonly legalDue: Date | null; readonly finishedAt: Date | null }
export interface ReportStore {
  live(scope: OfficerScope, agencies: readonly number[], period: Period, asOf: Date): Promise<{ readonly rows: readonly ReportRow[]; readonly notAccepted: number }>;
  behind(scope: OfficerScope, agencies: readonly number[], period: Period, asOf: Date, cell: ReportCell, page: Keyed): Promise<KeyedPage<BehindCell>>;
  /** those that stand outside the form because they were never accepted, by their end */
  notAccepted(scope: OfficerScope, agencies: readonly number[], period: Period, asOf: Date, page: Keyed): Promise<KeyedPage<BehindCell>>;
  freeze(scope: OfficerScope, snapshot: { readonly id: string; readonly requestKey: string | null; readonly unitId: number; readonly agencies: readonly number[]; readonly period: Period; readonly asOf: Date; readonly at: Date; readonly byName: string }): Promise<string>;
  snapshots(scope: OfficerScope, unitId: number, limit: number): Promise<readonly Snapshot[]>;
  snapshot(scope: OfficerScope, id: string): Promise<(Snapshot & { readonly rows: readonly ReportRow[] }) | null>;
  behindSnapshot(scope: OfficerScope, id: string, cell: ReportCell, page: Keyed): Promise<KeyedPage<BehindCell>>;
}

export interface StoredDecision extends Decision { readonly id: string; readonly agencyId: number; readonly enteredAt: Date; readonly enteredBy: string; readonly endedAt: Date | null; readonly endedReason: string | null; readonly targets: number }
export interface StoredTarget extends Target { readonly id: string; readonly decisionId: string; readonly decisionNumber: string }
export interface UnitTally { readonly agencyId: number; readonly procedure: string; readonly tally: Tally }
export type GapGroup = 'counted' | 'base' | 'would-close' | /** all that came in, whatever is measured of them */ 'received';
export interface TargetStore {
  decisions(scope: OfficerScope, limit: number): Promise<readonly StoredDecision[]>;
  decision(scope: OfficerScope, id: string): Promise<StoredDecision | null>;
  /** The id of the decision, or of the one that this very form made before; null when another form has entered this number and day. */
  addDecision(scope: OfficerScope, decision: Decision & { readonly id: string; readonly requestKey: string | null; readonly agencyId: number; readonly byName: string; readonly at: Date }): Promise<string | null>;
  endDecision(scope: OfficerScope, id: string, reason: string, at: Date): Promise<boolean>;
  targetsOf(scope: OfficerScope, decisionId: string): Promise<readonly StoredTarget[]>;
  target(scope: OfficerScope, id: string): Promise<StoredTarget | null>;
  /** targets in force of these units, of whatever decision */
  inForce(scope: OfficerScope, unitIds: readonly number[]): Promise<readonly StoredTarget[]>;
  /** all or none; `clash` when another form was quicker */
  addTargets(scope: OfficerScope, decisionId: string, agencyId: number, rows: readonly (Target & { readonly id: string })[]): Promise<'added' | 'clash'>;
  removeTarget(scope: OfficerScope, id: string, at: Date): Promise<boolean>;
  /** counts of a period, apart for every agency and procedure that had any: all targets of the period are measured from one reading */
  tallies(scope: OfficerScope, agencies: readonly number[], period: Period, asOf: Date): Promise<readonly UnitTally[]>;
  behind(scope: OfficerScope, asked: { readonly agencies: readonly number[]; readonly procedures: readonly string[] | null; readonly onlineProcedures: readonly string[]; readonly period: Period; readonly asOf: Date; readonly measure: Target['measure']; readonly online: Decision['online']; readonly group: GapGroup; readonly way: Way | null }, page: Keyed): Promise<KeyedPage<ListedDossier>>;
}

export interface DraftedApology {
  readonly dossierId: string; readonly due: Date; readonly agencyId: number; readonly lastMoment: Date; readonly draftedAt: Date; readonly proposedDue: Date | null; readonly cause: string | null; readonly reason: string | null;
  readonly state: 'waiting' | 'signed' | 'not-needed' | 'declined'; readonly code: string; readonly procedure: string; readonly stepName: Text | null; readonly assigneeName: string | null; readonly receivedAt: Date | null;
}
export interface ApologyStore {
  /** Writes a draft for every open dossier whose time has come and that has none. Answers how many were written. */
  draftDue(now: Date, propose: (agencyId: number, due: Date) => Promise<Date | null>): Promise<number>;
  waiting(scope: OfficerScope, agencyId: number, limit: number): Promise<readonly DraftedApology[]>;
  waitingCount(scope: OfficerScope, agencyId: number): Promise<number>;
  find(scope: OfficerScope, dossierId: string): Promise<DraftedApology | null>;
  save(scope: OfficerScope, dossierId: string, due: Date, words: { readonly cause: string; readonly reason: string; readonly proposedDue: Date }): Promise<void>;
  decline(scope: OfficerScope, dossierId: string, due: Date, reason: string, by: { readonly id: string; readonly name: string }, at: Date): Promise<boolean>;
}

/** The month of an agency as everybody may see it. */
export interface MonthFigures { readonly total: PublicRow; readonly rows: readonly PublicRow[] }
export interface PublishedMonth { readonly agencyId: number; readonly month: PlainDate; readonly figures: MonthFigures; readonly generatedAt: Date }
export interface LateRow { readonly agencyId: number; readonly maskedCode: string; readonly procedure: string | null; readonly stepName: Text | null; readonly legalDue: Date; readonly cause: string | null; readonly apologisedAt: Date | null; readonly newDue: Date | null; readonly generatedAt: Date }
/** Counting for the public, by the worker. */
export interface OpennessCounter {
  /** agencies with anything to publish */
  agencies(): Promise<readonly number[]>;
  bases(agencyId: number, period: Period, asOf: Date): Promise<readonly Bases[]>;
  /** rows for the shown procedures, one for all others together, and the total */
  rows(agencyId: number, period: Period, asOf: Date, shown: readonly string[]): Promise<{ readonly total: RawRow; readonly rows: readonly RawRow[] }>;
  storeMonth(agencyId: number, month: PlainDate, figures: MonthFigures, at: Date): Promise<void>;
  /** Replaces the agency's public list of late dossiers. */
  storeLate(agencyId: number, at: Date): Promise<number>;
}
export interface OpennessReader {
  month(month: PlainDate): Promise<readonly PublishedMonth[]>;
  months(agencyId: number): Promise<readonly PlainDate[]>;
  late(agencyId: number | null, limit: number): Promise<readonly LateRow[]>;
}

/** Facts of agencies and procedures that pages need, from the lower modules. */
export interface AgencyBook { all(): Promise<ReadonlyMap<number, Agency>> }
export interface CalendarBook { of(agencyId?: number): Promise<WorkingCalendar> }

/** Files with typed cells; the platform writes them. */
export type SheetCell = string | null | { readonly kind: 'number'; readonly value: number } | { readonly kind: 'share'; readonly value: number } | { readonly kind: 'date'; readonly value: string } | { readonly kind: 'heading'; readonly value: string };
export interface SheetWriter {
  workbook(sheets: readonly { readonly name: string; readonly widths?: readonly number[]; readonly rows: readonly (readonly SheetCell[])[]; readonly frozenRows?: number }[]): Buffer;
  csv(columns: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string;
}
