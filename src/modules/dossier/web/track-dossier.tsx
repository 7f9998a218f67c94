import type { VNode } from 'preact';
import { z } from 'zod';
import { json, page, route, type Route } from '../../../platform/http/route.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { normaliseSecret } from '../../../shared/id.ts';
import { showMoment, vietnamIso } from '../../../shared/plain-date.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { DossierCode } from '../../../ui/components/dossier-code/dossier-code.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { StatusLine } from '../../../ui/components/status-line/status-line.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { LOOKUP_LIMIT, NATIONAL_NAMES, readDossierCode, type NationalCode } from '../domain/index.ts';
import { publicSentence } from './status-sentence.ts';
import type { DossierWebDeps, TrackedDossier } from './web-deps.ts';
import { PLAIN_STATUS, W } from './words.ts';

const SECRET = /^[0-9A-HJKMNP-TV-Z]{8}$/u;
const text = z.string().max(200).optional();

/**
 * Public look-up by code and secret: status and dates, no name, no address, no file (TT 01/2018 Đ.16 k.2d). A wrong code
 * and a wrong secret answer alike; wrong tries are counted, right ones are not.
 */
export function trackRoutes(deps: DossierWebDeps): Route[] {
  const lookUp = async (typedCode: string, typedSecret: string, who: readonly string[]): Promise<TrackedDossier | 'none' | 'blocked'> => {
    const code = readDossierCode(typedCode);
    const counted = code ? [...who, `code:${code.value}`] : who;
    if (deps.guesses.blocked(counted)) return 'blocked';
    const secret = normaliseSecret(typedSecret);
    const found = code && SECRET.test(secret) ? await deps.track(code.value, secret) : null;
    if (!found) { deps.guesses.wrong(counted); return 'none'; }
    return found;
  };
  return [
    route({
      method: 'GET', path: '/tra-cuu', permission: 'public.track', audit: 'dossier.track', query: z.object({ ma: text, 'bi-mat': text }),
      async handle(request) {
        const { lang, view } = request;
        const { ma = '', 'bi-mat': secret = '' } = request.query;
        const asked = ma !== '' || secret !== '';
        const who = [`ip:${request.ip}`, ...(request.actor.kind === 'guest' && !request.actor.unknown ? [`guest:${request.actor.guestKey}`] : [])];
        const found = asked ? await lookUp(ma, secret, who) : null;
        if (found && found !== 'none' && found !== 'blocked') return page(await trackedPage(deps, request, found, { rating: deps.trackedRatingLink?.(found, ma, secret) ?? null, linked: found.linked ? ((await deps.trackedLinkedBlock?.(found.id, normaliseSecret(secret), lang)) ?? null) : null }));
        const problem = found === 'blocked' ? W.track.blocked : found === 'none' ? W.track.notFound : null;
        return page(
          <CitizenLayout view={view} title={W.track.title} {...(problem ? { errors: [{ name: 'ma', message: problem }] } : {})}>
            <form method="get" action="/tra-cuu" noValidate>
              <TextField name="ma" label={W.track.code} hint={W.track.codeHint} value={ma} spellcheck={false} maxLength={LOOKUP_LIMIT} {...(problem ? { error: problem } : {})} />
              <TextField name="bi-mat" label={W.track.secret} hint={W.track.secretHint} value={secret} width={12} spellcheck={false} maxLength={20} />
              <ButtonGroup><Button>{W.track.go[lang]}</Button></ButtonGroup>
            </form>
            {deps.smsNumber && <p>{W.track.bySms(deps.smsNumber)[lang]}<br />{W.track.bySmsExample[lang]} <strong class="mc-message">HS H36.23095-261121-0042 K7PM2QX4</strong></p>}
            {deps.smsNumber && deps.demoMailbox && <p><a href={deps.demoMailbox}>{W.track.demoMailbox[lang]}</a></p>}
          </CitizenLayout>, found === 'blocked' ? 429 : found === 'none' ? 404 : 200);
      },
    }),
    route({
      method: 'GET', path: '/api/v1/dossiers/:code', permission: 'public.track', audit: 'dossier.track-api', params: z.object({ code: z.string().max(LOOKUP_LIMIT * 2) }), query: z.strictObject({ secret: z.string().max(40) }),
      api: { summary: 'Public status of a dossier: by its code (or temporary reference) and the secret on the slip', answer: publicStatus },
      async handle(request) {
        const found = await lookUp(request.params.code, request.query.secret, [`ip:${request.ip}`]);
        if (found === 'blocked') throw new HttpProblem('too-many');
        if (found === 'none') throw new HttpProblem('not-found');
        return json(await statusOf(deps, found));
      },
    }),
  ];
}

export const publicStatus = z.object({
  code: z.string().nullable(), reference: z.string(), procedure: z.object({ code: z.string(), name: z.string() }), agency: z.string(),
  status: z.object({ national: z.number().int(), name: z.string(), plain: z.string() }),
  submittedAt: z.string(), receivedAt: z.string().nullable(), dueAt: z.string().nullable(), finishedAt: z.string().nullable(),
});
async function statusOf(deps: DossierWebDeps, found: TrackedDossier): Promise<z.infer<typeof publicStatus>> {
  const [content, agency] = await Promise.all([deps.procedures.version(found.version), deps.agencies.find(found.agencyId)]);
  const national = found.national as NationalCode;
  const iso = (at: Date | null): string | null => (at ? vietnamIso(at) : null);
  return {
    code: found.code, reference: found.reference, procedure: { code: found.procedure, name: content?.officialName ?? found.procedure }, agency: agency?.name ?? '',
    status: { national, name: NATIONAL_NAMES[national], plain: PLAIN_STATUS[national]?.sentence.vi ?? '' },
    submittedAt: vietnamIso(found.submittedAt), receivedAt: iso(found.receivedAt), dueAt: iso(found.dueAt), finishedAt: iso(found.finishedAt),
  };
}

async function trackedPage(deps: DossierWebDeps, request: Parameters<Route['handle']>[0], found: TrackedDossier, { rating, linked }: { readonly rating: string | null; readonly linked: VNode | null }) {
  const { lang, view } = request;
  const [content, agency] = await Promise.all([deps.procedures.version(found.version), deps.agencies.find(found.agencyId)]);
  const says = publicSentence(found, lang, request.now);
  const row = (term: typeof W.track.due, at: Date | null) => (at ? [{ term, value: showMoment(at, lang) }] : []);
  return (
    <CitizenLayout view={view} title={W.track.title} back="/tra-cuu" robots="noindex">
      <p><DossierCode code={found.code ?? found.reference} large /></p>
      <StatusLine colour={says.colour} tag={says.tag} sentence={says.sentence} official={NATIONAL_NAMES[says.national]} />
      <SummaryList rows={[
        { term: W.track.procedure, value: content?.plainName[lang] ?? found.procedure }, { term: W.track.agency, value: agency?.name ?? '' },
        ...row(W.track.submitted, found.submittedAt), ...row(W.track.accepted, found.receivedAt), ...row(W.track.due, found.dueAt), ...row(W.track.finished, found.finishedAt),
      ]} />
      {linked}
      {rating && <Notice kind="info"><p><a href={rating}>{W.status.rate[lang]}</a></p></Notice>}
      <Notice kind="info"><p>{W.track.more[lang]} <a href="/dang-nhap?ve=/ho-so-cua-toi">{W.own.signIn[lang]}</a></p></Notice>
    </CitizenLayout>);
}
