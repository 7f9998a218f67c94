import { paperDate } from '../../document/domain/index.ts';
import { vietnamDate } from '../../../shared/plain-date.ts';
import { receiptYear, showReceiptNumber, type Receipt } from '../domain/index.ts';
import type { ReceiptReplacements } from '../ports.ts';
import { collectionOf, printReceipt, type ReceiptDeps } from './issue-receipts.ts';

/**
 * Enters and prints the receipt that replaces a wrong one, once another officer has agreed. The old one keeps its number and its
 * paper; the new one names it. Done again it comes out as the same receipt.
 */
export async function replaceReceipt(deps: ReceiptDeps & { readonly replacements: ReceiptReplacements }, voidId: string): Promise<Receipt | null> {
  const dossierId = await deps.replacements.dossierOf(voidId);
  const loaded = dossierId === null ? null : await deps.dossier.store.find({ kind: 'worker' }, dossierId);
  if (!loaded) throw new Error(`no dossier of the request ${voidId}`);
  const now = deps.clock.now();
  const replaced = await deps.replacements.replace(voidId, { at: now, year: receiptYear(now), forceTrial: loaded.demo });
  if (!replaced) return null;
  const { done, receipt } = replaced;
  const { receipt: old } = done;
  const subject = await collectionOf(deps, receipt.dossierId, receipt.eventSeq);
  await printReceipt(deps, subject, receipt, { payer: done.payer, replaces: `Thay thế biên lai ký hiệu ${old.series.symbol} số ${showReceiptNumber(old.number)} lập ${paperDate(vietnamDate(old.issuedAt))}. Lý do: ${done.reason}` });
  return receipt;
}
