import { sql, type Database } from '../postgres/database.ts';
import { JOB_LIMITS } from './limits.ts';

/** At most one call in this time; jobs that came meanwhile are called for by the next. */
const REST_MS = 100;

/**
 * Calls the worker once jobs are committed: at once when it is quiet, ten times a second when it is not. Inside the jobs'
 * own transactions the call would cost far more, because PostgreSQL lets transactions that notify commit only one after
 * the other. A call that is lost with its process costs a second: the worker looks by itself as well.
 */
export function jobBell(db: Pick<Database, 'write'>): () => void {
  let resting = false;
  let wanted = false;
  const ring = (): void => {
    if (resting) { wanted = true; return; }
    resting = true;
    wanted = false;
    db.write.query(sql("SELECT pg_notify('jobs:insert', $1)", [`{"count":${JOB_LIMITS.concurrency}}`], 'job-bell')).catch(() => undefined);
    setTimeout(() => { resting = false; if (wanted) ring(); }, REST_MS).unref();
  };
  return ring;
}
