import type { VNode } from 'preact';
import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { showMoment, showShortDate, vietnamDate } from '../../../shared/plain-date.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { DateField } from '../../../ui/components/date-field/date-field.tsx';
import { Details } from '../../../ui/components/details/details.tsx';
import { FilterBar } from '../../../ui/components/filter-bar/filter-bar.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { Pagination } from '../../../ui/components/pagination/pagination.tsx';
import { Select } from '../../../ui/components/select/select.tsx';
import { Tag } from '../../../ui/components/tag/tag.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import type { Agency } from '../../organisation/domain/index.ts';
import { COLUMNS, imbalances, monthOf, namePeriod, sumFigures, type Column, type Period } from '../domain/index.ts';
import type { BehindCell, KeyedPage, ReportCell, ReportRow, Snapshot } from '../ports.ts';
import { freezeReport, unitAgencies } from '../use-cases/freeze-report.ts';
import { formFile } from './form-files.ts';
import { formLines, FormTable, type Arrangement } from './form-06a.tsx';
import { periodKey, readPeriodKey, typedDate, usualPeriods } from './period-choice.ts';
import { address, chosenUnit, closedOn, officerOf, procedureNames, scopeOf, unitsOf, type ReportWebDeps } from './report-deps.ts';
import { ENDINGS, W } from './words.ts';

const HOME = '/ban/bao-cao/ii-06a';
const word = (most: number) => z.string().max(most).optional().catch(undefined);
const filter = { 'don-vi': z.string().regex(/^\d{1,9}$/u).optional().catch(undefined), ky: word(30), theo: z.enum(['linh-vuc', 'don-vi']).catch('linh-vuc'), 'tu.day': word(4), 'tu.month': word(4), 'tu.year': word(6), 'den.day': word(4), 'den.month': word(4), 'den.year': word(6) };
/** what a figure is: a column of the form, or those outside it that were never accepted */
type Figure = Column | 'not-accepted';
const cell = { o: z.enum(COLUMNS), 'linh-vuc': word(300), 'thu-tuc': word(40), cq: z.string().regex(/^\d{1,9}$/u).optional(), sau: z.iso.datetime().optional(), 'sau-id': z.uuid().optional() };
const kind = z.enum(['xlsx', 'csv']).catch('xlsx');
const filterSchema = z.object(filter);
type Filter = z.output<typeof filterSchema>;
type Asked = Pick<RouteRequest<unknown, Filter, unknown>, 'actor' | 'scope' | 'query' | 'now' | 'lang' | 'view'>;

