import { ok, refuse, type Result } from '../../../shared/result.ts';
import type { Clock } from '../../../shared/clock.ts';
import { flagKey, resolveFlag, type FlagResolution, type ResolveRefusal } from '../domain/index.ts';
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
  // A second press of the same button finds the answer already there.
  const there = draft.content.flags.find((flag) => flagKey(flag) === command.key)?.resolution;
  if (there && there.value === command.resolution.value.trim() && there.basis === command.resolution.basis.trim() && (there.unverified ?? false) === (command.resolution.unverified ?? false)) return ok(draft);
  const resolved = resolveFlag(draft.content, command.key, command.resolution);
  if (!resolved.ok) return resolved;
  const saved = await deps.store.saveDraft(draft.id, command.expectedHash, resolved.value, judge(resolved.value), deps.clock.now(), command.by);
  if (!saved) return refuse({ kind: 'changed-meanwhile' });
  const after = await deps.store.versionById(draft.id);
  return after ? ok(after) : refuse({ kind: 'no-draft' });
}
