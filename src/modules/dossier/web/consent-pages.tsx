import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { officerOf } from '../../../platform/http/who-asks.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { showTime } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { Details } from '../../../ui/components/details/details.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { CONSENT_TEXT, type CodeRefusal } from '../domain/index.ts';
import { askConsent, contentHash, giveConsent, type AskConsentRefusal } from '../use-cases/file-for-person.ts';
import { submitDraft } from '../use-cases/submit-draft.ts';
import { A } from './assist-words.ts';
import { draftHref } from './draft-path.ts';
import type { DossierWebDeps } from './web-deps.ts';
import { openDraft, type OpenDraft } from './with-draft.ts';

const params = z.object({ draft: z.uuid() });
type Request = RouteRequest<{ draft: string }, unknown, unknown>;

/** The person's consent, by a code to the person's own telephone; only then does a helper's draft become a dossier. */
export function consentRoutes(deps: DossierWebDeps): Route[] {
  const open = async (request: Request): Promise<OpenDraft> => {
    officerOf(request);
    const opened = await openDraft(deps, request);
    if ('submitted' in opened || opened.draft.channel !== 'assisted') return notFound();
    return opened;
  };
  return [
    route({
      method: 'GET', path: '/nhap/:draft/dong-y', permission: 'desk.assist', audit: 'assist.consent-page', params,
      async handle(request) { return page(await consentPage(deps, request, await open(request), null)); },
    }),
    route({
      method: 'POST', path: '/nhap/:draft/dong-y/gui', permission: 'desk.assist', audit: 'assist.ask', params, body: z.strictObject({}),
      async handle(request) {
        const opened = await open(request);
        const asked = await askConsent(deps, { draft: opened.draft, helper: officerOf(request), at: request.now });
        if (asked.ok || asked.refusal.kind === 'agreed-already') return redirect(draftHref(opened.draft.id, 'dong-y'));
        if (asked.refusal.kind === 'unfinished') return redirect(draftHref(opened.draft.id, 'kiem-tra'));
        return page(await consentPage(deps, request, opened, askWords(asked.refusal)), 400);
      },
    }),
    route({
      method: 'POST', path: '/nhap/:draft/dong-y', permission: 'desk.assist', audit: 'assist.consent', params, body: z.strictObject({ ma: z.string().max(LIMITS.lineText).optional() }),
      async handle(request) {
        const opened = await open(request);
        const given = await giveConsent(deps, { draft: opened.draft, typed: request.body.ma ?? '', at: request.now });
        if (!given.ok) return page(await consentPage(deps, request, opened, codeWords(given.refusal)), 400);
        // The consent is stored; whatever happens from here on, the helper finds the draft agreed to and submits it again.
        const outcome = await submitDraft(deps, { scope: opened.scope, actor: request.actor, draftId: opened.draft.id, key: request.key, at: request.now });
        if (outcome.ok || outcome.refusal.kind === 'already-submitted') return redirect(`/ban/khai-giup/xong/${opened.draft.id}`);
        return page(await consentPage(deps, request, opened, A.faults['cannot-submit']), 409);
      },
    }),
    route({
      method: 'POST', path: '/nhap/:draft/dong-y/khong', permission: 'desk.assist', audit: 'assist.refused', params, body: z.strictObject({}),
      async handle(request) {
        const { draft, scope } = await open(request);
        for (const file of await deps.files.ofDraft(scope, draft.id)) await deps.uploads.remove(scope, draft.id, file.id);
        await deps.drafts.remove(scope, draft.id);
        return page(<DeskLayout view={request.view} title={A.refused} active="assist" back={{ href: '/ban/khai-giup', label: A.back }}><Notice kind="ok" role="status"><p>{A.refusedText[request.lang]}</p></Notice></DeskLayout>);
      },
    }),
  ];
}
function askWords(refusal: Exclude<AskConsentRefusal, { kind: 'unfinished' }>): Text {
  switch (refusal.kind) {
    case 'too-soon': return A.faults['too-soon'](refusal.waitSeconds);
    case 'procedure-withdrawn': return A.closed;
    case 'agreed-already': return A.submit;
    default: return A.faults[refusal.kind];
  }
}
const codeWords = (refusal: CodeRefusal): Text => (refusal.kind === 'wrong' ? A.faults.wrong(refusal.left) : A.faults[refusal.kind]);

async function consentPage(deps: DossierWebDeps, request: Request, opened: OpenDraft, problem: Text | null) {
  const { lang, view } = request;
  const { draft, content, scope } = opened;
  const helper = officerOf(request);
  const [consent, agency, files] = await Promise.all([deps.consents.find(deps.assist.keyOf(draft.id), draft.id), deps.agencies.find(draft.agencyId), deps.files.ofDraft(scope, draft.id)]);
  const same = consent?.contentHash === contentHash(deps, draft, files);
  const tail = (draft.content.contact?.phone ?? '').slice(-3);
  const agreed = consent?.state === 'agreed' && same && consent.agreedAt ? consent.agreedAt : null;
  const waiting = consent?.state === 'asked' && same && consent.expiresAt > request.now ? consent : null;
  return (
    <CitizenLayout view={view} title={A.ask} lead={A.askLead} back={draftHref(draft.id, 'kiem-tra')} {...(problem ? { errors: [{ name: waiting ? 'ma' : 'gui', message: problem }] } : {})}>
      <section aria-labelledby="doc"><h2 id="doc">{A.read[lang]}</h2><blockquote lang="vi"><p>{CONSENT_TEXT.words({ helperName: helper.name, helperTitle: helper.title, procedure: content.plainName, agency: agency?.name ?? '' }).vi}</p></blockquote></section>
      {consent && !same && <Notice kind="warn"><p>{A.changed[lang]}</p></Notice>}
      {agreed && (
        <form method="post" action={draftHref(draft.id, 'nop')}>
          <CsrfFields view={view} /><input type="hidden" name="cam-doan" value="co" />
          <Notice kind="ok" role="status"><p>{A.agreed(showTime(agreed))[lang]}</p></Notice>
          <ButtonGroup><Button>{A.submit[lang]}</Button></ButtonGroup>
        </form>)}
      {waiting && (
        <form method="post" action={draftHref(draft.id, 'dong-y')} noValidate>
          <CsrfFields view={view} />
          <p role="status">{A.sent(tail, showTime(waiting.expiresAt))[lang]}</p>
          <TextField name="ma" label={A.code} hint={A.codeHint} inputMode="numeric" width={8} autocomplete="off" {...(problem ? { error: problem } : {})} />
          <ButtonGroup><Button>{A.agree[lang]}</Button></ButtonGroup>
        </form>)}
      {!agreed && (
        <form method="post" action={draftHref(draft.id, 'dong-y/gui')}>
          <CsrfFields view={view} />
          <ButtonGroup><Button id="gui" kind={waiting ? 'secondary' : 'primary'}>{(waiting ? A.again : A.send(tail))[lang]}</Button></ButtonGroup>
        </form>)}
      <Details summary={A.refuse}>
        <form method="post" action={draftHref(draft.id, 'dong-y/khong')}><CsrfFields view={view} /><p>{A.refuseText[lang]}</p><ButtonGroup><Button kind="secondary">{A.refuseButton[lang]}</Button></ButtonGroup></form>
      </Details>
    </CitizenLayout>);
}
