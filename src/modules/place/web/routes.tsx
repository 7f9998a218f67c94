import { upperFirst } from '../../../shared/text.ts';
import type { VNode } from 'preact';
import { z } from 'zod';
import { json, page, route, type Route, type View } from '../../../platform/http/route.ts';
import { isPlainDate, showShortDate } from '../../../shared/plain-date.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { FactList } from '../../../ui/components/fact-list/fact-list.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { SearchBox } from '../../../ui/components/search-box/search-box.tsx';
import { Select } from '../../../ui/components/select/select.tsx';
import { ServiceCard } from '../../../ui/components/service-card/service-card.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { Say } from '../../../ui/language.tsx';
import { nameInSentence, PLACE_LIMITS, showFormer, showPlaceNow, type FormerCommune, type FormerUnit, type PlaceHit, type PlaceNow } from '../domain/index.ts';
import type { FormerPlace, PlaceSearch, PlaceStore } from '../ports.ts';
import { W } from './words.ts';

const FIND = '/dia-chi/tim';
const text = (most: number) => z.string().optional().catch(undefined).transform((value) => value?.slice(0, most));
const returnTo = z.string().max(500).regex(/^\/(?![/\\])[^\s\\]*$/u).optional().catch(undefined);
const provinceCode = z.string().regex(/^\d{2}$/u);

export interface PlaceRouteDeps { readonly places: PlaceStore }

export function placeRoutes({ places }: PlaceRouteDeps): Route[] {
  return [
    route({
      method: 'GET', path: FIND, permission: 'public.read', audit: 'place.search',
      query: z.object({ q: text(PLACE_LIMITS.query), tinh: provinceCode.optional().catch(undefined), huyen: z.string().regex(/^\d{3}$/u).optional().catch(undefined), ve: returnTo }),
      async handle({ view, query }) {
        const typed = query.q?.trim() ?? '';
        const [found, provinces, districts, communes] = await Promise.all([
          typed === '' ? null : places.searchPlaces(typed), places.formerProvinces(),
          query.tinh ? places.formerDistricts(query.tinh) : [], query.huyen ? places.formerCommunes(query.huyen) : [],
        ]);
        return page(<FindPage view={view} typed={typed} found={found} provinces={provinces} province={query.tinh} districts={districts} district={query.huyen} communes={communes} back={query.ve} />);
      },
    }),
    route({
      method: 'GET', path: '/dia-chi/cu/:code', permission: 'public.read', audit: 'place.former',
      params: z.object({ code: z.string().regex(/^\d{5}$/u) }), query: z.object({ den: z.string().optional().catch(undefined), ve: returnTo }),
      async handle({ view, params, query }) {
        const until = query.den !== undefined && isPlainDate(query.den) ? query.den : undefined;
        const place = await places.successorsOf(params.code, until);
        return place ? page(<FormerPage view={view} place={place} back={query.ve} />) : page(<FindPage view={view} typed={params.code} found={{ hits: [], approximate: false, asked: true }} provinces={await places.formerProvinces()} province={undefined} districts={[]} district={undefined} communes={[]} back={query.ve} />, 404);
      },
    }),
    // For the select boxes of an address: the communes of a province, as the island asks for them.
    route({
      method: 'GET', path: '/dia-chi/xa', permission: 'public.read', audit: 'place.communes', query: z.object({ tinh: provinceCode }),
      async handle({ query }) {
        return json({ items: (await places.communesOf(query.tinh)).map((one) => ({ value: one.code, label: one.name })) });
      },
    }),
    route({
      method: 'GET', path: '/api/v1/places', permission: 'public.read', audit: 'place.search',
      query: z.object({ q: z.string().min(1).max(200), limit: z.coerce.number().int().min(1).max(PLACE_LIMITS.hits).optional() }),
      api: { summary: 'Communes by new or old name, without accents; an old name answers where it is now', answer: placesAnswer },
      async handle({ query }) {
        const found = await places.searchPlaces(query.q);
        return json({ items: found.hits.slice(0, query.limit ?? PLACE_LIMITS.hits).map(toApi), approximate: found.approximate } satisfies z.infer<typeof placesAnswer>);
      },
    }),
  ];
}

