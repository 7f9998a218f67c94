import { sql, type Database, type Queryable } from '../../../platform/postgres/database.ts';
import type { DossierFact, Outcome, Settled } from '../domain/index.ts';
import type { FactStore } from '../ports.ts';

interface Row {
  dossier_id: string; seq: number; agency_id: number; receiving_agency: number; procedure_code: string; field: string; channel: DossierFact['channel']; filed_by: DossierFact['filedBy']; code: string | null; reference: string;
  submitted_at: Date; answer_by: Date; answered_at: Date | null; received_at: Date | null; first_due: Date | null; legal_due: Date | null; due: Date | null; index_due: Date | null; status: DossierFact['status']; step: string | null; step_vi: string | null; step_en: string | null; step_role: string | null; step_due: Date | null; assignee: string | null; assignee_name: string | null;
  finished_at: Date | null; outcome: Outcome | null; settled: Settled | null; index_late: boolean | null; returned_at: Date | null; supplements: number; later_rounds: number; apologised_at: Date | null; apology_in_time: boolean | null; new_due: Date | null; apology_from: Date | null; apology_last: Date | null;
  pauses: readonly { from: string; to: string | null }[]; due_since: readonly Date[]; due_values: readonly Date[]; worked_minutes: number | null; electronic_result: boolean; trial_result: boolean; fee_due: number; fee_paid: number; fee_how: string | null; changed_at: Date; counted_by: number;
}
const COLUMNS = ['dossier_id', 'seq', 'agency_id', 'receiving_agency', 'procedure_code', 'field', 'channel', 'filed_by', 'code', 'reference', 'submitted_at', 'answer_by', 'answered_at', 'received_at', 'first_due', 'legal_due', 'due', 'index_due', 'status', 'step', 'step_vi', 'step_en', 'step_role', 'step_due', 'assignee', 'assignee_name',
  'finished_at', 'outcome', 'settled', 'index_late', 'returned_at', 'supplements', 'later_rounds', 'apologised_at', 'apology_in_time', 'new_due', 'apology_from', 'apology_last', 'pauses', 'due_since', 'due_values', 'worked_minutes', 'electronic_result', 'trial_result', 'fee_due', 'fee_paid', 'fee_how', 'changed_at', 'counted_by'] as const;
const RECORD = `INSERT INTO report_dossier_fact (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map((_, at) => `$${at + 1}`).join(', ')})
  ON CONFLICT (dossier_id) DO UPDATE SET ${COLUMNS.slice(1).map((column) => `${column} = excluded.${column}`).join(', ')} WHERE report_dossier_fact.seq <= excluded.seq RETURNING seq`;
const READ = `SELECT ${COLUMNS.map((column) => (column === 'pauses' ? "coalesce((SELECT json_agg(json_build_object('from', lower(r), 'to', upper(r)) ORDER BY r) FROM unnest(pauses) r), '[]') AS pauses" : column)).join(', ')} FROM report_dossier_fact WHERE dossier_id = ANY ($1::uuid[])`;

export function factStore(db: Database): FactStore {
  return {
    async record(fact) {
      return db.inScope({ kind: 'public' }, 'writes', async (tx) => {
        const stored = await tx.query(sql(RECORD, values(fact), 'report-fact'));
        if (stored.length === 0) return false;
        await settleApologies(tx, fact);
        return true;
      });
    },
    async find(dossierId) {
      return (await db.inScope({ kind: 'public' }, 'reads', (tx) => readFacts(tx, [dossierId]))).get(dossierId) ?? null;
    },
    async seqs(ids) {
      const rows = await db.inScope({ kind: 'public' }, 'reads', (tx) => tx.query<{ dossier_id: string; seq: number }>(sql('SELECT dossier_id, CASE WHEN counted_by = 0 THEN 0 ELSE seq END AS seq FROM report_dossier_fact WHERE dossier_id = ANY ($1)', [ids])));
      return new Map(rows.map((row) => [row.dossier_id, row.seq]));
    },
    async outdated(calendarVersion, limit) {
      const rows = await db.inScope({ kind: 'public' }, 'reads', (tx) => tx.query<{ dossier_id: string }>(sql('SELECT dossier_id FROM report_dossier_fact WHERE finished_at IS NULL AND counted_by < $1 ORDER BY agency_id, counted_by, dossier_id LIMIT $2', [calendarVersion, limit])));
      return rows.map((row) => row.dossier_id);
    },
    async sweepFrom() {
      const [row] = await db.inScope({ kind: 'public' }, 'reads', (tx) => tx.query<{ after: string }>(sql("SELECT after FROM report_sweep WHERE name = 'facts'")));
      return row?.after ?? '00000000-0000-0000-0000-000000000000';
    },
    async sweptTo(after, at) {
      await db.inScope({ kind: 'public' }, 'writes', (tx) => tx.query(sql("INSERT INTO report_sweep (name, after, at) VALUES ('facts', $1, $2) ON CONFLICT (name) DO UPDATE SET after = excluded.after, at = excluded.at", [after, at])));
    },
  };
}

/** The facts of these dossiers, within whatever snapshot the caller reads. */
export async function readFacts(tx: Queryable, ids: readonly string[]): Promise<ReadonlyMap<string, DossierFact>> {
  return new Map((await tx.query<Row>(sql(READ, [ids], 'report-facts'))).map((row) => [row.dossier_id, toFact(row)]));
}

/** A draft that was signed, that is no longer needed, or whose date has moved, leaves the leader's list with the same transaction. */
async function settleApologies(tx: Queryable, fact: DossierFact): Promise<void> {
  await tx.query(sql(`UPDATE report_apology SET state = CASE WHEN $2::timestamptz IS NOT NULL THEN 'signed' ELSE 'not-needed' END, decided_at = coalesce($2::timestamptz, $3::timestamptz)
    WHERE dossier_id = $1 AND state = 'waiting' AND ($2::timestamptz IS NOT NULL OR $4::timestamptz IS NULL OR due <> $5::timestamptz)`,
  [fact.dossierId, fact.apologisedAt, fact.changedAt, fact.apologyFrom, fact.due], 'report-apology-settle'));
}

function values(fact: DossierFact): readonly unknown[] {
  return [fact.dossierId, fact.seq, fact.agencyId, fact.receivingAgency, fact.procedure, fact.field, fact.channel, fact.filedBy, fact.code, fact.reference, fact.submittedAt, fact.answerBy, fact.answeredAt, fact.receivedAt, fact.firstDue, fact.legalDue, fact.due, fact.indexDue, fact.status, fact.step, fact.stepName?.vi ?? null, fact.stepName?.en ?? null, fact.stepRole, fact.stepDue, fact.assignee, fact.assigneeName,
    fact.finishedAt, fact.outcome, fact.settled, fact.indexLate, fact.returnedAt, fact.supplements, fact.laterRounds, fact.apologisedAt, fact.apologyInTime, fact.newDue, fact.apologyFrom, fact.apologyLast, `{${fact.pauses.map((pause) => `[${pause.from},${pause.to ?? ''})`).join(',')}}`, fact.dues.map((one) => one.since), fact.dues.map((one) => one.due), fact.workedMinutes, fact.electronicResult, fact.trialResult, fact.feeDue, fact.feePaid, fact.feeHow, fact.changedAt, fact.calendarVersion];
}
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
function toFact(row: Row): DossierFact {
  return {
    dossierId: row.dossier_id, seq: row.seq, agencyId: row.agency_id, receivingAgency: row.receiving_agency, procedure: row.procedure_code, field: row.field, channel: row.channel, filedBy: row.filed_by, code: row.code, reference: row.reference,
    submittedAt: row.submitted_at.toISOString(), answerBy: row.answer_by.toISOString(), answeredAt: iso(row.answered_at), receivedAt: iso(row.received_at), firstDue: iso(row.first_due), legalDue: iso(row.legal_due), due: iso(row.due), indexDue: iso(row.index_due),
    status: row.status, step: row.step, stepName: row.step_vi === null || row.step_en === null ? null : { vi: row.step_vi, en: row.step_en }, stepRole: row.step_role, stepDue: iso(row.step_due), assignee: row.assignee, assigneeName: row.assignee_name,
    finishedAt: iso(row.finished_at), outcome: row.outcome, settled: row.settled, indexLate: row.index_late, returnedAt: iso(row.returned_at), supplements: row.supplements, laterRounds: row.later_rounds,
    apologisedAt: iso(row.apologised_at), apologyInTime: row.apology_in_time, newDue: iso(row.new_due), apologyFrom: iso(row.apology_from), apologyLast: iso(row.apology_last),
    pauses: row.pauses.map((pause) => ({ from: new Date(pause.from).toISOString(), to: pause.to === null ? null : new Date(pause.to).toISOString() })), dues: row.due_since.map((since, at) => ({ since: since.toISOString(), due: (row.due_values[at] as Date).toISOString() })),
    workedMinutes: row.worked_minutes, electronicResult: row.electronic_result, trialResult: row.trial_result, feeDue: row.fee_due, feePaid: row.fee_paid, feeHow: row.fee_how, changedAt: row.changed_at.toISOString(), calendarVersion: row.counted_by,
  };
}
