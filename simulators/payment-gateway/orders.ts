import { openBook } from '../counterpart/kept-book.ts';

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
export const openLedger = (file: string | null) => openBook<GatewayEntry>(file, (entry) => entry.txnRef, { name: 'lastTransaction', from: 14_000_000 });
