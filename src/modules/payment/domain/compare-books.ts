/** One movement of money as a book keeps it: what a transaction took, and what of it was given back. Whole đồng. */
export interface BookLine { readonly txnRef: string; readonly transaction: string; readonly taken: number; readonly givenBack: number }

/** Where the gateway's book and ours say different things of one transaction. */
export type BookDifference =
  /** the gateway took money that our books do not know: ask it about the order */ | { readonly kind: 'only-there'; readonly txnRef: string; readonly transaction: string; readonly theirs: number }
  /** our books know money that the gateway did not take: nobody may say «paid» before this is explained */ | { readonly kind: 'only-here'; readonly txnRef: string; readonly transaction: string; readonly ours: number }
  | { readonly kind: 'another-order'; readonly txnRef: string; readonly transaction: string; readonly theirOrder: string }
  | { readonly kind: 'amount'; readonly txnRef: string; readonly transaction: string; readonly ours: number; readonly theirs: number }
  | { readonly kind: 'given-back'; readonly txnRef: string; readonly transaction: string; readonly ours: number; readonly theirs: number };

/**
 * Lays the two books side by side by the gateway's own transaction numbers. None is «they agree»; every difference stands in
 * the answer with both sums, in the order of the numbers.
 */
export function compareBooks(ours: readonly BookLine[], theirs: readonly BookLine[]): readonly BookDifference[] {
  const there = new Map(theirs.map((line) => [line.transaction, line]));
  const here = new Map(ours.map((line) => [line.transaction, line]));
  const found: BookDifference[] = [];
  for (const line of ours) {
    const { txnRef, transaction } = line;
    const other = there.get(transaction);
    if (!other) { found.push({ kind: 'only-here', txnRef, transaction, ours: line.taken }); continue; }
    if (other.txnRef !== txnRef) found.push({ kind: 'another-order', txnRef, transaction, theirOrder: other.txnRef });
    if (other.taken !== line.taken) found.push({ kind: 'amount', txnRef, transaction, ours: line.taken, theirs: other.taken });
    if (other.givenBack !== line.givenBack) found.push({ kind: 'given-back', txnRef, transaction, ours: line.givenBack, theirs: other.givenBack });
  }
  for (const line of theirs) if (!here.has(line.transaction)) found.push({ kind: 'only-there', txnRef: line.txnRef, transaction: line.transaction, theirs: line.taken });
  return found.sort((a, b) => (a.transaction < b.transaction ? -1 : a.transaction > b.transaction ? 1 : a.kind < b.kind ? -1 : 1));
}
