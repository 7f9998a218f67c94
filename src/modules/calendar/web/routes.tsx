import { z } from 'zod';
import type { Actor, Officer } from '../../../shared/actor.ts';
import { vietnamDate, yearOf } from '../../../shared/plain-date.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { page, redirect, route, type Reply, type Route, type View } from '../../../platform/http/route.ts';
import { officerOf } from '../../../platform/http/who-asks.ts';
import { changesAll, type CalendarChange } from '../domain/index.ts';
import type { CalendarStore, OpenDossiersByDue } from '../ports.ts';
import { previewChange, saveChange } from '../use-cases/change-calendar.ts';
import { CALENDAR, CalendarPage, PREVIEW, PreviewPage } from './calendar-pages.tsx';
import { type ChangeFields, type Problem, changeFields, readChange } from './read-change.ts';
import { refusalWords } from './words.ts';

export interface CalendarWebDeps {
  readonly calendars: CalendarStore;
  /** open dossiers whose date a change could move: kept by the dossier module, brought here by wiring */
  readonly dossiers: OpenDossiersByDue;
}
const HISTORY_ROWS = 30;
const saveBody = z.strictObject({ ...changeFields, basedOn: z.string().regex(/^\d{1,9}$/u), reason: z.string().max(1000), decision: z.string().max(1000) });

export function calendarRoutes({ calendars, dossiers }: CalendarWebDeps): Route[] {
  const deps = { store: calendars, dossiers };
  const list = async (request: { view: View; actor: Actor; now: Date }, wanted: { year?: number | undefined; typed?: Partial<ChangeFields>; problems?: readonly Problem[]; saved?: boolean }): Promise<Reply> => {
    const [{ data }, history] = await Promise.all([calendars.current(officerOf(request).agencyId), calendars.history(HISTORY_ROWS)]);
    const thisYear = yearOf(vietnamDate(request.now));
    const years = data.years.map((one) => one.year);
    const year = wanted.year !== undefined && years.includes(wanted.year) ? wanted.year : years.includes(thisYear) ? thisYear : (years.at(-1) ?? thisYear);
    const problems = wanted.problems ?? [];
    return page(<CalendarPage view={request.view} data={data} year={year} now={request.now} history={history} typed={wanted.typed ?? {}} problems={problems} saved={wanted.saved ?? false} />, problems.length > 0 ? 422 : 200);
  };
  const preview = async (request: { view: View; actor: Actor; now: Date }, fields: ChangeFields, change: CalendarChange, typed: { reason?: string; decision?: string }, problems: readonly Problem[]): Promise<Reply> => {
    const looked = await previewChange(deps, change);
    if (!looked.ok) return list(request, { typed: fields, problems: [refusalWords(looked.refusal)] });
    return page(<PreviewPage view={request.view} change={change} preview={looked.value} typed={typed} problems={problems} />, problems.length > 0 ? 422 : 200);
  };
  return [
    route({
      method: 'GET', path: CALENDAR, permission: 'calendar.manage', audit: 'calendar.read', query: z.object({ nam: z.coerce.number().int().optional().catch(undefined), luu: z.string().optional() }),
      handle: (request) => list(request, { year: request.query.nam, saved: request.query.luu === '1' }),
    }),
    route({
      method: 'GET', path: PREVIEW, permission: 'calendar.manage', audit: 'calendar.preview', query: z.object(changeFields),
      async handle(request) {
        const change = readChange(request.query, officerOf(request).agencyId);
        if (isChange(change)) allow(officerOf(request), change);
        return isChange(change) ? preview(request, request.query, change, {}, []) : list(request, { typed: request.query, problems: change });
      },
    }),
    route({
      method: 'POST', path: CALENDAR, permission: 'calendar.manage', audit: 'calendar.change', body: saveBody,
      async handle(request) {
        const by = officerOf(request);
        const { basedOn, reason, decision, ...fields } = request.body;
        const change = readChange(fields, by.agencyId);
        if (!isChange(change)) return list(request, { typed: fields, problems: change });
        allow(by, change);
        const saved = await saveChange(deps, by, change, { reason, decision, basedOn: Number(basedOn), requestKey: request.key }, request.now);
        if (saved.ok) return redirect(`${CALENDAR}?nam=${yearOfChange(change)}&luu=1`);
        // The page is drawn on the calendar of now, so that saving again means what it shows.
        return preview(request, fields, change, { reason, decision }, [refusalWords(saved.refusal)]);
      },
    }),
  ];
}
/** Days off and hours for everybody are the governing authority's; a commune sets its own hours. */
function allow(by: Officer, change: CalendarChange): void {
  if (changesAll(change) && by.governs !== true) throw new HttpProblem('forbidden');
}
const isChange = (read: CalendarChange | readonly Problem[]): read is CalendarChange => !Array.isArray(read);
function yearOfChange(change: CalendarChange): number {
  switch (change.kind) {
    case 'add-year': case 'confirm-year': return change.year;
    case 'add-day': return yearOf(change.day.date);
    case 'confirm-day': case 'remove-day': return yearOf(change.date);
    case 'set-hours': return yearOf(change.hours.validFrom);
  }
}
