import type { Clock } from '../../../shared/clock.ts';
import type { Ids } from '../../../shared/id.ts';
import { blocking, type ProcedureContent } from '../domain/index.ts';
import type { CatalogStore } from '../ports.ts';
import { judge } from './judge.ts';

export interface SeedReport { readonly added: number; readonly published: number; readonly drafts: number; readonly already: number }

/**
 * Imports the starter catalogue: every procedure gets a draft, the complete ones are published, the others stay drafts
 * that list what they lack. Procedures that are there already are left as they are, so that a second run changes nothing.
 */
export async function seedCatalogue(
  deps: { readonly store: CatalogStore; readonly ids: Ids; readonly clock: Clock },
  contents: readonly ProcedureContent[],
  by: string = 'nạp danh mục ban đầu',
): Promise<SeedReport> {
  const report = { added: 0, published: 0, drafts: 0, already: 0 };
  for (const content of contents) {
    const lacks = judge(content);
    const id = deps.ids.uuid();
    const at = deps.clock.now();
    if (!(await deps.store.addDraft({ id, content, lacks, at, by }))) { report.already += 1; continue; }
    report.added += 1;
    const draft = await deps.store.versionById(id);
    if (draft && blocking(lacks).length === 0 && (await deps.store.publish(id, draft.contentHash, at, by))) report.published += 1;
    else report.drafts += 1;
  }
  return report;
}
