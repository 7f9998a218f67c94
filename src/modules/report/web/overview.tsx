import type { VNode } from 'preact';
import { z } from 'zod';
import { page, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { addDays, showMoment, showShortDate, vietnamDate, vietnamInstant } from '../../../shared/plain-date.ts';
import type { Lang, Text } from '../../../shared/text.ts';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { FilterBar } from '../../../ui/components/filter-bar/filter-bar.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { Select } from '../../../ui/components/select/select.tsx';
import { Tag } from '../../../ui/components/tag/tag.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { closeOfWorkingDayAfter, type WorkingCalendar } from '../../calendar/domain/index.ts';
import { ROLE_WORDS } from '../../organisation/web/index.ts';
import { LISTED_GROUPS, OVERVIEW_GROUPS, type Holder, type LateByStep, type ListedGroup, type OverviewGroup, type OverviewMoments } from '../ports.ts';
import { unitAgencies } from '../use-cases/freeze-report.ts';
import { DossierList } from './dossier-list.tsx';
import { address, chosenUnit, closedOn, officerOf, procedureNames, scopeOf, unitsOf, type ReportWebDeps } from './report-deps.ts';
import { GROUPS, W } from './words.ts';

const HOME = '/ban/bao-cao';
/** Working days that «sắp đến hạn» may look ahead. */
const AHEAD = ['1', '2', '3'] as const;
const unit = z.string().regex(/^\d{1,9}$/u).optional().catch(undefined);
const ahead = z.enum(AHEAD).catch('2');
const groups = z.enum(LISTED_GROUPS);
/** Marks that the list is of one step and holder, also where the work is at no step. */
const ONE_HOLDER = 'buoc';
const holding = { theo: z.literal(ONE_HOLDER).optional(), buoc: z.string().max(300).optional(), vai: z.string().max(40).optional(), nguoi: z.uuid().optional() };
type Asked = RouteRequest<unknown, { readonly 'don-vi'?: string | undefined; readonly ngay: (typeof AHEAD)[number] }, unknown>;

/** What the leader looks at first, and the list behind each figure. */
export function overviewRoutes(deps: ReportWebDeps): Route[] {
  return [
    route({
      method: 'GET', path: HOME, permission: 'report.read', audit: 'report.overview', query: z.object({ 'don-vi': unit, ngay: ahead }),
      async handle(request) { return page(await overviewPage(deps, request)); },
    }),
    route({
      method: 'GET', path: `${HOME}/ho-so`, permission: 'report.read', audit: 'report.overview-list', query: z.object({ 'don-vi': unit, ngay: ahead, nhom: groups, ...holding, sau: z.iso.datetime().optional(), 'sau-id': z.uuid().optional() }),
      async handle(request) {
        const { query, lang, view, now } = request;
        const at = await asked(deps, request);
        const holder: Holder | null = query.theo ? { stepName: query.buoc ?? null, role: query.vai ?? null, assignee: query.nguoi ?? null } : null;
        const [list, names] = await Promise.all([deps.overview.list(scopeOf(request), at.counted, query.nhom, at.moments, { after: query.sau ?? null, afterId: query['sau-id'] ?? null, limit: LIMITS.pageRows }, holder), procedureNames(deps)]);
        const here = (more: Readonly<Record<string, string>>): string => address(`${HOME}/ho-so`, { nhom: query.nhom, 'don-vi': query['don-vi'], ngay: query.ngay, theo: query.theo, buoc: query.buoc, vai: query.vai, nguoi: query.nguoi, ...more });
        const lead = at.unit && holder ? both((of) => `${at.unit?.name}. ${query.buoc ?? W.overview.noStep[of]}, ${list.rows[0]?.assigneeName ?? nobodyYet(holder.role, of)}`) : at.unit?.name;
        return page(
          <DeskLayout view={view} title={GROUPS[query.nhom].words} active="reports" lead={lead} back={{ href: address(HOME, { 'don-vi': query['don-vi'] }), label: W.overview.back }} wide>
            <DossierList page={list} names={names} agencies={at.agencies} lang={lang} now={now} caption={GROUPS[query.nhom].words[lang]} manyUnits={at.counted.length > 1} firstHref={here({})} later={query.sau !== undefined} nextHref={(after, id) => here({ sau: after, 'sau-id': id })} />
          </DeskLayout>);
      },
    }),
  ];
}

const nobodyYet = (role: string | null, lang: Lang): string => `${W.overview.nobody[lang]}${role ? ` (${ROLE_WORDS[role as keyof typeof ROLE_WORDS]?.[lang] ?? role})` : ''}`;
const both = (say: (lang: Lang) => string): Text => ({ vi: say('vi'), en: say('en') });

async function asked(deps: ReportWebDeps, request: Asked) {
  const officer = officerOf(request);
  const [agencies, calendar] = await Promise.all([deps.agencies.all(), deps.calendars.of(officer.agencyId)]);
  const units = unitsOf(agencies, officer);
  const chosen = chosenUnit(units, request.query['don-vi'], officer);
  const today = vietnamDate(request.now);
  const counted = chosen ? unitAgencies(chosen.id, scopeOf(request), agencies, { from: today, to: today }, request.now) : [];
  return { officer, agencies, units, unit: chosen, counted, calendar, today, moments: momentsAt(calendar, request.now, Number(request.query.ngay)) };
}
function momentsAt(calendar: WorkingCalendar, now: Date, days: number): OverviewMoments {
  const tomorrow = addDays(vietnamDate(now), 1);
  const soon = closeOfWorkingDayAfter(calendar, now, days);
  const endOfToday = vietnamInstant(tomorrow, 0);
  return { now, endOfToday, soon: soon.ok && soon.value > endOfToday ? soon.value : vietnamInstant(addDays(tomorrow, days), 0) };
}

async function overviewPage(deps: ReportWebDeps, request: Asked): Promise<VNode> {
  const { lang, view, now, query } = request;
  const scope = scopeOf(request);
  const at = await asked(deps, request);
  const unitId = at.unit?.id ?? at.officer.agencyId;
  const [counts, steps, byUnit, deputies, apologies, feedback] = await Promise.all([
    deps.overview.counts(scope, at.counted, at.moments), deps.overview.byStep(scope, at.counted, now), at.counted.length > 1 ? deps.overview.byUnit(scope, at.counted, at.moments) : [], deps.deputies(unitId, at.today), deps.apologies.waitingCount(scope, unitId), deps.feedbackDue(scope, unitId, now),
  ]);
  const listHref = (group: ListedGroup, more: Readonly<Record<string, string | number | null>> = {}): string => address(`${HOME}/ho-so`, { nhom: group, 'don-vi': query['don-vi'], ngay: query.ngay, ...more });
  const opens = (figure: number, href: string, colour?: 'red' | 'yellow'): VNode | string => (figure > 0 ? <a href={href}>{colour ? <Tag colour={colour}>{String(figure)}</Tag> : figure}</a> : '0');
  const ofUnit = (row: { readonly agencyId: number }, group: ListedGroup): string => listHref(group, { 'don-vi': row.agencyId });
  const ofHolder = (row: LateByStep, group: ListedGroup): string => listHref(group, { theo: ONE_HOLDER, buoc: row.stepName?.vi ?? null, vai: row.stepRole, nguoi: row.assignee });
  const note = (group: OverviewGroup): string | null => (group === 'late' && counts.lateWithoutApology > 0 ? `${counts.lateWithoutApology} ${W.overview.nobodyApology[lang]}` : group === 'unanswered' && counts.unansweredLate > 0 ? `${counts.unansweredLate} ${W.overview.answerLate[lang]}` : null);
  return (
    <DeskLayout view={view} title={W.overview.title} active="reports" wide lead={W.overview.lead(showMoment(now, lang))}>
      <FilterBar action={HOME} button={W.overview.show}>
        {at.units.length > 1 && <Select name="don-vi" label={W.overview.unit} value={String(unitId)} empty={null} options={at.units.map((one) => ({ value: String(one.id), label: closedOn(one, now) ? `${one.shortName} (${lang === 'vi' ? 'đã thôi hoạt động' : 'closed'})` : one.shortName }))} />}
        <Select name="ngay" label={W.overview.ahead} value={query.ngay} empty={null} options={AHEAD.map((days) => ({ value: days, label: W.overview.days(Number(days)) }))} />
      </FilterBar>
      {apologies > 0 && at.officer.roles.includes('leader') && <Notice kind="warn"><p><a href={`${HOME}/xin-loi`}>{W.overview.apologies[lang]}: {apologies}</a></p></Notice>}
      <h2>{W.overview.attention[lang]}</h2>
      <DataTable<OverviewGroup> caption={W.overview.attention} captionHidden rows={OVERVIEW_GROUPS} rowKey={(group) => group} columns={[
        { key: 'nhom', title: W.overview.what, head: true, cell: (group) => <><Tag colour={counts[group] > 0 ? GROUPS[group].colour : 'grey'}>{GROUPS[group].tag}</Tag> {GROUPS[group].words[lang]}{note(group) && <span class="mc-quiet"> ({note(group)})</span>}</> },
        { key: 'so', title: W.overview.count, numeric: true, cell: (group) => (counts[group] > 0 ? <a href={listHref(group)} data-key-open>{counts[group]}</a> : '0') },
      ]} />
      <p>{W.overview.open[lang]}: <b>{opens(counts.open, listHref('open'))}</b></p>
      {byUnit.length > (at.unit?.kind === 'province' ? 0 : 1) && <><h2>{W.overview.byUnit[lang]}</h2>
        <DataTable id="don-vi-bang" caption={W.overview.byUnit} captionHidden rows={byUnit} rowKey={(row) => String(row.agencyId)} columns={[
          { key: 'don-vi', title: W.overview.unit, head: true, cell: (row) => <a href={address(HOME, { 'don-vi': row.agencyId, ngay: query.ngay })}>{at.agencies.get(row.agencyId)?.shortName ?? row.agencyId}</a> },
          { key: 'tre', title: GROUPS.late.tag, numeric: true, cell: (row) => opens(row.late, ofUnit(row, 'late'), 'red') },
          { key: 'hom-nay', title: GROUPS.today.tag, numeric: true, cell: (row) => opens(row.today, ofUnit(row, 'today'), 'yellow') },
          { key: 'sap', title: GROUPS['at-risk'].tag, numeric: true, cell: (row) => opens(row.soon, ofUnit(row, 'at-risk'), 'yellow') },
          { key: 'cho', title: GROUPS['waiting-citizen'].tag, numeric: true, cell: (row) => opens(row.waiting, ofUnit(row, 'waiting-citizen')) },
          { key: 'mo', title: GROUPS.open.tag, numeric: true, cell: (row) => opens(row.open, ofUnit(row, 'open')) },
        ]} /></>}
      <h2>{W.overview.byStep[lang]}</h2>
      <DataTable<LateByStep> id="theo-buoc" caption={W.overview.byStep} captionHidden rows={steps} rowKey={(row) => `${row.stepName?.vi ?? ''}|${row.stepRole ?? ''}|${row.assignee ?? ''}`} empty={W.overview.none} columns={[
        { key: 'buoc', title: W.overview.stepPerson, head: true, cell: (row) => <>{row.stepName?.[lang] ?? W.overview.noStep[lang]}<br /><span class="mc-quiet">{row.assigneeName ?? nobodyYet(row.stepRole, lang)}</span></> },
        { key: 'tre', title: W.overview.late, numeric: true, cell: (row) => opens(row.late, ofHolder(row, 'late'), 'red') },
        { key: 'cham', title: W.overview.stepLate, numeric: true, cell: (row) => opens(row.stepLate, ofHolder(row, 'past-step'), 'yellow') },
        { key: 'giu', title: W.overview.held, numeric: true, cell: (row) => opens(row.open, ofHolder(row, 'open')) },
      ]} />
      <h2>{W.overview.deputies[lang]}</h2>
      {deputies.length === 0 ? <p>{W.overview.noDeputies[lang]}</p> : <DataTable id="ai-thay-ai" caption={W.overview.deputies} captionHidden rows={deputies} rowKey={(row) => `${row.name}${row.role}${row.from}`} columns={[
        { key: 'thay', title: W.overview.deputy, head: true, cell: (row) => `${row.name}, ${row.title}` }, { key: 'cho', title: W.overview.deputyFor, cell: (row) => row.forName }, { key: 'vai', title: W.overview.role, cell: (row) => ROLE_WORDS[row.role][lang] },
        { key: 'tu', title: W.overview.from, numeric: true, cell: (row) => showShortDate(row.from) }, { key: 'den', title: W.overview.to, numeric: true, cell: (row) => showShortDate(row.to) },
      ]} />}
      <h2>{W.overview.more[lang]}</h2>
      <ul>
        <li><a href={address(`${HOME}/ii-06a`, { 'don-vi': query['don-vi'] })}>{W.overview.form06[lang]}</a></li>
        <li><a href="/ban/chi-tieu">{W.overview.targets[lang]}</a></li>
        {at.officer.roles.includes('leader') && <li><a href={`${HOME}/xin-loi`}>{W.overview.apologies[lang]}</a> ({apologies})</li>}
        {at.officer.roles.some((role) => role === 'leader' || role === 'control' || role === 'desk-head') && <li><a href="/ban/phan-anh">{W.overview.feedback[lang]}</a> ({feedback.open}{feedback.late > 0 ? `, ${W.overview.feedbackLate(feedback.late)[lang]}` : ''})</li>}
        <li><a href="/minh-bach">{W.overview.openness[lang]}</a></li>
      </ul>
    </DeskLayout>);
}
