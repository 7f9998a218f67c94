import type { VNode } from 'preact';
import { z } from 'zod';
import { page, route, type Route } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { showDate, showDayInEnglish, showShortDate, vietnamDate, type PlainDate } from '../../../shared/plain-date.ts';
import { upperFirst, type Lang } from '../../../shared/text.ts';
import { Breadcrumb } from '../../../ui/components/breadcrumb/breadcrumb.tsx';
import { Details } from '../../../ui/components/details/details.tsx';
import { FactList } from '../../../ui/components/fact-list/fact-list.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { SearchBox } from '../../../ui/components/search-box/search-box.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { receptionDays, type ReceptionDay, type WorkingCalendar } from '../../calendar/domain/index.ts';
import { agencyOn, lineOf, successorOn, type Agency } from '../../organisation/domain/index.ts';
import { PLACE_LIMITS, showFormer, showPlaceNow, type PlaceHit, type PlaceNow } from '../../place/domain/index.ts';
import type { PlaceStore } from '../../place/index.ts';
import { O } from './office-words.ts';
import { W } from './words.ts';

export interface OfficePageDeps { readonly places: Pick<PlaceStore, 'searchPlaces'>; agencies(): Promise<ReadonlyMap<number, Agency>>; /** with the hours of its own, where it has any */ calendarOf(agencyId: number): Promise<WorkingCalendar> }
type Agencies = ReadonlyMap<number, Agency>;

/** The authority of a commune as it is today; the one that took its work over where the row has ended. */
export function authorityOf(communeCode: string, agencies: Agencies, day: PlainDate): Agency | null {
  const own = [...agencies.values()].filter((one) => one.kind === 'commune' && one.communeCode === communeCode);
  return own.find((one) => agencyOn(one, day) === 'open') ?? own.map((one) => successorOn(one, agencies, day)).find((one) => one !== null) ?? null;
}

/** One address for a province: from the place where somebody lives to the office that is theirs. */
export function officeRoutes(deps: OfficePageDeps): Route[] {
  return [
    route({
      method: 'GET', path: '/co-quan', permission: 'public.read', audit: 'office.find',
      query: z.object({ q: z.union([z.string(), z.array(z.string())]).optional().transform((value) => ((Array.isArray(value) ? value[0] : value) ?? '').slice(0, PLACE_LIMITS.query).trim()).catch(''), viec: z.string().regex(/^[a-z0-9.-]{1,80}$/u).optional().catch(undefined) }),
      async handle({ view, query, now }) {
        const { lang } = view;
        const today = vietnamDate(now);
        const [agencies, found] = await Promise.all([deps.agencies(), query.q === '' ? null : deps.places.searchPlaces(query.q)]);
        const short = found !== null && !found.asked;
        const hits = found?.asked ? found.hits : [];
        // One name may stand in many provinces: those that are served here come first.
        const same = hits.filter((hit) => hit.sameName).sort((a, b) => Number(servedHere(b, agencies, today)) - Number(servedHere(a, agencies, today)));
        const others = hits.filter((hit) => !hit.sameName);
        const shown = same.length > 0 ? same : others;
        const line = (hit: PlaceHit, at: number): VNode => <li key={at}>{hit.now && !hit.former ? place(hit.now) : <Former hit={hit} lang={lang} place={place} />}</li>;
        const place = (one: PlaceNow): VNode => <Place one={one} agencies={agencies} today={today} matter={query.viec} lang={lang} />;
        return page(
          <CitizenLayout view={view} title={O.title} lead={O.lead} above={<Breadcrumb links={[{ href: '/', words: W.breadcrumb }]} />} {...(short ? { errors: [{ name: 'tim', message: O.short }] } : {})}>
            <SearchBox action="/co-quan" value={query.q} label={O.label} hint={O.hint} button={O.find} {...(short ? { error: O.short } : {})} {...(query.viec ? { hidden: { viec: query.viec } } : {})} />
            {found?.asked && (hits.length === 0 ? <Notice kind="info"><p>{O.none(query.q)[lang]}</p></Notice> : (
              <section>
                <h2>{(found.approximate ? O.near : same.length > 1 ? O.several : same.length === 0 && hits.length > 1 ? O.alike : O.found)[lang]}</h2>
                <ul>{shown.map(line)}</ul>
                {shown.length > 1 && <p>{O.notAmong[lang]}</p>}
                {same.length > 0 && others.length > 0 && <Details summary={O.others(others.length)}><ul>{others.map(line)}</ul></Details>}
              </section>))}
            {query.q === '' && <Tree agencies={agencies} today={today} lang={lang} />}
          </CitizenLayout>);
      },
    }),
    route({
      method: 'GET', path: '/co-quan/:agency', permission: 'public.read', audit: 'office.read', params: z.object({ agency: z.coerce.number().int().min(1).max(2_000_000_000) }),
      async handle({ view, params, now }) {
        const agencies = await deps.agencies();
        const agency = agencies.get(params.agency) ?? notFound();
        const today = vietnamDate(now);
        const open = agencyOn(agency, today) === 'open' ? receptionDays(await hoursOf(deps, agency), today, DAYS_SHOWN) : [];
        return page(<Office view={view} agency={agency} agencies={agencies} today={today} open={open} />);
      },
    }),
  ];
}

