import type { VNode } from 'preact';
import type { Answers, Facts } from '../../../shared/condition.ts';
import type { Result } from '../../../shared/result.ts';
import type { Lang } from '../../../shared/text.ts';
import type { Source } from '../../../ui/components/source-chip/source-chip.tsx';
import type { UploadPart } from '../../../platform/http/route.ts';
import type { FieldError, FormPage, Lookups } from '../../eform/domain/index.ts';
import type { ProcedureContent } from '../../catalog/domain/index.ts';
import type { Person, ReceivedFile } from '../domain/index.ts';
import type { AgencyFacts, Draft, DossierDeps, DossierScope, LoadedDossier, ParkedAnswers } from '../ports.ts';

/** What the pages of a dossier need beside the use-cases; the wiring fills it from the lower modules. */
export interface DossierWebDeps extends DossierDeps {
  readonly siteUrl: string;
  /** dark modules of a square code as one path, and how many lie along a side; no such code is drawn where it is absent */
  qr?(text: string): { readonly path: string; readonly modules: number };
  /** open agencies that offer a procedure online, for «Nộp cho xã nào?» */
  agenciesOffering(code: string): Promise<readonly (AgencyFacts & { readonly province: string })[]>;
  /** `khai-sinh` or `1.001193` → code; null when it is not published */
  readonly procedureBySlug: (slug: string) => Promise<{ readonly versionId: string; readonly content: ProcedureContent; readonly slug: string } | null>;
  /** what the program holds of a signed-in person */
  person(citizenId: string): Promise<Person | null>;
  readonly places: PlacesForForms;
  readonly uploads: {
    /** Receives every file part of a post into the draft; fields are returned as they came. `papers`: keys of those that the form asks for, a file for any other is refused in words; `any` where nobody knows yet. */
    receive(scope: DossierScope, owner: { readonly draftId: string | null; readonly citizenId: string | null; readonly guestKey: string | null; readonly papers: ReadonlySet<string> | 'any' }, parts: AsyncIterable<UploadPart>, at: Date): Promise<{ readonly stored: readonly ReceivedFile[]; readonly refused: readonly { readonly input: string; readonly filename: string; readonly message: { readonly vi: string; readonly en: string } }[]; readonly fields: ReadonlyMap<string, readonly string[]> }>;
    remove(scope: DossierScope, draftId: string, fileId: string): Promise<void>;
    /** scans of an intake that is put aside, files that were sent after the session had ended */
    keepInDraft(scope: DossierScope, draftId: string, fileIds: readonly string[]): Promise<void>;
  };
  /** the QR of a card in a photo; null when none can be read */
  readCardPhoto(parts: AsyncIterable<UploadPart>): Promise<Result<string, { readonly vi: string; readonly en: string }>>;
  /** file made of an event, once the worker has made it */
  paperOf(scope: DossierScope, dossierId: string, template: string): Promise<{ readonly fileId: string } | null>;
  resultFile(scope: DossierScope, dossierId: string): Promise<{ readonly fileId: string } | null>;
  accessesOf(scope: DossierScope, dossierId: string): Promise<readonly { readonly at: Date; readonly officer: string; readonly purpose: string }[]>;
  listOwn(scope: DossierScope, limit: number): Promise<readonly OwnDossier[]>;
  track(value: string, secret: string): Promise<TrackedDossier | null>;
  issued(verifyCode: string): Promise<IssuedResult | null>;
  verifyFile(parts: AsyncIterable<UploadPart>): Promise<FileCheck>;
  /** the open draft with which the owner answers a supplement request */
  supplementDraft(scope: DossierScope, dossierId: string): Promise<Draft | null>;
  /** the office of an address as a card says it, by today's or yesterday's names; null in doubt */
  agencyOfAddress?(address: string): Promise<number | null>;
  /** draws one page of a form with values and errors */
  readonly formFields: (props: FormFieldsProps) => VNode;
  /** what was sent to a page after the session had ended */
  readonly parked: ParkedAnswers;
  /** where a dossier's parcel can be followed and its address changed; absent while there is no post */
  readonly postLink?: (dossierId: string) => string;
  /** where the collection of a draft's papers is ordered; absent while there is no post */
  readonly collectLink?: (draftId: string) => string;
  /** where a dossier's fee can be paid from home; absent while no gateway is connected */
  readonly paymentLink?: (dossierId: string) => string;
  /** where the person says how it went, once there is a result; null before that, and once it was said */
  readonly ratingLink?: (scope: DossierScope, dossier: { readonly id: string; readonly status: string }) => Promise<string | null>;
  /** the same for whoever came with code and secret */
  readonly trackedRatingLink?: (dossier: { readonly status: string }, code: string, secret: string) => string | null;
  /** what became of the linked parts (liên thông), or the offer of them; null where there is nothing to show */
  readonly linkedBlock?: (scope: DossierScope, loaded: LoadedDossier, lang: Lang, at: 'citizen' | 'desk') => Promise<VNode | null>;
  readonly trackedLinkedBlock?: (dossierId: string, secret: string, lang: Lang) => Promise<VNode | null>;
  /** the number that people write to with code and secret; absent: nobody can */ readonly smsNumber?: string;
  /** where the demo shows SMS and letters, and lets one write to the number */ readonly demoMailbox?: string;
  /** wrong guesses at the look-up, counted per device and per address; only wrong ones count */
  readonly guesses: { blocked(who: readonly string[]): boolean; wrong(who: readonly string[]): void };
}
export interface PlacesForForms extends Lookups { provinces(): readonly { readonly value: string; readonly label: string }[]; communes(province: string): readonly { readonly value: string; readonly label: string }[]; countries(lang: Lang): readonly { readonly value: string; readonly label: string }[]; describe(address: unknown, lang: Lang): string }
export interface FormFieldsProps { readonly page: FormPage; readonly facts: Facts; readonly values: Answers; readonly body?: Readonly<Record<string, string | readonly string[] | undefined>>; readonly errors: readonly FieldError[]; readonly sources: Readonly<Record<string, string>>; readonly meSource?: Source | undefined; readonly lang: Lang }
export interface OwnDossier { readonly id: string; readonly code: string | null; readonly reference: string; readonly procedure: string; readonly status: string; readonly national: number; readonly submittedAt: Date; readonly nextDue: Date; readonly closed: boolean }
export interface TrackedDossier { readonly id: string; readonly reference: string; readonly code: string | null; readonly procedure: string; readonly version: string; readonly agencyId: number; readonly status: string; readonly national: number; readonly submittedAt: Date; readonly receivedAt: Date | null; readonly dueAt: Date | null; readonly nextDue: Date; readonly finishedAt: Date | null; readonly closedAt: Date | null; /** other agencies have parts of it */ readonly linked: boolean }
export interface IssuedResult { readonly title: string; readonly number: string; readonly agency: string; readonly signer: string; readonly signerTitle: string; readonly signedAt: Date; readonly sha256: string; readonly trial: boolean; readonly revokedAt: Date | null }
export type FileCheck = { readonly kind: 'none' } | { readonly kind: 'checked'; readonly sha256: string; readonly signatures: readonly { readonly outcome: 'valid' | 'altered' | 'unverifiable'; readonly signer: string; readonly at: Date | null; readonly coversWholeFile: boolean; readonly trial: boolean }[] };
