import { sql, type Database } from '../../../platform/postgres/database.ts';
import { blindIndex, type Keyring } from '../../../platform/crypto/seal.ts';
import { ATTEMPT_LIMITS, type Counted, type Counter } from '../domain/index.ts';
import type { AttemptStore } from '../ports.ts';

/** Counters shared by all web processes. Names and addresses stand there only as keyed hashes. */
export function attemptStore(db: Database, ring: Keyring): AttemptStore {
  const key = (what: Counted, who: string): Buffer => blindIndex(ring, `attempt-${what}`, who);
  return {
    async count(what, who, now): Promise<Counter> {
      const gone = new Date(now.getTime() - ATTEMPT_LIMITS[what].minutes * 60_000);
      const [row] = await db.write.query<{ since: Date; tries: number }>(sql(
        `INSERT INTO identity_attempt AS a (counted, since, tries) VALUES ($1, $2, 1)
         ON CONFLICT (counted) DO UPDATE SET tries = CASE WHEN a.since <= $3 THEN 1 ELSE least(a.tries + 1, 1000000) END, since = CASE WHEN a.since <= $3 THEN $2 ELSE a.since END
         RETURNING since, tries`, [key(what, who), now, gone], 'identity.attempt'));
      if (!row) throw new Error('the try was not counted');
      return { since: row.since, tries: row.tries };
    },
    async forgive(what, who) {
      await db.write.query(sql('UPDATE identity_attempt SET tries = greatest(tries - 1, 1) WHERE counted = $1', [key(what, who)]));
    },
    async forget(what, who) {
      await db.write.query(sql('DELETE FROM identity_attempt WHERE counted = $1', [key(what, who)]));
    },
  };
}
