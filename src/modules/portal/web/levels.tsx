import type { VNode } from 'preact';
import { z } from 'zod';
import { page, route, type Reply, type Route } from '../../../platform/http/route.ts';
import { vietnamDate } from '../../../shared/plain-date.ts';
import type { Lang } from '../../../shared/text.ts';
import { Breadcrumb } from '../../../ui/components/breadcrumb/breadcrumb.tsx';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { Details } from '../../../ui/components/details/details.tsx';
import { Pagination } from '../../../ui/components/pagination/pagination.tsx';
import { Select } from '../../../ui/components/select/select.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { addressOf, type ProcedureContent, type ServiceLevel } from '../../catalog/domain/index.ts';
import type { Finder } from '../../catalog/index.ts';
import { looseText } from '../../catalog/web/index.ts';
import { L } from './level-words.ts';
import { W } from './words.ts';

type Cell = string | { readonly kind: 'number'; readonly value: number } | { readonly kind: 'heading'; readonly value: string };
export interface LevelPageDeps {
  readonly finder: Finder;
  /** offices that take dossiers, by name */
  offices(): Promise<readonly { readonly id: number; readonly name: string; readonly province: string }[]>;
  /** levels at one office; what it does not offer is not in it */
  levelsAt(agencyId: number): Promise<ReadonlyMap<string, ServiceLevel>>;
  readonly sheets: { workbook(sheets: readonly { readonly name: string; readonly widths?: readonly number[]; readonly rows: readonly (readonly Cell[])[]; readonly frozenRows?: number }[]): Buffer; csv(columns: readonly string[], rows: readonly (readonly (string | number)[])[]): string };
}
/** procedures on one page; each takes four lines of a telephone */
const PAGE_ROWS = 10;
const OLD = ['1', '2', '3', '4'] as const;
const MODERN = ['full', 'partial', 'information'] as const;
const KEYS: Readonly<Record<ServiceLevel['modern'], string>> = { full: 'toan-trinh', partial: 'mot-phan', information: 'thong-tin' };
/** What comes by a public address may be anything; nonsense is left out. */
const query = z.object({ muc: looseText, loai: looseText, 'co-quan': looseText, sau: looseText });
interface Row { readonly content: ProcedureContent; readonly level: ServiceLevel }
interface Chosen { readonly old: string; readonly modern: ServiceLevel['modern'] | ''; readonly office: string; readonly all: readonly Row[]; readonly rows: readonly Row[]; readonly offices: readonly { readonly id: number; readonly name: string; readonly province: string }[] }

