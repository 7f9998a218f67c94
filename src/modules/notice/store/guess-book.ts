import { blindIndex, type Keyring } from '../../../platform/crypto/seal.ts';
import { sql, type Database } from '../../../platform/postgres/database.ts';

/** Wrong look-ups of code and secret, counted in the database under keyed hashes: one count for every process and both ways of asking. */
export interface GuessBook {
  /** adds `by` (it may be negative) and gives the count in the window that began with its first try */
  count(who: string, by: number, at: Date, windowMs: number): Promise<{ readonly tries: number; readonly since: Date }>;
  forget(before: Date): Promise<void>;
}
export function guessBook(db: Database, ring: Keyring): GuessBook {
  return {
    async count(who, by, at, windowMs) {
      const [row] = await db.write.query<{ tries: number; since: Date }>(sql(
        `INSERT INTO notice_guess AS g (who, since, tries) VALUES ($1, $2, greatest($4, 0))
         ON CONFLICT (who) DO UPDATE SET tries = CASE WHEN g.since <= $3 THEN greatest($4, 0) ELSE greatest(least(g.tries + $4, 1000000), 0) END, since = CASE WHEN g.since <= $3 THEN $2 ELSE g.since END
         RETURNING tries, since`, [blindIndex(ring, 'guess', who), at, new Date(at.getTime() - windowMs), by], 'notice_guess'));
      if (!row) throw new Error('the try was not counted');
      return row;
    },
    async forget(before) { await db.write.query(sql('DELETE FROM notice_guess WHERE since < $1', [before])); },
  };
}
