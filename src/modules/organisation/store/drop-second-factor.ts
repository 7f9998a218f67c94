import { sql, type Database } from '../../../platform/postgres/database.ts';
import { normaliseUsername } from '../domain/index.ts';
import { EMPTIED } from './second-factor-store.ts';

export type Dropped = { readonly kind: 'unknown' } | { readonly kind: 'none'; readonly name: string } | { readonly kind: 'dropped'; readonly name: string; readonly officerId: string };

/** From the server itself, with the owner's account: for the administrator whom no other administrator can help. Written down as done by nobody on the pages. */
export function dropSecondFactor(db: Database, username: string, now: Date): Promise<Dropped> {
  return db.inScope({ kind: 'public' }, 'writes', async (tx) => {
    const [officer] = await tx.query<{ id: string; name: string }>(sql('SELECT id, name FROM organisation_officer WHERE username = $1', [normaliseUsername(username)]));
    if (!officer) return { kind: 'unknown' };
    const emptied = await tx.query(sql(EMPTIED, [officer.id]));
    if (emptied.length === 0) return { kind: 'none', name: officer.name };
    await tx.query(sql("INSERT INTO organisation_change (at, officer_id, what, detail) VALUES ($1, $2, 'second-factor.remove', $3)", [now, officer.id, JSON.stringify({ command: true })]));
    return { kind: 'dropped', name: officer.name, officerId: officer.id };
  });
}
