import type { ParcelState } from './parcel.ts';
import type { Direction } from './postage.ts';

/** How a trip ended, as the carrier's statement has it. `collected`: papers taken at home. */
export type StatementState = 'delivered' | 'returned' | 'collected' | 'lost';
export const STATEMENT_STATES: readonly StatementState[] = ['delivered', 'returned', 'collected', 'lost'];
/** One parcel of the carrier's statement of a day. Whole đồng. */
export interface StatementLine { readonly orderNumber: string; readonly carrierNumber: string; readonly state: StatementState; /** what it charges for the trip */ readonly postage: number; /** what it took at the door for the office, postage of a second posting included */ readonly collected: number }
/** The same parcel as our book has it. */
export interface BookedParcel { readonly carrierNumber: string | null; readonly direction: Direction; readonly state: ParcelState; readonly postage: number; readonly collected: number }

export type StatementDifference =
  | 'not-listed'    // carried by our book, not in the statement of that day
  | 'unknown-order' // in the statement, no order of ours
  | 'other-number' | 'other-end' | 'other-postage' | 'other-sum';
/** Ends of our book that say the same as the carrier's word. Papers taken at home may still be on their way to the desk. */
const SAME: Readonly<Record<StatementState, readonly ParcelState[]>> = { delivered: ['delivered'], returned: ['returned', 'returning'], collected: ['arrived', 'picked-up', 'in-transit'], lost: ['lost'] };

/** Where the two say different things of one parcel; a lost one is charged nothing. Either may be missing, not both. */
export function compareLine(ours: BookedParcel | null, theirs: StatementLine | null): readonly StatementDifference[] {
  if (!ours) return theirs ? ['unknown-order'] : [];
  if (!theirs) return ['not-listed'];
  return [
    ...(ours.carrierNumber !== theirs.carrierNumber ? (['other-number'] as const) : []), ...(SAME[theirs.state].includes(ours.state) ? [] : (['other-end'] as const)),
    ...((ours.state === 'lost' ? 0 : ours.postage) !== theirs.postage ? (['other-postage'] as const) : []), ...(ours.collected !== theirs.collected ? (['other-sum'] as const) : []),
  ];
}
