import type { VNode } from 'preact';
import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { normaliseSecret } from '../../../shared/id.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { showMoment, showShortDate, vietnamDate } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { Details } from '../../../ui/components/details/details.tsx';
import { DossierCode } from '../../../ui/components/dossier-code/dossier-code.tsx';
import { FactList } from '../../../ui/components/fact-list/fact-list.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { Radios } from '../../../ui/components/radios/radios.tsx';
import { Select } from '../../../ui/components/select/select.tsx';
import { StatusLine } from '../../../ui/components/status-line/status-line.tsx';
import { TextArea } from '../../../ui/components/text-area/text-area.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { nextDue, SUBJECTS as SUBJECT_KEYS, TEXT_LIMITS } from '../domain/index.ts';
import type { LoadedCase } from '../ports.ts';
import { supplementCase } from '../use-cases/handle-case.ts';
import { sendFeedback, type SendRefusal } from '../use-cases/send-feedback.ts';
import { CaseHistory } from './case-history.tsx';
import { guessers, openAgencies, personScope, trackedCase, type FeedbackWebDeps } from './feedback-deps.ts';
import { sendProblem } from './problems.ts';
import { SaidText } from './said-text.tsx';
import { mayAddPhotos, PhotosOfSender } from './sender-photos.tsx';
import { F, STATES, SUBJECTS } from './words.ts';

const HOME = '/phan-anh';
const box = z.string().max(LIMITS.lineText).optional();
const text = z.string().max(200).optional();
const long = z.string().max(TEXT_LIMITS.most * 4).optional();
const formBody = z.strictObject({ 'co-quan': z.string().max(12).optional(), 've-viec': box, 'can-bo': z.union([z.uuid(), z.literal('')]).optional(), 'noi-dung': long, 'ma-ho-so': box, ten: box, 'dien-thoai': box, 'thu-dien-tu': box, 'dia-chi': box });
type Typed = z.output<typeof formBody>;
type Problems = readonly { readonly name: string; readonly message: Text }[];
const SHOWN = 20;

