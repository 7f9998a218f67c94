import type { GatewayEntry } from '../../simulators/payment-gateway/orders.ts';
import { compareBooks, type BookDifference, type BookLine } from '../../src/modules/payment/domain/index.ts';
import type { TestApp } from './app.ts';

/** The gateway's own ledger, as lines of a book. */
export const theirBook = (entries: readonly GatewayEntry[]): readonly BookLine[] => entries.filter((one) => one.state === 'captured')
  .map((one) => ({ txnRef: one.txnRef, transaction: one.transaction, taken: one.amount, givenBack: one.refunds.reduce((sum, refund) => sum + refund.amount, 0) }));

/** All that our tables say came from the gateway, and went back. Read by the owner: nothing is hidden. */
export async function ourBook(app: Pick<TestApp, 'database'>): Promise<readonly BookLine[]> {
  const { rows } = await app.database.owner.query<{ txn_ref: string; transaction: string; taken: number; back: number }>(`
    SELECT m.txn_ref, m.transaction, m.taken::int AS taken, coalesce((SELECT sum(r.amount) FROM payment_refund r WHERE r.transaction = m.transaction AND r.state = 'done'), 0)::int AS back FROM (
      SELECT txn_ref, transaction, amount AS taken FROM payment_attempt WHERE state = 'paid'
      UNION ALL SELECT a.txn_ref, s.transaction, s.amount FROM payment_surplus s JOIN payment_attempt a ON a.id = s.attempt_id WHERE s.state <> 'applied') m`);
  return rows.map((row) => ({ txnRef: row.txn_ref, transaction: row.transaction, taken: row.taken, givenBack: row.back }));
}
export async function differences(app: TestApp): Promise<readonly BookDifference[]> {
  if (!app.gateway) throw new Error('no gateway');
  return compareBooks(await ourBook(app), theirBook(app.gateway.ledger()));
}
