import { open, seal, type Keyring } from '../../../platform/crypto/seal.ts';
import { sql, type Database } from '../../../platform/postgres/database.ts';
import type { Demand } from '../domain/index.ts';
import type { RatingStore } from '../ports.ts';

const notePlace = (id: string): string => `feedback_tip|sealed|${id}`;

export function ratingStore(db: Database, keyring: Keyring): RatingStore {
  return {
    async rate(scope, rating) {
      return db.inScope(scope, 'writes', async (tx) => {
        const [added] = await tx.query<{ n: number }>(sql('WITH added AS (INSERT INTO feedback_rating (dossier_id, agency_id, procedure_code, stars, rated_at, citizen_id, guest_key) VALUES ($1,$2,$3,$4,$5,$6,$7) ON CONFLICT DO NOTHING RETURNING 1) SELECT count(*)::int AS n FROM added',
          [rating.dossierId, rating.agencyId, rating.procedure, rating.stars, rating.at, scope.kind === 'citizen' ? scope.citizenId : null, scope.kind === 'guest' ? scope.guestKey : null]));
        if (!added || added.n === 0) return 'already';
        // The person may write it and not read it back: only an inspector reads it.
        if (rating.tip) await tx.query(sql('INSERT INTO feedback_tip (id, agency_id, dossier_id, demanded, sealed, told_at) VALUES ($1,$2,$3,$4,$5,$6)', [rating.tip.id, rating.agencyId, rating.dossierId, rating.tip.demanded, seal(keyring, notePlace(rating.tip.id), rating.tip.note), rating.at]));
        return 'rated';
      });
    },
    async rated(scope, dossierId) {
      return (await db.inScope(scope, 'reads', (tx) => tx.query(sql('SELECT 1 FROM feedback_rating WHERE dossier_id = $1', [dossierId])))).length > 0;
    },
    async tips(scope, agencyIds, limit) {
      const rows = await db.inScope(scope, 'reads', (tx) => tx.query<{ id: string; dossier_id: string; agency_id: number; demanded: Demand; sealed: string; told_at: Date; seen_at: Date | null }>(sql('SELECT id, dossier_id, agency_id, demanded, sealed, told_at, seen_at FROM feedback_tip WHERE agency_id = ANY ($1) ORDER BY (seen_at IS NOT NULL), told_at DESC, id LIMIT $2', [agencyIds, limit])));
      return rows.map((row) => ({ id: row.id, dossierId: row.dossier_id, agencyId: row.agency_id, demanded: row.demanded, note: open(keyring, notePlace(row.id), row.sealed), toldAt: row.told_at, seenAt: row.seen_at }));
    },
    async markSeen(scope, id, at) {
      return (await db.inScope(scope, 'writes', (tx) => tx.query(sql('UPDATE feedback_tip SET seen_at = $2, seen_by = $3 WHERE id = $1 AND seen_at IS NULL RETURNING id', [id, at, scope.officerId])))).length > 0;
    },
  };
}
