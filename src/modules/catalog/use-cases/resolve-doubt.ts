import { ok, refuse, type Result } from '../../../shared/result.ts';
import type { Clock } from '../../../shared/clock.ts';
import { resolveFlag, type FlagResolution, type ResolveRefusal } from '../domain/index.ts';
import type { CatalogStore, CatalogVersion } from '../ports.ts';
import { judge } from './judge.ts';

export type ResolveDoubtRefusal = ResolveRefusal | { readonly kind: 'no-draft' } | { readonly kind: 'changed-meanwhile' };

/** Answers one doubt of the source on a draft, with its basis; the draft is judged again. */
export async function resolveDoubt(
  deps: { readonly store: CatalogStore; readonly clock: Clock },
  command: { readonly versionId: string; readonly expectedHash: string; readonly key: string; readonly resolution: FlagResolution; readonly by: string },
): Promise<Result<CatalogVersion, ResolveDoubtRefusal>> {
  const draft = await deps.store.versionById(command.versionId);
  if (!draft || draft.state !== 'draft') return refuse({ kind: 'no-draft' });
  const resolved = resolveFlag(draft.content, command.key, command.resolution);
  if (!resolved.ok) return resolved;
  const saved = await deps.store.saveDraft(draft.id, command.expectedHash, resolved.value, judge(resolved.value), deps.clock.now(), command.by);
  if (!saved) return refuse({ kind: 'changed-meanwhile' });
  const after = await deps.store.versionById(draft.id);
  return after ? ok(after) : refuse({ kind: 'no-draft' });
}
