import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

export interface GatewayLedgerRefund { readonly requestId: string; readonly amount: number; readonly at: string; readonly transaction: string }
/** One order as the gateway keeps it: its own book, never asked of the merchant. Amounts in đồng. */
export interface GatewayEntry {
  readonly txnRef: string; readonly amount: number; readonly info: string; readonly createDate: string; readonly expireDate: string; readonly returnUrl: string;
  readonly state: 'open' | 'captured' | 'declined' | 'cancelled';
  readonly code: string; readonly status: string;
  readonly transaction: string; readonly payDate: string;
  readonly refunds: readonly GatewayLedgerRefund[];
  /** what the merchant answered to each callback, in order */ readonly answers: readonly string[];
}

/** The gateway's ledger; kept in a file when one is named, so that it outlives its process. */
export function openLedger(file: string | null) {
  const entries = new Map<string, GatewayEntry>();
  let lastTransaction = 14_000_000;
  if (file && existsSync(file)) {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as { lastTransaction: number; entries: GatewayEntry[] };
    lastTransaction = kept.lastTransaction;
    for (const entry of kept.entries) entries.set(entry.txnRef, entry);
  }
  const keep = (): void => {
    if (!file) return;
    writeFileSync(`${file}.new`, JSON.stringify({ lastTransaction, entries: [...entries.values()] }), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  return {
    get: (txnRef: string): GatewayEntry | undefined => entries.get(txnRef),
    put(entry: GatewayEntry): GatewayEntry { entries.set(entry.txnRef, entry); keep(); return entry; },
    change(txnRef: string, change: Partial<GatewayEntry>): void { const before = entries.get(txnRef); if (before) { entries.set(txnRef, { ...before, ...change }); keep(); } },
    nextTransaction(): string { lastTransaction += 1; return String(lastTransaction); },
    all: (): readonly GatewayEntry[] => [...entries.values()],
  };
}
export type GatewayLedger = ReturnType<typeof openLedger>;
