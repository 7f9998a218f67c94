import { blindIndex, open, seal, type Keyring } from '../../../platform/crypto/seal.ts';
import { sql, type Database, type Queryable } from '../../../platform/postgres/database.ts';
import { BUDGET_MEMORY_SECONDS, isAnswer, NOTICE_BUDGETS, SENDING_LEASE_MS, withinBudget, type Budgets, type NoticeChannel, type Purse } from '../domain/index.ts';
import type { Claim, DeliveryReceipt, Finish, NewNotice, NoticeOutbox } from '../ports.ts';

export const recipientPlace = (id: string): string => `notice_message|recipient_sealed|${id}`;
export const bodyPlace = (id: string): string => `notice_message|body_sealed|${id}`;
export const recipientKey = (ring: Keyring, channel: NoticeChannel, to: string): Buffer => blindIndex(ring, channel === 'sms' ? 'phone' : 'email', to.toLowerCase());

/** Started this often without an end (the process died each time), a message is put aside for a person to look at. */
const MOST_INTERRUPTIONS = 5;

/** The worker's side. `budgets` can be set per installation; the defaults are `NOTICE_BUDGETS`. */
export function noticeOutbox(db: Database, ring: Keyring, budgets: Budgets = NOTICE_BUDGETS): NoticeOutbox {
  const inTransaction = <T>(work: (tx: Queryable) => Promise<T>): Promise<T> => db.inScope({ kind: 'public' }, 'writes', work);
  return {
    add: (notices, now) => (notices.length === 0 ? Promise.resolve(0) : inTransaction((tx) => addNotices(tx, ring, notices, now))),
    claim: (id, now) => inTransaction((tx) => claim(tx, ring, budgets, id, now)),
    finish: (notice, result, now) => inTransaction((tx) => finish(tx, notice, result, now)),
    async due(now, limit) {
      const rows = await db.read.query<{ id: string }>(sql("SELECT id FROM notice_message WHERE state IN ('queued', 'sending') AND due_at <= $1 ORDER BY due_at LIMIT $2", [now, limit], 'notice_due'));
      return rows.map((row) => row.id);
    },
    wakeUp: (ids, at) => (ids.length === 0 ? Promise.resolve() : addJobs(db.write, ids, at)),
    recordReceipt: (receipt, now) => recordReceipt(db.write, receipt, now),
    forget: (now, keptSince) => inTransaction(async (tx) => {
      await tx.query(sql('DELETE FROM notice_attempt WHERE started_at < $1', [new Date(now.getTime() - BUDGET_MEMORY_SECONDS * 1000)]));
      await tx.query(sql('DELETE FROM notice_spending WHERE hour < $1', [new Date(now.getTime() - 7 * BUDGET_MEMORY_SECONDS * 1000)]));
      const rows = await tx.query<{ id: string }>(sql("UPDATE notice_message SET recipient_sealed = NULL, body_sealed = NULL WHERE state IN ('sent', 'dead') AND finished_at < $1 AND body_sealed IS NOT NULL RETURNING id", [keptSince]));
      return rows.length;
    }),
  };
}

