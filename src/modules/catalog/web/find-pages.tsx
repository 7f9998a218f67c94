import { z } from 'zod';
import { page, route, type Route } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { LIMITS } from '../../../shared/limits.ts';
import type { Lang } from '../../../shared/text.ts';
import { inVietnameseOrder } from '../../../shared/vietnamese-order.ts';
import { Breadcrumb } from '../../../ui/components/breadcrumb/breadcrumb.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { Button } from '../../../ui/components/button/button.tsx';
import { Details } from '../../../ui/components/details/details.tsx';
import type { IconName } from '../../../ui/components/icon/icon.tsx';
import { Pagination } from '../../../ui/components/pagination/pagination.tsx';
import { Select } from '../../../ui/components/select/select.tsx';
import { ServiceList, type ServiceCardProps } from '../../../ui/components/service-card/service-card.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { addressOf, lifeEvent, shortFacts, SEARCH_LIMITS } from '../domain/index.ts';
import type { Finder, FoundProcedure } from '../use-cases/find-procedures.ts';
import { W } from './words.ts';

const FACT_ICONS: Readonly<Record<'level' | 'fee' | 'term', IconName>> = { level: 'house', fee: 'money', term: 'clock' };
export function serviceOf({ version, level }: FoundProcedure, lang: Lang): ServiceCardProps {
  const { content } = version;
  const official = content.officialName.replace(/^Thủ tục /u, '');
  return {
    href: `/thu-tuc/${addressOf(content)}`, name: content.plainName,
    ...(lang === 'en' || official.toLowerCase() !== content.plainName.vi.toLowerCase() ? { officialName: capital(official) } : {}),
    facts: shortFacts(content, level).map((fact) => ({ icon: FACT_ICONS[fact.kind], words: fact.words })),
  };
}
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
/** What comes by a public address may be anything: too long is cut, given twice is taken once, nonsense is left out. */
export const looseText = z.union([z.string(), z.array(z.string())]).optional().transform((value) => ((Array.isArray(value) ? value[0] : value) ?? '').slice(0, SEARCH_LIMITS.queryLength).trim()).catch('');
const loosePage = looseText.transform((value) => (/^[1-9]\d{0,3}$/u.test(value) ? Number(value) : 1));

/** The whole list and the lists by what happens in a life. */
export function findRoutes(deps: { readonly finder: Finder }): Route[] {
  return [
    route({
      method: 'GET', path: '/thu-tuc', permission: 'public.read', audit: 'procedure.list',
      query: z.object({ q: looseText, 'linh-vuc': looseText, muc: looseText, trang: loosePage }),
      async handle({ view, query }) {
        const all = await deps.finder.list();
        const fields = [...new Set(all.map((found) => found.version.content.field))].sort(inVietnameseOrder);
        const field = fields.includes(query['linh-vuc']) ? query['linh-vuc'] : '';
        const level = /^[1-4]$/u.test(query.muc) ? query.muc : '';
        const found = (query.q === '' ? all : await deps.finder.find(query.q)).filter((one) => (field === '' || one.version.content.field === field) && (level === '' || String(one.level.legacy) === level));
        const last = Math.max(1, Math.ceil(found.length / LIMITS.pageRows));
        const at = Math.min(query.trang, last);
        const from = (at - 1) * LIMITS.pageRows;
        const shown = found.slice(from, from + LIMITS.pageRows);
        const link = (trang: number): string => {
          const kept = new URLSearchParams(Object.entries({ q: query.q, 'linh-vuc': field, muc: level, trang: trang > 1 ? String(trang) : '' }).filter(([, value]) => value !== ''));
          return kept.size > 0 ? `/thu-tuc?${kept.toString()}` : '/thu-tuc';
        };
        return page(
          <CitizenLayout view={view} title={W.list.title} lead={W.list.lead(all.length)} above={<Breadcrumb links={[{ href: '/', words: W.home }]} />}>
            <form method="get" action="/thu-tuc" role="search">
              <TextField name="q" label={W.list.search} value={query.q} />
              <Details summary={W.list.more} open={field !== '' || level !== ''}>
                <Select name="linh-vuc" label={W.list.field} value={field} empty={W.list.any[view.lang]} options={fields.map((one) => ({ value: one, label: one }))} />
                <Select name="muc" label={W.list.level} value={level} empty={W.list.any[view.lang]} options={([1, 2, 3, 4] as const).map((one) => ({ value: String(one), label: W.list.levels[one] }))} />
              </Details>
              <ButtonGroup><Button kind="secondary">{W.list.filter[view.lang]}</Button></ButtonGroup>
            </form>
            <p><a href="/muc-do">{W.list.byLevel[view.lang]}</a></p>
            {shown.length > 0 ? <ServiceList services={shown.map((one) => serviceOf(one, view.lang))} /> : <p>{W.list.none[view.lang]}</p>}
            {found.length > 0 && <Pagination position={W.list.position(from + 1, from + shown.length, found.length)} previousHref={at > 1 ? link(at - 1) : undefined} nextHref={at < last ? link(at + 1) : undefined} />}
          </CitizenLayout>);
      },
    }),
    route({
      method: 'GET', path: '/viec/:event', permission: 'public.read', audit: 'procedure.life-event', params: z.object({ event: z.string().max(40) }),
      async handle({ view, params }) {
        const event = lifeEvent(params.event) ?? notFound();
        const found = (await deps.finder.list()).filter((one) => one.version.content.lifeEvents.includes(event.key)).sort(byDemand);
        return page(
          <CitizenLayout view={view} title={event.name} lead={event.intro} above={<Breadcrumb links={[{ href: '/', words: W.home }]} />}>
            {found.length > 0 ? <ServiceList services={found.map((one) => serviceOf(one, view.lang))} /> : <p>{W.life.none[view.lang]}</p>}
            <p><a href="/thu-tuc">{W.life.more[view.lang]}</a></p>
          </CitizenLayout>);
      },
    }),
  ];
}
/** The most asked first; the rest by name, as the list comes. */
export const byDemand = (a: FoundProcedure, b: FoundProcedure): number => (a.version.content.commonRank ?? Number.MAX_SAFE_INTEGER) - (b.version.content.commonRank ?? Number.MAX_SAFE_INTEGER);
