import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Ids } from '../../../shared/id.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import { FILE_LIMITS, cleanFileName, type KeptMime, type StoredFile, type UploadRefusal } from '../domain/index.ts';
import type { DocumentStore, FileOwner, FileScope, FileSealer, FileStore, PhotoWorkshop, VirusScanner } from '../ports.ts';
import { examineFile, type Examined } from './examine-file.ts';
import { readBounded } from './read-bounded.ts';

export interface DocumentDeps {
  readonly documents: DocumentStore;
  readonly files: FileStore;
  readonly sealer: FileSealer;
  readonly photos: PhotoWorkshop;
  /** null: this installation has no scanner. A configured one that does not answer leaves files in quarantine. */
  readonly scanner: VirusScanner | null;
  readonly ids: Ids;
}
export interface Upload { readonly filename: string; readonly declaredType: string; readonly stream: Readable }
/** Where a file goes: its paper, and the draft it belongs to (none: the desk scans for a dossier that is being made in the same request). */
export interface UploadTarget { readonly draftId: string | null; readonly paperKey: string; readonly owner: FileOwner; readonly source: 'citizen' | 'desk' }

/**
 * Takes in one file: bounded reading → structure → scanner → small clean copy → sealed → on the disk for good → row.
 * When it returns `ok`, the bytes outlive a power cut. The same bytes for the same paper of a draft answer with the file that is there.
 */
export async function receiveUpload(deps: DocumentDeps, scope: FileScope, target: UploadTarget, upload: Upload, now: Date): Promise<Result<StoredFile, UploadRefusal>> {
  const used = await deps.documents.usage(scope, target.draftId);
  const full: UploadRefusal | null = used.filesOfDraft >= FILE_LIMITS.filesPerDossier ? { kind: 'too-many-files', most: FILE_LIMITS.filesPerDossier }
    : used.looseBytesOfOwner >= FILE_LIMITS.looseBytesPerOwner ? { kind: 'too-much-in-drafts', limitBytes: FILE_LIMITS.looseBytesPerOwner } : null;
  const taken = await takeIn(deps.scanner, upload, full);
  if (!taken.ok) return taken;
  const { bytes, name, examined, verdict } = taken.value;
  const kept = await keep(deps.photos, bytes, examined);
  if (!kept.ok) return kept;
  const id = deps.ids.uuid();
  const { keyId, sealed } = deps.sealer.seal(id, kept.value.bytes);
  const file: StoredFile = {
    id, draftId: target.draftId, dossierId: null, paperKey: target.paperKey, source: target.source, name,
    mime: kept.value.mime, pages: examined.kind === 'pdf' ? examined.pages : 1, width: kept.value.width, height: kept.value.height,
    size: bytes.length, sha256: sha256Hex(bytes), keptSize: kept.value.bytes.length, keptSha256: sha256Hex(kept.value.bytes), keyId,
    state: verdict === 'unavailable' ? 'quarantine' : 'ready', scan: verdict === 'unavailable' ? 'waiting' : verdict,
    notes: examined.kind === 'pdf' ? examined.notes : [], officeOnly: false, receivedAt: now,
  };
  // Bytes first: a row without bytes would be a promise that was not kept; bytes without a row are swept away later.
  await deps.files.put(id, sealed);
  const added = await deps.documents.add(scope, { ...file, owner: target.owner }, FILE_LIMITS.filesPerDossier);
  if (added.outcome === 'added') return ok(file);
  await deps.files.remove(id);
  return added.outcome === 'twin' ? ok(added.file) : refuse({ kind: 'too-many-files', most: FILE_LIMITS.filesPerDossier });
}

export interface TakenIn { readonly bytes: Buffer; readonly name: string; readonly examined: Examined; readonly verdict: 'clean' | 'unavailable' | 'not-configured' }
/** Bounded reading → structure → scanner. `full`: there is no room for it; it is read all the same, so that what stands behind it in the form is reached. */
export async function takeIn(scanner: VirusScanner | null, upload: Upload, full: UploadRefusal | null): Promise<Result<TakenIn, UploadRefusal>> {
  const read = await readBounded(upload.stream, FILE_LIMITS.bytes);
  if (!read.ok) return refuse(read.refusal === 'too-large' ? { kind: 'too-large', limitBytes: FILE_LIMITS.bytes } : { kind: 'interrupted' });
  if (full) return refuse(full);
  const bytes = read.value;
  const name = cleanFileName(upload.filename);
  const examined = examineFile(bytes, name, upload.declaredType);
  if (!examined.ok) return examined;
  const verdict = scanner === null ? 'not-configured' : await scanner.scan(bytes);
  return verdict === 'infected' ? refuse({ kind: 'infected' }) : ok({ bytes, name, examined: examined.value, verdict });
}

interface Kept { readonly bytes: Buffer; readonly mime: KeptMime; readonly width: number | null; readonly height: number | null }
async function keep(photos: PhotoWorkshop, bytes: Buffer, examined: Examined): Promise<Result<Kept, UploadRefusal>> {
  if (examined.kind === 'pdf') return ok({ bytes, mime: 'application/pdf', width: null, height: null });
  const cleaned = await photos.clean(bytes, examined.kind);
  return cleaned.ok ? cleaned : refuse({ kind: cleaned.refusal === 'busy' ? 'busy' : 'image-broken' });
}

export const sha256Hex = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
