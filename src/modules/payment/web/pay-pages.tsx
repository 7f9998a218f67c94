import type { VNode } from 'preact';
import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { personScope } from '../../../platform/http/who-asks.ts';
import { showDong } from '../../../shared/money.ts';
import { showMoment } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { Details } from '../../../ui/components/details/details.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { StatusLine } from '../../../ui/components/status-line/status-line.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import type { FeeLine } from '../../fee/domain/index.ts';
import { CLOSED, owed, type DossierEvent } from '../../dossier/domain/index.ts';
import type { LoadedDossier } from '../../dossier/index.ts';
import { BY_TRANSFER, firstState, payLines, receiptPaper, type Attempt, type Intent, type PayAccount } from '../domain/index.ts';
import type { PaymentView } from '../ports.ts';
import { startPayment } from '../use-cases/start-payment.ts';
import { accountFor, TransferCode } from './transfer-code.tsx';
import type { PaymentWebDeps } from './web-deps.ts';
import { CODE_WORDS, otherCode, START_REFUSED, TRANSFER, W } from './words.ts';

const params = z.object({ dossier: z.uuid() });
type Request = RouteRequest<{ dossier: string }, { ve?: string | undefined; hoi?: string | undefined }, unknown>;
interface Shown { readonly deps: PaymentWebDeps; readonly request: Request; readonly loaded: LoadedDossier; readonly view: PaymentView | null; readonly agency: string; readonly online: boolean; readonly account: PayAccount | null }

/** While a payment is being confirmed the page asks again, first often, then less. */
const REFRESH = { soonSeconds: 3, laterSeconds: 10, soonMs: 120_000, longestMs: 30 * 60_000 } as const;

export function payRoutes(deps: PaymentWebDeps): Route[] {
  const shown = async (request: Request): Promise<Shown> => {
    const scope = personScope(request);
    const loaded = (await deps.dossier.store.find(scope, request.params.dossier)) ?? notFound();
    const [view, content, agency] = await Promise.all([deps.payments.of(scope, loaded.id), deps.dossier.procedures.version(loaded.state.version), deps.dossier.agencies.find(loaded.state.competentAgency)]);
    return { deps, request, loaded, view, agency: agency?.name ?? '', account: await accountFor(deps, scope, loaded, request.now), online: deps.gateway !== null && (content?.onlinePayment ?? false) };
  };
  return [
    route({
      method: 'GET', path: '/tra-tien/:dossier', permission: 'dossier.own', audit: 'payment.page', params, query: z.object({ ve: z.string().max(10).optional(), hoi: z.string().max(10).optional() }),
      async handle(request) { return answer(await shown(request), null, 200); },
    }),
    route({
      method: 'POST', path: '/tra-tien/:dossier', permission: 'dossier.own', audit: 'payment.start', params, body: z.strictObject({}),
      async handle(raw) {
        const request = { ...raw, query: {} } as unknown as Request;
        const at = await shown(request);
        if (!deps.gateway || !at.online) return answer(at, W.counterOnly, 409);
        const started = await startPayment({ ...deps, gateway: deps.gateway }, { scope: personScope(request), dossier: at.loaded, ip: request.ip, lang: request.lang, at: request.now });
        return started.ok ? redirect(started.value.url) : answer(await shown(request), START_REFUSED[started.refusal.kind], started.refusal.kind === 'too-many' ? 429 : 409);
      },
    }),
    // The browser comes back from the gateway. What it brings is signed, but only the gateway's own message or answer decides.
    route({
      method: 'GET', path: '/tra-tien/:dossier/ve', permission: 'dossier.own', audit: 'payment.return', params,
      async handle(request) { return redirect(`/tra-tien/${request.params.dossier}?ve=1`); },
    }),
    route({
      method: 'POST', path: '/tra-tien/:dossier/hoi-lai', permission: 'dossier.own', audit: 'payment.ask', params, body: z.strictObject({}),
      async handle(raw) {
        const request = raw as unknown as Request;
        const scope = personScope(request);
        if (!(await deps.dossier.store.find(scope, request.params.dossier))) return notFound();
        await deps.payments.askGateway(scope, request.params.dossier, request.now);
        return redirect(`/tra-tien/${request.params.dossier}?ve=1&hoi=1`);
      },
    }),
  ];
}

