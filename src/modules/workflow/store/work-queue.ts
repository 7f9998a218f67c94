import { blindIndex, type Keyring } from '../../../platform/crypto/seal.ts';
import { sql, type Database } from '../../../platform/postgres/database.ts';
import { fold } from '../../../shared/text.ts';
import type { QueueRow, QueueScope, WorkQueue } from '../ports.ts';

interface Row {
  readonly id: string; readonly code: string | null; readonly reference: string; readonly procedure_code: string; readonly owner_name: string; readonly channel: string; readonly status: string; readonly national: number; readonly step: string | null; readonly step_role: string | null; readonly assignee: string | null;
  readonly submitted_at: Date; readonly due_at: Date | null; readonly step_due_at: Date | null; readonly next_due: Date; readonly supplement_rounds: number; readonly fee_due: number; readonly fee_paid: number;
}
const read = (row: Row): QueueRow => ({
  id: row.id, code: row.code, reference: row.reference, procedure: row.procedure_code, owner: row.owner_name, channel: row.channel, status: row.status, national: row.national, step: row.step, stepRole: row.step_role, assignee: row.assignee,
  submittedAt: row.submitted_at, dueAt: row.due_at, stepDueAt: row.step_due_at, nextDue: row.next_due, supplementRounds: row.supplement_rounds, feeDue: row.fee_due, feePaid: row.fee_paid,
});
const COLUMNS = 'id, code, reference, procedure_code, owner_name, channel, status, national, step, step_role, assignee, submitted_at, due_at, step_due_at, next_due, supplement_rounds, fee_due, fee_paid';
/** Said here as well as by row-level security: each holds without the other. */
const THEIRS = '(competent_agency = ANY ($3) OR receiving_agency = ANY ($3))';
/** Before every key: the first page starts after it. */
const START = { after: '-infinity', id: '00000000-0000-0000-0000-000000000000' };

/**
 * The figures on the tabs read every open row of the agency (3 ms for 1,250 of a million), the list itself only its page.
 * One count therefore serves all who ask within a second, and until this process changes a dossier.
 */
const COUNTS_KEPT_MS = 1_000;

/** Work lists read the dossier's published function and view; they write nothing. Without `changes` every count is fresh. */
export function workQueue(db: Database, keyring: Keyring, changes?: () => number): WorkQueue {
  const counted = new Map<number, { readonly at: number; readonly changes: number; readonly counts: ReturnType<WorkQueue['counts']> }>();
  return {
    async page(scope, asked) {
      const rows = await db.read.query<Row>(sql('SELECT * FROM dossier_queue($1, $2, $3, $4, $5, $6)', [JSON.stringify(scope), asked.agencyId, asked.role, asked.after ?? START.after, asked.afterId ?? START.id, asked.limit + 1], 'work-queue'));
      const shown = rows.slice(0, asked.limit).map(read);
      const last = shown.at(-1);
      return { rows: shown, next: rows.length > asked.limit && last ? { after: last.nextDue.toISOString(), id: last.id } : null };
    },
    async counts(scope, agencyId, now) {
      const kept = counted.get(agencyId);
      if (changes && kept && kept.changes === changes() && performance.now() - kept.at < COUNTS_KEPT_MS && scope.agencyIds.includes(agencyId)) return kept.counts;
      const counts = db.inScope(scope, 'reads', (tx) => tx.query<{ status: string; step_role: string | null; open: number; late: number }>(sql(
        'SELECT status, step_role, count(*)::int AS open, count(*) FILTER (WHERE next_due < $2)::int AS late FROM v_dossier WHERE competent_agency = $1 AND closed_at IS NULL GROUP BY status, step_role', [agencyId, now], 'work-counts')))
        .then((rows) => rows.map((row) => ({ status: row.status, stepRole: row.step_role, open: row.open, late: row.late })));
      if (changes && scope.agencyIds.includes(agencyId)) {
        counted.set(agencyId, { at: performance.now(), changes: changes(), counts });
        counts.catch(() => counted.delete(agencyId));
      }
      return counts;
    },
    async search(scope, { text, personalId, phone, code, limit }) {
      const key = personalId ? { column: 'owner_key', value: blindIndex(keyring, 'personal-id', personalId) } : phone ? { column: 'phone_key', value: blindIndex(keyring, 'phone', phone) } : null;
      const rows = await db.inScope(scope, 'reads', (tx) => {
        if (code) return tx.query<Row>(sql(`SELECT ${COLUMNS} FROM v_dossier WHERE (code = $1 OR reference = $1) AND ${THEIRS} LIMIT $2`, [code, limit, scope.agencyIds]));
        if (key) return tx.query<Row>(sql(`SELECT ${COLUMNS} FROM v_dossier WHERE ${key.column} = $1 AND ${THEIRS} ORDER BY submitted_at DESC LIMIT $2`, [key.value, limit, scope.agencyIds]));
        return tx.query<Row>(sql(`SELECT ${COLUMNS} FROM v_dossier WHERE owner_fold LIKE $1 AND ${THEIRS} ORDER BY submitted_at DESC LIMIT $2`, [`%${fold(text).replace(/[%_\\]/gu, '\\$&')}%`, limit, scope.agencyIds]));
      });
      return rows.map(read);
    },
    async handOver(scope, agencyId, limit) {
      const rows = await db.inScope(scope, 'reads', (tx) => tx.query<Row>(sql(`SELECT ${COLUMNS} FROM v_dossier WHERE competent_agency = $1 AND closed_at IS NULL AND step_role = 'reception' AND status IN ('done', 'refused') ORDER BY next_due, id LIMIT $2`, [agencyId, limit])));
      return rows.map(read);
    },
    async late(scope, agencyId, now, limit) {
      const rows = await db.inScope(scope, 'reads', (tx) => tx.query<Row>(sql(`SELECT ${COLUMNS} FROM v_dossier WHERE competent_agency = $1 AND closed_at IS NULL AND next_due < $2 AND status IN ('submitted', 'processing', 'signing') ORDER BY next_due, id LIMIT $3`, [agencyId, now, limit])));
      return rows.map(read);
    },
  };
}
export type { QueueScope };
