import { systemIds } from '../../../platform/crypto/ids.ts';
import { open, seal, type Keyring } from '../../../platform/crypto/seal.ts';
import { sql, type Database } from '../../../platform/postgres/database.ts';
import type { DossierScope, ParkedAnswers } from '../ports.ts';

const place = (id: string): string => `dossier_parked|sealed|${id}`;
const inScope = (scope: DossierScope) => (scope.kind === 'worker' ? { kind: 'public' as const } : scope);

/** Sealed like drafts; the newest for a page counts. */
export function parkedAnswers(db: Database, keyring: Keyring): ParkedAnswers {
  return {
    async park(scope, path, body, at) {
      const id = systemIds.uuid();
      await db.inScope(inScope(scope), 'writes', (tx) => tx.query(sql('INSERT INTO dossier_parked (id, guest_key, citizen_id, path, sealed, at) VALUES ($1,$2,$3,$4,$5,$6)',
        [id, scope.kind === 'guest' ? scope.guestKey : null, scope.kind === 'citizen' ? scope.citizenId : null, path, seal(keyring, place(id), JSON.stringify(body)), at])));
    },
    async find(scope, path) {
      const rows = await db.inScope(inScope(scope), 'reads', (tx) => tx.query<{ id: string; sealed: string }>(sql('SELECT id, sealed FROM dossier_parked WHERE path = $1 ORDER BY at DESC LIMIT 1', [path])));
      return rows[0] ? (JSON.parse(open(keyring, place(rows[0].id), rows[0].sealed)) as Record<string, string | string[]>) : null;
    },
    async forget(scope, path) { await db.inScope(inScope(scope), 'writes', (tx) => tx.query(sql('DELETE FROM dossier_parked WHERE path = $1', [path]))); },
  };
}
