import { open, seal, type Keyring } from '../../../platform/crypto/seal.ts';
import { sql, type Database, type Queryable } from '../../../platform/postgres/database.ts';
import { canonicalJson } from '../domain/index.ts';
import type { Draft, DraftContent, DossierScope, DraftStore } from '../ports.ts';
import { draftWithin } from './within-scope.ts';

interface DraftRow {
  readonly id: string; readonly citizen_id: string | null; readonly guest_key: string | null; readonly officer_id: string | null; readonly procedure_code: string; readonly version_id: string;
  readonly agency_id: number; readonly channel: Draft['channel']; readonly short_code: string; readonly sealed: string; readonly revision: number; readonly changed_at: Date; readonly expires_at: Date; readonly dossier_id: string | null; readonly supplements: string | null;
}
const COLUMNS = 'id, citizen_id, guest_key, officer_id, procedure_code, version_id, agency_id, channel, short_code, sealed, revision, changed_at, expires_at, dossier_id, supplements';
const place = (id: string): string => `dossier_draft|sealed|${id}`;

/** Drafts are sealed whole: until somebody submits, only the person can read them. */
export function draftStore(db: Database, keyring: Keyring): DraftStore {
  const within = <T>(scope: DossierScope, access: 'reads' | 'writes', work: (tx: Queryable) => Promise<T>): Promise<T> => db.inScope(scope.kind === 'worker' ? { kind: 'public' } : scope, access, work);
  const read = (row: DraftRow): Draft => ({
    id: row.id, citizenId: row.citizen_id, guestKey: row.guest_key, officerId: row.officer_id, procedure: row.procedure_code, version: row.version_id, agencyId: row.agency_id, channel: row.channel,
    shortCode: row.short_code, revision: row.revision, changedAt: row.changed_at, expiresAt: row.expires_at, dossierId: row.dossier_id, supplements: row.supplements,
    content: JSON.parse(open(keyring, place(row.id), row.sealed)) as DraftContent,
  });
  return {
    async create(scope, draft) {
      await within(scope, 'writes', (tx) => tx.query(sql(
        `INSERT INTO dossier_draft (id, citizen_id, guest_key, officer_id, procedure_code, version_id, agency_id, channel, short_code, sealed, revision, created_at, changed_at, expires_at, supplements)
         VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$12,$13,$14)`,
        [draft.id, draft.citizenId, draft.guestKey, draft.officerId, draft.procedure, draft.version, draft.agencyId, draft.channel, draft.shortCode, seal(keyring, place(draft.id), canonicalJson(draft.content)), draft.revision, draft.changedAt, draft.expiresAt, draft.supplements])));
    },
    async find(scope, id) {
      const rows = await db.read.query<DraftRow>(sql(`SELECT ${COLUMNS} FROM dossier_draft_read($1, $2)`, [JSON.stringify(scope), id], 'draft-read'));
      const draft = rows[0] ? read(rows[0]) : null;
      return draft && draftWithin(scope, draft) ? draft : null;
    },
    async findByShortCode(scope, code) {
      const rows = await within(scope, 'reads', (tx) => tx.query<DraftRow>(sql(`SELECT ${COLUMNS} FROM dossier_draft WHERE short_code = $1 AND dossier_id IS NULL`, [code])));
      const draft = rows[0] ? read(rows[0]) : null;
      return draft && draftWithin(scope, draft) ? draft : null;
    },
    async told(scope, code) {
      if (scope.kind !== 'officer') return null;
      const rows = await within(scope, 'writes', (tx) => tx.query<DraftRow>(sql(`SELECT ${COLUMNS} FROM dossier_draft WHERE id = dossier_told_draft($1)`, [code], 'draft-told')));
      const draft = rows[0] ? read(rows[0]) : null;
      return draft && draftWithin(scope, draft) ? draft : null;
    },
    async save(scope, id, expected, content, at) {
      return within(scope, 'writes', async (tx) => {
        const changed = await tx.query<{ id: string }>(sql('UPDATE dossier_draft SET sealed = $3, revision = revision + 1, changed_at = $4 WHERE id = $1 AND revision = $2 AND dossier_id IS NULL RETURNING id', [id, expected, seal(keyring, place(id), canonicalJson(content)), at], 'draft-save'));
        if (changed.length > 0) return 'saved';
        const there = await tx.query<{ id: string }>(sql('SELECT id FROM dossier_draft WHERE id = $1 AND dossier_id IS NULL', [id]));
        return there.length > 0 ? 'stale' : 'gone';
      });
    },
    async listOpen(scope, limit) {
      const mine = scope.kind === 'citizen' ? 'citizen_id = $2' : scope.kind === 'guest' ? 'guest_key = $2' : 'officer_id = $2';
      const who = scope.kind === 'citizen' ? scope.citizenId : scope.kind === 'guest' ? scope.guestKey : scope.kind === 'officer' ? scope.officerId : null;
      const rows = await within(scope, 'reads', (tx) => tx.query<DraftRow>(sql(`SELECT ${COLUMNS} FROM dossier_draft WHERE dossier_id IS NULL AND supplements IS NULL AND ${mine} ORDER BY changed_at DESC LIMIT $1`, [limit, who])));
      return rows.map(read);
    },
    /** What a guest began belongs to the person who then signed in on the same device. */
    async adopt(guestKey, citizenId) {
      const moved = await db.inScope({ kind: 'guest', guestKey }, 'writes', (tx) => tx.query<{ n: number }>(sql('SELECT dossier_adopt_drafts($1, $2) AS n', [guestKey, citizenId])));
      return moved[0]?.n ?? 0;
    },
    async remove(scope, id) {
      await within(scope, 'writes', (tx) => tx.query(sql('DELETE FROM dossier_draft WHERE id = $1 AND dossier_id IS NULL', [id])));
    },
  };
}
