import type { Officer } from '../../shared/actor.ts';
import type { PlainDate } from '../../shared/plain-date.ts';
import type { CarrierReport, Direction, BookedParcel, IsWorkingDay, MinutesKind, NewTariff, ParcelFacts, ParcelState, PostAddress, PostDecision, Receiver, ReportVerdict, SignRefusal, TariffRule, Zone, Breach, StatementLine } from './domain/index.ts';

export { codeOfHash, ID_KINDS, PARCEL_LIMITS, REPORT_KINDS, STATEMENT_STATES } from './domain/index.ts';
export type { StatementLine } from './domain/index.ts';
export type { CarrierReport, IdKind, Receiver, ReportKind } from './domain/index.ts';

export type PostScope =
  | { readonly kind: 'guest'; readonly guestKey: string }
  | { readonly kind: 'citizen'; readonly citizenId: string }
  | { readonly kind: 'officer'; readonly officerId: string; readonly agencyIds: readonly number[] };

/** What a carrier is told of one parcel. Its id is the idempotency key: told twice, ordered once. */
export interface CarrierOrder { readonly id: string; readonly direction: Direction; readonly cod: number; readonly person: PostAddress; readonly office: { readonly code: string; readonly name: string; readonly address: string; readonly phone: string; readonly province: string }; readonly reference: string; readonly description: string }
export type OrderAnswer = { readonly kind: 'accepted'; readonly carrierNumber: string } | { readonly kind: 'refused'; readonly detail: string } | { readonly kind: 'no-answer'; readonly detail: string };
/** The clerk's signature under minutes, as the carrier sends it. */
export interface ClerkSignature { readonly eventId: string; readonly minutes: string; /** hex sha256 over the text that both sign */ readonly digest: string; readonly clerkName: string; readonly clerkNumber: string; readonly at: Date }
export type CarrierMessage = { readonly kind: 'report'; readonly report: CarrierReport } | { readonly kind: 'minutes'; readonly signature: ClerkSignature };
export type TrackAnswer = { readonly kind: 'reports'; readonly messages: readonly { readonly raw: string; readonly report: CarrierReport }[] } | { readonly kind: 'not-found' } | { readonly kind: 'no-answer'; readonly detail: string };

/** A carrier (doanh nghiệp bưu chính). What it tells is handed on only when its signature is right. */
export interface PostCarrier {
  readonly name: string;
  /** «Bưu điện …», as people read it */ readonly title: string;
  /** Null when it is not this carrier's word; `late` when the message is older than it may be. Constant time. */
  readMessage(message: { readonly payload: string; readonly timestamp: string; readonly signature: string }, now: Date): CarrierMessage | 'late' | null;
  /** A stored message: its signature was checked when it came. */
  readStored(payload: string): CarrierMessage | null;
  order(order: CarrierOrder): Promise<OrderAnswer>;
  cancel(parcel: string): Promise<OrderAnswer>;
  track(parcel: string): Promise<TrackAnswer>;
  /** what it says that it carried and charged on one day that is over */ statement(day: PlainDate): Promise<{ readonly kind: 'statement'; readonly lines: readonly StatementLine[] } | { readonly kind: 'no-answer'; readonly detail: string }>;
  /** the code that the clerk's own device shows for this text */ clerkCode(text: string): string;
  /** Throws in words when a setting cannot be right. */
  checkConfig(): void;
}

export interface Parcel {
  readonly id: string; readonly direction: Direction; readonly dossierId: string | null; readonly attempt: number; readonly draftId: string | null; readonly agencyId: number; readonly procedure: string; readonly reference: string;
  readonly address: PostAddress; readonly zone: Zone; readonly postage: number; readonly cod: number; readonly collected: number; readonly surplus: boolean; readonly state: ParcelState; readonly carrier: string; readonly carrierNumber: string | null;
  readonly requestedAt: Date; readonly handedAt: Date | null; readonly tries: readonly Date[]; readonly breach: Breach | null; readonly receiver: Receiver | null; readonly endedAt: Date | null; readonly recorded: 'none' | 'posted' | 'ended'; readonly missing: string | null;
  readonly citizenId: string | null; readonly guestKey: string | null; readonly changedAt: Date; readonly told: readonly string[]; /** a collection that the person called off: when, and when the carrier said that it was too late */ readonly cancelAskedAt: Date | null; readonly cancelRefusedAt: Date | null; /** phiếu gửi of papers */ readonly slipFile: string | null;
}
export interface TrackLine { readonly kind: string; readonly at: Date; readonly place: string | null; readonly verdict: string | null; readonly waits: boolean }
export interface NewParcel { readonly id: string; readonly direction: Direction; readonly dossierId: string | null; readonly attempt: number; readonly draftId: string | null; readonly citizenId: string | null; readonly guestKey: string | null; readonly agencyId: number; readonly procedure: string; readonly reference: string; readonly address: PostAddress; readonly zone: Zone; readonly postage: number; readonly carrier: string; readonly at: Date }

