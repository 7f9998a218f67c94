import type { Officer } from '../../shared/actor.ts';
import type { Attempt, BookLine, PayAccount, GatewayReport, Intent, IntentState, PayLine, QueryAnswer, Receipt, ReceiptNumber, ReceiptPart, ReceiptPayer, ReceiptSeries, ReceiptVoid, StartDecision, SurplusWhy, VerdictKind, CallbackAnswer, Verdict, OrderFacts } from './domain/index.ts';

export type { GatewayReport, QueryAnswer } from './domain/index.ts';

/** What a gateway is told of one order. */
export interface GatewayOrder { readonly txnRef: string; /** whole đồng */ readonly amount: number; readonly info: string; readonly returnUrl: string; readonly createdAt: Date; readonly expiresAt: Date; readonly ip: string; readonly lang: 'vi' | 'en' }
export interface GatewayQuestion { readonly requestId: string; readonly txnRef: string; readonly info: string; readonly createdAt: Date; readonly now: Date }
export interface GatewayRefund extends GatewayQuestion { readonly amount: number; readonly transaction: string; readonly whole: boolean; readonly by: string }
export type RefundAnswer = { readonly kind: 'done'; readonly detail: string } | { readonly kind: 'refused'; readonly detail: string } | { readonly kind: 'no-answer'; readonly detail: string };

/** A payment gateway. What it tells is handed on only when its signature is right. */
export interface PaymentGateway {
  readonly name: string;
  /** origin of the page to which people are sent: the only other place where a form of ours may lead */
  readonly origin: string;
  payUrl(order: GatewayOrder): string;
  /** The query string of a callback or of a returning browser; null when it is not this gateway's word for this merchant. Constant time. */
  readCallback(query: string): GatewayReport | null;
  /** The same for a stored answer to a question. */
  readAnswer(raw: string): GatewayReport | null;
  query(question: GatewayQuestion): Promise<QueryAnswer>;
  refund(refund: GatewayRefund): Promise<RefundAnswer>;
  /** Throws in words when a setting cannot be right. */
  checkConfig(): void;
}

export type PaymentScope =
  | { readonly kind: 'guest'; readonly guestKey: string }
  | { readonly kind: 'citizen'; readonly citizenId: string }
  | { readonly kind: 'officer'; readonly officerId: string; readonly agencyIds: readonly number[] };

export interface NewAttempt { readonly intentId: string; readonly attemptId: string; readonly dossierId: string; readonly agencyId: number; readonly reference: string; readonly lines: readonly PayLine[]; readonly amount: number; readonly gateway: string; readonly txnRef: string; readonly at: Date; readonly expiresAt: Date; readonly nextQueryAt: Date }
export interface PaymentView { readonly intent: Intent; readonly attempts: readonly Attempt[]; /** money that came for this dossier and is not counted on it */ readonly surplus: readonly Pick<SurplusEntry, 'id' | 'amount' | 'state'>[] }

/** The web process's side: begins payments and asks for refunds; it can never write that money came. */
export interface PaymentStore {
  of(scope: PaymentScope, dossierId: string): Promise<PaymentView | null>;
  /** Locks the debt, lets `decide` see it, and stores the new attempt when it says so. */
  start(scope: PaymentScope, attempt: NewAttempt, decide: (view: PaymentView | null) => StartDecision): Promise<StartDecision>;
  /** Asks the worker to question the gateway about an attempt, soon. */
  askGateway(scope: PaymentScope, dossierId: string, now: Date): Promise<boolean>;
}

export interface IncomingCallback { readonly gateway: string; readonly raw: string; readonly at: Date }
/** Takes in callbacks under the role that may only add to the inbox. */
export interface CallbackInbox {
  /** Lets `judge` see the order's facts and stores the callback with the answer; the second identical one that was accepted is «again». */
  take(incoming: IncomingCallback & { readonly report: GatewayReport }, judge: (facts: OrderFacts | null) => { readonly verdict: Verdict; readonly answer: CallbackAnswer }): Promise<{ readonly answer: CallbackAnswer; readonly again: boolean }>;
  /** Keeps what nobody's gateway signed, as evidence of the attempt. */
  keepForged(incoming: IncomingCallback): Promise<void>;
}

export interface StoredEvidence { readonly id: number; readonly gateway: string; readonly source: 'callback' | 'query'; readonly raw: string; readonly receivedAt: Date }
export interface Settled { readonly verdict: VerdictKind | 'expire' | 'done-before'; readonly attemptId: string | null; readonly intentId: string | null; /** the debt has become paid by this */ readonly nowPaid: boolean }
export interface OpenQuestion { readonly attempt: Attempt; readonly reference: string; readonly queries: number }
export interface RefundOrder { readonly id: string; readonly attempt: Attempt; readonly reference: string; readonly transaction: string; readonly amount: number; readonly officerName: string; readonly tries: number; readonly surplusId: string | null; readonly state: 'requested' | 'done' | 'refused' }
export interface SurplusEntry { readonly id: string; readonly attemptId: string; readonly dossierId: string; readonly transaction: string; readonly gateway: string; readonly amount: number; readonly why: SurplusWhy; readonly state: 'open' | 'applied' | 'refund-requested' | 'refunded' }

