import { sql, type Database } from '../../../platform/postgres/database.ts';

export const KEPT_DAYS = { /** idempotency keys: citizens retry the next day, gateways for two */ effects: 30, /** answers sent after the session had ended */ parked: 2 } as const;

/** What the worker clears away: drafts past their day, old keys, parked answers nobody came back for. */
export function dossierHousekeeping(db: Database) {
  const write = (text: string, values: readonly unknown[]): Promise<unknown> => db.inScope({ kind: 'public' }, 'writes', (tx) => tx.query(sql(text, values)));
  const before = (now: Date, days: number): Date => new Date(now.getTime() - days * 86_400_000);
  return {
    /** which of these drafts are still open: their files are kept */
    async livingDrafts(ids: readonly string[]): Promise<ReadonlySet<string>> {
      const rows = await db.inScope({ kind: 'public' }, 'reads', (tx) => tx.query<{ id: string }>(sql('SELECT id FROM dossier_draft WHERE id = ANY ($1) AND dossier_id IS NULL', [ids])));
      return new Set(rows.map((row) => row.id));
    },
    async clearAway(now: Date): Promise<void> {
      await write('DELETE FROM dossier_draft WHERE dossier_id IS NULL AND expires_at < $1', [now]);
      await write('DELETE FROM dossier_parked WHERE at < $1', [before(now, KEPT_DAYS.parked)]);
      await write('DELETE FROM dossier_effect WHERE at < $1', [before(now, KEPT_DAYS.effects)]);
    },
  };
}
