import { isUuid } from '../../../shared/id.ts';
import type { DocumentStore, FileScope, FileStore } from '../ports.ts';

type Deps = { readonly documents: DocumentStore; readonly files: FileStore };

/** Takes a file out of a draft. False: there is no such file in the scope, or a dossier holds it already. */
export async function removeFile(deps: Deps, scope: FileScope, id: string): Promise<boolean> {
  if (!isUuid(id)) return false;
  return (await removeBytes(deps, await deps.documents.removeLoose(scope, [id]))) > 0;
}
/** With a draft go its files. Returns how many. */
export async function removeDraftFiles(deps: Deps, scope: FileScope, draftId: string): Promise<number> {
  return removeBytes(deps, await deps.documents.removeOfDraft(scope, draftId));
}
/** The row is gone already; bytes that survive a crash here are found by the sweep. */
async function removeBytes(deps: Deps, ids: readonly string[]): Promise<number> {
  for (const id of ids) await deps.files.remove(id);
  return ids.length;
}
