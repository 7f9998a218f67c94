import type { Dong } from '../../../shared/money.ts';
import { dong } from '../../../shared/money.ts';
import type { FeeLine } from '../../fee/domain/index.ts';

/**
 * Where a dossier's debt stands. Money is an axis of its own: none of these says anything about the processing, and a
 * payment that fails takes nothing away from the dossier.
 */
export type IntentState =
  | 'NONE_REQUIRED'      // không phải trả, hoặc đã trả ở quầy
  | 'EXEMPT'             // được miễn
  | 'PENDING'            // chờ trả
  | 'PROCESSING'         // đã sang cổng thanh toán, đang xác nhận
  | 'PAID' | 'FAILED' | 'EXPIRED'
  | 'REFUND_REQUESTED' | 'REFUNDED';

export type Trigger =
  | 'attempt-started'    // the person goes to the gateway
  | 'attempt-paid' | 'attempt-failed' | 'attempt-expired'
  | 'found-settled'      // the counter had collected meanwhile, or the dossier is closed
  | 'refund-requested' | 'refund-done' | 'refund-refused';

/** What is not in the table does not happen. */
export const TRANSITIONS: Readonly<Record<IntentState, Readonly<Partial<Record<Trigger, IntentState>>>>> = {
  NONE_REQUIRED: {},
  EXEMPT: {},
  PENDING: { 'attempt-started': 'PROCESSING', 'attempt-paid': 'PAID', 'found-settled': 'NONE_REQUIRED' },
  PROCESSING: { 'attempt-started': 'PROCESSING', 'attempt-paid': 'PAID', 'attempt-failed': 'FAILED', 'attempt-expired': 'EXPIRED', 'found-settled': 'NONE_REQUIRED' },
  PAID: { 'found-settled': 'NONE_REQUIRED', 'refund-requested': 'REFUND_REQUESTED' },
  FAILED: { 'attempt-started': 'PROCESSING', 'attempt-paid': 'PAID', 'found-settled': 'NONE_REQUIRED' },
  EXPIRED: { 'attempt-started': 'PROCESSING', 'attempt-paid': 'PAID', 'found-settled': 'NONE_REQUIRED' },
  REFUND_REQUESTED: { 'refund-done': 'REFUNDED', 'refund-refused': 'PAID' },
  REFUNDED: {},
};
export const after = (state: IntentState, trigger: Trigger): IntentState | null => TRANSITIONS[state][trigger] ?? null;

/** A line of a payment: what of one fee is still to pay. 0 đồng is never sent to a gateway. */
export interface PayLine { readonly ruleId: string; readonly kind: FeeLine['kind']; readonly name: FeeLine['name']; readonly amount: Dong; readonly legalBasis: string; /** how the sum came about, checkable by hand; absent on lines of before */ readonly explanation?: FeeLine['explanation'] }
export const payLines = (fees: readonly FeeLine[]): readonly PayLine[] =>
  fees.filter((line) => line.payable > 0).map((line) => ({ ruleId: line.ruleId, kind: line.kind, name: line.name, amount: dong(line.payable), legalBasis: line.legalBasis, explanation: line.explanation }));

/** Where a debt begins, before anybody has paid: an exemption is told apart from a service that costs nothing. */
export function firstState(fees: readonly FeeLine[]): 'NONE_REQUIRED' | 'EXEMPT' | 'PENDING' {
  if (fees.some((line) => line.payable > 0)) return 'PENDING';
  return fees.some((line) => line.relief !== undefined) ? 'EXEMPT' : 'NONE_REQUIRED';
}

export type AttemptState = 'open' | 'paid' | 'failed' | 'expired' | 'surplus';
export interface Intent {
  readonly id: string; readonly dossierId: string; readonly agencyId: number; readonly reference: string; readonly lines: readonly PayLine[]; readonly amount: Dong;
  readonly state: IntentState; readonly currentAttempt: string | null; readonly paidAttempt: string | null; readonly recordedAt: Date | null; readonly changedAt: Date;
}
export interface Attempt {
  readonly id: string; readonly intentId: string; readonly dossierId: string; readonly agencyId: number; readonly gateway: string; readonly txnRef: string; readonly amount: Dong; readonly state: AttemptState;
  readonly createdAt: Date; readonly expiresAt: Date; readonly finishedAt: Date | null; readonly responseCode: string | null; readonly transaction: string | null; readonly bank: string | null;
}

