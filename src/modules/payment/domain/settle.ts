import { after, type AttemptState, type IntentState, type Trigger } from './intent.ts';

/** What a gateway says of one order, once its signature has been found right. Codes are VNPAY's (2.1.0); other gateways' adapters translate. */
export interface GatewayReport {
  readonly gateway: string;
  readonly txnRef: string;
  /** hundredths of a đồng, as VNPAY counts; null when it is not a whole number */ readonly amountMinor: number | null;
  /** absent where the message names none */ readonly currency: string | null;
  readonly responseCode: string; readonly transactionStatus: string;
  /** the gateway's own number */ readonly transaction: string;
  readonly bank: string | null;
  /** `yyyyMMddHHmmss`, as told */ readonly paidAt: string | null;
}
/** Only both codes 00 together are money (VNPAY 2.1.0). 07 has taken the money but suspects fraud: neither paid nor failed until the gateway decides. */
export function outcomeOf(report: Pick<GatewayReport, 'responseCode' | 'transactionStatus'>): 'paid' | 'held' | 'failed' {
  if (report.responseCode === '00' && report.transactionStatus === '00') return 'paid';
  if (report.responseCode === '07' || report.transactionStatus === '07' || report.transactionStatus === '01') return 'held';
  return 'failed';
}

/** Why money that came is not the dossier's. */
export type SurplusWhy = 'paid-twice' | 'after-expiry' | 'after-refund' | 'settled-at-counter' | 'dossier-closed' | 'wrong-amount';

export type Verdict =
  | { readonly kind: 'unknown-order' }
  | { readonly kind: 'wrong-amount' }
  | { readonly kind: 'wrong-currency' }
  | { readonly kind: 'already-final' }
  /** the gateway's number has confirmed another order: never counted twice */ | { readonly kind: 'transaction-used' }
  | { readonly kind: 'paid' } | { readonly kind: 'failed' } | { readonly kind: 'held' }
  | { readonly kind: 'surplus'; readonly why: SurplusWhy };
export type VerdictKind = Verdict['kind'];

/** What is known of the order that a report names. */
export interface OrderFacts { readonly amount: number; readonly attemptState: AttemptState; readonly transaction: string | null; readonly intentState: IntentState; /** an attempt that this transaction has confirmed already */ readonly transactionUsed: boolean }

/**
 * Order, amount, currency, state: in this order, each seen before anything is changed. A report may come twice, late, before
 * another that was sent earlier; «paid» wins over «failed» whichever comes first, and money is never dropped.
 */
export function judgeReport(report: GatewayReport, order: OrderFacts | null): Verdict {
  if (!order) return { kind: 'unknown-order' };
  if (report.amountMinor === null || report.amountMinor !== order.amount * 100) return { kind: 'wrong-amount' };
  if (report.currency !== null && report.currency !== 'VND') return { kind: 'wrong-currency' };
  const outcome = outcomeOf(report);
  const same = order.transaction === report.transaction;
  switch (order.attemptState) {
    case 'paid': case 'surplus': return outcome === 'paid' && !same ? { kind: 'surplus', why: 'paid-twice' } : { kind: 'already-final' };
    case 'expired': return outcome === 'paid' ? { kind: 'surplus', why: 'after-expiry' } : { kind: 'already-final' };
    case 'failed': if (outcome !== 'paid') return { kind: 'already-final' }; break;
    case 'open': break;
  }
  if (outcome === 'held') return { kind: 'held' };
  if (outcome === 'failed') return { kind: 'failed' };
  if (order.transactionUsed) return { kind: 'transaction-used' };
  if (after(order.intentState, 'attempt-paid') !== null) return { kind: 'paid' };
  return { kind: 'surplus', why: WHY_CLOSED[order.intentState] ?? 'paid-twice' };
}
const WHY_CLOSED: Readonly<Partial<Record<IntentState, SurplusWhy>>> = { NONE_REQUIRED: 'settled-at-counter', EXEMPT: 'settled-at-counter', PAID: 'paid-twice', REFUND_REQUESTED: 'after-refund', REFUNDED: 'after-refund' };

