import { sql, type Database } from '../../../platform/postgres/database.ts';
import type { PayAccount } from '../domain/index.ts';
import type { EnteredAccount, TransferBook, TransferDesk, TransferEntry } from '../ports.ts';
import { addJobs, MONEY_FIRST } from './payment-store.ts';

interface AccountRow { readonly id: string; readonly valid_from: string; readonly bank_bin: string; readonly bank_name: string; readonly account_no: string; readonly account_name: string; readonly state: EnteredAccount['state']; readonly entered_by: string; readonly entered_name: string; readonly entered_at: Date; readonly decided_name: string | null }
const ACCOUNT = 'id, valid_from::text AS valid_from, bank_bin, bank_name, account_no, account_name, state, entered_by, entered_name, entered_at, decided_name';
const plainOf = (row: AccountRow): PayAccount => ({ bankBin: row.bank_bin, bankName: row.bank_name, accountNo: row.account_no, accountName: row.account_name });
const accountOf = (row: AccountRow): EnteredAccount => ({ ...plainOf(row), id: row.id, validFrom: row.valid_from, state: row.state, enteredBy: row.entered_by, enteredName: row.entered_name, enteredAt: row.entered_at, decidedName: row.decided_name });
interface TransferRow { readonly id: string; readonly dossier_id: string; readonly reference: string; readonly bank_ref: string; readonly bank_date: string; readonly amount: number; readonly state: TransferEntry['state']; readonly officer_name: string; readonly confirmed_at: Date }
const TRANSFER = 'id, dossier_id, reference, bank_ref, bank_date::text AS bank_date, amount, state, officer_name, confirmed_at';
const transferOf = (row: TransferRow): TransferEntry => ({ id: row.id, dossierId: row.dossier_id, reference: row.reference, bankRef: row.bank_ref, bankDate: row.bank_date, amount: row.amount, state: row.state, officerName: row.officer_name, confirmedAt: row.confirmed_at });

/** Accounts of offices and lines of their banks' statements, in the scope of whoever looks. */
export function transferDesk(db: Database): TransferDesk {
  return {
    accountOn: async (scope, agencyId, date) => {
      const rows = await db.inScope(scope, 'reads', (tx) => tx.query<AccountRow>(sql(`SELECT ${ACCOUNT} FROM payment_account WHERE agency_id = $1 AND state = 'agreed' AND valid_from <= $2 ORDER BY valid_from DESC LIMIT 1`, [agencyId, date], 'payment-account-on')));
      return rows[0] ? plainOf(rows[0]) : null;
    },
    accounts: async (scope, agencyId, limit) => (await db.inScope(scope, 'reads', (tx) => tx.query<AccountRow>(sql(`SELECT ${ACCOUNT} FROM payment_account WHERE agency_id = $1 ORDER BY valid_from DESC, entered_at DESC LIMIT $2`, [agencyId, limit])))).map(accountOf),
    enterAccount: async (scope, entered) => (await db.inScope(scope, 'writes', (tx) => tx.query(sql(`INSERT INTO payment_account (id, agency_id, valid_from, bank_bin, bank_name, account_no, account_name, state, entered_by, entered_name, entered_at) VALUES ($1,$2,$3,$4,$5,$6,$7,'asked',$8,$9,$10) ON CONFLICT DO NOTHING RETURNING id`,
      [entered.id, entered.agencyId, entered.from, entered.account.bankBin, entered.account.bankName, entered.account.accountNo, entered.account.accountName, entered.officer.officerId, entered.officer.name, entered.at])))).length > 0,
    decideAccount: async (scope, decided) => (await db.inScope(scope, 'writes', (tx) => tx.query(sql("UPDATE payment_account SET state = $2, decided_by = $3, decided_name = $4, decided_at = $5 WHERE id = $1 AND state = 'asked' RETURNING id", [decided.id, decided.agree ? 'agreed' : 'declined', decided.officer.officerId, decided.officer.name, decided.at])))).length > 0,
    confirm: (scope, line) => db.inScope(scope, 'writes', async (tx) => {
      const entered = await tx.query(sql(`INSERT INTO payment_transfer (id, agency_id, dossier_id, reference, bank_ref, bank_date, amount, state, officer_id, officer_name, confirmed_at) VALUES ($1,$2,$3,$4,$5,$6,$7,'confirmed',$8,$9,$10) ON CONFLICT DO NOTHING RETURNING id`,
        [line.id, line.agencyId, line.dossierId, line.reference, line.bankRef, line.bankDate, line.amount, line.officer.officerId, line.officer.name, line.at]));
      if (entered.length > 0) await addJobs(tx, [{ task: 'record-transfer', payload: { transferId: line.id }, key: `record-transfer:${line.id}`, maxAttempts: 25, priority: MONEY_FIRST }]);
      return entered.length > 0;
    }),
    transfers: async (scope, agencyId, limit) => (await db.inScope(scope, 'reads', (tx) => tx.query<TransferRow>(sql(`SELECT ${TRANSFER} FROM payment_transfer WHERE agency_id = $1 ORDER BY confirmed_at DESC LIMIT $2`, [agencyId, limit])))).map(transferOf),
  };
}

/** The worker's side of confirmed transfers. */
export function transferBook(db: Database): TransferBook {
  const reads = <Row>(text: string, values: readonly unknown[]): Promise<Row[]> => db.inScope({ kind: 'public' }, 'reads', (tx) => tx.query<Row>(sql(text, values)));
  return {
    find: async (id) => { const row = (await reads<TransferRow>(`SELECT ${TRANSFER} FROM payment_transfer WHERE id = $1`, [id]))[0]; return row ? transferOf(row) : null; },
    waiting: async (before, limit) => (await reads<{ id: string }>("SELECT id FROM payment_transfer WHERE state = 'confirmed' AND confirmed_at < $1 ORDER BY confirmed_at LIMIT $2", [before, limit])).map((row) => row.id),
    settle: async (id, state, at) => { await db.inScope({ kind: 'public' }, 'writes', (tx) => tx.query(sql("UPDATE payment_transfer SET state = $2, settled_at = $3 WHERE id = $1 AND state = 'confirmed'", [id, state, at]))); },
  };
}
