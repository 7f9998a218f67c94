import type { Officer } from '../../../shared/actor.ts';
import type { Ids } from '../../../shared/id.ts';
import { vietnamDate } from '../../../shared/plain-date.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';
import { agenciesCounted, momentsOf, type Period } from '../domain/index.ts';
import type { AgencyBook, OfficerScope, ReportStore } from '../ports.ts';

export type FreezeRefusal = { readonly kind: 'unit-unknown' } | { readonly kind: 'not-begun' };
/** Freezes Biểu II.06a of a unit and period: figures, the dossiers behind them, and the moment as of which they were judged. */
export async function freezeReport(deps: { readonly reports: ReportStore; readonly agencies: AgencyBook; readonly ids: Ids }, by: { readonly scope: OfficerScope; readonly officer: Officer; readonly at: Date; readonly key: string | null }, unitId: number, period: Period): Promise<Result<string, FreezeRefusal>> {
  const agencies = await deps.agencies.all();
  if (!agencies.has(unitId) || !by.scope.agencyIds.includes(unitId)) return refuse({ kind: 'unit-unknown' });
  if (by.at < momentsOf(period).start) return refuse({ kind: 'not-begun' });
  return ok(await deps.reports.freeze(by.scope, { id: deps.ids.uuid(), requestKey: by.key, unitId, agencies: unitAgencies(unitId, by.scope, agencies, period, by.at), period, asOf: by.at, at: by.at, byName: by.officer.name }));
}

/** What is counted for a unit in a period, as far as the officer may see it. */
export function unitAgencies(unitId: number, scope: OfficerScope, agencies: Awaited<ReturnType<AgencyBook['all']>>, period: Period, now: Date): readonly number[] {
  const today = vietnamDate(now);
  return agenciesCounted(unitId, agencies, today < period.to ? today : period.to).filter((id) => scope.agencyIds.includes(id));
}
