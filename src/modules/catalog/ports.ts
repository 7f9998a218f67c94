import type { FeeRule } from '../fee/domain/index.ts';
import type { Term } from '../calendar/domain/index.ts';
import type { Lack, ProcedureContent, VersionHead } from './domain/index.ts';

/** A version with its content. Published ones never change, so they may be remembered for ever by id. */
export interface CatalogVersion extends VersionHead {
  readonly content: ProcedureContent;
  /** SHA-256 over the canonical JSON, in hex */ readonly contentHash: string;
  readonly lacks: readonly Lack[];
  readonly changedAt: Date;
  readonly publishedAt: Date | null;
  readonly publishedBy: string | null;
}
export interface Offering {
  readonly agencyId: number; readonly code: string; readonly offered: boolean; readonly online: boolean;
  readonly office: string | null;
  /** shorter than announced */ readonly term: Term | null;
  /** in place of the announced rules */ readonly fees: readonly FeeRule[] | null;
  readonly legalBasis: string | null;
}
/** Reads; answers come from memory while the catalogue's counter stands still. */
export interface CatalogReader {
  /** the version in use of every procedure, by name */
  listPublished(): Promise<readonly CatalogVersion[]>;
  publishedByCode(code: string): Promise<CatalogVersion | null>;
  /** by national code, local long code (`1.001193.000.00.00.H11`) or slug */
  findPublished(codeOrSlug: string): Promise<CatalogVersion | null>;
  /** any state: a dossier asks for the version under which it was submitted */
  versionById(id: string): Promise<CatalogVersion | null>;
  offeringsOf(code: string): Promise<readonly Offering[]>;
  /** null when the agency has set nothing of its own: the procedure is offered as announced */
  offering(agencyId: number, code: string): Promise<Offering | null>;
  /** changes whenever anything above may have changed */
  counter(): Promise<number>;
}
export interface ManagedProcedure {
  readonly code: string; readonly officialName: string; readonly field: string;
  readonly draft: { readonly id: string; readonly versionNo: number; readonly lacks: readonly Lack[]; readonly openFlags: number; readonly changedAt: Date } | null;
  readonly published: { readonly id: string; readonly versionNo: number; readonly publishedAt: Date; readonly unverified: number; readonly openFlags: number } | null;
}
export interface CatalogStore extends CatalogReader {
  listManaged(): Promise<readonly ManagedProcedure[]>;
  versionsOf(code: string): Promise<readonly CatalogVersion[]>;
  /** Adds the procedure and its first draft; false when the procedure is there already. */
  addDraft(draft: NewDraft): Promise<boolean>;
  /** A further draft of a procedure that has none. */
  addNextDraft(draft: NewDraft): Promise<VersionHead>;
  /** Replaces a draft's content while it still has `expectedHash`; false when somebody changed it meanwhile or it is no draft. */
  saveDraft(id: string, expectedHash: string, content: ProcedureContent, lacks: readonly Lack[], at: Date, by: string): Promise<boolean>;
  /** Publishes a draft that still has `expectedHash` and supersedes the version in use, in one transaction. */
  publish(id: string, expectedHash: string, at: Date, by: string): Promise<boolean>;
  saveOffering(offering: Offering, at: Date, by: string): Promise<void>;
  unanswered(limit: number): Promise<readonly { readonly query: string; readonly times: number; readonly lastOn: string }[]>;
}
export interface NewDraft { readonly id: string; readonly content: ProcedureContent; readonly lacks: readonly Lack[]; readonly at: Date; readonly by: string }

/** Where searches without an answer are noted; folded words only, no long number, so that nothing personal is kept. */
export interface UnansweredLog { note(query: string): void }
