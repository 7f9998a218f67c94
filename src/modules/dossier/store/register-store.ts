import type { Keyring } from '../../../platform/crypto/seal.ts';
import { sql, type Database } from '../../../platform/postgres/database.ts';
import type { Officer } from '../../../shared/actor.ts';
import type { PlainDate } from '../../../shared/plain-date.ts';
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
    async extent(scope, { agencyId, year, from, to }) {
      if (scope.kind !== 'officer' || !scope.agencyIds.includes(agencyId)) return null;
      const [row] = await db.inScope(scope, 'reads', (tx) => tx.query<{ lines: number; first: number | null; last: number | null; highest: number; openedOn: PlainDate; demo: boolean }>(sql(
        `SELECT count(*) FILTER (WHERE entered_on BETWEEN $3 AND $4)::int AS lines, min(number) FILTER (WHERE entered_on BETWEEN $3 AND $4) AS first, max(number) FILTER (WHERE entered_on BETWEEN $3 AND $4) AS last, max(number) AS highest, min(entered_on) AS "openedOn",
          EXISTS (SELECT 1 FROM dossier_register r JOIN dossier d ON d.id = r.dossier_id WHERE r.agency_id = $1 AND r.year = $2 AND r.entered_on BETWEEN $3 AND $4 AND d.demo) AS demo FROM dossier_register WHERE agency_id = $1 AND year = $2`, [agencyId, year, from, to], 'register-extent')));
      return row?.first == null || row.last === null ? null : { ...row, first: row.first, last: row.last };
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
