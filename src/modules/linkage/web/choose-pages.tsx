import type { VNode } from 'preact';
import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { Checkboxes } from '../../../ui/components/checkboxes/checkboxes.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { Details } from '../../../ui/components/details/details.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import type { ChooseRefusal } from '../domain/index.ts';
import type { LinkageScope } from '../ports.ts';
import { chooseLinked, offerFor } from '../use-cases/choose-linked.ts';
import { factsOf } from './linked-block.tsx';
import type { LinkageWebDeps } from './web-deps.ts';
import { W } from './words.ts';

const params = z.object({ id: z.uuid() });
const one = z.string().max(40);
const body = z.strictObject({ viec: z.union([one, z.array(one).max(8)]).optional() });
type Request = RouteRequest<{ id: string }, unknown, unknown>;
const PROBLEMS: Readonly<Record<ChooseRefusal['kind'], Text>> = { 'nothing-chosen': W.nothing, 'not-offered': W.notOffered, 'too-late': W.tooLate };

/** «Làm luôn việc khác cho bé?»: by the person on the own page, or by reception for whoever stands at the counter. */
export function chooseRoutes(deps: LinkageWebDeps): Route[] {
  const partners = [...deps.agencies.keys()];
  const scopeOf = (request: Pick<Request, 'scope'>): LinkageScope => (request.scope.kind === 'public' ? notFound() : request.scope);
  const show = async (request: Request, at: 'citizen' | 'desk', problem: Text | null, ticked: readonly string[] | null): Promise<VNode> => {
    const { lang, view, params: { id } } = request;
    const loaded = (await deps.dossier.store.find(scopeOf(request), id)) ?? notFound();
    const offer = offerFor({ groups: deps.groups, partners }, loaded.state.procedure, factsOf(loaded));
    const back = at === 'desk' ? `/ban/ho-so/${id}` : `/ho-so/${id}`;
    const late = loaded.state.finishedAt !== null;
    const errors = problem && offer && !late ? [{ name: 'viec', message: problem }] : [];
    const content = (
      <>
        {!offer ? <Notice kind="info"><p>{W.none[lang]}</p></Notice> : late ? <Notice kind="warn"><p>{W.tooLate[lang]}</p></Notice> : (
          <form method="post" action={`${back}/lien-thong`} noValidate>
            <CsrfFields view={view} />
            <p>{W.promised(offer.group.term.value, offer.group.verifyingTerm.value)[lang]} <span class="mc-quiet">({offer.group.legalBasis})</span></p>
            <Checkboxes name="viec" label={W.which} options={offer.parts.map((part) => ({ value: part.key, label: part.name, hint: part.agency }))} values={ticked ?? offer.parts.map((part) => part.key)} {...(problem ? { error: problem } : {})} />
            <Details summary={W.tells}><p>{W.tellsText[lang]}</p></Details>
            <ButtonGroup><Button>{W.go[lang]}</Button><Button kind="secondary" href={back}>{W.notNow[lang]}</Button></ButtonGroup>
          </form>)}
      </>);
    return at === 'desk' ? <DeskLayout view={view} title={W.title} lead={W.lead} errors={errors} back={{ href: back, label: W.dossier }}>{content}</DeskLayout>
      : <CitizenLayout view={view} title={W.title} lead={W.lead} errors={errors} back={back} robots="noindex">{content}</CitizenLayout>;
  };
  const choose = async (request: RouteRequest<{ id: string }, unknown, z.infer<typeof body>>, at: 'citizen' | 'desk') => {
    const scope = scopeOf(request);
    const { params: { id }, actor } = request;
    const loaded = (await deps.dossier.store.find(scope, id)) ?? notFound();
    const chosen = [request.body.viec ?? []].flat();
    const outcome = await chooseLinked({ groups: deps.groups, partners, linkage: deps.linkage, ids: deps.ids }, { scope, chosenBy: actor.kind, at: request.now, facts: factsOf(loaded), dossier: { id, agencyId: loaded.state.competentAgency, procedure: loaded.state.procedure, finished: loaded.state.finishedAt !== null }, chosen });
    if (!outcome.ok) return page(await show(request, at, PROBLEMS[outcome.refusal.kind], chosen), outcome.refusal.kind === 'too-late' ? 409 : 400);
    return redirect(at === 'desk' ? `/ban/ho-so/${id}` : `/ho-so/${id}#lien-thong`);
  };
  return [
    route({ method: 'GET', path: '/ho-so/:id/lien-thong', permission: 'dossier.own', audit: 'linkage.choose-page', params, async handle(request) { return page(await show(request, 'citizen', null, null)); } }),
    route({ method: 'POST', path: '/ho-so/:id/lien-thong', permission: 'dossier.own', audit: 'linkage.choose', params, body, handle: (request) => choose(request, 'citizen') }),
    route({ method: 'GET', path: '/ban/ho-so/:id/lien-thong', permission: 'desk.receive', audit: 'linkage.choose-page-at-counter', params, async handle(request) { return page(await show(request, 'desk', null, null)); } }),
    route({ method: 'POST', path: '/ban/ho-so/:id/lien-thong', permission: 'desk.receive', audit: 'linkage.choose-at-counter', params, body, handle: (request) => choose(request, 'desk') }),
  ];
}
