import type { VNode } from 'preact';
import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { LIMITS } from '../../../shared/limits.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DossierCode } from '../../../ui/components/dossier-code/dossier-code.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { Radios } from '../../../ui/components/radios/radios.tsx';
import { TextArea } from '../../../ui/components/text-area/text-area.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { ownsDossier } from '../../dossier/index.ts';
import { DEMANDS, mayRate, STARS } from '../domain/index.ts';
import type { RatedDossier } from '../ports.ts';
import { rateDossier } from '../use-cases/rate-dossier.ts';
import { guessers, personScope, type FeedbackWebDeps } from './feedback-deps.ts';
import { rateProblem } from './problems.ts';
import { DEMAND_WORDS, F, STAR_WORDS } from './words.ts';

const params = z.object({ id: z.uuid() });
const done = z.literal('1').optional().catch(undefined);
const text = z.string().max(200).optional();
const answers = { muc: z.string().max(2).optional(), 'doi-them': z.string().max(10).optional(), 'noi-ro': z.string().max(LIMITS.longText).optional() };
interface Typed { readonly muc?: string | undefined; readonly 'doi-them'?: string | undefined; readonly 'noi-ro'?: string | undefined }
type Asked = Pick<RouteRequest<unknown, unknown, unknown>, 'actor' | 'scope' | 'lang' | 'view' | 'now' | 'ip'>;
type Problems = readonly { readonly name: string; readonly message: Text }[];
/** One dossier to rate, and the way by which this person came to it. */
interface Rated { readonly dossier: RatedDossier; readonly action: string; readonly back: { readonly href: string; readonly label: Text }; readonly hidden: Readonly<Record<string, string>>; readonly after: string }

/**
 * Five levels and one question, once, after the result. The owner comes from the page of the dossier; who filed at the counter
 * and has no account comes with the code and the secret of the slip.
 */
export function ratingRoutes(deps: FeedbackWebDeps): Route[] {
  const own = async (request: Asked & { readonly params: { readonly id: string } }): Promise<Rated> => {
    const { id } = request.params;
    const loaded = await deps.dossiers.find(personScope(request), id);
    if (!loaded || !ownsDossier(request.actor, loaded)) return notFound();
    const { state } = loaded;
    return { dossier: { id, code: state.code ?? state.reference, agencyId: state.competentAgency, procedure: state.procedure, status: state.status }, action: `/ho-so/${id}/danh-gia`, back: { href: `/ho-so/${id}`, label: F.backToDossier }, hidden: {}, after: `/ho-so/${id}/danh-gia?xong=1` };
  };
  const tracked = async (request: Asked, ma: string, secret: string): Promise<Rated | 'none' | 'blocked'> => {
    const who = guessers(request);
    if (deps.guesses.blocked(who)) return 'blocked';
    const dossier = await deps.trackDossier(ma, secret);
    if (!dossier) { deps.guesses.wrong(who); return 'none'; }
    const keep = `ma=${encodeURIComponent(ma)}&bi-mat=${encodeURIComponent(secret)}`;
    return { dossier, action: '/danh-gia', back: { href: `/tra-cuu?${keep}`, label: F.backToDossier }, hidden: { ma, 'bi-mat': secret }, after: `/danh-gia?${keep}&xong=1` };
  };
  const shown = async (request: Asked, found: Rated, justDone: boolean): Promise<VNode> => {
    const rated = await deps.ratings.rated(personScope(request), found.dossier.id);
    return ratePage(request, found, rated ? (justDone ? F.rated : F.already) : mayRate(found.dossier) ? null : F.tooEarly, {}, []);
  };
  const give = async (request: Asked, found: Rated, typed: Typed) => {
    const rated = await rateDossier(deps, personScope(request), found.dossier, { stars: typed.muc ?? '', demanded: typed['doi-them'] ?? '', note: typed['noi-ro'] ?? '' }, request.now);
    if (rated.ok) return redirect(found.after);
    const closed = rated.refusal.find((one) => one.kind === 'already' || one.kind === 'too-early');
    if (closed) return page(ratePage(request, found, rateProblem(closed).message, {}, []), 409);
    return page(ratePage(request, found, null, typed, rated.refusal.map(rateProblem)), 400);
  };
  return [
    route({
      method: 'GET', path: '/ho-so/:id/danh-gia', permission: 'dossier.own', audit: 'rating.form', params, query: z.object({ xong: done }),
      async handle(request) { return page(await shown(request, await own(request), request.query.xong === '1')); },
    }),
    route({
      method: 'POST', path: '/ho-so/:id/danh-gia', permission: 'dossier.own', audit: 'rating.give', params, body: z.strictObject(answers),
      async handle(request) { return give(request, await own(request), request.body); },
    }),
    route({
      method: 'GET', path: '/danh-gia', permission: 'dossier.own', audit: 'rating.form-by-code', query: z.object({ ma: text, 'bi-mat': text, xong: done }),
      async handle(request) {
        const { ma = '', 'bi-mat': secret = '' } = request.query;
        if (ma === '' && secret === '') return page(codePage(request, '', null));
        const found = await tracked(request, ma, secret);
        if (typeof found === 'string') return page(codePage(request, ma, found), found === 'blocked' ? 429 : 404);
        return page(await shown(request, found, request.query.xong === '1'));
      },
    }),
    route({
      method: 'POST', path: '/danh-gia', permission: 'dossier.own', audit: 'rating.give-by-code', body: z.strictObject({ ...answers, ma: text, 'bi-mat': text }),
      async handle(request) {
        const { ma = '', 'bi-mat': secret = '' } = request.body;
        const found = await tracked(request, ma, secret);
        if (typeof found === 'string') return page(codePage(request, ma, found), found === 'blocked' ? 429 : 404);
        return give(request, found, request.body);
      },
    }),
  ];
}

