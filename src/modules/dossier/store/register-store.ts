import type { Keyring } from '../../../platform/crypto/seal.ts';
import { sql, type Database } from '../../../platform/postgres/database.ts';
import type { Officer } from '../../../shared/actor.ts';
import { foldDossier, type DossierEvent } from '../domain/index.ts';
import type { DossierScope, RegisterReader } from '../ports.ts';
import { readEvent } from './dossier-store.ts';

/** Sổ theo dõi hồ sơ: the lines of a desk's year in their order, each with its dossier as its events tell it. */
export function registerReader(db: Database, keyring: Keyring): RegisterReader {
  return {
    async page(scope, { agencyId, year, from, to, after, limit }) {
      if (scope.kind !== 'officer' || !scope.agencyIds.includes(agencyId)) return { lines: [], next: null };
      return db.inScope(scope, 'reads', async (tx) => {
        const found = await tx.query<{ dossier_id: string; number: number }>(sql(
          'SELECT dossier_id, number FROM dossier_register WHERE agency_id = $1 AND year = $2 AND number > $3 AND entered_on BETWEEN $4 AND $5 ORDER BY number LIMIT $6', [agencyId, year, after, from, to, limit + 1], 'register-page'));
        const shown = found.slice(0, limit);
        const stored = await tx.query<{ dossier_id: string; body: string }>(sql('SELECT dossier_id, body FROM dossier_event WHERE dossier_id = ANY ($1::uuid[]) ORDER BY dossier_id, seq', [shown.map((row) => row.dossier_id)], 'register-events'));
        const events = new Map<string, DossierEvent[]>();
        for (const { dossier_id: id, body } of stored) {
          const event = readEvent(keyring, id, body);
          const known = events.get(id);
          if (known) known.push(event); else events.set(id, [event]);
        }
        const lines = shown.map(({ dossier_id: id, number }) => { const own = events.get(id) ?? []; return { id, number, events: own, state: foldDossier(own) }; });
        return { lines, next: found.length > limit ? lines.at(-1)?.number ?? null : null };
      });
    },
    async years(scope: DossierScope, agencyId) {
      const rows = scope.kind === 'officer' ? await db.inScope(scope, 'reads', (tx) => tx.query<{ first: number | null; last: number | null }>(sql(
        'SELECT (SELECT year FROM dossier_register WHERE agency_id = $1 ORDER BY year, number LIMIT 1) AS first, (SELECT year FROM dossier_register WHERE agency_id = $1 ORDER BY year DESC, number DESC LIMIT 1) AS last', [agencyId], 'register-years'))) : [];
      return rows[0]?.first && rows[0].last ? { first: rows[0].first, last: rows[0].last } : null;
    },
    async noteAccesses(officer: Officer, dossierIds, purpose, at) {
      await db.inScope({ kind: 'officer', officerId: officer.officerId, agencyIds: officer.agencyIds }, 'writes', (tx) => tx.query(sql(
        'INSERT INTO dossier_access (dossier_id, officer_id, officer_name, agency_id, purpose, at) SELECT one, $2, $3, $4, $5, $6 FROM unnest($1::uuid[]) AS one', [dossierIds, officer.officerId, officer.name, officer.agencyId, purpose, at])));
    },
  };
}
