import type { DocumentDeps, receiveUpload, removeFile } from '../modules/document/index.ts';
import type { StoredFile, uploadRefusalWords } from '../modules/document/domain/index.ts';
import type { ReceivedFile } from '../modules/dossier/domain/index.ts';
import type { DossierWebDeps } from '../modules/dossier/index.ts';

interface Doors { readonly receiveUpload: typeof receiveUpload; readonly removeFile: typeof removeFile; readonly words: typeof uploadRefusalWords; readonly receivedFile: (file: StoredFile) => ReceivedFile }
const PAPER_INPUT = 'giay.';

/** A post with files: each file part goes through the whole intake of the document module, fields are collected. */
export function uploadDeps(documents: DocumentDeps, doors: Doors): DossierWebDeps['uploads'] {
  return {
    async receive(scope, owner, parts, at) {
      const stored: ReceivedFile[] = [];
      const refused: { input: string; filename: string; message: { vi: string; en: string } }[] = [];
      const fields = new Map<string, string[]>();
      for await (const part of parts) {
        if (part.kind === 'field') { fields.set(part.name, [...(fields.get(part.name) ?? []), part.value]); continue; }
        // An input left empty arrives as a file without name and bytes.
        if (part.filename === '' || !part.name.startsWith(PAPER_INPUT)) { part.stream.resume(); continue; }
        const result = await doors.receiveUpload(documents, scope, { draftId: owner.draftId, paperKey: part.name.slice(PAPER_INPUT.length), owner: { citizenId: owner.citizenId, guestKey: owner.guestKey, officerId: scope.kind === 'officer' ? scope.officerId : null, agencyIds: scope.kind === 'officer' ? scope.agencyIds : [] }, source: scope.kind === 'officer' ? 'desk' : 'citizen' }, { filename: part.filename, declaredType: part.declaredType, stream: part.stream }, at);
        if (result.ok) stored.push(doors.receivedFile(result.value));
        else refused.push({ input: part.name, filename: part.filename, message: doors.words(result.refusal) });
      }
      return { stored, refused, fields };
    },
    async remove(scope, _draftId, fileId) { await doors.removeFile(documents, scope, fileId); },
  };
}