/** Biểu II.06a: running, frozen, as a file, and the dossiers behind every figure. */
export function formRoutes(deps: ReportWebDeps): Route[] {
  return [
    route({ method: 'GET', path: HOME, permission: 'report.read', audit: 'report.form', query: filterSchema, async handle(request) { return page(await formPage(deps, request, null), 200); } }),
    route({
      method: 'GET', path: `${HOME}/tep`, permission: 'report.read', audit: 'report.form-file', query: z.object({ ...filter, dang: kind }),
      async handle(request) {
        const at = await asked(deps, request);
        const live = await deps.reports.live(scopeOf(request), at.counted, at.period, request.now);
        return formFile(deps.sheets, { unit: at.unit.shortName, period: at.period, asOf: request.now, frozen: null, notAccepted: live.notAccepted, lines: formLines(live.rows, request.query.theo, await procedureNames(deps), at.agencies, request.lang) }, request.query.dang, request.lang);
      },
    }),
    route({
      method: 'GET', path: `${HOME}/ho-so`, permission: 'report.read', audit: 'report.form-cell', query: z.object({ ...filter, ...cell, o: z.enum([...COLUMNS, 'not-accepted']) }),
      async handle(request) {
        const at = await asked(deps, request);
        const from = { after: request.query.sau ?? null, afterId: request.query['sau-id'] ?? null, limit: LIMITS.pageRows };
        const { o } = request.query;
        const list = await (o === 'not-accepted' ? deps.reports.notAccepted(scopeOf(request), at.counted, at.period, request.now, from) : deps.reports.behind(scopeOf(request), at.counted, at.period, request.now, cellOf({ ...request.query, o }), from));
        const keep = { 'don-vi': String(at.unit.id), ky: periodKey(at.period) };
        return page(await behindPage(deps, request, list, `${namePeriod(at.period)[request.lang]}, ${at.unit.shortName}`, address(HOME, keep), `${HOME}/ho-so`, keep));
      },
    }),
    route({
      method: 'POST', path: `${HOME}/chot`, permission: 'report.manage', audit: 'report.freeze', body: z.strictObject({ 'don-vi': z.string().regex(/^\d{1,9}$/u), ky: z.string().max(30) }),
      async handle(request) {
        const period = readPeriodKey(request.body.ky);
        if (!period) throw new HttpProblem('bad-input', ['ky']);
        const frozen = await freezeReport(deps, { scope: scopeOf(request), officer: officerOf(request), at: request.now, key: request.key }, Number(request.body['don-vi']), period);
        if (frozen.ok) return redirect(`${HOME}/ban-chot/${frozen.value}`);
        if (frozen.refusal.kind === 'unit-unknown') return notFound();
        return page(await formPage(deps, { ...request, query: { theo: 'linh-vuc', ky: request.body.ky, 'don-vi': request.body['don-vi'] } as Filter }, W.form.notBegun[request.lang]), 400);
      },
    }),
    route({
      method: 'GET', path: `${HOME}/ban-chot/:id`, permission: 'report.read', audit: 'report.snapshot', params: z.object({ id: z.uuid() }), query: z.object({ theo: filter.theo }),
      async handle(request) {
        const snapshot = (await deps.reports.snapshot(scopeOf(request), request.params.id)) ?? notFound();
        return page(await snapshotPage(deps, request, snapshot));
      },
    }),
    route({
      method: 'GET', path: `${HOME}/ban-chot/:id/tep`, permission: 'report.read', audit: 'report.snapshot-file', params: z.object({ id: z.uuid() }), query: z.object({ theo: filter.theo, dang: kind }),
      async handle(request) {
        const snapshot = (await deps.reports.snapshot(scopeOf(request), request.params.id)) ?? notFound();
        const agencies = await deps.agencies.all();
        return formFile(deps.sheets, { unit: agencies.get(snapshot.unitId)?.shortName ?? '', period: snapshot.period, asOf: snapshot.asOf, frozen: { version: snapshot.version, at: snapshot.generatedAt, by: snapshot.generatedBy }, notAccepted: snapshot.notAccepted, lines: formLines(snapshot.rows, request.query.theo, await procedureNames(deps), agencies, request.lang) }, request.query.dang, request.lang);
      },
    }),
    route({
      method: 'GET', path: `${HOME}/ban-chot/:id/ho-so`, permission: 'report.read', audit: 'report.snapshot-cell', params: z.object({ id: z.uuid() }), query: z.object(cell),
      async handle(request) {
        const scope = scopeOf(request);
        const { id } = request.params;
        const snapshot = (await deps.reports.snapshot(scope, id)) ?? notFound();
        const list = await deps.reports.behindSnapshot(scope, id, cellOf(request.query), { after: request.query.sau ?? null, afterId: request.query['sau-id'] ?? null, limit: LIMITS.pageRows });
        return page(await behindPage(deps, request, list, `${namePeriod(snapshot.period)[request.lang]}, ${W.form.version(snapshot.version)[request.lang]}`, `${HOME}/ban-chot/${id}`, `${HOME}/ban-chot/${id}/ho-so`, {}));
      },
    }),
  ];
}
interface FigureQuery { readonly o: Figure; readonly 'linh-vuc'?: string | undefined; readonly 'thu-tuc'?: string | undefined; readonly cq?: string | undefined; readonly sau?: string | undefined }
const cellOf = (query: { readonly o: ReportCell['column']; readonly 'linh-vuc'?: string | undefined; readonly 'thu-tuc'?: string | undefined; readonly cq?: string | undefined }): ReportCell => ({ column: query.o, ...(query['linh-vuc'] !== undefined ? { field: query['linh-vuc'] } : {}), ...(query['thu-tuc'] ? { procedure: query['thu-tuc'] } : {}), ...(query.cq ? { agencyId: Number(query.cq) } : {}) });

