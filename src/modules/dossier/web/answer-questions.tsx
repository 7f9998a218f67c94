import { z } from 'zod';
import { json, page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import type { Answer, Answers } from '../../../shared/condition.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { showTime } from '../../../shared/plain-date.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { PageProgress } from '../../../ui/components/page-progress/page-progress.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { mergePage, parsePage, relevantFields, relevantPages, showAnswer, summarise, type Body, type FieldError, type FormPage, type ParsedPage } from '../../eform/domain/index.ts';
import { problemsOf } from '../../eform/web/index.ts';
import { settledIn, stillAsked } from '../domain/index.ts';
import type { Draft } from '../ports.ts';
import { answerRows } from './answer-rows.tsx';
import { before, draftHref, factsOf, onward, pathOf, positionOf } from './draft-path.ts';
import { knownOf, offer, sourceOf } from './known-of-person.ts';
import { OtherDevice } from './other-device.tsx';
import type { DossierWebDeps } from './web-deps.ts';
import { openDraft, visit, type OpenDraft } from './with-draft.ts';
import { W } from './words.ts';

const params = z.object({ draft: z.uuid(), page: z.string().max(60) });
const body = z.record(z.string().max(200), z.union([z.string().max(LIMITS.longText * 2), z.array(z.string().max(LIMITS.lineText)).max(200)]));

/** One page of questions at a time; what is in order is kept even while something else on the page is not. */
export function questionRoutes(deps: DossierWebDeps): Route[] {
  return [
    route({
      method: 'GET', path: '/nhap/:draft/cau/:page', permission: 'draft.write', audit: 'draft.question', params,
      async handle(request) {
        const opened = await openDraft(deps, request);
        if ('submitted' in opened) return redirect(`/ho-so/${opened.submitted}`);
        const parked = request.actor.kind === 'citizen' ? await deps.parked.find(opened.scope, request.url.pathname) : null;
        const found = parked ? body.safeParse(parked) : null;
        // It was kept as it came, before anybody looked at it.
        const { _ban: _revision, ...typed } = found?.success ? found.data : {};
        const formPage = pageOf(opened, request, typed, request.url.searchParams.has(ASK_AGAIN)) ?? notFound();
        if (!found?.success) return page(await questionPage(deps, request, opened, formPage, {}));
        const { unknown, errors } = parsePage(formPage, typed, factsOf(opened.draft, request.now), deps.places);
        return page(await questionPage(deps, request, opened, formPage, { body: without(typed, unknown), errors, back: true }));
      },
    }),
    route({
      method: 'POST', path: '/nhap/:draft/cau/:page', permission: 'draft.write', audit: 'draft.answer', params, body, parks: true,
      async handle(request) {
        const opened = await openDraft(deps, request);
        if ('submitted' in opened) return redirect(`/ho-so/${opened.submitted}`);
        const { _ban: revision, ...typed } = request.body as Body & { _ban?: string };
        const formPage = pageOf(opened, request, typed) ?? notFound();
        const parsed = parsePage(formPage, typed, factsOf(opened.draft, request.now), deps.places);
        if (parsed.unknown.length > 0) return page(await questionPage(deps, request, opened, formPage, { body: without(typed, parsed.unknown), errors: parsed.errors, strange: true }), 422);
        const kept = await keep(deps, opened, formPage, parsed, request.now, Number(revision), parsed.errors.length === 0 && !parsed.action);
        if (kept === 'gone') return redirect(draftHref(opened.draft.id, 'kiem-tra'));
        if (kept === 'stale') {
          const fresh = await deps.drafts.find(opened.scope, opened.draft.id);
          return page(await questionPage(deps, request, fresh ? { ...opened, draft: fresh } : opened, formPage, { body: typed, errors: parsed.errors, otherDevice: fresh?.changedAt ?? opened.draft.changedAt }), 409);
        }
        if (parsed.errors.length > 0 && !parsed.action) return page(await questionPage(deps, request, { ...opened, draft: kept }, formPage, { body: typed, errors: parsed.errors }), 400);
        if (parsed.action) return page(await questionPage(deps, request, { ...opened, draft: kept }, formPage, { body: typed, errors: [], addRow: parsed.action.kind === 'add-row' ? parsed.action.field : undefined }));
        if (request.actor.kind === 'citizen') await deps.parked.forget(opened.scope, request.url.pathname);
        return redirect(onward(kept, pathOf(kept, opened.content, request.now), formPage.key).href);
      },
    }),
    route({
      method: 'POST', path: '/nhap/:draft/cau/:page/giu', permission: 'draft.write', audit: 'draft.autosave', params, body,
      async handle(request) {
        const opened = await openDraft(deps, request);
        if ('submitted' in opened) return json({ state: 'submitted' }, 409);
        const { _ban: revision, ...typed } = request.body as Body & { _ban?: string };
        const formPage = pageOf(opened, request, typed) ?? notFound();
        const parsed = readPage(deps, opened, formPage, typed, request.now);
        const kept = await keep(deps, opened, formPage, parsed, request.now, Number(revision), false);
        if (kept === 'gone' || kept === 'stale') return json({ state: kept }, 409);
        return json({ state: 'kept', at: showTime(kept.changedAt), revision: kept.revision });
      },
    }),
  ];
}

/** The page that is asked for, without the questions that the quick check has answered, unless they are in the post or somebody wants to change them. */
function pageOf(opened: OpenDraft, request: RouteRequest<{ draft: string; page: string }, unknown, unknown>, posted: Body, askAgain = false): FormPage | undefined {
  const facts = factsOf(opened.draft, request.now);
  const found = opened.content.form ? relevantPages(opened.content.form, facts).find((one) => one.key === request.params.page) : undefined;
  if (!found || askAgain) return found;
  const settled = settledIn(opened.content, opened.draft.content, facts);
  return [...settled.rules.keys()].some((key) => posted[key] !== undefined) ? found : stillAsked(found, settled);
}
/** Part of the address of a question whose answer from the quick check somebody wants to change. */
const ASK_AGAIN = 'hoi-lai';

function readPage(deps: DossierWebDeps, opened: OpenDraft, formPage: FormPage, typed: Body, now: Date): ParsedPage {
  const parsed = parsePage(formPage, typed, factsOf(opened.draft, now), deps.places);
  if (parsed.unknown.length > 0) throw new HttpProblem('unknown-keys', parsed.unknown.slice(0, 20));
  return parsed;
}

/** Answers in order replace the old ones; those that are not in order leave the old ones untouched, so nothing good is lost. */
async function keep(deps: DossierWebDeps, opened: OpenDraft, formPage: FormPage, parsed: ParsedPage, now: Date, revision: number, complete: boolean): Promise<Draft | 'stale' | 'gone'> {
  const wrong = new Set(parsed.errors.map((error) => error.field.split('.')[0] ?? ''));
  const good: Record<string, Answer> = { ...(parsed.answers as Record<string, Answer>) };
  for (const key of wrong) { const old = opened.draft.content.answers[key]; if (old !== undefined && good[key] === undefined) good[key] = old; }
  const answers: Answers = mergePage(formPage, opened.draft.content.answers, good);
  const content = complete ? visit(opened.draft.content, formPage.key, { answers }) : { ...opened.draft.content, answers };
  const expected = Number.isInteger(revision) && revision > 0 ? revision : opened.draft.revision;
  const saved = await deps.drafts.save(opened.scope, opened.draft.id, expected, content, now);
  if (saved !== 'saved') return saved;
  return { ...opened.draft, content, revision: expected + 1, changedAt: now };
}

const without = (body: Body, names: readonly string[]): Body => Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));

