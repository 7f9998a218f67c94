import type { WholeCheck } from './whole-database.ts';

/** What must hold between the gateway's messages, the debts, the dossiers' events and the receipts. */
export const MONEY_CHECKS: readonly WholeCheck[] = [
  { id: 'I-05', count: "SELECT count(*) AS n FROM payment_attempt WHERE state = 'paid'", sql: "SELECT a.txn_ref AS what FROM payment_attempt a LEFT JOIN payment_inbox b ON b.id = a.evidence WHERE a.state = 'paid' AND (b.id IS NULL OR NOT b.verified OR b.txn_ref <> a.txn_ref OR b.transaction <> a.transaction) ORDER BY 1",
    vi: 'đơn hàng {what} ghi đã trả mà không có lời có chữ ký của cổng', en: 'order {what} is paid without a signed message of the gateway' },
  { id: 'I-04', count: "SELECT count(*) AS n FROM payment_intent WHERE recorded_at IS NOT NULL", sql: `SELECT i.reference AS what FROM payment_intent i JOIN payment_attempt a ON a.id = i.paid_attempt
      WHERE i.state IN ('PAID', 'REFUND_REQUESTED', 'REFUNDED') AND i.recorded_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM dossier_event e WHERE e.dossier_id = i.dossier_id AND e.kind = 'fee-collected' AND e.body::jsonb->'data'->'provider'->>'transaction' = a.transaction) ORDER BY 1`,
    vi: 'hồ sơ {what}: tiền đã nhận qua cổng nhưng hồ sơ không ghi', en: 'dossier {what}: the gateway’s money is not on the dossier' },
  { id: 'I-04', count: 'SELECT count(*) AS n FROM payment_transfer', sql: `SELECT t.reference AS what FROM payment_transfer t WHERE t.state = 'recorded' AND NOT EXISTS (SELECT 1 FROM dossier_event e WHERE e.dossier_id = t.dossier_id AND e.kind = 'fee-collected' AND e.body::jsonb->'data'->'provider'->>'transaction' = t.bank_ref) ORDER BY 1`,
    vi: 'hồ sơ {what}: chuyển khoản đã xác nhận nhưng hồ sơ không ghi', en: 'dossier {what}: a confirmed transfer is not on the dossier' },
  // Confirmed by the gateway a while ago and still not told to the dossier: the sweep of every minute should have.
  { id: 'I-12', count: 'SELECT 0 AS n', sql: "SELECT reference AS what FROM payment_intent WHERE state = 'PAID' AND recorded_at IS NULL AND changed_at < now() - interval '1 hour' ORDER BY 1",
    vi: 'hồ sơ {what}: tiền đã nhận hơn một giờ mà chưa ghi vào hồ sơ', en: 'dossier {what}: paid for more than an hour and still not on the dossier' },
  { id: 'I-02', count: 'SELECT count(*) AS n FROM payment_receipt', sql: `SELECT agency_id || '/' || year AS what FROM (SELECT b.agency_id, b.year, b.last, count(r.number) AS n, min(r.number) AS first, max(r.number) AS highest FROM payment_receipt_book b LEFT JOIN payment_receipt r USING (agency_id, year) GROUP BY 1, 2, 3) g
      WHERE n <> last OR first <> 1 OR highest <> last ORDER BY 1`,
    vi: 'sổ biên lai {what}: số bị hổng, bị thừa hoặc không khớp bộ đếm', en: 'receipt book {what}: a number is missing or beyond the counter' },
  { id: 'I-02', count: 'SELECT 0 AS n', sql: "SELECT r.agency_id || '/' || r.year || '/' || r.number AS what FROM payment_receipt r WHERE NOT EXISTS (SELECT 1 FROM dossier_event e WHERE e.dossier_id = r.dossier_id AND e.seq = r.event_seq AND e.kind = 'fee-collected') ORDER BY 1",
    vi: 'biên lai {what} không có lần thu tiền nào của hồ sơ', en: 'receipt {what} belongs to no collection of a dossier' },
];
