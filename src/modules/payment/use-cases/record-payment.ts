import { recordFeeRefund, recordOnlineFee, type DossierDeps } from '../../dossier/index.ts';
import { nextQueryAt, PAYMENT_LIMITS, type SurplusWhy } from '../domain/index.ts';
import { gatewayOf, type SettleDeps } from './settle.ts';

export interface RecordDeps extends SettleDeps { readonly dossier: DossierDeps }
const NOT_OWED: Readonly<Record<'not-owed' | 'dossier-closed', SurplusWhy>> = { 'not-owed': 'settled-at-counter', 'dossier-closed': 'dossier-closed' };

/** Tells the dossier that its fee has been paid online. Run twice the dossier says it once; what it does not owe becomes surplus. */
export async function recordPayment(deps: RecordDeps, intentId: string): Promise<void> {
  const paid = await deps.ledger.paidIntent(intentId);
  if (!paid || paid.intent.recordedAt || paid.intent.state !== 'PAID') return;
  const { attempt, intent } = paid;
  const now = deps.clock.now();
  const outcome = await recordOnlineFee(deps.dossier, intent.dossierId, now, { amount: attempt.amount, gateway: attempt.gateway, order: attempt.txnRef, transaction: attempt.transaction ?? '' });
  if (outcome === 'recorded') await deps.ledger.recorded(intentId, now);
  else await deps.ledger.toSurplus(intentId, NOT_OWED[outcome], now, deps.ids.uuid());
}

/** Payments that are confirmed but not on their dossier after a while: their job died with its process. */
export async function sweepUnrecorded(deps: RecordDeps): Promise<number> {
  const left = await deps.ledger.unrecorded(new Date(deps.clock.now().getTime() - 60_000), PAYMENT_LIMITS.sweepBatch);
  for (const intentId of left) await recordPayment(deps, intentId);
  return left.length;
}

/** The accountant takes surplus money for the dossier that still owes exactly it. */
export async function applySurplus(deps: RecordDeps, surplusId: string): Promise<'applied' | 'left'> {
  const surplus = await deps.ledger.surplus(surplusId);
  if (!surplus || surplus.state !== 'open') return 'left';
  const now = deps.clock.now();
  const outcome = await recordOnlineFee(deps.dossier, surplus.dossierId, now, { amount: surplus.amount, gateway: surplus.gateway, order: surplus.attemptId, transaction: surplus.transaction });
  if (outcome !== 'recorded') return 'left';
  await deps.ledger.applySurplus(surplusId, now);
  return 'applied';
}

/** Asks the gateway to give money back. The request's own id is the gateway's reference: asked twice, given once. */
export async function refundPayment(deps: RecordDeps, refundId: string): Promise<void> {
  const refund = await deps.ledger.refund(refundId);
  if (!refund || refund.state !== 'requested') return;
  const now = deps.clock.now();
  const answer = await gatewayOf(deps, refund.attempt.gateway).refund({
    requestId: refundId.replaceAll('-', ''), txnRef: refund.attempt.txnRef, info: `Hoan tien ho so ${refund.reference}`, createdAt: refund.attempt.createdAt, now, amount: refund.amount, transaction: refund.transaction,
    whole: refund.amount === refund.attempt.amount, by: refund.officerName,
  });
  await deps.ledger.noteRefund(refundId, answer, now, nextQueryAt(refund.tries, now));
}

/** Refunds to which no answer came: asked again under the same number, with longer pauses, for as long as it takes. */
export async function sweepRefunds(deps: RecordDeps): Promise<number> {
  if (!deps.gateway) return 0;
  const due = await deps.ledger.dueRefunds(deps.clock.now(), PAYMENT_LIMITS.sweepBatch);
  for (const refundId of due) await refundPayment(deps, refundId);
  return due.length;
}

/** The dossier learns that its fee has been given back. */
export async function recordRefund(deps: RecordDeps, refundId: string): Promise<void> {
  const refund = await deps.ledger.refund(refundId);
  if (!refund || refund.state !== 'done' || refund.surplusId) return;
  await recordFeeRefund(deps.dossier, refund.attempt.dossierId, deps.clock.now(), { amount: refund.amount, gateway: refund.attempt.gateway, transaction: refund.transaction, refund: refundId });
}
