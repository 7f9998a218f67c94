import type { Text } from '../../shared/text.ts';
import type { DossierEvent, DossierState } from '../dossier/domain/index.ts';
import type { AnswerKind, Contact, FailureCause, Moment, NoticeChannel, NoticeContext, NoticeState, PlannedNotice, PublicStatus, SendOutcome, Silence, WorkCause } from './domain/index.ts';

/** A sender's settings that would keep it from working, in words for the administrator and `doctor`. */
export interface ConfigProblem { readonly setting: string; readonly problem: Text }

/**
 * Senders talk to one provider each. They answer within a deadline of their own (at most 60 s, shorter than the lease of
 * a message), never throw for what the provider does, and carry `reference` to it so that a repeated message can be
 * recognised there. `accepted` means that the provider has taken it over, not that it was read.
 */
export interface SmsSender {
  send(message: { readonly reference: string; /** `84912345678` */ readonly to: string; readonly text: string; /** the short number that was asked; the registered sender name when absent */ readonly from?: string }): Promise<SendOutcome>;
  checkConfig(): Promise<readonly ConfigProblem[]>;
  close(): Promise<void>;
}
export interface MailSender {
  send(message: { readonly reference: string; readonly to: string; readonly subject: string; readonly text: string; readonly html: string }): Promise<SendOutcome>;
  checkConfig(): Promise<readonly ConfigProblem[]>;
  close(): Promise<void>;
}
/** What an SMS centre reports later about a message that it accepted. */
export interface DeliveryReceipt { readonly providerId: string; readonly delivered: boolean }

/** A message that somebody sent to the short number, as the SMS centre hands it over. */
export interface ArrivedSms {
  /** as the centre writes it; `84912345678` for a Vietnamese mobile */ readonly from: string;
  readonly to: string;
  /** of a long message only the first part: a question fits in it */ readonly text: string;
  /** the centre's own number for the message, when it gives one: by it a repetition is known for ever */ readonly mark: string | null;
}

/** What one event of one dossier means for messages; wired to the dossier, the catalogue and the organisation. */
export interface NoticeSource {
  read(dossierId: string, seq: number): Promise<NoticeSubject | null>;
}
export interface NoticeSubject {
  readonly event: DossierEvent;
  /** the dossier right after that event */ readonly state: DossierState;
  readonly agencyId: number;
  readonly context: NoticeContext;
  readonly contacts: readonly Contact[];
}

export interface NewNotice extends PlannedNotice {
  readonly id: string;
  /** names event and dossier; the same cause, channel and recipient are stored once */ readonly cause: string;
  /** the dossier that it is about; null for an answer that names none */ readonly dossierId: string | null;
  readonly dossierCode: string | null;
  readonly agencyId: number | null;
  /** from then on it is better not sent at all */ readonly expiresAt?: Date;
  /** the number that it leaves from, when not the registered name */ readonly from?: string;
}
export interface ClaimedNotice { readonly from?: string; readonly id: string; readonly fence: number; readonly channel: NoticeChannel; readonly to: string; readonly lang: 'vi' | 'en'; readonly subject: string | null; readonly text: string; readonly failures: number }
export type Claim =
  | { readonly kind: 'claimed'; readonly notice: ClaimedNotice }
  /** over a budget, not due yet, or in another's hands: look again then */ | { readonly kind: 'later'; readonly at: Date }
  /** sent, dead or unknown */ | { readonly kind: 'done' };

/** What the worker does with the stored messages. */
export interface NoticeOutbox {
  /** Stores what is not yet stored, with one job each, in one transaction. Returns how many were new. */
  add(notices: readonly NewNotice[], now: Date): Promise<number>;
  claim(id: string, now: Date): Promise<Claim>;
  /** Only the holder of the latest claim may write; false when somebody else has claimed since. */
  finish(notice: { readonly id: string; readonly fence: number }, result: Finish, now: Date): Promise<boolean>;
  /** messages whose time has come and that no job may know of any more */
  due(now: Date, limit: number): Promise<readonly string[]>;
  wakeUp(ids: readonly string[], at: Date): Promise<void>;
  recordReceipt(receipt: DeliveryReceipt, now: Date): Promise<boolean>;
  /** forgets recipients and bodies of messages finished before `keptSince`, attempts and counts older than a budget looks back */
  forget(now: Date, keptSince: Date): Promise<number>;
}
export type Finish =
  | { readonly state: 'sent'; readonly providerId: string }
  | { readonly state: 'queued'; readonly cause: FailureCause; readonly detail: string; readonly at: Date }
  | { readonly state: 'dead'; readonly cause: FailureCause; readonly detail: string };

/** Messages that failed in one way: the key of a group on the administrator's screen. `undelivered`: sent, and the operator reports that it did not arrive. */
export interface FailedGroup { readonly channel: NoticeChannel; readonly cause: FailureCause | 'undelivered' }
/** The last row of a page: the next one goes on behind it. */
export interface After { readonly at: Date; readonly id: string }
export interface Counted { /** at most `COUNTED_MOST` */ readonly count: number; readonly oldest: Date }
/** Groups are counted up to here; «hơn 1.000» is all that anybody needs. */
export const COUNTED_MOST = 1_000;