const servedHere = (hit: PlaceHit, agencies: Agencies, today: PlainDate): boolean => {
  const { resolution } = hit;
  return (hit.now ? [hit.now] : resolution?.kind === 'divided' ? resolution.choices : []).some((one) => authorityOf(one.commune.code, agencies, today) !== null);
};
function Place({ one, agencies, today, matter, lang }: { readonly one: PlaceNow; readonly agencies: Agencies; readonly today: PlainDate; readonly matter: string | undefined; readonly lang: Lang }): VNode {
  const office = authorityOf(one.commune.code, agencies, today);
  const name = showPlaceNow(one, lang);
  return <>{upperFirst(name)}: {office ? <><a href={`/co-quan/${office.id}`}>{office.name}</a>{matter && <> · <a href={`/khai/${matter}?moi=1&noi=${office.id}`}>{O.choose[lang]}</a></>}</> : <span class="mc-muted">{O.notHere[lang]}</span>}</>;
}
/** What was found by a name of before: where it is now, or the question that only the person can answer. */
function Former({ hit, lang, place }: { readonly hit: PlaceHit; readonly lang: Lang; readonly place: (one: PlaceNow) => VNode }): VNode {
  const { resolution } = hit;
  if (hit.now && hit.former) return <>{O.former(upperFirst(showFormer(hit.former, lang)))[lang]}<br />{O.now[lang]}: {place(hit.now)}</>;
  const choices = resolution?.kind === 'divided' ? resolution.choices : resolution?.kind === 'unknown' ? resolution.nearby : [];
  return <>{hit.label[lang]}<br />{(resolution?.kind === 'divided' ? O.divided : O.unknown)[lang]}<ul>{choices.map((one) => <li key={one.commune.code}>{place(one)}</li>)}</ul></>;
}

/** Days of counter hours that a page shows: every weekday once. */
const DAYS_SHOWN = 7;
/** A desk without hours of its own keeps those of the office it belongs to. */
async function hoursOf(deps: OfficePageDeps, agency: Agency): Promise<WorkingCalendar> {
  const calendar = await deps.calendarOf(agency.id);
  const own = [...calendar.data.officeHours, ...(calendar.data.receptionHours ?? [])].some((hours) => hours.own);
  return own || agency.kind !== 'desk' || agency.parentId === null ? calendar : deps.calendarOf(agency.parentId);
}
interface Stretch { readonly from: PlainDate; readonly to: PlainDate; readonly periods: ReceptionDay['periods']; readonly reason: ReceptionDay['reason'] }
/** Days after one another with the same hours, said once. */
function stretches(days: readonly ReceptionDay[]): readonly Stretch[] {
  const found: Stretch[] = [];
  const alike = (a: Stretch, b: ReceptionDay): boolean => JSON.stringify([a.periods, a.reason]) === JSON.stringify([b.periods, b.reason]);
  for (const { date, periods, reason } of days) {
    const last = found.at(-1);
    if (last && alike(last, { date, periods, reason })) found[found.length - 1] = { ...last, to: date };
    else found.push({ from: date, to: date, periods, reason });
  }
  return found;
}
const shortDay = (date: PlainDate, lang: Lang): string => (lang === 'en' ? showDayInEnglish(date) : showShortDate(date));
const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const dayName = (date: PlainDate, today: PlainDate, lang: Lang): string => `${date === today ? `${O.today[lang]}, ` : ''}${showDate(date, lang)}`;
/** «0252 000 0002 (số điện thoại thử nghiệm)»: the number can be touched, what stands behind it is said beside. */
function phoneLink(phone: string): VNode {
  const number = /^[+\d][\d .]{6,}\d/u.exec(phone)?.[0] ?? '';
  return number === '' ? <>{phone}</> : <><a href={`tel:${number.replaceAll(/[ .]/gu, '')}`}>{number}</a>{phone.slice(number.length)}</>;
}

