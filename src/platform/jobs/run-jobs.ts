import pg from 'pg';
import { Logger, run, type TaskList } from 'graphile-worker';
import type { JobHandler } from '../../shared/job.ts';

export interface JobRunner { stop(): Promise<void> }
export const JOB_LIMITS = {
  /** jobs at once in one worker process */ concurrency: 4,
  /** failures of one job that are not worth a line in the log */ quietTries: 3,
  /** how often the queue is looked at when nobody has called; jobs call by NOTIFY as well */ pollMs: 1_000,
} as const;

/** Runs jobs until stopped. A job that throws comes again with growing pauses; a dead worker's jobs come again too. */
export async function runJobs(options: { readonly url: string; readonly tasks: Readonly<Record<string, JobHandler>>; readonly crontab: readonly string[]; readonly onFailure: (task: string, error: string) => void }): Promise<JobRunner> {
  const pool = new pg.Pool({ connectionString: options.url, max: JOB_LIMITS.concurrency + 2, application_name: 'mot-cua jobs' });
  pool.on('error', () => undefined);
  pool.on('connect', (connection) => connection.on('error', () => undefined));
  const taskList: TaskList = Object.fromEntries(Object.entries(options.tasks).map(([name, handler]) => [name, async (payload: unknown, helpers: { readonly job: { readonly id: string; readonly attempts: number } }) => {
    await handler((payload ?? {}) as Readonly<Record<string, unknown>>, { attempt: helpers.job.attempts, jobId: helpers.job.id });
  }]));
  const runner = await run({ pgPool: pool, taskList, crontab: options.crontab.join('\n'), concurrency: JOB_LIMITS.concurrency, pollInterval: JOB_LIMITS.pollMs, noHandleSignals: true, logger: new Logger(() => () => undefined) });
  // The first tries may fail for reasons that pass (a partner's answer overtook ours); what goes on failing is told.
  runner.events.on('job:error', ({ job, error }) => { if (job.attempts < JOB_LIMITS.quietTries) return; options.onFailure(job.task_identifier, error instanceof Error ? error.message : String(error)); });
  return { async stop() { await runner.stop(); await pool.end(); } };
}
