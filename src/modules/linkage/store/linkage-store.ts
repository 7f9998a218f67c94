import { blindIndex, type Keyring } from '../../../platform/crypto/seal.ts';
import { sql, type Database, type Queryable } from '../../../platform/postgres/database.ts';
import type { Job } from '../../../shared/job.ts';
import type { GroupState, TaskState } from '../domain/index.ts';
import type { Exchange, LinkageScope, LinkageStore, LinkedView, StoredTask } from '../ports.ts';
import { GROUP, groupOf, sealMessage, sealResult, TASK, taskOf, type GroupRow, type TaskRow } from './rows.ts';

export const addJobs = (tx: Queryable, jobs: readonly Job[]): Promise<unknown> => tx.query(sql('SELECT platform_add_jobs($1::jsonb)', [JSON.stringify(jobs)]));
export const advanceJob = (dossierId: string): Job => ({ task: 'advance-linkage', payload: { dossierId }, key: `advance-linkage:${dossierId}`, maxAttempts: 25 });
export const sendJob = (taskId: string): Job => ({ task: 'send-linked', payload: { taskId }, key: `send-linked:${taskId}`, maxAttempts: 25 });
export const applyJob = (partner: string, messageId: string): Job => ({ task: 'apply-linked', payload: { partner, messageId }, key: `apply-linked:${partner}:${messageId}`, maxAttempts: 25 });
export const tellJob = (taskId: string): Job => ({ task: 'tell-linked', payload: { taskId }, key: `tell-linked:${taskId}`, maxAttempts: 25 });

export async function viewOf(tx: Queryable, ring: Keyring, dossierId: string): Promise<LinkedView | null> {
  const [row] = await tx.query<GroupRow>(sql(`SELECT ${GROUP} FROM linkage_group WHERE dossier_id = $1`, [dossierId], 'linkage-group'));
  if (!row) return null;
  const tasks = await tx.query<TaskRow>(sql(`SELECT ${TASK} FROM linkage_task WHERE group_id = $1`, [row.id], 'linkage-tasks'));
  const group = groupOf(row);
  return { group, tasks: tasks.map((one) => taskOf(ring, one)).toSorted((a, b) => group.parts.indexOf(a.part) - group.parts.indexOf(b.part)) };
}
const FIRST = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

