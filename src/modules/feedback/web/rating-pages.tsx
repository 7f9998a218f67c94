import type { VNode } from 'preact';
import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/server.ts';
import { LIMITS } from '../../../shared/limits.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DossierCode } from '../../../ui/components/dossier-code/dossier-code.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { Radios } from '../../../ui/components/radios/radios.tsx';
import { TextArea } from '../../../ui/components/text-area/text-area.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { ownsDossier } from '../../dossier/index.ts';
import { DEMANDS, mayRate, STARS } from '../domain/index.ts';
import { rateDossier } from '../use-cases/rate-dossier.ts';
import { personScope, type FeedbackWebDeps } from './feedback-deps.ts';
import { rateProblem } from './problems.ts';
import { DEMAND_WORDS, F, STAR_WORDS } from './words.ts';

const params = z.object({ id: z.uuid() });
const body = z.strictObject({ muc: z.string().max(2).optional(), 'doi-them': z.string().max(10).optional(), 'noi-ro': z.string().max(LIMITS.longText).optional() });
type Asked = Pick<RouteRequest<{ id: string }, unknown, unknown>, 'actor' | 'scope' | 'params' | 'lang' | 'view'>;

/** Five levels and one question, once, after the result; only the owner of the dossier is asked. */
export function ratingRoutes(deps: FeedbackWebDeps): Route[] {
  const own = async (request: Asked) => {
    const loaded = await deps.dossiers.find(personScope(request), request.params.id);
    return loaded && ownsDossier(request.actor, loaded) ? loaded : notFound();
  };
  return [
    route({
      method: 'GET', path: '/ho-so/:id/danh-gia', permission: 'dossier.own', audit: 'rating.form', params, query: z.object({ xong: z.literal('1').optional().catch(undefined) }),
      async handle(request) {
        const loaded = await own(request);
        const rated = await deps.ratings.rated(personScope(request), loaded.id);
        return page(ratePage(request, loaded.state.code ?? loaded.state.reference, rated ? (request.query.xong ? F.rated : F.already) : mayRate(loaded.state) ? null : F.tooEarly, {}, []));
      },
    }),
    route({
      method: 'POST', path: '/ho-so/:id/danh-gia', permission: 'dossier.own', audit: 'rating.give', params, body,
      async handle(request) {
        const loaded = await own(request);
        const rated = await rateDossier(deps, personScope(request), loaded, { stars: request.body.muc ?? '', demanded: request.body['doi-them'] ?? '', note: request.body['noi-ro'] ?? '' }, request.now);
        if (rated.ok) return redirect(`/ho-so/${loaded.id}/danh-gia?xong=1`);
        const closed = rated.refusal.find((one) => one.kind === 'already' || one.kind === 'too-early');
        if (closed) return page(ratePage(request, loaded.state.code ?? loaded.state.reference, rateProblem(closed).message, {}, []), 409);
        return page(ratePage(request, loaded.state.code ?? loaded.state.reference, null, request.body, rated.refusal.map(rateProblem)), 400);
      },
    }),
  ];
}

function ratePage(request: Asked, code: string, instead: Text | null, typed: z.output<typeof body>, problems: readonly { readonly name: string; readonly message: Text }[]): VNode {
  const { lang, view, params: { id } } = request;
  const error = (name: string): { error?: Text } => { const found = problems.find((one) => one.name === name); return found ? { error: found.message } : {}; };
  return (
    <CitizenLayout view={view} title={F.rateTitle} lead={F.rateLead} errors={problems} robots="noindex" back={{ href: `/ho-so/${id}`, label: F.backToDossier }}>
      <p><DossierCode code={code} /></p>
      {instead ? <Notice kind="info" role="status"><p>{instead[lang]}</p></Notice> : (
        <form method="post" action={`/ho-so/${id}/danh-gia`} noValidate>
          <CsrfFields view={view} />
          <Radios name="muc" label={F.how} value={typed.muc} options={STARS.map((stars) => ({ value: String(stars), label: STAR_WORDS[stars] }))} {...error('muc')} />
          <Radios name="doi-them" label={F.demanded} hint={F.demandedHint} value={typed['doi-them']} options={[{ value: 'none', label: F.no }, ...DEMANDS.map((value) => ({ value, label: DEMAND_WORDS[value] }))]} {...error('doi-them')} />
          <TextArea name="noi-ro" label={F.note} rows={3} required={false} value={typed['noi-ro']} />
          <ButtonGroup><Button>{F.rateGo[lang]}</Button></ButtonGroup>
        </form>)}
    </CitizenLayout>);
}
