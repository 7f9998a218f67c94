import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';

/** What a test may do while somebody's commit stands still. */
export interface HeldCommit {
  /** until somebody has come to the commit; answers the process of the database server that stands there */
  waits(): Promise<number>;
  /** ends that process: its transaction is undone, as if the server had never heard «commit» */
  undo(pid: number): Promise<void>;
  /** lets the commit go on, whether or not whoever asked for it is still alive */
  letGo(): Promise<void>;
}
const LOCK = 4712;
const PATIENCE_MS = 60_000;

/**
 * Commits that touch this table in this way wait at their very end, everything written, until the test lets them go: the
 * one moment at which a kill could leave half of something. One table at a time; nothing of it stays behind.
 */
export async function holdingCommits(owner: pg.Pool, table: string, when: 'INSERT' | 'UPDATE' | 'INSERT OR UPDATE', work: (held: HeldCommit) => Promise<void>): Promise<void> {
  const holder = await owner.connect();
  const nobodyWaits = async (): Promise<boolean> => (await owner.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = $1", [LOCK])).rows.length === 0;
  const letGo = async (): Promise<void> => { await holder.query('SELECT pg_advisory_unlock_all()'); };
  await holder.query(`CREATE FUNCTION mc_test_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock(${LOCK}); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER mc_test_commit AFTER ${when} ON ${table} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mc_test_commit()`);
  await holder.query('SELECT pg_advisory_lock($1)', [LOCK]);
  try {
    await work({
      async waits() {
        for (const late = Date.now() + PATIENCE_MS; ; await pause(5)) {
          const { rows } = await owner.query<{ pid: number }>("SELECT pid FROM pg_locks WHERE NOT granted AND locktype = 'advisory' AND objid = $1", [LOCK]);
          if (rows[0]) return rows[0].pid;
          assert.ok(Date.now() < late, 'nobody came to the held commit');
        }
      },
      async undo(pid) { await owner.query('SELECT pg_terminate_backend($1, 5000)', [pid]); },
      letGo,
    });
  } finally {
    await letGo();
    for (const late = Date.now() + PATIENCE_MS; !(await nobodyWaits()); await pause(10)) assert.ok(Date.now() < late, 'held commits end');
    await holder.query(`DROP TRIGGER mc_test_commit ON ${table}; DROP FUNCTION mc_test_commit()`);
    holder.release();
  }
}
