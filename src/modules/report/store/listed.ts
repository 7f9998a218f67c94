import type { KeyedPage, ListedDossier } from '../ports.ts';

export interface ListedRow {
  readonly id: string; readonly code: string; readonly agency_id: number; readonly procedure_code: string; readonly channel: string; readonly filed_by: string; readonly status: string; readonly step_vi: string | null; readonly step_en: string | null; readonly step_role: string | null; readonly step_due: Date | null; readonly assignee_name: string | null;
  readonly submitted_at: Date; readonly received_at: Date | null; readonly legal_due: Date | null; readonly due: Date | null; readonly finished_at: Date | null; readonly settled: string | null; readonly supplements: number; readonly later_rounds: number; readonly apologised_at: Date | null; readonly waiting: boolean; readonly key: Date; readonly key_text: string;
}
/** Columns of a list; `key` is what it is ordered by, and goes on from with all its digits. */
export const listed = (key: string): string => `dossier_id AS id, coalesce(code, reference) AS code, agency_id, procedure_code, channel, filed_by, status, step_vi, step_en, step_role, step_due, assignee_name,
  submitted_at, received_at, legal_due, due, finished_at, settled, supplements, later_rounds, apologised_at, status IN ('intake-supplement', 'appraisal-supplement', 'suspended') AS waiting, ${key} AS key, to_char(${key} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS key_text`;
export const START_KEY = '-infinity';
export const START_ID = '00000000-0000-0000-0000-000000000000';

export const toListed = (row: ListedRow): ListedDossier => ({
  id: row.id, code: row.code, agencyId: row.agency_id, procedure: row.procedure_code, channel: row.channel, filedBy: row.filed_by, status: row.status, stepName: row.step_vi === null || row.step_en === null ? null : { vi: row.step_vi, en: row.step_en }, stepRole: row.step_role, stepDue: row.step_due, assigneeName: row.assignee_name,
  submittedAt: row.submitted_at, receivedAt: row.received_at, legalDue: row.legal_due, due: row.due, finishedAt: row.finished_at, settled: row.settled, supplements: row.supplements, laterRounds: row.later_rounds, apologisedAt: row.apologised_at, waiting: row.waiting, key: row.key,
});
/** The asked number of rows of one more than that, and where the next page begins. */
export function pageOf<Row extends { readonly id: string; readonly key_text: string }, Shown>(rows: readonly Row[], limit: number, show: (row: Row) => Shown): KeyedPage<Shown> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown.map(show), next: rows.length > limit && last ? { after: last.key_text, id: last.id } : null };
}
