import { FileLost, type DocumentStore, type FileSealer, type FileStore } from '../ports.ts';
import { sha256Hex } from './receive-upload.ts';
import { SWEEP_LIMITS, batches, mintedAt } from './sweep-files.ts';

export interface FileFinding { readonly fileId: string; readonly dossierId: string | null; readonly what: 'bytes-missing' | 'bytes-altered' | 'row-missing' }
export interface FileCheck { readonly rows: number; readonly blobs: number; readonly findings: readonly FileFinding[] }
/** Findings that one check names; more are counted by whoever mends the first */
export const MOST_FINDINGS = 1000;

/** I-14: no row without its bytes, every hash right, no bytes without a row beyond the grace. Opens every file: for `verify`, not for a request. */
export async function checkFiles(deps: { readonly documents: DocumentStore; readonly files: FileStore; readonly sealer: FileSealer }, now: Date): Promise<FileCheck> {
  const findings: FileFinding[] = [];
  const note = (finding: FileFinding): void => { if (findings.length < MOST_FINDINGS) findings.push(finding); };
  let rows = 0;
  for (let after: string | null = null; ;) {
    const page = await deps.documents.page(after, SWEEP_LIMITS.batch);
    if (page.length === 0) break;
    after = page.at(-1)?.id ?? null;
    rows += page.length;
    for (const file of page) {
      try {
        const sealed = await deps.files.get(file.id);
        if (opened(deps.sealer, file.id, file.keyId, sealed) !== file.keptSha256) note({ fileId: file.id, dossierId: file.dossierId, what: 'bytes-altered' });
      } catch (error) {
        if (!(error instanceof FileLost)) throw error;
        note({ fileId: file.id, dossierId: file.dossierId, what: 'bytes-missing' });
      }
    }
  }
  let blobs = 0;
  const before = new Date(now.getTime() - SWEEP_LIMITS.graceHours * 3_600_000);
  for await (const ids of batches(deps.files.list(), SWEEP_LIMITS.batch)) {
    blobs += ids.length;
    const known = await deps.documents.known(ids);
    for (const id of ids) {
      const minted = mintedAt(id);
      if (!known.has(id) && (minted === null || minted < before)) note({ fileId: id, dossierId: null, what: 'row-missing' });
    }
  }
  return { rows, blobs, findings };
}
/** Null when the bytes do not open: altered, cut, or another file's. */
function opened(sealer: FileSealer, id: string, keyId: string, sealed: Buffer): string | null {
  try { return sha256Hex(sealer.open(id, keyId, sealed)); } catch { return null; }
}
