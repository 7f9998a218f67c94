import type { VNode } from 'preact';
import { z } from 'zod';
import type { Text } from '../../../shared/text.ts';
import { page, redirect, route, type Route, type View } from '../../../platform/http/route.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import type { FieldProblem } from '../../../ui/components/error-summary/error-summary.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { Say } from '../../../ui/language.tsx';
import { safeReturn } from '../domain/index.ts';
import { CODE } from '../use-cases/sign-in-officer.ts';
import { showSecondFactor, type ShowSecondFactorDeps } from '../use-cases/show-second-factor.ts';
import { FACTOR, showFault } from './factor-words.ts';
import { follow } from './follow.ts';
import { PATHS, returnQuery, withReturn } from './paths.ts';

/** The second page of an officer's sign-in, for whoever has a second factor and gave the right password. */
export function secondFactorSignInRoutes(deps: ShowSecondFactorDeps, signInAgain: (view: View, back: string, message: Text) => VNode): Route[] {
  return [
    route({
      method: 'GET', path: PATHS.staffCode, permission: 'session.open', audit: 'staff.code-page', query: returnQuery,
      async handle({ view, query, now, cookie }) {
        const back = safeReturn(query.ve, '');
        if (deps.secrets.openTicket(CODE, cookie(deps.cookieNames.half) ?? '', now) === null) return redirect(withReturn(PATHS.staffSignIn, back));
        return page(<CodePage view={view} back={back} problems={[]} />);
      },
    }),
    route({
      method: 'POST', path: PATHS.staffCode, permission: 'session.open', audit: 'staff.code', body: z.strictObject({ code: z.string(), ve: z.string().optional() }),
      async handle({ view, body, key, now, ip, cookie }) {
        const back = safeReturn(body.ve, '');
        const shown = await showSecondFactor(deps, { halfCookie: cookie(deps.cookieNames.half), typed: body.code, press: key, sessionCookie: cookie(deps.cookieNames.session), ip }, now);
        if (shown.ok) return follow(shown.value);
        if (shown.refusal.why === 'too-late') return page(signInAgain(view, back, FACTOR.show.tooLate), 422);
        const fault = showFault(shown.refusal);
        return page(<CodePage view={view} back={back} problems={[{ name: 'code', message: fault.words }]} />, fault.status);
      },
    }),
  ];
}

export function CodeBox({ name = 'code', label, hint, problems }: { name?: string; label: Text; hint?: Text; problems: readonly FieldProblem[] }): VNode {
  return <TextField name={name} label={label} hint={hint} inputMode="numeric" autocomplete="one-time-code" width={12} spellcheck={false} error={problems.find((one) => one.name === name)?.message} />;
}
function CodePage({ view, back, problems }: { view: View; back: string; problems: readonly FieldProblem[] }): VNode {
  return (
    <CitizenLayout view={view} title={FACTOR.show.title} lead={FACTOR.show.lead} errors={problems} robots="noindex">
      <form method="post" action={PATHS.staffCode} noValidate>
        <CsrfFields view={view} />
        {back !== '' && <input type="hidden" name="ve" value={back} />}
        <CodeBox label={FACTOR.show.code} hint={FACTOR.show.hint} problems={problems} />
        <ButtonGroup><Button><Say words={FACTOR.show.go} /></Button><a href={withReturn(PATHS.staffSignIn, back)}><Say words={FACTOR.show.other} /></a></ButtonGroup>
      </form>
      <p class="mc-quiet"><Say words={FACTOR.show.lost} /></p>
    </CitizenLayout>
  );
}
