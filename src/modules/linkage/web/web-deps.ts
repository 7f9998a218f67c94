import type { Ids } from '../../../shared/id.ts';
import type { DossierDeps } from '../../dossier/index.ts';
import type { LinkedGroup } from '../domain/index.ts';
import type { LinkageStore, LinkedAgency } from '../ports.ts';

export interface LinkageWebDeps {
  readonly groups: readonly LinkedGroup[];
  /** agencies that this installation is connected to, by name */ readonly agencies: ReadonlyMap<string, LinkedAgency>;
  readonly linkage: LinkageStore; readonly dossier: DossierDeps; readonly ids: Ids;
}
