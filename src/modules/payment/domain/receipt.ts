import { vietnamDate, yearOf } from '../../../shared/plain-date.ts';
import type { Dong } from '../../../shared/money.ts';
import { dong } from '../../../shared/money.ts';
import { payLines, type PayLine } from './intent.ts';
import type { FeeLine } from '../../fee/domain/index.ts';

/** Numbers have at most eight digits and begin at 1 each year (NĐ 254/2026/NĐ-CP Đ.23 k.2c). */
export const RECEIPT_NUMBERS = { first: 1, last: 99_999_999, digits: 8 } as const;
export const receiptYear = (issuedAt: Date): number => yearOf(vietnamDate(issuedAt));
/** `12` → `00000012` */
export const showReceiptNumber = (number: number): string => String(number).padStart(RECEIPT_NUMBERS.digits, '0');

/** Form and symbol as registered with the tax authority; `trial` until the office has entered its own, and printed so. */
export interface ReceiptSeries { readonly formNo: string; readonly symbol: string; readonly taxCode: string | null; readonly trial: boolean }
/** No office's series: stands on demo receipts and on those of an office that has not entered its own. */
export const trialSeries = (year: number): ReceiptSeries => ({ formNo: 'THU-NGHIEM', symbol: `TN-${String(year % 100).padStart(2, '0')}E`, taxCode: null, trial: true });

export interface ReceiptPart { readonly kind: 'phi' | 'le-phi'; readonly lines: readonly PayLine[]; readonly amount: Dong }
/**
 * One receipt for each kind: phí and lệ phí go to different accounts (Luật Phí và lệ phí 97/2015/QH13 Đ.3; lệ phí wholly to the
 * budget). What is neither – postage – is another's price, with that one's own invoice.
 */
export function receiptParts(fees: readonly FeeLine[]): readonly ReceiptPart[] {
  return (['phi', 'le-phi'] as const).flatMap((kind) => {
    const lines = payLines(fees).filter((line) => line.kind === kind);
    const amount = lines.reduce((sum, line) => sum + line.amount, 0);
    return amount > 0 ? [{ kind, lines, amount: dong(amount) }] : [];
  });
}
export interface Receipt {
  readonly agencyId: number; readonly year: number; readonly number: number; readonly dossierId: string; readonly eventSeq: number; readonly kind: ReceiptPart['kind']; readonly series: ReceiptSeries;
  readonly lines: readonly PayLine[]; readonly amount: Dong; readonly how: 'cash' | 'transfer' | 'online' | 'post'; readonly collectedAt: Date; readonly issuedAt: Date; readonly fileId: string | null;
  /** 1 for the first receipt of a collection, more for what replaced it */ readonly round: number; readonly replaces: ReceiptNumber | null;
}
export interface ReceiptNumber { readonly year: number; readonly number: number }
/** Whom a replacement names in place of the first receipt's payer. */
export interface ReceiptPayer { readonly name: string; readonly id: string | null; readonly address: string | null }
/** The name under which the printed receipt stands among the dossier's papers. */
export const receiptPaper = (kind: ReceiptPart['kind'], round = 1): string => `${kind === 'phi' ? 'bien-lai' : 'bien-lai-le-phi'}${round > 1 ? `.${round}` : ''}`;
