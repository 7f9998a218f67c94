import { sql, type Database, type Queryable } from '../../../platform/postgres/database.ts';
import { after, effectsOf, type AttemptState, type Effects, type GatewayReport, type IntentState, type OrderFacts, type SurplusWhy, type Trigger, type Verdict } from '../domain/index.ts';
import type { PaymentLedger, RefundOrder, Settled, StoredEvidence, SurplusEntry } from '../ports.ts';
import { ATTEMPT, attemptOf, INTENT, intentOf, type AttemptRow, type IntentRow } from './rows.ts';
import { addJobs, fingerprintOf, MONEY_NEXT } from './payment-store.ts';

const recordJob = (intentId: string) => ({ task: 'record-payment', payload: { intentId }, key: `record-payment:${intentId}`, maxAttempts: 25, priority: MONEY_NEXT });

/** Money as the worker writes it: every change under the lock of its debt, every «paid» with the line of evidence that says so. */
export function paymentLedger(db: Database): PaymentLedger {
  const writes = <T>(work: (tx: Queryable) => Promise<T>): Promise<T> => db.inScope({ kind: 'public' }, 'writes', work);
  const reads = <T>(work: (tx: Queryable) => Promise<T>): Promise<T> => db.inScope({ kind: 'public' }, 'reads', work);
  const one = async <Row>(text: string, values: readonly unknown[]): Promise<Row | null> => reads(async (tx) => (await tx.query<Row>(sql(text, values)))[0] ?? null);

  return {
    async evidence(inboxId) {
      const row = await one<{ id: number; gateway: string; source: StoredEvidence['source']; raw: string; received_at: Date }>('SELECT id, gateway, source, raw, received_at FROM payment_inbox WHERE id = $1', [inboxId]);
      return row && { id: row.id, gateway: row.gateway, source: row.source, raw: row.raw, receivedAt: row.received_at };
    },
    settle: (inboxId, report, at, judge, newId) => writes(async (tx): Promise<Settled> => {
      const inbox = (await tx.query<{ processed_at: Date | null }>(sql('SELECT processed_at FROM payment_inbox WHERE id = $1 FOR UPDATE', [inboxId], 'payment-inbox-lock')))[0];
      if (!inbox || inbox.processed_at) return { verdict: 'done-before', attemptId: null, intentId: null, nowPaid: false };
      const order = await lockOrder(tx, report.gateway, report.txnRef, report.transaction);
      const verdict = judge(order && order.facts);
      const settled = order ? await write(tx, order, verdict, { report, inboxId, at, newId }) : { nowPaid: false };
      await tx.query(sql('UPDATE payment_inbox SET processed_at = $2, verdict = $3 WHERE id = $1', [inboxId, at, verdict.kind], 'payment-inbox-done'));
      return { verdict: verdict.kind, attemptId: order?.attemptId ?? null, intentId: order?.intentId ?? null, nowPaid: settled.nowPaid };
    }),
    async keepAnswer(gateway, raw, report, at) {
      const rows = await writes((tx) => tx.query<{ id: number }>(sql("INSERT INTO payment_inbox (gateway, source, received_at, raw, verified, reply, txn_ref, transaction, fingerprint) VALUES ($1,'query',$2,$3,true,'00',$4,$5,$6) RETURNING id", [gateway, at, raw, report.txnRef, report.transaction, fingerprintOf(report)])));
      return rows[0]?.id ?? 0;
    },
    expire: (attemptId, at, nextAt) => writes(async (tx) => {
      const order = await lockAttempt(tx, attemptId);
      if (!order || order.facts.attemptState !== 'open') return false;
      await write(tx, order, { kind: 'expire' }, { report: null, inboxId: null, at, newId: '' });
      await tx.query(sql("UPDATE payment_attempt SET next_query_at = coalesce($2::timestamptz, 'infinity') WHERE id = $1", [attemptId, nextAt]));
      return true;
    }),
    async question(attemptId) {
      const row = await one<AttemptRow & { reference: string; queries: number }>(`SELECT ${ATTEMPT.split(', ').map((name) => `a.${name}`).join(', ')}, i.reference, a.queries FROM payment_attempt a JOIN payment_intent i ON i.id = a.intent_id WHERE a.id = $1 AND a.state IN ('open', 'expired')`, [attemptId]);
      return row && { attempt: attemptOf(row), reference: row.reference, queries: row.queries };
    },
    due: async (now, limit) => (await reads((tx) => tx.query<{ id: string }>(sql("(SELECT id, next_query_at FROM payment_attempt WHERE state = 'open' AND next_query_at <= $1 ORDER BY next_query_at LIMIT $2) UNION ALL (SELECT id, next_query_at FROM payment_attempt WHERE state = 'expired' AND next_query_at < 'infinity' AND next_query_at <= $1 ORDER BY next_query_at LIMIT $2) ORDER BY next_query_at LIMIT $2", [now, limit])))).map((row) => row.id),
    async noteQuery(attemptId, came, nextAt) { await writes((tx) => tx.query(sql("UPDATE payment_attempt SET queries = queries + 1, last_query = $2, next_query_at = coalesce($3::timestamptz, 'infinity') WHERE id = $1", [attemptId, came, nextAt]))); },
    factsOf: (attemptId) => reads(async (tx) => {
      const row = (await tx.query<FactsRow>(sql(`${FACTS} WHERE a.id = $1`, [attemptId])))[0];
      return row ? factsOf(row, false) : null;
    }),
    async paidIntent(intentId) {
      return reads(async (tx) => {
        const intent = (await tx.query<IntentRow>(sql(`SELECT ${INTENT} FROM payment_intent WHERE id = $1 AND paid_attempt IS NOT NULL`, [intentId])))[0];
        const attempt = intent && (await tx.query<AttemptRow>(sql(`SELECT ${ATTEMPT} FROM payment_attempt WHERE id = $1`, [intent.paid_attempt])))[0];
        return intent && attempt ? { intent: intentOf(intent), attempt: attemptOf(attempt) } : null;
      });
    },
    async recorded(intentId, at) { await writes((tx) => tx.query(sql('UPDATE payment_intent SET recorded_at = $2 WHERE id = $1 AND recorded_at IS NULL', [intentId, at]))); },
    unrecorded: async (before, limit) => (await reads((tx) => tx.query<{ id: string }>(sql("SELECT id FROM payment_intent WHERE state = 'PAID' AND recorded_at IS NULL AND changed_at < $1 ORDER BY changed_at LIMIT $2", [before, limit])))).map((row) => row.id),
    toSurplus: (intentId, why, at, newId) => writes(async (tx) => {
      const intent = (await tx.query<IntentRow>(sql(`SELECT ${INTENT} FROM payment_intent WHERE id = $1 FOR UPDATE`, [intentId])))[0];
      const state = intent && after(intent.state, 'found-settled');
      if (!intent?.paid_attempt || !state) return;
      const attempt = (await tx.query<AttemptRow & { evidence: number }>(sql(`UPDATE payment_attempt SET state = 'surplus' WHERE id = $1 AND state = 'paid' RETURNING ${ATTEMPT}, evidence`, [intent.paid_attempt])))[0];
      if (!attempt?.transaction) return;
      await addSurplus(tx, { id: newId, attempt, transaction: attempt.transaction, amount: attempt.amount, why, evidence: attempt.evidence, at });
      await tx.query(sql('UPDATE payment_intent SET state = $2, paid_attempt = NULL, changed_at = $3 WHERE id = $1', [intentId, state, at]));
    }),
    settledElsewhere: (dossierId, at) => writes(async (tx) => {
      const intent = (await tx.query<IntentRow>(sql(`SELECT ${INTENT} FROM payment_intent WHERE dossier_id = $1 FOR UPDATE`, [dossierId])))[0];
      // A payment that is confirmed but not yet on the dossier is judged when it is recorded: there the dossier itself says whether it still owes.
      if (!intent || intent.state === 'PAID') return;
      const state = after(intent.state, 'found-settled');
      if (state) await tx.query(sql('UPDATE payment_intent SET state = $2, changed_at = $3 WHERE id = $1', [intent.id, state, at]));
    }),
    async surplus(id) {
      const row = await one<SurplusRow>(`SELECT ${SURPLUS} FROM payment_surplus WHERE id = $1`, [id]);
      return row && surplusOf(row);
    },
    applySurplus: (id, at) => writes(async (tx) => {
      const row = (await tx.query<SurplusRow>(sql(`UPDATE payment_surplus SET state = 'applied', settled_at = $2 WHERE id = $1 AND state = 'open' RETURNING ${SURPLUS}`, [id, at])))[0];
      if (!row) return;
      const intent = (await tx.query<IntentRow>(sql(`SELECT ${INTENT} FROM payment_intent WHERE dossier_id = $1 FOR UPDATE`, [row.dossier_id])))[0];
      const state = intent && after(intent.state, 'attempt-paid');
      if (!intent || !state) return;
      await tx.query(sql("UPDATE payment_attempt SET state = 'paid' WHERE id = $1", [row.attempt_id]));
      await tx.query(sql('UPDATE payment_intent SET state = $2, paid_attempt = $3, recorded_at = $4, changed_at = $4 WHERE id = $1', [intent.id, state, row.attempt_id, at]));
    }),
    async refund(id) {
      const row = await one<RefundRow>(`SELECT ${ATTEMPT.split(', ').map((name) => `a.${name}`).join(', ')}, r.id AS refund_id, r.transaction AS refund_transaction, r.amount AS refund_amount, r.officer_name, r.tries, r.surplus_id, r.state AS refund_state, i.reference
        FROM payment_refund r JOIN payment_attempt a ON a.id = r.attempt_id JOIN payment_intent i ON i.id = a.intent_id WHERE r.id = $1`, [id]);
      return row && { id: row.refund_id, attempt: attemptOf(row), reference: row.reference, transaction: row.refund_transaction, amount: row.refund_amount, officerName: row.officer_name, tries: row.tries, surplusId: row.surplus_id, state: row.refund_state };
    },
    noteRefund: (id, answer, at, nextTryAt) => writes(async (tx) => {
      const state = answer.kind === 'no-answer' ? 'requested' : answer.kind;
      const row = (await tx.query<{ attempt_id: string; surplus_id: string | null }>(sql("UPDATE payment_refund SET tries = tries + 1, next_try_at = $5, answer = $3, state = $4, answered_at = CASE WHEN $4 = 'requested' THEN answered_at ELSE $2 END WHERE id = $1 AND state = 'requested' RETURNING attempt_id, surplus_id", [id, at, `${answer.kind} ${answer.detail}`.trim(), state, nextTryAt])))[0];
      if (!row || state === 'requested') return;
      if (row.surplus_id) { await tx.query(sql("UPDATE payment_surplus SET state = $2, settled_at = $3 WHERE id = $1 AND state = 'refund-requested'", [row.surplus_id, state === 'done' ? 'refunded' : 'open', state === 'done' ? at : null])); return; }
      const intent = (await tx.query<IntentRow>(sql(`SELECT ${INTENT} FROM payment_intent WHERE paid_attempt = $1 FOR UPDATE`, [row.attempt_id])))[0];
      const next = intent && after(intent.state, state === 'done' ? 'refund-done' : 'refund-refused');
      if (intent && next) await tx.query(sql('UPDATE payment_intent SET state = $2, changed_at = $3 WHERE id = $1', [intent.id, next, at]));
      if (intent && next === 'REFUNDED') await addJobs(tx, [{ task: 'record-refund', payload: { refundId: id }, key: `record-refund:${id}`, maxAttempts: 25 }]);
    }),
    dueRefunds: async (now, limit) => (await reads((tx) => tx.query<{ id: string }>(sql("SELECT id FROM payment_refund WHERE state = 'requested' AND next_try_at <= $1 ORDER BY next_try_at LIMIT $2", [now, limit])))).map((row) => row.id),
    forgetForged: async (before) => (await writes((tx) => tx.query<{ id: number }>(sql('DELETE FROM payment_inbox WHERE id IN (SELECT id FROM payment_inbox WHERE NOT verified AND received_at < $1 ORDER BY received_at LIMIT 10000) RETURNING id', [before])))).length,
  };
}

