import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { showDong } from '../../../shared/money.ts';
import type { Lang, Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { Checkbox, Checkboxes } from '../../../ui/components/checkboxes/checkboxes.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { PageProgress } from '../../../ui/components/page-progress/page-progress.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { summarise, tidyPhone, validateAnswers } from '../../eform/domain/index.ts';
import { computeFee } from '../../fee/domain/index.ts';
import { canonicalJson, missingPapers, paperOffered, showPostAddress, type PostAddress } from '../domain/index.ts';
import { submitDraft, type SubmitDraftRefusal } from '../use-cases/submit-draft.ts';
import { after, before, draftHref, factsOf, pathOf, positionOf } from './draft-path.ts';
import { answerRows } from './answer-rows.tsx';
import { isOlder, OtherDevice } from './other-device.tsx';
import { sizeText } from './send-papers.tsx';
import { PostFields, pricesInWords, readPost } from './post-fields.tsx';
import type { DossierWebDeps } from './web-deps.ts';
import { draftScope, openDraft, saveChange, visit, type OpenDraft } from './with-draft.ts';
import { W } from './words.ts';

const params = z.object({ draft: z.uuid() });
const text = z.string().max(LIMITS.lineText).optional();
const many = z.union([text, z.array(z.string().max(40)).max(5)]);
const deliveryBody = z.strictObject({ 'cach-nhan': many, 'dien-thoai': text, 'thu-dien-tu': text, 'buu-ten': text, 'buu-dien-thoai': text, 'buu-tinh': text, 'buu-noi-o': z.string().max(LIMITS.longText).optional(), _ban: text });
type Problem = { readonly name: string; readonly message: Text };
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/u;

export function reviewRoutes(deps: DossierWebDeps): Route[] {
  return [
    route({
      method: 'GET', path: '/nhap/:draft/nhan-ket-qua', permission: 'draft.write', audit: 'draft.delivery-page', params,
      async handle(request) {
        const opened = await openDraft(deps, request);
        if ('submitted' in opened) return redirect(`/ho-so/${opened.submitted}`);
        return page(await deliveryPage(deps, request, opened, null, []));
      },
    }),
    route({
      method: 'POST', path: '/nhap/:draft/nhan-ket-qua', permission: 'draft.write', audit: 'draft.delivery', params, body: deliveryBody,
      async handle(request) {
        const opened = await openDraft(deps, request);
        if ('submitted' in opened) return redirect(`/ho-so/${opened.submitted}`);
        const chosen = [request.body['cach-nhan'] ?? []].flat().filter((one): one is 'electronic' | 'counter' | 'post' => (opened.content.resultDelivery as readonly string[]).includes(one ?? ''));
        const post = chosen.includes('post') && deps.post ? readPost(request.body, deps.post) : null;
        const postage = post && post.problems.length === 0 ? await deps.post?.price(opened.draft.agencyId, opened.content, post.value, request.now) : null;
        const phone = request.body['dien-thoai']?.trim() ?? '';
        const email = request.body['thu-dien-tu']?.trim() ?? '';
        const tidied = tidyPhone(phone);
        const problems: Problem[] = [];
        if (chosen.length === 0) problems.push({ name: 'cach-nhan', message: W.delivery.howMissing });
        if (!phone && !email) problems.push({ name: 'dien-thoai', message: W.delivery.contactMissing });
        if (phone && !/^0\d{9,10}$/u.test(tidied)) problems.push({ name: 'dien-thoai', message: W.delivery.phoneWrong });
        if (email && (!EMAIL.test(email) || email.length > 254)) problems.push({ name: 'thu-dien-tu', message: W.delivery.emailWrong });
        if (post) problems.push(...post.problems);
        if (chosen.includes('post') && (!post || (post.problems.length === 0 && !postage))) problems.push({ name: post ? 'buu-tinh' : 'cach-nhan', message: W.post.none });
        if (problems.length > 0) return page(await deliveryPage(deps, request, opened, { methods: chosen, phone, email, postTo: post?.value ?? null }, problems), 400);
        const wanted = { delivery: { methods: chosen, copies: 0, ...(post ? { postTo: post.value } : {}) }, contact: { ...(phone ? { phone: tidied } : {}), ...(email ? { email } : {}) } };
        const { delivery, contact } = opened.draft.content;
        const changedElsewhere = delivery !== undefined && canonicalJson({ methods: delivery.methods, phone: contact?.phone ?? '', email: contact?.email ?? '', postTo: delivery.postTo ?? null }) !== canonicalJson({ methods: chosen, phone: phone && tidied, email, postTo: post?.value ?? null });
        if (changedElsewhere && isOlder(request.body._ban, opened.draft.revision)) return page(await deliveryPage(deps, request, opened, { methods: chosen, phone, email, postTo: post?.value ?? null }, [], true), 409);
        const saved = await saveChange(deps, opened, request.now, (content) => visit(content, 'nhan-ket-qua', wanted));
        if (saved === 'gone') return redirect(draftHref(opened.draft.id, 'kiem-tra'));
        return redirect(after(pathOf(saved, opened.content, request.now), 'nhan-ket-qua').href);
      },
    }),
    route({
      method: 'GET', path: '/nhap/:draft/kiem-tra', permission: 'draft.write', audit: 'draft.check', params,
      async handle(request) {
        const opened = await openDraft(deps, request);
        if ('submitted' in opened) return redirect(`/ho-so/${opened.submitted}`);
        return page(await checkPage(deps, request, opened, []));
      },
    }),
    route({
      method: 'POST', path: '/nhap/:draft/nop', permission: 'draft.write', audit: 'dossier.submit', params, body: z.strictObject({ 'cam-doan': text, noi: text }),
      async handle(request) {
        const scope = draftScope(deps, request);
        // A helper's submission stands on the person's consent, given on a page of its own.
        if (request.actor.kind === 'officer' && 'submitted' in await openDraft(deps, request)) return notFound();
        if (request.body['cam-doan'] !== 'co') {
          const opened = await openDraft(deps, request);
          if ('submitted' in opened) return redirect(`/ho-so/${opened.submitted}/da-nop`);
          return page(await checkPage(deps, request, opened, [{ name: 'cam-doan', message: W.check.declareMissing }]), 400);
        }
        const command = { scope, actor: request.actor, draftId: request.params.draft, key: request.key, at: request.now };
        let outcome = await submitDraft(deps, command);
        if (!outcome.ok && outcome.refusal.kind === 'agency-moved' && request.body.noi === String(outcome.refusal.to)) outcome = await submitDraft(deps, { ...command, to: outcome.refusal.to });
        if (request.actor.kind === 'officer' && (outcome.ok || outcome.refusal.kind === 'already-submitted')) return redirect(`/ban/khai-giup/xong/${request.params.draft}`);
        if (outcome.ok) return redirect(`/ho-so/${String(outcome.result['dossierId'])}/da-nop`);
        if (outcome.refusal.kind === 'consent-missing') return redirect(draftHref(request.params.draft, 'dong-y'));
        const { refusal } = outcome;
        if (refusal.kind === 'already-submitted') return redirect(`/ho-so/${refusal.dossierId}/da-nop`);
        if (refusal.kind === 'not-found') return notFound();
        const opened = await openDraft(deps, request);
        if ('submitted' in opened) return redirect(`/ho-so/${opened.submitted}/da-nop`);
        return page(await checkPage(deps, request, opened, problemsOf(refusal as SubmitDraftRefusal, opened)), refusal.kind === 'draft-gone' || refusal.kind === 'key-conflict' ? 409 : 400);
      },
    }),
  ];
}

function problemsOf(refusal: SubmitDraftRefusal | { readonly kind: 'key-conflict' | 'not-allowed' | 'not-found' }, opened: OpenDraft): Problem[] {
  switch (refusal.kind) {
    case 'answers': return [...new Set(refusal.errors.map((error) => error.page))].map((key) => ({ name: `trang-${key}`, message: W.check.stillWrong(opened.content.form?.pages.find((one) => one.key === key)?.title ?? { vi: key, en: key }) }));
    case 'papers': return refusal.missing.map((paper) => ({ name: 'giay-to', message: W.papers.missing(paper.shortName) }));
    case 'owner': return [{ name: 'nguoi-nop', message: refusal.missing.includes('contact') ? W.delivery.contactMissing : W.identify.lead }];
    case 'post': return [{ name: 'cach-nhan', message: W.post.gone }];
    case 'calendar-year-missing': return [{ name: 'nop', message: W.check.calendarMissing(refusal.year) }];
    case 'files-gone': return [{ name: 'giay-to', message: W.check.filesGone }];
    case 'agency-moved': return [{ name: 'nop', message: W.check.officeMovedFirst }];
    case 'agency-closed': return [{ name: 'nop', message: W.check.officeEnded }];
    case 'not-here': case 'procedure-withdrawn': return [{ name: 'nop', message: W.start.closed }];
    case 'consent-missing': case 'already-submitted': case 'draft-gone': case 'key-conflict': case 'not-allowed': case 'not-found': return [{ name: 'nop', message: W.check.gone }];
  }
}

/** The quickest way first: it needs neither a journey nor postage. */
const WAYS = ['electronic', 'counter', 'post'] as const;

async function deliveryPage(deps: DossierWebDeps, request: RouteRequest<{ draft: string }, unknown, unknown>, opened: OpenDraft, typed: { readonly methods: readonly string[]; readonly phone: string; readonly email: string; readonly postTo: PostAddress | null } | null, problems: readonly Problem[], changedElsewhere = false) {
  const { lang, view } = request;
  const { draft, content } = opened;
  const { at, of } = positionOf(opened.path, 'nhan-ket-qua');
  const back = before(opened.path, 'nhan-ket-qua');
  const error = (name: string): { error?: Text } => { const found = problems.find((one) => one.name === name); return found ? { error: found.message } : {}; };
  const prices = content.resultDelivery.includes('post') ? await deps.post?.prices(draft.agencyId, content, request.now) ?? null : null;
  const ways = WAYS.filter((way) => content.resultDelivery.includes(way) && (way !== 'post' || prices)).map((way) => ({ value: way, label: W.delivery[way], ...(way === 'post' && prices ? { hint: W.post.price(pricesInWords(prices, lang)) } : {}) }));
  return (
    <CitizenLayout view={view} title={W.delivery.title} {...(back ? { back: back.href } : {})} above={<PageProgress at={at} of={of} service={content.plainName} />} errors={problems} islands={['toggle-when']}>
      {changedElsewhere && <OtherDevice lang={lang} at={draft.changedAt} rows={deliveryRows(deps, draft, lang)} />}
      <form method="post" action={draftHref(draft.id, 'nhan-ket-qua')} noValidate>
        <CsrfFields view={view} />
        <input type="hidden" name="_ban" value={String(draft.revision)} />
        <Checkboxes name="cach-nhan" label={W.delivery.how} options={ways} values={typed?.methods ?? draft.content.delivery?.methods ?? ways.slice(0, 1).map((way) => way.value)} {...error('cach-nhan')} />
        {prices && <div class="mc-dependent" data-show-when="cach-nhan=post"><noscript><p class="mc-hint">{W.post.onlyIf[lang]}</p></noscript><PostFields value={typed?.postTo ?? draft.content.delivery?.postTo ?? null} owner={{ name: '', ...draft.content.owner, ...draft.content.contact }} provinces={deps.places.provinces()} errorOf={error} /></div>}
        <TextField name="dien-thoai" label={W.delivery.phone} kind="tel" autocomplete="tel" width={12} value={typed?.phone ?? draft.content.contact?.phone ?? ''} {...error('dien-thoai')} />
        <TextField name="thu-dien-tu" label={W.delivery.email} kind="email" autocomplete="email" required={false} value={typed?.email ?? draft.content.contact?.email ?? ''} {...error('thu-dien-tu')} />
        <ButtonGroup><Button>{W.question.go[lang]}</Button></ButtonGroup>
      </form>
    </CitizenLayout>);
}

const deliveryRows = (deps: Pick<DossierWebDeps, 'places'>, { content }: OpenDraft['draft'], lang: Lang) => [{ term: W.delivery.how, value: (content.delivery?.methods ?? []).map((way) => W.delivery[way][lang]).join('; ') }, ...(content.delivery?.postTo ? [{ term: W.post.to, value: showPostAddress(content.delivery.postTo, deps.places.provinces()) }] : []), { term: W.delivery.contact, value: [content.contact?.phone, content.contact?.email].filter(Boolean).join(', ') }];

async function checkPage(deps: DossierWebDeps, request: RouteRequest<{ draft: string }, unknown, unknown>, opened: OpenDraft, problems: readonly Problem[]) {
  const { lang, view } = request;
  const { draft, content } = opened;
  const facts = factsOf(draft, request.now);
  const [files, chosen] = await Promise.all([deps.files.ofDraft(opened.scope, draft.id), deps.agencies.find(draft.agencyId)]);
  const next = chosen?.takenOverBy;
  const agency = next ?? chosen;
  const judged = content.form ? validateAnswers(content.form, facts, deps.places) : { pages: [], answers: {} };
  const missing = missingPapers(content, facts, files, []);
  const ahead: Problem[] = problems.length > 0 ? [...problems] : [
    ...(draft.content.owner?.name ? [] : [{ name: 'nguoi-nop', message: W.identify.title }]),
    ...judged.pages.map(({ page: key }) => ({ name: `trang-${key}`, message: W.check.stillWrong(content.form?.pages.find((one) => one.key === key)?.title ?? { vi: key, en: key }) })),
    ...missing.map((paper) => ({ name: 'giay-to', message: W.papers.missing(paper.shortName) })),
  ];
  const postTo = draft.content.delivery?.methods.includes('post') ? draft.content.delivery.postTo : undefined;
  const postage = postTo ? await deps.post?.price(agency?.id ?? draft.agencyId, content, postTo, request.now) : null;
  const fees = [...computeFee(content.fees, { answers: judged.answers, channel: draft.channel, receptionDate: facts.today }), ...(postage ? [postage] : [])];
  const total = fees.reduce((sum, line) => sum + line.payable, 0);
  const owner = draft.content.owner;
  const back = before(opened.path, 'kiem-tra');
  const change = (rest: string, what: Text | string) => ({ href: draftHref(draft.id, rest), what });
  return (
    <CitizenLayout view={view} title={W.check.title} lead={W.check.nextStep} {...(back ? { back: back.href } : {})} {...(ahead.length > 0 && (problems.length > 0 || draft.content.visited.includes('nhan-ket-qua')) ? { errors: ahead } : {})}>
      {chosen && next && <Notice kind="warn" title={W.check.officeMovedTitle}><p>{W.check.officeMoved(chosen.name, next.name)[lang]}</p></Notice>}
      <SummaryList title={W.check.to} rows={[{ term: W.track.agency, value: agency?.name ?? '' }, { term: W.track.procedure, value: content.plainName[lang] }]} />
      <div id="nguoi-nop" tabIndex={-1}><SummaryList title={W.check.owner} change={change('xac-nhan', W.check.owner)} rows={[{ term: W.identify.name, value: owner?.name }, { term: W.identify.personalId, value: owner?.personalId }]} /></div>
      {content.form && summarise(content.form, facts, lang, deps.places).map((section) => (
        <div key={section.key} id={`trang-${section.key}`} tabIndex={-1}>
          <SummaryList title={section.title} change={change(`cau/${section.key}`, section.title)} rows={answerRows(section.rows)} />
        </div>))}
      <div id="giay-to" tabIndex={-1}><SummaryList title={W.check.papers} change={change('giay-to', W.check.papers)} rows={files.length > 0 ? files.map((file) => ({ term: content.papers.find((paper) => paper.key === file.paper)?.shortName ?? file.paper, value: `${file.name} – ${W.check.pages(file.pages)[lang]}, ${sizeText(file.size, lang)}` })) : [{ term: W.check.papers, value: (content.papers.some((paper) => paperOffered(paper, facts)) ? W.check.noPages : W.papers.none)[lang] }]} /></div>
      <SummaryList title={W.check.delivery} change={change('nhan-ket-qua', W.check.delivery)} rows={deliveryRows(deps, draft, lang)} />
      <SummaryList title={W.check.fee} rows={fees.length === 0 || total === 0 ? [{ term: W.check.fee, value: <strong>{W.check.free[lang]}</strong>, ...(fees[0] ? { note: fees[0].explanation } : {}) }] : [...fees.map((line) => ({ term: line.name, value: showDong(line.payable, lang), note: line.explanation })), { term: deps.paymentLink && content.onlinePayment ? W.check.feeOnline : W.check.feeLater, value: <strong>{showDong(total, lang)}</strong> }]} />
      {draft.channel === 'assisted' ? <ButtonGroup><Button href={draftHref(draft.id, 'dong-y')}>{W.check.askConsent[lang]}</Button></ButtonGroup> : <form method="post" action={draftHref(draft.id, 'nop')} noValidate>
        <CsrfFields view={view} />
        {next && <input type="hidden" name="noi" value={String(next.id)} />}
        <Checkbox name="cam-doan" value="co" label={content.form?.declaration ?? W.check.declare} {...(problems.some((one) => one.name === 'cam-doan') ? { error: W.check.declareMissing } : {})} />
        <ButtonGroup><Button id="nop">{W.check.submit[lang]}</Button></ButtonGroup>
      </form>}
      {deps.collectLink && content.manner.some((manner) => manner.channel === 'post') && <p><a href={deps.collectLink(draft.id)}>{W.post.collect[lang]}</a></p>}
      {opened.draft.content.borrowed && <Notice kind="info"><p>{W.start.borrowed[lang]}</p></Notice>}
    </CitizenLayout>);
}
