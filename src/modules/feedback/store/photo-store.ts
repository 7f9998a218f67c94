import { openBytes, sealBytes, type Keyring } from '../../../platform/crypto/seal.ts';
import { sql, type Database } from '../../../platform/postgres/database.ts';
import type { PhotoStore } from '../ports.ts';
import { inCaseScope } from './case-scope.ts';

const place = (id: string): string => `feedback_photo|bytes|${id}`;
/** The case as the scope may see it with its words: not by the officer complained of. The program's own wall beside row-level security. */
const SEEN = "SELECT 1 FROM feedback_case c WHERE c.id = $1 AND feedback_may_see(c.agency_id, c.citizen_id, c.guest_key, c.secret_hash) AND (mc_kind() <> 'officer' OR c.about_officer IS DISTINCT FROM mc_officer())";

/** Photos of a case, each sealed for its own place. */
export function photoStore(db: Database, keyring: Keyring): PhotoStore {
  const within = inCaseScope(db, keyring);
  return {
    async of(scope, caseId) {
      const rows = await within(scope, 'reads', (tx) => tx.query<{ id: string; received_at: Date }>(sql(`SELECT id, received_at FROM feedback_photo WHERE case_id = $1 AND EXISTS (${SEEN}) ORDER BY received_at, id`, [caseId])));
      return rows.map((row) => ({ id: row.id, receivedAt: row.received_at }));
    },
    async open(scope, caseId, id) {
      const [row] = await within(scope, 'reads', (tx) => tx.query<{ mime: string; sealed: Buffer; key_id: string }>(sql(`SELECT mime, sealed, key_id FROM feedback_photo WHERE case_id = $1 AND id = $2 AND EXISTS (${SEEN})`, [caseId, id])));
      return row ? { mime: row.mime, bytes: openBytes(keyring, place(id), row.key_id, row.sealed) } : null;
    },
    add: (scope, caseId, photo, most, at) => within(scope, 'writes', async (tx) => {
      // Two at once count one after the other, in a statement of its own before the count.
      await tx.query(sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 51))', [caseId]));
      const [seen] = await tx.query<{ n: number; same: boolean; open: boolean }>(sql(`SELECT (SELECT count(*)::int FROM feedback_photo WHERE case_id = $1) AS n, EXISTS (SELECT 1 FROM feedback_photo WHERE case_id = $1 AND sha256 = $2) AS same, EXISTS (${SEEN} AND c.closed_at IS NULL) AS open`, [caseId, Buffer.from(photo.sha256, 'hex')]));
      if (!seen?.open) return 'closed';
      if (seen.same) return 'there';
      if (seen.n >= most) return 'full';
      await tx.query(sql('INSERT INTO feedback_photo (id, case_id, mime, sealed, key_id, sha256, received_at) VALUES ($1,$2,$3,$4,$5,$6,$7)', [photo.id, caseId, photo.mime, sealBytes(keyring, place(photo.id), photo.bytes), keyring.current, Buffer.from(photo.sha256, 'hex'), at]));
      return 'added';
    }),
    async remove(scope, caseId, id) { return (await within(scope, 'writes', (tx) => tx.query(sql(`DELETE FROM feedback_photo WHERE case_id = $1 AND id = $2 AND EXISTS (${SEEN} AND c.closed_at IS NULL) RETURNING id`, [caseId, id])))).length > 0; },
  };
}
