import { createHash } from 'node:crypto';
import { sql, type Database, type Queryable } from '../../../platform/postgres/database.ts';
import type { Job } from '../../../shared/job.ts';
import { ANSWERS, PAYMENT_LIMITS, type AttemptState, type GatewayReport, type IntentState, type OrderFacts, type StartDecision } from '../domain/index.ts';
import type { CallbackInbox, NewAttempt, PaymentStore, PaymentView } from '../ports.ts';
import { ATTEMPT, attemptOf, INTENT, intentOf, type AttemptRow, type IntentRow } from './rows.ts';

export const addJobs = (tx: Queryable, jobs: readonly Job[]): Promise<unknown> => tx.query(sql('SELECT platform_add_jobs($1::jsonb)', [JSON.stringify(jobs)]));
/** Before papers and messages: at fifty callbacks a second these alone keep a worker busy, and a person looks at «đang xác nhận» meanwhile. */
export const MONEY_FIRST = -10;
/** Telling the dossier comes after every callback that waits: the page says «paid» without it. */
export const MONEY_NEXT = -5;
export const queryJob = (attemptId: string): Job => ({ task: 'query-payment', payload: { attemptId }, key: `query-payment:${attemptId}`, maxAttempts: 5, priority: MONEY_FIRST });

/** What the web process keeps of payments. Row-level security lets it begin one and nothing more. */
export function paymentStore(db: Database): PaymentStore {
  return {
    of: (scope, dossierId) => db.inScope(scope, 'reads', (tx) => viewOf(tx, dossierId, false)),
    start: (scope, attempt, decide) => db.inScope(scope, 'writes', async (tx): Promise<StartDecision> => {
      // The debt's row is the lock: two tabs and five clicks come out as one order.
      await tx.query(sql(`INSERT INTO payment_intent (id, dossier_id, agency_id, reference, lines, amount, state, created_at, changed_at) VALUES ($1,$2,$3,$4,$5::jsonb,$6,'PROCESSING',$7,$7) ON CONFLICT (dossier_id) DO NOTHING`,
        [attempt.intentId, attempt.dossierId, attempt.agencyId, attempt.reference, JSON.stringify(attempt.lines), attempt.amount, attempt.at], 'payment-intent-begin'));
      const view = await viewOf(tx, attempt.dossierId, true);
      if (!view) return { kind: 'refused', refusal: { kind: 'nothing-owed' } };
      const fresh = view.intent.id === attempt.intentId;
      const decision = decide(fresh ? null : view);
      if (decision.kind !== 'begin') {
        if (fresh) throw new Error('a payment was begun that may not be');
        return decision;
      }
      await insertAttempt(tx, { ...attempt, intentId: view.intent.id });
      await tx.query(sql("UPDATE payment_intent SET state = 'PROCESSING', current_attempt = $2, changed_at = $3 WHERE id = $1", [view.intent.id, attempt.attemptId, attempt.at], 'payment-intent-again'));
      return decision;
    }),
    askGateway: (scope, dossierId) => db.inScope(scope, 'writes', async (tx) => {
      const rows = await tx.query<{ id: string }>(sql("SELECT id FROM payment_attempt WHERE dossier_id = $1 AND state IN ('open', 'expired') ORDER BY created_at DESC LIMIT $2", [dossierId, PAYMENT_LIMITS.attemptsPerHour]));
      if (rows.length > 0) await addJobs(tx, rows.map((row) => queryJob(row.id)));
      return rows.length > 0;
    }),
  };
}