/** The person's side. */
export interface ParcelStore {
  ofDossier(scope: PostScope, dossierId: string): Promise<readonly { readonly parcel: Parcel; readonly lines: readonly TrackLine[] }[]>;
  ofDraft(scope: PostScope, draftId: string): Promise<{ readonly parcel: Parcel; readonly lines: readonly TrackLine[] } | null>;
  /** Orders the collection of papers, with its job; the draft's own order that is there already comes back as it is. */
  order(scope: PostScope, parcel: NewParcel): Promise<Parcel>;
  /** Called off at once while the carrier has not answered; afterwards the carrier is asked. Null: the postman has the papers. */
  cancel(scope: PostScope, parcelId: string, at: Date): Promise<'cancelled' | 'asked' | null>;
  /** another address for a collection that the postman has not made; tells the carrier. False: the postman has the papers. */
  collectElsewhere(scope: PostScope, parcelId: string, to: { readonly address: PostAddress; readonly zone: Zone; readonly postage: number }, at: Date): Promise<boolean>;
  /** the address of results that still lie at the office; tells the carrier */
  readdress(scope: PostScope, dossierId: string, address: PostAddress, at: Date): Promise<void>;
}
export interface PostRules {
  tariffs(): Promise<readonly TariffRule[]>;
  enterTariff(scope: PostScope, tariff: NewTariff & { readonly id: string; readonly officerId: string; readonly at: Date }): Promise<'entered' | 'taken'>;
  decisions(provinceAgency: number): Promise<readonly PostDecision[]>;
  enterDecision(scope: PostScope, decision: Omit<PostDecision, 'validTo'> & { readonly officerId: string; readonly at: Date }): Promise<'entered' | 'taken'>;
}

export interface MinutesView { readonly id: string; readonly agencyId: number; readonly kind: MinutesKind; readonly reference: string; readonly state: 'open' | 'signed' | 'cancelled'; readonly year: number | null; readonly number: number | null; readonly officerName: string; readonly openedAt: Date; readonly clerkName: string | null; readonly clerkNumber: string | null; readonly signedAt: Date | null; readonly how: 'code' | 'callback' | null; readonly wrongCodes: number; readonly fileId: string | null; readonly lines: readonly { readonly parcel: Parcel; readonly complete: boolean | null }[] }
export interface DeskPage { readonly after: Date | null; readonly afterId: string | null; readonly limit: number }
/** The desk's side: what waits for the clerk, minutes, what came back. */
export interface PostDesk {
  waiting(scope: PostScope, agencyId: number, kind: MinutesKind, page: DeskPage): Promise<readonly Parcel[]>;
  counts(scope: PostScope, agencyId: number): Promise<Readonly<Record<MinutesKind, number>>>;
  /** parcels on which the carrier and our books differ, or the carrier broke its rule */
  odd(scope: PostScope, agencyId: number, limit: number): Promise<readonly { readonly parcel: Parcel; readonly at: Date; readonly verdict: string }[]>;
  findByNumber(scope: PostScope, agencyId: number, typed: string): Promise<Parcel | null>;
  parcel(scope: PostScope, id: string): Promise<Parcel | null>;
  /** those of these that the scope sees */ parcels(scope: PostScope, ids: readonly string[]): Promise<readonly Parcel[]>;
  recentMinutes(scope: PostScope, agencyId: number, page: DeskPage): Promise<readonly Omit<MinutesView, 'lines'>[]>;
  minutes(scope: PostScope, id: string): Promise<MinutesView | null>;
  /** Draws up a sheet over parcels that are all still where they should be. */
  open(scope: PostScope, minutes: { readonly id: string; readonly agencyId: number; readonly kind: MinutesKind; readonly reference: string; readonly officer: Officer; readonly at: Date; readonly lines: readonly { readonly parcelId: string; readonly complete: boolean | null; readonly cod: number }[] }): Promise<'opened' | 'moved-on'>;
  strikeOut(scope: PostScope, id: string): Promise<boolean>;
  /** Signs when `judge` finds the code right: number, parcels and jobs in one transaction. A wrong code is counted. */
  sign(scope: PostScope, id: string, signature: { readonly clerkName: string; readonly clerkNumber: string; readonly at: Date; readonly year: number }, judge: (minutes: MinutesView) => boolean): Promise<MinutesView | SignRefusal>;
  /** The papers have become a dossier. */
  filed(scope: PostScope, parcelId: string, dossierId: string): Promise<void>;
  money(scope: PostScope, agencyId: number, from: Date, to: Date): Promise<readonly { readonly day: PlainDate; readonly parcels: number; readonly collected: number; readonly postage: number; readonly surplus: number }[]>;
}

