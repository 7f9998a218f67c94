import type { ComponentChildren, VNode } from 'preact';
import { z } from 'zod';
import { vietnamDate } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { page, redirect, route, type Reply, type Route, type View } from '../../../platform/http/route.ts';
import { Button, PrintButton } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import type { FieldProblem } from '../../../ui/components/error-summary/error-summary.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { QrCode } from '../../../ui/components/qr-code/qr-code.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { Say } from '../../../ui/language.tsx';
import { proposeSecondFactor, renewRecoveryCodes, setUpSecondFactor, turnOffSecondFactor, waitsForSetUp, type SecondFactorDeps, type SettingUp } from '../use-cases/set-up-second-factor.ts';
import { askedFault, FACTOR, setUpFault, type FactorFault } from './factor-words.ts';
import { nextPage } from './follow.ts';
import { officerSignInPath, PATHS } from './paths.ts';
import { CodeBox } from './second-factor-sign-in.tsx';

export type SecondFactorPagesDeps = SecondFactorDeps & { /** the dark squares of a square code */ readonly qr: (text: string) => { readonly path: string; readonly modules: number } };
type Asked = { readonly view: View; readonly now: Date; cookie(name: string): string | undefined };
const problemsOf = (fault: FactorFault | null): readonly FieldProblem[] => (fault ? [{ name: fault.field, message: fault.words }] : []);

/**
 * Setting up, another telephone, new codes for the paper, turning off. Passwords are typed here, so that these pages ask for no
 * right of their own (what was typed is then never shown again or kept): who they are for, each looks at itself.
 */
export function secondFactorRoutes(deps: SecondFactorPagesDeps): Route[] {
  const who = ({ view: { actor }, now, cookie }: Asked): SettingUp | null => {
    const sessionCookie = cookie(deps.cookieNames.session);
    if (actor.kind === 'officer') return { kind: 'officer', officerId: actor.officerId, sessionCookie };
    const half = waitsForSetUp(deps, cookie(deps.cookieNames.half), now);
    return half && { kind: 'half', who: half, sessionCookie };
  };
  const setUpPage = async (asked: Asked, setting: SettingUp, again: string | undefined, fault: FactorFault | null): Promise<Reply> => {
    const officerId = setting.kind === 'officer' ? setting.officerId : setting.who.officerId;
    const state = await deps.secondFactors.of(officerId, asked.now);
    // Somebody whose sign-in waited for this and who has one by now signs in with it.
    if (setting.kind === 'half' && state.on !== null) return redirect(PATHS.staffSignIn);
    const proposed = await proposeSecondFactor(deps, officerId, asked.view.siteName, again, asked.now);
    const required = state.on === null && state.requiredSince !== null ? FACTOR.account.required(state.requiredSince) : null;
    return page(<SetUpPage view={asked.view} half={setting.kind === 'half'} replacing={state.on !== null} required={required} proposed={proposed} qr={deps.qr(proposed.address)} problems={problemsOf(fault)} />, fault?.status ?? 200);
  };
  /** a page of the officer's own that asks for password and code */
  const sure = (path: string, audit: { readonly page: string; readonly act: string }, title: Text, lead: Text, act: (asked: Asked, officerId: string, body: { readonly password: string; readonly code: string }) => Promise<Reply | FactorFault>): Route[] => {
    const show = (view: View, fault: FactorFault | null): Reply => page(
      <DeskLayout view={view} title={title} lead={lead} back={{ href: PATHS.account, label: FACTOR.account.title }} errors={problemsOf(fault)}>
        <form method="post" action={path} noValidate>
          <CsrfFields view={view} />
          <PasswordBox problems={problemsOf(fault)} />
          <CodeBox label={FACTOR.presentCode} problems={problemsOf(fault)} />
          <ButtonGroup><Button><Say words={title} /></Button></ButtonGroup>
        </form>
      </DeskLayout>, fault?.status ?? 200);
    return [
      route({
        method: 'GET', path, permission: 'session.open', audit: audit.page,
        async handle({ view, now }) {
          if (view.actor.kind !== 'officer') return redirect(officerSignInPath(path));
          return (await deps.secondFactors.of(view.actor.officerId, now)).on === null ? redirect(PATHS.account) : show(view, null);
        },
      }),
      route({
        method: 'POST', path, permission: 'session.open', audit: audit.act, body: z.strictObject({ password: z.string(), code: z.string() }),
        async handle(request) {
          const { actor } = request.view;
          if (actor.kind !== 'officer') return redirect(officerSignInPath(PATHS.account));
          const done = await act(request, actor.officerId, request.body);
          return 'kind' in done ? done : show(request.view, done);
        },
      }),
    ];
  };
  return [
    route({
      method: 'GET', path: PATHS.factor, permission: 'session.open', audit: 'staff.factor-page',
      async handle(request) { const setting = who(request); return setting ? setUpPage(request, setting, undefined, null) : redirect(officerSignInPath(PATHS.factor)); },
    }),
    route({
      method: 'POST', path: PATHS.factor, permission: 'session.open', audit: 'staff.factor-set', body: z.strictObject({ proposed: z.string(), code: z.string(), password: z.string().optional(), present: z.string().optional() }),
      async handle(request) {
        const { view, body, now } = request;
        const setting = who(request);
        if (!setting) return redirect(officerSignInPath(PATHS.account));
        const done = await setUpSecondFactor(deps, setting, { proposed: body.proposed, code: body.code, password: body.password ?? '', present: setting.kind === 'officer' ? body.present ?? null : null }, now);
        // Pressed a second time: it is on, and the codes were shown to whoever was first.
        if (!done.ok) return done.refusal.why === 'already' ? redirect(setting.kind === 'officer' ? PATHS.account : PATHS.staffSignIn) : setUpPage(request, setting, body.proposed, setUpFault(done.refusal));
        const { signedIn, recovery } = done.value;
        const node = <CodesPage view={view} half={setting.kind === 'half'} done={FACTOR.codes.on} recovery={recovery} name={view.actor.kind === 'officer' ? view.actor.name : setting.kind === 'half' ? setting.who.username : ''} now={now} next={signedIn ? nextPage(signedIn) : PATHS.account} />;
        return page(node, 200, signedIn ? { cookies: signedIn.cookies } : {});
      },
    }),
    ...sure(PATHS.factorCodes, { page: 'staff.factor-codes-page', act: 'staff.factor-codes' }, FACTOR.account.renew, FACTOR.renew.lead, async ({ view, now }, officerId, body) => {
      const made = await renewRecoveryCodes(deps, officerId, body.password, body.code, now);
      if (!made.ok) return made.refusal.why === 'none' ? redirect(PATHS.account) : askedFault(made.refusal);
      return page(<CodesPage view={view} half={false} done={FACTOR.codes.renewed} recovery={made.value} name={view.actor.kind === 'officer' ? view.actor.name : ''} now={now} next={PATHS.account} />);
    }),
    ...sure(PATHS.factorOff, { page: 'staff.factor-off-page', act: 'staff.factor-off' }, FACTOR.account.turnOff, FACTOR.off.lead, async ({ now }, officerId, body) => {
      const off = await turnOffSecondFactor(deps, officerId, body.password, body.code, now);
      return off.ok || off.refusal.why === 'none' || off.refusal.why === 'required' ? redirect(PATHS.account) : askedFault(off.refusal);
    }),
  ];
}