/** One job a message under the message's own key, so that a second asking only moves the first. */
export async function addJobs(on: Queryable, ids: readonly string[], at: Date): Promise<void> {
  await on.query(sql('SELECT platform_add_jobs($1::jsonb)', [JSON.stringify(ids.map((id) => ({ task: 'send-notice', payload: { messageId: id }, key: `notice:${id}`, runAt: at.toISOString(), maxAttempts: 25 })))]));
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

interface MessageRow { id: string; channel: NoticeChannel; template: string; expires_at: Date | null; lang: 'vi' | 'en'; recipient_sealed: string | null; recipient_key: Buffer; body_sealed: string | null; state: string; failures: number; fence: number; due_at: Date }

async function claim(tx: Queryable, ring: Keyring, budgets: Budgets, id: string, now: Date): Promise<Claim> {
  const [row] = await tx.query<MessageRow>(sql('SELECT id, channel, template, expires_at, lang, recipient_sealed, recipient_key, body_sealed, state, failures, fence, due_at FROM notice_message WHERE id = $1 FOR UPDATE', [id], 'notice_claim_read'));
  if (!row || row.state === 'sent' || row.state === 'dead' || row.recipient_sealed === null || row.body_sealed === null) return { kind: 'done' };
  if (row.due_at > now) return { kind: 'later', at: row.due_at };
  let failures = row.failures;
  if (row.state === 'sending') {
    // Its holder is gone: whether the message left is not known, so it counts as left in the budgets and is sent again under the same reference.
    failures += 1;
    if (failures > MOST_INTERRUPTIONS) {
      await tx.query(sql("UPDATE notice_message SET state = 'dead', failures = $2, cause_of_failure = 'interrupted', failure_detail = NULL, finished_at = $3 WHERE id = $1", [id, failures, now]));
      return { kind: 'done' };
    }
  }
  if (row.expires_at !== null && row.expires_at <= now) {
    await tx.query(sql("UPDATE notice_message SET state = 'dead', failures = $2, cause_of_failure = 'expired', finished_at = $3 WHERE id = $1", [id, failures, now], 'notice_expire'));
    return { kind: 'done' };
  }
  const purse: Purse = isAnswer(row.template) ? 'answer' : row.channel;
  // Two messages to one number must not both find the budget free.
  await tx.query(sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 7702))', [`${purse}:${row.recipient_key.toString('hex')}`], 'notice_lock_recipient'));
  const recent = await tx.query<{ started_at: Date }>(sql(`
    SELECT started_at FROM notice_attempt WHERE channel = $1 AND recipient_key = $2 AND started_at > $3 AND message_id <> $4
      AND (outcome IS NULL OR outcome IN ('accepted', 'no-reply', 'bad-answer')) ORDER BY started_at DESC LIMIT 200`,
  [purse, row.recipient_key, new Date(now.getTime() - BUDGET_MEMORY_SECONDS * 1000), id], 'notice_recent'));
  const hour = new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000);
  const [spent] = await tx.query<{ used: number }>(sql('SELECT used FROM notice_spending WHERE channel = $1 AND hour = $2', [purse, hour], 'notice_spent'));
  const answer = withinBudget(budgets[purse], { recipient: recent.map((one) => one.started_at), siteThisHour: spent?.used ?? 0 }, now);
  if (!answer.free) {
    await tx.query(sql("UPDATE notice_message SET state = 'queued', failures = $2, due_at = $3, held_by_budget = $4 WHERE id = $1", [id, failures, answer.retryAt, answer.budget], 'notice_hold'));
    return { kind: 'later', at: answer.retryAt };
  }
  const fence = row.fence + 1;
  await tx.query(sql("UPDATE notice_message SET state = 'sending', attempts = attempts + 1, failures = $2, fence = $3, due_at = $4, held_by_budget = NULL WHERE id = $1", [id, failures, fence, new Date(now.getTime() + SENDING_LEASE_MS)], 'notice_claim'));
  await tx.query(sql('INSERT INTO notice_attempt (message_id, fence, channel, recipient_key, started_at) VALUES ($1, $2, $3, $4, $5)', [id, fence, purse, row.recipient_key, now], 'notice_attempt'));
  await tx.query(sql('INSERT INTO notice_spending (channel, hour, used) VALUES ($1, $2, 1) ON CONFLICT (channel, hour) DO UPDATE SET used = notice_spending.used + 1', [purse, hour], 'notice_spend'));
  const body = JSON.parse(open(ring, bodyPlace(id), row.body_sealed)) as { subject: string | null; text: string; from?: string };
  return { kind: 'claimed', notice: { id, fence, channel: row.channel, lang: row.lang, to: open(ring, recipientPlace(id), row.recipient_sealed), failures, ...body } };
}

async function finish(tx: Queryable, notice: { id: string; fence: number }, result: Finish, now: Date): Promise<boolean> {
  const failed = result.state !== 'sent';
  const rows = await tx.query<{ id: string }>(sql(`
    UPDATE notice_message SET state = $3, failures = CASE WHEN $4 THEN failures + 1 ELSE failures END, due_at = $5, provider_id = coalesce($6, provider_id), cause_of_failure = $7, failure_detail = $8,
      sent_at = CASE WHEN $3 = 'sent' THEN $9 ELSE sent_at END, finished_at = CASE WHEN $3 = 'queued' THEN NULL ELSE $9::timestamptz END
    WHERE id = $1 AND fence = $2 AND state = 'sending' RETURNING id`,
  [notice.id, notice.fence, result.state, failed, result.state === 'queued' ? result.at : now, result.state === 'sent' ? result.providerId : null, failed ? result.cause : null, failed ? result.detail.slice(0, 200) : null, now], 'notice_finish'));
  await tx.query(sql('UPDATE notice_attempt SET finished_at = $3, outcome = $4 WHERE message_id = $1 AND fence = $2', [notice.id, notice.fence, now, failed ? result.cause : 'accepted'], 'notice_attempt_end'));
  if (rows.length === 0) return false;
  if (result.state === 'queued') await addJobs(tx, [notice.id], result.at);
  return true;
}

async function recordReceipt(on: Queryable, receipt: DeliveryReceipt, now: Date): Promise<boolean> {
  const rows = await on.query<{ id: string }>(sql(
    "UPDATE notice_message SET delivery = $2, finished_at = $3 WHERE provider_id = $1 AND channel = 'sms' AND state = 'sent' AND (delivery IS NULL OR delivery <> 'delivered') RETURNING id",
    [receipt.providerId, receipt.delivered ? 'delivered' : 'undelivered', now], 'notice_receipt'));
  return rows.length > 0;
}
