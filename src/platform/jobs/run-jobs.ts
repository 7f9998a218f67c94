import { EventEmitter } from 'node:events';
import pg from 'pg';
import { Logger, run, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker';
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
  await asking(url, async (connection) => {
    const until = Date.now() + JOB_LIMITS.farewellMs;
    for (;;) {
      const locks = await connection.query<{ locked_by: string }>('SELECT DISTINCT locked_by FROM graphile_worker.jobs WHERE locked_by IS NOT NULL');
      if (locks.rows.length === 0) return;
      const living = await connection.query('SELECT 1 FROM pg_stat_activity WHERE application_name = $1 AND usename = current_user AND datname = current_database() LIMIT 1', [WORKER_SIGN]);
      if (living.rows.length === 0) { await unlock(connection, locks.rows.map((row) => row.locked_by)); return; }
      if (Date.now() > until) return;
      await pause(200);
    }
  });
}
const unlock = (connection: pg.Client, holders: readonly string[]): Promise<unknown> => connection.query('SELECT graphile_worker.force_unlock_workers($1::text[])', [holders]);
async function asking(url: string, work: (connection: pg.Client) => Promise<unknown>): Promise<void> {
  const connection = new pg.Client({ connectionString: url, application_name: 'mot-cua jobs start' });
  connection.on('error', () => undefined);
  try {
    await connection.connect();
    await work(connection);
  } finally { await connection.end().catch(() => undefined); }
}

/** Runs jobs until stopped. A job that throws comes again with growing pauses; a dead worker's jobs come again too, and those that stood in their work when the database went away. */
export async function runJobs(options: { readonly url: string; readonly tasks: Readonly<Record<string, JobHandler>>; readonly crontab: readonly string[]; readonly lanes?: readonly Lane[]; readonly onFailure: (task: string, error: string) => void }): Promise<JobRunner> {
  await freeJobsOfTheDead(options.url);
  const taskList: TaskList = Object.fromEntries(Object.entries(options.tasks).map(([name, handler]) => [name, async (payload: unknown, helpers: { readonly job: { readonly id: string; readonly attempts: number } }) => {
    await handler((payload ?? {}) as Readonly<Record<string, unknown>>, { attempt: helpers.job.attempts, jobId: helpers.job.id });
  }]));
  const apart = new Set((options.lanes ?? []).flatMap((lane) => lane.tasks));
  const lane = (wanted: (name: string) => boolean, crontab: readonly string[], concurrency: number, byTheDozen: boolean): Promise<JobRunner> => keepLane({
    url: options.url, connections: byTheDozen ? LANE_CONNECTIONS : JOB_LIMITS.concurrency + 2, onFailure: options.onFailure,
    run: (pool, events) => run({
      pgPool: pool, events, pollInterval: JOB_LIMITS.pollMs, noHandleSignals: true, logger: new Logger(() => () => undefined), taskList: only(taskList, wanted), crontab: crontab.join('\n'), concurrency,
      preset: { worker: byTheDozen ? { localQueue: { size: concurrency * 2 }, completeJobBatchDelay: 5, failJobBatchDelay: 5 } : { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    }),
  });
  const lanes = await Promise.all([
    lane((name) => !apart.has(name), options.crontab, JOB_LIMITS.concurrency, false),
    ...(options.lanes ?? []).map((one) => lane((name) => one.tasks.includes(name), [], one.concurrency, true)),
  ]);
  return { async stop() { await Promise.all(lanes.map((one) => one.stop())); } };
}
const only = (tasks: TaskList, wanted: (name: string) => boolean): TaskList => Object.fromEntries(Object.entries(tasks).filter(([name]) => wanted(name)));

interface LaneRun { readonly url: string; readonly connections: number; readonly onFailure: (task: string, error: string) => void; run(pool: pg.Pool, events: WorkerEvents): Promise<Runner> }
/** One round of a lane: its runner, the names under which it locks jobs, and what ends it. */
interface Round { readonly holders: readonly string[]; readonly over: Promise<unknown>; end(): Promise<void> }

/**
 * Keeps a lane running over every loss of the database. The queue's library does not: where a job is finished one by one it does not look
 * whether that could be written, and a server that is away then ends the whole process by a rejection that nobody has taken (measured:
 * «write EPIPE» at the first job that fails while the server is gone); where jobs are finished by the dozen it shuts its pool down for good.
 * And a job whose fetching was written while the answer was lost stays locked for four hours. So the dozen it is, always (the delay is 0 for
 * the main lane), and whenever a connection breaks the runner is brought to its end, what it still holds is freed, and a new one begins.
 */
async function keepLane(lane: LaneRun): Promise<JobRunner> {
  let stopping: () => void = () => undefined;
  const stopped = new Promise<'stopped'>((resolve) => { stopping = () => resolve('stopped'); });
  let round: Round | null = await beginRound(lane);
  const kept = (async (): Promise<void> => {
    for (let held: readonly string[] = []; ;) {
      if (round) {
        const why = await Promise.race([stopped, round.over]);
        await round.end();
        if (why === 'stopped') return;
        held = [...held, ...round.holders];
        round = null;
      }
      // The server may be away for long: ask until it answers.
      if ((await Promise.race([stopped, pause(JOB_LIMITS.pollMs)])) === 'stopped') return;
      try {
        await asking(lane.url, (connection) => unlock(connection, held));
        held = [];
        round = await beginRound(lane);
      } catch { round = null; }
    }
  })();
  return { async stop() { stopping(); await kept; } };
}

async function beginRound(lane: LaneRun): Promise<Round> {
  const pool = new pg.Pool({ connectionString: lane.url, max: lane.connections, application_name: WORKER_SIGN });
  let lost: () => void = () => undefined;
  const broken = new Promise<void>((resolve) => { lost = resolve; });
  pool.on('error', () => lost()).on('connect', (connection) => connection.on('error', () => lost()));
  const holders: string[] = [];
  const events = new EventEmitter() as WorkerEvents;
  events.on('pool:create', ({ workerPool }) => holders.push(workerPool.id));
  // The first tries may fail for reasons that pass (a partner's answer overtook ours); what goes on failing is told.
  events.on('job:error', ({ job, error }) => { if (job.attempts < JOB_LIMITS.quietTries) return; lane.onFailure(job.task_identifier, error instanceof Error ? error.message : String(error)); });
  let runner: Runner;
  try { runner = await lane.run(pool, events); } catch (error) { await pool.end(); throw error; }
  const finished = runner.promise.catch(() => undefined);
  return {
    holders, over: Promise.race([broken, finished]),
    async end() {
      // «Already stopped» where it has ended by itself.
      await runner.stop().catch(() => undefined);
      await finished;
      await Promise.race([pool.end(), pause(JOB_LIMITS.farewellMs)]);
    },
  };
}
const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });
