import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { showDong } from '../../../shared/money.ts';
import { showMoment, vietnamDate } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { Details } from '../../../ui/components/details/details.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { StatusLine } from '../../../ui/components/status-line/status-line.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { Timeline } from '../../../ui/components/timeline/timeline.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import type { ProcedureContent } from '../../catalog/domain/index.ts';
import type { Draft } from '../../dossier/index.ts';
import { validateAnswers } from '../../eform/domain/index.ts';
import { NOT_TAKEN, readAddress, ZONE_WORDS, type PostAddress } from '../domain/index.ts';
import type { Parcel, TrackLine } from '../ports.ts';
import { priceTo, pricesAt } from '../use-cases/offer-post.ts';
import { AddressFields, ADDRESS_BODY, addressIn } from './address-fields.tsx';
import { lineSteps, stepOf } from './follow-result.tsx';
import { personScope, type PostWebDeps } from './web-deps.ts';
import { ADDRESS_FAULTS, COLLECT, FOLLOW, LINE_WORDS, STATE_COLOURS, STATE_WORDS } from './words.ts';

const params = z.object({ draft: z.uuid() });
type Request = RouteRequest<{ draft: string }, unknown, unknown>;
/** what has just been done, on the page that follows it */
const doneIn = (request: Request): string | undefined => (request.query as { readonly bao?: string } | undefined)?.bao;
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
      method: 'GET', path: '/nhap/:draft/gui-buu-dien', permission: 'draft.write', audit: 'delivery.collect-page', params, query: z.object({ bao: z.string().max(10).optional() }),
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
        if (!ordered) return redirect(`/nhap/${open.draft.id}/gui-buu-dien`);
        if (!ordered.parcel.cancelAskedAt && !(await deps.parcels.cancel(scope, ordered.parcel.id, request.now))) return page(orderedPage(deps, request, open.draft, (await deps.parcels.ofDraft(scope, open.draft.id)) ?? ordered, null, [{ name: 'tinh-trang', message: COLLECT.tooLate }]), 409);
        return redirect(`/nhap/${open.draft.id}/gui-buu-dien?bao=huy`);
      },
    }),
    route({
      method: 'POST', path: '/nhap/:draft/gui-buu-dien/doi', permission: 'draft.write', audit: 'delivery.change-collect', params, body: z.strictObject({ ...ADDRESS_BODY, cuoc: z.string().max(20).optional() }),
      async handle(request) {
        const open = await find(request);
        if ('submitted' in open) return redirect(`/ho-so/${open.submitted}`);
        const { draft, content } = open;
        const scope = personScope(request);
        const ordered = await deps.parcels.ofDraft(scope, draft.id);
        if (!ordered) return redirect(`/nhap/${draft.id}/gui-buu-dien`);
        const { value, faults } = readAddress(addressIn(request.body), deps.offer.provinces);
        const show = (typed: Elsewhere | null, problems: readonly Problem[], status: number) => page(orderedPage(deps, request, draft, ordered, typed, problems), status);
        if (!NOT_TAKEN.includes(ordered.parcel.state) || ordered.parcel.cancelAskedAt) return show(null, [{ name: 'tinh-trang', message: ordered.parcel.cancelAskedAt ? COLLECT.alreadyAsked : COLLECT.tooLate }], 409);
        if (faults.length > 0) return show({ value, said: null }, faults.map((fault) => ({ name: `noi.${fault}`, message: ADDRESS_FAULTS[fault] })), 400);
        const price = await priceTo(deps.offer, draft.agencyId, content, 'send', value, vietnamDate(request.now));
        if (!price) return show({ value, said: null }, [{ name: 'noi.province', message: COLLECT.otherPlace }], 400);
        // The same distance keeps the price that was ordered; another one is said before it is owed.
        const postage = price.zone === ordered.parcel.zone ? ordered.parcel.postage : price.rule.amount;
        if (postage !== ordered.parcel.postage && request.body.cuoc !== String(postage)) return show({ value, said: postage }, [], 200);
        if (!(await deps.parcels.collectElsewhere(scope, ordered.parcel.id, { address: value, zone: price.zone, postage }, request.now))) return page(orderedPage(deps, request, draft, (await deps.parcels.ofDraft(scope, draft.id)) ?? ordered, null, [{ name: 'tinh-trang', message: COLLECT.tooLate }]), 409);
        return redirect(`/nhap/${draft.id}/gui-buu-dien?bao=doi`);
      },
    }),
  ];
}

