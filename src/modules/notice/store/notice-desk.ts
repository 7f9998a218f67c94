import { open, type Keyring } from '../../../platform/crypto/seal.ts';
import { sql, type Database, type Queryable, type Scope } from '../../../platform/postgres/database.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { maskRecipient, NOTICE_BUDGETS, type Budgets, type FailureCause, type Moment, type NoticeChannel, type NoticeState } from '../domain/index.ts';
import type { NoticeDesk, NoticeRow, NoticeSummary } from '../ports.ts';
import { addJobs, recipientPlace } from './notice-outbox.ts';

interface Row {
  id: string; channel: NoticeChannel; template: Moment; dossier_id: string; dossier_code: string; recipient_sealed: string | null; state: NoticeState; cause_of_failure: FailureCause | null;
  failure_detail: string | null; delivery: 'delivered' | 'undelivered' | null; attempts: number; created_at: Date; due_at: Date; finished_at: Date | null; held_by_budget: string | null;
}
const COLUMNS = 'id, channel, template, dossier_id, dossier_code, recipient_sealed, state, cause_of_failure, failure_detail, delivery, attempts, created_at, due_at, finished_at, held_by_budget';
const FAILED = "(state = 'dead' OR delivery = 'undelivered')";

/** The administrator's side, for one officer: row-level security keeps it to the officer's agencies. */
export function noticeDesk(db: Database, ring: Keyring, scope: Scope, budgets: Budgets = NOTICE_BUDGETS): NoticeDesk {
  const reads = <T>(work: (tx: Queryable) => Promise<T>): Promise<T> => db.inScope(scope, 'reads', work);
  const show = (row: Row): NoticeRow => ({
    id: row.id, channel: row.channel, moment: row.template, dossierId: row.dossier_id, dossierCode: row.dossier_code, state: row.state, cause: row.cause_of_failure, detail: row.failure_detail,
    delivery: row.delivery, attempts: row.attempts, createdAt: row.created_at, dueAt: row.due_at, finishedAt: row.finished_at, heldByBudget: row.held_by_budget,
    recipient: row.recipient_sealed === null ? '***' : maskRecipient(row.channel, open(ring, recipientPlace(row.id), row.recipient_sealed)),
  });
  return {
    failed: (page) => reads(async (tx) => {
      const rows = await tx.query<Row>(sql(`SELECT ${COLUMNS} FROM notice_message WHERE ${FAILED} ORDER BY created_at DESC, id DESC LIMIT $1 OFFSET $2`, [LIMITS.pageRows + 1, (page - 1) * LIMITS.pageRows], 'notice_failed'));
      return { rows: rows.slice(0, LIMITS.pageRows).map(show), more: rows.length > LIMITS.pageRows };
    }),
    waiting: () => reads(async (tx) => (await tx.query<Row>(sql(`SELECT ${COLUMNS} FROM notice_message WHERE state IN ('queued', 'sending') ORDER BY due_at LIMIT $1`, [LIMITS.pageRows], 'notice_waiting'))).map(show)),
    summary: (now) => reads(async (tx): Promise<NoticeSummary> => {
      const counts = await tx.query<{ channel: NoticeChannel; queued: number; sent: number; dead: number }>(sql(`
        SELECT channel, count(*) FILTER (WHERE state IN ('queued', 'sending')) AS queued, count(*) FILTER (WHERE state = 'sent') AS sent, count(*) FILTER (WHERE state = 'dead') AS dead
        FROM notice_message WHERE created_at > $1 GROUP BY channel ORDER BY channel DESC`, [new Date(now.getTime() - 86_400_000)], 'notice_summary'));
      const spent = await tx.query<{ channel: NoticeChannel; used: number }>(sql('SELECT channel, used FROM notice_spending WHERE hour = $1', [new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000)], 'notice_spending'));
      const most = (channel: NoticeChannel): number => budgets[channel].find((one) => one.per === 'site')?.most ?? Number.POSITIVE_INFINITY;
      return { last24h: counts, exhausted: spent.filter((one) => one.used >= most(one.channel)).map((one) => one.channel) };
    }),
    retry: (id, officerId, now) => db.inScope(scope, 'writes', async (tx) => (await requeue(tx, 'id = $3', [id], officerId, now)) > 0),
    retryAll: (officerId, now, limit) => db.inScope(scope, 'writes', (tx) => requeue(tx, `id IN (SELECT id FROM notice_message WHERE ${FAILED} AND body_sealed IS NOT NULL ORDER BY created_at DESC LIMIT $3)`, [limit], officerId, now)),
  };
}

async function requeue(tx: Queryable, which: string, values: readonly unknown[], officerId: string, now: Date): Promise<number> {
  const rows = await tx.query<{ id: string }>(sql(`
    UPDATE notice_message SET state = 'queued', failures = 0, due_at = $1, held_by_budget = NULL, finished_at = NULL, delivery = NULL, retried_by = $2, retried_at = $1
    WHERE ${which} AND ${FAILED} AND body_sealed IS NOT NULL RETURNING id`, [now, officerId, ...values]));
  if (rows.length > 0) await addJobs(tx, rows.map((row) => row.id), now);
  return rows.length;
}
