/** What is kept: everything else is refused or, for photos, turned into one of these. */
export type KeptMime = 'application/pdf' | 'image/jpeg' | 'image/png' | 'image/webp';
export type ImageKind = 'jpeg' | 'png' | 'webp';
/** `quarantine`: no scanner has said «clean» yet, so nobody is given the bytes. `infected`: a later scan found something. */
export type FileState = 'ready' | 'quarantine' | 'infected';
/** `not-configured`: the installation has no scanner, and says so. `own-work`: made by this program, never uploaded. */
export type ScanState = 'clean' | 'not-configured' | 'waiting' | 'infected' | 'own-work';
/** Facts about a file that an officer should see: it carries digital signatures, it says what to show when opened. */
export type FileNote = 'signed' | 'opens-by-itself';

export interface StoredFile {
  readonly id: string;
  readonly draftId: string | null;
  readonly dossierId: string | null;
  /** key of the paper in the procedure's version, or of the issued document */ readonly paperKey: string;
  readonly source: 'citizen' | 'desk' | 'issued';
  /** cleaned for display; the extension is the one the person gave, see `downloadName` */ readonly name: string;
  /** of the kept bytes */ readonly mime: KeptMime;
  /** 1 for an image */ readonly pages: number;
  /** pixels of the kept image */ readonly width: number | null; readonly height: number | null;
  /** bytes as they were sent */ readonly size: number;
  /** hex, of the bytes as they were sent: what the receipt shows and what a person who kept the file can check */ readonly sha256: string;
  /** bytes and hash as kept: of a PDF the same as sent, of a photo those of the small copy without metadata */ readonly keptSize: number; readonly keptSha256: string;
  /** key of the keyring that sealed the bytes */ readonly keyId: string;
  readonly state: FileState; readonly scan: ScanState; readonly notes: readonly FileNote[];
  readonly officeOnly: boolean;
  readonly receivedAt: Date;
}
