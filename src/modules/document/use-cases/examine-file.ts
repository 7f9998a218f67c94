import { inflateSync } from 'node:zlib';
import { claimed, inspectPdf, measureImage, sniff, type FileNote, type ImageKind, type Inflate, type UploadRefusal } from '../domain/index.ts';
import { IMAGE_LIMITS, PDF_LIMITS } from '../domain/index.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';

/** A file whose structure has been looked at, before any decoder. */
export type Examined =
  | { readonly kind: 'pdf'; readonly pages: number; readonly notes: readonly FileNote[] }
  | { readonly kind: ImageKind };

/** Decides by the bytes alone whether a file may go on; the name serves only to word the refusal. */
export function examineFile(bytes: Buffer, name: string, declaredType: string): Result<Examined, UploadRefusal> {
  if (bytes.length === 0) return refuse({ kind: 'empty' });
  const found = sniff(bytes);
  switch (found) {
    case 'pdf': return examinePdf(bytes);
    case 'jpeg': case 'png': case 'webp': return examineImage(bytes, found);
    case 'heic': return refuse({ kind: 'heic' });
    default: {
      const claim = claimed(name, declaredType);
      const picture = ['gif', 'bmp', 'tiff', 'avif', 'svg'].includes(found);
      return refuse(claim === null || (claim === 'image' && picture) ? { kind: 'not-taken', found } : { kind: 'not-what-it-says', claimed: claim, found });
    }
  }
}

export function examineImage(bytes: Buffer, kind: ImageKind): Result<Examined, UploadRefusal> {
  const measured = measureImage(bytes, kind);
  if (measured.ok) return ok({ kind });
  if (measured.refusal === 'cut-off') return refuse({ kind: 'image-cut-off' });
  if (measured.refusal === 'broken') return refuse({ kind: 'image-broken' });
  return refuse({ kind: 'too-many-pixels', pixels: measured.refusal.tooManyPixels, limit: IMAGE_LIMITS.pixels });
}

function examinePdf(bytes: Buffer): Result<Examined, UploadRefusal> {
  const inspected = inspectPdf(bytes, { inflate, text: (part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('latin1') });
  if (inspected.ok) return ok({ kind: 'pdf', pages: inspected.value.pages, notes: inspected.value.notes });
  const fault = inspected.refusal;
  if (typeof fault === 'object') return refuse('active' in fault ? { kind: 'pdf-active', what: fault.active } : { kind: 'pdf-too-many-pages', pages: fault.pages, limit: PDF_LIMITS.pages });
  return refuse({ kind: ({ broken: 'pdf-broken', locked: 'pdf-locked', 'too-complex': 'pdf-too-complex', 'two-files': 'two-files-in-one' } as const)[fault] });
}

const inflate: Inflate = (data, most) => {
  if (most < 1) return 'too-much';
  try {
    return inflateSync(data, { maxOutputLength: most });
  } catch (error) {
    return (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-much' : 'broken';
  }
};
