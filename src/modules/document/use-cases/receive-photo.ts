import { ok, refuse, type Result } from '../../../shared/result.ts';
import type { UploadRefusal } from '../domain/index.ts';
import type { CleanPhoto, PhotoWorkshop, VirusScanner } from '../ports.ts';
import { sha256Hex, takeIn, type Upload } from './receive-upload.ts';

/** `not-scanned`: the configured scanner does not answer, and a photo that is kept beside words has no quarantine. */
export type PhotoRefusal = UploadRefusal | { readonly kind: 'only-photos' | 'not-scanned' };

/** A photo for another module to keep: the same way in as papers (bounded, looked at, scanned), a small clean copy without place and camera. */
export async function receivePhoto(deps: { readonly photos: PhotoWorkshop; readonly scanner: VirusScanner | null }, upload: Upload): Promise<Result<CleanPhoto & { /** of what was sent */ readonly sha256: string }, PhotoRefusal>> {
  const taken = await takeIn(deps.scanner, upload, null);
  if (!taken.ok) return taken;
  const { bytes, examined, verdict } = taken.value;
  if (examined.kind === 'pdf') return refuse({ kind: 'only-photos' });
  if (verdict === 'unavailable') return refuse({ kind: 'not-scanned' });
  const cleaned = await deps.photos.clean(bytes, examined.kind);
  return cleaned.ok ? ok({ ...cleaned.value, sha256: sha256Hex(bytes) }) : refuse({ kind: cleaned.refusal === 'busy' ? 'busy' : 'image-broken' });
}