interface FactsRow { readonly attempt_id: string; readonly intent_id: string; readonly dossier_id: string; readonly agency_id: number; readonly gateway: string; readonly amount: number; readonly attempt_state: AttemptState; readonly transaction: string | null; readonly intent_state: IntentState; readonly current_attempt: string | null }
const FACTS = 'SELECT a.id AS attempt_id, a.intent_id, a.dossier_id, a.agency_id, a.gateway, a.amount, a.state AS attempt_state, a.transaction, i.state AS intent_state, i.current_attempt FROM payment_attempt a JOIN payment_intent i ON i.id = a.intent_id';
const factsOf = (row: FactsRow, transactionUsed: boolean): OrderFacts => ({ amount: row.amount, attemptState: row.attempt_state, transaction: row.transaction, intentState: row.intent_state, transactionUsed });
interface Order { readonly attemptId: string; readonly intentId: string; readonly row: FactsRow; readonly facts: OrderFacts }

/** The debt is locked before its attempt, always in this order. */
async function lockOrder(tx: Queryable, gateway: string, txnRef: string, transaction: string): Promise<Order | null> {
  const found = (await tx.query<{ id: string }>(sql('SELECT id FROM payment_attempt WHERE gateway = $1 AND txn_ref = $2', [gateway, txnRef], 'payment-attempt-by-ref')))[0];
  const order = found ? await lockAttempt(tx, found.id) : null;
  if (!order) return null;
  const used = await tx.query(sql("SELECT 1 FROM payment_attempt WHERE gateway = $1 AND transaction = $2 AND state = 'paid' AND id <> $3 UNION ALL SELECT 1 FROM payment_surplus WHERE gateway = $1 AND transaction = $2 AND attempt_id <> $3", [gateway, transaction, order.attemptId], 'payment-transaction-used'));
  return { ...order, facts: { ...order.facts, transactionUsed: used.length > 0 } };
}
async function lockAttempt(tx: Queryable, attemptId: string): Promise<Order | null> {
  await tx.query(sql('SELECT i.id FROM payment_intent i JOIN payment_attempt a ON a.intent_id = i.id WHERE a.id = $1 FOR UPDATE OF i', [attemptId], 'payment-intent-lock-of'));
  const row = (await tx.query<FactsRow>(sql(`${FACTS} WHERE a.id = $1 FOR UPDATE OF a`, [attemptId], 'payment-attempt-lock')))[0];
  return row ? { attemptId: row.attempt_id, intentId: row.intent_id, row, facts: factsOf(row, false) } : null;
}

