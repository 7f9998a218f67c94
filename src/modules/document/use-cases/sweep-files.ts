import type { DocumentStore, FileStore } from '../ports.ts';

export const SWEEP_LIMITS = {
  /** hours that bytes may lie without a row, and rows without a draft: longer than any request, shorter than anybody's patience */ graceHours: 24,
  /** ids looked up at once */ batch: 500,
} as const;
export interface SweepReport { readonly bytesRemoved: number; readonly rowsRemoved: number }

/** When an id was minted: the first 48 bits of a UUID of version 7 (RFC 9562 §5.7). Null for any other id. */
export function mintedAt(id: string): Date | null {
  return id[14] === '7' ? new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)) : null;
}

/** Removes what crashes and abandoned drafts leave behind. `livingDrafts` answers which of the drafts are still there. */
export async function sweepFiles(deps: { readonly documents: DocumentStore; readonly files: FileStore; readonly livingDrafts: (ids: readonly string[]) => Promise<ReadonlySet<string>> }, now: Date): Promise<SweepReport> {
  const before = new Date(now.getTime() - SWEEP_LIMITS.graceHours * 3_600_000);
  let rowsRemoved = 0;
  for (let after: string | null = null; ;) {
    const loose = await deps.documents.loose(before, after, SWEEP_LIMITS.batch);
    if (loose.length === 0) break;
    after = loose.at(-1)?.id ?? null;
    const living = await deps.livingDrafts([...new Set(loose.flatMap((file) => (file.draftId === null ? [] : [file.draftId])))]);
    const dead = loose.filter((file) => file.draftId === null || !living.has(file.draftId)).map((file) => file.id);
    const removed = await deps.documents.removeLoose({ kind: 'worker' }, dead);
    for (const id of removed) await deps.files.remove(id);
    rowsRemoved += removed.length;
  }
  let bytesRemoved = 0;
  for await (const ids of batches(deps.files.list(), SWEEP_LIMITS.batch)) {
    const old = ids.filter((id) => { const minted = mintedAt(id); return minted !== null && minted < before; });
    const known = await deps.documents.known(old);
    for (const id of old) if (!known.has(id)) { await deps.files.remove(id); bytesRemoved++; }
  }
  return { bytesRemoved, rowsRemoved };
}

export async function* batches<T>(source: AsyncIterable<T>, size: number): AsyncIterable<readonly T[]> {
  let batch: T[] = [];
  for await (const one of source) {
    batch.push(one);
    if (batch.length >= size) { yield batch; batch = []; }
  }
  if (batch.length > 0) yield batch;
}
