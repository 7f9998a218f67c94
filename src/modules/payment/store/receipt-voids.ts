import { open, seal, type Keyring } from '../../../platform/crypto/seal.ts';
import { sql, type Database, type Queryable } from '../../../platform/postgres/database.ts';
import { trialSeries, type ReceiptPayer, type ReceiptVoid, type VoidState } from '../domain/index.ts';
import type { ReceiptReplacements, ReceiptVoids } from '../ports.ts';
import { addJobs } from './payment-store.ts';
import { nextNumber, seriesOn } from './receipt-store.ts';
import { RECEIPT, receiptOf, type ReceiptRow } from './rows.ts';

const place = (id: string): string => `payment_receipt_void|payer|${id}`;
interface VoidRow extends ReceiptRow { readonly void_id: string; readonly reason: string; readonly payer: string; readonly state: VoidState; readonly asked_by: string; readonly asked_name: string; readonly asked_at: Date; readonly decided_name: string | null; readonly decided_at: Date | null; readonly why_not: string | null }
const VOID = `SELECT ${RECEIPT.split(', ').map((name) => `r.${name}`).join(', ')}, v.id AS void_id, v.reason, v.payer, v.state, v.asked_by, v.asked_name, v.asked_at, v.decided_name, v.decided_at, v.why_not
  FROM payment_receipt_void v JOIN payment_receipt r ON r.agency_id = v.agency_id AND r.year = v.year AND r.number = v.number`;
const voidOf = (keyring: Keyring, row: VoidRow): ReceiptVoid => ({
  id: row.void_id, receipt: receiptOf(row), reason: row.reason, payer: JSON.parse(open(keyring, place(row.void_id), row.payer)) as ReceiptPayer, state: row.state,
  askedBy: row.asked_by, askedName: row.asked_name, askedAt: row.asked_at, decidedName: row.decided_name, decidedAt: row.decided_at, whyNot: row.why_not,
});

/** The office's side: one officer asks, another decides; row-level security holds the two apart. */
export function receiptVoids(db: Database, keyring: Keyring): ReceiptVoids {
  return {
    receipt: async (scope, agencyId, { year, number }) => db.inScope(scope, 'reads', async (tx) => {
      const row = (await tx.query<ReceiptRow & { replaced: number | null }>(sql(`SELECT ${RECEIPT}, (SELECT n.number FROM payment_receipt n WHERE n.agency_id = $1 AND n.replaces_year = $2 AND n.replaces_number = $3) AS replaced FROM payment_receipt WHERE agency_id = $1 AND year = $2 AND number = $3`, [agencyId, year, number])))[0];
      if (!row) return null;
      const last = (await tx.query<VoidRow>(sql(`${VOID} WHERE v.agency_id = $1 AND v.year = $2 AND v.number = $3 ORDER BY (v.state = 'declined'), v.asked_at DESC LIMIT 1`, [agencyId, year, number])))[0];
      return { receipt: receiptOf(row), replacedBy: row.replaced, last: last ? voidOf(keyring, last) : null };
    }),
    ask: (scope, asked) => db.inScope(scope, 'writes', async (tx) => {
      const { year, number } = asked.receipt;
      const entered = await tx.query(sql(`INSERT INTO payment_receipt_void (id, agency_id, year, number, dossier_id, reason, payer, state, asked_by, asked_name, asked_at)
        SELECT $1, r.agency_id, r.year, r.number, r.dossier_id, $5, $6, 'asked', $7, $8, $9 FROM payment_receipt r WHERE r.agency_id = $2 AND r.year = $3 AND r.number = $4 ON CONFLICT DO NOTHING RETURNING id`,
      [asked.id, asked.agencyId, year, number, asked.reason, seal(keyring, place(asked.id), JSON.stringify(asked.payer)), asked.officer.officerId, asked.officer.name, asked.at]));
      return entered.length > 0;
    }),
    waiting: async (scope, agencyId, limit) => (await db.inScope(scope, 'reads', (tx) => tx.query<VoidRow>(sql(`${VOID} WHERE v.agency_id = $1 AND v.state = 'asked' ORDER BY v.asked_at LIMIT $2`, [agencyId, limit])))).map((row) => voidOf(keyring, row)),
    decide: (scope, decided) => db.inScope(scope, 'writes', async (tx) => {
      const rows = await tx.query(sql("UPDATE payment_receipt_void SET state = $2, decided_by = $3, decided_name = $4, decided_at = $5, why_not = $6 WHERE id = $1 AND state = 'asked' RETURNING id", [decided.id, decided.whyNot === null ? 'approved' : 'declined', decided.officer.officerId, decided.officer.name, decided.at, decided.whyNot]));
      if (rows.length > 0 && decided.whyNot === null) await addJobs(tx, [{ task: 'replace-receipt', payload: { voidId: decided.id }, key: `replace-receipt:${decided.id}`, maxAttempts: 25 }]);
      return rows.length > 0;
    }),
  };
}

/** The worker's side: the number of the new receipt is taken in the transaction that voids the old one. */
export function receiptReplacements(db: Database, keyring: Keyring): ReceiptReplacements {
  const found = async (tx: Queryable, id: string): Promise<ReceiptVoid | null> => {
    const row = (await tx.query<VoidRow>(sql(`${VOID} WHERE v.id = $1`, [id])))[0];
    return row ? voidOf(keyring, row) : null;
  };
  return {
    replace: (id, { at, year, forceTrial }) => db.inScope({ kind: 'public' }, 'writes', async (tx) => {
      await tx.query(sql('SELECT id FROM payment_receipt_void WHERE id = $1 FOR UPDATE', [id]));
      const one = await found(tx, id);
      if (!one || (one.state !== 'approved' && one.state !== 'replaced')) return null;
      const { receipt: old } = one;
      if (one.state === 'approved') {
        const series = forceTrial ? trialSeries(year) : (await seriesOn(tx, { agencyId: old.agencyId, issuedAt: at })) ?? trialSeries(year);
        const number = await nextNumber(tx, old.agencyId, year);
        await tx.query(sql('INSERT INTO payment_receipt (agency_id, year, number, dossier_id, event_seq, kind, form_no, symbol, tax_code, trial, lines, amount, how, collected_at, issued_at, round, replaces_year, replaces_number) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11::jsonb,$12,$13,$14,$15,$16,$17,$18)',
          [old.agencyId, year, number, old.dossierId, old.eventSeq, old.kind, series.formNo, series.symbol, series.taxCode, series.trial, JSON.stringify(old.lines), old.amount, old.how, old.collectedAt, at, old.round + 1, old.year, old.number]));
        await tx.query(sql("UPDATE payment_receipt_void SET state = 'replaced', new_year = $2, new_number = $3 WHERE id = $1", [id, year, number]));
      }
      const row = (await tx.query<ReceiptRow>(sql(`SELECT ${RECEIPT} FROM payment_receipt WHERE agency_id = $1 AND replaces_year = $2 AND replaces_number = $3`, [old.agencyId, old.year, old.number])))[0];
      return row ? { done: one, receipt: receiptOf(row) } : null;
    }),
    dossierOf: async (id) => (await db.inScope({ kind: 'public' }, 'reads', (tx) => tx.query<{ dossier_id: string }>(sql('SELECT dossier_id FROM payment_receipt_void WHERE id = $1', [id]))))[0]?.dossier_id ?? null,
  };
}