interface Because { readonly report: GatewayReport | null; readonly inboxId: number | null; readonly at: Date; readonly newId: string }
async function write(tx: Queryable, order: Order, verdict: Verdict | { readonly kind: 'expire' }, why: Because): Promise<{ readonly nowPaid: boolean }> {
  const { row } = order;
  const effects: Effects = effectsOf(verdict, { attemptState: row.attempt_state, current: row.current_attempt === row.attempt_id });
  if (effects.attempt) {
    await tx.query(sql('UPDATE payment_attempt SET state = $2, finished_at = $3, response_code = coalesce($4, response_code), transaction_status = coalesce($5, transaction_status), transaction = coalesce($6, transaction), bank = coalesce($7, bank), evidence = coalesce($8, evidence) WHERE id = $1',
      [order.attemptId, effects.attempt, why.at, why.report?.responseCode ?? null, why.report?.transactionStatus ?? null, why.report?.transaction || null, why.report?.bank ?? null, why.inboxId], 'payment-attempt-ends'));
  }
  const next = effects.trigger ? after(row.intent_state, effects.trigger satisfies Trigger) : null;
  if (next) await tx.query(sql('UPDATE payment_intent SET state = $2, paid_attempt = CASE WHEN $2 = \'PAID\' THEN $3::uuid ELSE paid_attempt END, changed_at = $4 WHERE id = $1', [order.intentId, next, order.attemptId, why.at], 'payment-intent-moves'));
  if (effects.surplus && why.report && why.inboxId !== null) {
    await addSurplus(tx, { id: why.newId, attempt: { id: order.attemptId, dossier_id: row.dossier_id, agency_id: row.agency_id, gateway: row.gateway }, transaction: why.report.transaction, amount: Math.floor((why.report.amountMinor ?? 0) / 100), why: effects.surplus, evidence: why.inboxId, at: why.at });
  }
  const nowPaid = next === 'PAID';
  if (nowPaid) await addJobs(tx, [recordJob(order.intentId)]);
  return { nowPaid };
}

