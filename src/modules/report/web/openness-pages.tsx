import type { ComponentChildren, VNode } from 'preact';
import { z } from 'zod';
import { json, page, route, type Reply, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { addDays, showMoment, vietnamDate } from '../../../shared/plain-date.ts';
import { upperFirst, type Lang } from '../../../shared/text.ts';
import { inVietnameseOrder } from '../../../shared/vietnamese-order.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { Details } from '../../../ui/components/details/details.tsx';
import { FactList } from '../../../ui/components/fact-list/fact-list.tsx';
import { FilterBar } from '../../../ui/components/filter-bar/filter-bar.tsx';
import { Select } from '../../../ui/components/select/select.tsx';
import { Tag } from '../../../ui/components/tag/tag.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { inWords } from '../../dossier/web/index.ts';
import { agencyOn, type Agency } from '../../organisation/domain/index.ts';
import { isUnit, monthKey, monthOf, namePeriod, readMonth, type Period, type PublicRow } from '../domain/index.ts';
import type { PublishedMonth } from '../ports.ts';
import { CSV } from './form-files.ts';
import { O } from './openness-words.ts';
import { address, procedureNames, type ProcedureNames, type ReportWebDeps } from './report-deps.ts';

const HOME = '/minh-bach';
const monthly = { thang: z.string().max(10).optional().catch(undefined) };
const dang = z.enum(['csv', 'json']).catch('csv');
export const MONTHS_BACK = 12;

type Asked = Pick<RouteRequest<unknown, { readonly thang?: string | undefined }, unknown>, 'now' | 'lang' | 'view' | 'query'>;
const chosenMonth = (request: Pick<Asked, 'now' | 'query'>): Period => { const now = monthOf(vietnamDate(request.now)); const asked = readMonth(request.query.thang ?? ''); return asked && asked.from <= now.from ? asked : now; };
function monthOptions(now: Date): readonly { readonly value: string; readonly label: ReturnType<typeof namePeriod> }[] {
  const found: Period[] = [];
  for (let of = monthOf(vietnamDate(now)); found.length <= MONTHS_BACK; of = monthOf(addDays(of.from, -1))) found.push(of);
  return found.map((one) => ({ value: monthKey(one), label: namePeriod(one) }));
}

/** What everybody may see: figures of every office, nobody's name, each table also as data. */
export function opennessRoutes(deps: ReportWebDeps): Route[] {
  const published = async (month: Period): Promise<readonly { readonly agency: Agency; readonly month: PublishedMonth | null }[]> => {
    const [agencies, found] = await Promise.all([deps.agencies.all(), deps.openness.month(month.from)]);
    const units = [...agencies.values()].filter((agency) => isUnit(agency) && (agencyOn(agency, month.to) === 'open' || found.some((one) => one.agencyId === agency.id)) && (agency.kind === 'commune' || found.some((one) => one.agencyId === agency.id)));
    return units.map((agency) => ({ agency, month: found.find((one) => one.agencyId === agency.id) ?? null })).sort((a, b) => inVietnameseOrder(a.agency.shortName, b.agency.shortName));
  };
  return [
    route({
      method: 'GET', path: HOME, permission: 'public.read', audit: 'openness.home', query: z.object(monthly),
      async handle(request) {
        const month = chosenMonth(request);
        const rows = await published(month);
        const { lang, view } = request;
        const key = monthKey(month);
        return page(
          <CitizenLayout view={view} title={O.title} lead={O.lead(lang === 'vi' ? namePeriod(month).vi.toLowerCase() : namePeriod(month).en)} wide>
            <FilterBar action={HOME} button={O.show}><Select name="thang" label={O.month} value={key} empty={null} options={monthOptions(request.now)} /></FilterBar>
            <h2>{O.each[lang]}</h2>
            <DataTable cards caption={O.each} captionHidden rows={rows} rowKey={({ agency }) => String(agency.id)} empty={O.none} columns={[
              { key: 'co-quan', title: O.unit, head: true, cell: ({ agency }) => <a href={address(`${HOME}/don-vi/${agency.id}`, { thang: key })}>{upperFirst(agency.shortName)}</a> },
              ...figureColumns<(typeof rows)[number]>(lang, ({ month: one }) => one?.figures.total ?? null).filter((column) => FOR_ALL.has(column.key)),
            ]} />
            <Generated rows={rows.flatMap((one) => one.month ?? [])} lang={lang} />
            <Downloads path={`${HOME}/so-lieu`} keep={{ thang: key }} lang={lang} />
            <h2>{lang === 'vi' ? 'Xem thêm' : 'More'}</h2>
            <ul><li><a href={`${HOME}/dang-tre`}>{O.lateTitle[lang]}</a></li><li><a href={`${HOME}/muc-do`}>{O.levelTitle[lang]}</a></li><li><a href="/phan-anh">{O.feedback[lang]}</a></li></ul>
            <Definitions lang={lang} />
          </CitizenLayout>, 200, { cache: 'public' });
      },
    }),
    route({
      method: 'GET', path: `${HOME}/so-lieu`, permission: 'public.read', audit: 'openness.home-data', query: z.object({ ...monthly, dang }),
      async handle(request) {
        const month = chosenMonth(request);
        const rows = (await published(month)).flatMap((one) => (one.month ? [{ key: one.agency.name, id: one.agency.code, figures: one.month.figures.total }] : []));
        return data(deps, request.query.dang, `cong-khai-${monthKey(month)}`, 'co-quan', rows, month);
      },
    }),
    route({
      method: 'GET', path: `${HOME}/don-vi/:id`, permission: 'public.read', audit: 'openness.agency', params: z.object({ id: z.coerce.number().int().min(1).max(2_000_000_000) }), query: z.object(monthly),
      async handle(request) { return page(await agencyPage(deps, request), 200, { cache: 'public' }); },
    }),
    route({
      method: 'GET', path: `${HOME}/don-vi/:id/so-lieu`, permission: 'public.read', audit: 'openness.agency-data', params: z.object({ id: z.coerce.number().int().min(1).max(2_000_000_000) }), query: z.object({ ...monthly, dang }),
      async handle(request) {
        const month = chosenMonth(request);
        const [found, names, agencies] = await Promise.all([deps.openness.month(month.from), procedureNames(deps), deps.agencies.all()]);
        const own = found.find((one) => one.agencyId === request.params.id) ?? notFound();
        const rows = own.figures.rows.map((row) => ({ key: row.procedure === null ? names.plain(null, 'vi') : names.official(row.procedure), id: row.procedure ?? '', figures: row }));
        return data(deps, request.query.dang, `cong-khai-${agencies.get(own.agencyId)?.code ?? own.agencyId}-${monthKey(month)}`, 'thu-tuc', rows, month);
      },
    }),
  ];
}

async function agencyPage(deps: ReportWebDeps, request: Asked & { readonly params: { readonly id: number } }): Promise<VNode> {
  const { lang, view } = request;
  const month = chosenMonth(request);
  const [agencies, found, names] = await Promise.all([deps.agencies.all(), deps.openness.month(month.from), procedureNames(deps)]);
  const agency = agencies.get(request.params.id) ?? notFound();
  if (!isUnit(agency)) return notFound();
  const own = found.find((one) => one.agencyId === agency.id) ?? null;
  const key = monthKey(month);
  const home = `${HOME}/don-vi/${agency.id}`;
  const count = (value: number | null): string => (value === null ? O.few[lang] : String(value));
  const total = own?.figures.total;
  const owed = total ? (total.late ?? 0) + total.openLate : 0;
  return (
    <CitizenLayout view={view} title={{ vi: `Công khai: ${agency.shortName}`, en: `Open figures: ${agency.shortName}` }} wide back={{ href: address(HOME, { thang: key }), label: O.title }}
      lead={total ? O.sentence(agency.shortName, namePeriod(month)[lang], count(total.received), count(total.inTime), total.late === null ? O.few[lang] : String(owed), apologies(total)) : O.none}>
      <FilterBar action={home} button={O.show}><Select name="thang" label={O.month} value={key} empty={null} options={monthOptions(request.now)} /></FilterBar>
      {own && <>
        <h2>{O.total[lang]}</h2>
        <FactList facts={figureColumns<PublicRow>(lang, (row) => row).map((column) => ({ term: column.title, value: column.cell(own.figures.total) }))} />
        <h2>{O.eachProcedure[lang]}</h2>
        <DataTable<PublicRow> cards caption={O.eachProcedure} captionHidden rows={own.figures.rows} rowKey={(row) => row.procedure ?? 'khac'} empty={O.none} columns={[{ key: 'viec', title: O.procedure, head: true, cell: (row) => <ProcedureName code={row.procedure} names={names} lang={lang} /> }, ...figureColumns<PublicRow>(lang, (row) => row)]} />
        <Generated rows={[own]} lang={lang} />
        <Downloads path={`${home}/so-lieu`} keep={{ thang: key }} lang={lang} />
      </>}
      <ul><li><a href={address(`${HOME}/dang-tre`, { 'co-quan': agency.id })}>{O.lateTitle[lang]}</a></li><li><a href={address(`${HOME}/muc-do`, { 'co-quan': agency.id })}>{O.levelTitle[lang]}</a></li></ul>
      <Definitions lang={lang} />
    </CitizenLayout>);
}
const ProcedureName = ({ code, names, lang }: { readonly code: string | null; readonly names: ProcedureNames; readonly lang: Lang }): VNode => {
  const found = names.levels.find((one) => one.code === code);
  return found ? <a href={`/thu-tuc/${found.slug}`}>{found.plain[lang]}</a> : <span>{names.plain(code, lang)}</span>;
};
/** «11/11»; only the first figure where the base is too small to be shown. */
const apologies = (figures: PublicRow): string => (figures.late === null ? String(figures.apologised) : `${figures.apologised}/${figures.late + figures.openLate}`);

/** What the list of all offices shows; the rest is on the page of each and in the files. */
const FOR_ALL: ReadonlySet<string> = new Set(['nhan', 'dung', 'dang-tre', 'tre', 'xin-loi', 'giua', 'p90', 'hai-long']);
/** The columns that every public table has, from whatever holds its figures. */
function figureColumns<Row>(lang: Lang, of: (row: Row) => PublicRow | null) {
  const cell = (name: keyof PublicRow) => (row: Row): string => { const figures = of(row); const value = figures?.[name]; return figures === null ? '–' : value === null ? O.few[lang] : String(value); };
  const time = (name: 'medianMinutes' | 'p90Minutes') => (row: Row): ComponentChildren => { const minutes = of(row)?.[name]; return minutes === null || minutes === undefined ? '–' : <span class="mc-nowrap">{inWords(minutes)[lang].replace(' làm việc', '').replace(' of working time', '')}</span>; };
  return [
    { key: 'nhan', title: O.received, numeric: true, named: true, cell: cell('received') }, { key: 'dung', title: O.inTime, numeric: true, named: true, cell: cell('inTime') }, { key: 'dang-tre', title: O.openLate, numeric: true, named: true, cell: cell('openLate') }, { key: 'tre', title: O.late, numeric: true, named: true, cell: cell('late') }, { key: 'xong', title: O.settled, numeric: true, named: true, cell: cell('settled') },
    { key: 'xin-loi', title: O.apologised, numeric: true, named: true, cell: (row: Row) => { const figures = of(row); return figures ? apologies(figures) : '–'; } },
    { key: 'giua', title: O.median, numeric: true, named: true, cell: time('medianMinutes') }, { key: 'p90', title: O.p90, numeric: true, named: true, cell: time('p90Minutes') },
    { key: 'tu-nop', title: O.self, numeric: true, named: true, cell: cell('self') }, { key: 'giup', title: O.assisted, numeric: true, named: true, cell: cell('assisted') }, { key: 'quay', title: O.counter, numeric: true, named: true, cell: cell('counter') }, { key: 'buu-dien', title: O.post, numeric: true, named: true, cell: cell('post') },
    { key: 'bo-sung', title: O.supplemented, numeric: true, named: true, cell: cell('supplemented') }, { key: 'lan-2', title: O.second, numeric: true, named: true, cell: (row: Row) => { const rounds = of(row)?.laterRounds ?? 0; return rounds > 0 ? <Tag colour="red">{String(rounds)}</Tag> : '0'; } },
    { key: 'hai-long', title: O.satisfied, numeric: true, named: true, cell: (row: Row) => { const share = of(row)?.satisfiedShare; return share === null || share === undefined ? '–' : `${Math.floor(share * 100)} %`; } },
  ];
}
function Generated({ rows, lang }: { readonly rows: readonly PublishedMonth[]; readonly lang: Lang }): VNode | null {
  const oldest = rows.reduce<Date | null>((before, row) => (before && before < row.generatedAt ? before : row.generatedAt), null);
  return oldest ? <p class="mc-quiet">{O.generated(showMoment(oldest, lang))[lang]}</p> : null;
}
export const Downloads = ({ path, keep, lang }: { readonly path: string; readonly keep: Readonly<Record<string, string | undefined>>; readonly lang: Lang }): VNode => <ButtonGroup><Button href={address(path, { ...keep, dang: 'csv' })} kind="secondary" icon="download">{O.csv[lang]}</Button><Button href={address(path, { ...keep, dang: 'json' })} kind="quiet" icon="download">{O.json[lang]}</Button></ButtonGroup>;
export const Definitions = ({ lang }: { readonly lang: Lang }): VNode => <Details summary={O.definitions}><ul>{O.rules.map((rule) => <li key={rule.vi}>{rule[lang]}</li>)}</ul></Details>;

const FIGURE_NAMES = ['received', 'self', 'assisted', 'counter', 'post', 'settled', 'inTime', 'late', 'openLate', 'apologised', 'apologisedInTime', 'medianMinutes', 'p90Minutes', 'supplemented', 'laterRounds', 'satisfiedShare'] as const satisfies readonly (keyof PublicRow)[];
/** The rows of a table as data; an empty value stands for a group that is too small to be shown. */
function data(deps: ReportWebDeps, kind: 'csv' | 'json', name: string, key: string, rows: readonly { readonly key: string; readonly id: string; readonly figures: PublicRow }[], month: Period): Reply {
  if (kind === 'json') return json({ month: monthKey(month), from: month.from, to: month.to, licence: 'CC BY 4.0', definitions: O.rules.map((rule) => rule.vi), rows: rows.map((row) => ({ [key]: row.key, code: row.id, ...Object.fromEntries(FIGURE_NAMES.map((figure) => [figure, row.figures[figure]])) })) });
  return { kind: 'file', contentType: CSV, filename: `${name}.csv`, body: Buffer.from(deps.sheets.csv(['month', key, 'code', ...FIGURE_NAMES], rows.map((row) => [monthKey(month), row.key, row.id, ...FIGURE_NAMES.map((figure) => row.figures[figure])])), 'utf8') };
}
