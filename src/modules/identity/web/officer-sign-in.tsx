import type { VNode } from 'preact';
import { z } from 'zod';
import { showTime } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { page, redirect, route, type Route, type View } from '../../../platform/http/route.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import type { FieldProblem } from '../../../ui/components/error-summary/error-summary.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { Say } from '../../../ui/language.tsx';
import { safeReturn } from '../domain/index.ts';
import { changePassword, type ChangePasswordDeps, type ChangePasswordRefusal } from '../use-cases/change-password.ts';
import { chooseWorkplace } from '../use-cases/choose-workplace.ts';
import { CHANGE, signInOfficer, staffHome, type OfficerSignInRefusal, type SignInOfficerDeps } from '../use-cases/sign-in-officer.ts';
import { follow } from './follow.ts';
import { PATHS, returnQuery } from './paths.ts';
import { secondFactorSignInRoutes } from './second-factor-sign-in.tsx';
import type { ShowSecondFactorDeps } from '../use-cases/show-second-factor.ts';
import { PASSWORD_FAULT, W } from './words.ts';

export type OfficerSignInDeps = SignInOfficerDeps & ShowSecondFactorDeps & ChangePasswordDeps & { /** on a demonstration: names and password of the trial officers */ readonly demoNote?: Text };

export function officerSignInRoutes(deps: OfficerSignInDeps): Route[] {
  const hasTicket = (cookie: (name: string) => string | undefined, now: Date): boolean => deps.secrets.openTicket(CHANGE, cookie(deps.cookieNames.change) ?? '', now) !== null;
  return [
    route({
      method: 'GET', path: PATHS.staffSignIn, permission: 'session.open', audit: 'staff.sign-in-page', query: returnQuery,
      async handle({ view, query }) { return page(<SignInPage view={view} note={deps.demoNote} username="" back={safeReturn(query.ve, '')} problems={[]} />); },
    }),
    route({
      method: 'POST', path: PATHS.staffSignIn, permission: 'session.open', audit: 'staff.sign-in',
      body: z.strictObject({ username: z.string(), password: z.string(), ve: z.string().optional() }),
      async handle({ view, body, now, ip, cookie }) {
        const back = safeReturn(body.ve, '');
        const missing: FieldProblem[] = [
          ...(body.username.trim() === '' ? [{ name: 'username', message: W.staff.usernameMissing }] : []),
          ...(body.password === '' ? [{ name: 'password', message: W.staff.passwordMissing }] : []),
        ];
        if (missing.length > 0) return page(<SignInPage view={view} note={deps.demoNote} username={body.username} back={back} problems={missing} />, 422);
        const signed = await signInOfficer(deps, { username: body.username, password: body.password, returnTo: body.ve, sessionCookie: cookie(deps.cookieNames.session), ip }, now);
        if (!signed.ok) return page(<SignInPage view={view} note={deps.demoNote} username={body.username} back={back} problems={[{ name: 'username', message: refusalWords(signed.refusal) }]} />, signed.refusal.why === 'blocked' ? 429 : 422);
        return follow(signed.value);
      },
    }),
    ...secondFactorSignInRoutes(deps, (view, back, message) => <SignInPage view={view} note={deps.demoNote} username="" back={back} problems={[{ name: 'username', message }]} />),
    route({
      method: 'GET', path: PATHS.staffPassword, permission: 'session.open', audit: 'staff.password-page',
      async handle({ view, actor, now, cookie }) {
        if (actor.kind !== 'officer' && !hasTicket(cookie, now)) return redirect(PATHS.staffSignIn);
        return page(<PasswordPage view={view} first={actor.kind !== 'officer'} problems={[]} />);
      },
    }),
    route({
      method: 'POST', path: PATHS.staffPassword, permission: 'session.open', audit: 'staff.password-change',
      body: z.strictObject({ present: z.string().optional(), wanted: z.string(), again: z.string() }),
      async handle({ view, actor, body, now, cookie }) {
        const officer = actor.kind === 'officer' ? { officerId: actor.officerId, name: actor.name } : null;
        const show = (name: string, message: Text) => page(<PasswordPage view={view} first={officer === null} problems={[{ name, message }]} />, 422);
        if (body.wanted === '') return show('wanted', PASSWORD_FAULT.missing);
        const changed = await changePassword(deps, { changeCookie: cookie(deps.cookieNames.change), sessionCookie: cookie(deps.cookieNames.session), officer, present: body.present ?? '', wanted: body.wanted, again: body.again }, now);
        if (!changed.ok) return show(faultyField(changed.refusal), PASSWORD_FAULT[changed.refusal]);
        return follow(changed.value);
      },
    }),
    route({
      method: 'GET', path: PATHS.staffWorkplace, permission: 'staff.home', audit: 'staff.workplaces', query: returnQuery,
      async handle({ view, actor, query, now }) {
        if (actor.kind !== 'officer') return redirect(PATHS.staffSignIn);
        return page(<WorkplacePage view={view} places={await deps.workplaces.of(actor.officerId, now)} here={actor.agencyId} back={safeReturn(query.ve, '')} />);
      },
    }),
    route({
      method: 'POST', path: PATHS.staffWorkplace, permission: 'staff.home', audit: 'staff.choose-workplace', body: z.strictObject({ agency: z.coerce.number().int().positive(), ve: z.string().optional() }),
      async handle({ body, now, cookie }) {
        const chosen = await chooseWorkplace(deps, cookie(deps.cookieNames.session), body.agency, now);
        if (!chosen.ok) throw new HttpProblem('forbidden');
        return redirect(safeReturn(body.ve, staffHome(chosen.value.roles)));
      },
    }),
  ];
}