async function addSurplus(tx: Queryable, entry: { readonly id: string; readonly attempt: { readonly id: string; readonly dossier_id: string; readonly agency_id: number; readonly gateway: string }; readonly transaction: string; readonly amount: number; readonly why: SurplusWhy; readonly evidence: number; readonly at: Date }): Promise<void> {
  await tx.query(sql(`INSERT INTO payment_surplus (id, attempt_id, dossier_id, agency_id, gateway, transaction, amount, why, state, evidence, found_at) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,'open',$9,$10) ON CONFLICT (gateway, transaction) DO NOTHING`,
    [entry.id, entry.attempt.id, entry.attempt.dossier_id, entry.attempt.agency_id, entry.attempt.gateway, entry.transaction, entry.amount, entry.why, entry.evidence, entry.at], 'payment-surplus-add'));
}

export interface SurplusRow { readonly id: string; readonly attempt_id: string; readonly dossier_id: string; readonly gateway: string; readonly transaction: string; readonly amount: number; readonly why: SurplusWhy; readonly state: SurplusEntry['state'] }
export const SURPLUS = 'id, attempt_id, dossier_id, gateway, transaction, amount, why, state';
export const surplusOf = (row: SurplusRow): SurplusEntry => ({ id: row.id, attemptId: row.attempt_id, dossierId: row.dossier_id, gateway: row.gateway, transaction: row.transaction, amount: row.amount, why: row.why, state: row.state });
interface RefundRow extends AttemptRow { readonly refund_id: string; readonly refund_transaction: string; readonly refund_amount: number; readonly officer_name: string; readonly tries: number; readonly surplus_id: string | null; readonly refund_state: RefundOrder['state']; readonly reference: string }
