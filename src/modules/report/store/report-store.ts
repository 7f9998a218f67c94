import { sql, type Database, type Queryable } from '../../../platform/postgres/database.ts';
import { plainDate } from '../../../shared/plain-date.ts';
import { COLUMNS, momentsOf, type Column, type Figures, type Period } from '../domain/index.ts';
import type { BehindCell, ReportCell, ReportRow, ReportStore, Snapshot } from '../ports.ts';
import { ADDING_UP } from './adding-up.ts';
import { pageOf, START_ID, START_KEY } from './listed.ts';

/** Which standings a column of the form counts. */
const CELL: Readonly<Record<Column, string>> = {
  received: 'true', online: 'NOT opening AND online', other: 'NOT opening AND NOT online', opening: 'opening', settled: "ending IN ('early', 'on-time', 'late')", early: "ending = 'early'", 'on-time': "ending = 'on-time'", late: "ending = 'late'",
  pending: "ending IN ('in-time', 'overdue')", 'in-time': "ending = 'in-time'", overdue: "ending = 'overdue'", stopped: "ending = 'stopped'",
};
const FIGURES = COLUMNS.map((column) => `count(*) FILTER (WHERE ${CELL[column]})::int AS "${column}"`).join(', ');
/** The same columns of `report_period`, whose rows are parts to be added up. */
const PART: Readonly<Record<Column, string>> = {
  received: 'opening + online + other', online: 'online', other: 'other', opening: 'opening', settled: 'early + on_time + late', early: 'early', 'on-time': 'on_time', late: 'late', pending: 'in_time + overdue', 'in-time': 'in_time', overdue: 'overdue', stopped: 'stopped',
};
const SUMMED = COLUMNS.map((column) => `sum(${PART[column]})::int AS "${column}"`).join(', ');
const byPlace = (a: FigureRow, b: FigureRow): number => a.agency_id - b.agency_id || compare(a.field, b.field) || compare(a.procedure_code, b.procedure_code);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const GROUPED = `agency_id, field, procedure_code, ${FIGURES}`;
type FigureRow = Record<Column, number> & { readonly agency_id: number; readonly field: string; readonly procedure_code: string };
const toRow = (row: FigureRow): ReportRow => ({ agencyId: row.agency_id, field: row.field, procedure: row.procedure_code, figures: Object.fromEntries(COLUMNS.map((column) => [column, row[column]])) as unknown as Figures });

interface SnapshotRow { readonly id: string; readonly unit_id: number; readonly date_from: string; readonly date_to: string; readonly version: number; readonly as_of: Date; readonly generated_at: Date; readonly generated_by_name: string; readonly not_accepted: number }
const SNAPSHOT = 'SELECT id, unit_id, date_from, date_to, version, as_of, generated_at, generated_by_name, not_accepted FROM report_snapshot';
const toSnapshot = (row: SnapshotRow): Snapshot => ({ id: row.id, unitId: row.unit_id, period: { from: plainDate(row.date_from), to: plainDate(row.date_to) }, version: row.version, asOf: row.as_of, generatedAt: row.generated_at, generatedBy: row.generated_by_name, notAccepted: row.not_accepted });

interface BehindRow { readonly id: string; readonly code: string; readonly agency_id: number; readonly procedure_code: string; readonly received_at: Date | null; readonly ending: BehindCell['ending']; readonly channel: string; readonly legal_due: Date | null; readonly finished_at: Date | null; readonly key_text: string }
const toBehind = (row: BehindRow): BehindCell => ({ id: row.id, code: row.code, agencyId: row.agency_id, procedure: row.procedure_code, receivedAt: row.received_at, ending: row.ending, channel: row.channel, legalDue: row.legal_due, finishedAt: row.finished_at });
const BEHIND = `s.dossier_id AS id, coalesce(f.code, f.reference) AS code, s.agency_id, s.procedure_code, s.received_at, s.ending, f.channel, f.legal_due, f.finished_at, to_char(s.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS key_text`;
/** Numbered from `from`: agency, field, procedure; null takes all. */
const narrowed = (cell: ReportCell, from: number): { readonly where: string; readonly values: readonly unknown[] } => ({
  where: `${CELL[cell.column].replace(/\b(opening|online|ending)\b/gu, 's.$1')} AND ($${from}::int IS NULL OR s.agency_id = $${from}) AND ($${from + 1}::text IS NULL OR s.field = $${from + 1}) AND ($${from + 2}::text IS NULL OR s.procedure_code = $${from + 2})`,
  values: [cell.agencyId ?? null, cell.field ?? null, cell.procedure ?? null],
});