/** Locked rows are only those that may still change; a debt that is settled is read as it is. */
async function viewOf(tx: Queryable, dossierId: string, lock: boolean): Promise<PaymentView | null> {
  if (lock) await tx.query(sql('SELECT id FROM payment_intent WHERE dossier_id = $1 FOR UPDATE', [dossierId], 'payment-intent-lock'));
  const rows = await tx.query<IntentRow>(sql(`SELECT ${INTENT} FROM payment_intent WHERE dossier_id = $1`, [dossierId], 'payment-intent'));
  const row = rows[0];
  if (!row) return null;
  const attempts = await tx.query<AttemptRow>(sql(`SELECT ${ATTEMPT} FROM payment_attempt WHERE intent_id = $1 ORDER BY created_at DESC LIMIT 50`, [row.id], 'payment-attempts'));
  const surplus = await tx.query<PaymentView['surplus'][number]>(sql('SELECT id, amount, state FROM payment_surplus WHERE dossier_id = $1 ORDER BY found_at DESC LIMIT 50', [dossierId], 'payment-surplus-of'));
  return { intent: intentOf(row), attempts: attempts.map(attemptOf), surplus };
}
async function insertAttempt(tx: Queryable, attempt: NewAttempt): Promise<void> {
  await tx.query(sql(`INSERT INTO payment_attempt (id, intent_id, dossier_id, agency_id, gateway, txn_ref, amount, state, created_at, expires_at, next_query_at) VALUES ($1,$2,$3,$4,$5,$6,$7,'open',$8,$9,$10)`,
    [attempt.attemptId, attempt.intentId, attempt.dossierId, attempt.agencyId, attempt.gateway, attempt.txnRef, attempt.amount, attempt.at, attempt.expiresAt, attempt.nextQueryAt], 'payment-attempt-begin'));
}

/** The same message has the same print, whatever order its fields came in. */
export const fingerprintOf = (report: GatewayReport): Buffer =>
  createHash('sha256').update([report.gateway, report.txnRef, report.transaction, report.amountMinor, report.currency, report.responseCode, report.transactionStatus].join('|')).digest();

const UNIQUE_VIOLATION = '23505';
/**
 * Takes callbacks in. Whatever happens here happens under the role `motcua_callback`, which may add a line to the inbox and
 * ask for the facts of one order; what follows from the line is the worker's business.
 */
export function callbackInbox(db: Database): CallbackInbox {
  const asCallback = <T>(work: (tx: Queryable) => Promise<T>): Promise<T> => db.inScope({ kind: 'public' }, 'writes', async (tx) => {
    await tx.query(sql('SET LOCAL ROLE motcua_callback'));
    return work(tx);
  });
  const add = (tx: Queryable, values: readonly unknown[]): Promise<unknown> => tx.query(sql(`INSERT INTO payment_inbox (gateway, source, received_at, raw, verified, reply, txn_ref, transaction, fingerprint) VALUES ($1,'callback',$2,$3,$4,$5,$6,$7,$8)`, values, 'payment-inbox-add'));
  let minute = 0;
  let kept = 0;
  return {
    async take({ gateway, raw, at, report }, judge) {
      try {
        return await asCallback(async (tx) => {
          const rows = await tx.query<{ amount: number; attempt_state: AttemptState; transaction: string | null; intent_state: IntentState }>(sql('SELECT amount, attempt_state, transaction, intent_state FROM payment_order_facts($1, $2)', [gateway, report.txnRef], 'payment-order-facts'));
          const row = rows[0];
          const facts: OrderFacts | null = row ? { amount: row.amount, attemptState: row.attempt_state, transaction: row.transaction, intentState: row.intent_state, transactionUsed: false } : null;
          const { answer } = judge(facts);
          // A repetition of what is settled tells nothing new: nothing is stored.
          if (answer.RspCode !== '02') await add(tx, [gateway, at, raw, true, answer.RspCode, report.txnRef, report.transaction, fingerprintOf(report)]);
          return { answer, again: answer.RspCode === '02' };
        });
      } catch (error) {
        if ((error as { code?: string }).code === UNIQUE_VIOLATION) return { answer: ANSWERS.already, again: true };
        throw error;
      }
    },
    async keepForged({ gateway, raw, at }) {
      const now = Math.floor(at.getTime() / 60_000);
      if (now !== minute) { minute = now; kept = 0; }
      kept += 1;
      if (kept > PAYMENT_LIMITS.forgedKeptPerMinute) return;
      await asCallback((tx) => add(tx, [gateway, at, raw, false, ANSWERS.checksum.RspCode, null, null, null]));
    },
  };
}
