import { ok, refuse, type Result } from '../../../shared/result.ts';
import type { Clock } from '../../../shared/clock.ts';
import { decidePublish, type PublishRefusal } from '../domain/index.ts';
import type { CatalogStore, CatalogVersion } from '../ports.ts';
import { judge } from './judge.ts';

export type PublishVersionRefusal = PublishRefusal | { readonly kind: 'no-such-version' } | { readonly kind: 'changed-meanwhile' };

/** Puts a complete draft into use; the former version stays for the dossiers submitted under it. */
export async function publishVersion(
  deps: { readonly store: CatalogStore; readonly clock: Clock },
  command: { readonly versionId: string; readonly expectedHash: string; readonly by: string },
): Promise<Result<CatalogVersion, PublishVersionRefusal>> {
  const version = await deps.store.versionById(command.versionId);
  if (!version) return refuse({ kind: 'no-such-version' });
  // A second press of the same button finds it published already.
  if (version.state === 'published' && version.contentHash === command.expectedHash) return ok(version);
  const decided = decidePublish(version, judge(version.content));
  if (!decided.ok) return decided;
  if (!(await deps.store.publish(version.id, command.expectedHash, deps.clock.now(), command.by))) return refuse({ kind: 'changed-meanwhile' });
  const after = await deps.store.versionById(version.id);
  return after ? ok(after) : refuse({ kind: 'no-such-version' });
}
