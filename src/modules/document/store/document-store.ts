import { open, seal, type Keyring } from '../../../platform/crypto/seal.ts';
import { sql, type Database, type Queryable } from '../../../platform/postgres/database.ts';
import type { FileNote, FileState, KeptMime, ScanState, StoredFile } from '../domain/index.ts';
import type { DocumentStore, FileScope, NewFile } from '../ports.ts';

interface FileRow {
  id: string; draft_id: string | null; dossier_id: string | null; paper: string; source: StoredFile['source']; name: string; mime: KeptMime; pages: number; width: number | null; height: number | null;
  size: number; sha256: Buffer; kept_size: number; kept_sha256: Buffer; key_id: string; state: FileState; scan: ScanState; notes: FileNote[]; office_only: boolean; received_at: Date;
}
const COLUMNS = 'id, draft_id, dossier_id, paper, source, name, mime, pages, width, height, size, sha256, kept_size, kept_sha256, key_id, state, scan, notes, office_only, received_at';
interface OwnerRow { citizen_id: string | null; guest_key: string | null; officer_id: string | null; agency_ids: number[] }
/** The program's own wall beside row-level security, the same rule as `document_is_mine`: each holds without the other. */
function isTheirs(scope: FileScope, row: Pick<FileRow, 'dossier_id' | 'office_only'> & OwnerRow): boolean {
  switch (scope.kind) {
    case 'worker': return true;
    case 'public': return false;
    case 'citizen': return !row.office_only && row.citizen_id === scope.citizenId;
    case 'guest': return !row.office_only && scope.guestKey !== '' && row.guest_key === scope.guestKey;
    case 'officer': return row.agency_ids.some((agency) => scope.agencyIds.includes(agency)) || (row.dossier_id === null && row.officer_id === scope.officerId);
  }
}
const namePlace = (id: string): string => `document_file|name|${id}`;

