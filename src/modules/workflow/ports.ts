/** A cell of a file for spreadsheets, as `platform/spreadsheet` writes it. */
export type SheetCell = string | null | { readonly kind: 'number'; readonly value: number } | { readonly kind: 'heading'; readonly value: string };
export type WorkbookWriter = (sheets: readonly { readonly name: string; readonly widths?: readonly number[]; readonly rows: readonly (readonly SheetCell[])[]; readonly frozenRows?: number }[]) => Buffer;
export interface QueueRow {
  readonly id: string; readonly code: string | null; readonly reference: string; readonly procedure: string; readonly owner: string; readonly channel: string; readonly status: string; readonly national: number; readonly step: string | null; readonly stepRole: string | null; readonly assignee: string | null;
  readonly submittedAt: Date; readonly dueAt: Date | null; readonly stepDueAt: Date | null; readonly nextDue: Date; readonly supplementRounds: number; readonly feeDue: number; readonly feePaid: number;
}
export interface QueueScope { readonly kind: 'officer'; readonly officerId: string; readonly agencyIds: readonly number[] }
export interface QueuePage { readonly rows: readonly QueueRow[]; readonly next: { readonly after: string; readonly id: string } | null }
export interface WorkQueue {
  page(scope: QueueScope, asked: { readonly agencyId: number; readonly role: string | null; readonly after: string | null; readonly afterId: string | null; readonly limit: number }): Promise<QueuePage>;
  /** open dossiers by status and whether the next moment has passed; counted up to `most` each */
  counts(scope: QueueScope, agencyId: number, now: Date): Promise<readonly { readonly status: string; readonly stepRole: string | null; readonly open: number; readonly late: number }[]>;
  search(scope: QueueScope, asked: { readonly text: string; readonly personalId: string | null; readonly phone: string | null; readonly code: string | null; readonly limit: number }): Promise<readonly QueueRow[]>;
  /** results that wait for their people, longest first */
  handOver(scope: QueueScope, agencyId: number, limit: number): Promise<readonly QueueRow[]>;
  late(scope: QueueScope, agencyId: number, now: Date, limit: number): Promise<readonly QueueRow[]>;
}
