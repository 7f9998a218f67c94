import { linkedAgency } from '../adapters/linked-agency-http/index.ts';
import { linkageLedger, linkageStore, readLinkedGroups, type LinkageDeps, type LinkedAgency } from '../modules/linkage/index.ts';
import type { LinkageWebDeps } from '../modules/linkage/web/index.ts';
import { systemIds } from '../platform/crypto/ids.ts';
import type { Clock } from '../shared/clock.ts';
import type { Config } from './config.ts';
import type { Core } from './core.ts';

/** Agencies that this installation is connected to; parts of others are not offered. */
const connected = (config: Config, clock: Clock): ReadonlyMap<string, LinkedAgency> => new Map(Object.entries(config.linked).map(([partner, { url, secret }]) => [partner, linkedAgency({ partner, url, secret }, clock)]));

export const linkageWeb = (core: Core): LinkageWebDeps => ({ groups: readLinkedGroups(), agencies: connected(core.config, core.clock), linkage: linkageStore(core.db, core.keyring), dossier: core.dossier, ids: systemIds });
export const linkageWork = (core: Core): LinkageDeps => ({ groups: readLinkedGroups(), agencies: connected(core.config, core.clock), ledger: linkageLedger(core.db, core.keyring), dossier: core.dossier, ids: systemIds, clock: core.clock, siteUrl: core.config.publicUrl });