async function collectPage(deps: PostWebDeps, request: Request, { draft, content }: Open, typed: PostAddress | null, problems: readonly Problem[]) {
  const { lang, view } = request;
  const back = { href: `/nhap/${draft.id}/kiem-tra`, label: COLLECT.back };
  const found = await deps.parcels.ofDraft(personScope(request), draft.id);
  if (found && found.parcel.state !== 'cancelled') return orderedPage(deps, request, draft, found, null, []);
  const prices = deps.carrier ? await pricesAt(deps.offer, draft.agencyId, content, 'send', vietnamDate(request.now)) : null;
  if (!prices) return <CitizenLayout view={view} title={COLLECT.title} robots="noindex" back={back}><Notice kind="info"><p>{COLLECT.notServed[lang]}</p></Notice></CitizenLayout>;
  const list = prices.map(({ zone, rule }) => `${showDong(rule.amount, lang)} ${ZONE_WORDS[zone][lang]}`).join(', ');
  const said = prices.every(({ rule }) => rule.verified) ? list : `${list} (${COLLECT.unverified[lang]})`;
  const { owner, contact, delivery } = draft.content;
  const papers = content.papers.filter((paper) => paper.kind === 'submit');
  return (
    <CitizenLayout view={view} title={COLLECT.title} lead={COLLECT.lead} robots="noindex" back={back} errors={problems}>
      {doneIn(request) === 'huy' && problems.length === 0 && <Notice kind="ok" role="status"><p>{COLLECT.calledOff[lang]}</p></Notice>}
      <Notice kind="info"><p>{COLLECT.price(said)[lang]}</p><p>{COLLECT.clock[lang]}</p></Notice>
      <h2>{COLLECT.papers[lang]}</h2>
      {papers.length === 0 ? <p>{COLLECT.noPapers[lang]}</p> : <ul>{papers.map((paper) => <li key={paper.key}>{paper.shortName[lang]}{paper.whenText ? ` (${paper.whenText})` : paper.optional || paper.requiredWhen ? ` (${COLLECT.ifAny[lang]})` : ''}</li>)}</ul>}
      <h2>{COLLECT.where[lang]}</h2>
      <form id="dat" tabIndex={-1} method="post" action={`/nhap/${draft.id}/gui-buu-dien`} noValidate>
        <CsrfFields view={view} />
        <AddressFields value={typed ?? delivery?.postTo ?? { name: owner?.name ?? '', phone: contact?.phone ?? owner?.phone ?? '', province: '', address: owner?.address ?? '' }} provinces={deps.provinces()} errorOf={(name) => { const one = problems.find((problem) => problem.name === name); return one ? { error: one.message } : {}; }} />
        <ButtonGroup><Button>{COLLECT.go[lang]}</Button></ButtonGroup>
      </form>
    </CitizenLayout>);
}

