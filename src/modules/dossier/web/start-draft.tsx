import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest, type View } from '../../../platform/http/route.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import { holds, type Answers, type Facts } from '../../../shared/condition.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { showMoment, vietnamDate } from '../../../shared/plain-date.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { Radios } from '../../../ui/components/radios/radios.tsx';
import { Select } from '../../../ui/components/select/select.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { bareName, toneKey } from '../../place/domain/index.ts';
import { settledAnswers } from '../domain/index.ts';
import type { Draft, DraftContent } from '../ports.ts';
import { resumeAt, pathOf } from './draft-path.ts';
import type { DossierWebDeps } from './web-deps.ts';
import { scopeOf } from './with-draft.ts';
import { W } from './words.ts';

const text = z.string().max(LIMITS.lineText);
const DAY_MS = 86_400_000;

/** From a procedure's page to a draft: quick check, where, whose device. A second draft never begins silently. */
export function startRoutes(deps: DossierWebDeps): Route[] {
  const params = z.object({ slug: text });
  return [
    route({
      method: 'GET', path: '/khai/:slug', permission: 'public.read', audit: 'draft.begin-page', params, query: z.object({ moi: text.optional() }).passthrough(),
      async handle(request) {
        const found = (await deps.procedureBySlug(request.params.slug)) ?? notFound();
        // Staff file for somebody else, never for themselves in the house's time.
        if (request.actor.kind === 'officer' && !request.actor.roles.some((role) => role === 'reception' || role === 'helper')) return page(<OfficerPage view={request.view} slug={found.slug} />, 403);
        if (request.actor.kind === 'officer' && request.actor.roles.includes('reception') && request.query['giup'] === undefined && request.query['da-kiem-tra'] === undefined) return redirect(`/ban/tiep-nhan/${found.slug}`);
        if (request.actor.kind === 'officer' && (request.query['da-kiem-tra'] !== undefined || !found.content.screening)) return redirect(`/ban/khai-giup/${found.slug}?${new URLSearchParams(Object.entries(request.query).flatMap(([key, value]) => (typeof value === 'string' && key !== 'giup' ? [[key, value]] : []))).toString()}`);
        if (request.actor.kind === 'officer') return redirect(`/khai/${found.slug}/dieu-kien`);
        const open = (await deps.drafts.listOpen(scopeOf(request), LIMITS.pageRows)).find((draft) => draft.procedure === found.content.code);
        if (open && request.query.moi === undefined) {
          const content = (await deps.procedures.version(open.version)) ?? found.content;
          return page(
            <CitizenLayout view={request.view} title={W.start.resume} lead={W.start.resumeLead} back={`/thu-tuc/${found.slug}`}>
              <p>{W.start.changedAt[request.lang]} {showMoment(open.changedAt, request.lang)}</p>
              <ButtonGroup>
                <Button href={resumeAt(open, pathOf(open, content, request.now)).href}>{W.start.continue[request.lang]}</Button>
                <Button kind="secondary" href={`/khai/${found.slug}?moi=1`}>{W.start.another[request.lang]}</Button>
              </ButtonGroup>
            </CitizenLayout>);
        }
        if (found.content.screening && found.content.screening.questions.length > 0 && request.query['da-kiem-tra'] === undefined) return redirect(`/khai/${found.slug}/dieu-kien${typeof request.query['noi'] === 'string' ? `?noi=${encodeURIComponent(request.query['noi'].slice(0, 12))}` : ''}`);
        return page(await startPage(deps, request, found, {}, request.query as Record<string, unknown>));
      },
    }),
    route({
      method: 'GET', path: '/khai/:slug/dieu-kien', permission: 'public.read', audit: 'draft.quick-check', params, query: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
      async handle(request) {
        const found = (await deps.procedureBySlug(request.params.slug)) ?? notFound();
        const screening = found.content.screening;
        if (!screening) return redirect(`/khai/${found.slug}`);
        const asked = request.query['xem'] !== undefined;
        const answers: Answers = Object.fromEntries(screening.questions.flatMap((question) => { const value = request.query[question.key]; return typeof value === 'string' && value !== '' ? [[question.key, question.type === 'yes-no' ? value === 'co' || value === 'YES' || value === 'true' : value]] : []; }));
        const facts: Facts = { answers, channel: 'online', today: vietnamDate(request.now) };
        const shown = screening.questions.filter((question) => !question.showWhen || holds(question.showWhen, facts));
        const missing = asked ? shown.filter((question) => answers[question.key] === undefined) : [];
        const outcome = asked && missing.length === 0 ? screening.outcomes.find((one) => holds(one.when, facts)) : undefined;
        const raw = (key: string): string | undefined => { const value = request.query[key]; return typeof value === 'string' ? value : undefined; };
        if (outcome) {
          const given = new URLSearchParams(screening.questions.flatMap((question) => { const value = raw(question.key); return value ? [[question.key, value]] : []; }));
          const chosen = raw('noi');
          if (chosen && /^\d{1,10}$/u.test(chosen)) given.set('noi', chosen);
          const onward = `/khai/${found.slug}?da-kiem-tra=1&${given.toString()}`;
          // The outcome names the procedure that it is in truth by its code.
          const other = outcome.route === 'counter' ? /\b\d\.\d{6}\b/u.exec(outcome.text.vi)?.[0] : undefined;
          const instead = other && other !== found.content.code ? await deps.procedureBySlug(other) : null;
          const home = outcome.route === 'online' ? await homeAgency(deps, request, found.content.code) : undefined;
          return page(
            <CitizenLayout view={request.view} title={outcome.route === 'online' ? W.screen.online : W.screen.counter} back={`/khai/${found.slug}/dieu-kien?${given.toString()}`}>
              <Notice kind={outcome.route === 'online' ? 'ok' : 'info'}><p>{outcome.text[request.lang]}</p></Notice>
              {outcome.route === 'online' && !home && <ButtonGroup><Button href={onward}>{W.screen.start[request.lang]}</Button></ButtonGroup>}
              {home && (
                <form method="post" action={`/khai/${found.slug}/bat-dau`}>
                  <CsrfFields view={request.view} />
                  <input type="hidden" name="tra-loi" value={given.toString()} /><input type="hidden" name="noi" value={String(home.id)} /><input type="hidden" name="may" value="toi" />
                  <p>{W.screen.to[request.lang]}: <strong>{home.name}</strong></p>
                  <ButtonGroup><Button>{W.screen.start[request.lang]}</Button></ButtonGroup>
                  <p><a href={onward}>{W.screen.elsewhere[request.lang]}</a></p>
                </form>)}
              {outcome.route === 'counter' && <>
                <ButtonGroup>{instead && <Button href={`/thu-tuc/${instead.slug}`}>{instead.content.plainName[request.lang]}</Button>}<Button kind="secondary" href={`/thu-tuc/${found.slug}`}>{found.content.plainName[request.lang]}</Button></ButtonGroup>
                <p><a href="/co-quan">{W.screen.where[request.lang]}</a></p></>}
            </CitizenLayout>);
        }
        return page(
          <CitizenLayout view={request.view} title={W.screen.title} lead={W.screen.lead} back={`/thu-tuc/${found.slug}`} errors={missing.map((question) => ({ name: question.key, message: W.screen.unanswered(question.subject ?? question.label) }))}>
            <form method="get" action={`/khai/${found.slug}/dieu-kien`} noValidate>
              <input type="hidden" name="xem" value="1" />{raw('noi') && <input type="hidden" name="noi" value={raw('noi')} />}
              {shown.map((question) => (
                <Radios key={question.key} name={question.key} label={question.label} {...(question.hint ? { hint: question.hint } : {})} {...(missing.includes(question) ? { error: W.screen.unanswered(question.subject ?? question.label) } : {})} {...(raw(question.key) ? { value: raw(question.key) as string } : {})}
                  options={question.type === 'yes-no' ? [{ value: 'co', label: { vi: 'Có', en: 'Yes' } }, { value: 'khong', label: { vi: 'Không', en: 'No' } }] : (question.options ?? []).map((option) => ({ value: option.value, label: option.label }))} />
              ))}
              <ButtonGroup><Button>{W.screen.check[request.lang]}</Button></ButtonGroup>
            </form>
          </CitizenLayout>);
      },
    }),
    route({
      method: 'POST', path: '/khai/:slug/bat-dau', permission: 'draft.write', audit: 'draft.begin', params,
      body: z.strictObject({ noi: text.optional(), may: text.optional(), 'tra-loi': z.string().max(4000).optional() }),
      async handle(request) {
        const found = (await deps.procedureBySlug(request.params.slug)) ?? notFound();
        if (request.actor.kind === 'officer') return redirect(`/ban/khai-giup/${found.slug}`);
        const agencies = await deps.agenciesOffering(found.content.code);
        const agency = agencies.find((one) => String(one.id) === request.body.noi);
        if (!agency) return page(await startPage(deps, request, found, { noi: true }, {}, request.body), 400);
        const scope = scopeOf(request);
        // The key that came with the form makes a double click one draft: it is the draft's own short code.
        const person = request.actor.kind === 'citizen' ? await deps.person(request.actor.citizenId) : null;
        const screening = readScreening(found.content.screening?.questions ?? [], request.body['tra-loi']);
        const content: DraftContent = {
          answers: settledAnswers(found.content, screening, { channel: 'online', today: vietnamDate(request.now) }), screening, visited: person ? ['xac-nhan'] : [], assurance: request.actor.kind === 'citizen' ? request.actor.assurance : 'none', borrowed: request.body.may === 'muon', filedBy: 'self',
          ...(person ? { owner: person, contact: { ...(person.phone ? { phone: person.phone } : {}), ...(person.email ? { email: person.email } : {}) } } : {}),
        };
        const draft: Draft = {
          id: deps.ids.uuid(), citizenId: request.actor.kind === 'citizen' ? request.actor.citizenId : null, guestKey: request.actor.kind === 'guest' ? request.actor.guestKey : null, officerId: null,
          procedure: found.content.code, version: found.versionId, agencyId: agency.id, channel: 'online', shortCode: `${deps.ids.secret(3)}-${deps.ids.secret(3)}`, revision: 1,
          changedAt: request.now, expiresAt: new Date(request.now.getTime() + LIMITS.draftDays * DAY_MS), dossierId: null, supplements: null, content,
        };
        await deps.drafts.create(scope, draft);
        return redirect(resumeAt(draft, pathOf(draft, found.content, request.now)).href);
      },
    }),
  ];
}

