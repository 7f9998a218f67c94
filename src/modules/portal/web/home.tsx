import { z } from 'zod';
import { page, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { showMoment, vietnamDate } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import type { IconName } from '../../../ui/components/icon/icon.tsx';
import { SearchBox } from '../../../ui/components/search-box/search-box.tsx';
import { LinkTiles, ServiceList } from '../../../ui/components/service-card/service-card.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { PATHS } from '../../../ui/layouts/paths.ts';
import type { Finder } from '../../catalog/index.ts';
import { serviceOf, byDemand, looseText } from '../../catalog/web/index.ts';
import { addressOf, LIFE_EVENTS } from '../../catalog/domain/index.ts';
import { W } from './words.ts';

export const PORTAL_LIMITS = {
  /** common procedures on the first page: two clicks to the start of each */ common: 8,
  /** results on one page of the search */ results: 20,
} as const;
const ICONS: Readonly<Record<string, IconName>> = { 'sinh-con': 'birth', 'di-hoc': 'school', 'cuoi-hoi': 'wedding', 'nha-dat': 'house', 'lam-an': 'shop', 'om-dau': 'health', 'tuoi-gia': 'elder', 'nguoi-mat': 'farewell', 'nghia-vu-quan-su': 'person', 'giay-to': 'paper' };

/** The first page and the search. No news, no pictures: a question, the common answers, and a way to a person. */
export interface PortalDeps {
  readonly finder: Finder;
  /** what the visitor has begun and not submitted, newest first; nothing is begun twice by mistake */
  readonly openDrafts?: (request: Pick<RouteRequest<unknown, unknown, unknown>, 'actor' | 'scope' | 'now' | 'cookie'>) => Promise<readonly { readonly href: string; readonly name: Text; readonly changedAt: Date }[]>;
}
export function portalRoutes(deps: PortalDeps): Route[] {
  const common = async () => (await deps.finder.list()).filter((found) => found.version.content.commonRank !== undefined).toSorted(byDemand).slice(0, PORTAL_LIMITS.common);
  return [
    route({
      method: 'GET', path: '/', permission: 'public.read', audit: 'portal.home',
      async handle(request) {
        const { view } = request;
        const { lang } = view;
        const madeOf = await deps.finder.revision();
        const drafts = (await deps.openDrafts?.(request)) ?? [];
        const signedIn = view.actor.kind === 'citizen';
        return page(
          <CitizenLayout view={view} title={W.home.title}>
            <SearchBox action="/tim" label={W.home.search} hint={W.home.hint} button={W.home.find} />
            {drafts.length > 0 && (
              <>
                <h2>{W.home.unfinished[lang]}</h2>
                <ul>{drafts.map((draft) => <li key={draft.href}><a href={draft.href}>{draft.name[lang]}</a> <span class="mc-muted">({W.home.keptAt[lang]} {showMoment(draft.changedAt, lang)})</span></li>)}</ul>
              </>
            )}
            <h2>{W.home.common[lang]}</h2>
            <LinkTiles links={(await common()).map(({ version }) => ({ href: `/thu-tuc/${addressOf(version.content)}`, words: version.content.plainName }))} />
            <h2>{W.home.life[lang]}</h2>
            <LinkTiles links={LIFE_EVENTS.map((event) => ({ href: `/viec/${event.key}`, words: event.name, icon: ICONS[event.key] }))} />
            <p><a href="/thu-tuc">{W.home.all[lang]}</a></p>
            <p><a href="/co-quan">{W.home.offices[lang]}</a></p>
            <h2>{W.home.mine[lang]}</h2>
            <ul>
              <li><a href={PATHS.track}>{W.home.track[lang]}</a></li>
              <li>{signedIn ? <a href={PATHS.account}>{W.home.own[lang]}</a> : <a href={`/dang-nhap?ve=${encodeURIComponent(PATHS.account)}`}>{W.home.signIn[lang]}</a>}</li>
              <li><a href="/kiem-tra">{W.home.verify[lang]}</a></li>
            </ul>
            <h2>{W.home.help[lang]}</h2>
            {view.helpPhone && <p>{W.home.helpText[lang]} {W.home.call[lang]} <a href={`tel:${view.helpPhone.replace(/[^\d+]/gu, '')}`}>{view.helpPhone}</a>.</p>}
            <p>{W.home.counter[lang]}</p>
          </CitizenLayout>, 200, drafts.length === 0 ? { cache: 'checked', madeOf } : {});
      },
    }),
    route({
      method: 'GET', path: '/tim', permission: 'public.read', audit: 'portal.search', query: z.object({ q: looseText }),
      async handle({ view, query, now }) {
        const { lang } = view;
        const found = query.q === '' ? [] : await deps.finder.find(query.q, PORTAL_LIMITS.results);
        const title = query.q === '' ? W.search.empty : found.length > 0 ? W.search.found(found.length) : W.search.none;
        const shown = found.length > 0 ? found : await common();
        return page(
          <CitizenLayout view={view} title={title} robots="noindex" back="/">
            <SearchBox action="/tim" value={query.q} label={W.home.search} hint={W.home.hint} button={W.home.find} />
            {query.q !== '' && found.length === 0 && (
              <p>{W.search.notUnderstood(query.q)[lang]} {view.helpPhone && <>{W.search.askCall[lang]} <a href={`tel:${view.helpPhone.replace(/[^\d+]/gu, '')}`}>{view.helpPhone}</a> {W.search.or[lang]} </>}<a href="/thu-tuc">{view.helpPhone ? W.search.askAll[lang] : W.home.all[lang]}</a>.</p>
            )}
            {found.length === 0 && <h2>{W.search.common[lang]}</h2>}
            <ServiceList services={shown.map((one) => serviceOf(one, lang, vietnamDate(now)))} />
            {found.length > 0 && <p>{W.search.not[lang]} <a href="/thu-tuc">{W.home.all[lang]}</a>.</p>}
          </CitizenLayout>);
      },
    }),
  ];
}
