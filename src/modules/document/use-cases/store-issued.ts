import type { StoredFile } from '../domain/index.ts';
import type { FileOwner, FileScope } from '../ports.ts';
import { sha256Hex, type DocumentDeps } from './receive-upload.ts';

/** A paper that this program made (receipt, request for a supplement, signed result). `key` says which, such as `mau-01`. */
export interface IssuedPaper {
  readonly key: string; readonly name: string; readonly pdf: Buffer; readonly pages: number; readonly signed: boolean;
  /** kept from the citizen: control slips, drafts of results */ readonly officeOnly: boolean;
  /** the dossier it belongs to from the start; left out when the event that is about to be stored binds it */ readonly dossierId?: string;
  readonly owner: FileOwner;
}

/** Keeps an issued paper, to the byte. Nobody can take it away again, not even the person whose it is. */
export async function storeIssued(deps: Pick<DocumentDeps, 'documents' | 'files' | 'sealer' | 'ids'>, scope: FileScope, paper: IssuedPaper, now: Date): Promise<StoredFile> {
  const id = deps.ids.uuid();
  const { keyId, sealed } = deps.sealer.seal(id, paper.pdf);
  const hash = sha256Hex(paper.pdf);
  const file: StoredFile = {
    id, draftId: null, dossierId: paper.dossierId ?? null, paperKey: paper.key, source: 'issued', name: paper.name, mime: 'application/pdf', pages: paper.pages, width: null, height: null,
    size: paper.pdf.length, sha256: hash, keptSize: paper.pdf.length, keptSha256: hash, keyId,
    state: 'ready', scan: 'own-work', notes: paper.signed ? ['signed'] : [], officeOnly: paper.officeOnly, receivedAt: now,
  };
  await deps.files.put(id, sealed);
  await deps.documents.add(scope, { ...file, owner: paper.owner }, Number.MAX_SAFE_INTEGER);
  return file;
}
