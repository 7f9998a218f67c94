import type { Keyring } from '../../../platform/crypto/seal.ts';
import { sql, type Database, type Queryable } from '../../../platform/postgres/database.ts';
import { isFinal } from '../domain/index.ts';
import type { LinkageLedger } from '../ports.ts';
import { advanceJob, addJobs, applyJob, sendJob, tellJob, viewOf } from './linkage-store.ts';
import { openMessage, sealMessage, sealResult, TASK, taskOf, type TaskRow } from './rows.ts';

/** What the worker keeps of linked procedures: the only writer of what another agency said. */
export function linkageLedger(db: Database, ring: Keyring): LinkageLedger {
  const tx = <T>(work: (tx: Queryable) => Promise<T>): Promise<T> => db.inScope({ kind: 'public' }, 'writes', work);
  const note = (to: Queryable, taskId: string, dossierId: string, at: Date, direction: string, outcome: string, detail: string | null): Promise<unknown> =>
    to.query(sql('INSERT INTO linkage_exchange (task_id, dossier_id, at, direction, outcome, detail) VALUES ($1,$2,$3,$4,$5,$6)', [taskId, dossierId, at, direction, outcome, detail?.slice(0, 500) ?? null], 'linkage-exchange'));
  const insertMessage = (to: Queryable, partner: string, messageId: string, sealed: string, at: Date): Promise<unknown> =>
    to.query(sql('INSERT INTO linkage_inbox (partner, message_id, sealed, received_at) VALUES ($1,$2,$3,$4) ON CONFLICT DO NOTHING', [partner, messageId, sealed, at]));
  return {
    ofDossier: (dossierId) => db.inScope({ kind: 'public' }, 'reads', (to) => viewOf(to, ring, dossierId)),
    async task(taskId) {
      const [row] = await db.read.query<TaskRow>(sql(`SELECT ${TASK} FROM linkage_task WHERE id = $1`, [taskId], 'linkage-task'));
      return row ? taskOf(ring, row) : null;
    },
    start: (groupId, { at, dueAt, dueWords, tasks }) => tx(async (to) => {
      const [group] = await to.query<{ dossier_id: string; agency_id: number }>(sql("UPDATE linkage_group SET state = 'running', started_at = $2, due_at = $3, due_words = $4 WHERE id = $1 AND state = 'waiting' RETURNING dossier_id, agency_id", [groupId, at, dueAt, JSON.stringify(dueWords)]));
      if (!group) return;
      for (const task of tasks) await to.query(sql("INSERT INTO linkage_task (id, group_id, dossier_id, agency_id, part, partner, state) VALUES ($1,$2,$3,$4,$5,$6,'waiting') ON CONFLICT DO NOTHING", [task.id, groupId, group.dossier_id, group.agency_id, task.part, task.partner]));
    }),
    release: (groupId, tasks, at) => tx(async (to) => {
      for (const { id, dueAt } of tasks) {
        const rows = await to.query(sql("UPDATE linkage_task SET state = 'sending', asked_at = $2, due_at = $3, next_at = $2 WHERE id = $1 AND group_id = $4 AND state = 'waiting' RETURNING id", [id, at, dueAt, groupId]));
        if (rows.length > 0) await addJobs(to, [sendJob(id)]);
      }
    }),
    async setGroup(groupId, state, finishedAt) { await db.write.query(sql('UPDATE linkage_group SET state = $2, finished_at = coalesce(finished_at, $3) WHERE id = $1', [groupId, state, finishedAt])); },
    async setDue(groupId, dueAt, words) { await db.write.query(sql('UPDATE linkage_group SET due_at = $2, due_words = $3 WHERE id = $1', [groupId, dueAt, JSON.stringify(words)])); },
    async setTaskDue(taskId, dueAt) { await db.write.query(sql('UPDATE linkage_task SET due_at = $2 WHERE id = $1', [taskId, dueAt])); },
    async endTasks(groupId, at) { await db.write.query(sql("UPDATE linkage_task SET state = 'ended', next_at = NULL, finished_at = $2 WHERE group_id = $1 AND state = 'waiting'", [groupId, at])); },
    noteSent: (taskId, reference, at, nextAt) => tx(async (to) => {
      // The other agency's first message may be here before the answer to our call: then only the reference is added.
      const [row] = await to.query<{ dossier_id: string }>(sql("UPDATE linkage_task SET partner_reference = coalesce(partner_reference, $2), state = CASE WHEN state = 'sending' THEN 'sent' ELSE state END, tries = 0, next_at = CASE WHEN state IN ('done', 'refused', 'ended') THEN NULL ELSE $3::timestamptz END, problem = NULL, problem_detail = NULL, problem_since = NULL WHERE id = $1 RETURNING dossier_id", [taskId, reference, nextAt]));
      if (row) await note(to, taskId, row.dossier_id, at, 'sent', 'taken', reference);
    }),
    noteProblem: (taskId, problem, at) => tx(async (to) => {
      const [row] = await to.query<{ dossier_id: string }>(sql(`UPDATE linkage_task SET tries = tries + 1, state = CASE WHEN $3 THEN 'failed' ELSE state END, next_at = CASE WHEN $3 THEN NULL ELSE $4::timestamptz END, problem = $2, problem_detail = $5, problem_since = coalesce(problem_since, $6) WHERE id = $1 AND state NOT IN ('done', 'refused', 'ended') RETURNING dossier_id`, [taskId, problem.kind, problem.failed, problem.nextAt, problem.detail.slice(0, 500), at]));
      if (row) await note(to, taskId, row.dossier_id, at, problem.direction, problem.kind, problem.detail);
    }),
    noteAsked: (taskId, outcome, nextAt, silent, at) => tx(async (to) => {
      const [row] = await to.query<{ dossier_id: string }>(sql(`UPDATE linkage_task SET next_at = $2, problem = CASE WHEN $3 THEN 'silent' ELSE NULL END, problem_detail = NULL, problem_since = CASE WHEN $3 THEN coalesce(problem_since, $4) ELSE NULL END WHERE id = $1 AND state IN ('sent', 'accepted', 'verifying') RETURNING dossier_id`, [taskId, nextAt, silent, at]));
      if (row) await note(to, taskId, row.dossier_id, at, 'asked', outcome, null);
    }),
    backToSending: (taskId, at) => tx(async (to) => {
      const [row] = await to.query<{ dossier_id: string }>(sql("UPDATE linkage_task SET state = 'sending', next_at = $2 WHERE id = $1 AND state IN ('sent', 'accepted', 'verifying') RETURNING dossier_id", [taskId, at]));
      if (!row) return;
      await note(to, taskId, row.dossier_id, at, 'asked', 'unknown', null);
      await addJobs(to, [sendJob(taskId)]);
    }),
    async message(partner, messageId) {
      const [row] = await db.read.query<{ sealed: string }>(sql('SELECT sealed FROM linkage_inbox WHERE partner = $1 AND message_id = $2 AND processed_at IS NULL', [partner, messageId]));
      return row ? openMessage(ring, partner, messageId, row.sealed) : null;
    },
    apply: (partner, message, at, judge) => tx(async (to) => {
      const [row] = await to.query<TaskRow>(sql(`SELECT ${TASK} FROM linkage_task WHERE id::text = $1 AND partner = $2 FOR UPDATE`, [message.key, partner]));
      const task = row ? taskOf(ring, row) : null;
      const { verdict, change } = judge(task);
      await to.query(sql('UPDATE linkage_inbox SET processed_at = $3, verdict = $4 WHERE partner = $1 AND message_id = $2', [partner, message.messageId, at, verdict]));
      if (!task) return null;
      await note(to, task.id, task.dossierId, at, 'told', verdict === 'taken' ? message.state : verdict, null);
      if (!change) return task;
      const final = isFinal(change.state);
      const [changed] = await to.query<TaskRow>(sql(`UPDATE linkage_task SET state = $2, last_seq = $3, verified = verified OR $4, reason = coalesce($5, reason), result = coalesce($6, result), partner_reference = coalesce(partner_reference, $7), problem = NULL, problem_detail = NULL, problem_since = NULL,
        finished_at = CASE WHEN $8 THEN $9::timestamptz END, next_at = CASE WHEN $8 THEN NULL ELSE next_at END WHERE id = $1 RETURNING ${TASK}`, [task.id, change.state, change.lastSeq, change.verified, change.reason, change.result === null ? null : sealResult(ring, task.id, change.result), message.reference || null, final, at]));
      await addJobs(to, [tellJob(task.id), advanceJob(task.dossierId)]);
      return changed ? taskOf(ring, changed) : task;
    }),
    keep: (partner, message, at) => tx(async (to) => {
      await insertMessage(to, partner, message.messageId, sealMessage(ring, partner, message), at);
      await addJobs(to, [applyJob(partner, message.messageId)]);
    }),
    due: (now, limit) => db.read.query(sql("SELECT id, state FROM linkage_task WHERE state IN ('sending', 'sent', 'accepted', 'verifying') AND next_at <= $1 ORDER BY next_at LIMIT $2", [now, limit])),
    async waitingMessages(before, limit) {
      const rows = await db.read.query<{ partner: string; message_id: string }>(sql('SELECT partner, message_id FROM linkage_inbox WHERE processed_at IS NULL AND received_at < $1 ORDER BY received_at LIMIT $2', [before, limit]));
      return rows.map((row) => ({ partner: row.partner, messageId: row.message_id }));
    },
  };
}
