import { open, type Keyring } from '../../../platform/crypto/seal.ts';
import { sql, type Database, type Queryable, type Scope } from '../../../platform/postgres/database.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { FAILURE_CAUSES, maskRecipient, NOTICE_BUDGETS, type AnswerKind, type Budgets, type FailureCause, type Moment, type NoticeChannel, type NoticeState } from '../domain/index.ts';
import { COUNTED_MOST, type FailedGroup, type NoticeDesk, type NoticeRow, type NoticeSummary } from '../ports.ts';
import { addJobs, recipientPlace } from './notice-rows.ts';

interface Row {
  id: string; channel: NoticeChannel; template: Moment | AnswerKind; dossier_id: string | null; dossier_code: string | null; recipient_sealed: string | null; state: NoticeState; cause_of_failure: FailureCause | null;
  failure_detail: string | null; delivery: 'delivered' | 'undelivered' | null; attempts: number; created_at: Date; due_at: Date; finished_at: Date | null; held_by_budget: string | null; expires_at: Date | null;
}
const COLUMNS = 'id, channel, template, dossier_id, dossier_code, recipient_sealed, state, cause_of_failure, failure_detail, delivery, attempts, created_at, due_at, finished_at, held_by_budget, expires_at';
/** The condition of the index; what has been emptied after its keeping time is no longer anybody's work. */
const FAILED = "(state = 'dead' OR delivery = 'undelivered') AND recipient_sealed IS NOT NULL";
/** Written so that the index of failed messages serves each: `$1` is the channel, `$2` the cause. */
const ofGroup = (group: FailedGroup): string => (group.cause === 'undelivered' ? "channel = $1 AND cause_of_failure IS NULL AND state = 'sent' AND $2::text IS NOT NULL" : "channel = $1 AND cause_of_failure = $2 AND state = 'dead'");
const nameOf = (what: string, group: FailedGroup): string => `notice_${what}_${group.cause === 'undelivered' ? 'undelivered' : 'dead'}`;

