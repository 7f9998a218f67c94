import { textOf, wholeOf, type Job, type JobHandler } from '../../../shared/job.ts';
import { PAYMENT_LIMITS } from '../domain/index.ts';
import { issueReceipts } from '../use-cases/issue-receipts.ts';
import { applySurplus, recordPayment, recordRefund, refundPayment, sweepRefunds, sweepUnrecorded, type RecordDeps } from '../use-cases/record-payment.ts';
import { recordTransfer, sweepTransfers, type TransferDeps } from '../use-cases/record-transfer.ts';
import { replaceReceipt } from '../use-cases/replace-receipt.ts';
import { queryPayment, settleCallback, sweepPayments } from '../use-cases/settle.ts';

export type PaymentJobDeps = RecordDeps & Parameters<typeof replaceReceipt>[0] & TransferDeps;

/** Tasks by name. Each may run twice and comes out once. */
export function paymentJobs(deps: PaymentJobDeps): Readonly<Record<string, JobHandler>> {
  return {
    'settle-callback': async (payload) => { await settleCallback(deps, wholeOf(payload, 'inboxId')); },
    'record-payment': (payload) => recordPayment(deps, textOf(payload, 'intentId')),
    'query-payment': async (payload) => { await queryPayment(deps, textOf(payload, 'attemptId')); },
    'sweep-payments': async () => { await sweepUnrecorded(deps); await sweepPayments(deps); await sweepRefunds(deps); await sweepTransfers(deps); },
    'issue-receipt': async (payload) => { await issueReceipts(deps, textOf(payload, 'dossierId'), wholeOf(payload, 'seq')); },
    'record-transfer': (payload) => recordTransfer(deps, textOf(payload, 'transferId')),
    'replace-receipt': async (payload) => { await replaceReceipt(deps, textOf(payload, 'voidId')); },
    'settle-elsewhere': (payload) => deps.ledger.settledElsewhere(textOf(payload, 'dossierId'), deps.clock.now()),
    'refund-payment': (payload) => refundPayment(deps, textOf(payload, 'refundId')),
    'record-refund': (payload) => recordRefund(deps, textOf(payload, 'refundId')),
    'apply-surplus': async (payload) => { await applySurplus(deps, textOf(payload, 'surplusId')); },
    'forget-forged': async () => { await deps.ledger.forgetForged(new Date(deps.clock.now().getTime() - PAYMENT_LIMITS.forgedDays * 86_400_000)); },
  };
}
export const PAYMENT_CRONTAB = ['* * * * * sweep-payments ?max=1', '23 2 * * * forget-forged ?max=3'] as const;

/** After the dossier has said that a fee was collected: its receipt, whoever collected. */
export const issueReceiptJob = (dossierId: string, seq: number): Job => ({ task: 'issue-receipt', payload: { dossierId, seq }, key: `receipt:${dossierId}:${seq}`, maxAttempts: 25 });
/** The counter has collected: an order that is still open at a gateway must not be waited for. */
export const settleElsewhereJob = (dossierId: string): Job => ({ task: 'settle-elsewhere', payload: { dossierId }, key: `settle-elsewhere:${dossierId}`, maxAttempts: 25 });
