import { seal, type Keyring } from '../../../platform/crypto/seal.ts';
import { sql, type Database, type Queryable } from '../../../platform/postgres/database.ts';
import { BUDGET_MEMORY_SECONDS, NOTICE_BUDGETS, type Budgets } from '../domain/index.ts';
import type { Claim, DeliveryReceipt, NewNotice, NoticeOutbox } from '../ports.ts';
import { claimNotices, finishNotices, type ToClaim, type ToFinish } from './claim-notices.ts';
import { inBatches } from './in-batches.ts';
import { addJobs, bodyPlace, recipientKey, recipientPlace } from './notice-rows.ts';

/** The worker's side. `budgets` can be set per installation; the defaults are `NOTICE_BUDGETS`. */
export function noticeOutbox(db: Database, ring: Keyring, budgets: Budgets = NOTICE_BUDGETS): NoticeOutbox {
  const inTransaction = <T>(work: (tx: Queryable) => Promise<T>): Promise<T> => db.inScope({ kind: 'public' }, 'writes', work);
  const claim = inBatches<ToClaim, Claim>((asked) => inTransaction((tx) => claimNotices(tx, ring, budgets, asked)));
  const finish = inBatches<ToFinish, boolean>((done) => inTransaction((tx) => finishNotices(tx, done)));
  const recordReceipt = inBatches<{ readonly receipt: DeliveryReceipt; readonly now: Date }, boolean>((receipts) => recordReceipts(db.write, receipts));
  return {
    add: (notices, now) => (notices.length === 0 ? Promise.resolve(0) : inTransaction((tx) => addNotices(tx, ring, notices, now))),
    claim: (id, now) => claim({ id, now }),
    finish: (notice, result, now) => finish({ notice, result, now }),
    async due(now, limit) {
      const rows = await db.read.query<{ id: string }>(sql("SELECT id FROM notice_message WHERE state IN ('queued', 'sending') AND due_at <= $1 ORDER BY due_at LIMIT $2", [now, limit], 'notice_due'));
      return rows.map((row) => row.id);
    },
    wakeUp: (ids, at) => (ids.length === 0 ? Promise.resolve() : addJobs(db.write, ids, at)),
    recordReceipt: (receipt, now) => recordReceipt({ receipt, now }),
    forget: (now, keptSince) => inTransaction(async (tx) => {
      await tx.query(sql('DELETE FROM notice_attempt WHERE started_at < $1', [new Date(now.getTime() - BUDGET_MEMORY_SECONDS * 1000)]));
      await tx.query(sql('DELETE FROM notice_spending WHERE hour < $1', [new Date(now.getTime() - 7 * BUDGET_MEMORY_SECONDS * 1000)]));
      const rows = await tx.query<{ id: string }>(sql("UPDATE notice_message SET recipient_sealed = NULL, body_sealed = NULL WHERE state IN ('sent', 'dead') AND finished_at < $1 AND body_sealed IS NOT NULL RETURNING id", [keptSince]));
      return rows.length;
    }),
  };
}

export async function addNotices(tx: Queryable, ring: Keyring, notices: readonly NewNotice[], now: Date): Promise<number> {
  const stored: string[] = [];
  for (const one of notices) {
    const rows = await tx.query<{ id: string }>(sql(`
      INSERT INTO notice_message (id, cause, dossier_id, dossier_code, agency_id, channel, template, template_version, lang, recipient_sealed, recipient_key, body_sealed, state, due_at, created_at, expires_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'queued', $13, $13, $14)
      ON CONFLICT (cause, channel, recipient_key) DO NOTHING RETURNING id`,
    [one.id, one.cause, one.dossierId, one.dossierCode, one.agencyId, one.channel, one.moment, one.templateVersion, one.lang,
      seal(ring, recipientPlace(one.id), one.to), recipientKey(ring, one.channel, one.to), seal(ring, bodyPlace(one.id), JSON.stringify({ subject: one.subject, text: one.text, ...(one.from === undefined ? {} : { from: one.from }) })), now, one.expiresAt ?? null], 'notice_add'));
    if (rows[0]) stored.push(rows[0].id);
  }
  if (stored.length > 0) await addJobs(tx, stored, now);
  return stored.length;
}

async function recordReceipts(on: Queryable, receipts: readonly { readonly receipt: DeliveryReceipt; readonly now: Date }[]): Promise<readonly boolean[]> {
  // Of two receipts for one message in one batch, «delivered» is the one that stays, whichever came first.
  const rows = await on.query<{ provider_id: string }>(sql(`
    WITH r AS (SELECT DISTINCT ON (provider_id) * FROM jsonb_to_recordset($1::jsonb) AS r(provider_id text, delivery text, now timestamptz) ORDER BY provider_id, delivery)
    UPDATE notice_message m SET delivery = CASE WHEN m.delivery = 'delivered' THEN m.delivery ELSE r.delivery END, finished_at = CASE WHEN m.delivery = 'delivered' THEN m.finished_at ELSE r.now END
    FROM r WHERE m.provider_id = r.provider_id AND m.channel = 'sms' AND m.state = 'sent' RETURNING m.provider_id`,
  [JSON.stringify(receipts.map(({ receipt, now }) => ({ provider_id: receipt.providerId, delivery: receipt.delivered ? 'delivered' : 'undelivered', now: now.toISOString() })))], 'notice_receipts'));
  const known = new Set(rows.map((row) => row.provider_id));
  return receipts.map(({ receipt }) => known.has(receipt.providerId));
}
