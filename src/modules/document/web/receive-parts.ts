import type { UploadPart } from '../../../platform/http/route.ts';
import type { Result } from '../../../shared/result.ts';
import type { Text } from '../../../shared/text.ts';
import { cleanFileName, uploadRefusalWords, type StoredFile, type UploadRefusal } from '../domain/index.ts';
import type { FileScope, PhotoWorkshop } from '../ports.ts';
import { readCardPhoto } from '../use-cases/read-card-photo.ts';
import { readSheetCodes } from '../use-cases/read-sheet-codes.ts';
import { receiveUpload, type DocumentDeps, type UploadTarget } from '../use-cases/receive-upload.ts';
import { W } from './words.ts';

export interface RefusedPart { readonly input: string; readonly filename: string; readonly message: Text; readonly refusal: UploadRefusal | { readonly kind: 'unknown-input' } }
export interface ReceivedParts {
  readonly stored: readonly StoredFile[];
  /** every file that was not taken, with the words for the person; the others are kept all the same */
  readonly refused: readonly RefusedPart[];
  readonly fields: ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads a form with files, one part after the other, and keeps each file for the paper that `paperOf` names by its input;
 * null: such an input is not expected. A file input that was left empty is no file. Each kept file is on the disk for good
 * before the next part is read, so a connection that breaks costs only what had not arrived.
 */
export async function receiveParts(deps: DocumentDeps, scope: FileScope, parts: AsyncIterable<UploadPart>, target: Omit<UploadTarget, 'paperKey'> & { paperOf(input: string): string | null }, now: Date): Promise<ReceivedParts> {
  const stored: StoredFile[] = [];
  const refused: RefusedPart[] = [];
  const fields = new Map<string, string[]>();
  const refusePart = (input: string, filename: string, refusal: RefusedPart['refusal']): void => {
    refused.push({ input, filename: cleanFileName(filename), refusal, message: refusal.kind === 'unknown-input' ? W.unknownInput : uploadRefusalWords(refusal) });
  };
  try {
    for await (const part of parts) {
      if (part.kind === 'field') { fields.set(part.name, [...(fields.get(part.name) ?? []), part.value]); continue; }
      const paperKey = target.paperOf(part.name);
      if (paperKey === null) {
        part.stream.resume();
        refusePart(part.name, part.filename, { kind: 'unknown-input' });
        continue;
      }
      const received: Result<StoredFile, UploadRefusal> = await receiveUpload(deps, scope, { ...target, paperKey }, { filename: part.filename, declaredType: part.declaredType, stream: part.stream }, now);
      if (received.ok) stored.push(received.value);
      // A file input without a choice is sent as an empty part without a name (HTML, «constructing the entry list»).
      else if (!(received.refusal.kind === 'empty' && part.filename === '')) refusePart(part.name, part.filename, received.refusal);
    }
  } catch (error) {
    // The connection ended between two parts: what came before is kept and said.
    if (!brokenConnection(error)) throw error;
    if (!refused.some((one) => one.refusal.kind === 'interrupted')) refusePart('', '', { kind: 'interrupted' });
  }
  return { stored, refused, fields };
}
const brokenConnection = (error: unknown): boolean => ['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'FST_ERR_MULTIPART_PREMATURE_CLOSE'].includes((error as { code?: string }).code ?? '') || /Unexpected end of (?:multipart data|form)|terminated early|Premature close/iu.test((error as Error).message);

/** The text of a card's square code from the first photo of a form; words when there is none to read. */
export async function receiveCardPhoto(deps: { readonly photos: PhotoWorkshop }, parts: AsyncIterable<UploadPart>): Promise<Result<string, Text>> {
  let answer: Result<string, Text> = { ok: false, refusal: W.noPhoto };
  for await (const part of parts) {
    if (part.kind === 'field') continue;
    if (answer.ok) { part.stream.resume(); continue; }
    const read = await readCardPhoto(deps.photos, { filename: part.filename, declaredType: part.declaredType, stream: part.stream });
    if (read.ok) answer = read;
    else if (!(read.refusal.kind === 'empty' && part.filename === '')) answer = { ok: false, refusal: read.refusal.kind === 'no-code' ? W.noCode : uploadRefusalWords(read.refusal) };
  }
  return answer;
}

/**
 * The same form with the codes of a printed declaration in place of its picture: the file under `input` becomes a field `as` with
 * their texts. `problem` says afterwards why a picture gave none; it is kept nowhere.
 */
export function withSheetPhoto(deps: { readonly photos: PhotoWorkshop }, parts: AsyncIterable<UploadPart>, input: string, as: string): { readonly parts: AsyncIterable<UploadPart>; problem(): Text | null } {
  let problem: Text | null = null;
  async function* through(): AsyncIterable<UploadPart> {
    for await (const part of parts) {
      if (part.kind === 'field' || part.name !== input) { yield part; continue; }
      const read = await readSheetCodes(deps.photos, { filename: part.filename, declaredType: part.declaredType, stream: part.stream });
      if (read.ok) yield { kind: 'field', name: as, value: read.value.join('\n') };
      else if (!(read.refusal.kind === 'empty' && part.filename === '')) problem = read.refusal.kind === 'no-code' ? W.noSheetCode : uploadRefusalWords(read.refusal);
    }
  }
  return { parts: through(), problem: () => problem };
}
