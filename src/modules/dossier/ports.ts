import type { Actor, Officer } from '../../shared/actor.ts';
import type { Job } from '../../shared/job.ts';
import type { Answers } from '../../shared/condition.ts';
import type { Ids } from '../../shared/id.ts';
import type { Text } from '../../shared/text.ts';
import type { FeeLine } from '../fee/domain/index.ts';
import type { Lookups } from '../eform/domain/index.ts';
import type { ProcedureContent } from '../catalog/domain/index.ts';
import type { PlainDate } from '../../shared/plain-date.ts';
import type { Consent, Deadlines, DossierEvent, DossierState, NewEvent, Person, PersonalData, PostAddress, ReceivedFile, SignedFor } from './domain/index.ts';

/** A scope as the database layer knows it; a dossier outside it does not exist for whoever asks. */
export type DossierScope =
  | { readonly kind: 'guest'; readonly guestKey: string }
  | { readonly kind: 'citizen'; readonly citizenId: string }
  | { readonly kind: 'officer'; readonly officerId: string; readonly agencyIds: readonly number[] }
  | { readonly kind: 'worker' };

export interface LoadedDossier {
  readonly id: string; readonly state: DossierState; readonly events: readonly DossierEvent[];
  readonly headHash: string; readonly citizenId: string | null; readonly guestKey: string | null; readonly demo: boolean;
}
/** Kept with the effect and given back when the same key comes again. */
export interface EffectKey { readonly principal: string; readonly key: string; readonly route: string; readonly requestHash: string }
export type EffectResult = Readonly<Record<string, unknown>>;
export type Committed =
  | { readonly outcome: 'done'; readonly result: EffectResult; readonly events: readonly DossierEvent[] }
  | { readonly outcome: 'replayed'; readonly result: EffectResult }
  | { readonly outcome: 'key-conflict' };

export interface NewDossier {
  readonly id: string; readonly at: Date; readonly actor: Actor; readonly onBehalfOf?: string;
  readonly events: readonly NewEvent[];
  readonly citizenId: string | null; readonly guestKey: string | null; readonly trackingSecret: string;
  readonly owner: Person; readonly demo: boolean;
  readonly draft?: { readonly id: string; readonly revision: number };
  readonly fileIds: readonly string[];
  readonly effect: EffectKey | null; readonly result: EffectResult;
}
export interface DossierStore {
  /** One statement for the hot path; with `numbers` (at the counter) one transaction. Throws `DraftGone` or `FilesGone`. */
  create(scope: DossierScope, dossier: NewDossier): Promise<Committed>;
  /** Like `create`, for dossiers that take numbers at once. */
  createNumbered(scope: DossierScope, build: (numbers: Numbers) => Promise<NewDossier>): Promise<Committed>;
  find(scope: DossierScope, id: string): Promise<LoadedDossier | null>;
  /** Those of these that are in the scope, by their ids: two statements, however many. A page's worth, all of them in memory. */
  findMany(scope: DossierScope, ids: readonly string[]): Promise<ReadonlyMap<string, LoadedDossier>>;
  /** By code, temporary reference or id, within the scope. */
  findByCode(scope: DossierScope, value: string): Promise<string | null>;
  /**
   * Locks the dossier, lets `decide` see it as it is now, and appends what it decides, all in one transaction.
   * Returns null when the dossier is not in the scope.
   */
  change<R>(scope: DossierScope, command: { readonly id: string; readonly at: Date; readonly actor: Actor; readonly effect: EffectKey | null; readonly draft?: { readonly id: string; readonly revision: number } },
    decide: (loaded: LoadedDossier, numbers: Numbers) => Promise<Decision<R>>): Promise<Changed<R> | null>;
}
export type Decision<R> = { readonly ok: true; readonly events: readonly NewEvent[]; readonly result: EffectResult; readonly fileIds?: readonly string[]; readonly issued?: IssuedEntry } | { readonly ok: false; readonly refusal: R };
export type Changed<R> = Committed | { readonly outcome: 'refused'; readonly refusal: R };
/** A signed result in the public list by which anybody may check it; names nobody but the signer. */
export interface IssuedEntry { readonly verify_code: string; readonly title: string; readonly number: string; readonly agency_id: number; readonly signer_name: string; readonly signer_title: string; readonly signed_at: string; readonly sha256: string; readonly trial: boolean }
export interface Numbers { next(book: string): Promise<number> }

