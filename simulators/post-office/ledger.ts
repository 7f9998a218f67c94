import { openBook } from '../counterpart/kept-book.ts';

export interface PostEvent { readonly eventId: string; readonly kind: string; readonly at: string; readonly place: string; readonly reason?: string; readonly receiver?: Readonly<Record<string, unknown>>; readonly collected?: number; readonly carrierNumber: string; readonly orderNumber: string }
export interface PostParty { readonly name: string; readonly tel: string; readonly province: string; readonly address: string }
/** One parcel as the carrier keeps it: its own book, never asked of the sender. */
export interface PostEntry {
  readonly orderNumber: string; readonly carrierNumber: string; readonly direction: 'deliver' | 'collect'; readonly codAmount: number; readonly sender: PostParty; readonly receiver: PostParty; readonly reference: string; readonly description: string; readonly agency: string;
  readonly state: string; readonly events: readonly PostEvent[];
  /** what the office answered to each message, in order */ readonly answers: readonly string[];
}
/** The carrier's book; kept in a file when one is named, so that it outlives its process. */
export const openLedger = (file: string | null) => openBook<PostEntry>(file, (entry) => entry.orderNumber, { name: 'serial', from: 0 });