async function answer(at: Shown, problem: Text | null, status: number) {
  const { intent, attempts } = at.view ?? { intent: null, attempts: [] as readonly Attempt[] };
  const extra = at.deps.gateway ? { formTargets: [at.deps.gateway.origin] } : {};
  const current = attempts.find((one) => one.id === intent?.currentAttempt) ?? null;
  const node = async (): Promise<VNode> => {
    if (intent?.state === 'PAID') return paidPage(at, intent, attempts.find((one) => one.id === intent.paidAttempt) ?? null);
    if (intent?.state === 'REFUND_REQUESTED') return settledPage(at, W.settled.refunding, W.settled.refundingText);
    if (intent?.state === 'REFUNDED') return settledPage(at, W.settled.refunded, W.settled.refundedText);
    if (owed(at.loaded.state) <= 0) {
      const first = firstState(at.loaded.state.fees);
      return first === 'PENDING' ? settledPage(at, W.settled.counter, collectedBy(at.loaded) === BY_TRANSFER ? W.settled.transferText : W.settled.counterText) : first === 'EXEMPT' ? settledPage(at, W.settled.exempt, W.settled.exemptText) : settledPage(at, W.settled.none, W.settled.noneText);
    }
    if (CLOSED.includes(at.loaded.state.status)) return settledPage(at, W.settled.closed, START_REFUSED['dossier-closed']);
    if (intent?.state === 'PROCESSING' && current) return confirmingPage(at, current, problem);
    return payPage(at, intent, current, problem);
  };
  return page(await node(), status, extra);
}

const refOf = (at: Shown): string => at.loaded.state.code ?? at.loaded.state.reference;
const backTo = (at: Shown) => ({ href: `/ho-so/${at.loaded.id}`, label: W.pay.back });
const Lines = ({ at }: { at: Shown }): VNode => (
  <SummaryList title={W.pay.what} rows={[
    ...payLines(at.loaded.state.fees).map((line) => ({ term: line.name, value: showDong(line.amount, at.request.lang), note: line.explanation ? { vi: `${line.explanation.vi}. ${line.legalBasis}`, en: `${line.explanation.en}. ${line.legalBasis}` } : line.legalBasis })),
    { term: W.pay.total, value: <strong>{showDong(at.view?.intent.amount ?? owed(at.loaded.state), at.request.lang)}</strong> }, { term: W.pay.dossier, value: refOf(at) }, { term: W.pay.to, value: at.agency },
  ]} />);

/** Money that came and is not counted on the dossier: said on every page of the payment, so that nobody pays again. */
function SurplusNotes({ at }: { at: Shown }): VNode {
  const { lang } = at.request;
  const all = at.view?.surplus ?? [];
  const sum = (states: readonly string[]): number => all.filter((one) => states.includes(one.state)).reduce((total, one) => total + one.amount, 0);
  const [open, back] = [sum(['open']), sum(['refund-requested', 'refunded'])];
  return (
    <>
      {open > 0 && <Notice kind="warn" role="status"><p>{W.surplus.text(showDong(open, lang))[lang]}</p></Notice>}
      {back > 0 && <Notice kind="info" role="status"><p>{W.surplus.back(showDong(back, lang))[lang]}</p></Notice>}
    </>);
}

function payPage(at: Shown, intent: Intent | null, last: Attempt | null, problem: Text | null): VNode {
  const { request: { lang, view } } = at;
  const failed = intent?.state === 'FAILED' && last ? (CODE_WORDS[last.responseCode ?? ''] ?? otherCode(last.responseCode ?? '?')) : null;
  const held = at.view?.surplus.some((one) => one.state === 'open') ?? false;
  const title = held ? W.surplus.title : failed ? W.failed.title : intent?.state === 'EXPIRED' ? W.expired.title : W.pay.title(showDong(owed(at.loaded.state), lang));
  return (
    <CitizenLayout view={view} title={title} back={backTo(at)} robots="noindex" {...(problem ? { errors: [{ name: 'tra', message: problem }] } : {})}>
      <SurplusNotes at={at} />
      {failed && !held && <Notice kind="warn" role="status"><p>{failed[lang]}</p><p>{W.failed.safe[lang]}</p></Notice>}
      {intent?.state === 'EXPIRED' && !held && <Notice kind="warn" role="status"><p>{(at.request.query.hoi ? W.confirming.asked : W.expired.text)[lang]}</p></Notice>}
      <Lines at={at} />
      {held ? null : at.online ? <>
        <Notice kind="info"><p>{W.pay.otp[lang]}</p></Notice>
        <form method="post" action={`/tra-tien/${at.loaded.id}`} noValidate>
          <CsrfFields view={view} />
          <p class="mc-hint">{W.pay.goHint[lang]}</p>
          <ButtonGroup><Button id="tra">{(intent && intent.state !== 'PENDING' ? W.failed.again : W.pay.go)[lang]}</Button></ButtonGroup>
        </form>
        <p>{(at.loaded.state.delivery.methods.includes('post') ? W.pay.orPostman : W.pay.orCounter)[lang]}</p>
        {intent?.state === 'EXPIRED' && <form method="post" action={`/tra-tien/${at.loaded.id}/hoi-lai`} noValidate><CsrfFields view={view} /><ButtonGroup><Button kind="quiet">{W.expired.ask[lang]}</Button></ButtonGroup></form>}</> : <p id="tra">{W.counterOnly[lang]}</p>}
      {!held && at.account && <Details summary={TRANSFER.or} open={!at.online}><p>{TRANSFER.samePhone[lang]}</p><TransferCode account={at.account} loaded={at.loaded} lang={lang} qr={at.deps.qr} /></Details>}
    </CitizenLayout>);
}