const unit = z.object({ code: z.string(), name: z.string() });
const placeNow = z.object({ code: z.string(), name: z.string(), province: unit });
export const placesAnswer = z.object({
  items: z.array(z.object({
    label: z.object({ vi: z.string(), en: z.string() }),
    /** the commune as it is now; null while `outcome` is not certain */
    place: placeNow.nullable(),
    outcome: z.enum(['current', 'one', 'divided', 'unknown']),
    former: z.object({ code: z.string(), name: z.string(), district: unit, province: unit, until: z.string() }).nullable(),
    choices: z.array(placeNow),
    inferred: z.boolean(),
  })),
  approximate: z.boolean(),
});
const nowToApi = (now: PlaceNow): z.infer<typeof placeNow> => ({ code: now.commune.code, name: now.commune.name, province: { code: now.province.code, name: now.province.name } });
function toApi(hit: PlaceHit): z.infer<typeof placesAnswer>['items'][number] {
  const { resolution, former } = hit;
  return {
    label: hit.label, place: hit.now ? nowToApi(hit.now) : null, outcome: resolution?.kind ?? 'current',
    former: former ? { code: former.code, name: former.name, district: { code: former.districtCode, name: former.districtName }, province: { code: former.provinceCode, name: former.provinceName }, until: former.until } : null,
    choices: resolution?.kind === 'divided' ? resolution.choices.map(nowToApi) : resolution?.kind === 'unknown' ? resolution.nearby.map(nowToApi) : [],
    inferred: resolution !== null && resolution.kind !== 'unknown' && resolution.inferred,
  };
}

const withBack = (href: string, back: string | undefined): string => (back === undefined ? href : `${href}${href.includes('?') ? '&' : '?'}ve=${encodeURIComponent(back)}`);
const formerHref = (former: FormerCommune, back: string | undefined): string => withBack(`/dia-chi/cu/${former.code}?den=${former.until}`, back);

interface FindProps {
  readonly view: View; readonly typed: string; readonly found: PlaceSearch | null; readonly back: string | undefined;
  readonly provinces: readonly FormerUnit[]; readonly province: string | undefined; readonly districts: readonly FormerUnit[]; readonly district: string | undefined; readonly communes: readonly FormerCommune[];
}
function FindPage(props: FindProps): VNode {
  const { view, typed, found, back } = props;
  const short = found !== null && !found.asked;
  return (
    <CitizenLayout view={view} title={W.find.title} lead={W.find.lead} errors={short ? [{ name: 'tim', message: W.find.tooShort }] : undefined} back={back === undefined ? undefined : { href: back, label: W.card.back }}>
      <SearchBox action={FIND} value={typed} label={W.find.label} hint={W.find.hint} button={W.find.button} error={short ? W.find.tooShort : undefined} hidden={back === undefined ? undefined : { ve: back }} />
      {found?.asked && <Results {...props} found={found} />}
      <OldLevels {...props} />
    </CitizenLayout>
  );
}

function Results({ typed, found, back }: FindProps & { found: PlaceSearch }): VNode {
  if (found.hits.length === 0) return <Notice kind="warn" role="status"><p><Say words={W.find.none(typed)} /></p></Notice>;
  return (
    <section aria-labelledby="ket-qua">
      <h2 id="ket-qua"><Say words={found.approximate ? W.find.near : W.find.results(found.hits.length)} /></h2>
      <ul class="mc-services">
        {found.hits.map((hit) => (hit.former
          ? <ServiceCard key={`${hit.former.code}-${hit.former.until}`} href={formerHref(hit.former, back)} name={hit.label} facts={[{ words: W.find.oldName }, { words: W.find.details }]} />
          : <li key={hit.now?.commune.code} class="mc-service"><b><Say words={hit.label} /></b><ul class="mc-service-facts"><li><Say words={W.find.code(hit.now?.commune.code ?? '')} /></li></ul></li>))}
      </ul>
      {found.hits.length === PLACE_LIMITS.hits && <p><Say words={W.find.most} /></p>}
    </section>
  );
}

