import { addDays, vietnamDate } from '../../../shared/plain-date.ts';
import { monthOf, publicRow, publicRows, shownProcedures, type Period } from '../domain/index.ts';
import type { OpennessCounter } from '../ports.ts';

/** Days of a new month in which the month before is still counted again: what was recorded late belongs there. */
const SETTLING_DAYS = 5;

/** Counts this month (and the last one while it settles) for every agency and writes what everybody may see. Answers the agencies done. */
export async function publishOpenness(deps: { readonly counter: OpennessCounter }, now: Date, only?: readonly number[]): Promise<number> {
  const today = vietnamDate(now);
  const current = monthOf(today);
  const months: readonly Period[] = Number(today.slice(8)) <= SETTLING_DAYS ? [current, monthOf(addDays(current.from, -1))] : [current];
  const agencies = (await deps.counter.agencies()).filter((agency) => !only || only.includes(agency));
  for (const agency of agencies) {
    for (const month of months) await publishMonth(deps, agency, month, now);
    await deps.counter.storeLate(agency, now);
  }
  return agencies.length;
}
export async function publishMonth(deps: { readonly counter: OpennessCounter }, agencyId: number, month: Period, now: Date): Promise<void> {
  const shown = shownProcedures(await deps.counter.bases(agencyId, month, now));
  const { total, rows } = await deps.counter.rows(agencyId, month, now, shown);
  await deps.counter.storeMonth(agencyId, month.from, { total: publicRow(total), rows: publicRows(rows) }, now);
}
