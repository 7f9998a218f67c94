import pg from 'pg';
import { Logger, run, type TaskList } from 'graphile-worker';
import type { JobHandler } from '../../shared/job.ts';
import { JOB_LIMITS } from './limits.ts';

export interface JobRunner { stop(): Promise<void> }
/**
 * Tasks that mostly wait for somebody else's answer: they run apart, many at once, so that a slow partner holds up nothing but itself.
 * Jobs are fetched and finished by the dozen; each must have a key under which it can be asked for again when a worker dies with them.
 */
export interface Lane { readonly tasks: readonly string[]; readonly concurrency: number }

/** connections for fetching and finishing the jobs of a lane; each is held for a statement only */
const LANE_CONNECTIONS = 4;
const WORKER_SIGN = 'mot-cua jobs';

/**
 * A worker that is killed leaves its jobs locked, and the queue waits four hours before it believes that such a worker is dead.
 * A worker holds connections as long as it lives, so when no connection bears the sign no worker lives, and every lock is of a dead one.
 * When another worker does live, nothing is freed: the queue's own four hours hold.
 */
async function freeJobsOfTheDead(url: string): Promise<void> {
  const connection = new pg.Client({ connectionString: url, application_name: 'mot-cua jobs start' });
  connection.on('error', () => undefined);
  await connection.connect();
  try {
    const until = Date.now() + JOB_LIMITS.farewellMs;
    for (;;) {
      const locks = await connection.query<{ locked_by: string }>('SELECT DISTINCT locked_by FROM graphile_worker.jobs WHERE locked_by IS NOT NULL');
      if (locks.rows.length === 0) return;
      const living = await connection.query('SELECT 1 FROM pg_stat_activity WHERE application_name = $1 AND usename = current_user AND datname = current_database() LIMIT 1', [WORKER_SIGN]);
      if (living.rows.length === 0) { await connection.query('SELECT graphile_worker.force_unlock_workers($1::text[])', [locks.rows.map((row) => row.locked_by)]); return; }
      if (Date.now() > until) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  } finally { await connection.end().catch(() => undefined); }
}

/** Runs jobs until stopped. A job that throws comes again with growing pauses; a dead worker's jobs come again too. */
export async function runJobs(options: { readonly url: string; readonly tasks: Readonly<Record<string, JobHandler>>; readonly crontab: readonly string[]; readonly lanes?: readonly Lane[]; readonly onFailure: (task: string, error: string) => void }): Promise<JobRunner> {
  const pool = new pg.Pool({ connectionString: options.url, max: JOB_LIMITS.concurrency + 2 + LANE_CONNECTIONS * (options.lanes?.length ?? 0), application_name: WORKER_SIGN });
  pool.on('error', () => undefined);
  pool.on('connect', (connection) => connection.on('error', () => undefined));
  await freeJobsOfTheDead(options.url);
  const taskList: TaskList = Object.fromEntries(Object.entries(options.tasks).map(([name, handler]) => [name, async (payload: unknown, helpers: { readonly job: { readonly id: string; readonly attempts: number } }) => {
    await handler((payload ?? {}) as Readonly<Record<string, unknown>>, { attempt: helpers.job.attempts, jobId: helpers.job.id });
  }]));
  const apart = new Set((options.lanes ?? []).flatMap((lane) => lane.tasks));
  const common = { pgPool: pool, pollInterval: JOB_LIMITS.pollMs, noHandleSignals: true, logger: new Logger(() => () => undefined) };
  const runners = await Promise.all([
    run({ ...common, taskList: only(taskList, (name) => !apart.has(name)), crontab: options.crontab.join('\n'), concurrency: JOB_LIMITS.concurrency }),
    ...(options.lanes ?? []).map((lane) => run({ ...common, taskList: only(taskList, (name) => lane.tasks.includes(name)), concurrency: lane.concurrency, preset: { worker: { localQueue: { size: lane.concurrency * 2 }, completeJobBatchDelay: 5 } } })),
  ]);
  // The first tries may fail for reasons that pass (a partner's answer overtook ours); what goes on failing is told.
  for (const runner of runners) runner.events.on('job:error', ({ job, error }) => { if (job.attempts < JOB_LIMITS.quietTries) return; options.onFailure(job.task_identifier, error instanceof Error ? error.message : String(error)); });
  return { async stop() { await Promise.all(runners.map((runner) => runner.stop())); await pool.end(); } };
}
const only = (tasks: TaskList, wanted: (name: string) => boolean): TaskList => Object.fromEntries(Object.entries(tasks).filter(([name]) => wanted(name)));
