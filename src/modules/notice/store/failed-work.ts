import { sql, type Database, type Queryable, type Scope } from '../../../platform/postgres/database.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { causeOfWork, detailOfWork, WORK_LIMITS, type WorkCause } from '../domain/index.ts';
import { COUNTED_MOST, type AgencyOfDossier, type FailedWorkBook, type FailedWorkDesk } from '../ports.ts';

/** The task by which the web role, which may only add jobs, asks the worker to put others back. */
export const PUT_BACK_WORK = 'put-back-work';
/** Two presses within this time ask once. */
const ASKED_LATELY_MS = 5_000;

interface QueueRow { id: string; task: string; attempts: number; max_attempts: number; run_at: Date; last_error: string; dossier_id: string | null }
const UUID = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';

/** The worker's side: what the queue says of work that fails, copied where an administrator may read it. */
export function failedWorkBook(db: Database, agencyOf: AgencyOfDossier): FailedWorkBook {
  const inTransaction = <T>(work: (tx: Queryable) => Promise<T>): Promise<T> => db.inScope({ kind: 'public' }, 'writes', work);
  return {
    async note(now) {
      const failing = await db.write.query<QueueRow>(sql(`
        SELECT j.id::text AS id, t.identifier AS task, j.attempts, j.max_attempts, j.run_at, j.last_error, CASE WHEN j.payload->>'dossierId' ~ $3 THEN j.payload->>'dossierId' END AS dossier_id
        FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
        WHERE j.last_error IS NOT NULL AND (j.attempts >= $1 OR j.attempts >= j.max_attempts) ORDER BY j.id DESC LIMIT $2`, [WORK_LIMITS.quietTries, WORK_LIMITS.noted, UUID], 'notice_failing_jobs'));
      const dossiers = await agencyOf([...new Set(failing.flatMap((one) => (one.dossier_id === null ? [] : [one.dossier_id])))]);
      const rows = failing.map((one) => {
        const dossier = one.dossier_id === null ? undefined : dossiers.get(one.dossier_id);
        const gaveUp = one.attempts >= one.max_attempts;
        return { job_id: one.id, task: one.task, cause: causeOfWork(one.last_error), detail: detailOfWork(one.last_error), dossier_id: dossier ? one.dossier_id : null, dossier_code: dossier?.code ?? null, agency_id: dossier?.agencyId ?? null, attempts: one.attempts, gave_up: gaveUp, next_at: gaveUp ? null : one.run_at.toISOString() };
      });
      await inTransaction(async (tx) => {
        await tx.query(sql(`
          INSERT INTO notice_failed_work AS f (job_id, task, cause, detail, dossier_id, dossier_code, agency_id, attempts, gave_up, next_at, noted_at)
          SELECT r.job_id, r.task, r.cause, r.detail, r.dossier_id, r.dossier_code, r.agency_id, r.attempts, r.gave_up, r.next_at, $2
          FROM jsonb_to_recordset($1::jsonb) AS r(job_id bigint, task text, cause text, detail text, dossier_id uuid, dossier_code text, agency_id int, attempts int, gave_up boolean, next_at timestamptz)
          ON CONFLICT (job_id) DO UPDATE SET cause = excluded.cause, detail = excluded.detail, attempts = excluded.attempts, gave_up = excluded.gave_up, next_at = excluded.next_at`, [JSON.stringify(rows), now]));
        await tx.query(sql('DELETE FROM notice_failed_work f WHERE NOT EXISTS (SELECT 1 FROM graphile_worker._private_jobs j WHERE j.id = f.job_id AND j.last_error IS NOT NULL)'));
      });
      return rows.length;
    },
    async putBack(jobIds, now) {
      const rows = await db.write.query(sql('SELECT id FROM graphile_worker.reschedule_jobs($1::bigint[], run_at := $2, attempts := 0)', [jobIds, now]));
      return rows.length;
    },
  };
}

interface Row { job_id: string; task: string; cause: WorkCause; detail: string; dossier_id: string | null; dossier_code: string | null; attempts: number; gave_up: boolean; next_at: Date | null; noted_at: Date; retried_at: Date | null }

/** The administrator's side, for one officer. */
export function failedWorkDesk(db: Database, scope: Scope): FailedWorkDesk {
  return {
    groups: () => db.inScope(scope, 'reads', (tx) => tx.query(sql(`
      SELECT task, cause, least(count(*), ${COUNTED_MOST})::int AS count, min(noted_at) AS oldest FROM notice_failed_work GROUP BY task, cause ORDER BY count(*) DESC, task, cause`, [], 'notice_work_groups'))),
    list: ({ task, cause }, after) => db.inScope(scope, 'reads', async (tx) => {
      const rows = await tx.query<Row>(sql(`SELECT job_id::text AS job_id, task, cause, detail, dossier_id, dossier_code, attempts, gave_up, next_at, noted_at, retried_at FROM notice_failed_work
        WHERE task = $1 AND cause = $2 AND ($3::bigint IS NULL OR job_id < $3) ORDER BY notice_failed_work.job_id DESC LIMIT $4`, [task, cause, after, LIMITS.pageRows + 1], 'notice_work'));
      const shown = rows.slice(0, LIMITS.pageRows).map((row) => ({ jobId: row.job_id, task: row.task, cause: row.cause, detail: row.detail, dossierId: row.dossier_id, dossierCode: row.dossier_code, attempts: row.attempts, gaveUp: row.gave_up, nextAt: row.next_at, notedAt: row.noted_at, retriedAt: row.retried_at }));
      return { rows: shown, next: rows.length > LIMITS.pageRows ? (shown.at(-1)?.jobId ?? null) : null };
    }),
    retry: (which, officerId, now, limit) => db.inScope(scope, 'writes', async (tx) => {
      const [condition, values] = 'jobId' in which ? ['job_id = $4', [which.jobId]] : ['job_id IN (SELECT job_id FROM notice_failed_work WHERE task = $4 AND cause = $5 ORDER BY job_id DESC LIMIT $6)', [which.task, which.cause, limit]];
      const rows = await tx.query<{ id: string }>(sql(`UPDATE notice_failed_work SET retried_by = $1, retried_at = $2 WHERE ${condition} AND (retried_at IS NULL OR retried_at < $3) RETURNING job_id::text AS id`, [officerId, now, new Date(now.getTime() - ASKED_LATELY_MS), ...values]));
      if (rows.length > 0) await tx.query(sql('SELECT platform_add_jobs($1::jsonb)', [JSON.stringify([{ task: PUT_BACK_WORK, payload: { jobIds: rows.map((row) => row.id) }, key: `put-back:${officerId}:${now.toISOString()}`, maxAttempts: 25 }])]));
      return rows.length;
    }),
  };
}
