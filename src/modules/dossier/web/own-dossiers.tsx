import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { showDong } from '../../../shared/money.ts';
import { showMoment, showShortDate, showTime, vietnamDate } from '../../../shared/plain-date.ts';
import type { Lang, Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { Details } from '../../../ui/components/details/details.tsx';
import { DossierCode } from '../../../ui/components/dossier-code/dossier-code.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { ServiceList } from '../../../ui/components/service-card/service-card.tsx';
import { QrCode } from '../../../ui/components/qr-code/qr-code.tsx';
import { StatusLine } from '../../../ui/components/status-line/status-line.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { Tag } from '../../../ui/components/tag/tag.tsx';
import { TextArea } from '../../../ui/components/text-area/text-area.tsx';
import { Timeline } from '../../../ui/components/timeline/timeline.tsx';
import { TwoClocks } from '../../../ui/components/two-clocks/two-clocks.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { PATHS } from '../../../ui/layouts/paths.ts';
import type { ProcedureContent } from '../../catalog/domain/index.ts';
import { summarise } from '../../eform/domain/index.ts';
import { CLOSED, NATIONAL_NAMES, owed, type DossierState } from '../domain/index.ts';
import type { LoadedDossier } from '../ports.ts';
import { personalOf } from '../use-cases/change-dossier.ts';
import { requestWithdrawal } from '../use-cases/finish-dossier.ts';
import { resumeAt, pathOf } from './draft-path.ts';
import { answerRows } from './answer-rows.tsx';
import { A } from './assist-words.ts';
import { sizeText } from './send-papers.tsx';
import { plainStatus, sentenceOf } from './status-sentence.ts';
import { clocksOf, timelineOf } from './timeline.ts';
import type { DossierWebDeps } from './web-deps.ts';
import { scopeOf } from './with-draft.ts';
import { W } from './words.ts';

const params = z.object({ id: z.uuid() });
type Request = RouteRequest<{ id: string }, unknown, unknown>;

export function ownDossierRoutes(deps: DossierWebDeps): Route[] {
  return [
    route({
      method: 'GET', path: '/ho-so-cua-toi', permission: 'dossier.own', audit: 'dossier.list-own',
      async handle(request) {
        const scope = scopeOf(request);
        const [drafts, dossiers] = await Promise.all([deps.drafts.listOpen(scope, LIMITS.pageRows), deps.listOwn(scope, LIMITS.pageRows)]);
        const { lang, view } = request;
        const rows = await Promise.all(drafts.map(async (draft) => { const content = await deps.procedures.version(draft.version); return content ? [{ draft, content }] : []; })).then((all) => all.flat());
        const named = await Promise.all(dossiers.map(async (dossier) => ({ dossier, name: (await deps.procedures.current(dossier.procedure))?.content.plainName[lang] ?? dossier.procedure })));
        return page(
          <CitizenLayout view={view} title={W.own.title}>
            {request.actor.kind === 'guest' && <ButtonGroup><Button kind="secondary" href="/dang-nhap?ve=/ho-so-cua-toi">{W.own.signIn[lang]}</Button></ButtonGroup>}
            {rows.length === 0 && named.length === 0 && <p>{(request.actor.kind === 'guest' ? W.own.none : W.own.noneSignedIn)[lang]}</p>}
            {rows.length > 0 && <><h2>{W.own.drafts[lang]}</h2><SummaryList rows={rows.map(({ draft, content }) => ({ term: content.plainName, value: `${draft.shortCode} · ${W.own.keptUntil[lang]} ${showShortDate(vietnamDate(draft.expiresAt))}`, change: { href: resumeAt(draft, pathOf(draft, content, request.now)).href, words: W.own.continue } }))} /></>}
            {named.length > 0 && <><h2>{W.own.dossiers[lang]}</h2>
              <ServiceList services={named.map(({ dossier, name }) => ({
                href: `/ho-so/${dossier.id}`, name,
                description: <Tag colour={plainStatus(dossier.status, dossier.national).tag}>{plainStatus(dossier.status, dossier.national).sentence}</Tag>,
                facts: [{ words: <DossierCode code={dossier.code ?? dossier.reference} /> }, { words: `${W.own.sentOn[lang]} ${showShortDate(vietnamDate(dossier.submittedAt))}` }],
              }))} /></>}
          </CitizenLayout>);
      },
    }),
    route({
      method: 'GET', path: '/ho-so/:id/da-nop', permission: 'dossier.own', audit: 'dossier.submitted-page', params,
      async handle(request) {
        const loaded = (await deps.store.find(scopeOf(request), request.params.id)) ?? notFound();
        return page(await submittedPage(deps, request, loaded));
      },
    }),
    route({
      method: 'GET', path: '/ho-so/:id', permission: 'dossier.own', audit: 'dossier.read-own', params,
      async handle(request) {
        const loaded = (await deps.store.find(scopeOf(request), request.params.id)) ?? notFound();
        return page(await statusPage(deps, request, loaded));
      },
    }),
    route({
      method: 'POST', path: '/ho-so/:id/rut', permission: 'dossier.own', audit: 'dossier.withdraw', params, body: z.strictObject({ 'ly-do': z.string().max(LIMITS.longText).optional() }),
      async handle(request) {
        const outcome = await requestWithdrawal(deps, { scope: scopeOf(request), actor: request.actor, id: request.params.id, at: request.now, key: request.key, route: 'dossier.withdraw', body: request.body }, request.body['ly-do']?.trim() || 'Người nộp xin rút');
        if (!outcome.ok && outcome.refusal.kind === 'not-found') return notFound();
        return redirect(`/ho-so/${request.params.id}`);
      },
    }),
  ];
}

async function submittedPage(deps: DossierWebDeps, request: Request, loaded: LoadedDossier) {
  const { lang, view } = request;
  const { state } = loaded;
  const [content, paper, linked] = await Promise.all([deps.procedures.version(state.version), deps.paperOf(scopeOf(request), loaded.id, 'xac-nhan-da-nop'), deps.linkedBlock?.(scopeOf(request), loaded, lang, 'citizen')]);
  const at = new Date(state.submittedAt);
  const secret = deps.trackingSecret(loaded.id);
  const names = new Map((content?.papers ?? []).map((one) => [one.key, one.shortName[lang]]));
  const code = deps.qr?.(`${deps.siteUrl}/tra-cuu?ma=${encodeURIComponent(state.reference)}&bi-mat=${encodeURIComponent(secret)}`);
  const young = request.now.getTime() - at.getTime() < 60_000;
  return (
    <CitizenLayout view={view} title={W.done.title(showTime(at))} {...(!paper && young ? { refreshSeconds: 3 } : {})} islands={['copy-code']} robots="noindex">
      <Notice kind="ok" role="status"><p>{content?.plainName[lang]}</p>
        <p>{W.done.reference[lang]} <DossierCode code={state.reference} large copy /></p>
        <p>{W.done.secret[lang]} <DossierCode code={secret} large copy /></p></Notice>
      <p>{W.done.keep[lang]}</p>
      {deps.smsNumber && <p>{W.done.bySms(deps.smsNumber)[lang]} <strong class="mc-message">HS {state.reference} {secret}</strong></p>}
      <h2>{W.done.next[lang]}</h2>
      <p>{W.done.nextText(showMoment(new Date(state.acknowledgeBy.at), lang))[lang]}</p>
      <p class="mc-quiet">{state.acknowledgeBy.explanation[lang]}</p>
      {linked}
      <FeeToPay deps={deps} loaded={loaded} content={content} lang={lang} />
      <ButtonGroup>
        {paper ? <Button href={`/tep/${paper.fileId}`}>{W.done.receipt[lang]}</Button> : <p role="status">{(young ? W.done.makingNow : W.done.making)[lang]}</p>}
        <Button kind="secondary" href={`/ho-so/${loaded.id}`}>{W.done.follow[lang]}</Button>
      </ButtonGroup>
      <h2>{W.done.received[lang]}</h2>
      {state.files.length === 0 ? <p>{W.papers.none[lang]}</p> : <SummaryList rows={state.files.map((file) => ({
        term: names.get(file.paper) ?? file.paper, value: `${file.name} – ${W.check.pages(file.pages)[lang]}, ${sizeText(file.size, lang)}`,
        note: <>{W.done.hash[lang]}: <code class="mc-hash">{file.sha256}</code></>,
      }))} />}
      {code && <Details summary={W.done.share} open={false}><p>{W.done.shareText[lang]}</p><QrCode path={code.path} modules={code.modules} title={W.done.shareAlt} /></Details>}
      <div class="mc-noprint"><Details summary={W.done.borrowed} open={false}>
        <form method="post" action={PATHS.signOut}><CsrfFields view={view} /><p>{W.done.borrowedText[lang]}</p><ButtonGroup><Button kind="secondary">{W.done.clear[lang]}</Button></ButtonGroup></form>
      </Details></div>
    </CitizenLayout>);
}

/** Whose desk it lies on; nobody's once it is closed. */
function holderOf(state: DossierState, lang: Lang): string | null {
  if (state.closedAt || state.status === 'refused') return null;
  if (state.openSupplement) return W.status.withYou[lang];
  if (state.status === 'submitted') return W.status.atReception[lang];
  if (state.status === 'done') return state.delivery.methods.some((way) => way !== 'electronic') ? W.status.atReturn[lang] : null;
  const step = state.steps.find((one) => one.key === state.step);
  return state.assigneeName ?? (step ? W.status.holders[step.role][lang] : W.status.atReception[lang]);
}

async function statusPage(deps: DossierWebDeps, request: Request, loaded: LoadedDossier) {
  const { lang, view } = request;
  const scope = scopeOf(request);
  const { state } = loaded;
  const [content, agency, accesses, result, slips, deadlines, rating, linked] = await Promise.all([
    deps.procedures.version(state.version), deps.agencies.find(state.competentAgency), deps.accessesOf(scope, loaded.id), state.signed ? deps.resultFile(scope, loaded.id) : null,
    Promise.all(['xac-nhan-da-nop', 'mau-01-giay-tiep-nhan', 'mau-02-yeu-cau-bo-sung', 'mau-03-tu-choi', 'mau-04-xin-loi', 'mau-05-dung-giai-quyet', 'bien-lai', 'bien-lai-le-phi'].map(async (template) => ({ template, paper: await deps.paperOf(scope, loaded.id, template) }))), deps.deadlinesOf(state.competentAgency), deps.ratingLink?.(scope, { id: loaded.id, status: state.status }), deps.linkedBlock?.(scope, loaded, lang, 'citizen'),
  ]);
  const says = sentenceOf(state, lang, request.now);
  const { owner, answers } = personalOf(loaded.events);
  const facts = { answers, channel: state.channel, today: vietnamDate(new Date(state.submittedAt)) };
  const clocks = clocksOf(loaded.events, state, request.now, deadlines, lang);
  const mayWithdraw = ['submitted', 'intake-supplement', 'processing', 'appraisal-supplement', 'suspended'].includes(state.status);
  const holder = holderOf(state, lang);
  const title = W.status.title(content?.plainName ?? { vi: state.procedure, en: state.procedure });
  return (
    <CitizenLayout view={view} title={title} robots="noindex" back={{ href: '/ho-so-cua-toi', label: W.own.title }}>
      <p><DossierCode code={state.code ?? state.reference} large copy /></p>
      {state.assisted && <p>{A.filedBy(state.assisted.helperName, state.assisted.helperTitle, showMoment(new Date(state.assisted.consent.at), lang))[lang]}</p>}
      <StatusLine colour={says.colour} tag={says.tag} sentence={says.sentence} official={NATIONAL_NAMES[says.national]}
        next={state.openSupplement ? <Button href={`/ho-so/${loaded.id}/bo-sung`}>{W.status.supplement[lang]}</Button> : result ? <ButtonGroup><Button href={`/tep/${result.fileId}`}>{W.status.download[lang]}</Button><Button kind="secondary" href={`/kiem-tra/${state.approved?.verifyCode ?? ''}`}>{W.status.verify[lang]}</Button></ButtonGroup> : undefined} />
      <FeeToPay deps={deps} loaded={loaded} content={content} lang={lang} />
      {deps.postLink && state.delivery.methods.includes('post') && <p><a href={deps.postLink(loaded.id)}>{(state.posted || state.closedAt || state.cameBack ? W.post.follow : W.post.change)[lang]}</a></p>}
      {rating && <Notice kind="info"><p><a href={rating}>{W.status.rate[lang]}</a></p></Notice>}
      {state.due && <Details summary={`${W.status.promised[lang]}: ${showMoment(new Date(state.due.at), lang)}. ${W.status.how[lang]}`}><p>{state.due.explanation[lang]}</p></Details>}
      {clocks && <TwoClocks office={clocks.office} citizen={clocks.citizen} running={clocks.running} />}
      {linked}
      <h2>{W.status.timeline[lang]}</h2>
      <Timeline steps={timelineOf(loaded.events, state, lang)} label={W.status.timeline[lang]} />
      <SummaryList rows={[{ term: W.track.agency, value: agency ? <a href={`/co-quan/${agency.id}`}>{agency.name}</a> : '' }, ...(holder ? [{ term: W.status.who, value: holder }] : []), ...(agency?.phone ? [{ term: W.identify.phone, value: agency.phone }] : [])]} />
      <Details summary={W.status.data}>
        <SummaryList title={W.check.owner} rows={[{ term: W.identify.name, value: owner.name }, ...(owner.personalId ? [{ term: W.identify.personalId, value: owner.personalId }] : [])]} />
        {content?.form && summarise(content.form, facts, lang, deps.places).map((section) => <SummaryList key={section.key} title={section.title} rows={answerRows(section.rows)} />)}
      </Details>
      {state.files.length > 0 && <Details summary={W.status.papers}><ul>{state.files.map((file) => <li key={file.id}><a href={`/tep/${file.id}`}>{file.name}</a> ({W.check.pages(file.pages)[lang]}, {sizeText(file.size, lang)})</li>)}</ul></Details>}
      {slips.some((slip) => slip.paper) && <Details summary={W.status.slips} open><ul>{slips.flatMap(({ template, paper }) => (paper ? [<li key={template}><a href={`/tep/${paper.fileId}`}>{SLIP_NAMES[template]?.[lang] ?? template}</a></li>] : []))}</ul></Details>}
      <Details summary={W.status.seen}>{accesses.length === 0 ? <p>{W.status.seenNone[lang]}</p> : <ul>{accesses.map((access, at) => <li key={at}>{showMoment(access.at, lang)}: {access.officer} – {access.purpose}</li>)}</ul>}</Details>
      {mayWithdraw && <div class="mc-noprint"><Details summary={W.status.withdraw}>
        <form method="post" action={`/ho-so/${loaded.id}/rut`} noValidate><CsrfFields view={view} /><p>{W.status.withdrawHint[lang]}</p><TextArea name="ly-do" label={W.status.withdrawReason} rows={3} /><ButtonGroup><Button kind="danger">{W.status.withdraw[lang]}</Button></ButtonGroup></form>
      </Details></div>}
    </CitizenLayout>);
}
/** What is still to pay, and where; paying never holds up the dossier. */
function FeeToPay({ deps, loaded, content, lang }: { deps: DossierWebDeps; loaded: LoadedDossier; content: ProcedureContent | null; lang: Lang }) {
  const amount = owed(loaded.state);
  if (amount <= 0 || CLOSED.includes(loaded.state.status)) return null;
  return (
    <Notice kind="warn" title={W.pay.owed(showDong(amount, lang))}>
      <p>{(loaded.state.delivery.methods.includes('post') ? W.post.unpaid : deps.paymentLink && content?.onlinePayment ? W.pay.whenever : W.pay.atCounter)[lang]}</p>
      {deps.paymentLink && content?.onlinePayment && <ButtonGroup><Button kind="secondary" href={deps.paymentLink(loaded.id)}>{W.pay.go[lang]}</Button></ButtonGroup>}
    </Notice>);
}
export const SLIP_NAMES: Readonly<Record<string, Text>> = {
  'bien-lai': { vi: 'Biên lai thu phí', en: 'Receipt of the charge' }, 'bien-lai-le-phi': { vi: 'Biên lai thu lệ phí', en: 'Receipt of the fee' },
  'xac-nhan-da-nop': { vi: 'Giấy xác nhận đã nộp', en: 'Receipt of submission' }, 'mau-01-giay-tiep-nhan': { vi: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả (Mẫu 01)', en: 'Acceptance and appointment slip (form 01)' },
  'mau-02-yeu-cau-bo-sung': { vi: 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ (Mẫu 02)', en: 'Supplement request (form 02)' }, 'mau-03-tu-choi': { vi: 'Phiếu từ chối tiếp nhận giải quyết hồ sơ (Mẫu 03)', en: 'Refusal (form 03)' },
  'mau-04-xin-loi': { vi: 'Văn bản xin lỗi và đề nghị gia hạn (Mẫu 04)', en: 'Apology and extension (form 04)' }, 'mau-05-dung-giai-quyet': { vi: 'Thông báo dừng giải quyết hồ sơ (Mẫu 05)', en: 'Notice of discontinuation (form 05)' },
};