/** What stood open at an end of the period is looked up as such; all else among the dossiers of the period. */
const SOURCE: Readonly<Partial<Record<Column, string>>> = { opening: 'report_opening', pending: 'report_pending', 'in-time': 'report_pending', overdue: 'report_pending' };
/** Up to so many agencies a period's list is sorted as a whole; a province's is looked through in stretches of time, short ones first, until a page is full. */
const SORTED_WHOLE = 12;
/** The longest that the copying of a unit's dossiers into a frozen report may take; a million take 13 s of processor time, and nobody waits for a row of theirs. */
const FREEZE_MS = 180_000;
const FIRST_STRETCH_MS = 86_400_000;
function* windows(agencies: number, at: { readonly start: Date; readonly until: Date }, after: string | null): Generator<readonly [Date | string, Date | string]> {
  if (agencies <= SORTED_WHOLE) { yield ['-infinity', 'infinity']; return; }
  const begun = after === null ? null : new Date(after);
  if (begun === null || begun < at.start) yield ['-infinity', at.start];
  let from = begun !== null && begun > at.start ? begun : at.start;
  for (let stretch = FIRST_STRETCH_MS; from < at.until; stretch *= 4) {
    const to = new Date(Math.min(from.getTime() + stretch, at.until.getTime()));
    yield [from, to];
    from = to;
  }
}