function refusalWords(refusal: OfficerSignInRefusal): Text {
  switch (refusal.why) {
    case 'wrong': return W.staff.wrong;
    case 'blocked': return W.staff.blocked(showTime(new Date(refusal.until.getTime() + 59_999)));
    case 'no-role': return W.staff.noRole;
  }
}
const faultyField = (refusal: ChangePasswordRefusal): string => (refusal === 'present-wrong' || refusal === 'blocked' ? 'present' : refusal === 'not-repeated' ? 'again' : 'wanted');
const messageOf = (problems: readonly FieldProblem[], name: string) => problems.find((problem) => problem.name === name)?.message;

function SignInPage({ view, note, username, back, problems }: { view: View; note: Text | undefined; username: string; back: string; problems: readonly FieldProblem[] }): VNode {
  return (
    <CitizenLayout view={view} title={W.staff.title} errors={problems} robots="noindex">
      <form method="post" action={PATHS.staffSignIn}>
        <CsrfFields view={view} />
        {back !== '' && <input type="hidden" name="ve" value={back} />}
        <TextField name="username" label={W.staff.username} hint={W.staff.usernameHint} value={username} autocomplete="username" width={20} spellcheck={false} error={messageOf(problems, 'username')} />
        <TextField name="password" label={W.staff.password} kind="password" autocomplete="current-password" width={20} error={messageOf(problems, 'password')} />
        <ButtonGroup><Button><Say words={W.staff.go} /></Button></ButtonGroup>
      </form>
      {view.demo && note && <Notice><p><Say words={note} /></p></Notice>}
      <p class="mc-quiet"><Say words={W.staff.times} /> <Say words={W.staff.forgot} /></p>
    </CitizenLayout>
  );
}

function PasswordPage({ view, first, problems }: { view: View; first: boolean; problems: readonly FieldProblem[] }): VNode {
  return (
    <CitizenLayout view={view} title={W.change.title} errors={problems} robots="noindex" {...(first ? { lead: W.change.first } : {})}>
      <form method="post" action={PATHS.staffPassword}>
        <CsrfFields view={view} />
        {!first && <TextField name="present" label={W.change.present} kind="password" autocomplete="current-password" width={20} error={messageOf(problems, 'present')} />}
        <TextField name="wanted" label={W.change.wanted} hint={W.change.rule} kind="password" autocomplete="new-password" width={20} error={messageOf(problems, 'wanted')} />
        <TextField name="again" label={W.change.again} kind="password" autocomplete="new-password" width={20} error={messageOf(problems, 'again')} />
        <ButtonGroup><Button><Say words={W.change.go} /></Button></ButtonGroup>
      </form>
    </CitizenLayout>
  );
}

function WorkplacePage({ view, places, here, back }: { view: View; places: readonly { readonly agencyId: number; readonly name: string }[]; here: number; back: string }): VNode {
  return (
    <CitizenLayout view={view} title={W.workplace.title} lead={W.workplace.lead} robots="noindex">
      <form method="post" action={PATHS.staffWorkplace}>
        <CsrfFields view={view} />
        {back !== '' && <input type="hidden" name="ve" value={back} />}
        {places.map((place) => <p key={place.agencyId}><Button kind={place.agencyId === here ? 'primary' : 'secondary'} name="agency" value={String(place.agencyId)}>{place.name}</Button></p>)}
      </form>
    </CitizenLayout>
  );
}