/** Sending feedback without an account, following it by code and secret, and what was answered in public. */
export function publicFeedbackRoutes(deps: FeedbackWebDeps): Route[] {
  const find = (code: string, secret: string): Promise<LoadedCase | null> => trackedCase(deps, code, secret);
  return [
    route({
      method: 'GET', path: HOME, permission: 'public.read', audit: 'feedback.home',
      async handle({ view, lang }) {
        const [published, agencies] = await Promise.all([deps.cases.published(SHOWN), deps.agencies()]);
        return page(
          <CitizenLayout view={view} title={F.title} lead={F.lead}>
            <ButtonGroup><Button href={`${HOME}/gui`}>{F.send[lang]}</Button><Button kind="secondary" href={`${HOME}/tra-cuu`}>{F.track[lang]}</Button></ButtonGroup>
            <p>{F.soon[lang]}</p>
            <Details summary={F.clocksTitle}><p>{F.clocks[lang]}</p></Details>
            <Details summary={F.other}><p>{F.otherLead[lang]}</p><ul><li>{F.complaint[lang]}</li><li>{F.denunciation[lang]}</li></ul></Details>
            <h2>{F.answered[lang]}</h2>
            {published.length === 0 ? <p>{F.noneAnswered[lang]}</p> : published.map((one) => <Details key={one.id} summary={`${one.title} (${agencies.get(one.agencyId)?.shortName ?? ''}, ${showShortDate(vietnamDate(one.publishedAt))})`}><SaidText text={one.answer} /></Details>)}
          </CitizenLayout>);
      },
    }),
    route({
      method: 'GET', path: `${HOME}/gui`, permission: 'dossier.own', audit: 'feedback.form', query: z.object({ 'co-quan': z.string().regex(/^\d{1,9}$/u).optional().catch(undefined), 'ma-ho-so': text }),
      async handle(request) { return page(await formPage(deps, request, { 'co-quan': request.query['co-quan'], 'ma-ho-so': request.query['ma-ho-so'] }, [])); },
    }),
    route({
      method: 'POST', path: `${HOME}/gui`, permission: 'dossier.own', audit: 'feedback.send', body: formBody,
      async handle(request) {
        const { body } = request;
        const sent = await sendFeedback({ ...deps, ids: deps.ids }, { scope: personScope(request), at: request.now, key: request.key }, Number(body['co-quan'] ?? 0), body['can-bo'] || null, { subject: body['ve-viec'] ?? '', text: body['noi-dung'] ?? '', name: body.ten ?? '', phone: body['dien-thoai'] ?? '', email: body['thu-dien-tu'] ?? '', address: body['dia-chi'] ?? '', dossierCode: body['ma-ho-so'] ?? '' });
        if (sent.ok) return redirect(`${HOME}/da-gui/${sent.value}`);
        return page(await formPage(deps, request, body, sent.refusal.map((one: SendRefusal) => sendProblem(one))), sent.refusal.some((one) => one.kind === 'too-many') ? 429 : 400);
      },
    }),
    route({
      method: 'GET', path: `${HOME}/da-gui/:id`, permission: 'dossier.own', audit: 'feedback.sent', params: z.object({ id: z.uuid() }),
      async handle(request) {
        const found = (await deps.cases.find(personScope(request), request.params.id)) ?? notFound();
        return page(await casePage(deps, request, found, deps.cases.secretOf(found.id), { title: F.sent, fresh: true, problems: [] }));
      },
    }),
    route({
      method: 'GET', path: `${HOME}/tra-cuu`, permission: 'public.track', audit: 'feedback.track', query: z.object({ ma: text, 'bi-mat': text }),
      async handle(request) {
        const { ma = '', 'bi-mat': secret = '' } = request.query;
        if (ma === '' && secret === '') return page(trackPage(request, '', []));
        const who = guessers(request);
        if (deps.guesses.blocked(who)) return page(trackPage(request, ma, [{ name: 'ma', message: F.trackBlocked }]), 429);
        const found = await find(ma, secret);
        if (!found) { deps.guesses.wrong(who); return page(trackPage(request, ma, [{ name: 'ma', message: F.trackWrong }]), 404); }
        return page(await casePage(deps, request, found, normaliseSecret(secret), { title: { vi: `Phản ánh ${found.code}`, en: `Feedback ${found.code}` }, fresh: false, problems: [] }));
      },
    }),
    route({
      method: 'POST', path: `${HOME}/bo-sung`, permission: 'public.track', audit: 'feedback.supplement', body: z.strictObject({ ma: text, 'bi-mat': text, 'tra-loi': long }),
      async handle(request) {
        const { ma = '', 'bi-mat': secret = '' } = request.body;
        const who = guessers(request);
        if (deps.guesses.blocked(who)) return page(trackPage(request, ma, [{ name: 'ma', message: F.trackBlocked }]), 429);
        const found = await find(ma, secret);
        if (!found) { deps.guesses.wrong(who); return page(trackPage(request, ma, [{ name: 'ma', message: F.trackWrong }]), 404); }
        const done = await supplementCase(deps, { kind: 'tracking', code: found.code, secret: normaliseSecret(secret) }, found.id, request.body['tra-loi'] ?? '', request.now);
        const again = (await find(ma, secret)) ?? found;
        const problems: Problems = done.ok ? [] : [{ name: 'tra-loi', message: done.refusal.kind === 'text-missing' ? F.textMissing : done.refusal.kind === 'calendar-year-missing' ? F.noCalendar(done.refusal.year) : F.notWaiting }];
        return page(await casePage(deps, request, again, normaliseSecret(secret), { title: { vi: `Phản ánh ${found.code}`, en: `Feedback ${found.code}` }, fresh: false, problems }), done.ok ? 200 : 400);
      },
    }),
  ];
}

type Asked = Pick<RouteRequest<unknown, unknown, unknown>, 'lang' | 'view' | 'now' | 'actor' | 'scope'>;
async function formPage(deps: FeedbackWebDeps, request: Asked, typed: Partial<Typed>, problems: Problems): Promise<VNode> {
  const { lang, view, now } = request;
  const agencies = await openAgencies(deps, now);
  const agency = agencies.find((one) => String(one.id) === typed['co-quan']);
  const error = (name: string): { error?: Text } => { const found = problems.find((one) => one.name === name); return found ? { error: found.message } : {}; };
  if (!agency) {
    return (
      <CitizenLayout view={view} title={F.send} lead={F.soon} errors={problems} back={{ href: HOME, label: F.title }}>
        <form method="get" action={`${HOME}/gui`}><Select name="co-quan" label={F.agency} options={agencies.map((one) => ({ value: String(one.id), label: one.name }))} {...error('co-quan')} />{typed['ma-ho-so'] && <input type="hidden" name="ma-ho-so" value={typed['ma-ho-so']} />}<ButtonGroup><Button>{F.choose[lang]}</Button></ButtonGroup></form>
      </CitizenLayout>);
  }
  const officers = await deps.officersOf(agency.id);
  return (
    <CitizenLayout view={view} title={F.send} lead={agency.name} errors={problems} back={{ href: `${HOME}/gui`, label: F.agency }}>
      <form method="post" action={`${HOME}/gui`} noValidate>
        <CsrfFields view={view} />
        <input type="hidden" name="co-quan" value={agency.id} />
        <Radios name="ve-viec" label={F.subject} value={typed['ve-viec']} options={SUBJECT_KEYS.map((value) => ({ value, label: SUBJECTS[value] }))} {...error('ve-viec')} />
        <Select name="can-bo" label={F.officer} hint={F.officerHint} value={typed['can-bo'] ?? ''} empty={F.noOfficer} required={false} options={officers.map((one) => ({ value: one.id, label: `${one.name}, ${one.title}` }))} {...error('can-bo')} />
        <TextArea name="noi-dung" label={F.text} hint={F.textHint} rows={6} value={typed['noi-dung']} {...error('noi-dung')} />
        <TextField name="ma-ho-so" label={F.dossier} required={false} value={typed['ma-ho-so']} />
        <TextField name="ten" label={F.name} autocomplete="name" value={typed.ten} {...error('ten')} />
        <p>{F.reach[lang]}</p>
        <TextField name="dien-thoai" label={F.phone} kind="tel" autocomplete="tel" width={12} required={false} value={typed['dien-thoai']} {...error('dien-thoai')} />
        <TextField name="thu-dien-tu" label={F.email} kind="email" autocomplete="email" required={false} value={typed['thu-dien-tu']} {...error('thu-dien-tu')} />
        <TextField name="dia-chi" label={F.address} required={false} value={typed['dia-chi']} />
        <Notice kind="info"><p>{F.hidden[lang]} {F.photosNext[lang]}</p></Notice>
        <ButtonGroup><Button>{F.sendGo[lang]}</Button></ButtonGroup>
      </form>
    </CitizenLayout>);
}