/** Biểu II.06a: every figure and the list behind it come from the same rows. */
export function reportStore(db: Database): ReportStore {
  const until = (period: Period, asOf: Date): { readonly start: Date; readonly until: Date } => { const { start, end } = momentsOf(period); return { start, until: asOf < end ? asOf : end }; };
  const notAccepted = async (tx: Queryable, agencies: readonly number[], start: Date, end: Date): Promise<number> => {
    const [row] = await tx.query<{ n: number }>(sql("SELECT count(*)::int AS n FROM report_dossier_fact WHERE agency_id = ANY ($1) AND received_at IS NULL AND finished_at >= $2 AND finished_at < $3", [agencies, start, end]));
    return row?.n ?? 0;
  };
  return {
    async live(scope, agencies, period, asOf) {
      const at = until(period, asOf);
      return db.inScope(scope, 'reads', async (tx) => {
        await tx.query(ADDING_UP);
        const rows = await tx.query<FigureRow>(sql(`SELECT agency_id, field, procedure_code, ${SUMMED} FROM report_period($1, $2, $3) GROUP BY 1, 2, 3`, [agencies, at.start, at.until]));
        // What the sums took back to nothing is no row of the form.
        return { rows: rows.filter((row) => COLUMNS.some((column) => row[column] !== 0)).sort(byPlace).map(toRow), notAccepted: await notAccepted(tx, agencies, at.start, at.until) };
      });
    },
    async behind(scope, agencies, period, asOf, cell, page) {
      const at = until(period, asOf);
      const { where, values } = narrowed(cell, 4);
      const text = `SELECT ${BEHIND} FROM (SELECT s.* FROM ${SOURCE[cell.column] ?? 'report_standing'}($1, $2, $3) s WHERE ${where} AND s.received_at >= $10 AND s.received_at < $11 AND (s.received_at, s.dossier_id) > ($7, $8) ORDER BY s.received_at, s.dossier_id LIMIT $9) s
        JOIN report_dossier_fact f USING (dossier_id) ORDER BY s.received_at, s.dossier_id`;
      const rows = await db.inScope(scope, 'reads', async (tx) => {
        const found: BehindRow[] = [];
        for (const [from, to] of windows(SOURCE[cell.column] ? 1 : agencies.length, at, page.after)) {
          found.push(...await tx.query<BehindRow>(sql(text, [agencies, at.start, at.until, ...values, page.after ?? START_KEY, page.afterId ?? START_ID, page.limit + 1 - found.length, from, to])));
          if (found.length > page.limit) break;
        }
        return found;
      });
      return pageOf(rows, page.limit, toBehind);
    },
    async notAccepted(scope, agencies, period, asOf, page) {
      const at = until(period, asOf);
      const rows = await db.inScope(scope, 'reads', (tx) => tx.query<BehindRow>(sql(
        `SELECT dossier_id AS id, coalesce(code, reference) AS code, agency_id, procedure_code, received_at, 'not-accepted' AS ending, channel, legal_due, finished_at, to_char(finished_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS key_text
         FROM report_dossier_fact WHERE agency_id = ANY ($1) AND received_at IS NULL AND finished_at >= $2 AND finished_at < $3 AND (finished_at, dossier_id) > ($4, $5) ORDER BY finished_at, dossier_id LIMIT $6`,
        [agencies, at.start, at.until, page.after ?? START_KEY, page.afterId ?? START_ID, page.limit + 1])));
      return pageOf(rows, page.limit, toBehind);
    },
    async freeze(scope, frozen) {
      const at = until(frozen.period, frozen.asOf);
      return db.inScope(scope, 'writes', async (tx) => {
        // One statement copies them all, so that no dossier is missed or there twice because it changed in between.
        await tx.query(sql("SELECT set_config('statement_timeout', $1, true)", [String(FREEZE_MS)]));
        // One version after the other, also when two people press at once.
        await tx.query(sql("SELECT pg_advisory_xact_lock(hashtext('report_snapshot'), $1)", [frozen.unitId]));
        if (frozen.requestKey !== null) {
          const [before] = await tx.query<{ id: string }>(sql('SELECT id FROM report_snapshot WHERE request_key = $1', [frozen.requestKey]));
          if (before) return before.id;
        }
        await tx.query(sql(
          `INSERT INTO report_snapshot (id, request_key, unit_id, agency_ids, date_from, date_to, version, as_of, generated_at, generated_by, generated_by_name, not_accepted)
           VALUES ($1, $2, $3, $4, $5, $6, (SELECT coalesce(max(version), 0) + 1 FROM report_snapshot WHERE unit_id = $3 AND date_from = $5 AND date_to = $6), $7, $8, $9, $10, $11)`,
          [frozen.id, frozen.requestKey, frozen.unitId, frozen.agencies, frozen.period.from, frozen.period.to, at.until, frozen.at, scope.officerId, frozen.byName, await notAccepted(tx, frozen.agencies, at.start, at.until)]));
        await tx.query(sql('INSERT INTO report_snapshot_row (snapshot_id, dossier_id, agency_id, procedure_code, field, received_at, opening, online, ending) SELECT $1, dossier_id, agency_id, procedure_code, field, received_at, opening, online, ending FROM report_standing($2, $3, $4)', [frozen.id, frozen.agencies, at.start, at.until]));
        return frozen.id;
      });
    },
    async snapshots(scope, unitId, limit) {
      const rows = await db.inScope(scope, 'reads', (tx) => tx.query<SnapshotRow>(sql(`${SNAPSHOT} WHERE unit_id = $1 ORDER BY generated_at DESC, version DESC LIMIT $2`, [unitId, limit])));
      return rows.map(toSnapshot);
    },
    async snapshot(scope, id) {
      return db.inScope(scope, 'reads', async (tx) => {
        const [found] = await tx.query<SnapshotRow>(sql(`${SNAPSHOT} WHERE id = $1`, [id]));
        if (!found) return null;
        const rows = await tx.query<FigureRow>(sql(`SELECT ${GROUPED} FROM report_snapshot_row WHERE snapshot_id = $1 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`, [id]));
        return { ...toSnapshot(found), rows: rows.map(toRow) };
      });
    },
    async behindSnapshot(scope, id, cell, page) {
      const { where, values } = narrowed(cell, 2);
      const rows = await db.inScope(scope, 'reads', (tx) => tx.query<BehindRow>(sql(
        `SELECT ${BEHIND} FROM report_snapshot_row s JOIN report_dossier_fact f USING (dossier_id) WHERE s.snapshot_id = $1 AND ${where} AND (s.received_at, s.dossier_id) > ($5, $6) ORDER BY s.received_at, s.dossier_id LIMIT $7`,
        [id, ...values, page.after ?? START_KEY, page.afterId ?? START_ID, page.limit + 1])));
      return pageOf(rows, page.limit, toBehind);
    },
  };
}