/** Another place that was typed, and the price for it where it is not the one that was ordered. */
interface Elsewhere { readonly value: PostAddress; readonly said: number | null }
function orderedPage(deps: PostWebDeps, request: Request, draft: Draft, { parcel, lines }: { readonly parcel: Parcel; readonly lines: readonly TrackLine[] }, typed: Elsewhere | null, problems: readonly Problem[]) {
  const { lang, view } = request;
  const shown = lineSteps(lines);
  const home = `/nhap/${draft.id}/gui-buu-dien`;
  const age = (since: Date): number => request.now.getTime() - since.getTime();
  const waitsForSlip = !parcel.slipFile && parcel.state !== 'arrived' && age(parcel.requestedAt) < 60_000;
  const stillHome = NOT_TAKEN.includes(parcel.state);
  const asked = stillHome && parcel.cancelAskedAt !== null && parcel.cancelRefusedAt === null;
  const young = problems.length === 0 && !typed && (waitsForSlip || (asked && age(parcel.cancelAskedAt ?? request.now) < 60_000));
  const says = asked ? COLLECT.cancelAsked : parcel.state === 'arrived' ? (parcel.missing ? COLLECT.missing : COLLECT.arrived) : parcel.state === 'picked-up' || parcel.state === 'in-transit' ? COLLECT.withPost : parcel.state === 'lost' ? FOLLOW.lost : COLLECT.waits;
  const errorOf = (name: string): { error?: Text } => { const one = problems.find((problem) => problem.name === name); return one ? { error: one.message } : {}; };
  return (
    <CitizenLayout view={view} title={COLLECT.ordered} robots="noindex" errors={problems} back={{ href: `/nhap/${draft.id}/kiem-tra`, label: COLLECT.back }} {...(young ? { refreshSeconds: 3 } : {})}>
      {doneIn(request) === 'doi' && problems.length === 0 && !typed && <Notice kind="ok" role="status"><p>{COLLECT.changed[lang]}</p></Notice>}
      {stillHome && parcel.cancelRefusedAt && <Notice kind="warn"><p>{COLLECT.cancelTooLate[lang]}</p></Notice>}
      <div id="tinh-trang" tabIndex={-1}><StatusLine colour={STATE_COLOURS[parcel.state]} tag={STATE_WORDS[parcel.state]} sentence={says} /></div>
      <SummaryList rows={[...(parcel.carrierNumber ? [{ term: FOLLOW.number, value: <strong class="mc-nowrap">{parcel.carrierNumber}</strong> }] : []), { term: COLLECT.place, value: `${parcel.address.name}, ${parcel.address.phone}, ${parcel.address.address}` }, { term: FOLLOW.postage, value: showDong(parcel.postage, lang) }]} />
      {parcel.slipFile && <ButtonGroup><Button href={`/tep/${parcel.slipFile}`}>{COLLECT.slip[lang]}</Button></ButtonGroup>}
      {shown.length > 0 && <><h2>{FOLLOW.history[lang]}</h2><Timeline label={FOLLOW.history[lang]} steps={shown.map((line) => ({ state: stepOf(line.kind), name: LINE_WORDS[line.kind] ?? { vi: line.kind, en: line.kind }, time: showMoment(line.at, lang), dateTime: line.at.toISOString() }))} /></>}
      {stillHome && !parcel.cancelAskedAt && <>
        <p>{COLLECT.stillHome[lang]}</p>
        <Details summary={COLLECT.change} open={typed !== null}>
          <form id="doi" tabIndex={-1} method="post" action={`${home}/doi#doi`} noValidate>
            <CsrfFields view={view} />
            {typed?.said != null && <Notice kind="info" role="status"><p>{COLLECT.saidNew(showDong(typed.said, lang))[lang]}</p></Notice>}
            {typed?.said != null && <input type="hidden" name="cuoc" value={String(typed.said)} />}
            <AddressFields value={typed?.value ?? parcel.address} provinces={deps.provinces()} errorOf={errorOf} />
            <ButtonGroup><Button>{COLLECT.save[lang]}</Button></ButtonGroup>
          </form>
        </Details>
        <form method="post" action={`${home}/huy`} noValidate><CsrfFields view={view} /><ButtonGroup><Button kind="secondary">{COLLECT.cancel[lang]}</Button></ButtonGroup></form>
      </>}
    </CitizenLayout>);
}