/** What the administrator's pages read and ask for; always within the officer's own agencies. */
export interface NoticeDesk {
  groups(): Promise<readonly (FailedGroup & Counted)[]>;
  failed(group: FailedGroup, after: After | null): Promise<{ readonly rows: readonly NoticeRow[]; readonly next: After | null }>;
  waiting(): Promise<readonly NoticeRow[]>;
  summary(now: Date): Promise<NoticeSummary>;
  /** false when it is not failed (any more), not one of the officer's agencies, or an answer, which would be stale */
  retry(id: string, officerId: string, now: Date): Promise<boolean>;
  retryGroup(group: FailedGroup, officerId: string, now: Date, limit: number): Promise<number>;
}
/** Work of the worker that does not get done, of every kind; partners only bring words for their tasks. */
export interface FailedWorkRow {
  readonly jobId: string; readonly task: string; readonly cause: WorkCause; readonly detail: string; readonly dossierId: string | null; readonly dossierCode: string | null;
  readonly attempts: number; readonly gaveUp: boolean; readonly nextAt: Date | null; readonly notedAt: Date; readonly retriedAt: Date | null;
}
export interface WorkGroup { readonly task: string; readonly cause: WorkCause }
export interface FailedWorkDesk {
  groups(): Promise<readonly (WorkGroup & Counted)[]>;
  list(group: WorkGroup, after: string | null): Promise<{ readonly rows: readonly FailedWorkRow[]; readonly next: string | null }>;
  /** How many were asked for again: the worker does it. Asking twice in the same moment asks once. */
  retry(which: { readonly jobId: string } | WorkGroup, officerId: string, now: Date, limit: number): Promise<number>;
}
/** The worker's side: looks into the queue, copies what fails, puts back what an administrator asked for. */
export interface FailedWorkBook {
  /** how many stand there now */
  note(now: Date): Promise<number>;
  putBack(jobIds: readonly string[], now: Date): Promise<number>;
}
/** Which agency answers for a dossier; wired. */
export type AgencyOfDossier = (ids: readonly string[]) => Promise<ReadonlyMap<string, { readonly agencyId: number; readonly code: string }>>;
export interface NoticeRow {
  readonly id: string; readonly channel: NoticeChannel; readonly moment: Moment | AnswerKind; readonly dossierId: string | null; readonly dossierCode: string | null;
  /** masked */ readonly recipient: string; readonly state: NoticeState; readonly cause: FailureCause | null; readonly detail: string | null; readonly delivery: 'delivered' | 'undelivered' | null;
  readonly attempts: number; readonly createdAt: Date; readonly dueAt: Date; readonly finishedAt: Date | null; readonly heldByBudget: string | null; /** an answer to a question: never sent again by hand */ readonly answer: boolean;
}
export interface NoticeSummary {
  readonly last24h: readonly { readonly channel: NoticeChannel; readonly queued: number; readonly sent: number; readonly dead: number }[];
  /** channels whose budget for the whole site is used up in this hour */ readonly exhausted: readonly NoticeChannel[];
  /** what people asked by SMS in the last 24 hours */ readonly questions: { readonly asked: number; readonly answered: number; readonly silent: number; readonly waiting: number; /** more than their number may send: not kept */ readonly letGo: number };
}

/** Questions by SMS: kept before the centre hears that they were taken, settled once. */
export interface QuestionInbox {
  /** `known`: a repetition · `over`: more than this number may send, let go by · `full`: more than the installation takes, the centre should keep it */
  keep(arrived: ArrivedSms, id: string, now: Date): Promise<'kept' | 'known' | 'over' | 'full'>;
  /** null once it is settled, or unknown */
  read(id: string): Promise<KeptQuestion | null>;
  answersTo(question: Pick<KeptQuestion, 'senderKey'>, since: Date): Promise<readonly { readonly outcome: string; readonly at: Date }[]>;
  /** Stores the answer with its job, or the silence, and erases words and number; false when somebody else has settled it. */
  settle(question: Pick<KeptQuestion, 'id'>, how: { readonly answer: NewNotice } | { readonly silence: Silence }, now: Date): Promise<boolean>;
  /** questions that wait since before `before` and whose job may be lost */
  waiting(before: Date, limit: number): Promise<readonly string[]>;
  forget(keptSince: Date): Promise<number>;
}
export interface KeptQuestion { readonly id: string; readonly from: string; readonly senderKey: Buffer; readonly to: string; readonly text: string }

/** Wired to the public look-up: what code and secret open, and nothing without the right secret. */
export interface StatusLookup {
  agencyCodes(): Promise<readonly string[]>;
  find(code: string, secret: string): Promise<(PublicStatus & { readonly dossierId: string; readonly agencyId: number }) | null>;
}
/** Look-ups that may be wrong, held to the same limit as on the web page. A try is taken before the look and given back when it was right, so that a hundred at once are not a hundred free ones. */
export interface Guesses { /** false: over the limit */ take(who: string, code: string): Promise<boolean>; right(who: string, code: string): Promise<void>; readonly windowMs: number }
