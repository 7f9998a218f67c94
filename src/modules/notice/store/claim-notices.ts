import { open, type Keyring } from '../../../platform/crypto/seal.ts';
import { sql, type Queryable } from '../../../platform/postgres/database.ts';
import { BUDGET_MEMORY_SECONDS, isAnswer, SENDING_LEASE_MS, withinBudget, type Budgets, type NoticeChannel, type Purse } from '../domain/index.ts';
import type { Claim, Finish } from '../ports.ts';
import { addJobs, bodyPlace, recipientPlace } from './notice-rows.ts';

/** Started this often without an end (the process died each time), a message is put aside for a person to look at. */
const MOST_INTERRUPTIONS = 5;

interface MessageRow { id: string; channel: NoticeChannel; template: string; expires_at: Date | null; lang: 'vi' | 'en'; recipient_sealed: string | null; recipient_key: Buffer; body_sealed: string | null; state: string; failures: number; fence: number; due_at: Date }
interface Change { id: string; state: 'sending' | 'queued' | 'dead'; failures: number; fence: number; due_at: string; held_by_budget: string | null; cause_of_failure: string | null; finished_at: string | null; purse: Purse; recipient_key: string; claimed: boolean }
export interface ToClaim { readonly id: string; readonly now: Date }

const hourOf = (at: Date): Date => new Date(Math.floor(at.getTime() / 3_600_000) * 3_600_000);

/**
 * Claims many messages in one transaction: each decided by itself, in the order asked for, with the sendings of this same batch
 * counted. Measured by bench:notices on two cores that others kept busy: one transaction a message 98 a second, so 167 under twice the load.
 */
export async function claimNotices(tx: Queryable, ring: Keyring, budgets: Budgets, asked: readonly ToClaim[]): Promise<readonly (Claim | Error)[]> {
  const rows = new Map((await tx.query<MessageRow>(sql(`
    SELECT id, channel, template, expires_at, lang, recipient_sealed, recipient_key, body_sealed, state, failures, fence, due_at, set_config('synchronous_commit', 'off', true)
    FROM notice_message WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE`, [asked.map((one) => one.id)], 'notice_claim_read'))).map((row) => [row.id, row]));
  const live = [...rows.values()].filter((row) => row.state === 'queued' || row.state === 'sending');
  const used = await usageOf(tx, live, asked[0]?.now ?? new Date(0));
  const changes: Change[] = [];
  const claims = asked.map(({ id, now }): Claim | Error => {
    const row = rows.get(id);
    if (!row || row.state === 'sent' || row.state === 'dead' || row.recipient_sealed === null || row.body_sealed === null) return { kind: 'done' };
    if (row.due_at > now) return { kind: 'later', at: row.due_at };
    // Its holder is gone: whether the message left is not known, so it counts as left in the budgets and is sent again under the same reference.
    const failures = row.failures + (row.state === 'sending' ? 1 : 0);
    const purse = purseOf(row);
    const change = (over: Partial<Change>): void => {
      Object.assign(row, { state: over.state, due_at: over.due_at ? new Date(over.due_at) : row.due_at });
      changes.push({ id, state: 'queued', failures, fence: row.fence, due_at: row.due_at.toISOString(), held_by_budget: null, cause_of_failure: null, finished_at: null, purse, recipient_key: row.recipient_key.toString('hex'), claimed: false, ...over });
    };
    if (row.state === 'sending' && failures > MOST_INTERRUPTIONS) { change({ state: 'dead', cause_of_failure: 'interrupted', finished_at: now.toISOString() }); return { kind: 'done' }; }
    if (row.expires_at !== null && row.expires_at <= now) { change({ state: 'dead', cause_of_failure: 'expired', finished_at: now.toISOString() }); return { kind: 'done' }; }
    const usage = used.of(row, now);
    const answer = withinBudget(budgets[purse], usage, now);
    if (!answer.free) { change({ state: 'queued', due_at: answer.retryAt.toISOString(), held_by_budget: answer.budget }); return { kind: 'later', at: answer.retryAt }; }
    try {
      const body = JSON.parse(open(ring, bodyPlace(id), row.body_sealed)) as { subject: string | null; text: string; from?: string };
      const to = open(ring, recipientPlace(id), row.recipient_sealed);
      used.add(row, now);
      change({ state: 'sending', fence: row.fence + 1, due_at: new Date(now.getTime() + SENDING_LEASE_MS).toISOString(), claimed: true });
      return { kind: 'claimed', notice: { id, fence: row.fence + 1, channel: row.channel, lang: row.lang, to, failures, ...body } };
    } catch (error) {
      return error as Error; // its own trouble, not that of the others in the batch
    }
  });
  if (changes.length > 0) await write(tx, changes, asked[0]?.now ?? new Date(0));
  return claims;
}

const purseOf = (row: MessageRow): Purse => (isAnswer(row.template) ? 'answer' : row.channel);
const keyOf = (row: MessageRow): string => `${purseOf(row)}:${row.recipient_key.toString('hex')}`;