/** At work the desk's frame; in the middle of a sign-in the public one, which shows nothing of the desk. */
function Frame({ view, half, title, lead, back, problems = [], print, children }: { view: View; half: boolean; title: Text; lead?: Text; back?: boolean; problems?: readonly FieldProblem[]; print?: boolean; children: ComponentChildren }): VNode {
  const islands = print ? ['print-now'] : [];
  return half
    ? <CitizenLayout view={view} title={title} lead={lead} errors={problems} islands={islands} robots="noindex">{children}</CitizenLayout>
    : <DeskLayout view={view} title={title} lead={lead} back={back ? { href: PATHS.account, label: FACTOR.account.title } : undefined} errors={problems} islands={islands}>{children}</DeskLayout>;
}
function PasswordBox({ problems }: { problems: readonly FieldProblem[] }): VNode {
  return <TextField name="password" label={FACTOR.setUp.password} hint={FACTOR.setUp.passwordHint} kind="password" autocomplete="current-password" width={20} error={problems.find((one) => one.name === 'password')?.message} />;
}

interface SetUpProps { readonly view: View; readonly half: boolean; readonly replacing: boolean; readonly required: Text | null; readonly proposed: { readonly sealed: string; readonly shown: string }; readonly qr: { readonly path: string; readonly modules: number }; readonly problems: readonly FieldProblem[] }
function SetUpPage({ view, half, replacing, required, proposed, qr, problems }: SetUpProps): VNode {
  const W = FACTOR.setUp;
  return (
    <Frame view={view} half={half} title={replacing ? FACTOR.account.replace : FACTOR.account.turnOn} lead={replacing ? W.replaceLead : FACTOR.account.why} back problems={problems}>
      {required && <Notice><p><Say words={required} /> <Say words={W.lead} /></p></Notice>}
      <h2><Say words={W.first} /></h2>
      <p><Say words={W.firstText} /></p>
      <h2><Say words={W.second} /></h2>
      <p><Say words={W.secondText} /></p>
      <div class="mc-qr-wide"><QrCode path={qr.path} modules={qr.modules} title={W.alt} /></div>
      <p><Say words={W.typed} /><br /><b><code class="mc-code" translate={false}>{proposed.shown}</code></b></p>
      <form method="post" action={PATHS.factor} noValidate>
        <CsrfFields view={view} />
        <input type="hidden" name="proposed" value={proposed.sealed} />
        <h2><Say words={W.third} /></h2>
        <CodeBox label={replacing ? W.newCode : W.code} problems={problems} />
        {!half && <PasswordBox problems={problems} />}
        {replacing && <CodeBox name="present" label={W.present} problems={problems} />}
        <ButtonGroup><Button><Say words={replacing ? FACTOR.account.replace : FACTOR.account.turnOn} /></Button></ButtonGroup>
      </form>
    </Frame>
  );
}

function CodesPage({ view, half, done, recovery, name, now, next }: { view: View; half: boolean; done: Text; recovery: readonly string[]; name: string; now: Date; next: string }): VNode {
  return (
    <Frame view={view} half={half} title={FACTOR.codes.title} print>
      <Notice kind="ok" role="status"><p><Say words={done} /></p></Notice>
      <p><Say words={FACTOR.codes.once} /></p>
      <h2><Say words={FACTOR.codes.list} /></h2>
      <p><Say words={FACTOR.codes.of(name, vietnamDate(now))} /> · {view.siteName}</p>
      <ol>{recovery.map((code) => <li key={code}><code class="mc-code" translate={false}>{code}</code></li>)}</ol>
      <ButtonGroup><PrintButton /><Button href={next}><Say words={FACTOR.codes.go} /></Button></ButtonGroup>
    </Frame>
  );
}
