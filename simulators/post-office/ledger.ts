import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

export interface PostEvent { readonly eventId: string; readonly kind: string; readonly at: string; readonly place: string; readonly reason?: string; readonly receiver?: Readonly<Record<string, unknown>>; readonly collected?: number; readonly carrierNumber: string; readonly orderNumber: string }
export interface PostParty { readonly name: string; readonly tel: string; readonly province: string; readonly address: string }
/** One parcel as the carrier keeps it: its own book, never asked of the sender. */
export interface PostEntry {
  readonly orderNumber: string; readonly carrierNumber: string; readonly direction: 'deliver' | 'collect'; readonly codAmount: number; readonly sender: PostParty; readonly receiver: PostParty; readonly reference: string; readonly description: string; readonly agency: string;
  readonly state: string; readonly events: readonly PostEvent[];
  /** what the office answered to each message, in order */ readonly answers: readonly string[];
}
/** The carrier's book; kept in a file when one is named, so that it outlives its process. */
export function openLedger(file: string | null) {
  const entries = new Map<string, PostEntry>();
  let serial = 0;
  if (file && existsSync(file)) {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as { serial: number; entries: PostEntry[] };
    serial = kept.serial;
    for (const entry of kept.entries) entries.set(entry.orderNumber, entry);
  }
  const keep = (): void => {
    if (!file) return;
    writeFileSync(`${file}.new`, JSON.stringify({ serial, entries: [...entries.values()] }), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  return {
    get: (order: string): PostEntry | undefined => entries.get(order),
    put(entry: PostEntry): PostEntry { entries.set(entry.orderNumber, entry); keep(); return entry; },
    change(order: string, change: Partial<PostEntry>): void { const before = entries.get(order); if (before) { entries.set(order, { ...before, ...change }); keep(); } },
    next(): number { serial += 1; return serial; },
    all: (): readonly PostEntry[] => [...entries.values()],
  };
}
