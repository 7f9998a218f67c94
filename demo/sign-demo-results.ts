import { createDemoSigner } from '../src/adapters/pdf-sign-demo/index.ts';
import { createTypstRenderer } from '../src/adapters/pdf-typst/index.ts';
import { paperBook, type DossierDeps } from '../src/modules/dossier/index.ts';
import type { DocumentDeps } from '../src/modules/document/index.ts';
import { signResult } from '../src/modules/workflow/index.ts';
import { systemIds } from '../src/platform/crypto/ids.ts';
import type { Database } from '../src/platform/postgres/database.ts';
import type { Clock } from '../src/shared/clock.ts';

/**
 * The worker's own signing job, run as of the moments of the script, so that results of past weeks carry past dates.
 * `worker` is the program's core on a database that is logged in as the worker.
 */
export async function demoSignatures(worker: { readonly db: Database; readonly dossier: DossierDeps; readonly documents: DocumentDeps }, places: { readonly signing: string; readonly siteUrl: string }) {
  let moment = new Date(0);
  const clock: Clock = { now: () => moment };
  const renderer = createTypstRenderer({ clock });
  const signer = await createDemoSigner({ dir: places.signing, clock });
  return {
    async sign(dossierId: string, at: Date): Promise<void> {
      moment = at;
      await signResult({ dossier: worker.dossier, documents: worker.documents, renderer, signer, ids: systemIds, clock, siteUrl: places.siteUrl, book: paperBook(worker.db) }, dossierId);
    },
    close: () => renderer.close(),
  };
}