/** Rows of files. In the worker's scope it needs a `Database` that is logged in as the worker. */
export function documentStore(db: Database, keyring: Keyring): DocumentStore {
  const toFile = (row: FileRow): StoredFile => ({
    id: row.id, draftId: row.draft_id, dossierId: row.dossier_id, paperKey: row.paper, source: row.source, name: open(keyring, namePlace(row.id), row.name), mime: row.mime, pages: row.pages,
    width: row.width, height: row.height, size: row.size, sha256: row.sha256.toString('hex'), keptSize: row.kept_size, keptSha256: row.kept_sha256.toString('hex'), keyId: row.key_id,
    state: row.state, scan: row.scan, notes: row.notes, officeOnly: row.office_only, receivedAt: row.received_at,
  });
  const reads = <T>(scope: FileScope, work: (tx: Queryable) => Promise<T>): Promise<T> => (scope.kind === 'worker' ? work(db.read) : db.inScope(scope, 'reads', work));
  const writes = <T>(scope: FileScope, work: (tx: Queryable) => Promise<T>): Promise<T> => (scope.kind === 'worker' ? work(db.write) : db.inScope(scope, 'writes', work));
  const list = async (tx: Queryable, where: string, values: readonly unknown[], name: string): Promise<readonly StoredFile[]> =>
    (await tx.query<FileRow>(sql(`SELECT ${COLUMNS} FROM document_file WHERE ${where}`, values, name))).map(toFile);
  const ids = (rows: readonly { id: string }[]): readonly string[] => rows.map((row) => row.id);

  return {
    async usage(scope, draftId) {
      const [owner, value] = scope.kind === 'citizen' ? ['citizen_id = $2::uuid', scope.citizenId] : scope.kind === 'guest' ? ['guest_key = $2::text', scope.guestKey] : ['$2::text IS NOT NULL', null];
      const [row] = await reads(scope, (tx) => tx.query<{ files: number; bytes: number }>(sql(
        `SELECT (SELECT count(*) FROM document_file WHERE draft_id = $1)::int AS files, coalesce((SELECT sum(kept_size) FROM document_file WHERE dossier_id IS NULL AND source <> 'issued' AND ${owner}), 0)::bigint AS bytes`,
        [draftId, value], `document-usage-${scope.kind === 'citizen' || scope.kind === 'guest' ? scope.kind : 'other'}`)));
      return { filesOfDraft: row?.files ?? 0, looseBytesOfOwner: row?.bytes ?? 0 };
    },

    async add(scope, file, mostFiles) {
      return writes(scope, async (tx) => {
        if (file.draftId !== null) await tx.query(sql(LOCK_DRAFT, [file.draftId], 'document-lock-draft'));
        const [row] = await tx.query(sql(ADD, insertValues(file, seal(keyring, namePlace(file.id), file.name), mostFiles), 'document-add'));
        if (row) return { outcome: 'added' };
        const [twin] = await list(tx, 'draft_id = $1 AND paper = $2 AND sha256 = $3', [file.draftId, file.paperKey, Buffer.from(file.sha256, 'hex')], 'document-twin');
        return twin ? { outcome: 'twin', file: twin } : { outcome: 'full' };
      });
    },

    async find(scope, id) {
      const [row] = await reads(scope, (tx) => tx.query<FileRow & OwnerRow>(sql(`SELECT ${COLUMNS}, citizen_id, guest_key, officer_id, agency_ids FROM document_file WHERE id = $1`, [id], 'document-find')));
      return row && isTheirs(scope, row) ? toFile(row) : null;
    },
    /** The function enters the scope itself: one round trip in place of three, on the way of every submission. */
    async listOfDraft(scope, draftId) {
      const rows = await db.read.query<FileRow>(sql(`SELECT ${COLUMNS} FROM document_of_draft($1, $2)`, [JSON.stringify(scope), draftId], 'document-of-draft'));
      return rows.map(toFile);
    },
    listOfDossier: (scope, dossierId) => reads(scope, (tx) => list(tx, 'dossier_id = $1 ORDER BY received_at, id', [dossierId], 'document-of-dossier')),

    removeLoose: (scope, wanted) => writes(scope, async (tx) => ids(await tx.query<{ id: string }>(sql("DELETE FROM document_file WHERE id = ANY ($1::uuid[]) AND dossier_id IS NULL AND source <> 'issued' RETURNING id", [wanted], 'document-remove')))),
    removeOfDraft: (scope, draftId) => writes(scope, async (tx) => ids(await tx.query<{ id: string }>(sql("DELETE FROM document_file WHERE draft_id = $1 AND dossier_id IS NULL AND source <> 'issued' RETURNING id", [draftId], 'document-remove-draft')))),

    async keepInDraft(scope, draftId, wanted) { await writes(scope, (tx) => tx.query(sql('SELECT document_keep_in_draft($1, $2)', [draftId, wanted], 'document-keep-in-draft'))); },
    async bind(scope, to) {
      const [row] = await writes(scope, (tx) => tx.query<{ n: number }>(sql('SELECT document_bind($1, $2, $3, $4, $5, $6) AS n', [to.dossierId, to.draftId, to.fileIds, to.citizenId, to.guestKey, to.agencyIds], 'document-bind')));
      return row?.n ?? 0;
    },

    inQuarantine: (limit) => list(db.read, "state = 'quarantine' ORDER BY received_at LIMIT $1", [limit], 'document-quarantine'),
    async recordScan(id, state, scan) { await db.write.query(sql('UPDATE document_file SET state = $2, scan = $3 WHERE id = $1', [id, state, scan], 'document-scan')); },
    async known(wanted) { return new Set(ids(await db.read.query<{ id: string }>(sql('SELECT id FROM document_file WHERE id = ANY ($1::uuid[])', [wanted], 'document-known')))); },
    page: (afterId, limit) => list(db.read, '($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2', [afterId, limit], 'document-page'),
    loose: (before, afterId, limit) => list(db.read, "dossier_id IS NULL AND source <> 'issued' AND received_at < $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3", [before, afterId, limit], 'document-loose'),
  };
}

// Taken in a statement before the count: a statement sees what was committed before it began, so the second of two uploads counts the first.
const LOCK_DRAFT = 'SELECT pg_advisory_xact_lock(hashtextextended($1, 23))';
const ADD = `
  INSERT INTO document_file (id, draft_id, citizen_id, guest_key, officer_id, agency_ids, paper, source, name, mime, pages, width, height, size, sha256, kept_size, kept_sha256, key_id, state, scan, notes, office_only, received_at, dossier_id, bound_at)
  SELECT $1, $2::uuid, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $25::uuid, CASE WHEN $25::uuid IS NULL THEN NULL ELSE $23::timestamptz END
  WHERE $2::uuid IS NULL OR (SELECT count(*) FROM document_file WHERE draft_id = $2::uuid) < $24
  ON CONFLICT (draft_id, paper, sha256) WHERE draft_id IS NOT NULL DO NOTHING
  RETURNING id`;

function insertValues(file: NewFile, sealedName: string, mostFiles: number): readonly unknown[] {
  const { owner } = file;
  return [file.id, file.draftId, owner.citizenId, owner.guestKey, owner.officerId, owner.agencyIds, file.paperKey, file.source, sealedName, file.mime, file.pages, file.width, file.height,
    file.size, Buffer.from(file.sha256, 'hex'), file.keptSize, Buffer.from(file.keptSha256, 'hex'), file.keyId, file.state, file.scan, file.notes, file.officeOnly, file.receivedAt, mostFiles, file.dossierId];
}
