import type pg from 'pg';
import { until } from './until.ts';

/** What a test may do while somebody's commit stands still. */
export interface HeldCommit {
  /** until somebody has come to the commit; answers the process of the database server that stands there */
  waits(): Promise<number>;
  /** what that process was asked to tell of its row */
  told(pid: number): Promise<string>;
  /** ends that process: its transaction is undone, as if the server had never heard «commit» */
  undo(pid: number): Promise<void>;
  /** lets the commit go on, whether or not whoever asked for it is still alive */
  letGo(): Promise<void>;
}
const LOCK = 4712;
/** The tests' databases share one server: whoever stands at a lock of another database is not meant. */
const WAITING = 'SELECT pid FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())';

/**
 * Commits that touch this table in this way wait at their very end, everything written, until the test lets them go: the
 * one moment at which a kill could leave half of something. One table at a time; nothing of it stays behind.
 * `tells` names a column of the new row that the test must know while nobody else can see that row.
 */
export async function holdingCommits(owner: pg.Pool, table: string, when: 'INSERT' | 'UPDATE' | 'INSERT OR UPDATE', work: (held: HeldCommit) => Promise<void>, tells?: string): Promise<void> {
  const holder = await owner.connect();
  const waiting = `${WAITING} AND locktype = 'advisory' AND objid = ${LOCK}`;
  const letGo = async (): Promise<void> => { await holder.query('SELECT pg_advisory_unlock_all()'); };
  await holder.query(`CREATE FUNCTION mc_test_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${tells ? `PERFORM set_config('application_name', NEW.${tells}::text, true);` : ''} PERFORM pg_advisory_xact_lock(${LOCK}); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER mc_test_commit AFTER ${when} ON ${table} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mc_test_commit()`);
  await holder.query('SELECT pg_advisory_lock($1)', [LOCK]);
  try {
    await work({ ...whoWaits(owner, waiting), letGo });
  } finally {
    await letGo();
    await until('held commits end', async () => (await owner.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())", [LOCK])).rows.length === 0);
    await holder.query(`DROP TRIGGER mc_test_commit ON ${table}; DROP FUNCTION mc_test_commit()`);
    holder.release();
  }
}

/** Whoever writes to this table stops there, inside of its transaction and before its own write, until the test lets it go. */
export async function holdingTable(owner: pg.Pool, table: string, work: (held: HeldCommit) => Promise<void>): Promise<void> {
  const holder = await owner.connect();
  let open = true;
  const letGo = async (): Promise<void> => { if (open) { open = false; await holder.query('COMMIT'); } };
  try {
    await holder.query('BEGIN');
    await holder.query(`LOCK TABLE ${table} IN EXCLUSIVE MODE`);
    await work({ ...whoWaits(owner, `${WAITING} AND relation = '${table}'::regclass`), letGo });
  } finally {
    await letGo();
    holder.release();
  }
}

const whoWaits = (owner: pg.Pool, waiting: string): Omit<HeldCommit, 'letGo'> => ({
  async waits() {
    let pid = 0;
    await until('somebody comes to what is held', async () => { pid = (await owner.query<{ pid: number }>(waiting)).rows[0]?.pid ?? 0; return pid > 0; });
    return pid;
  },
  async told(pid) { return (await owner.query<{ told: string }>('SELECT application_name AS told FROM pg_stat_activity WHERE pid = $1', [pid])).rows[0]?.told ?? ''; },
  async undo(pid) { await owner.query('SELECT pg_terminate_backend($1, 5000)', [pid]); },
});
