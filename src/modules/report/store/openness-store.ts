import { sql, type Database } from '../../../platform/postgres/database.ts';
import { plainDate, type PlainDate } from '../../../shared/plain-date.ts';
import { maskedCode, momentsOf, SMALLEST_GROUP, type Bases, type RawRow } from '../domain/index.ts';
import type { LateRow, MonthFigures, OpennessCounter, OpennessReader, PublishedMonth } from '../ports.ts';

/** $1 agency, $2 start, $3 until. A dossier belongs to a month by its reception or its end; late and open counts as of the end. */
const IN_MONTH = 'agency_id = $1 AND received_at < $3 AND ended_at >= $2';
const RECEIVED = 'received_at >= $2';
const SETTLED = "ended_at < $3 AND outcome IN ('resolved', 'refused')";
const OPEN_LATE = 'ended_at >= $3 AND report_due_at(due_since, due_values, $3) < report_judged_at(pauses, $3)';
const OWED = `((${SETTLED} AND settled = 'late') OR (${OPEN_LATE}))`;
const FIGURES = `count(*) FILTER (WHERE ${RECEIVED})::int AS received,
  count(*) FILTER (WHERE ${RECEIVED} AND channel = 'online' AND filed_by = 'self')::int AS self, count(*) FILTER (WHERE ${RECEIVED} AND (channel = 'assisted' OR (channel = 'online' AND filed_by <> 'self')))::int AS assisted,
  count(*) FILTER (WHERE ${RECEIVED} AND channel = 'counter')::int AS counter, count(*) FILTER (WHERE ${RECEIVED} AND channel = 'post')::int AS post,
  count(*) FILTER (WHERE ${SETTLED})::int AS settled, count(*) FILTER (WHERE ${SETTLED} AND settled <> 'late')::int AS in_time, count(*) FILTER (WHERE ${SETTLED} AND settled = 'late')::int AS late,
  count(*) FILTER (WHERE ${OPEN_LATE})::int AS open_late, count(*) FILTER (WHERE ${OWED} AND apologised_at < $3)::int AS apologised, count(*) FILTER (WHERE ${OWED} AND apologised_at < $3 AND apology_in_time)::int AS apologised_in_time,
  count(*) FILTER (WHERE ${RECEIVED} AND supplements > 0)::int AS supplemented, (coalesce(sum(later_rounds) FILTER (WHERE ${RECEIVED}), 0))::int AS later_rounds,
  percentile_disc(0.5) WITHIN GROUP (ORDER BY worked_minutes) FILTER (WHERE ${SETTLED}) AS median_minutes, percentile_disc(0.9) WITHIN GROUP (ORDER BY worked_minutes) FILTER (WHERE ${SETTLED}) AS p90_minutes`;
interface FigureRow { readonly procedure: string | null; readonly received: number; readonly self: number; readonly assisted: number; readonly counter: number; readonly post: number; readonly settled: number; readonly in_time: number; readonly late: number; readonly open_late: number; readonly apologised: number; readonly apologised_in_time: number; readonly supplemented: number; readonly later_rounds: number; readonly median_minutes: number | null; readonly p90_minutes: number | null }
interface RatingRow { readonly procedure_code: string; readonly rated: number; readonly satisfied: number }

/** How many days back a procedure must have had enough dossiers to be named in the list of late ones. */
const NAMED_DAYS = 365;
const LATE_ROWS = 500;

/** The worker counts, pools and writes; the web role only reads what was written. */
export function opennessCounter(db: Database): OpennessCounter {
  return {
    async agencies() {
      // From one agency to the next along the index: asking for the distinct ones would read every dossier.
      return (await db.inScope({ kind: 'public' }, 'reads', (tx) => tx.query<{ agency_id: number }>(sql(`WITH RECURSIVE found AS (
          SELECT (SELECT min(agency_id) FROM report_dossier_fact WHERE received_at IS NOT NULL) AS agency_id
          UNION ALL SELECT (SELECT min(f.agency_id) FROM report_dossier_fact f WHERE f.received_at IS NOT NULL AND f.agency_id > found.agency_id) FROM found WHERE found.agency_id IS NOT NULL)
        SELECT agency_id FROM found WHERE agency_id IS NOT NULL`)))).map((row) => row.agency_id);
    },
    async bases(agencyId, period, asOf): Promise<readonly Bases[]> {
      const { start, end } = momentsOf(period);
      const rows = await db.inScope({ kind: 'public' }, 'reads', (tx) => tx.query<{ procedure: string; received: number; settled: number }>(sql(
        `SELECT procedure_code AS procedure, count(*) FILTER (WHERE ${RECEIVED})::int AS received, count(*) FILTER (WHERE ${SETTLED})::int AS settled FROM report_dossier_fact WHERE ${IN_MONTH} GROUP BY 1`, [agencyId, start, asOf < end ? asOf : end])));
      return rows;
    },
    async rows(agencyId, period, asOf, shown) {
      const { start, end } = momentsOf(period);
      const until = asOf < end ? asOf : end;
      return db.inScope({ kind: 'public' }, 'reads', async (tx) => {
        const rows = await tx.query<FigureRow>(sql(`SELECT CASE WHEN procedure_code = ANY ($4) THEN procedure_code END AS procedure, ${FIGURES} FROM report_dossier_fact WHERE ${IN_MONTH} GROUP BY 1 ORDER BY 1 NULLS LAST`, [agencyId, start, until, shown]));
        const [total] = await tx.query<FigureRow>(sql(`SELECT NULL::text AS procedure, ${FIGURES} FROM report_dossier_fact WHERE ${IN_MONTH}`, [agencyId, start, until]));
        const ratings = await tx.query<RatingRow>(sql('SELECT procedure_code, count(*)::int AS rated, count(*) FILTER (WHERE stars >= 4)::int AS satisfied FROM v_rating WHERE agency_id = $1 AND rated_at >= $2 AND rated_at < $3 GROUP BY 1', [agencyId, start, until]));
        const of = (procedure: string | null, all: boolean): { rated: number; satisfied: number } => {
          const found = ratings.filter((one) => all || (procedure === null ? !shown.includes(one.procedure_code) : one.procedure_code === procedure));
          return { rated: found.reduce((sum, one) => sum + one.rated, 0), satisfied: found.reduce((sum, one) => sum + one.satisfied, 0) };
        };
        if (!total) throw new Error('a count always gives a row');
        return { total: { ...toRaw(total), ...of(null, true) }, rows: rows.map((row) => ({ ...toRaw(row), ...of(row.procedure, false) })) };
      });
    },
    async storeMonth(agencyId, month, figures, at) {
      await db.inScope({ kind: 'public' }, 'writes', (tx) => tx.query(sql('INSERT INTO report_public_month (agency_id, month, figures, generated_at) VALUES ($1, $2, $3, $4) ON CONFLICT (agency_id, month) DO UPDATE SET figures = excluded.figures, generated_at = excluded.generated_at', [agencyId, month, JSON.stringify(figures), at])));
    },
    async storeLate(agencyId, at) {
      return db.inScope({ kind: 'public' }, 'writes', async (tx) => {
        await tx.query(sql("SELECT pg_advisory_xact_lock(hashtext('report_public_late'), $1)", [agencyId]));
        await tx.query(sql('DELETE FROM report_public_late WHERE agency_id = $1', [agencyId]));
        const late = await tx.query<{ code: string; procedure_code: string | null; step_vi: string | null; step_en: string | null; legal_due: Date; cause: string | null; apologised_at: Date | null; new_due: Date | null }>(sql(
          `SELECT coalesce(f.code, f.reference) AS code, CASE WHEN (SELECT count(*) FROM (SELECT 1 FROM report_dossier_fact n WHERE n.agency_id = f.agency_id AND n.procedure_code = f.procedure_code AND n.received_at >= $2::timestamptz - make_interval(days => $3) LIMIT $4) enough) >= $4 THEN f.procedure_code END AS procedure_code,
             f.step_vi, f.step_en, f.legal_due, (SELECT a.cause FROM report_apology a WHERE a.dossier_id = f.dossier_id AND a.cause IS NOT NULL ORDER BY a.due DESC LIMIT 1) AS cause, f.apologised_at, f.new_due
           FROM report_dossier_fact f WHERE f.agency_id = $1 AND f.finished_at IS NULL AND f.received_at IS NOT NULL AND f.legal_due < report_judged_at(f.pauses, $2) ORDER BY f.legal_due, f.dossier_id LIMIT $5`, [agencyId, at, NAMED_DAYS, SMALLEST_GROUP, LATE_ROWS]));
        for (const [place, row] of late.entries()) await tx.query(sql('INSERT INTO report_public_late (agency_id, place, masked_code, procedure_code, step_vi, step_en, legal_due, cause, apologised_at, new_due, generated_at) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)', [agencyId, place + 1, maskedCode(row.code), row.procedure_code, row.step_vi, row.step_en, row.legal_due, row.cause, row.apologised_at, row.new_due, at]));
        return late.length;
      });
    },
  };
}
const toRaw = (row: FigureRow): Omit<RawRow, 'rated' | 'satisfied'> => ({
  procedure: row.procedure, received: row.received, self: row.self, assisted: row.assisted, counter: row.counter, post: row.post, settled: row.settled, inTime: row.in_time, late: row.late, openLate: row.open_late, apologised: row.apologised, apologisedInTime: row.apologised_in_time,
  supplemented: row.supplemented, laterRounds: row.later_rounds, medianMinutes: row.median_minutes, p90Minutes: row.p90_minutes,
});

export function opennessReader(db: Database): OpennessReader {
  return {
    async month(month) {
      const rows = await db.read.query<{ agency_id: number; month: string; figures: MonthFigures; generated_at: Date }>(sql('SELECT agency_id, month, figures, generated_at FROM report_public_month WHERE month = $1 ORDER BY agency_id', [month], 'openness-month'));
      return rows.map((row): PublishedMonth => ({ agencyId: row.agency_id, month: plainDate(row.month), figures: row.figures, generatedAt: row.generated_at }));
    },
    async months(agencyId): Promise<readonly PlainDate[]> {
      return (await db.read.query<{ month: string }>(sql('SELECT month FROM report_public_month WHERE agency_id = $1 ORDER BY month DESC LIMIT 24', [agencyId], 'openness-months'))).map((row) => plainDate(row.month));
    },
    async late(agencyId, limit) {
      const rows = await db.read.query<{ agency_id: number; masked_code: string; procedure_code: string | null; step_vi: string | null; step_en: string | null; legal_due: Date; cause: string | null; apologised_at: Date | null; new_due: Date | null; generated_at: Date }>(sql(
        'SELECT agency_id, masked_code, procedure_code, step_vi, step_en, legal_due, cause, apologised_at, new_due, generated_at FROM report_public_late WHERE $1::int IS NULL OR agency_id = $1 ORDER BY legal_due, agency_id, place LIMIT $2', [agencyId, limit], 'openness-late'));
      return rows.map((row): LateRow => ({ agencyId: row.agency_id, maskedCode: row.masked_code, procedure: row.procedure_code, stepName: row.step_vi === null || row.step_en === null ? null : { vi: row.step_vi, en: row.step_en }, legalDue: row.legal_due, cause: row.cause, apologisedAt: row.apologised_at, newDue: row.new_due, generatedAt: row.generated_at }));
    },
  };
}