/** Officers who neither receive nor help: what they came upon, and who does it. */
function OfficerPage({ view, slug }: { readonly view: View; readonly slug: string }) {
  const { lang } = view;
  return (
    <CitizenLayout view={view} title={W.start.officer} back={`/thu-tuc/${slug}`} robots="noindex">
      <p>{W.start.officerLead[lang]}</p>
      <p>{W.start.officerOwn[lang]}</p>
      <ButtonGroup><Button href={`/thu-tuc/${slug}`}>{W.start.officerBack[lang]}</Button><Button kind="quiet" href="/ban">{W.start.officerDesk[lang]}</Button></ButtonGroup>
    </CitizenLayout>);
}

export function readScreening(questions: readonly { readonly key: string; readonly type: string }[], packed: string | undefined): Answers {
  if (!packed) return {};
  const given = new URLSearchParams(packed);
  return Object.fromEntries(questions.flatMap(({ key, type }) => { const value = given.get(key); return value === null ? [] : [[key, type === 'yes-no' ? value === 'co' : value]]; }));
}

async function startPage(deps: DossierWebDeps, request: Pick<RouteRequest<unknown, unknown, unknown>, 'view' | 'lang' | 'actor'>, found: NonNullable<Awaited<ReturnType<DossierWebDeps['procedureBySlug']>>>, wrong: { readonly noi?: boolean }, query: Record<string, unknown>, typed: { readonly noi?: string | undefined; readonly may?: string | undefined; readonly 'tra-loi'?: string | undefined } = {}) {
  const agencies = await deps.agenciesOffering(found.content.code);
  if (agencies.length === 0 && !found.content.manner.some((manner) => manner.channel === 'online')) throw new HttpProblem('not-found');
  const packed = typed['tra-loi'] ?? new URLSearchParams(Object.entries(query).flatMap(([key, value]) => (typeof value === 'string' && key !== 'da-kiem-tra' && key !== 'moi' && key !== 'noi' ? [[key, value]] : []))).toString();
  const title = W.start.title(found.content.plainName);
  const person = request.actor.kind === 'citizen' ? await deps.person(request.actor.citizenId) : null;
  const asked = typed.noi ?? (typeof query['noi'] === 'string' && agencies.some((agency) => String(agency.id) === query['noi']) ? query['noi'] : undefined);
  const lives = agencies.length === 1 ? agencies[0] : agencies.find((agency) => livesIn(person?.address, agency));
  const byOldName = lives || !person?.address ? null : await deps.agencyOfAddress?.(person.address);
  const where = asked ?? (lives ?? agencies.find((agency) => agency.id === byOldName))?.id.toString();
  if (agencies.length === 0) return <CitizenLayout view={request.view} title={title} back={`/thu-tuc/${found.slug}`}><Notice kind="info"><p>{W.start.closed[request.lang]}</p></Notice></CitizenLayout>;
  return (
    <CitizenLayout view={request.view} title={title} lead={W.start.saved} back={`/thu-tuc/${found.slug}`} {...(wrong.noi ? { errors: [{ name: 'noi', message: W.start.whereMissing }] } : {})}>
      <form method="post" action={`/khai/${found.slug}/bat-dau`} noValidate>
        <CsrfFields view={request.view} />
        <input type="hidden" name="tra-loi" value={packed} />
        <Select name="noi" label={W.start.where} hint={W.start.whereHint} {...(wrong.noi ? { error: W.start.whereMissing } : {})} {...(where ? { value: where } : {})} options={agencies.map((agency) => ({ value: String(agency.id), label: `${agency.name}, ${agency.province}` }))} />
        <p><a href={`/co-quan?viec=${found.slug}`}>{W.start.findOffice[request.lang]}</a></p>
        <Radios name="may" label={W.start.device} value={typed.may ?? 'toi'} options={[{ value: 'toi', label: W.start.mine }, { value: 'muon', label: W.start.borrowed }]} />
        <ButtonGroup><Button>{W.start.go[request.lang]}</Button></ButtonGroup>
      </form>
    </CitizenLayout>);
}
/** The authority of the place where a signed-in person lives; not when a draft of this kind is open, which is to be seen first. */
async function homeAgency(deps: DossierWebDeps, request: RouteRequest<unknown, unknown, unknown>, code: string) {
  if (request.actor.kind !== 'citizen') return undefined;
  const [person, agencies, drafts] = await Promise.all([deps.person(request.actor.citizenId), deps.agenciesOffering(code), deps.drafts.listOpen(scopeOf(request), LIMITS.pageRows)]);
  return drafts.some((draft) => draft.procedure === code) ? undefined : agencies.find((agency) => livesIn(person?.address, agency));
}
/** «thôn 3, xã Hàm Liêm, tỉnh Lâm Đồng» lies in «xã Hàm Liêm» of «Lâm Đồng». */
function livesIn(address: string | undefined, agency: { readonly shortName: string; readonly province: string }): boolean {
  const parts = (address ?? '').split(',').map(toneKey);
  return parts.includes(toneKey(agency.shortName)) && (parts.at(-1) ?? '').endsWith(toneKey(bareName(agency.province)));
}