/** Province, then district, then the communes: three pages of one form that only asks, so every step is an address of its own. */
function OldLevels({ view, provinces, province, districts, district, communes, back }: FindProps): VNode {
  const options = (units: readonly FormerUnit[]) => units.map((one) => ({ value: one.code, label: one.name }));
  const districtName = districts.find((one) => one.code === district)?.name;
  return (
    <section aria-labelledby="dia-chi-cu">
      <h2 id="dia-chi-cu"><Say words={W.old.heading} /></h2>
      <form method="get" action={`${FIND}#dia-chi-cu`}>
        {back !== undefined && <input type="hidden" name="ve" value={back} />}
        <Select name="tinh" label={W.old.province} options={options(provinces)} value={province} />
        {districts.length > 0 && <Select name="huyen" label={W.old.district} options={options(districts)} value={district} />}
        <ButtonGroup><Button kind="secondary"><Say words={W.old.next} /></Button></ButtonGroup>
      </form>
      {communes.length > 0 && districtName !== undefined && (
        <>
          <h3><Say words={W.old.choose(nameInSentence(districtName, view.lang))} /></h3>
          <ul>
            {communes.map((one) => (
              <li key={`${one.code}-${one.until}`}><a href={formerHref(one, back)}>{one.name}</a>{one.until < '2025-07-01' && <> (<Say words={W.old.dissolved(showShortDate(one.until))} />)</>}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function FormerPage({ view, place, back }: { view: View; place: FormerPlace; back: string | undefined }): VNode {
  const { former, resolution } = place;
  const lang = view.lang;
  return (
    <CitizenLayout view={view} title={former.name} back={{ href: withBack(FIND, back), label: W.card.another }}>
      <FactList facts={[
        { term: W.card.was, value: showFormer(former, lang) },
        ...(resolution.kind === 'one' ? [{ term: W.card.now, value: <b>{upperFirst(showPlaceNow(resolution.now, lang))}</b> }, { term: W.card.code, value: resolution.now.commune.code }] : []),
        ...(resolution.kind === 'one' && resolution.steps.length > 1 ? [{ term: W.card.steps, value: <ol>{resolution.steps.map((step) => <li key={step.from}><Say words={W.card.step(nameInSentence(step.name, lang), showShortDate(step.from))} /></li>)}</ol> }] : []),
      ]} />
      {resolution.kind === 'divided' && <Notice kind="warn" title={W.card.dividedTitle}><p><Say words={W.card.divided} /></p><Choices places={resolution.choices} lang={lang} /><p><Say words={W.card.stillUnknown} /></p></Notice>}
      {resolution.kind === 'unknown' && <Notice kind="warn" title={W.card.unknownTitle}>{resolution.nearby.length > 0 && <><p><Say words={W.card.unknown} /></p><Choices places={resolution.nearby} lang={lang} /></>}<p><Say words={W.card.stillUnknown} /></p></Notice>}
      {resolution.kind === 'one' && <p><Say words={W.card.use} /></p>}
      {resolution.kind !== 'unknown' && resolution.inferred && <Notice><p><Say words={W.card.inferred} /></p></Notice>}
      {back !== undefined && <p><Button href={back}><Say words={W.card.back} /></Button></p>}
    </CitizenLayout>
  );
}
const Choices = ({ places, lang }: { places: readonly PlaceNow[]; lang: 'vi' | 'en' }): VNode => <ul>{places.map((one) => <li key={one.commune.code}>{upperFirst(showPlaceNow(one, lang))} ({one.commune.code})</li>)}</ul>;
