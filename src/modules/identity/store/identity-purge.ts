import { sql, type Database } from '../../../platform/postgres/database.ts';
import type { IdentityPurge } from '../ports.ts';

/** With the worker's database; the web process may not delete sessions. */
export function identityPurge(db: Database): IdentityPurge {
  const deleted = async (text: string, before: Date): Promise<number> => (await db.write.query(sql(text, [before]))).length;
  return {
    sessionsOverBefore: (before) => deleted('DELETE FROM identity_session WHERE coalesce(ended_at, expires_at) < $1 RETURNING 1', before),
    triesBefore: (before) => deleted('DELETE FROM identity_attempt WHERE since < $1 RETURNING 1', before),
  };
}
