import { ok, refuse, type Result } from '../../../shared/result.ts';
import type { StoredFile } from '../domain/index.ts';
import type { DocumentStore, FileScope, FileSealer, FileStore } from '../ports.ts';

export type OpenRefusal = 'not-found' | 'not-scanned' | 'infected';

/**
 * The bytes of a file, for whoever's scope the row lies in; to anybody else it does not exist. Nothing leaves quarantine.
 * Bytes that are lost or do not open under their own place throw: that is an outage, not an answer.
 */
export async function openFile(deps: { readonly documents: DocumentStore; readonly files: FileStore; readonly sealer: FileSealer }, scope: FileScope, id: string): Promise<Result<{ readonly file: StoredFile; readonly bytes: Buffer }, OpenRefusal>> {
  const file = await deps.documents.find(scope, id);
  if (!file) return refuse('not-found');
  if (file.state === 'quarantine') return refuse('not-scanned');
  if (file.state === 'infected') return refuse('infected');
  return ok({ file, bytes: deps.sealer.open(id, file.keyId, await deps.files.get(id)) });
}
