/** Papers that the program prints. The data is plain JSON; a citizen's text can never become markup. */
export interface PaperRenderer {
  /** `template` is a file name in the adapter's templates, such as `mau-01-giay-tiep-nhan`. Returns a whole PDF. */
  render(template: string, data: unknown): Promise<Buffer>;
}
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
  get(id: string): Promise<Buffer>;
  remove(id: string): Promise<void>;
  list(): AsyncIterable<string>;
}
export interface VirusScanner { scan(bytes: Buffer): Promise<'clean' | 'infected' | 'unavailable'> }
