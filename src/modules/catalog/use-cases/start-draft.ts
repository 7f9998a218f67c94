import { ok, refuse, type Result } from '../../../shared/result.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Ids } from '../../../shared/id.ts';
import type { VersionHead } from '../domain/index.ts';
import type { CatalogStore } from '../ports.ts';
import { judge } from './judge.ts';

export type StartDraftRefusal = { readonly kind: 'not-published' } | { readonly kind: 'draft-exists'; readonly id: string };

/** Opens a new draft as a copy of the version in use, so that it can be mended without touching what is in use. */
export async function startDraft(
  deps: { readonly store: CatalogStore; readonly clock: Clock; readonly ids: Ids },
  command: { readonly code: string; readonly by: string },
): Promise<Result<VersionHead, StartDraftRefusal>> {
  const versions = await deps.store.versionsOf(command.code);
  const draft = versions.find((version) => version.state === 'draft');
  if (draft) return refuse({ kind: 'draft-exists', id: draft.id });
  const published = versions.find((version) => version.state === 'published');
  if (!published) return refuse({ kind: 'not-published' });
  return ok(await deps.store.addNextDraft({ id: deps.ids.uuid(), content: published.content, lacks: judge(published.content), at: deps.clock.now(), by: command.by }));
}
