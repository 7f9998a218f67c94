import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { showDong } from '../../../shared/money.ts';
import { showDate, showMoment } from '../../../shared/plain-date.ts';
import type { Lang, Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { Details } from '../../../ui/components/details/details.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { StatusLine } from '../../../ui/components/status-line/status-line.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { Timeline } from '../../../ui/components/timeline/timeline.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { mayDo, showPostAddress } from '../../dossier/domain/index.ts';
import { changePostAddress, ownsDossier, postAddressOf, type LoadedDossier } from '../../dossier/index.ts';
import { expectedBy, FINAL, readAddress, secondTryFrom, zoneOf, type PostAddress } from '../domain/index.ts';
import type { Parcel, TrackLine } from '../ports.ts';
import { AddressFields, ADDRESS_BODY, addressIn } from './address-fields.tsx';
import { againErrors, againForm, toldAgain, type AgainTyped } from './post-again.tsx';
import { personScope, type PostWebDeps } from './web-deps.ts';
import { ADDRESS_FAULTS, FOLLOW, LINE_WORDS, STATE_COLOURS, STATE_WORDS } from './words.ts';

const params = z.object({ id: z.uuid() });
type Request = RouteRequest<{ id: string }, { bao?: string | undefined }, unknown>;
type Problem = { readonly name: string; readonly message: Text };

/** Where the result is, in the person's words, and another address while it still lies at the office. */
export function followRoutes(deps: PostWebDeps): Route[] {
  const find = async (request: Request): Promise<LoadedDossier> => (await deps.dossier.store.find(personScope(request), request.params.id)) ?? notFound();
  return [
    route({
      method: 'GET', path: '/ho-so/:id/buu-dien', permission: 'dossier.own', audit: 'delivery.follow', params, query: z.object({ bao: z.string().max(10).optional() }),
      async handle(request) { return page(await followPage(deps, request, await find(request), null, [], null)); },
    }),
    route({
      method: 'POST', path: '/ho-so/:id/buu-dien', permission: 'dossier.own', audit: 'delivery.change-address', params, body: z.strictObject(ADDRESS_BODY),
      async handle(raw) {
        const request = raw as unknown as Request & { readonly body: Record<string, string | undefined> };
        const loaded = await find(request);
        const { value, faults } = readAddress(addressIn(request.body), deps.offer.provinces);
        if (faults.length > 0) return page(await followPage(deps, request, loaded, value, faults.map((fault) => ({ name: `noi.${fault}`, message: ADDRESS_FAULTS[fault] })), null), 400);
        const office = await deps.offer.offices.province(loaded.state.competentAgency);
        const scope = personScope(request);
        const outcome = await changePostAddress(deps.dossier, { scope, actor: request.actor, id: loaded.id, at: request.now, key: request.key, route: 'delivery.change-address', body: value }, value, (before) => office !== null && before !== null && zoneOf(office.code, before.province) === zoneOf(office.code, value.province));
        if (outcome.ok) {
          await deps.parcels.readdress(scope, loaded.id, value, request.now);
          return redirect(`/ho-so/${loaded.id}/buu-dien?bao=doi`);
        }
        if (outcome.refusal.kind === 'not-found') return notFound();
        const why = outcome.refusal.kind === 'other-zone' ? { name: 'noi.province', message: FOLLOW.otherZone } : { name: 'doi', message: FOLLOW.tooLate };
        return page(await followPage(deps, request, (await find(request)), value, [why], null), 409);
      },
    }),
  ];
}

export async function followPage(deps: PostWebDeps, request: Request, loaded: LoadedDossier, typed: PostAddress | null, problems: readonly Problem[], again: AgainTyped | null) {
  const { lang, view } = request;
  const [found] = await deps.parcels.ofDossier(personScope(request), loaded.id);
  const parcel = found?.parcel ?? null;
  const address = parcel?.address ?? postAddressOf(loaded.events);
  const provinces = deps.provinces();
  const mayChange = mayDo('change-post-address', loaded.state, request.actor, ownsDossier(request.actor, loaded));
  const says = parcel ? await sentenceOf(deps, parcel, !loaded.state.cameBack && loaded.state.closedAt === null, lang) : loaded.state.delivery.methods.includes('post') ? FOLLOW.notYet : FOLLOW.notByPost;
  const expected = parcel?.handedAt ? expectedBy(parcel.handedAt, parcel.zone, await deps.offer.offices.workingDays(parcel.agencyId)) : null;
  const stillExpected = parcel !== null && !FINAL.includes(parcel.state) && parcel.tries.length === 0;
  return (
    <CitizenLayout view={view} title={FOLLOW.title} robots="noindex" back={{ href: `/ho-so/${loaded.id}`, label: FOLLOW.back }} errors={[...problems, ...againErrors(again)]}>
      {request.query?.bao === 'lai' && !again && <Notice kind="ok" role="status"><p>{toldAgain(lang)}</p></Notice>}
      {request.query?.bao === 'doi' && problems.length === 0 && <Notice kind="ok" role="status"><p>{FOLLOW.changed[lang]}</p></Notice>}
      <StatusLine colour={parcel ? STATE_COLOURS[parcel.state] : 'grey'} tag={parcel ? STATE_WORDS[parcel.state] : FOLLOW.title} sentence={says} />
      <SummaryList rows={[
        ...(parcel?.carrierNumber ? [{ term: FOLLOW.number, value: <strong class="mc-nowrap">{parcel.carrierNumber}</strong> }] : []), ...(address ? [{ term: FOLLOW.to, value: showPostAddress(address, provinces) }] : []), ...(expected?.ok && stillExpected ? [{ term: FOLLOW.expected, value: showDate(expected.value, lang) }] : []),
        ...(parcel ? [{ term: FOLLOW.postage, value: showDong(parcel.postage, lang) }] : []), ...(parcel && parcel.state === 'delivered' && parcel.collected > 0 ? [{ term: FOLLOW.collected, value: showDong(parcel.collected, lang) }] : parcel && parcel.cod > 0 && !FINAL.includes(parcel.state) ? [{ term: FOLLOW.cod, value: showDong(parcel.cod, lang) }] : []), ...(parcel?.state === 'delivered' && parcel.endedAt ? [{ term: FOLLOW.deliveredAt, value: showMoment(parcel.endedAt, lang) }] : []),
      ]} />
      {parcel && <><h2>{FOLLOW.history[lang]}</h2>{lineSteps(found?.lines ?? []).length === 0 ? <p>{FOLLOW.historyNone[lang]}</p> : <Timeline label={FOLLOW.history[lang]} steps={lineSteps(found?.lines ?? []).map((line) => ({ state: stepOf(line.kind), name: LINE_WORDS[line.kind] ?? { vi: line.kind, en: line.kind }, time: showMoment(line.at, lang), dateTime: line.at.toISOString(), ...(line.place ? { who: line.place } : {}) }))} />}</>}
      {await againForm(deps, request, loaded, parcel, `/ho-so/${loaded.id}/buu-dien/gui-lai`, again)}
      {mayChange && address && (
        <Details summary={FOLLOW.change} open={problems.length > 0}>
          <form id="doi" tabIndex={-1} method="post" action={`/ho-so/${loaded.id}/buu-dien`} noValidate>
            <CsrfFields view={view} />
            <AddressFields value={typed ?? address} provinces={provinces} errorOf={(name) => { const one = problems.find((problem) => problem.name === name); return one ? { error: one.message } : {}; }} />
            <ButtonGroup><Button>{FOLLOW.save[lang]}</Button></ButtonGroup>
          </form>
        </Details>)}
      {!mayChange && problems.length > 0 && <p id="doi" tabIndex={-1}>{FOLLOW.tooLate[lang]}</p>}
      {parcel?.handedAt && <p class="mc-quiet">{FOLLOW.complaint(expected?.ok ? showDate(expected.value, lang) : null)[lang]}</p>}
    </CitizenLayout>);
}
/** A trip in vain is marked as such. */
export const stepOf = (kind: string): 'done' | 'missed' => (['failed', 'returning', 'returned', 'lost', 'cancelled'].includes(kind) ? 'missed' : 'done');
/** What the carrier says of its own doing is shown as it came; what contradicts the minutes is the desk's to clear. */
export const lineSteps = (lines: readonly TrackLine[]): readonly TrackLine[] => lines.filter((line) => !line.verdict?.startsWith('held:'));

async function sentenceOf(deps: PostWebDeps, parcel: Parcel, goesAgain: boolean, lang: Lang): Promise<Text> {
  switch (parcel.state) {
    case 'requested': case 'accepted': return FOLLOW.atOffice;
    case 'delivered': return FOLLOW.delivered(parcel.receiver?.name ?? '');
    case 'returned': return goesAgain ? FOLLOW.atOffice : FOLLOW.back2;
    case 'lost': return FOLLOW.lost;
    case 'failed-1': {
      const first = parcel.tries[0];
      const from = first ? secondTryFrom(first, await deps.offer.offices.workingDays(parcel.agencyId)) : null;
      return from?.ok ? FOLLOW.missed(showDate(from.value, lang)) : FOLLOW.onWay;
    }
    case 'failed-2': case 'returning': return FOLLOW.missedTwice;
    case 'cancelled': return parcel.cancelAskedAt ? FOLLOW.handed : FOLLOW.back2;
    default: return FOLLOW.onWay;
  }
}
