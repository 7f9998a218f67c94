import type { Clock } from '../../../shared/clock.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import { changeAmount, type AmountChange, type AmountRefusal } from '../../fee/domain/index.ts';
import type { CatalogStore } from '../ports.ts';
import { judge } from './judge.ts';

export type ChangeFeeRefusal = AmountRefusal | { readonly kind: 'no-draft' } | { readonly kind: 'changed-meanwhile' };

/** Changes the amount of a rule from a day on, on a draft; what is in use stays until the draft is published. */
export async function changeFee(
  deps: { readonly store: CatalogStore; readonly clock: Clock },
  command: { readonly versionId: string; readonly expectedHash: string; readonly change: AmountChange; readonly by: string },
): Promise<Result<null, ChangeFeeRefusal>> {
  const draft = await deps.store.versionById(command.versionId);
  if (!draft || draft.state !== 'draft') return refuse({ kind: 'no-draft' } as const);
  const changed = changeAmount(draft.content.fees, command.change);
  if (!changed.ok) return changed;
  const content = { ...draft.content, fees: changed.value };
  const saved = await deps.store.saveDraft(draft.id, command.expectedHash, content, judge(content), deps.clock.now(), command.by);
  return saved ? ok(null) : refuse({ kind: 'changed-meanwhile' } as const);
}
