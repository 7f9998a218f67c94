import { FileLost, type DocumentStore, type FileSealer, type FileStore, type VirusScanner } from '../ports.ts';

export interface RescanReport { readonly clean: number; readonly infected: number; readonly waiting: number }
/** Files scanned in one go of the job */
export const RESCAN_BATCH = 200;

/** Asks the scanner again about files that came while it was silent. Stops at its first silence, to try again later. */
export async function rescanQuarantine(deps: { readonly documents: DocumentStore; readonly files: FileStore; readonly sealer: FileSealer; readonly scanner: VirusScanner }): Promise<RescanReport> {
  let [clean, infected] = [0, 0];
  const waiting = await deps.documents.inQuarantine(RESCAN_BATCH);
  for (const file of waiting) {
    const sealed = await deps.files.get(file.id).catch((error: unknown) => { if (error instanceof FileLost) return null; throw error; });
    // Lost bytes are for `verify` to name; they must not keep the others waiting.
    if (sealed === null) continue;
    const verdict = await deps.scanner.scan(deps.sealer.open(file.id, file.keyId, sealed));
    if (verdict === 'unavailable') break;
    await deps.documents.recordScan(file.id, verdict === 'clean' ? 'ready' : 'infected', verdict);
    if (verdict === 'clean') clean++; else infected++;
  }
  return { clean, infected, waiting: waiting.length - clean - infected };
}
