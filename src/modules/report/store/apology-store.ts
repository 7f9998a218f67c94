import { sql, type Database } from '../../../platform/postgres/database.ts';
import type { ApologyStore, DraftedApology } from '../ports.ts';

/** Drafts that one run writes at most; the next run goes on. */
const BATCH = 500;

interface Row { readonly dossier_id: string; readonly due: Date; readonly agency_id: number; readonly last_moment: Date; readonly drafted_at: Date; readonly proposed_due: Date | null; readonly cause: string | null; readonly reason: string | null; readonly state: DraftedApology['state']; readonly code: string; readonly procedure_code: string; readonly step_vi: string | null; readonly step_en: string | null; readonly assignee_name: string | null; readonly received_at: Date | null }
const READ = 'SELECT a.dossier_id, a.due, a.agency_id, a.last_moment, a.drafted_at, a.proposed_due, a.cause, a.reason, a.state, coalesce(f.code, f.reference) AS code, f.procedure_code, f.step_vi, f.step_en, f.assignee_name, f.received_at FROM report_apology a JOIN report_dossier_fact f USING (dossier_id)';
const toApology = (row: Row): DraftedApology => ({
  dossierId: row.dossier_id, due: row.due, agencyId: row.agency_id, lastMoment: row.last_moment, draftedAt: row.drafted_at, proposedDue: row.proposed_due, cause: row.cause, reason: row.reason, state: row.state,
  code: row.code, procedure: row.procedure_code, stepName: row.step_vi === null || row.step_en === null ? null : { vi: row.step_vi, en: row.step_en }, assigneeName: row.assignee_name, receivedAt: row.received_at,
});

export function apologyStore(db: Database): ApologyStore {
  return {
    async draftDue(now, propose) {
      const due = await db.inScope({ kind: 'public' }, 'reads', (tx) => tx.query<{ dossier_id: string; agency_id: number; due: Date; apology_last: Date }>(sql(
        `SELECT f.dossier_id, f.agency_id, f.due, f.apology_last FROM report_dossier_fact f WHERE f.apology_from <= $1 AND f.due IS NOT NULL AND f.apology_last IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM report_apology a WHERE a.dossier_id = f.dossier_id AND a.due = f.due) ORDER BY f.apology_from, f.dossier_id LIMIT $2`, [now, BATCH])));
      let written = 0;
      for (const one of due) {
        const proposed = await propose(one.agency_id, one.due);
        const added = await db.inScope({ kind: 'public' }, 'writes', (tx) => tx.query(sql('INSERT INTO report_apology (dossier_id, due, agency_id, last_moment, drafted_at, proposed_due) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING due', [one.dossier_id, one.due, one.agency_id, one.apology_last, now, proposed])));
        written += added.length;
      }
      return written;
    },
    async waiting(scope, agencyId, limit) {
      return (await db.inScope(scope, 'reads', (tx) => tx.query<Row>(sql(`${READ} WHERE a.agency_id = $1 AND a.state = 'waiting' ORDER BY a.due, a.dossier_id LIMIT $2`, [agencyId, limit])))).map(toApology);
    },
    async waitingCount(scope, agencyId) {
      const [row] = await db.inScope(scope, 'reads', (tx) => tx.query<{ n: number }>(sql("SELECT count(*)::int AS n FROM report_apology WHERE agency_id = $1 AND state = 'waiting'", [agencyId])));
      return row?.n ?? 0;
    },
    async find(scope, dossierId) {
      const [row] = await db.inScope(scope, 'reads', (tx) => tx.query<Row>(sql(`${READ} WHERE a.dossier_id = $1 ORDER BY (a.state = 'waiting') DESC, a.due DESC LIMIT 1`, [dossierId])));
      return row ? toApology(row) : null;
    },
    async save(scope, dossierId, due, words) {
      await db.inScope(scope, 'writes', (tx) => tx.query(sql("UPDATE report_apology SET cause = $3, reason = $4, proposed_due = $5 WHERE dossier_id = $1 AND due = $2 AND state = 'waiting'", [dossierId, due, words.cause, words.reason, words.proposedDue])));
    },
    async decline(scope, dossierId, due, reason, by, at) {
      return (await db.inScope(scope, 'writes', (tx) => tx.query(sql("UPDATE report_apology SET state = 'declined', decline_reason = $3, decided_at = $4, decided_by = $5, decided_by_name = $6 WHERE dossier_id = $1 AND due = $2 AND state = 'waiting' RETURNING due", [dossierId, due, reason, at, by.id, by.name])))).length > 0;
    },
  };
}
