import { sql, type Database, type Queryable } from '../../../platform/postgres/database.ts';
import { STATEMENT_LIMITS, type IntentState } from '../domain/index.ts';
import type { Difference, PaymentScope, ReconcileDesk, ReconcileRow } from '../ports.ts';
import { addJobs, queryJob } from './payment-store.ts';
import { SURPLUS, surplusOf, type SurplusRow } from './payment-ledger.ts';
import { RECEIPT, receiptOf, type ReceiptRow } from './rows.ts';

/** The accountant's books, read and asked about in the officer's own scope. */
export function reconcileDesk(db: Database): ReconcileDesk {
  const rows = <Row>(scope: PaymentScope, text: string, values: readonly unknown[], name?: string): Promise<Row[]> => db.inScope(scope, 'reads', (tx) => tx.query<Row>(sql(text, values, name)));
  const list = async (scope: PaymentScope, where: string, values: readonly unknown[]): Promise<readonly ReconcileRow[]> => (await rows<ListRow>(scope, `${LIST} WHERE i.agency_id = $1 AND ${where}`, values)).map(rowOf);
  return {
    summary: (scope, agencyId) => rows<{ state: IntentState; count: number; amount: number }>(scope, 'SELECT state, count(*) AS count, coalesce(sum(amount), 0) AS amount FROM payment_intent WHERE agency_id = $1 GROUP BY state ORDER BY state', [agencyId]),
    open: (scope, agencyId, limit) => list(scope, "(a.state = 'open' OR (a.id = i.paid_attempt AND i.state = 'PAID' AND i.recorded_at IS NULL)) ORDER BY a.created_at LIMIT $2", [agencyId, limit]),
    paid: (scope, agencyId, since, limit) => list(scope, "a.id = i.paid_attempt AND i.state IN ('PAID', 'REFUND_REQUESTED', 'REFUNDED') AND i.changed_at >= $2 ORDER BY i.changed_at DESC LIMIT $3", [agencyId, since, limit]),
    async surplus(scope, agencyId, limit) {
      const found = await rows<SurplusRow & { reference: string; found_at: Date }>(scope, `SELECT ${SURPLUS.split(', ').map((name) => `s.${name}`).join(', ')}, s.found_at, i.reference FROM payment_surplus s JOIN payment_intent i ON i.dossier_id = s.dossier_id WHERE s.agency_id = $1 ORDER BY (s.state = 'open') DESC, s.found_at DESC LIMIT $2`, [agencyId, limit]);
      return found.map((row) => ({ ...surplusOf(row), reference: row.reference, foundAt: row.found_at }));
    },
    async differences(scope, agencyId, limit) {
      // Said otherwise than our books: another sum, another currency, a number that had paid another order – and not cleared since by a right message.
      const found = await rows<{ id: number; received_at: Date; txn_ref: string; reference: string; dossier_id: string; reply: string; verdict: string | null }>(scope, `
        SELECT b.id, b.received_at, b.txn_ref, i.reference, i.dossier_id, b.reply, b.verdict FROM payment_inbox b JOIN payment_attempt a ON a.gateway = b.gateway AND a.txn_ref = b.txn_ref JOIN payment_intent i ON i.id = a.intent_id
        WHERE i.agency_id = $1 AND b.reply <> '00' AND a.state = 'open' OR i.agency_id = $1 AND b.verdict IN ('transaction-used', 'held') AND a.state <> 'paid' ORDER BY b.id DESC LIMIT $2`, [agencyId, limit]);
      return found.map((row): Difference => ({ inboxId: row.id, at: row.received_at, txnRef: row.txn_ref, reference: row.reference, dossierId: row.dossier_id, reply: row.reply, verdict: row.verdict }));
    },
    async refunds(scope, agencyId, limit) {
      const found = await rows<{ id: string; reference: string; dossier_id: string; amount: number; transaction: string; state: string; decision: string; answer: string | null; requested_at: Date }>(scope, 'SELECT r.id, i.reference, r.dossier_id, r.amount, r.transaction, r.state, r.decision, r.answer, r.requested_at FROM payment_refund r JOIN payment_intent i ON i.dossier_id = r.dossier_id WHERE r.agency_id = $1 ORDER BY r.requested_at DESC LIMIT $2', [agencyId, limit]);
      return found.map((row) => ({ id: row.id, reference: row.reference, dossierId: row.dossier_id, amount: row.amount, transaction: row.transaction, state: row.state, decision: row.decision, answer: row.answer, requestedAt: row.requested_at }));
    },
    receipts: async (scope, agencyId, from, limit) => (await rows<ReceiptRow>(scope, `SELECT ${RECEIPT} FROM payment_receipt WHERE agency_id = $1 AND issued_at >= $2 ORDER BY year DESC, number DESC LIMIT $3`, [agencyId, from, limit])).map(receiptOf),
    async series(scope, agencyId) {
      const found = await rows<{ form_no: string; symbol: string; tax_code: string | null; valid_from: string }>(scope, 'SELECT form_no, symbol, tax_code, valid_from FROM payment_receipt_series WHERE agency_id = $1 ORDER BY valid_from DESC', [agencyId]);
      return found.map((row) => ({ formNo: row.form_no, symbol: row.symbol, taxCode: row.tax_code, trial: false, validFrom: row.valid_from }));
    },
    async enterSeries(scope, series) {
      const entered = await db.inScope(scope, 'writes', (tx) => tx.query(sql('INSERT INTO payment_receipt_series (agency_id, valid_from, form_no, symbol, tax_code, entered_by, entered_at) VALUES ($1,$2,$3,$4,$5,$6,$7) ON CONFLICT (agency_id, valid_from) DO NOTHING RETURNING agency_id', [series.agencyId, series.validFrom, series.formNo, series.symbol, series.taxCode, series.officerId, series.at])));
      return entered.length > 0 ? 'entered' : 'taken';
    },
    askRefund: (scope, refund) => db.inScope(scope, 'writes', async (tx) => {
      const subject = refund.surplusId ? await surplusToRefund(tx, refund.surplusId) : await intentToRefund(tx, refund.intentId ?? '', refund.at);
      if (!subject) return 'not-there';
      const asked = await tx.query(sql(`INSERT INTO payment_refund (id, attempt_id, surplus_id, dossier_id, agency_id, gateway, transaction, amount, reason, decision, officer_id, officer_name, state, requested_at, next_try_at)
        VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,'requested',$13,$13) ON CONFLICT DO NOTHING RETURNING id`,
      [refund.id, subject.attempt_id, refund.surplusId, subject.dossier_id, subject.agency_id, subject.gateway, subject.transaction, subject.amount, refund.reason, refund.decision, refund.officer.officerId, refund.officer.name, refund.at]));
      if (asked.length === 0) return 'asked-before';
      await addJobs(tx, [{ task: 'refund-payment', payload: { refundId: refund.id }, key: `refund-payment:${refund.id}`, maxAttempts: 25 }]);
      return 'asked';
    }),
    async book(scope, agencyId, { gateway, from, to, orders }) {
      const found = await rows<{ txn_ref: string; transaction: string; taken: number; back: number }>(scope, `
        SELECT m.txn_ref, m.transaction, m.taken, coalesce((SELECT sum(r.amount) FROM payment_refund r WHERE r.gateway = m.gateway AND r.transaction = m.transaction AND r.state = 'done'), 0) AS back FROM (
          SELECT a.gateway, a.txn_ref, a.transaction, a.amount AS taken FROM payment_intent i JOIN payment_attempt a ON a.id = i.paid_attempt
            WHERE i.agency_id = $1 AND i.state IN ('PAID', 'REFUND_REQUESTED', 'REFUNDED') AND i.changed_at >= $3 AND a.gateway = $2 AND a.finished_at >= $3 AND a.finished_at < $4
          UNION SELECT a.gateway, a.txn_ref, a.transaction, a.amount FROM payment_attempt a WHERE a.gateway = $2 AND a.txn_ref = ANY ($5) AND a.agency_id = $1 AND a.state = 'paid'
          UNION SELECT s.gateway, a.txn_ref, s.transaction, s.amount FROM payment_surplus s JOIN payment_attempt a ON a.id = s.attempt_id WHERE s.agency_id = $1 AND s.gateway = $2 AND s.state <> 'applied' AND (s.found_at >= $3 AND s.found_at < $4 OR a.txn_ref = ANY ($5))) m
        ORDER BY m.transaction LIMIT $6`, [agencyId, gateway, from, to, orders, STATEMENT_LIMITS.lines * 2]);
      const own = await rows<{ txn_ref: string }>(scope, 'SELECT txn_ref FROM payment_attempt WHERE gateway = $1 AND txn_ref = ANY ($2) AND agency_id = $3', [gateway, orders, agencyId]);
      return { lines: found.map((row) => ({ txnRef: row.txn_ref, transaction: row.transaction, taken: Number(row.taken), givenBack: Number(row.back) })), orders: new Set(own.map((row) => row.txn_ref)) };
    },
    askQuery: (scope, attemptId) => db.inScope(scope, 'writes', async (tx) => {
      const found = await tx.query(sql("SELECT 1 FROM payment_attempt WHERE id = $1 AND state = 'open'", [attemptId]));
      if (found.length > 0) await addJobs(tx, [queryJob(attemptId)]);
      return found.length > 0;
    }),
    askApply: (scope, surplusId) => db.inScope(scope, 'writes', async (tx) => {
      const found = await tx.query(sql("SELECT 1 FROM payment_surplus WHERE id = $1 AND state = 'open'", [surplusId]));
      if (found.length > 0) await addJobs(tx, [{ task: 'apply-surplus', payload: { surplusId }, key: `apply-surplus:${surplusId}`, maxAttempts: 5 }]);
      return found.length > 0;
    }),
  };
}