async function asked(deps: ReportWebDeps, request: Asked): Promise<{ readonly agencies: ReadonlyMap<number, Agency>; readonly units: readonly Agency[]; readonly unit: Agency; readonly counted: readonly number[]; readonly period: Period }> {
  const { query } = request;
  const officer = officerOf(request);
  const agencies = await deps.agencies.all();
  const units = unitsOf(agencies, officer);
  const unit = chosenUnit(units, query['don-vi'], officer) ?? notFound();
  const from = typedDate({ day: query['tu.day'], month: query['tu.month'], year: query['tu.year'] });
  const to = typedDate({ day: query['den.day'], month: query['den.month'], year: query['den.year'] });
  const period = (from && to ? readPeriodKey(`${from}..${to}`) : readPeriodKey(query.ky ?? '')) ?? monthOf(vietnamDate(request.now));
  return { agencies, units, unit, period, counted: unitAgencies(unit.id, scopeOf(request), agencies, period, request.now) };
}

async function formPage(deps: ReportWebDeps, request: Asked, problem: string | null): Promise<VNode> {
  const { lang, view, now, query } = request;
  const scope = scopeOf(request);
  const at = await asked(deps, request);
  const key = periodKey(at.period);
  const keep = { 'don-vi': String(at.unit.id), ky: key };
  const [live, snapshots, names] = await Promise.all([deps.reports.live(scope, at.counted, at.period, now), deps.reports.snapshots(scope, at.unit.id, LIMITS.pageRows), procedureNames(deps)]);
  const usual = usualPeriods(vietnamDate(now));
  return (
    <DeskLayout view={view} title={W.form.title} active="reports" wide back={{ href: '/ban/bao-cao', label: W.overview.back }} errors={problem ? [{ name: 'ky', message: problem }] : undefined} lead={`${at.unit.name}. ${namePeriod(at.period)[lang]}. ${W.form.live(showMoment(now, lang))[lang]}`}>
      <FilterBar action={HOME} button={W.overview.show}>
        {at.units.length > 1 && <Select name="don-vi" label={W.overview.unit} value={String(at.unit.id)} empty={null} options={at.units.map((one) => ({ value: String(one.id), label: closedOn(one, now) ? `${one.shortName} (${lang === 'vi' ? 'đã thôi hoạt động' : 'closed'})` : one.shortName }))} />}
        <Select name="ky" label={W.form.period} value={key} empty={null} options={usual.some((one) => one.value === key) ? usual : [{ value: key, label: namePeriod(at.period) }, ...usual]} />
        <Select name="theo" label={W.form.by} value={query.theo} empty={null} options={[{ value: 'linh-vuc', label: W.form.byField }, { value: 'don-vi', label: W.form.byUnit }]} />
      </FilterBar>
      <Details summary={W.form.other}><form method="get" action={HOME}><input type="hidden" name="don-vi" value={at.unit.id} /><DateField name="tu" label={W.form.fromDay} /><DateField name="den" label={W.form.toDay} /><ButtonGroup><Button kind="secondary">{W.overview.show[lang]}</Button></ButtonGroup></form></Details>
      <FormBody rows={live.rows} by={query.theo} names={names} agencies={at.agencies} lang={lang} notAccepted={live.notAccepted} notAcceptedHref={address(`${HOME}/ho-so`, { ...keep, o: 'not-accepted' })} cellHref={cellHref(`${HOME}/ho-so`, keep)} fileHref={(dang) => address(`${HOME}/tep`, { ...keep, theo: query.theo, dang })} />
      {officerOf(request).roles.some((role) => role === 'control' || role === 'desk-head') && (
        <form method="post" action={`${HOME}/chot`}><CsrfFields view={view} /><input type="hidden" name="don-vi" value={at.unit.id} /><input type="hidden" name="ky" value={key} /><p>{W.form.freezeHint[lang]}</p><ButtonGroup><Button kind="secondary" id="ky-chot">{W.form.freeze[lang]}</Button></ButtonGroup></form>)}
      <h2>{W.form.frozen[lang]}</h2>
      <DataTable<Snapshot> id="ban-chot" caption={W.form.frozen} captionHidden rows={snapshots} rowKey={(row) => row.id} empty={W.form.nothingFrozen} columns={[
        { key: 'ky', title: W.form.period, head: true, cell: (row) => <a href={`${HOME}/ban-chot/${row.id}`}>{namePeriod(row.period)[lang]}, {W.form.version(row.version)[lang].toLowerCase()}</a> },
        { key: 'luc', title: W.form.freeze, cell: (row) => W.form.frozenAt(showMoment(row.generatedAt, lang), row.generatedBy)[lang] },
      ]} />
    </DeskLayout>);
}

