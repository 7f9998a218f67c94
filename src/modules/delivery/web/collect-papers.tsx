import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { showDong } from '../../../shared/money.ts';
import { showMoment, vietnamDate } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { StatusLine } from '../../../ui/components/status-line/status-line.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { Timeline } from '../../../ui/components/timeline/timeline.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import type { ProcedureContent } from '../../catalog/domain/index.ts';
import type { Draft } from '../../dossier/index.ts';
import { validateAnswers } from '../../eform/domain/index.ts';
import { readAddress, ZONE_WORDS, type PostAddress } from '../domain/index.ts';
import type { Parcel, TrackLine } from '../ports.ts';
import { priceTo, pricesAt } from '../use-cases/offer-post.ts';
import { AddressFields, ADDRESS_BODY, addressIn } from './address-fields.tsx';
import { lineSteps } from './follow-result.tsx';
import { personScope, type PostWebDeps } from './web-deps.ts';
import { ADDRESS_FAULTS, COLLECT, FOLLOW, LINE_WORDS, STATE_COLOURS, STATE_WORDS } from './words.ts';

const params = z.object({ draft: z.uuid() });
type Request = RouteRequest<{ draft: string }, unknown, unknown>;
type Problem = { readonly name: string; readonly message: Text };
interface Open { readonly draft: Draft; readonly content: ProcedureContent }

/** «Bưu điện đến nhà lấy giấy tờ»: for a form that is filled in but whose papers go by post. */
export function collectRoutes(deps: PostWebDeps): Route[] {
  const find = async (request: Request): Promise<Open | { readonly submitted: string }> => {
    const draft = (await deps.dossier.drafts.find(personScope(request), request.params.draft)) ?? notFound();
    if (draft.dossierId) return { submitted: draft.dossierId };
    return { draft, content: (await deps.dossier.procedures.version(draft.version)) ?? notFound() };
  };
  return [
    route({
      method: 'GET', path: '/nhap/:draft/gui-buu-dien', permission: 'draft.write', audit: 'delivery.collect-page', params,
      async handle(request) {
        const open = await find(request);
        if ('submitted' in open) return redirect(`/ho-so/${open.submitted}`);
        return page(await collectPage(deps, request, open, null, []));
      },
    }),
    route({
      method: 'POST', path: '/nhap/:draft/gui-buu-dien', permission: 'draft.write', audit: 'delivery.collect', params, body: z.strictObject(ADDRESS_BODY),
      async handle(request) {
        const open = await find(request);
        if ('submitted' in open) return redirect(`/ho-so/${open.submitted}`);
        const { draft, content } = open;
        const scope = personScope(request);
        const today = vietnamDate(request.now);
        const { value, faults } = readAddress(addressIn(request.body), deps.offer.provinces);
        const problems: Problem[] = faults.map((fault) => ({ name: `noi.${fault}`, message: ADDRESS_FAULTS[fault] }));
        if (!draft.content.owner?.name || (content.form && validateAnswers(content.form, { answers: draft.content.answers, channel: 'post', today }, deps.dossier.lookups).pages.length > 0)) problems.push({ name: 'dat', message: COLLECT.unfinished });
        const price = problems.length === 0 ? await priceTo(deps.offer, draft.agencyId, content, 'send', value, today) : null;
        if (problems.length === 0 && !price) problems.push({ name: 'noi.province', message: COLLECT.otherPlace });
        if (!price || !deps.carrier) return page(await collectPage(deps, request, open, value, problems), 400);
        await deps.parcels.order(scope, {
          id: deps.ids.uuid(), direction: 'send', dossierId: null, attempt: 1, draftId: draft.id, citizenId: scope.kind === 'citizen' ? scope.citizenId : null, guestKey: scope.kind === 'guest' ? scope.guestKey : null, agencyId: draft.agencyId,
          procedure: content.code, reference: draft.shortCode, address: value, zone: price.zone, postage: price.rule.amount, carrier: deps.carrier.name, at: request.now,
        });
        return redirect(`/nhap/${draft.id}/gui-buu-dien`);
      },
    }),
    route({
      method: 'POST', path: '/nhap/:draft/gui-buu-dien/huy', permission: 'draft.write', audit: 'delivery.cancel-collect', params, body: z.strictObject({}),
      async handle(request) {
        const open = await find(request);
        if ('submitted' in open) return redirect(`/ho-so/${open.submitted}`);
        const scope = personScope(request);
        const ordered = await deps.parcels.ofDraft(scope, open.draft.id);
        if (ordered) await deps.parcels.cancel(scope, ordered.parcel.id, request.now);
        return redirect(`/nhap/${open.draft.id}/gui-buu-dien`);
      },
    }),
  ];
}

