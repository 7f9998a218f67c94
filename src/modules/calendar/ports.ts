import type { PlainDate } from '../../shared/plain-date.ts';
import type { CalendarData, CalendarYearMissing, ChangedCalendar, DueQuestion, WorkingCalendar } from './domain/index.ts';
import type { Result } from '../../shared/result.ts';

/** What is needed to count: the calendar of an agency, or the general one. */
export interface CalendarSource {
  /** kept in the process for some seconds; the same object as long as nothing changed */
  loadCalendar(agencyId?: number): Promise<WorkingCalendar>;
}
export interface CalendarStore extends CalendarSource {
  /** the rows now in force, read afresh, with their version; 0 and no rows before the first seed */
  current(agencyId?: number): Promise<{ readonly version: number; readonly data: CalendarData }>;
  /** the rows as they were at an earlier version */
  asOf(version: number, agencyId?: number): Promise<CalendarData>;
  /** fails with `changed-meanwhile` when the calendar is no longer at `basedOn`; a repeated `requestKey` gives the version that it made */
  change(entry: ChangeEntry, changed: ChangedCalendar): Promise<Result<number, 'changed-meanwhile'>>;
  /** the version that an earlier press of the same button made */
  versionOfRequest(requestKey: string): Promise<number | null>;
  /** writes version 1; false when there is a calendar already */
  seed(data: CalendarData, now: Date): Promise<boolean>;
  history(limit: number): Promise<readonly CalendarHistoryRow[]>;
}
export interface ChangeEntry {
  readonly basedOn: number; readonly at: Date; readonly officerId: string; readonly officerName: string; readonly agencyIds: readonly number[];
  readonly what: string; readonly reason: string; readonly decision: string; readonly moved: number; readonly requestKey: string | null;
}
export interface CalendarHistoryRow { readonly version: number; readonly at: Date; readonly officerName: string | null; readonly what: string; readonly reason: string; readonly decision: string; readonly moved: number }

/** An open dossier with all that its date was computed from. */
export interface OpenDossier { readonly id: string; readonly code: string; readonly agencyId: number; readonly due: Date; readonly question: DueQuestion }
/** Kept by a module above this one; wiring brings the two together. */
export interface OpenDossiersByDue {
  /** open dossiers (of one agency when given) whose clock runs and whose date is on a day or later, earliest date first */
  openDossiers(dueFrom: PlainDate, agencyId: number | null): AsyncIterable<OpenDossier>;
}
/** Work that follows from a new version, stored in the same transaction: recomputing the dates of open dossiers. */
export type CalendarReactions = (change: { readonly version: number; readonly from: PlainDate; readonly agencyId: number | null }) => readonly { readonly task: string; readonly payload: Readonly<Record<string, unknown>>; readonly key?: string }[];
export type CalendarMissing = CalendarYearMissing;
