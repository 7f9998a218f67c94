import { serviceLevel } from '../modules/catalog/domain/index.ts';
import { capabilitiesFor, type Finder } from '../modules/catalog/index.ts';
import { apologyStore, opennessReader, overviewStore, reportStore, targetStore } from '../modules/report/index.ts';
import type { Deputy, ReportWebDeps } from '../modules/report/web/index.ts';
import { csv, workbook } from '../platform/spreadsheet/index.ts';
import { systemIds } from '../platform/crypto/ids.ts';
import { sql } from '../platform/postgres/database.ts';
import type { Core } from './core.ts';
import { resultWays } from './result-ways.ts';

/** What the pages of figures stand on: their own stores, and facts of agencies, staff, procedures and feedback. */
export function reportPages(core: Core, finder: Finder, onlinePayment: () => boolean): ReportWebDeps {
  const { db, catalog, organisation } = core;
  return {
    overview: overviewStore(db), reports: reportStore(db), targets: targetStore(db), apologies: apologyStore(db), openness: opennessReader(db),
    agencies: core.agencies, calendars: { of: (agencyId) => core.calendars.loadCalendar(agencyId) }, finder, dossier: core.dossier, ids: systemIds, sheets: { workbook, csv },
    async levelsAt(agencyId) {
      const found = await Promise.all((await finder.list()).map(async ({ version }) => {
        const offering = await catalog.offering(agencyId, version.code);
        return offering && !offering.offered ? [] : [[version.code, serviceLevel(version.content, capabilitiesFor(offering ? [offering] : [], onlinePayment(), true, resultWays(core.config)))] as const];
      }));
      return new Map(found.flat());
    },
    async deputies(agencyId, today): Promise<readonly Deputy[]> {
      const agencies = await core.agencies.all();
      const staff = await organisation.staffOf([...agencies.values()].filter((agency) => agency.bodyId === agencyId).map((agency) => agency.id));
      const named = new Map(staff.map((one) => [one.id, one.name]));
      return staff.flatMap((one) => one.assignments.flatMap((held) => (held.deputyFor && held.to && !held.revoked && held.to >= today ? [{ name: one.name, title: one.title, forName: named.get(held.deputyFor) ?? '', role: held.role, from: held.from, to: held.to }] : []))).sort((a, b) => (a.from < b.from ? -1 : 1));
    },
    async feedbackDue(scope, agencyId, now) {
      const [row] = await db.inScope(scope, 'reads', (tx) => tx.query<{ open: number; late: number }>(sql('SELECT count(*)::int AS open, count(*) FILTER (WHERE next_due < $2)::int AS late FROM v_feedback_clock WHERE agency_id = $1 AND closed_at IS NULL', [agencyId, now])));
      return row ?? { open: 0, late: 0 };
    },
  };
}