async function snapshotPage(deps: ReportWebDeps, request: Pick<RouteRequest<unknown, { readonly theo: Arrangement }, unknown>, 'lang' | 'view' | 'query'>, snapshot: Snapshot & { readonly rows: readonly ReportRow[] }): Promise<VNode> {
  const { lang, view, query } = request;
  const [agencies, names] = await Promise.all([deps.agencies.all(), procedureNames(deps)]);
  const own = `${HOME}/ban-chot/${snapshot.id}`;
  return (
    <DeskLayout view={view} title={{ vi: `Biểu II.06a đã chốt, ${namePeriod(snapshot.period).vi}`, en: `Frozen form II.06a, ${namePeriod(snapshot.period).en}` }} active="reports" wide back={{ href: address(HOME, { 'don-vi': snapshot.unitId, ky: periodKey(snapshot.period) }), label: W.form.short }}
      lead={`${agencies.get(snapshot.unitId)?.name ?? ''}. ${W.form.version(snapshot.version)[lang]}. ${W.form.frozenAt(showMoment(snapshot.generatedAt, lang), snapshot.generatedBy)[lang]}. ${W.form.asOf(showMoment(snapshot.asOf, lang))[lang]}.`}>
      <FormBody rows={snapshot.rows} by={query.theo} names={names} agencies={agencies} lang={lang} notAccepted={snapshot.notAccepted} cellHref={cellHref(`${own}/ho-so`, {})} fileHref={(dang) => address(`${own}/tep`, { theo: query.theo, dang })} />
    </DeskLayout>);
}

