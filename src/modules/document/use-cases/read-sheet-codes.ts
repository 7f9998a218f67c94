import type { Readable } from 'node:stream';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import { wholeSheet } from '../../eform/domain/index.ts';
import { FILE_LIMITS, cleanFileName, jpegsInPdf, type UploadRefusal } from '../domain/index.ts';
import type { PhotoWorkshop } from '../ports.ts';
import { examineFile, examineImage } from './examine-file.ts';
import { readBounded } from './read-bounded.ts';

export type SheetCodesRefusal = UploadRefusal | { readonly kind: 'no-code' };
/** Letters and digits long enough for a declaration's code; what they mean is decided where forms are known. */
const IN_FILE = /TK\d[0-9A-Z]{14,750}/gu;
const MOST_IN_FILE = 60;
const enough = (texts: readonly string[]): boolean => wholeSheet(texts.join('\n'));

/**
 * The texts of the square codes on a printed declaration, from a photo, a scan (PDF of JPEG pictures) or the very file that was
 * printed, which holds them as keywords. The file is looked at and kept nowhere.
 */
export async function readSheetCodes(photos: PhotoWorkshop, upload: { readonly filename: string; readonly declaredType: string; readonly stream: Readable }): Promise<Result<readonly string[], SheetCodesRefusal>> {
  const read = await readBounded(upload.stream, FILE_LIMITS.bytes);
  if (!read.ok) return refuse(read.refusal === 'too-large' ? { kind: 'too-large', limitBytes: FILE_LIMITS.bytes } : { kind: 'interrupted' });
  const examined = examineFile(read.value, cleanFileName(upload.filename), upload.declaredType);
  if (!examined.ok) return examined;
  if (examined.value.kind !== 'pdf') return seen(await photos.readQrs(read.value, enough));
  const written = [...new Set(read.value.toString('latin1').match(IN_FILE) ?? [])].slice(0, MOST_IN_FILE);
  if (written.length > 0) return ok(written);
  const texts: string[] = [];
  for (const jpeg of jpegsInPdf(read.value)) {
    const picture = Buffer.from(jpeg);
    if (!examineImage(picture, 'jpeg').ok) continue;
    const page = await photos.readQrs(picture, (here) => enough([...texts, ...here]));
    if (!page.ok) return refuse({ kind: 'busy' });
    texts.push(...page.value);
  }
  return texts.length > 0 ? ok(texts) : refuse({ kind: 'no-code' });
}
const seen = (found: Result<readonly string[], 'busy'>): Result<readonly string[], SheetCodesRefusal> =>
  (!found.ok ? refuse({ kind: 'busy' }) : found.value.length > 0 ? ok(found.value) : refuse({ kind: 'no-code' }));