export function linkageStore(db: Database, ring: Keyring): LinkageStore {
  const change = (scope: LinkageScope, taskId: string, by: string, at: Date, outcome: string, update: (tx: Queryable) => Promise<TaskRow[]>, job: (task: StoredTask) => Job): Promise<boolean> => db.inScope(scope, 'writes', async (tx) => {
    const [row] = await update(tx);
    if (!row) return false;
    await tx.query(sql("INSERT INTO linkage_exchange (task_id, dossier_id, at, direction, outcome, detail) VALUES ($1,$2,$3,'by-hand',$4,$5)", [taskId, row.dossier_id, at, outcome, by]));
    await addJobs(tx, [job(taskOf(ring, row))]);
    return true;
  });
  return {
    of: (scope, dossierId) => db.inScope(scope, 'reads', (tx) => viewOf(tx, ring, dossierId)),
    choose: (scope, group) => db.inScope(scope, 'writes', async (tx) => {
      await tx.query(sql("INSERT INTO linkage_group (id, dossier_id, agency_id, procedure_code, parts, state, chosen_by, chosen_at) VALUES ($1,$2,$3,$4,$5,'waiting',$6,$7) ON CONFLICT DO NOTHING", [group.id, group.dossierId, group.agencyId, group.procedure, group.parts, group.chosenBy, group.at]));
      const [there] = await tx.query<{ id: string }>(sql('SELECT id FROM linkage_group WHERE dossier_id = $1', [group.dossierId]));
      if (there?.id !== group.id) return 'chosen-before';
      await addJobs(tx, [advanceJob(group.dossierId)]);
      return 'chosen';
    }),
    async track(dossierId, secret) {
      const rows = await db.read.query<{ part: string | null; state: TaskState | null; due_at: Date | null; finished_at: Date | null; group_state: GroupState; group_due: Date | null }>(sql('SELECT * FROM linkage_track($1, $2)', [dossierId, blindIndex(ring, 'tracking', secret)], 'linkage-track'));
      return rows.map((row) => ({ part: row.part, state: row.state, dueAt: row.due_at, finishedAt: row.finished_at, groupState: row.group_state, groupDue: row.group_due }));
    },
    list: (scope, agencyId, after, limit) => db.inScope(scope, 'reads', async (tx) => {
      const from = after ?? FIRST;
      const rows = await tx.query<GroupRow & { code: string }>(sql(`SELECT ${GROUP.split(', ').map((one) => `g.${one}`).join(', ')}, coalesce(v.code, v.reference) AS code FROM linkage_group g JOIN v_dossier v ON v.id = g.dossier_id WHERE g.agency_id = $1 AND (g.chosen_at, g.id) < ($2::timestamptz, $3::uuid) ORDER BY g.chosen_at DESC, g.id DESC LIMIT $4`, [agencyId, from.at, from.id, limit]));
      return rows.map((row) => ({ ...groupOf(row), code: row.code }));
    }),
    problems: (scope, agencyId, after, limit) => db.inScope(scope, 'reads', async (tx) => {
      const from = after ?? FIRST;
      const rows = await tx.query<TaskRow & { code: string }>(sql(`SELECT ${TASK.split(', ').map((one) => `t.${one}`).join(', ')}, coalesce(v.code, v.reference) AS code FROM linkage_task t JOIN v_dossier v ON v.id = t.dossier_id WHERE t.agency_id = $1 AND t.problem IS NOT NULL AND (t.problem_since, t.id) < ($2::timestamptz, $3::uuid) ORDER BY t.problem_since DESC, t.id DESC LIMIT $4`, [agencyId, from.at, from.id, limit]));
      return rows.map((row) => ({ ...taskOf(ring, row), code: row.code }));
    }),
    exchanges: (scope, taskIds, limit) => db.inScope(scope, 'reads', async (tx) => Map.groupBy(await tx.query<Exchange & { task_id: string }>(sql('SELECT x.task_id, x.at, x.direction, x.outcome, x.detail FROM unnest($1::uuid[]) AS t(id) CROSS JOIN LATERAL (SELECT * FROM linkage_exchange WHERE task_id = t.id ORDER BY id DESC LIMIT $2) x ORDER BY x.task_id, x.id DESC', [taskIds, limit])), (one) => one.task_id)),
    sendAgain: (scope, taskId, by, at) => change(scope, taskId, by, at, 'again', (tx) => tx.query<TaskRow>(sql(`UPDATE linkage_task SET state = 'sending', tries = 0, next_at = $2, problem = NULL, problem_detail = NULL, problem_since = NULL WHERE id = $1 AND problem IS NOT NULL AND state IN ('sending', 'failed') RETURNING ${TASK}`, [taskId, at])), () => sendJob(taskId)),
    closeByHand: (scope, taskId, close) => change(scope, taskId, close.by, close.at, 'closed', (tx) => tx.query<TaskRow>(sql(`UPDATE linkage_task SET state = 'done', next_at = NULL, problem = NULL, problem_detail = NULL, problem_since = NULL, result = $2, closed_by = $3, finished_at = $4 WHERE id = $1 AND problem IS NOT NULL AND state NOT IN ('done', 'refused', 'ended') RETURNING ${TASK}`, [taskId, sealResult(ring, taskId, close.number), close.by, close.at])), () => tellJob(taskId)),
    takeIn: (partner, message, at) => db.inScope({ kind: 'public' }, 'writes', async (tx) => {
      await tx.query(sql('INSERT INTO linkage_inbox (partner, message_id, sealed, received_at) VALUES ($1,$2,$3,$4) ON CONFLICT DO NOTHING', [partner, message.messageId, sealMessage(ring, partner, message), at]));
      await addJobs(tx, [applyJob(partner, message.messageId)]);
    }),
  };
}