/** One parcel in both books; either side may be missing. `day`: of our end, else of their line. */
export interface Compared { readonly day: PlainDate; readonly parcelId: string | null; readonly reference: string | null; readonly ours: BookedParcel | null; readonly theirs: StatementLine | null }
export interface StatementDesk {
  /** days from `from` to before `to` whose statement is there */ days(scope: PostScope, carrier: string, from: PlainDate, to: PlainDate): Promise<readonly PlainDate[]>;
  pairs(scope: PostScope, carrier: string, agencyId: number, period: { readonly from: PlainDate; readonly to: PlainDate; readonly fromAt: Date; readonly toAt: Date }, limit: number): Promise<readonly Compared[]>;
  /** leaves the worker a job for each day */ askFor(scope: PostScope, days: readonly PlainDate[]): Promise<void>;
}
/** The worker's side: keeps a day whole, in place of what was there. */
export interface StatementBook { kept(carrier: string, from: PlainDate, to: PlainDate): Promise<readonly PlainDate[]>; keep(carrier: string, day: PlainDate, lines: readonly StatementLine[], at: Date): Promise<void> }

export interface IncomingMessage { readonly id: string; readonly carrier: string; readonly raw: string; readonly at: Date }
/** Takes callbacks in under the role that may only add to the inbox. */
export interface PostInbox {
  take(incoming: IncomingMessage, message: CarrierMessage): Promise<'taken' | 'again' | 'unknown'>;
  /** Keeps what nobody's carrier signed, as evidence of the attempt. */
  keepForged(incoming: IncomingMessage): Promise<void>;
}
export interface PostEvidence { readonly id: string; readonly carrier: string; readonly raw: string; readonly receivedAt: Date }
export interface SettledReport { readonly parcel: Parcel; readonly verdict: string; readonly moved: ParcelState | null; readonly tries: number }
/** The worker's side: the only writer of what the carrier did. */
export interface PostLedger {
  /** one parcel a dossier and attempt, with the job that orders it */ orderResult(parcel: NewParcel): Promise<boolean>;
  find(id: string): Promise<Parcel | null>;
  accepted(id: string, carrierNumber: string, at: Date): Promise<void>;
  refused(id: string, at: Date): Promise<void>;
  /** what the carrier answered to a collection called off */ cancelAnswered(id: string, answer: 'cancelled' | 'too-late', at: Date): Promise<void>;
  /** the result was handed over at the counter: its parcels that still lie there are called off, the carrier told */ callOff(dossierId: string, at: Date): Promise<void>;
  evidence(inboxId: string): Promise<PostEvidence | null>;
  keepAnswer(evidence: PostEvidence, report: CarrierReport): Promise<boolean>;
  /** Judges stored evidence under the parcel's lock and writes what follows; run twice it changes nothing. */
  settle(inboxId: string, report: CarrierReport, at: Date, judge: (facts: ParcelFacts) => ReportVerdict): Promise<SettledReport | null>;
  /** The clerk signed on the own device: as `PostDesk.sign`, judged by the digest. */
  signByCarrier(inboxId: string, signature: ClerkSignature, at: Date, year: number, judge: (minutes: MinutesView) => boolean): Promise<MinutesView | null>;
  /** messages that were kept back until the minutes are signed */ heldFor(parcelId: string): Promise<readonly string[]>;
  minutesOf(parcelId: string, kind: MinutesKind): Promise<MinutesView | null>;
  minutes(id: string): Promise<MinutesView | null>;
  printed(minutesId: string, fileId: string): Promise<void>;
  slip(parcelId: string, fileId: string): Promise<void>;
  recorded(parcelId: string, how: 'posted' | 'ended', surplus: boolean, at: Date): Promise<void>;
  told(parcelId: string, what: string): Promise<void>;
  /** parcels that the dossier does not yet know as far as they are */ unrecorded(before: Date, limit: number): Promise<readonly string[]>;
  unordered(before: Date, limit: number): Promise<readonly string[]>;
  silent(now: Date, limit: number): Promise<readonly string[]>;
  unsettled(before: Date, limit: number): Promise<readonly string[]>;
  noteQuery(parcelId: string, nextAt: Date): Promise<void>;
  forgetForged(before: Date): Promise<number>;
}

/** What the person is told about a parcel; sent by whoever sends messages. */
export type PostMoment = 'posted' | 'missed' | 'came-back';
export interface PostMessages { tell(message: { readonly parcel: Parcel; readonly moment: PostMoment; readonly cause: string; readonly values: { readonly number: string; readonly day?: string } }): Promise<void> }
/** Where an office is and when it works. */
export interface PostOffices {
  province(agencyId: number): Promise<{ readonly agencyId: number | null; readonly code: string } | null>;
  workingDays(agencyId: number): Promise<IsWorkingDay>;
}
