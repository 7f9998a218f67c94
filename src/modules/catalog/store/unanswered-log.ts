import type { Database } from '../../../platform/postgres/database.ts';
import { sql } from '../../../platform/postgres/database.ts';
import { fold } from '../../../shared/text.ts';
import type { UnansweredLog } from '../ports.ts';

export const UNANSWERED_LIMITS = {
  /** characters kept of one query */ characters: 80,
  /** different queries waiting to be written; more are dropped, since a flood is not a question */ waiting: 500,
} as const;

/**
 * Notes searches without an answer. Reading a page never writes, so they wait in memory and are written by `flush`, which
 * the web process calls now and then and when it stops. Folded words only; numbers of five and more digits are cut out.
 */
export function unansweredLog(db: Database): UnansweredLog & { flush(today: string): Promise<number> } {
  let waiting = new Map<string, number>();
  return {
    note(query) {
      const kept = fold(query).replace(/\d{5,}/gu, '#').slice(0, UNANSWERED_LIMITS.characters).trim();
      if (kept === '' || (waiting.size >= UNANSWERED_LIMITS.waiting && !waiting.has(kept))) return;
      waiting.set(kept, (waiting.get(kept) ?? 0) + 1);
    },
    async flush(today) {
      if (waiting.size === 0) return 0;
      const now = waiting;
      waiting = new Map();
      try {
        await db.write.query(sql(
          `INSERT INTO catalog_unanswered (query, times, last_on) SELECT q, n, $3 FROM unnest($1::text[], $2::int[]) AS t (q, n)
           ON CONFLICT (query) DO UPDATE SET times = catalog_unanswered.times + excluded.times, last_on = excluded.last_on`,
          [[...now.keys()], [...now.values()], today],
        ));
      } catch (error) {
        for (const [query, times] of now) waiting.set(query, (waiting.get(query) ?? 0) + times);
        throw error;
      }
      return now.size;
    },
  };
}
