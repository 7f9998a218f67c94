import type { PostEntry, PostEvent } from './ledger.ts';
import type { StatementWay } from './post-office.ts';
import { parcelNumber } from './protocol.ts';

export interface CarriedLine { readonly orderNumber: string; readonly carrierNumber: string; readonly state: 'delivered' | 'returned' | 'collected' | 'lost'; readonly postage: number; readonly codCollected: number }
/** lines of one answer */
export const STATEMENT_PAGE = 500;
/** The carrier's own prices, by whether both ends lie in one province. */
const PRICES = { near: 26_000, far: 32_500 } as const;
const dayOf = (at: string): string => new Date(Date.parse(at) + 7 * 3_600_000).toISOString().slice(0, 10);
const chargeOf = (entry: PostEntry): number => (entry.sender.province === entry.receiver.province ? PRICES.near : PRICES.far);

/** What it carried and charges for a day: by its own book alone. */
export function statementOf(entries: readonly PostEntry[], day: string, way: StatementWay): readonly CarriedLine[] {
  const lines = entries.flatMap((entry): CarriedLine[] => {
    const ended = endOf(entry);
    if (!ended || dayOf(ended.event.at) !== day) return [];
    return [{ orderNumber: entry.orderNumber, carrierNumber: entry.carrierNumber, state: ended.state, postage: ended.state === 'lost' ? 0 : chargeOf(entry), codCollected: ended.state === 'delivered' ? (ended.event.collected ?? 0) : 0 }];
  });
  const [first, ...rest] = lines;
  switch (way) {
    case 'right': return lines;
    case 'forgets-one': return rest;
    case 'adds-one': return [...lines, { orderNumber: '01920000-0000-7000-8000-00000000dead', carrierNumber: parcelNumber(8_888_888), state: 'delivered', postage: PRICES.near, codCollected: 0 }];
    case 'overcharges': return first ? [{ ...first, postage: first.postage + 5_000 }, ...rest] : [];
    case 'other-sum': return first ? [{ ...first, codCollected: first.codCollected + 1_000 }, ...rest] : [];
    case 'unreadable': return first ? [{ ...first, postage: -1 }, ...rest] : [];
  }
}
function endOf(entry: PostEntry): { readonly state: CarriedLine['state']; readonly event: PostEvent } | null {
  const last = (kind: string): PostEvent | undefined => entry.events.findLast((event) => event.kind === kind);
  if (entry.direction === 'collect') { const event = entry.events.find((one) => one.kind === 'picked-up'); return event ? { state: 'collected', event } : null; }
  const [delivered, returned, lost] = [last('delivered'), last('returned') ?? last('returning'), last('lost')];
  if (delivered) return { state: 'delivered', event: delivered };
  if (returned) return { state: 'returned', event: returned };
  return lost ? { state: 'lost', event: lost } : null;
}