function confirmingPage(at: Shown, current: Attempt, problem: Text | null): VNode {
  const { request: { lang, view, now, query } } = at;
  const age = now.getTime() - current.createdAt.getTime();
  const refresh = age > REFRESH.longestMs ? {} : { refreshSeconds: age > REFRESH.soonMs ? REFRESH.laterSeconds : REFRESH.soonSeconds };
  return (
    <CitizenLayout view={view} title={W.confirming.title} back={backTo(at)} robots="noindex" {...refresh} {...(problem ? { errors: [{ name: 'tra', message: problem }] } : {})}>
      <StatusLine colour="blue" tag={W.confirming.title} sentence={query.hoi ? W.confirming.asked : W.confirming.text} />
      <SurplusNotes at={at} />
      <Lines at={at} />
      <Notice kind="info"><p>{W.confirming.notYet[lang]}</p></Notice>
      <form method="post" action={`/tra-tien/${at.loaded.id}/hoi-lai`} noValidate><CsrfFields view={view} /><ButtonGroup><Button kind="secondary">{W.confirming.ask[lang]}</Button></ButtonGroup></form>
      {at.online && <form method="post" action={`/tra-tien/${at.loaded.id}`} noValidate><CsrfFields view={view} /><ButtonGroup><Button id="tra" kind="quiet">{W.confirming.reopen[lang]}</Button></ButtonGroup></form>}
    </CitizenLayout>);
}

async function paidPage(at: Shown, intent: Intent, attempt: Attempt | null): Promise<VNode> {
  const { deps, request, loaded } = at;
  const { lang, view, now } = request;
  const scope = personScope(request);
  const receipts = (await Promise.all((['phi', 'le-phi'] as const).map((kind) => deps.paperOf(scope, loaded.id, receiptPaper(kind))))).flatMap((paper) => (paper ? [paper] : []));
  const waits = receipts.length === 0 && now.getTime() - intent.changedAt.getTime() < REFRESH.soonMs;
  return (
    <CitizenLayout view={view} title={W.paid.title} back={backTo(at)} robots="noindex" {...(waits ? { refreshSeconds: REFRESH.soonSeconds } : {})}>
      <StatusLine colour="green" tag={W.paid.title} sentence={W.paid.text(showDong(intent.amount, lang))} />
      <SurplusNotes at={at} />
      {receipts.length > 0 ? <ButtonGroup>{receipts.map((paper) => <Button key={paper.fileId} href={`/tep/${paper.fileId}`}>{W.paid.receipt[lang]}</Button>)}</ButtonGroup> : <p role="status">{W.paid.making[lang]}</p>}
      <Lines at={at} />
      {attempt && <SummaryList rows={[{ term: W.paid.transaction, value: `${attempt.gateway.toUpperCase()} ${attempt.transaction ?? ''}` }, { term: W.paid.at, value: showMoment(attempt.finishedAt ?? intent.changedAt, lang) }]} />}
    </CitizenLayout>);
}

/** The gateway that brought the last fee, or the mark of a transfer; none at the counter. */
const collectedBy = (loaded: LoadedDossier): string | null => loaded.events.findLast((event): event is DossierEvent<'fee-collected'> => event.kind === 'fee-collected')?.data.provider?.gateway ?? null;
/** How the sum came about, and by which text: the exemption's own where there is one. */
const whyThisMuch = (line: FeeLine): Text => { const basis = line.relief?.legalBasis ?? line.legalBasis; return { vi: `${line.explanation.vi}. ${basis}`, en: `${line.explanation.en}. ${basis}` }; };
function settledPage(at: Shown, title: Text, text: Text): VNode {
  const { request: { view, lang } } = at;
  return (
    <CitizenLayout view={view} title={title} back={backTo(at)} robots="noindex">
      <StatusLine colour="grey" tag={title} sentence={text} />
      <SurplusNotes at={at} />
      {at.loaded.state.fees.length > 0 && <SummaryList title={W.pay.what} rows={at.loaded.state.fees.map((line) => ({ term: line.name, value: showDong(line.payable, lang), note: whyThisMuch(line) }))} />}
    </CitizenLayout>);
}
