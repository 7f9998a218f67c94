import type { Result } from '../../shared/result.ts';
import type { FileState, ImageKind, KeptMime, ScanState, StoredFile } from './domain/index.ts';

/** Papers that the program prints. The data is plain JSON; a citizen's text can never become markup. */
export interface PaperRenderer {
  /** `template` is a file name in the adapter's templates, such as `mau-01-giay-tiep-nhan`. Returns a whole PDF. */
  render(template: string, data: unknown): Promise<Buffer>;
}
/** So many papers wait already that this one is not taken; nothing is wrong with it. */
export class PaperQueueFull extends Error {}
export interface PdfSigner {
  /** Signs over the whole file (PAdES baseline B). `trial` certificates say so on the page and in the reason. */
  sign(pdf: Buffer, by: { readonly name: string; readonly title: string; readonly agency: string; readonly reason: string; readonly at: Date }): Promise<SignedPdf>;
}
export interface SignedPdf { readonly pdf: Buffer; readonly certificateSubject: string; readonly certificateSerial: string; readonly trial: boolean }
export interface PdfVerifier { verify(pdf: Buffer): Promise<readonly SignatureReport[]> }
export interface SignatureReport {
  readonly outcome: 'valid' | 'altered' | 'unverifiable';
  readonly signer: string; readonly at: Date | null; readonly trial: boolean; /** false when bytes were appended after this signature */ readonly coversWholeFile: boolean; readonly why?: string;
}

/** Where the bytes of sealed files lie: a disk folder by default. Writes are durable (fsync) before they return. */
export interface FileStore {
  put(id: string, bytes: Buffer): Promise<void>;
  /** Throws `FileLost` when there are no such bytes. */
  get(id: string): Promise<Buffer>;
  remove(id: string): Promise<void>;
  list(): AsyncIterable<string>;
}
export class FileLost extends Error {}
export interface VirusScanner { scan(bytes: Buffer): Promise<'clean' | 'infected' | 'unavailable'> }

/** Seals the bytes of a file for its own place, so that a blob put under another id does not open. */
export interface FileSealer {
  seal(id: string, plain: Buffer): { readonly keyId: string; readonly sealed: Buffer };
  /** Throws when the bytes were altered or belong to another file. */
  open(id: string, keyId: string, sealed: Buffer): Buffer;
}

/** The only place that runs image decoders, a few pictures at a time. It is handed nothing whose header was not measured before. */
export interface PhotoWorkshop {
  /** Upright, without metadata, the long side at most `IMAGE_LIMITS.keptSide`. `broken` when the decoder gives up, `busy` when too many wait already. */
  clean(bytes: Buffer, kind: ImageKind): Promise<Result<CleanPhoto, 'broken' | 'busy'>>;
  /** A WebP for the screen; the words of a watermark are drawn across it. Null when too many wait already. */
  raster(bytes: Buffer, longSide: number, watermark: string | null): Promise<Buffer | null>;
  /** The text of a QR code in a photo, or null. Gives up after a few seconds. */
  readQr(bytes: Buffer): Promise<Result<string | null, 'busy'>>;
  /** The texts of all QR codes that can be made out in a picture of a page, in no order. Ends when `enough` says so, or after some seconds with what it has. */
  readQrs(bytes: Buffer, enough: (texts: readonly string[]) => boolean): Promise<Result<readonly string[], 'busy'>>;
}
export interface CleanPhoto { readonly bytes: Buffer; readonly mime: KeptMime; readonly width: number; readonly height: number }

/** A scope as the database layer knows it: a file outside it does not exist for whoever asks. */
export type FileScope =
  | { readonly kind: 'public' }
  | { readonly kind: 'guest'; readonly guestKey: string }
  | { readonly kind: 'citizen'; readonly citizenId: string }
  | { readonly kind: 'officer'; readonly officerId: string; readonly agencyIds: readonly number[] }
  | { readonly kind: 'worker' };

export interface NewFile extends StoredFile { readonly owner: FileOwner }
/** Whose a file is, on its row. At least one of the three persons; `agencyIds` are those whose officers may see it. */
export interface FileOwner { readonly citizenId: string | null; readonly guestKey: string | null; readonly officerId: string | null; readonly agencyIds: readonly number[] }

export interface Usage { readonly filesOfDraft: number; readonly looseBytesOfOwner: number }
export interface DocumentStore {
  /** Counted in the scope: files of the draft, and bytes of the scope's owner that belong to no dossier yet. */
  usage(scope: FileScope, draftId: string | null): Promise<Usage>;
  /** Adds the row. `twin`: the same bytes are already there for this paper of this draft. `full`: the draft has its files. */
  add(scope: FileScope, file: NewFile, mostFiles: number): Promise<{ readonly outcome: 'added' } | { readonly outcome: 'twin'; readonly file: StoredFile } | { readonly outcome: 'full' }>;
  find(scope: FileScope, id: string): Promise<StoredFile | null>;
  /** In order of arrival. */
  listOfDraft(scope: FileScope, draftId: string): Promise<readonly StoredFile[]>;
  listOfDossier(scope: FileScope, dossierId: string): Promise<readonly StoredFile[]>;
  /** Deletes the row of a file that was sent in and that no dossier holds; the ids of the removed ones. Issued papers stay. */
  removeLoose(scope: FileScope, ids: readonly string[]): Promise<readonly string[]>;
  removeOfDraft(scope: FileScope, draftId: string): Promise<readonly string[]>;
  /** Scans made without a draft go into one that is put aside; what is there already stays once. */
  keepInDraft(scope: FileScope, draftId: string, ids: readonly string[]): Promise<void>;
  /** Gives files to a dossier in a transaction of its own; within `dossier_append` the SQL function `document_bind` does the same. */
  bind(scope: FileScope, to: { readonly dossierId: string; readonly draftId: string | null; readonly fileIds: readonly string[]; readonly citizenId: string | null; readonly guestKey: string | null; readonly agencyIds: readonly number[] }): Promise<number>;
  /** For the worker: oldest first. */
  inQuarantine(limit: number): Promise<readonly StoredFile[]>;
  recordScan(id: string, state: FileState, scan: ScanState): Promise<void>;
  /** For sweeping and for `verify`: which of these ids have a row. */
  known(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Rows after `afterId`, by id. */
  page(afterId: string | null, limit: number): Promise<readonly StoredFile[]>;
  /** Files that were sent in before `before` and belong to no dossier, by id. */
  loose(before: Date, afterId: string | null, limit: number): Promise<readonly StoredFile[]>;
}
