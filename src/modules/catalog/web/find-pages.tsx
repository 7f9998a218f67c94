import { z } from 'zod';
import { page, route, type Route } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { vietnamDate, type PlainDate } from '../../../shared/plain-date.ts';
import { upperFirst, type Lang } from '../../../shared/text.ts';
import { inVietnameseOrder } from '../../../shared/vietnamese-order.ts';
import { Breadcrumb } from '../../../ui/components/breadcrumb/breadcrumb.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { Button } from '../../../ui/components/button/button.tsx';
import { Details } from '../../../ui/components/details/details.tsx';
import type { IconName } from '../../../ui/components/icon/icon.tsx';
import { Pagination } from '../../../ui/components/pagination/pagination.tsx';
import { Select } from '../../../ui/components/select/select.tsx';
import { LinkTiles, ServiceList, type ServiceCardProps } from '../../../ui/components/service-card/service-card.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { addressOf, lifeEvent, shortFacts, SEARCH_LIMITS } from '../domain/index.ts';
import type { Finder, FoundProcedure } from '../use-cases/find-procedures.ts';
import { W } from './words.ts';

const FACT_ICONS: Readonly<Record<'level' | 'fee' | 'term', IconName>> = { level: 'house', fee: 'money', term: 'clock' };
export function serviceOf({ version, level }: FoundProcedure, lang: Lang, today: PlainDate): ServiceCardProps {
  const { content } = version;
  const official = content.officialName.replace(/^Thủ tục /u, '');
  return {
    href: `/thu-tuc/${addressOf(content)}`, name: content.plainName,
    ...(lang === 'en' || official.toLowerCase() !== content.plainName.vi.toLowerCase() ? { officialName: upperFirst(official) } : {}),
    facts: shortFacts(content, level, today).map((fact) => ({ icon: FACT_ICONS[fact.kind], words: fact.words })),
  };
}
/** What comes by a public address may be anything: too long is cut, given twice is taken once, nonsense is left out. */
export const looseText = z.union([z.string(), z.array(z.string())]).optional().transform((value) => ((Array.isArray(value) ? value[0] : value) ?? '').slice(0, SEARCH_LIMITS.queryLength).trim()).catch('');
export const FIND_LIMITS = {
  /** cards on one page: three screens of a telephone */ cards: 10,
  /** names on one page of the list of all */ names: 40,
} as const;
/** A page of a list that goes on behind the procedure with code `after`; one that is no more in it begins anew. `back` is the code to go on from for the page before, null on the first. */
export function pageBehind<Row>(rows: readonly Row[], codeOf: (row: Row) => string, after: string, most: number): { readonly start: number; readonly shown: readonly Row[]; readonly back: string | null; readonly next: string | null } {
  const start = after === '' ? 0 : rows.findIndex((row) => codeOf(row) === after) + 1;
  const shown = rows.slice(start, start + most);
  const before = rows[start - most - 1];
  const last = shown.at(-1);
  return { start, shown, back: start === 0 ? null : before ? codeOf(before) : '', next: last && start + shown.length < rows.length ? codeOf(last) : null };
}

const EVERYTHING = 'tat-ca';
const listAddress = (query: Readonly<Record<string, string>>): string => {
  const kept = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''));
  return kept.size > 0 ? `/thu-tuc?${kept.toString()}` : '/thu-tuc';
};