function trackPage(request: Asked, code: string, problems: Problems): VNode {
  const { lang, view } = request;
  return (
    <CitizenLayout view={view} title={F.trackTitle} errors={problems} robots="noindex" back={{ href: HOME, label: F.title }}>
      <form method="get" action={`${HOME}/tra-cuu`}><TextField name="ma" label={F.code} value={code} {...(problems[0] ? { error: problems[0].message } : {})} /><TextField name="bi-mat" label={F.secret} width={12} /><ButtonGroup><Button>{F.trackGo[lang]}</Button></ButtonGroup></form>
    </CitizenLayout>);
}

export async function casePage(deps: FeedbackWebDeps, request: Asked, found: LoadedCase, secret: string, how: { readonly title: Text; readonly fresh: boolean; readonly problems: Problems }): Promise<VNode> {
  const { lang, view, now } = request;
  const { state } = found;
  const [agencies, photos, mayAdd] = await Promise.all([deps.agencies(), deps.photos.of({ kind: 'tracking', code: found.code, secret }, found.id), mayAddPhotos(deps, request, found)]);
  const agency = agencies.get(state.agencyId);
  const due = nextDue(state);
  const told = how.problems.find((one) => one.name === 'tra-loi');
  const asked = found.content?.events.findLast((event) => event.kind === 'supplement-asked')?.data as { readonly what: string } | undefined;
  return (
    <CitizenLayout view={view} title={how.title} robots="noindex" errors={how.problems} islands={[...(how.fresh ? ['copy-code'] : []), ...(mayAdd ? ['photo-pages'] : [])]} back={{ href: HOME, label: F.title }}>
      {how.fresh && <Notice kind="ok" role="status"><p>{F.code[lang]} <DossierCode code={found.code} large copy /></p><p>{F.secret[lang]} <DossierCode code={secret} large copy /></p></Notice>}
      {how.fresh && <p>{F.keep[lang]}</p>}
      <FactList facts={[{ term: F.agency, value: agency?.name ?? '' }, { term: F.subject, value: SUBJECTS[state.subject][lang] }]} />
      <StatusLine colour={STATES[state.status].colour} tag={STATES[state.status].words} sentence={due ? `${F.nextBy(showMoment(new Date(due), lang))[lang]}${now > new Date(due) ? ` (${F.late[lang].toLowerCase()})` : ''}` : ''} />
      {state.status === 'waiting' && asked && <>
        <h2>{F.waiting[lang]}</h2><SaidText text={asked.what} />
        <form method="post" action={`${HOME}/bo-sung`} noValidate><CsrfFields view={view} /><input type="hidden" name="ma" value={found.code} /><input type="hidden" name="bi-mat" value={secret} /><TextArea name="tra-loi" label={F.supplement} rows={4} {...(told ? { error: told.message } : {})} /><ButtonGroup><Button>{F.supplementGo[lang]}</Button></ButtonGroup></form>
      </>}
      {state.answer && <><h2>{F.answer[lang]}</h2><SaidText text={state.answer} /></>}
      <PhotosOfSender view={view} lang={lang} found={found} secret={secret} photos={photos} mayAdd={mayAdd} problems={how.problems} />
      <h2>{F.history[lang]}</h2>
      {found.content && <CaseHistory events={found.content.events} lang={lang} forWriter />}
      {found.content && <Details summary={F.content}><SaidText text={found.content.text} /></Details>}
    </CitizenLayout>);
}
