const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Rows in batches by their id, from the first to the last; `read` answers at most `size` rows with a larger id than the one it is given, in its order. */
export async function* inBatches<Batch>(size: number, read: (after: string) => Promise<Batch>, rowsOf: (batch: Batch) => readonly { readonly id: string }[]): AsyncGenerator<Batch> {
  for (let after = FIRST_ID; ;) {
    const batch = await read(after);
    const rows = rowsOf(batch);
    const last = rows.at(-1);
    if (!last) return;
    yield batch;
    if (rows.length < size) return;
    after = last.id;
  }
}

/** Rows under their keys, in the order in which they came. */
export function grouped<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) { const list = found.get(key(row)); if (list) list.push(row); else found.set(key(row), [row]); }
  return found;
}