export const PAYMENT_LIMITS = {
  /** minutes that a gateway keeps an order open */ orderMinutes: 15,
  /** minutes before that end in which an open order is no longer offered again: the person needs time to type a card */ reopenMarginMinutes: 3,
  /** minutes after which an open attempt is asked about at the gateway */ sweepMinutes: 15,
  /** minutes after an order's end at which the gateway is asked again: a bank may take the money a moment too late, and the message of it may be lost */ lateMinutes: [30, 6 * 60, 24 * 60, 72 * 60],
  /** attempts of one dossier in an hour */ attemptsPerHour: 10,
  /** forged callbacks kept in a minute; more are only counted */ forgedKeptPerMinute: 300,
  /** days that forged callbacks are kept */ forgedDays: 30,
  /** attempts asked about in one sweep */ sweepBatch: 50,
} as const;
/** Minutes to the next question when the gateway gave no answer: the last one is repeated. */
export const QUERY_PAUSES: readonly number[] = [1, 2, 5, 15, 30, 60];
export const nextQueryAt = (queries: number, now: Date): Date => new Date(now.getTime() + (QUERY_PAUSES[Math.min(queries, QUERY_PAUSES.length - 1)] ?? 60) * 60_000);

/** When an order that ran out is asked about again; null once it has been asked often enough. */
export function lateQueryAt(endedAt: Date, now: Date): Date | null {
  const minutes = PAYMENT_LIMITS.lateMinutes.find((one) => endedAt.getTime() + one * 60_000 > now.getTime());
  return minutes === undefined ? null : new Date(endedAt.getTime() + minutes * 60_000);
}

export type StartRefusal =
  | { readonly kind: 'nothing-owed' }
  | { readonly kind: 'amount-changed' }
  /** money is here that the office has still to count or give back: nobody is asked to pay again */ | { readonly kind: 'money-here' }
  | { readonly kind: 'too-many'; readonly perHour: number };
export type StartDecision =
  | { readonly kind: 'refused'; readonly refusal: StartRefusal }
  /** the order that is open anyway: five clicks are one payment */
  | { readonly kind: 'reopen'; readonly attempt: Attempt }
  | { readonly kind: 'begin' };

/** Whether the person goes to the gateway, and with which order. */
export function decideStart(subject: { readonly intent: Intent | null; readonly attempts: readonly Attempt[]; readonly owed: Dong; readonly surplusOpen: boolean; readonly now: Date }): StartDecision {
  const { intent, attempts, owed, now } = subject;
  if (owed <= 0) return { kind: 'refused', refusal: { kind: 'nothing-owed' } };
  if (subject.surplusOpen) return { kind: 'refused', refusal: { kind: 'money-here' } };
  if (intent) {
    if (after(intent.state, 'attempt-started') === null) return { kind: 'refused', refusal: { kind: 'nothing-owed' } };
    if (intent.amount !== owed) return { kind: 'refused', refusal: { kind: 'amount-changed' } };
  }
  const usable = attempts.find((one) => one.id === intent?.currentAttempt && one.state === 'open' && one.expiresAt.getTime() - now.getTime() > PAYMENT_LIMITS.reopenMarginMinutes * 60_000);
  if (usable) return { kind: 'reopen', attempt: usable };
  const lately = attempts.filter((one) => now.getTime() - one.createdAt.getTime() < 3_600_000).length;
  if (lately >= PAYMENT_LIMITS.attemptsPerHour) return { kind: 'refused', refusal: { kind: 'too-many', perHour: PAYMENT_LIMITS.attemptsPerHour } };
  return { kind: 'begin' };
}