/** One line of the register: the dossier under its number of the year. */
export interface RegisterLine { readonly id: string; readonly number: number; readonly state: DossierState; readonly events: readonly DossierEvent[] }
export interface RegisterReader {
  /** Lines of one desk's year received from `from` to `to` (Vietnam's days, both counted), after number `after`; `next` is the number to go on from. */
  page(scope: DossierScope, asked: { readonly agencyId: number; readonly year: number; readonly from: PlainDate; readonly to: PlainDate; readonly after: number; readonly limit: number }): Promise<{ readonly lines: readonly RegisterLine[]; readonly next: number | null }>;
  /** How much of one desk's year lies in a period; null when nothing does. `highest`: the last number given in that year, `openedOn`: the day of its first, `demo`: fictional dossiers are among them. */
  extent(scope: DossierScope, asked: { readonly agencyId: number; readonly year: number; readonly from: PlainDate; readonly to: PlainDate }): Promise<{ readonly lines: number; readonly first: number; readonly last: number; readonly highest: number; readonly openedOn: PlainDate; readonly demo: boolean } | null>;
  /** the first and the last year that has a line; null: none yet */
  years(scope: DossierScope, agencyId: number): Promise<{ readonly first: number; readonly last: number } | null>;
  /** Notes that an officer took these dossiers out of the register with what identifies their people. */
  noteAccesses(officer: Officer, dossierIds: readonly string[], purpose: string, at: Date): Promise<void>;
}

export class DraftGone extends Error {}
export class FilesGone extends Error {}

/** What the program does by itself when an event is stored: jobs in the same transaction. Filled by the wiring. */
export type Reactions = (event: DossierEvent, dossier: { readonly id: string; readonly state: DossierState }) => readonly Job[];

export interface Draft {
  readonly id: string; readonly citizenId: string | null; readonly guestKey: string | null; readonly officerId: string | null;
  readonly procedure: string; readonly version: string; readonly agencyId: number; readonly channel: 'online' | 'assisted';
  readonly shortCode: string; readonly revision: number; readonly changedAt: Date; readonly expiresAt: Date; readonly dossierId: string | null; readonly supplements: string | null;
  readonly content: DraftContent;
}
export interface DraftContent {
  readonly answers: Answers; readonly owner?: Person; readonly screening?: Answers; readonly delivery?: { readonly methods: readonly ('electronic' | 'counter' | 'post')[]; readonly copies: number; readonly postTo?: PostAddress };
  readonly contact?: { readonly phone?: string; readonly email?: string }; readonly visited: readonly string[]; readonly assurance: 'none' | 'desk' | 'level-1' | 'level-2'; readonly borrowed?: boolean; readonly filedBy?: 'self' | 'helper';
  /** put aside at the counter: its own boxes (papers ticked, numbers of copies, who hands it in) as they stood */ readonly counter?: Readonly<Record<string, string | readonly string[] | undefined>>;
}
export interface DraftStore {
  create(scope: DossierScope, draft: Draft): Promise<void>;
  find(scope: DossierScope, id: string): Promise<Draft | null>;
  findByShortCode(scope: DossierScope, code: string): Promise<Draft | null>;
  /** The person at the counter tells the code: from now on the desk sees the draft's files. Also a draft that has become a dossier (`dossierId`). Writes. */
  told(scope: DossierScope, code: string): Promise<Draft | null>;
  /** Saves when the revision is still `expected`; `stale` when another device saved in between. */
  save(scope: DossierScope, id: string, expected: number, content: DraftContent, at: Date): Promise<'saved' | 'stale' | 'gone'>;
  listOpen(scope: DossierScope, limit: number): Promise<readonly Draft[]>;
  adopt(guestKey: string, citizenId: string): Promise<number>;
  remove(scope: DossierScope, id: string): Promise<void>;
}
/** Consents to being helped. `key` is the draft's own (`assistKeyOf`), under which draft, consent and later the dossier lie. */
export interface ConsentStore {
  find(key: string, draft: string): Promise<Consent | null>;
  /** for the worker, which writes the code into the message */
  forWorker(draft: string): Promise<Consent | null>;
  /** Stores the question with the job that sends its code; false when another was stored meanwhile. */
  ask(key: string, draft: string, asked: Omit<Consent, 'state' | 'tries' | 'agreedAt'>, jobs: readonly Job[]): Promise<boolean>;
  /** Counts a try before anything is compared; null when nothing is asked. */
  tryCode(key: string, draft: string): Promise<Consent | null>;
  agree(key: string, draft: string, contentHash: string, at: Date): Promise<boolean>;
  /** The dossier behind the link, now this person's; null when there is none, or somebody has it for good. */
  handOver(key: string, to: { readonly guestKey: string | null; readonly citizenId: string | null }): Promise<string | null>;
  /** what a helper did: no person, no answer */
  ofHelper(officerId: string, limit: number): Promise<readonly { readonly draftId: string; readonly procedure: string; readonly shortCode: string; readonly changedAt: Date; readonly submitted: boolean }[]>;
}
/** Secrets around a helper's filing; each comes out of the keyring and is stored nowhere. */
export interface AssistSecrets {
  /** the key under which the draft lies */ keyOf(draft: string): string;
  /** what the link in the person's message ends with */ linkOf(draft: string): string;
  keyOfLink(link: string): string;
  codeOf(draft: string, contentHash: string, sends: number): string;
}
export type { PersonalData };

