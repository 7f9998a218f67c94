import type { Clock } from '../../../shared/clock.ts';
import type { Ids } from '../../../shared/id.ts';
import type { DossierDeps } from '../../dossier/index.ts';
import type { LinkedGroup } from '../domain/index.ts';
import type { LinkageLedger, LinkedAgency } from '../ports.ts';

/** What the worker's use-cases stand on. */
export interface LinkageDeps {
  readonly groups: readonly LinkedGroup[]; readonly agencies: ReadonlyMap<string, LinkedAgency>;
  readonly ledger: LinkageLedger; readonly dossier: DossierDeps; readonly ids: Ids; readonly clock: Clock; readonly siteUrl: string;
}
