import type { DocumentStore, FileSealer, FileStore, VirusScanner } from '../ports.ts';

export interface RescanReport { readonly clean: number; readonly infected: number; readonly waiting: number }
/** Files scanned in one go of the job */
export const RESCAN_BATCH = 200;

/** Asks the scanner again about files that came while it was silent. Stops at its first silence, to try again later. */
export async function rescanQuarantine(deps: { readonly documents: DocumentStore; readonly files: FileStore; readonly sealer: FileSealer; readonly scanner: VirusScanner }): Promise<RescanReport> {
  let [clean, infected] = [0, 0];
  const waiting = await deps.documents.inQuarantine(RESCAN_BATCH);
  for (const file of waiting) {
    const verdict = await deps.scanner.scan(deps.sealer.open(file.id, file.keyId, await deps.files.get(file.id)));
    if (verdict === 'unavailable') break;
    await deps.documents.recordScan(file.id, verdict === 'clean' ? 'ready' : 'infected', verdict);
    if (verdict === 'clean') clean++; else infected++;
  }
  return { clean, infected, waiting: waiting.length - clean - infected };
}
