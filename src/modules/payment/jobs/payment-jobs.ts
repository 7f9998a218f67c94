import type { Job, JobHandler } from '../../../shared/job.ts';
import { PAYMENT_LIMITS } from '../domain/index.ts';
import { issueReceipts } from '../use-cases/issue-receipts.ts';
import { applySurplus, recordPayment, recordRefund, refundPayment, sweepRefunds, sweepUnrecorded, type RecordDeps } from '../use-cases/record-payment.ts';
import { recordTransfer, sweepTransfers, type TransferDeps } from '../use-cases/record-transfer.ts';
import { replaceReceipt } from '../use-cases/replace-receipt.ts';
import { queryPayment, settleCallback, sweepPayments } from '../use-cases/settle.ts';

export type PaymentJobDeps = RecordDeps & Parameters<typeof replaceReceipt>[0] & TransferDeps;

/** Tasks by name. Each may run twice and comes out once. */
export function paymentJobs(deps: PaymentJobDeps): Readonly<Record<string, JobHandler>> {
  const text = (payload: Readonly<Record<string, unknown>>, name: string): string => {
    const value = payload[name];
    if (typeof value !== 'string') throw new Error(`job without ${name}`);
    return value;
  };
  return {
    'settle-callback': async (payload) => { await settleCallback(deps, Number(payload['inboxId'])); },
    'record-payment': (payload) => recordPayment(deps, text(payload, 'intentId')),
    'query-payment': async (payload) => { await queryPayment(deps, text(payload, 'attemptId')); },
    'sweep-payments': async () => { await sweepUnrecorded(deps); await sweepPayments(deps); await sweepRefunds(deps); await sweepTransfers(deps); },
    'issue-receipt': async (payload) => { await issueReceipts(deps, text(payload, 'dossierId'), Number(payload['seq'])); },
    'record-transfer': (payload) => recordTransfer(deps, text(payload, 'transferId')),
    'replace-receipt': async (payload) => { await replaceReceipt(deps, text(payload, 'voidId')); },
    'settle-elsewhere': (payload) => deps.ledger.settledElsewhere(text(payload, 'dossierId'), deps.clock.now()),
    'refund-payment': (payload) => refundPayment(deps, text(payload, 'refundId')),
    'record-refund': (payload) => recordRefund(deps, text(payload, 'refundId')),
    'apply-surplus': async (payload) => { await applySurplus(deps, text(payload, 'surplusId')); },
    'forget-forged': async () => { await deps.ledger.forgetForged(new Date(deps.clock.now().getTime() - PAYMENT_LIMITS.forgedDays * 86_400_000)); },
  };
}
export const PAYMENT_CRONTAB = ['* * * * * sweep-payments ?max=1', '23 2 * * * forget-forged ?max=3'] as const;

/** After the dossier has said that a fee was collected: its receipt, whoever collected. */
export const issueReceiptJob = (dossierId: string, seq: number): Job => ({ task: 'issue-receipt', payload: { dossierId, seq }, key: `receipt:${dossierId}:${seq}`, maxAttempts: 25 });
/** The counter has collected: an order that is still open at a gateway must not be waited for. */
export const settleElsewhereJob = (dossierId: string): Job => ({ task: 'settle-elsewhere', payload: { dossierId }, key: `settle-elsewhere:${dossierId}`, maxAttempts: 25 });
