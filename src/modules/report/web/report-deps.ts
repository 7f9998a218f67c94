import type { Officer, Role } from '../../../shared/actor.ts';
import type { Ids } from '../../../shared/id.ts';
import type { PlainDate } from '../../../shared/plain-date.ts';
import type { Lang, Text } from '../../../shared/text.ts';
import type { Finder } from '../../catalog/index.ts';
import type { ServiceLevel } from '../../catalog/domain/index.ts';
import type { DossierDeps } from '../../dossier/index.ts';
import { agencyOn, type Agency } from '../../organisation/domain/index.ts';
import { vietnamDate } from '../../../shared/plain-date.ts';
import { isUnit, type LevelledProcedure } from '../domain/index.ts';
import type { AgencyBook, ApologyStore, CalendarBook, OfficerScope, OpennessReader, OverviewStore, ReportStore, SheetWriter, TargetStore } from '../ports.ts';

export interface Deputy { readonly name: string; readonly title: string; readonly forName: string; readonly role: Role; readonly from: PlainDate; readonly to: PlainDate }
/** Feedback and complaints of one agency, for the leader: how many are open and how many of them past their clock. */
export interface FeedbackDue { readonly open: number; readonly late: number }
export interface ReportWebDeps {
  readonly overview: OverviewStore; readonly reports: ReportStore; readonly targets: TargetStore; readonly apologies: ApologyStore; readonly openness: OpennessReader;
  readonly agencies: AgencyBook; readonly calendars: CalendarBook; readonly finder: Finder; readonly dossier: DossierDeps; readonly ids: Ids; readonly sheets: SheetWriter;
  /** what one agency can do with each procedure that it offers; by code */
  levelsAt(agencyId: number): Promise<ReadonlyMap<string, ServiceLevel>>;
  /** who stands in for whom at an authority, from today on */
  deputies(agencyId: number, today: PlainDate): Promise<readonly Deputy[]>;
  feedbackDue(scope: OfficerScope, agencyId: number, now: Date): Promise<FeedbackDue>;
}

export { officerOf, officerScope as scopeOf } from '../../../platform/http/who-asks.ts';

export interface ProcedureNames { plain(code: string | null, lang: Lang): string; official(code: string): string; readonly levels: readonly (LevelledProcedure & { readonly level: ServiceLevel; readonly plain: Text; readonly official: string; readonly slug: string })[] }
/** Names and levels of what is published now; a procedure that is not goes by its code. */
export async function procedureNames(deps: Pick<ReportWebDeps, 'finder'>): Promise<ProcedureNames> {
  const levels = (await deps.finder.list()).map(({ version: { content }, level }) => ({ code: content.code, field: content.field, legacy: level.legacy, modern: level.modern, level, plain: content.plainName, official: content.officialName, slug: content.slug ?? content.code }));
  const byCode = new Map(levels.map((one) => [one.code, one]));
  return { levels, plain: (code, lang) => (code === null ? OTHERS[lang] : byCode.get(code)?.plain[lang] ?? code), official: (code) => byCode.get(code)?.official ?? code };
}
const OTHERS: Text = { vi: 'Các thủ tục khác, gộp lại vì ít hồ sơ', en: 'Other procedures, pooled because they have few dossiers' };

/** The units that an officer may ask about, the own one first; closed ones are marked by the page. */
export function unitsOf(agencies: ReadonlyMap<number, Agency>, officer: Officer): readonly Agency[] {
  return [...agencies.values()].filter((agency) => isUnit(agency) && officer.agencyIds.includes(agency.id)).sort((a, b) => Number(b.id === officer.agencyId) - Number(a.id === officer.agencyId) || a.id - b.id);
}
/** The unit that the address names, when the officer may see it; else the own one. */
export const chosenUnit = (units: readonly Agency[], typed: string | undefined, officer: Officer): Agency | undefined => units.find((unit) => String(unit.id) === typed) ?? units.find((unit) => unit.id === officer.agencyId) ?? units[0];
export const closedOn = (agency: Agency, now: Date): boolean => agencyOn(agency, vietnamDate(now)) === 'closed';

/** An address with what is set; empty values are left out. */
export function address(path: string, query: Readonly<Record<string, string | number | null | undefined>>): string {
  const kept = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value === null || value === undefined || value === '' ? [] : [[name, String(value)]])));
  return kept.size > 0 ? `${path}?${kept.toString()}` : path;
}
