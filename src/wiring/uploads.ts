import { removeFile, type DocumentDeps } from '../modules/document/index.ts';
import { receiveParts } from '../modules/document/web/index.ts';
import type { DossierWebDeps } from '../modules/dossier/web/index.ts';
import { receivedFile } from './core.ts';

const PAPER_INPUT = 'giay.';
/** Longer than any paper's key. */
const KEY_LENGTH = 100;

/** A post with files: each `giay.<paper>` part of a paper that this form asks for goes through the whole intake of the document module, fields are collected. */
export function uploadDeps(documents: DocumentDeps): DossierWebDeps['uploads'] {
  return {
    async receive(scope, owner, parts, at) {
      const officer = scope.kind === 'officer' ? scope : null;
      const received = await receiveParts(documents, scope, parts, {
        draftId: owner.draftId, owner: { citizenId: owner.citizenId, guestKey: owner.guestKey, officerId: officer?.officerId ?? null, agencyIds: officer?.agencyIds ?? [] }, source: officer ? 'desk' : 'citizen',
        paperOf: (input) => { const key = input.startsWith(PAPER_INPUT) ? input.slice(PAPER_INPUT.length) : ''; return (owner.papers === 'any' ? key !== '' && key.length <= KEY_LENGTH : owner.papers.has(key)) ? key : null; },
      }, at);
      return { stored: received.stored.map(receivedFile), refused: received.refused, fields: received.fields };
    },
    keepInDraft: (scope, draftId, fileIds) => documents.documents.keepInDraft(scope, draftId, fileIds),
    async remove(scope, _draftId, fileId) { await removeFile(documents, scope, fileId); },
  };
}