/** The worker's side: the only writer of «paid», and only with the line of evidence that says so. */
export interface PaymentLedger {
  evidence(inboxId: number): Promise<StoredEvidence | null>;
  /** Judges stored evidence against the order it names and writes what follows, in one transaction. Run twice it changes nothing. */
  settle(inboxId: number, report: GatewayReport, at: Date, judge: (facts: OrderFacts | null) => Verdict, newId: string): Promise<Settled>;
  /** Stores a gateway's answer to our question as evidence. */
  keepAnswer(gateway: string, raw: string, report: GatewayReport, at: Date): Promise<number>;
  /** `nextAt`: when it is asked about again all the same; null is never. */
  expire(attemptId: string, at: Date, nextAt: Date | null): Promise<boolean>;
  /** An attempt that may still be asked about: open, or run out. */
  question(attemptId: string): Promise<OpenQuestion | null>;
  due(now: Date, limit: number): Promise<readonly string[]>;
  noteQuery(attemptId: string, came: string, nextAt: Date | null): Promise<void>;
  factsOf(attemptId: string): Promise<OrderFacts | null>;
  paidIntent(intentId: string): Promise<{ readonly intent: Intent; readonly attempt: Attempt } | null>;
  recorded(intentId: string, at: Date): Promise<void>;
  unrecorded(before: Date, limit: number): Promise<readonly string[]>;
  /** The dossier owes nothing any more: what was confirmed becomes surplus. */
  toSurplus(intentId: string, why: SurplusWhy, at: Date, newId: string): Promise<void>;
  /** The counter has collected: the debt is settled, a later payment would be surplus. */
  settledElsewhere(dossierId: string, at: Date): Promise<void>;
  surplus(id: string): Promise<SurplusEntry | null>;
  applySurplus(id: string, at: Date): Promise<void>;
  refund(id: string): Promise<RefundOrder | null>;
  noteRefund(id: string, answer: RefundAnswer, at: Date, nextTryAt: Date): Promise<void>;
  /** refunds to which the gateway has not answered, and whose next try has come */ dueRefunds(now: Date, limit: number): Promise<readonly string[]>;
  forgetForged(before: Date): Promise<number>;
}

export interface NewReceipt { readonly agencyId: number; readonly dossierId: string; readonly eventSeq: number; readonly parts: readonly ReceiptPart[]; readonly how: Receipt['how']; readonly collectedAt: Date; readonly issuedAt: Date; readonly year: number; /** where the office has entered no series of its own, and in the demo */ readonly otherwise: ReceiptSeries; readonly forceTrial: boolean }
export interface ReceiptStore {
  /** Takes the next numbers of the office's year and enters the receipts, all in one transaction; those that are there already are returned as they are. */
  issue(receipt: NewReceipt): Promise<readonly Receipt[]>;
  printed(receipt: Receipt, fileId: string): Promise<void>;
}

/** Receipts that are wrong: asked for by one officer of the office, decided by another. */
export interface ReceiptVoids {
  receipt(scope: PaymentScope, agencyId: number, number: ReceiptNumber): Promise<{ readonly receipt: Receipt; readonly replacedBy: number | null; readonly last: ReceiptVoid | null } | null>;
  /** false when it was asked before, or there is no such receipt */
  ask(scope: PaymentScope, asked: { readonly id: string; readonly agencyId: number; readonly receipt: ReceiptNumber; readonly reason: string; readonly payer: ReceiptPayer; readonly officer: Officer; readonly at: Date }): Promise<boolean>;
  waiting(scope: PaymentScope, agencyId: number, limit: number): Promise<readonly ReceiptVoid[]>;
  /** `whyNot` null approves; false when it is decided already, or the officer asked for it */
  decide(scope: PaymentScope, decided: { readonly id: string; readonly whyNot: string | null; readonly officer: Officer; readonly at: Date }): Promise<boolean>;
}
export interface ReceiptReplacements {
  /** Takes the next number for an approved request and enters the new receipt; run twice it answers the same one. */
  replace(id: string, how: { readonly at: Date; readonly year: number; readonly forceTrial: boolean }): Promise<{ readonly done: ReceiptVoid; readonly receipt: Receipt } | null>;
  dossierOf(id: string): Promise<string | null>;
}