/** Which procedures stand at which level, for everybody: to look at, to filter, to take along. */
export function levelRoutes(deps: LevelPageDeps): Route[] {
  const choose = async (asked: z.infer<typeof query>): Promise<Chosen> => {
    const [found, offices] = await Promise.all([deps.finder.list(), deps.offices()]);
    const office = offices.find((one) => String(one.id) === asked['co-quan']);
    const own = office ? await deps.levelsAt(office.id) : null;
    const all = found.flatMap(({ version: { content }, level }): readonly Row[] => { const here = own ? own.get(content.code) : level; return here ? [{ content, level: here }] : []; })
      .sort((a, b) => (a.content.code < b.content.code ? -1 : 1));
    const old = (OLD as readonly string[]).includes(asked.muc) ? asked.muc : '';
    const modern = MODERN.find((one) => KEYS[one] === asked.loai) ?? '';
    return { old, modern, office: office ? String(office.id) : '', offices, all, rows: all.filter(({ level }) => (old === '' || String(level.legacy) === old) && (modern === '' || level.modern === modern)) };
  };
  return [
    route({
      method: 'GET', path: '/muc-do', permission: 'public.read', audit: 'level.list', query,
      async handle({ view, query: asked }) {
        const { lang } = view;
        const chosen = await choose(asked);
        const link = (change: Readonly<Record<string, string>>, path = '/muc-do'): string => {
          const kept = new URLSearchParams(Object.entries({ muc: chosen.old, loai: chosen.modern === '' ? '' : KEYS[chosen.modern], 'co-quan': chosen.office, ...change }).filter(([, value]) => value !== ''));
          return kept.size > 0 ? `${path}?${kept.toString()}` : path;
        };
        // By the code of the row before: a procedure published meanwhile neither doubles nor hides another.
        const from = chosen.rows.findIndex(({ content }) => content.code > asked.sau);
        const start = asked.sau === '' ? 0 : from === -1 ? chosen.rows.length : from;
        const shown = chosen.rows.slice(start, start + PAGE_ROWS);
        const last = shown.at(-1)?.content.code ?? '';
        const before = chosen.rows[Math.max(0, start - PAGE_ROWS) - 1]?.content.code ?? '';
        const choice = (words: string, count: number, on: boolean, href: string): VNode => <li><a href={href} {...(on ? { 'aria-current': 'true' as const } : {})}>{words}</a>: <strong>{count}</strong>{on && <> ({L.chosen[lang]})</>}</li>;
        return page(
          <CitizenLayout view={view} title={L.title} lead={L.lead} wide above={<Breadcrumb links={[{ href: '/', words: W.breadcrumb }]} />}>
            {chosen.offices.length > 0 && (
              <form method="get" action="/muc-do">
                {chosen.old !== '' && <input type="hidden" name="muc" value={chosen.old} />}{chosen.modern !== '' && <input type="hidden" name="loai" value={KEYS[chosen.modern]} />}
                <Select name="co-quan" label={L.agency} value={chosen.office} empty={L.everywhere[lang]} options={chosen.offices.map((one) => ({ value: String(one.id), label: `${one.name}, ${one.province}` }))} />
                <ButtonGroup><Button kind="secondary">{L.show[lang]}</Button></ButtonGroup>
              </form>)}
            <h2>{L.old[lang]}</h2>
            <ul>{OLD.map((one) => choice(L.levels[Number(one) as 1 | 2 | 3 | 4][lang], chosen.all.filter(({ level }) => String(level.legacy) === one).length, chosen.old === one, link({ muc: chosen.old === one ? '' : one })))}</ul>
            <h2>{L.modern[lang]}</h2>
            <ul>{MODERN.map((one) => choice(L.kinds[one][lang], chosen.all.filter(({ level }) => level.modern === one).length, chosen.modern === one, link({ loai: chosen.modern === one ? '' : KEYS[one] })))}</ul>
            <h2>{L.count(chosen.rows.length, chosen.all.length)[lang]}</h2>
            {(chosen.old !== '' || chosen.modern !== '') && <p><a href={link({ muc: '', loai: '' })}>{L.all[lang]}</a></p>}
            {shown.length > 0 ? <ul class="mc-plain">{shown.map((row) => <LevelRow key={row.content.code} row={row} lang={lang} />)}</ul> : <p>{L.none[lang]}</p>}
            <Pagination previousHref={start > 0 ? link({ sau: before }) : undefined} nextHref={start + shown.length < chosen.rows.length ? link({ sau: last }) : undefined} />
            <p>{L.files[lang]}: <a href={link({}, '/muc-do.xlsx')}>{L.xlsx[lang]}</a> · <a href={link({}, '/muc-do.csv')}>{L.csv[lang]}</a></p>
            <Details summary={L.meaning}><ul>{L.meanings.map((one) => <li key={one.vi}>{one[lang]}</li>)}</ul></Details>
          </CitizenLayout>, 200, { cache: 'checked' });
      },
    }),
    ...(['xlsx', 'csv'] as const).map((kind) => route({
      method: 'GET', path: `/muc-do.${kind}`, permission: 'public.read', audit: `level.${kind}`, query,
      async handle({ view, query: asked, now }) { return levelFile(deps, await choose(asked as z.infer<typeof query>), kind, view.lang, vietnamDate(now)); },
    })),
  ];
}

function LevelRow({ row: { content, level }, lang }: { readonly row: Row; readonly lang: Lang }): VNode {
  return (
    <li>
      <a href={`/thu-tuc/${addressOf(content)}`}>{content.plainName[lang]}</a> <span class="mc-muted">({content.code})</span><br />
      {L.levels[level.legacy][lang].split(':')[0]} · {L.kinds[level.modern][lang]}
      {level.reasons.length > 0 && <span class="mc-muted"><br />{L.why[lang]}: {level.reasons.map((reason) => reason[lang]).join('; ')}</span>}
    </li>);
}

function levelFile(deps: LevelPageDeps, { rows, offices, office }: Chosen, kind: 'xlsx' | 'csv', lang: Lang, today: string): Reply {
  const columns = [L.columns.code, L.columns.name, L.columns.plain, L.columns.field, L.columns.level, L.columns.kind, L.columns.reasons].map((one) => one[lang]);
  const lines = rows.map(({ content, level }) => [content.code, content.officialName, content.plainName[lang], content.field, level.legacy, L.kinds[level.modern][lang], level.reasons.map((reason) => reason[lang]).join('; ')] as const);
  const filename = `muc-do-dich-vu-cong-${today}.${kind}`;
  if (kind === 'csv') return { kind: 'file', contentType: 'text/csv; charset=utf-8', filename, body: Buffer.from(deps.sheets.csv(columns, lines), 'utf8') };
  const where = offices.find((one) => String(one.id) === office)?.name ?? L.everywhere[lang];
  const head: readonly (readonly Cell[])[] = [[{ kind: 'heading', value: L.title[lang] }], [`${L.agency[lang]}: ${where}`], [today], [], columns.map((value): Cell => ({ kind: 'heading', value }))];
  const body = lines.map((line) => line.map((value): Cell => (typeof value === 'number' ? { kind: 'number', value } : value)));
  return { kind: 'file', contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', filename, body: deps.sheets.workbook([{ name: L.old.vi, widths: [12, 60, 40, 28, 10, 20, 60], rows: [...head, ...body], frozenRows: head.length }]) };
}