interface ToRefund { readonly attempt_id: string; readonly dossier_id: string; readonly agency_id: number; readonly gateway: string; readonly transaction: string; readonly amount: number }
async function surplusToRefund(tx: Queryable, id: string): Promise<ToRefund | null> {
  const rows = await tx.query<ToRefund>(sql("UPDATE payment_surplus SET state = 'refund-requested' WHERE id = $1 AND state = 'open' RETURNING attempt_id, dossier_id, agency_id, gateway, transaction, amount", [id]));
  return rows[0] ?? null;
}
async function intentToRefund(tx: Queryable, id: string, at: Date): Promise<ToRefund | null> {
  const moved = await tx.query<{ paid_attempt: string }>(sql("UPDATE payment_intent SET state = 'REFUND_REQUESTED', changed_at = $2 WHERE id = $1 AND state = 'PAID' AND recorded_at IS NOT NULL RETURNING paid_attempt", [id, at]));
  if (!moved[0]) return null;
  const rows = await tx.query<ToRefund>(sql('SELECT id AS attempt_id, dossier_id, agency_id, gateway, transaction, amount FROM payment_attempt WHERE id = $1', [moved[0].paid_attempt]));
  return rows[0] ?? null;
}

interface ListRow { readonly intent_id: string; readonly attempt_id: string; readonly dossier_id: string; readonly reference: string; readonly amount: number; readonly state: IntentState; readonly txn_ref: string; readonly transaction: string | null; readonly at: Date; readonly last_query: string | null; readonly recorded: boolean; readonly waiting: boolean }
const LIST = 'SELECT i.id AS intent_id, a.id AS attempt_id, i.dossier_id, i.reference, i.amount, i.state, a.txn_ref, a.transaction, coalesce(a.finished_at, a.created_at) AS at, a.last_query, i.recorded_at IS NOT NULL AS recorded, a.state = \'open\' AS waiting FROM payment_intent i JOIN payment_attempt a ON a.intent_id = i.id';
const rowOf = (row: ListRow): ReconcileRow => ({ intentId: row.intent_id, attemptId: row.attempt_id, dossierId: row.dossier_id, reference: row.reference, amount: row.amount, state: row.state, txnRef: row.txn_ref, transaction: row.transaction, at: row.at, lastQuery: row.last_query, recorded: row.recorded, waiting: row.waiting });