/** What the use-cases of this module stand on. */
export interface DossierDeps {
  readonly store: DossierStore;
  readonly drafts: DraftStore;
  readonly procedures: { current(code: string): Promise<{ readonly versionId: string; readonly content: ProcedureContent } | null>; version(id: string): Promise<ProcedureContent | null> };
  deadlinesOf(agencyId: number): Promise<Deadlines>;
  readonly agencies: { find(id: number): Promise<AgencyFacts | null> };
  /** for whom this officer signs at this authority on this day; null, or absent: in the own right */
  signsFor?(officerId: string, agencyId: number, day: PlainDate): Promise<SignedFor | null>;
  readonly files: { ofDraft(scope: DossierScope, draftId: string): Promise<readonly ReceivedFile[]>; uploadedBy(scope: DossierScope, ids: readonly string[]): Promise<readonly ReceivedFile[]> };
  readonly ids: Ids;
  readonly lookups: Lookups;
  readonly consents: ConsentStore;
  readonly assist: AssistSecrets;
  hash(text: string): string;
  /** 8 base-32 characters (40 bits) derived from an id under the installation's key: told to the person, stored only as a keyed hash */
  trackingSecret(id: string): string;
  /** the post, where this installation has one */
  readonly post?: PostOffer;
  readonly demo: boolean;
}
/** The way by post, as far as a submission needs it. */
export interface PostOffer {
  /** is this procedure's result sent by post here today? with the price for each distance; null: it is not */
  prices(agencyId: number, procedure: ProcedureContent, at: Date): Promise<readonly PostPrice[] | null>;
  /** the price to an address; null: it cannot be sent there today */
  price(agencyId: number, procedure: ProcedureContent, to: PostAddress, at: Date): Promise<FeeLine | null>;
  /** what keeps an address from being found, by part */
  faults(typed: PostAddress): { readonly value: PostAddress; readonly faults: readonly (keyof PostAddress)[] };
}
export interface PostPrice { readonly where: Text; readonly amount: number; readonly verified: boolean }
export interface AgencyFacts { readonly id: number; readonly code: string; readonly name: string; readonly shortName: string; readonly phone: string; readonly address: string; readonly open: boolean; /** who does its work today, once it has ended */ readonly takenOverBy?: { readonly id: number; readonly name: string } }

/** What was sent to a page after the session had ended, for when the person is back. */
export interface ParkedAnswers {
  park(scope: DossierScope, path: string, body: Readonly<Record<string, unknown>>, at: Date): Promise<void>;
  find(scope: DossierScope, path: string): Promise<Readonly<Record<string, string | readonly string[]>> | null>;
  forget(scope: DossierScope, path: string): Promise<void>;
}