interface Shown { readonly body?: Body; /** boxes came along that this page does not have */ readonly strange?: boolean; readonly errors?: readonly FieldError[]; readonly otherDevice?: Date; readonly back?: boolean; readonly addRow?: string | undefined }
async function questionPage(deps: DossierWebDeps, request: RouteRequest<{ draft: string; page: string }, unknown, unknown>, opened: OpenDraft, formPage: FormPage, shown: Shown) {
  const { draft, content } = opened;
  const path = pathOf(draft, content, request.now);
  const facts = factsOf(draft, request.now);
  const settled = settledIn(content, draft.content, facts);
  const offered = offer(formPage, facts, knownOf(draft, deps.places), settled.open);
  const whole = content.form?.pages.find((one) => one.key === formPage.key) ?? formPage;
  const told = relevantFields(whole, facts).flatMap((field) => { const rule = settled.rules.get(field.key); return rule && !formPage.fields.includes(field) ? [{ field, rule }] : []; });
  const { at, of } = positionOf(path, formPage.key);
  const back = before(path, formPage.key);
  const action = draftHref(draft.id, `cau/${formPage.key}`);
  const fields = deps.formFields({
    page: formPage, facts: { ...facts, answers: { ...facts.answers, ...offered.answers } }, values: { ...draft.content.answers, ...offered.shown }, ...(shown.body ? { body: shown.body } : {}),
    errors: shown.errors ?? [], sources: offered.sources, meSource: sourceOf(draft), lang: request.lang,
  });
  const firstAsked = Math.min(...formPage.fields.map((field) => whole.fields.indexOf(field)), whole.fields.length);
  const settledRows = (rows: typeof told) => rows.length > 0 && <SummaryList rows={rows.map(({ field, rule }) => ({ term: field.label, value: showAnswer(field, rule.value, request.lang, deps.places), note: rule.why ?? W.question.fromQuickCheck, change: { href: `${action}?${ASK_AGAIN}=1`, what: field.label } }))} />;
  return (
    <CitizenLayout view={request.view} title={formPage.title} {...(formPage.intro ? { lead: formPage.intro } : {})} {...(back ? { back: back.href } : {})} above={at > 0 ? <PageProgress at={at} of={of} service={content.plainName} /> : undefined} islands={['question-page']}
      {...(shown.strange || (shown.errors && shown.errors.length > 0) ? { errors: [...(shown.strange ? [{ name: 'tiep-tuc', message: W.question.strange }] : []), ...problemsOf(formPage, shown.errors ?? [])] } : {})}>
      {shown.otherDevice && <OtherDevice lang={request.lang} at={shown.otherDevice} rows={content.form ? answerRows(summarise(content.form, facts, request.lang, deps.places).find((one) => one.key === formPage.key)?.rows ?? []) : []} />}
      {shown.back && <Notice kind="info" role="status"><p>{W.question.back[request.lang]}</p></Notice>}
      <form method="post" action={action} noValidate data-autosave={`${action}/giu`} {...(draft.content.borrowed ? { 'data-borrowed': '1' } : {})}>
        <CsrfFields view={request.view} />
        <input type="hidden" name="_ban" value={String(draft.revision)} />
        {settledRows(told.filter(({ field }) => whole.fields.indexOf(field) < firstAsked))}
        {fields}
        {settledRows(told.filter(({ field }) => whole.fields.indexOf(field) > firstAsked))}
        <ButtonGroup><Button id="tiep-tuc">{W.question.go[request.lang]}</Button></ButtonGroup>
        <p class="mc-save" data-save-state role="status">{draft.revision > 1 ? W.question.keptOnServer(showTime(draft.changedAt))[request.lang] : ''}</p>
        <p class="mc-quiet">{W.question.draftCode[request.lang]}: <strong>{draft.shortCode}</strong>. {W.question.draftCodeHint[request.lang]}</p>
      </form>
    </CitizenLayout>);
}
