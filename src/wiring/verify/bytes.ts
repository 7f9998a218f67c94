import { checkFiles, documentStore, fileSealer, type DocumentStore, type PdfVerifier } from '../../modules/document/index.ts';
import { createDiskFiles } from '../../adapters/files-disk/index.ts';
import { createVerifier } from '../../adapters/pdf-sign-demo/index.ts';
import type { Keyring } from '../../platform/crypto/seal.ts';
import { sql, type Database } from '../../platform/postgres/database.ts';
import type { Notebook } from './report.ts';

export type FileMode = 'none' | 'sample' | 'all';
/** One in so many files is opened in a sample; which ones changes from day to day, so that in time all are. */
const SAMPLE_ONE_IN = 100;
/** A sample opens at least this many of the newest, so that a small installation is looked at whole. */
const SAMPLE_LEAST = 200;

/** I-14 on the disk: no row without its bytes, every hash right, no bytes without a row; I-16: signatures of results hold. */
export async function checkBytes(notebook: Notebook, deps: { readonly db: Database; readonly keyring: Keyring; readonly filesDir: string; readonly signingDir: string }, mode: Exclude<FileMode, 'none'>, nameOf: (dossierId: string | null) => Promise<string | null>, now: Date): Promise<number> {
  const documents = documentStore(deps.db, deps.keyring);
  const files = createDiskFiles({ dir: deps.filesDir });
  const sealer = fileSealer(deps.keyring);
  const [total] = await deps.db.read.query<{ n: number }>(sql('SELECT count(*) AS n FROM document_file'));
  const whole = mode === 'all' || (total?.n ?? 0) <= SAMPLE_LEAST;
  const checked = await checkFiles({ documents: whole ? documents : sampled(documents, Math.floor(now.getTime() / 86_400_000)), files, sealer }, now);
  notebook.checked('I-14', checked.rows + checked.blobs);
  for (const finding of checked.findings) {
    const words = { 'bytes-missing': ['không còn trên đĩa', 'has no bytes on the disk'], 'bytes-altered': ['trên đĩa đã bị sửa hoặc không mở được', 'was altered on the disk or does not open'], 'row-missing': ['nằm trên đĩa mà không có trong sổ tệp', 'lies on the disk without a row'] }[finding.what] as [string, string];
    notebook.wrong('I-14', { dossier: await nameOf(finding.dossierId) }, `tệp ${finding.fileId} ${words[0]}`, `file ${finding.fileId} ${words[1]}`);
  }
  await checkSignatures(notebook, deps.db, await createVerifier({ dir: deps.signingDir }), async (id) => { const row = await documents.find({ kind: 'worker' }, id); return row ? sealer.open(id, row.keyId, await files.get(id)) : null; }, whole, nameOf);
  return checked.rows;
}

/** The same store, showing one row in a hundred. */
function sampled(documents: DocumentStore, day: number): DocumentStore {
  const chosen = (id: string): boolean => (Number.parseInt(id.slice(-6), 16) + day) % SAMPLE_ONE_IN === 0;
  return {
    ...documents,
    async page(after, limit) {
      for (let from = after; ;) {
        const rows = await documents.page(from, limit);
        const some = rows.filter((row) => chosen(row.id));
        if (some.length > 0 || rows.length === 0) return some;
        from = rows.at(-1)?.id ?? null;
      }
    },
  };
}

const SIGNED_BATCH = 100;
async function checkSignatures(notebook: Notebook, db: Database, verifier: PdfVerifier, bytesOf: (id: string) => Promise<Buffer | null>, whole: boolean, nameOf: (dossierId: string | null) => Promise<string | null>): Promise<void> {
  for (let after: string | null = null; ;) {
    const rows: { id: string; dossier_id: string }[] = await db.read.query(sql("SELECT id, dossier_id FROM document_file WHERE source = 'issued' AND 'signed' = ANY (notes) AND dossier_id IS NOT NULL AND ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2", [after, SIGNED_BATCH]));
    for (const row of rows) {
      if (!whole && Number.parseInt(row.id.slice(-6), 16) % SAMPLE_ONE_IN !== 0) continue;
      const pdf = await bytesOf(row.id).catch(() => null); // already reported as missing or altered
      if (!pdf) continue;
      notebook.checked('I-16');
      const signatures = await verifier.verify(pdf);
      const altered = signatures.length === 0 ? { why: 'không có chữ ký' } : signatures.find((one) => one.outcome === 'altered' || !one.coversWholeFile);
      if (altered) notebook.wrong('I-16', { dossier: await nameOf(row.dossier_id) }, `chữ ký của tệp ${row.id}: ${altered.why ?? ''}`, `signature of file ${row.id}: ${altered.why ?? ''}`);
      const unknown = altered ? undefined : signatures.find((one) => one.outcome === 'unverifiable');
      // Restored on another machine, the trial authority's certificate may be missing: the bytes can still be the signed ones.
      if (unknown) notebook.warn('I-16', { dossier: await nameOf(row.dossier_id) }, `chữ ký của tệp ${row.id} chưa kiểm tra được: ${unknown.why ?? ''}`, `signature of file ${row.id} cannot be checked: ${unknown.why ?? ''}`);
    }
    after = rows.at(-1)?.id ?? null;
    if (rows.length < SIGNED_BATCH) return;
  }
}