interface FormBodyProps { readonly rows: readonly ReportRow[]; readonly by: Arrangement; readonly names: Awaited<ReturnType<typeof procedureNames>>; readonly agencies: ReadonlyMap<number, Agency>; readonly lang: 'vi' | 'en'; readonly notAccepted: number; /** absent where the list was not frozen with the figure */ readonly notAcceptedHref?: string; readonly cellHref: (cell: ReportCell) => string; readonly fileHref: (kind: 'xlsx' | 'csv') => string }
function FormBody({ rows, by, names, agencies, lang, notAccepted, notAcceptedHref, cellHref: hrefOf, fileHref }: FormBodyProps): VNode {
  const wrong = imbalances(sumFigures(rows.map((row) => row.figures)));
  return (
    <>
      <FormTable lines={rows.length === 0 ? [] : formLines(rows, by, names, agencies, lang)} lang={lang} cellHref={hrefOf} />
      {wrong.length > 0 ? <Notice kind="error" title={W.form.imbalance}><ul>{wrong.map((one) => <li key={one.vi}>{one[lang]}</li>)}</ul></Notice> : <p><Tag colour="green">{W.form.balanced}</Tag></p>}
      <p>{notAccepted > 0 && notAcceptedHref ? <a href={notAcceptedHref}>{W.form.notAccepted(notAccepted)[lang]}</a> : W.form.notAccepted(notAccepted)[lang]}</p>
      <ButtonGroup><Button href={fileHref('xlsx')} icon="download" kind="secondary">{W.form.xlsx[lang]}</Button><Button href={fileHref('csv')} icon="download" kind="quiet">{W.form.csv[lang]}</Button></ButtonGroup>
      <Details summary={W.form.definitions}><ul>{W.form.rules.map((rule) => <li key={rule.vi}>{rule[lang]}</li>)}</ul></Details>
    </>);
}
const cellHref = (path: string, keep: Readonly<Record<string, string>>) => (one: ReportCell): string => address(path, { ...keep, o: one.column, 'linh-vuc': one.field, 'thu-tuc': one.procedure, cq: one.agencyId });

async function behindPage(deps: ReportWebDeps, request: Pick<RouteRequest<unknown, FigureQuery, unknown>, 'lang' | 'view' | 'query'>, list: KeyedPage<BehindCell>, what: string, back: string, path: string, keep: Readonly<Record<string, string>>): Promise<VNode> {
  const { lang, view, query } = request;
  const [agencies, names] = await Promise.all([deps.agencies.all(), procedureNames(deps)]);
  const here = address(path, { ...keep, o: query.o, 'linh-vuc': query['linh-vuc'], 'thu-tuc': query['thu-tuc'], cq: query.cq });
  const name = query.o === 'not-accepted' ? ENDINGS['not-accepted'] : W.columns[query.o];
  const about = [query['thu-tuc'] ? names.plain(query['thu-tuc'], lang) : query['linh-vuc'], query.cq ? agencies.get(Number(query.cq))?.shortName : undefined].filter(Boolean).join(', ');
  return (
    <DeskLayout view={view} title={{ vi: `${W.form.behind.vi} «${name?.vi ?? ''}»`, en: `${W.form.behind.en} “${name?.en ?? ''}”` }} active="reports" wide back={{ href: back, label: W.form.short }} lead={[what, about].filter(Boolean).join('. ')}>
      <DataTable<BehindCell> caption={W.form.behind} captionHidden rows={list.rows} rowKey={(row) => row.id} empty={W.list.empty} columns={[
        { key: 'ma', title: W.list.code, head: true, tight: true, cell: (row) => <a class="mc-nowrap" href={`/ban/ho-so/${row.id}`} data-key-open>{row.code}</a> },
        { key: 'viec', title: W.list.matter, cell: (row) => names.plain(row.procedure, lang) }, { key: 'don-vi', title: W.list.unit, cell: (row) => agencies.get(row.agencyId)?.shortName ?? '' },
        { key: 'nhan', title: W.list.received, numeric: true, cell: (row) => (row.receivedAt ? showMoment(row.receivedAt, lang) : '–') }, { key: 'han', title: W.list.due, numeric: true, cell: (row) => (row.legalDue ? showMoment(row.legalDue, lang) : '–') },
        { key: 'xong', title: W.list.finished, numeric: true, cell: (row) => (row.finishedAt ? showShortDate(vietnamDate(row.finishedAt)) : '–') }, { key: 'the', title: W.list.ending, cell: (row) => ENDINGS[row.ending]?.[lang] ?? row.ending },
      ]} />
      <Pagination {...(query.sau ? { previousHref: here } : {})} {...(list.next ? { nextHref: `${here}&sau=${encodeURIComponent(list.next.after)}&sau-id=${list.next.id}` } : {})} />
    </DeskLayout>);
}
