import type { Readable } from 'node:stream';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import { FILE_LIMITS, cleanFileName, type UploadRefusal } from '../domain/index.ts';
import type { PhotoWorkshop } from '../ports.ts';
import { examineFile } from './examine-file.ts';
import { readBounded } from './read-bounded.ts';

export type CardPhotoRefusal = UploadRefusal | { readonly kind: 'no-code' };

/** The text of the square code in a photo of a card, for devices without script or camera access. The photo is looked at and kept nowhere. */
export async function readCardPhoto(photos: PhotoWorkshop, upload: { readonly filename: string; readonly declaredType: string; readonly stream: Readable }): Promise<Result<string, CardPhotoRefusal>> {
  const read = await readBounded(upload.stream, FILE_LIMITS.bytes);
  if (!read.ok) return refuse(read.refusal === 'too-large' ? { kind: 'too-large', limitBytes: FILE_LIMITS.bytes } : { kind: 'interrupted' });
  const examined = examineFile(read.value, cleanFileName(upload.filename), upload.declaredType);
  if (!examined.ok) return examined;
  if (examined.value.kind === 'pdf') return refuse({ kind: 'no-code' });
  const text = await photos.readQr(read.value);
  if (!text.ok) return refuse({ kind: 'busy' });
  return text.value === null ? refuse({ kind: 'no-code' }) : ok(text.value);
}