/** What a gateway is answered on its callback. */
export interface CallbackAnswer { readonly RspCode: '00' | '01' | '02' | '04' | '97' | '99'; readonly Message: string }
export const ANSWERS = {
  confirmed: { RspCode: '00', Message: 'Confirm Success' }, notFound: { RspCode: '01', Message: 'Order not found' }, already: { RspCode: '02', Message: 'Order already confirmed' },
  amount: { RspCode: '04', Message: 'Invalid amount' }, checksum: { RspCode: '97', Message: 'Invalid Checksum' }, unknown: { RspCode: '99', Message: 'Unknown error' },
} as const satisfies Record<string, CallbackAnswer>;
export function answerOf(verdict: Verdict): CallbackAnswer {
  switch (verdict.kind) {
    case 'unknown-order': return ANSWERS.notFound;
    case 'wrong-amount': case 'wrong-currency': return ANSWERS.amount;
    case 'already-final': case 'transaction-used': return ANSWERS.already;
    case 'paid': case 'failed': case 'held': case 'surplus': return ANSWERS.confirmed;
  }
}

/** What came of asking a gateway about an open order. */
export type QueryAnswer =
  | { readonly kind: 'report'; readonly report: GatewayReport; /** the answer to the letter: evidence */ readonly raw: string }
  /** the order is there and nobody has paid yet */ | { readonly kind: 'pending'; readonly raw: string }
  /** the person never arrived there */ | { readonly kind: 'not-found'; readonly raw: string }
  | { readonly kind: 'no-answer'; readonly why: 'unreachable' | 'timed-out' | 'bad-answer' | 'bad-signature' | 'refused'; readonly detail: string };
export type SweepDecision = { readonly kind: 'ask-again' } | { readonly kind: 'expire' } | { readonly kind: 'judge'; readonly verdict: Verdict };

/** An order ends as expired only when the gateway itself says that no money came and its time is over; silence decides nothing. */
export function judgeQuery(answer: QueryAnswer, order: OrderFacts, expiresAt: Date, now: Date): SweepDecision {
  if (answer.kind === 'no-answer') return { kind: 'ask-again' };
  if (answer.kind === 'report') {
    const verdict = judgeReport(answer.report, order);
    // Unlike a callback, the answer to our own question is the last word: another sum that is really there is kept as surplus.
    return { kind: 'judge', verdict: verdict.kind === 'wrong-amount' && outcomeOf(answer.report) === 'paid' && order.attemptState === 'open' ? { kind: 'surplus', why: 'wrong-amount' } : verdict };
  }
  return order.attemptState === 'open' && now.getTime() >= expiresAt.getTime() ? { kind: 'expire' } : { kind: 'ask-again' };
}

/** What a verdict changes. Of the debt only its last attempt speaks when it fails or runs out; whichever brings money speaks always. */
export interface Effects { readonly attempt: AttemptState | null; readonly trigger: Trigger | null; readonly surplus: SurplusWhy | null }
export function effectsOf(verdict: Verdict | { readonly kind: 'expire' }, subject: { readonly attemptState: AttemptState; readonly current: boolean }): Effects {
  const ifCurrent = (trigger: Trigger): Trigger | null => (subject.current ? trigger : null);
  switch (verdict.kind) {
    case 'paid': return { attempt: 'paid', trigger: 'attempt-paid', surplus: null };
    case 'failed': return { attempt: 'failed', trigger: ifCurrent('attempt-failed'), surplus: null };
    case 'expire': return { attempt: 'expired', trigger: ifCurrent('attempt-expired'), surplus: null };
    case 'surplus': return { attempt: subject.attemptState === 'paid' ? null : 'surplus', trigger: verdict.why === 'wrong-amount' ? ifCurrent('attempt-failed') : null, surplus: verdict.why };
    case 'unknown-order': case 'wrong-amount': case 'wrong-currency': case 'already-final': case 'transaction-used': case 'held': return { attempt: null, trigger: null, surplus: null };
  }
}
