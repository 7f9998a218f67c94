import type { VNode } from 'preact';
import { z } from 'zod';
import { page, redirect, route, type Route, type View } from '../../../platform/http/route.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { Say } from '../../../ui/language.tsx';
import { safeReturn, type IdentityClaims } from '../domain/index.ts';
import { beginCitizenSignIn, type BeginCitizenSignInDeps } from '../use-cases/begin-citizen-sign-in.ts';
import { clearCookie } from '../use-cases/cookies.ts';
import { finishCitizenSignIn, type FinishRefusal } from '../use-cases/finish-citizen-sign-in.ts';
import { signInCitizen, type SignInCitizenDeps } from '../use-cases/sign-in-citizen.ts';
import { SIGN_IN_FAULT, W } from './words.ts';
import { PATHS, returnQuery, withReturn } from './paths.ts';

export type CitizenSignInDeps = BeginCitizenSignInDeps & SignInCitizenDeps;

export function citizenSignInRoutes(deps: CitizenSignInDeps): Route[] {
  return [
    route({
      method: 'GET', path: PATHS.signIn, permission: 'session.open', audit: 'session.choose', query: returnQuery,
      async handle({ view, query, actor }) {
        const back = safeReturn(query.ve, '/');
        return page(actor.kind === 'citizen' ? <AlreadyPage view={view} name={actor.name} back={back} /> : <ChoosePage view={view} back={back} />);
      },
    }),
    route({
      method: 'GET', path: PATHS.toProvider, permission: 'session.open', audit: 'session.begin', query: returnQuery,
      async handle({ view, query, now }) {
        const begun = await beginCitizenSignIn(deps, query.ve, now);
        return begun.ok ? redirect(begun.value.redirectTo, begun.value.cookies) : page(<FaultPage view={view} why={begun.refusal} />, 503);
      },
    }),
    // The provider sends the browser here; its parameters are read from the address by the protocol's own rules.
    route({
      method: 'GET', path: PATHS.fromProvider, permission: 'session.open', audit: 'session.answer',
      async handle({ view, url, now, cookie }) {
        const finished = await finishCitizenSignIn(deps, url, cookie(deps.cookieNames.question), now);
        if (finished.ok) return page(<ConfirmPage view={view} claims={finished.value.ticket.claims} />, 200, { cookies: finished.value.cookies });
        return page(<FaultPage view={view} why={finished.refusal} />, finished.refusal === 'unavailable' ? 503 : 400, { cookies: [clearCookie(deps.cookieNames.question)] });
      },
    }),
    route({
      method: 'POST', path: PATHS.enter, permission: 'session.open', audit: 'session.open', body: z.strictObject({}),
      async handle({ view, actor, now, cookie }) {
        const signed = await signInCitizen(deps, { answerCookie: cookie(deps.cookieNames.answer), sessionCookie: cookie(deps.cookieNames.session), actor }, now);
        return signed.ok ? redirect(signed.value.returnTo, signed.value.cookies) : page(<FaultPage view={view} why={signed.refusal} />, 400);
      },
    }),
  ];
}

function ChoosePage({ view, back }: { view: View; back: string }): VNode {
  return (
    <CitizenLayout view={view} title={W.choose.title} lead={W.choose.lead} robots="noindex">
      <ButtonGroup><Button href={withReturn(PATHS.toProvider, back)}><Say words={W.choose.vneid} /></Button></ButtonGroup>
      <p class="mc-quiet"><Say words={W.choose.vneidHint} /> <Say words={W.choose.times} /></p>
      {view.demo && <Notice><p><Say words={W.choose.trial} /></p></Notice>}
      <h2><Say words={W.choose.without} /></h2>
      <p><Say words={W.choose.withoutText} /></p>
      <p><a href="/"><Say words={W.choose.find} /></a></p>
      <h2><Say words={W.choose.staff} /></h2>
      <p><a href={PATHS.staffSignIn}><Say words={W.choose.staffLink} /></a></p>
    </CitizenLayout>
  );
}

function AlreadyPage({ view, name, back }: { view: View; name: string; back: string }): VNode {
  return (
    <CitizenLayout view={view} title={W.already.title} robots="noindex">
      <p><Say words={W.already.as(name)} /></p>
      <form method="post" action={PATHS.signOut}>
        <CsrfFields view={view} />
        <ButtonGroup><Button href={back}><Say words={W.already.go} /></Button><Button kind="secondary"><Say words={W.already.leave} /></Button></ButtonGroup>
      </form>
    </CitizenLayout>
  );
}

function ConfirmPage({ view, claims }: { view: View; claims: IdentityClaims }): VNode {
  return (
    <CitizenLayout view={view} title={W.confirm.title} lead={W.confirm.lead} robots="noindex">
      <SummaryList rows={[
        { term: W.confirm.name, value: <b>{claims.name}</b> },
        ...(claims.personalId === null ? [] : [{ term: W.confirm.number, value: <Say words={W.confirm.ending(claims.personalId.slice(-4))} /> }]),
        { term: W.confirm.level, value: <Say words={W.confirm.levels[claims.assurance]} /> },
      ]} />
      <form method="post" action={PATHS.enter}>
        <CsrfFields view={view} />
        <ButtonGroup><Button><Say words={W.confirm.yes} /></Button><Button kind="secondary" formAction={PATHS.signOut}><Say words={W.confirm.no} /></Button></ButtonGroup>
      </form>
    </CitizenLayout>
  );
}

function FaultPage({ view, why }: { view: View; why: FinishRefusal }): VNode {
  const { title, text } = SIGN_IN_FAULT[why];
  return (
    <CitizenLayout view={view} title={title} errors robots="noindex">
      <p><Say words={text} /></p>
      <ButtonGroup><Button href={PATHS.signIn}><Say words={W.left.again} /></Button></ButtonGroup>
    </CitizenLayout>
  );
}
