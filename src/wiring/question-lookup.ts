import { dossierReader } from '../modules/dossier/index.ts';
import type { Status } from '../modules/dossier/domain/index.ts';
import type { StatusLookup } from '../modules/notice/index.ts';
import type { Core } from './core.ts';

/** What a question by SMS may learn: exactly what the public look-up by code and secret tells, found in the same way. */
export function questionLookup(core: Core): StatusLookup {
  const reader = dossierReader(core.db, core.keyring);
  return {
    async agencyCodes() { return [...(await core.agencies.all()).values()].map((agency) => agency.code); },
    async find(code, secret) {
      const found = await reader.track(code, secret);
      const agency = found && (await core.agencies.find(found.agencyId));
      if (!found || !agency) return null;
      return {
        dossierId: found.id, agencyId: agency.id, code: found.code ?? found.reference, status: found.status as Status, dueAt: found.status === 'suspended' ? null : found.dueAt, nextDue: found.nextDue,
        agencyName: { vi: `UBND ${agency.shortName}`, en: `People's Committee of ${agency.shortName}` }, helpPhone: agency.phone,
      };
    },
  };
}