/** Asks for code and secret of the slip. */
function codePage(request: Asked, ma: string, trouble: 'none' | 'blocked' | null): VNode {
  const { lang, view } = request;
  const problem = trouble === 'blocked' ? F.trackBlocked : trouble === 'none' ? F.dossierWrong : null;
  return (
    <CitizenLayout view={view} title={F.rateTitle} lead={F.rateByCode} robots="noindex" {...(problem ? { errors: [{ name: 'ma', message: problem }] } : {})}>
      <form method="get" action="/danh-gia" noValidate>
        <TextField name="ma" label={F.dossierCode} value={ma} spellcheck={false} {...(problem ? { error: problem } : {})} />
        <TextField name="bi-mat" label={F.secret} hint={F.dossierSecretHint} width={12} spellcheck={false} />
        <ButtonGroup><Button>{F.trackGo[lang]}</Button></ButtonGroup>
      </form>
    </CitizenLayout>);
}

function ratePage(request: Asked, found: Rated, instead: Text | null, typed: Typed, problems: Problems): VNode {
  const { lang, view } = request;
  const error = (name: string): { error?: Text } => { const one = problems.find((problem) => problem.name === name); return one ? { error: one.message } : {}; };
  return (
    <CitizenLayout view={view} title={F.rateTitle} lead={F.rateLead} errors={problems} robots="noindex" back={found.back}>
      <p><DossierCode code={found.dossier.code} /></p>
      {instead ? <Notice kind="info" role="status"><p>{instead[lang]}</p></Notice> : (
        <form method="post" action={found.action} noValidate>
          <CsrfFields view={view} />
          {Object.entries(found.hidden).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
          <Radios name="muc" label={F.how} value={typed.muc} options={STARS.map((stars) => ({ value: String(stars), label: STAR_WORDS[stars] }))} {...error('muc')} />
          <Radios name="doi-them" label={F.demanded} hint={F.demandedHint} value={typed['doi-them']} options={[{ value: 'none', label: F.no }, ...DEMANDS.map((value) => ({ value, label: DEMAND_WORDS[value] }))]} {...error('doi-them')} />
          <TextArea name="noi-ro" label={F.note} rows={3} required={false} value={typed['noi-ro']} />
          <ButtonGroup><Button>{F.rateGo[lang]}</Button></ButtonGroup>
        </form>)}
    </CitizenLayout>);
}