/** The administrator's side, for one officer: row-level security keeps it to the officer's agencies. */
export function noticeDesk(db: Database, ring: Keyring, scope: Scope, budgets: Budgets = NOTICE_BUDGETS): NoticeDesk {
  const reads = <T>(work: (tx: Queryable) => Promise<T>): Promise<T> => db.inScope(scope, 'reads', work);
  const show = (row: Row): NoticeRow => ({
    id: row.id, channel: row.channel, moment: row.template, dossierId: row.dossier_id, dossierCode: row.dossier_code, state: row.state, cause: row.cause_of_failure, detail: row.failure_detail,
    delivery: row.delivery, attempts: row.attempts, createdAt: row.created_at, dueAt: row.due_at, finishedAt: row.finished_at, heldByBudget: row.held_by_budget, answer: row.expires_at !== null,
    recipient: row.recipient_sealed === null ? '***' : maskRecipient(row.channel, open(ring, recipientPlace(row.id), row.recipient_sealed)),
  });
  return {
    groups: () => reads(async (tx) => {
      // A thousand of each group are counted and no more, however many lie there.
      const counted = (where: string): string => `LATERAL (SELECT count(*) AS count, min(created_at) AS oldest FROM (SELECT created_at FROM notice_message m WHERE ${FAILED} AND m.channel = g.channel AND ${where} LIMIT ${COUNTED_MOST}) AS found) AS c WHERE c.count > 0`;
      const rows = await tx.query<{ channel: NoticeChannel; cause: FailedGroup['cause']; count: number; oldest: Date }>(sql(`
        SELECT g.channel, g.cause, c.count::int AS count, c.oldest FROM (SELECT channel, cause FROM unnest(ARRAY['sms', 'email']) AS channel, unnest($1::text[]) AS cause) AS g, ${counted("m.cause_of_failure = g.cause AND m.state = 'dead'")}
        UNION ALL SELECT g.channel, 'undelivered', c.count::int, c.oldest FROM unnest(ARRAY['sms', 'email']) AS g(channel), ${counted("m.cause_of_failure IS NULL AND m.state = 'sent'")}
        ORDER BY count DESC, channel, cause`, [FAILURE_CAUSES], 'notice_groups'));
      return rows;
    }),
    failed: (group, after) => reads(async (tx) => {
      const rows = await tx.query<Row>(sql(`SELECT ${COLUMNS} FROM notice_message WHERE ${FAILED} AND ${ofGroup(group)} AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4::uuid)) ORDER BY created_at DESC, id DESC LIMIT $5`, [group.channel, group.cause, after?.at ?? null, after?.id ?? null, LIMITS.pageRows + 1], nameOf('failed', group)));
      const last = rows[LIMITS.pageRows - 1];
      return { rows: rows.slice(0, LIMITS.pageRows).map(show), next: rows.length > LIMITS.pageRows && last ? { at: last.created_at, id: last.id } : null };
    }),
    waiting: () => reads(async (tx) => (await tx.query<Row>(sql(`SELECT ${COLUMNS} FROM notice_message WHERE state IN ('queued', 'sending') ORDER BY due_at LIMIT $1`, [LIMITS.pageRows], 'notice_waiting'))).map(show)),
    summary: (now) => reads(async (tx): Promise<NoticeSummary> => {
      const dayAgo = new Date(now.getTime() - 86_400_000);
      const counts = await tx.query<{ channel: NoticeChannel; queued: number; sent: number; dead: number }>(sql(`
        SELECT channel, count(*) FILTER (WHERE state IN ('queued', 'sending')) AS queued, count(*) FILTER (WHERE state = 'sent') AS sent, count(*) FILTER (WHERE state = 'dead') AS dead
        FROM notice_message WHERE created_at > $1 GROUP BY channel ORDER BY channel DESC`, [dayAgo], 'notice_summary'));
      const spent = await tx.query<{ channel: NoticeChannel; used: number }>(sql("SELECT channel, used FROM notice_spending WHERE hour = $1 AND channel IN ('sms', 'email')", [new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000)], 'notice_spending'));
      const [questions] = await tx.query<NoticeSummary['questions']>(sql(`
        SELECT count(*)::int AS asked, count(*) FILTER (WHERE state = 'answered')::int AS answered, count(*) FILTER (WHERE state = 'silent')::int AS silent, count(*) FILTER (WHERE state = 'waiting')::int AS waiting,
          (SELECT coalesce(sum(used), 0)::int FROM notice_spending WHERE channel = 'question-over' AND hour > $1) AS "letGo"
        FROM notice_question WHERE received_at > $1`, [dayAgo], 'notice_questions'));
      const most = (channel: NoticeChannel): number => budgets[channel].find((one) => one.per === 'site')?.most ?? Number.POSITIVE_INFINITY;
      return { last24h: counts, exhausted: spent.filter((one) => one.used >= most(one.channel)).map((one) => one.channel), questions: questions ?? { asked: 0, answered: 0, silent: 0, waiting: 0, letGo: 0 } };
    }),
    retry: (id, officerId, now) => db.inScope(scope, 'writes', async (tx) => (await requeue(tx, 'id = $1', [id], officerId, now)) > 0),
    retryGroup: (group, officerId, now, limit) => db.inScope(scope, 'writes', (tx) => requeue(tx, `id IN (SELECT id FROM notice_message WHERE ${FAILED} AND expires_at IS NULL AND ${ofGroup(group)} ORDER BY created_at DESC, id DESC LIMIT $3)`, [group.channel, group.cause, limit], officerId, now)),
  };
}

async function requeue(tx: Queryable, which: string, values: readonly unknown[], officerId: string, now: Date): Promise<number> {
  const [at, by] = [`$${values.length + 1}`, `$${values.length + 2}`];
  const rows = await tx.query<{ id: string }>(sql(`
    UPDATE notice_message SET state = 'queued', failures = 0, due_at = ${at}, held_by_budget = NULL, finished_at = NULL, delivery = NULL, retried_by = ${by}, retried_at = ${at}
    WHERE ${which} AND ${FAILED} AND body_sealed IS NOT NULL AND expires_at IS NULL RETURNING id`, [...values, now, officerId]));
  if (rows.length > 0) await addJobs(tx, rows.map((row) => row.id), now);
  return rows.length;
}
