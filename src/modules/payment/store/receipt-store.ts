import { sql, type Database, type Queryable } from '../../../platform/postgres/database.ts';
import { RECEIPT_NUMBERS, type ReceiptSeries } from '../domain/index.ts';
import type { NewReceipt, ReceiptStore } from '../ports.ts';
import { RECEIPT, receiptOf, type ReceiptRow } from './rows.ts';

/**
 * Receipts with their numbers. The number is taken from the office's book of the year in the very transaction that enters
 * the receipt, under the row's lock: no gap, no twin, over restarts too.
 */
export function receiptStore(db: Database): ReceiptStore {
  return {
    issue: (receipt) => db.inScope({ kind: 'public' }, 'writes', async (tx) => {
      // Two workers with the same event: the second waits here and finds the receipts entered.
      await tx.query(sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 41))', [`${receipt.dossierId}:${receipt.eventSeq}`]));
      const there = await stored(tx, receipt);
      if (there.length > 0 || receipt.parts.length === 0) return there.map(receiptOf);
      const series = receipt.forceTrial ? receipt.otherwise : (await seriesOn(tx, receipt)) ?? receipt.otherwise;
      for (const part of receipt.parts) {
        const number = await nextNumber(tx, receipt.agencyId, receipt.year);
        await tx.query(sql('INSERT INTO payment_receipt (agency_id, year, number, dossier_id, event_seq, kind, form_no, symbol, tax_code, trial, lines, amount, how, collected_at, issued_at) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11::jsonb,$12,$13,$14,$15)',
          [receipt.agencyId, receipt.year, number, receipt.dossierId, receipt.eventSeq, part.kind, series.formNo, series.symbol, series.taxCode, series.trial, JSON.stringify(part.lines), part.amount, receipt.how, receipt.collectedAt, receipt.issuedAt]));
      }
      return (await stored(tx, receipt)).map(receiptOf);
    }),
    async printed(receipt, fileId) {
      await db.inScope({ kind: 'public' }, 'writes', (tx) => tx.query(sql('UPDATE payment_receipt SET file_id = $4 WHERE agency_id = $1 AND year = $2 AND number = $3 AND file_id IS NULL', [receipt.agencyId, receipt.year, receipt.number, fileId])));
    },
  };
}
const stored = (tx: Queryable, receipt: NewReceipt): Promise<ReceiptRow[]> => tx.query<ReceiptRow>(sql(`SELECT ${RECEIPT} FROM payment_receipt WHERE dossier_id = $1 AND event_seq = $2 AND round = 1 ORDER BY number`, [receipt.dossierId, receipt.eventSeq]));
export async function nextNumber(tx: Queryable, agencyId: number, year: number): Promise<number> {
  const rows = await tx.query<{ last: number }>(sql('INSERT INTO payment_receipt_book (agency_id, year, last) VALUES ($1, $2, $3) ON CONFLICT (agency_id, year) DO UPDATE SET last = payment_receipt_book.last + 1 RETURNING last', [agencyId, year, RECEIPT_NUMBERS.first]));
  const number = rows[0]?.last ?? 0;
  if (number < 1 || number > RECEIPT_NUMBERS.last) throw new Error(`the receipt book of ${agencyId}/${year} is full`);
  return number;
}
export async function seriesOn(tx: Queryable, receipt: Pick<NewReceipt, 'agencyId' | 'issuedAt'>): Promise<ReceiptSeries | null> {
  const rows = await tx.query<{ form_no: string; symbol: string; tax_code: string | null }>(sql("SELECT form_no, symbol, tax_code FROM payment_receipt_series WHERE agency_id = $1 AND valid_from <= ($2::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh')::date ORDER BY valid_from DESC LIMIT 1", [receipt.agencyId, receipt.issuedAt]));
  const row = rows[0];
  return row ? { formNo: row.form_no, symbol: row.symbol, taxCode: row.tax_code, trial: false } : null;
}