export interface EnteredAccount extends PayAccount { readonly id: string; readonly validFrom: string; readonly state: 'asked' | 'agreed' | 'declined'; readonly enteredBy: string; readonly enteredName: string; readonly enteredAt: Date; readonly decidedName: string | null }
export interface TransferEntry { readonly id: string; readonly dossierId: string; readonly reference: string; readonly bankRef: string; readonly bankDate: string; readonly amount: number; readonly state: 'confirmed' | 'recorded' | 'surplus'; readonly officerName: string; readonly confirmedAt: Date }
/** Transfers to the office's own account: dated accounts, and lines of the bank's statement that an officer confirmed. */
export interface TransferDesk {
  /** `date`: `YYYY-MM-DD`; only what a leader has agreed to */
  accountOn(scope: PaymentScope, agencyId: number, date: string): Promise<PayAccount | null>;
  accounts(scope: PaymentScope, agencyId: number, limit: number): Promise<readonly EnteredAccount[]>;
  /** false when there is one from that day */
  enterAccount(scope: PaymentScope, entered: { readonly id: string; readonly agencyId: number; readonly account: PayAccount; readonly from: string; readonly officer: Officer; readonly at: Date }): Promise<boolean>;
  /** false when it is decided already, or the officer entered it */
  decideAccount(scope: PaymentScope, decided: { readonly id: string; readonly agree: boolean; readonly officer: Officer; readonly at: Date }): Promise<boolean>;
  /** false when the bank's number has been used */
  confirm(scope: PaymentScope, line: { readonly id: string; readonly agencyId: number; readonly dossierId: string; readonly reference: string; readonly bankRef: string; readonly bankDate: string; readonly amount: number; readonly officer: Officer; readonly at: Date }): Promise<boolean>;
  transfers(scope: PaymentScope, agencyId: number, limit: number): Promise<readonly TransferEntry[]>;
}
export interface TransferBook {
  find(id: string): Promise<TransferEntry | null>;
  waiting(before: Date, limit: number): Promise<readonly string[]>;
  settle(id: string, state: 'recorded' | 'surplus', at: Date): Promise<void>;
}

/** What the accountant sees and does, in the scope of one officer. */
export interface ReconcileDesk {
  summary(scope: PaymentScope, agencyId: number): Promise<readonly { readonly state: IntentState; readonly count: number; readonly amount: number }[]>;
  open(scope: PaymentScope, agencyId: number, limit: number): Promise<readonly ReconcileRow[]>;
  paid(scope: PaymentScope, agencyId: number, since: Date, limit: number): Promise<readonly ReconcileRow[]>;
  surplus(scope: PaymentScope, agencyId: number, limit: number): Promise<readonly (SurplusEntry & { readonly reference: string; readonly foundAt: Date })[]>;
  differences(scope: PaymentScope, agencyId: number, limit: number): Promise<readonly Difference[]>;
  refunds(scope: PaymentScope, agencyId: number, limit: number): Promise<readonly { readonly id: string; readonly reference: string; readonly dossierId: string; readonly amount: number; readonly transaction: string; readonly state: string; readonly decision: string; readonly answer: string | null; readonly requestedAt: Date }[]>;
  receipts(scope: PaymentScope, agencyId: number, from: Date, limit: number): Promise<readonly Receipt[]>;
  series(scope: PaymentScope, agencyId: number): Promise<readonly (ReceiptSeries & { readonly validFrom: string })[]>;
  enterSeries(scope: PaymentScope, series: { readonly agencyId: number; readonly validFrom: string; readonly formNo: string; readonly symbol: string; readonly taxCode: string | null; readonly officerId: string; readonly at: Date }): Promise<'entered' | 'taken'>;
  askRefund(scope: PaymentScope, refund: { readonly id: string; readonly officer: Officer; readonly surplusId: string | null; readonly intentId: string | null; readonly reason: string; readonly decision: string; readonly at: Date }): Promise<'asked' | 'not-there' | 'asked-before'>;
  /** The office's book: all that came between two moments, and whatever came for these orders at any time; and which of them are the office's. */
  book(scope: PaymentScope, agencyId: number, of: { readonly gateway: string; readonly from: Date; readonly to: Date; readonly orders: readonly string[] }): Promise<{ readonly lines: readonly BookLine[]; readonly orders: ReadonlySet<string> }>;
  askQuery(scope: PaymentScope, attemptId: string): Promise<boolean>;
  askApply(scope: PaymentScope, surplusId: string): Promise<boolean>;
}
export interface ReconcileRow { readonly intentId: string; readonly attemptId: string; readonly dossierId: string; readonly reference: string; readonly amount: number; readonly state: IntentState; readonly txnRef: string; readonly transaction: string | null; readonly at: Date; readonly lastQuery: string | null; readonly recorded: boolean; /** the gateway has not decided */ readonly waiting: boolean }
export interface Difference { readonly inboxId: number; readonly at: Date; readonly txnRef: string; readonly reference: string; readonly dossierId: string; readonly reply: string; readonly verdict: string | null }
