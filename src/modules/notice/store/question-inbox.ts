import { blindIndex, open, seal, type Keyring } from '../../../platform/crypto/seal.ts';
import { sql, type Database, type Queryable } from '../../../platform/postgres/database.ts';
import { QUESTION_LIMITS } from '../domain/index.ts';
import type { ArrivedSms, KeptQuestion, QuestionInbox } from '../ports.ts';
import { addNotices } from './notice-outbox.ts';
import { recipientKey } from './notice-rows.ts';

const senderPlace = (id: string): string => `notice_question|sender_sealed|${id}`;
const textPlace = (id: string): string => `notice_question|text_sealed|${id}`;
const DAY_MS = 86_400_000;
/** Counts of what came in stand beside the counts of what went out, under names of their own. */
const TAKEN = 'question', LET_GO = 'question-over';

/** The worker's side of what people send to the short number. */
export function questionInbox(db: Database, ring: Keyring): QuestionInbox {
  const inTransaction = <T>(work: (tx: Queryable) => Promise<T>): Promise<T> => db.inScope({ kind: 'public' }, 'writes', work);
  return {
    keep: (arrived, id, now) => inTransaction((tx) => keep(tx, ring, arrived, id, now)),
    async read(id) {
      const [row] = await inTransaction((tx) => tx.query<{ sender_key: Buffer; sender_sealed: string | null; text_sealed: string | null; asked_at_number: string }>(sql("SELECT sender_key, sender_sealed, text_sealed, asked_at_number FROM notice_question WHERE id = $1 AND state = 'waiting'", [id], 'notice_question_read')));
      if (!row || row.sender_sealed === null || row.text_sealed === null) return null;
      return { id, senderKey: row.sender_key, to: row.asked_at_number, from: open(ring, senderPlace(id), row.sender_sealed), text: open(ring, textPlace(id), row.text_sealed) } satisfies KeptQuestion;
    },
    async answersTo(question, since) {
      const rows = await inTransaction((tx) => tx.query<{ outcome: string; settled_at: Date }>(sql("SELECT outcome, settled_at FROM notice_question WHERE sender_key = $1 AND received_at > $2 AND state = 'answered' ORDER BY received_at DESC LIMIT 200", [question.senderKey, since], 'notice_question_answers')));
      return rows.map((row) => ({ outcome: row.outcome, at: row.settled_at }));
    },
    settle: (question, how, now) => inTransaction(async (tx) => {
      const [state, outcome] = 'answer' in how ? ['answered', how.answer.moment] : ['silent', how.silence];
      const rows = await tx.query(sql("UPDATE notice_question SET state = $2, outcome = $3, settled_at = $4, sender_sealed = NULL, text_sealed = NULL WHERE id = $1 AND state = 'waiting' RETURNING id", [question.id, state, outcome, now], 'notice_question_settle'));
      if (rows.length === 0) return false;
      if ('answer' in how) await addNotices(tx, ring, [how.answer], now);
      return true;
    }),
    async waiting(before, limit) {
      const rows = await inTransaction((tx) => tx.query<{ id: string }>(sql("SELECT id FROM notice_question WHERE state = 'waiting' AND received_at < $1 ORDER BY received_at LIMIT $2", [before, limit])));
      return rows.map((row) => row.id);
    },
    async forget(keptSince) {
      const rows = await inTransaction((tx) => tx.query(sql("DELETE FROM notice_question WHERE state <> 'waiting' AND received_at < $1 RETURNING id", [keptSince])));
      return rows.length;
    },
  };
}

async function keep(tx: Queryable, ring: Keyring, arrived: ArrivedSms, id: string, now: Date): Promise<'kept' | 'known' | 'over' | 'full'> {
  const marked = arrived.mark !== null;
  const text = arrived.text.slice(0, QUESTION_LIMITS.letters);
  const senderKey = recipientKey(ring, 'sms', arrived.from);
  const digest = blindIndex(ring, 'question', marked ? `mark|${arrived.from}|${arrived.mark}` : `text|${arrived.from}|${arrived.to}|${text}`);
  // The centre may repeat a message over two connections at once.
  await tx.query(sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 7703))', [senderKey.toString('hex')], 'notice_lock_sender'));
  const known = marked
    ? await tx.query(sql('SELECT 1 FROM notice_question WHERE digest = $1 AND marked', [digest], 'notice_question_marked'))
    : await tx.query(sql('SELECT 1 FROM notice_question WHERE digest = $1 AND NOT marked AND received_at > $2 LIMIT 1', [digest, new Date(now.getTime() - QUESTION_LIMITS.sameWithinSeconds * 1000)], 'notice_question_same'));
  if (known.length > 0) return 'known';
  const hour = new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000);
  const [count] = await tx.query<{ of_sender: number; taken: number }>(sql(`
    SELECT (SELECT count(*) FROM (SELECT 1 FROM notice_question WHERE sender_key = $1 AND received_at > $2 LIMIT $3) AS newest) AS of_sender,
           coalesce((SELECT used FROM notice_spending WHERE channel = $4 AND hour = $5), 0) AS taken`, [senderKey, new Date(now.getTime() - DAY_MS), QUESTION_LIMITS.keptPerDay, TAKEN, hour], 'notice_question_count'));
  const counted = (channel: string): Promise<unknown> => tx.query(sql('INSERT INTO notice_spending (channel, hour, used) VALUES ($1, $2, 1) ON CONFLICT (channel, hour) DO UPDATE SET used = notice_spending.used + 1', [channel, hour], 'notice_spend'));
  if ((count?.of_sender ?? 0) >= QUESTION_LIMITS.keptPerDay) { await counted(LET_GO); return 'over'; }
  if ((count?.taken ?? 0) >= QUESTION_LIMITS.takenPerHour) return 'full';
  await counted(TAKEN);
  await tx.query(sql("INSERT INTO notice_question (id, digest, marked, sender_key, sender_sealed, asked_at_number, text_sealed, state, received_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8)",
    [id, digest, marked, senderKey, seal(ring, senderPlace(id), arrived.from), arrived.to, seal(ring, textPlace(id), text), now], 'notice_question_keep'));
  await tx.query(sql('SELECT platform_add_jobs($1::jsonb)', [JSON.stringify([answerJob(id)])], 'notice_question_job'));
  return 'kept';
}
export const answerJob = (id: string): { task: string; payload: { questionId: string }; key: string; maxAttempts: number } => ({ task: 'answer-question', payload: { questionId: id }, key: `question:${id}`, maxAttempts: 25 });
