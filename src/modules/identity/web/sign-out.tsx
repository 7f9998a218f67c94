import type { VNode } from 'preact';
import { z } from 'zod';
import { page, redirect, route, type Route, type View } from '../../../platform/http/route.ts';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { Say } from '../../../ui/language.tsx';
import { signOut, type SignOutDeps } from '../use-cases/sign-out.ts';
import { W } from './words.ts';
import { PATHS } from './paths.ts';

export function signOutRoutes(deps: SignOutDeps): Route[] {
  return [
    route({
      method: 'POST', path: PATHS.signOut, permission: 'session.open', audit: 'session.end', body: z.strictObject({}),
      async handle({ now, cookie }) { return redirect(PATHS.left, await signOut(deps, cookie(deps.cookieNames.session), now)); },
    }),
    route({
      method: 'POST', path: PATHS.staffSignOut, permission: 'session.open', audit: 'session.end-staff', body: z.strictObject({}),
      async handle({ now, cookie }) { return redirect(PATHS.staffSignIn, await signOut(deps, cookie(deps.cookieNames.session), now)); },
    }),
    route({
      method: 'GET', path: PATHS.left, permission: 'session.open', audit: 'session.left',
      async handle({ view }) { return page(<LeftPage view={view} />); },
    }),
  ];
}

function LeftPage({ view }: { view: View }): VNode {
  return (
    <CitizenLayout view={view} title={W.left.title} robots="noindex">
      <p><Say words={W.left.text} /></p>
      <p><a href="/"><Say words={W.left.home} /></a></p>
      <p><a href={PATHS.signIn}><Say words={W.left.again} /></a></p>
    </CitizenLayout>
  );
}
