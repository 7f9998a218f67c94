import type { Clock } from '../../../shared/clock.ts';
import { recordOnlineFee, type DossierDeps } from '../../dossier/index.ts';
import { BY_TRANSFER, PAYMENT_LIMITS } from '../domain/index.ts';
import type { TransferBook } from '../ports.ts';

export interface TransferDeps { readonly transfers: TransferBook; readonly dossier: DossierDeps; readonly clock: Clock }

/** Tells the dossier of a transfer that an officer confirmed against the bank's statement. Run twice the dossier says it once; what it does not owe any more is surplus, given back by the bank. */
export async function recordTransfer(deps: TransferDeps, id: string): Promise<void> {
  const transfer = await deps.transfers.find(id);
  if (!transfer || transfer.state !== 'confirmed') return;
  const now = deps.clock.now();
  const outcome = await recordOnlineFee(deps.dossier, transfer.dossierId, now, { amount: transfer.amount, gateway: BY_TRANSFER, order: transfer.reference, transaction: transfer.bankRef });
  await deps.transfers.settle(id, outcome === 'recorded' ? 'recorded' : 'surplus', now);
}

/** Transfers that were confirmed and whose job died with its process. */
export async function sweepTransfers(deps: TransferDeps): Promise<number> {
  const left = await deps.transfers.waiting(new Date(deps.clock.now().getTime() - 60_000), PAYMENT_LIMITS.sweepBatch);
  for (const id of left) await recordTransfer(deps, id);
  return left.length;
}