async function collectPage(deps: PostWebDeps, request: Request, { draft, content }: Open, typed: PostAddress | null, problems: readonly Problem[]) {
  const { lang, view } = request;
  const back = { href: `/nhap/${draft.id}/kiem-tra`, label: COLLECT.back };
  const found = await deps.parcels.ofDraft(personScope(request), draft.id);
  if (found && found.parcel.state !== 'cancelled') return orderedPage(request, draft, found);
  const prices = deps.carrier ? await pricesAt(deps.offer, draft.agencyId, content, 'send', vietnamDate(request.now)) : null;
  if (!prices) return <CitizenLayout view={view} title={COLLECT.title} robots="noindex" back={back}><Notice kind="info"><p>{COLLECT.notServed[lang]}</p></Notice></CitizenLayout>;
  const list = prices.map(({ zone, rule }) => `${showDong(rule.amount)} ${ZONE_WORDS[zone][lang]}`).join(', ');
  const said = prices.every(({ rule }) => rule.verified) ? list : `${list} (${COLLECT.unverified[lang]})`;
  const { owner, contact } = draft.content;
  const papers = content.papers.filter((paper) => paper.kind === 'submit');
  return (
    <CitizenLayout view={view} title={COLLECT.title} lead={COLLECT.lead} robots="noindex" back={back} errors={problems}>
      <Notice kind="info"><p>{COLLECT.price(said)[lang]}</p><p>{COLLECT.clock[lang]}</p></Notice>
      <h2>{COLLECT.papers[lang]}</h2>
      {papers.length === 0 ? <p>{COLLECT.noPapers[lang]}</p> : <ul>{papers.map((paper) => <li key={paper.key}>{paper.shortName[lang]}{paper.whenText ? ` (${paper.whenText})` : ''}</li>)}</ul>}
      <h2>{COLLECT.where[lang]}</h2>
      <form id="dat" tabIndex={-1} method="post" action={`/nhap/${draft.id}/gui-buu-dien`} noValidate>
        <CsrfFields view={view} />
        <AddressFields value={typed ?? { name: owner?.name ?? '', phone: contact?.phone ?? owner?.phone ?? '', province: '', address: owner?.address ?? '' }} provinces={deps.provinces()} errorOf={(name) => { const one = problems.find((problem) => problem.name === name); return one ? { error: one.message } : {}; }} />
        <ButtonGroup><Button>{COLLECT.go[lang]}</Button></ButtonGroup>
      </form>
    </CitizenLayout>);
}

function orderedPage(request: Request, draft: Draft, { parcel, lines }: { readonly parcel: Parcel; readonly lines: readonly TrackLine[] }) {
  const { lang, view } = request;
  const shown = lineSteps(lines);
  const young = !parcel.slipFile && parcel.state !== 'arrived' && request.now.getTime() - parcel.requestedAt.getTime() < 60_000;
  const says = parcel.state === 'arrived' ? (parcel.missing ? COLLECT.missing : COLLECT.arrived) : parcel.state === 'picked-up' || parcel.state === 'in-transit' ? COLLECT.withPost : parcel.state === 'lost' ? FOLLOW.lost : COLLECT.waits;
  return (
    <CitizenLayout view={view} title={COLLECT.ordered} robots="noindex" back={{ href: `/nhap/${draft.id}/kiem-tra`, label: COLLECT.back }} {...(young ? { refreshSeconds: 3 } : {})}>
      <StatusLine colour={STATE_COLOURS[parcel.state]} tag={STATE_WORDS[parcel.state]} sentence={says} />
      <SummaryList rows={[...(parcel.carrierNumber ? [{ term: FOLLOW.number, value: <strong class="mc-nowrap">{parcel.carrierNumber}</strong> }] : []), { term: COLLECT.where, value: `${parcel.address.name}, ${parcel.address.phone}, ${parcel.address.address}` }, { term: FOLLOW.postage, value: showDong(parcel.postage) }]} />
      {parcel.slipFile && <ButtonGroup><Button href={`/tep/${parcel.slipFile}`}>{COLLECT.slip[lang]}</Button></ButtonGroup>}
      {shown.length > 0 && <><h2>{FOLLOW.history[lang]}</h2><Timeline label={FOLLOW.history[lang]} steps={shown.map((line) => ({ state: 'done', name: LINE_WORDS[line.kind] ?? { vi: line.kind, en: line.kind }, time: showMoment(line.at, lang), dateTime: line.at.toISOString() }))} /></>}
      {parcel.state === 'requested' && <form method="post" action={`/nhap/${draft.id}/gui-buu-dien/huy`} noValidate><CsrfFields view={view} /><ButtonGroup><Button kind="secondary">{COLLECT.cancel[lang]}</Button></ButtonGroup></form>}
    </CitizenLayout>);
}