/** The fields and their lists, the list of all, and the lists by what happens in a life. */
export function findRoutes(deps: { readonly finder: Finder }): Route[] {
  return [
    route({
      method: 'GET', path: '/thu-tuc', permission: 'public.read', audit: 'procedure.list',
      query: z.object({ q: looseText, 'linh-vuc': looseText, muc: looseText, xem: looseText, sau: looseText }),
      async handle({ view, query, now }) {
        const { lang } = view;
        const madeOf = await deps.finder.revision();
        const all = await deps.finder.list();
        const byField = Map.groupBy(all, (found) => found.version.content.field);
        const fields = [...byField.keys()].sort(inVietnameseOrder);
        const field = byField.has(query['linh-vuc']) ? query['linh-vuc'] : '';
        const level = /^[1-4]$/u.test(query.muc) ? query.muc : '';
        const asked = query.q !== '' || field !== '' || level !== '';
        const names = !asked && query.xem === EVERYTHING;
        const found = (query.q === '' ? all : await deps.finder.find(query.q)).filter((one) => (field === '' || one.version.content.field === field) && (level === '' || String(one.level.legacy) === level));
        const at = pageBehind(found, ({ version }) => version.code, query.sau, names ? FIND_LIMITS.names : FIND_LIMITS.cards);
        const link = (sau: string): string => listAddress({ q: query.q, 'linh-vuc': field, muc: level, xem: names ? EVERYTHING : '', sau });
        return page(
          <CitizenLayout view={view} title={W.list.title} lead={W.list.lead(all.length)} above={<Breadcrumb links={[{ href: '/', words: W.home }, ...(asked || names ? [{ href: '/thu-tuc', words: W.list.title }] : [])]} />}>
            <form method="get" action="/thu-tuc" role="search">
              <TextField name="q" label={W.list.search} value={query.q} />
              <Details summary={W.list.more} open={field !== '' || level !== ''}>
                <Select name="linh-vuc" label={W.list.field} value={field} empty={W.list.any[lang]} options={fields.map((one) => ({ value: one, label: one }))} />
                <Select name="muc" label={W.list.level} value={level} empty={W.list.any[lang]} options={([1, 2, 3, 4] as const).map((one) => ({ value: String(one), label: W.list.levels[one] }))} />
              </Details>
              <ButtonGroup><Button kind="secondary">{W.list.filter[lang]}</Button></ButtonGroup>
            </form>
            {!asked && !names && (
              <>
                <h2>{W.list.byField[lang]}</h2>
                <LinkTiles links={fields.map((one) => ({ href: listAddress({ 'linh-vuc': one }), words: one, note: W.list.things(byField.get(one)?.length ?? 0) }))} />
                <p><a href={listAddress({ xem: EVERYTHING })}>{W.list.everything(all.length)[lang]}</a></p>
                <p><a href="/muc-do">{W.list.byLevel[lang]}</a></p>
              </>
            )}
            {asked && (at.shown.length > 0 ? <ServiceList services={at.shown.map((one) => serviceOf(one, lang, vietnamDate(now)))} /> : <p>{W.list.none[lang]}</p>)}
            {names && <ul>{at.shown.map(({ version: { code, content } }) => <li key={code}><a href={`/thu-tuc/${addressOf(content)}`}>{content.plainName[lang]}</a></li>)}</ul>}
            {(asked || names) && at.shown.length > 0 && <Pagination position={W.list.position(at.start + 1, at.start + at.shown.length, found.length)} previousHref={at.back === null ? undefined : link(at.back)} nextHref={at.next === null ? undefined : link(at.next)} />}
          </CitizenLayout>, 200, query.q === '' ? { cache: 'checked', madeOf } : {});
      },
    }),
    route({
      method: 'GET', path: '/viec/:event', permission: 'public.read', audit: 'procedure.life-event', params: z.object({ event: z.string().max(40) }),
      async handle({ view, params, now }) {
        const event = lifeEvent(params.event) ?? notFound();
        const madeOf = await deps.finder.revision();
        const found = (await deps.finder.list()).filter((one) => one.version.content.lifeEvents.includes(event.key)).sort(byDemand);
        return page(
          <CitizenLayout view={view} title={event.name} lead={event.intro} above={<Breadcrumb links={[{ href: '/', words: W.home }]} />}>
            {found.length > 0 ? <ServiceList services={found.map((one) => serviceOf(one, view.lang, vietnamDate(now)))} /> : <p>{W.life.none[view.lang]}</p>}
            <p><a href="/thu-tuc">{W.life.more[view.lang]}</a></p>
          </CitizenLayout>, 200, { cache: 'checked', madeOf });
      },
    }),
  ];
}
/** The most asked first; the rest by name, as the list comes. */
export const byDemand = (a: FoundProcedure, b: FoundProcedure): number => (a.version.content.commonRank ?? Number.MAX_SAFE_INTEGER) - (b.version.content.commonRank ?? Number.MAX_SAFE_INTEGER);
