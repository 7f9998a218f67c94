import type { Ids } from '../../../shared/id.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import { receivePhoto, type PhotoRefusal, type PhotoWorkshop, type Upload, type VirusScanner } from '../../document/index.ts';
import { MAY_ADD_PHOTOS, PHOTO_LIMITS } from '../domain/index.ts';
import type { CaseStore, PersonScope, PhotoStore } from '../ports.ts';

export interface AddPhotoDeps { readonly cases: CaseStore; readonly photos: PhotoStore; readonly intake: { readonly photos: PhotoWorkshop; readonly scanner: VirusScanner | null }; readonly ids: Ids }
export type AddPhotoRefusal = PhotoRefusal | { readonly kind: 'full' | 'closed' };

/** One photo more for a case that its sender may still add to. What has no room is read past, so that the rest of the form arrives. */
export async function addPhoto(deps: AddPhotoDeps, scope: PersonScope, caseId: string, upload: Upload, at: Date): Promise<Result<true, AddPhotoRefusal>> {
  const found = await deps.cases.find(scope, caseId);
  const kind = !found || !MAY_ADD_PHOTOS.includes(found.state.status) ? 'closed' : (await deps.photos.of(scope, caseId)).length >= PHOTO_LIMITS.most ? 'full' : null;
  if (kind !== null) { upload.stream.resume(); return refuse({ kind }); }
  const received = await receivePhoto(deps.intake, upload);
  if (!received.ok) return received;
  const outcome = await deps.photos.add(scope, caseId, { id: deps.ids.uuid(), mime: received.value.mime, bytes: received.value.bytes, sha256: received.value.sha256 }, PHOTO_LIMITS.most, at);
  return outcome === 'added' || outcome === 'there' ? ok(true) : refuse({ kind: outcome });
}