const byName = new Intl.Collator('vi').compare;
function Tree({ agencies, today, lang }: { readonly agencies: Agencies; readonly today: PlainDate; readonly lang: Lang }): VNode {
  const all = [...agencies.values()];
  const below = (parent: number | null): readonly Agency[] => all.filter((one) => one.parentId === parent && agencyOn(one, today) === 'open').sort((a, b) => byName(a.name, b.name));
  const branch = (one: Agency): VNode => { const inside = below(one.id); return <li key={one.id}><a href={`/co-quan/${one.id}`}>{one.name}</a>{inside.length > 0 && <ul>{inside.map(branch)}</ul>}</li>; };
  const ended = all.filter((one) => agencyOn(one, today) === 'closed').sort((a, b) => byName(a.name, b.name));
  return (
    <>
      <h2>{O.list[lang]}</h2>
      <ul>{below(null).map(branch)}</ul>
      {ended.length > 0 && <><h2>{O.ended[lang]}</h2><ul>{ended.map((one) => <li key={one.id}><a href={`/co-quan/${one.id}`}>{one.name}</a>: <Ended agency={one} agencies={agencies} today={today} lang={lang} /></li>)}</ul></>}
    </>);
}
function Ended({ agency, agencies, today, lang, begins = false }: { readonly agency: Agency; readonly agencies: Agencies; readonly today: PlainDate; readonly lang: Lang; /** stands at the beginning of a sentence */ readonly begins?: boolean }): VNode {
  const next = successorOn(agency, agencies, today);
  const ended = agency.validTo ? O.endedOn(shortDay(agency.validTo, lang))[lang] : '';
  return <>{begins ? upperFirst(ended) : ended}; {next ? <>{O.doneBy[lang]} <a href={`/co-quan/${next.id}`}>{next.name}</a></> : O.nobody[lang]}</>;
}

function Office({ view, agency, agencies, today, open }: { readonly open: readonly ReceptionDay[]; readonly view: Parameters<typeof CitizenLayout>[0]['view']; readonly agency: Agency; readonly agencies: Agencies; readonly today: PlainDate }): VNode {
  const { lang } = view;
  const closed = agencyOn(agency, today) === 'closed';
  const line = lineOf(agency, agencies).filter((one) => one.id !== agency.id);
  const inside = [...agencies.values()].filter((one) => one.parentId === agency.id && agencyOn(one, today) === 'open').sort((a, b) => byName(a.name, b.name));
  const next = closed ? successorOn(agency, agencies, today) : null;
  return (
    <CitizenLayout view={view} title={{ vi: agency.name, en: agency.name }} above={<Breadcrumb links={[{ href: '/', words: W.breadcrumb }, { href: '/co-quan', words: O.title }]} />}>
      {closed && <Notice kind="warn" title={O.closedTitle}><p><Ended agency={agency} agencies={agencies} today={today} lang={lang} begins />. {O.old[lang]}</p>{next && <p><a href={`/co-quan/${next.id}`}>{O.goOn[lang]}: {next.name}</a></p>}</Notice>}
      <FactList facts={[
        ...(line.length > 0 ? [{ term: O.above, value: line.map((one) => one.name).join(' › ') }] : []), { term: O.code, value: agency.code },
        ...(agency.address ? [{ term: O.address, value: agency.address }] : []), ...(agency.phone ? [{ term: O.phone, value: phoneLink(agency.phone) }] : []), ...(agency.validFrom ? [{ term: O.since, value: shortDay(agency.validFrom, lang) }] : []),
      ]} />
      {agency.officeNote && <p lang="vi">{agency.officeNote}</p>}
      {open.length > 0 && <><h2>{O.hours[lang]}</h2><ul>{stretches(open).map(({ from, to, periods, reason }) => (
        <li key={from}>{upperFirst(dayName(from, today, lang))}{to !== from && <> – {dayName(to, today, lang)}</>}: {periods.length > 0 ? <b>{periods.map((one) => `${clock(one.from)}–${clock(one.to)}`).join(', ')}</b> : <>{O.shut[lang]}{reason && ` (${reason[lang]})`}</>}</li>))}</ul><p class="mc-muted">{O.hoursNote[lang]}</p></>}
      {inside.length > 0 && <><h2>{(agency.kind === 'province' ? O.below : O.desks)[lang]}</h2><ul>{inside.map((one) => <li key={one.id}><a href={`/co-quan/${one.id}`}>{one.name}</a></li>)}</ul></>}
      {!closed && agency.kind === 'commune' && <ul><li><a href={`/muc-do?co-quan=${agency.id}`}>{O.procedures[lang]}</a></li><li><a href={`/minh-bach/don-vi/${agency.id}`}>{O.figures[lang]}</a></li><li><a href={`/phan-anh/gui?co-quan=${agency.id}`}>{O.feedback[lang]}</a></li></ul>}
    </CitizenLayout>);
}
