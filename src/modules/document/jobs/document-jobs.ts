import type { Clock } from '../../../shared/clock.ts';
import type { JobHandler } from '../../../shared/job.ts';
import type { DocumentStore, FileSealer, FileStore, VirusScanner } from '../ports.ts';
import { rescanQuarantine } from '../use-cases/rescan-quarantine.ts';
import { sweepFiles } from '../use-cases/sweep-files.ts';

export interface DocumentJobsDeps {
  readonly documents: DocumentStore; readonly files: FileStore; readonly sealer: FileSealer; readonly scanner: VirusScanner | null; readonly clock: Clock;
  /** which of these drafts are still open; the drafts are another module's */
  livingDrafts(ids: readonly string[]): Promise<ReadonlySet<string>>;
}
/** When the worker runs each (cron, UTC): waiting files soon, leftovers at night. */
export const DOCUMENT_SCHEDULE = { 'document.rescan': '*/5 * * * *', 'document.sweep': '15 19 * * *' } as const;

/** Handlers by task name. The `documents` must be on a database that is logged in as the worker. */
export function documentJobs(deps: DocumentJobsDeps): Readonly<Record<keyof typeof DOCUMENT_SCHEDULE, JobHandler>> {
  return {
    async 'document.rescan'() {
      if (deps.scanner) await rescanQuarantine({ ...deps, scanner: deps.scanner });
    },
    async 'document.sweep'() { await sweepFiles(deps, deps.clock.now()); },
  };
}