/** What each number and the whole site have used. Locked first: two workers with messages to one number must not both find the budget free. */
async function usageOf(tx: Queryable, rows: readonly MessageRow[], now: Date) {
  const keys = [...new Set(rows.map(keyOf))].sort();
  const recent = new Map<string, { readonly at: Date; readonly message: string }[]>(keys.map((key) => [key, []]));
  const hours = new Map<string, number>();
  if (keys.length > 0) {
    await tx.query(sql('SELECT pg_advisory_xact_lock(hashtextextended(key, 7702)) FROM unnest($1::text[]) AS key', [keys], 'notice_lock_recipients'));
    const attempts = await tx.query<{ key: string; started_at: Date; message_id: string }>(sql(`
      SELECT k.key, a.started_at, a.message_id FROM unnest($1::text[], $2::text[], $3::bytea[]) AS k(key, purse, recipient),
        LATERAL (SELECT started_at, message_id FROM notice_attempt WHERE channel = k.purse AND recipient_key = k.recipient AND started_at > $4 AND (outcome IS NULL OR outcome IN ('accepted', 'no-reply', 'bad-answer')) ORDER BY started_at DESC LIMIT 200) AS a`,
    [keys, keys.map((key) => key.split(':')[0]), keys.map((key) => Buffer.from(key.split(':')[1] ?? '', 'hex')), new Date(now.getTime() - BUDGET_MEMORY_SECONDS * 1000)], 'notice_recent'));
    for (const one of attempts) recent.get(one.key)?.push({ at: one.started_at, message: one.message_id });
    for (const one of await tx.query<{ channel: string; used: number }>(sql('SELECT channel, used FROM notice_spending WHERE hour = $1', [hourOf(now)], 'notice_spent'))) hours.set(one.channel, one.used);
  }
  return {
    of: (row: MessageRow, _at: Date) => ({ recipient: (recent.get(keyOf(row)) ?? []).filter((one) => one.message !== row.id).map((one) => one.at), siteThisHour: hours.get(purseOf(row)) ?? 0 }),
    add(row: MessageRow, at: Date): void {
      recent.get(keyOf(row))?.push({ at, message: row.id });
      hours.set(purseOf(row), (hours.get(purseOf(row)) ?? 0) + 1);
    },
  };
}

// A claim that a crash of the database server forgets only sends again under the same reference, so nobody waits for the disk here.
async function write(tx: Queryable, changes: readonly Change[], now: Date): Promise<void> {
  await tx.query(sql(`
    WITH c AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS c(id uuid, state text, failures int, fence int, due_at timestamptz, held_by_budget text, cause_of_failure text, finished_at timestamptz, purse text, recipient_key text, claimed boolean)),
      changed AS (UPDATE notice_message m SET state = c.state, attempts = m.attempts + CASE WHEN c.claimed THEN 1 ELSE 0 END, failures = c.failures, fence = c.fence, due_at = c.due_at, held_by_budget = c.held_by_budget,
        cause_of_failure = coalesce(c.cause_of_failure, m.cause_of_failure), finished_at = coalesce(c.finished_at, m.finished_at) FROM c WHERE m.id = c.id),
      begun AS (INSERT INTO notice_attempt (message_id, fence, channel, recipient_key, started_at) SELECT id, fence, purse, decode(recipient_key, 'hex'), $2 FROM c WHERE claimed)
    INSERT INTO notice_spending (channel, hour, used) SELECT purse, $3, count(*) FROM c WHERE claimed GROUP BY purse ON CONFLICT (channel, hour) DO UPDATE SET used = notice_spending.used + excluded.used`,
  [JSON.stringify(changes), now, hourOf(now)], 'notice_claim'));
}

export interface ToFinish { readonly notice: { readonly id: string; readonly fence: number }; readonly result: Finish; readonly now: Date }
/** Writes down many outcomes at once; only the holder of the latest claim of a message may. */
export async function finishNotices(tx: Queryable, done: readonly ToFinish[]): Promise<readonly boolean[]> {
  const rows = await tx.query<{ id: string; fence: number }>(sql(`
    WITH f AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS f(id uuid, fence int, state text, due_at timestamptz, provider_id text, cause text, detail text, now timestamptz)),
      ended AS (UPDATE notice_attempt a SET finished_at = f.now, outcome = coalesce(f.cause, 'accepted') FROM f WHERE a.message_id = f.id AND a.fence = f.fence)
    UPDATE notice_message m SET state = f.state, failures = m.failures + CASE WHEN f.state = 'sent' THEN 0 ELSE 1 END, due_at = f.due_at, provider_id = coalesce(f.provider_id, m.provider_id), cause_of_failure = f.cause, failure_detail = f.detail,
      sent_at = CASE WHEN f.state = 'sent' THEN f.now ELSE m.sent_at END, finished_at = CASE WHEN f.state = 'queued' THEN NULL ELSE f.now END
    FROM f WHERE m.id = f.id AND m.fence = f.fence AND m.state = 'sending' RETURNING m.id, m.fence`,
  [JSON.stringify(done.map(({ notice, result, now }) => ({
    id: notice.id, fence: notice.fence, state: result.state, due_at: (result.state === 'queued' ? result.at : now).toISOString(), provider_id: result.state === 'sent' ? result.providerId : null,
    cause: result.state === 'sent' ? null : result.cause, detail: result.state === 'sent' ? null : result.detail.slice(0, 200), now: now.toISOString(),
  })))], 'notice_finish'));
  const written = new Set(rows.map((row) => `${row.id}:${row.fence}`));
  const held = (one: ToFinish): boolean => written.has(`${one.notice.id}:${one.notice.fence}`);
  for (const one of done) if (one.result.state === 'queued' && held(one)) await addJobs(tx, [one.notice.id], one.result.at);
  return done.map(held);
}
