import { z } from 'zod';
import { json, page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { plainDate, showDate, vietnamDate } from '../../../shared/plain-date.ts';
import type { Answers } from '../../../shared/condition.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { FileField } from '../../../ui/components/file-field/file-field.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { parsePage, type Body, type FormPage } from '../../eform/domain/index.ts';
import { askedItems } from '../domain/index.ts';
import type { Draft, LoadedDossier } from '../ports.ts';
import { answerSupplement } from '../use-cases/answer-supplement.ts';
import { personalOf } from '../use-cases/change-dossier.ts';
import { pagesOf, PAPER_INPUT } from './send-papers.tsx';
import { leftBehind, takeBack, together, type LeftBehind } from './left-behind.ts';
import { SentTooLate } from './sent-too-late.tsx';
import type { DossierWebDeps } from './web-deps.ts';
import { saveChange, scopeOf } from './with-draft.ts';
import { W } from './words.ts';

const params = z.object({ id: z.uuid() });
type Request = RouteRequest<{ id: string }, unknown, unknown>;
type Problem = { readonly name: string; readonly message: Text };
const DAY_MS = 86_400_000;

/** «Xã cần thêm N thứ»: only what was judged missing or wrong can be given again; everything else stays as it was. */
export function supplementRoutes(deps: DossierWebDeps): Route[] {
  const load = async (request: Request): Promise<LoadedDossier> => {
    const loaded = (await deps.store.find(scopeOf(request), request.params.id)) ?? notFound();
    if (!loaded.state.openSupplement) throw new HttpProblem('not-found');
    return loaded;
  };
  return [
    route({
      method: 'GET', path: '/ho-so/:id/bo-sung', permission: 'dossier.own', audit: 'dossier.supplement-page', params,
      async handle(request) {
        const loaded = (await deps.store.find(scopeOf(request), request.params.id)) ?? notFound();
        if (!loaded.state.openSupplement) return redirect(`/ho-so/${loaded.id}`);
        const left = await leftBehind(deps, request, scopeOf(request), askedPapers(loaded));
        return page(await supplementPage(deps, request, loaded, await deps.supplementDraft(scopeOf(request), loaded.id), [], typedIn(left), left));
      },
    }),
    route({
      method: 'POST', path: '/ho-so/:id/bo-sung', permission: 'dossier.own', audit: 'dossier.answer-supplement', params, multipart: true, parks: true,
      async handle(raw) {
        const request = raw as unknown as Request;
        const scope = scopeOf(request);
        const loaded = await load(request);
        const content = (await deps.procedures.version(loaded.state.version)) ?? notFound();
        const draft = (await deps.supplementDraft(scope, loaded.id)) ?? (await beginSupplement(deps, request, loaded));
        const papers = askedPapers(loaded);
        await takeBack(deps, request, scope, draft.id, papers);
        const sent = await deps.uploads.receive(scope, { draftId: draft.id, citizenId: draft.citizenId, guestKey: draft.guestKey, papers }, raw.parts(), request.now);
        for (const id of sent.fields.get('bo') ?? []) await deps.uploads.remove(scope, draft.id, id);
        const refused: Problem[] = sent.refused.map((one) => ({ name: one.input, message: { vi: `${one.filename}: ${one.message.vi}`, en: `${one.filename}: ${one.message.en}` } }));
        if (request.url.searchParams.get('tra') === 'json') return json({ received: sent.stored, refused: sent.refused.map((one) => ({ filename: one.filename, message: one.message[request.lang] })) }, refused.length > 0 ? 422 : 200);
        const formPage = askedPage(content, loaded);
        const body: Body = Object.fromEntries([...sent.fields].filter(([name]) => !OWN_BOXES.includes(name)).map(([name, values]) => [name, values.length > 1 ? values : values[0]]));
        const facts = { answers: personalOf(loaded.events).answers, channel: loaded.state.channel, today: vietnamDate(request.now) };
        const parsed = formPage.fields.length > 0 ? parsePage(formPage, body, facts, deps.places) : null;
        if (parsed && parsed.unknown.length > 0) throw new HttpProblem('unknown-keys', parsed.unknown.slice(0, 20));
        await saveChange(deps, { scope, draft }, request.now, (content) => ({ ...content, answers: { ...content.answers, ...parsed?.answers } as Answers }));
        const fresh = (await deps.drafts.find(scope, draft.id)) ?? draft;
        const problems: Problem[] = [...refused, ...(parsed?.errors ?? []).map((error) => ({ name: error.field, message: error.message }))];
        if (problems.length > 0 && sent.fields.has('nop')) return page(await supplementPage(deps, request, loaded, fresh, problems, body), 400);
        if (!sent.fields.has('nop')) return refused.length > 0 ? page(await supplementPage(deps, request, loaded, fresh, refused, body), 400) : redirect(`/ho-so/${loaded.id}/bo-sung`);
        const outcome = await answerSupplement(deps, { scope, actor: request.actor, id: loaded.id, at: request.now, key: request.key, route: 'dossier.answer-supplement', body: { draft: draft.id }, draft: { id: fresh.id, revision: fresh.revision } });
        if (outcome.ok) return redirect(`/ho-so/${loaded.id}`);
        if (outcome.refusal.kind === 'still-missing') return page(await supplementPage(deps, request, loaded, fresh, outcome.refusal.items.map((item) => ({ name: item.type === 'paper' ? PAPER_INPUT + item.key : item.key, message: W.supplement.still(item.label) })), body), 400);
        if (outcome.refusal.kind === 'not-allowed') return redirect(`/ho-so/${loaded.id}`);
        return page(await supplementPage(deps, request, loaded, fresh, [{ name: 'nop', message: outcome.refusal.kind === 'calendar-year-missing' ? W.check.calendarMissing(outcome.refusal.year) : W.check.gone }], body), 409);
      },
    }),
  ];
}

/** Boxes and buttons of the page itself, beside the questions. */
const OWN_BOXES = ['bo', 'gui', 'nop'];
const askedPapers = (loaded: LoadedDossier): ReadonlySet<string> => new Set(askedItems(loaded.state).filter((verdict) => verdict.item.type === 'paper').map((verdict) => verdict.item.key));
/** Questions as they were answered when the session had ended; nothing when only files were sent. */
const typedIn = (left: LeftBehind | null): Body | undefined => {
  const typed = Object.entries(left?.typed ?? {}).filter(([name]) => !OWN_BOXES.includes(name));
  return typed.length > 0 ? Object.fromEntries(typed) : undefined;
};
/** The questions that were judged wrong, as one page of their own. */
function askedPage(content: { readonly form?: { readonly pages: readonly FormPage[] } }, loaded: LoadedDossier): FormPage {
  const keys = new Set(askedItems(loaded.state).filter((verdict) => verdict.item.type === 'answer').map((verdict) => verdict.item.key));
  return { key: 'bo-sung', title: W.supplement.sendAll, fields: (content.form?.pages ?? []).flatMap((one) => one.fields).filter((field) => keys.has(field.key)).map(({ showWhen: _shown, ...field }) => field) };
}

async function beginSupplement(deps: DossierWebDeps, request: Request, loaded: LoadedDossier): Promise<Draft> {
  const draft: Draft = {
    id: deps.ids.uuid(), citizenId: loaded.citizenId, guestKey: loaded.guestKey, officerId: null, procedure: loaded.state.procedure, version: loaded.state.version, agencyId: loaded.state.competentAgency, channel: 'online',
    shortCode: `B-${deps.ids.secret(6)}`, revision: 1, changedAt: request.now, expiresAt: new Date(request.now.getTime() + LIMITS.draftDays * DAY_MS), dossierId: null, supplements: loaded.id,
    content: { answers: {}, visited: [], assurance: loaded.state.assurance },
  };
  await deps.drafts.create(scopeOf(request), draft);
  return draft;
}

async function supplementPage(deps: DossierWebDeps, request: Request, loaded: LoadedDossier, draft: Draft | null, problems: readonly Problem[], body?: Body, left: LeftBehind | null = null) {
  const { lang, view } = request;
  const content = (await deps.procedures.version(loaded.state.version)) ?? notFound();
  const asked = askedItems(loaded.state);
  const files = together(draft ? await deps.files.ofDraft(scopeOf(request), draft.id) : [], left);
  const formPage = askedPage(content, loaded);
  const known = personalOf(loaded.events).answers;
  const facts = { answers: known, channel: loaded.state.channel, today: vietnamDate(request.now) };
  const action = `/ho-so/${loaded.id}/bo-sung`;
  const reasonOf = (type: 'paper' | 'answer', key: string): string => asked.find((verdict) => verdict.item.type === type && verdict.item.key === key)?.reason ?? '';
  return (
    <CitizenLayout view={view} title={W.supplement.title(asked.length)} lead={W.supplement.lead(showDate(plainDate(loaded.state.openSupplement?.respondBy ?? vietnamDate(request.now)), lang))} back={`/ho-so/${loaded.id}`} errors={problems} islands={['photo-pages']} robots="noindex">
      {loaded.state.openSupplement?.stage === 'appraisal' && <Notice kind="info"><p>{W.supplement.clock[lang]}</p></Notice>}
      {loaded.state.openSupplement?.note && <Notice kind="info"><p>{loaded.state.openSupplement.note}</p></Notice>}
      {left && <SentTooLate lang={lang} left={left} go={W.supplement.sendAll} />}
      <form method="post" action={action} encType="multipart/form-data" noValidate>
        <CsrfFields view={view} />
        {asked.filter((verdict) => verdict.item.type === 'paper').map((verdict) => {
          const name = PAPER_INPUT + verdict.item.key;
          const problem = problems.find((one) => one.name === name);
          return <FileField key={name} name={name} label={verdict.item.label} hint={`${W.supplement.why[lang]}: ${verdict.reason ?? ''}`} {...(problem ? { error: problem.message } : {})} pages={pagesOf(files.filter((file) => file.paper === verdict.item.key), lang)} camera removeName="bo" sendButton={{ name: 'gui', value: verdict.item.key }} uploadUrl={`${action}?tra=json`} />;
        })}
        {formPage.fields.map((field) => <Notice key={field.key} kind="warn" title={field.label}><p>{W.supplement.why[lang]}: {reasonOf('answer', field.key)}</p></Notice>)}
        {formPage.fields.length > 0 && deps.formFields({ page: formPage, facts, values: { ...known, ...draft?.content.answers }, ...(body ? { body } : {}), errors: problems.filter((one) => !one.name.startsWith(PAPER_INPUT)).map((one) => ({ field: one.name, message: one.message })), sources: {}, lang })}
        <ButtonGroup><Button id="nop" name="nop" value="1">{W.supplement.sendAll[lang]}</Button></ButtonGroup>
      </form>
    </CitizenLayout>);
}
