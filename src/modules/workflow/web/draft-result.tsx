import { z } from 'zod';
import { page, redirect, route, type Route } from '../../../platform/http/route.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import type { Answers, Facts } from '../../../shared/condition.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { vietnamDate } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DossierCode } from '../../../ui/components/dossier-code/dossier-code.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { ThreePanes } from '../../../ui/components/three-panes/three-panes.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { mayDo } from '../../dossier/domain/index.ts';
import { draftResult, forwardStep, personalOf, type Command } from '../../dossier/index.ts';
import { problemsOf } from '../../eform/web/index.ts';
import { completeAnswers, parsePage, prefill, showAnswer, type Body, type FieldError, type FormPage } from '../../eform/domain/index.ts';
import type { ResultTemplate } from '../../catalog/domain/index.ts';
import { atDesk, type AtDesk, type DeskDeps, type DeskRequest } from './desk-deps.ts';
import { aboutTyped } from './one-screen-form.ts';
import { resultAsItStands, ResultSheet, templateOf } from './result-preview.tsx';
import { stalePage } from './stale-page.tsx';
import { refusalWords, RESULT, W } from './words.ts';

const params = z.object({ id: z.uuid() });
const body = z.record(z.string().max(200), z.union([z.string().max(LIMITS.longText * 2), z.array(z.string().max(LIMITS.lineText)).max(200)]));
const OWN_INPUTS = ['luu', 'trinh'] as const;

/** The result is drafted from its template: declared data stand locked beside the few fields that a specialist writes. */
export function draftResultRoutes(deps: DeskDeps): Route[] {
  return [
    route({
      method: 'GET', path: '/ban/ho-so/:id/soan', permission: 'desk.process', audit: 'desk.draft-page', params, query: z.object({ luu: z.string().max(5).optional() }),
      async handle(request) {
        const at = await atDesk(deps, request);
        const template = templateOf(at);
        if (!mayDo('draft-result', at.loaded.state, at.officer, false)) return stalePage(deps, request);
        if (!template) return stalePage(deps, request, refusalWords({ kind: 'no-template' }));
        return page(await draftPage(deps, request, at, template, {}, request.query.luu ? (at.loaded.state.drafted ? RESULT.saved : RESULT.savedIncomplete) : undefined), 200, { note: () => deps.reader.noteAccess(at.officer, at.loaded.id, 'Soạn kết quả', request.now) });
      },
    }),
    route({
      method: 'POST', path: '/ban/ho-so/:id/soan', permission: 'desk.process', audit: 'dossier.draft-result', params, body,
      async handle(request) {
        const at = await atDesk(deps, request);
        const template = templateOf(at);
        if (!template) return stalePage(deps, request, refusalWords({ kind: 'no-template' }));
        const typed: Body = Object.fromEntries(Object.entries(request.body).filter(([name]) => !(OWN_INPUTS as readonly string[]).includes(name)));
        const parsed = parsePage(draftFieldsOf(template), typed, factsOf(at, request.now), deps.places);
        if (parsed.unknown.length > 0) throw new HttpProblem('unknown-keys', parsed.unknown.slice(0, 20));
        const submits = 'trinh' in request.body;
        if (parsed.action || (submits && parsed.errors.length > 0)) return page(await draftPage(deps, request, at, template, { body: typed, errors: parsed.action ? [] : parsed.errors }), parsed.action ? 200 : 400);
        const command = (name: string, key: string | null): Command => ({ scope: at.scope, actor: at.officer, id: at.loaded.id, at: request.now, key, route: name, body: request.body });
        const saved = await draftResult(deps, command('dossier.draft-result', request.key), parsed.answers, parsed.errors.length === 0);
        if (!saved.ok) return saved.refusal.kind === 'not-found' ? notFound() : stalePage(deps, request, refusalWords(saved.refusal));
        if (!submits) {
          // Put aside half filled in is in order; what was typed and cannot be right is said at once, and stays in its box.
          const wrong = aboutTyped(typed, parsed.errors);
          return wrong.length === 0 ? redirect(`/ban/ho-so/${at.loaded.id}/soan?luu=1`) : page(await draftPage(deps, request, await atDesk(deps, request), template, { body: typed, errors: wrong }, RESULT.savedRest), 400);
        }
        const sent = await forwardStep(deps, command('dossier.forward', request.key === null ? null : `${request.key}.trinh`));
        if (sent.ok) return redirect('/ban');
        if (sent.refusal.kind === 'not-found') return notFound();
        const why = refusalWords(sent.refusal);
        return stalePage(deps, request, { vi: `${RESULT.savedNotSent.vi} ${why.vi}`, en: `${RESULT.savedNotSent.en} ${why.en}` });
      },
    }),
    route({
      method: 'GET', path: '/ban/ho-so/:id/xem-ket-qua', permission: 'desk.read', audit: 'desk.preview-result', params,
      async handle(request) {
        const at = await atDesk(deps, request);
        const template = templateOf(at);
        const { state, events, id } = at.loaded;
        const paper = template ? await resultAsItStands(deps, at, template, personalOf(events).draft, request.now) : null;
        if (!paper) return stalePage(deps, request, refusalWords({ kind: 'no-template' }));
        return page(
          <DeskLayout view={request.view} title={RESULT.title} back={{ href: `/ban/ho-so/${id}`, label: at.content.plainName }} above={<p><DossierCode code={state.code ?? state.reference} /> {state.ownerName}</p>}>
            {!state.drafted && <Notice kind="warn"><p>{RESULT.notDrafted[request.lang]}</p></Notice>}
            {state.signed && <p><a href={`/tep/${state.signed.file}`}>{RESULT.signedFile[request.lang]}</a></p>}
            <ResultSheet paper={paper} signed={state.approved !== null} />
          </DeskLayout>, 200, { note: () => deps.reader.noteAccess(at.officer, id, 'Xem kết quả', request.now) });
      },
    }),
  ];
}

const draftFieldsOf = (template: ResultTemplate): FormPage => ({ key: 'soan', title: W.draftTitle, fields: template.draftFields });
/** Declared answers with all that follows from them, so that conditions and proposals of the draft can read them. */
function factsOf(at: AtDesk, now: Date): Facts {
  const { state, events } = at.loaded;
  const { answers } = personalOf(events);
  const declared: Facts = { answers, channel: state.channel, today: vietnamDate(new Date(state.submittedAt)) };
  return { answers: at.content.form ? completeAnswers(at.content.form, declared) : answers, channel: state.channel, today: vietnamDate(now) };
}

interface Shown { readonly body?: Body; readonly errors?: readonly FieldError[] }
async function draftPage(deps: DeskDeps, request: DeskRequest, at: AtDesk, template: ResultTemplate, shown: Shown, notice?: Text) {
  const { lang, view, now } = request;
  const { loaded, content } = at;
  const formPage = draftFieldsOf(template);
  const facts = factsOf(at, now);
  const before = personalOf(loaded.events).draft;
  const fields = new Map([...(content.form?.pages ?? []).flatMap((one) => one.fields), ...(content.form?.derived ?? [])].map((field) => [field.key, field]));
  const inWords = (key: string): string => { const field = fields.get(key); return field ? showAnswer(field, facts.answers[key], 'vi', deps.lookups) : ''; };
  const proposed = shown.body ? { answers: {}, sources: {} } : prefill(formPage, { ...facts, answers: { ...facts.answers, ...before } }, {}, inWords);
  const values: Answers = { ...proposed.answers, ...before };
  const paper = await resultAsItStands(deps, at, template, values, now);
  const own = new Set(template.draftFields.map((field) => field.key));
  const written = template.lines.map((line) => [...line.value.matchAll(/\{(@?[\w-]+)/gu)].some((match) => own.has(match[1] ?? '')) && line.label);
  const locked = paper?.lines.filter((line) => !written.includes(line.label)) ?? [];
  const action = `/ban/ho-so/${loaded.id}/soan`;
  return (
    <DeskLayout view={view} title={W.draftTitle} lead={W.draftLead} wide back={{ href: `/ban/ho-so/${loaded.id}`, label: content.plainName }} errors={problemsOf(formPage, shown.errors ?? [])} islands={['toggle-when']}
      above={<p><DossierCode code={loaded.state.code ?? loaded.state.reference} /> {loaded.state.ownerName}</p>}>
      {notice && <Notice kind="ok" role="status"><p>{notice[lang]} <a href={`/ban/ho-so/${loaded.id}/xem-ket-qua`}>{RESULT.openPreview[lang]}</a></p></Notice>}
      <ThreePanes widest={0} panes={[
        { title: RESULT.fixed, id: 'khoa', children: <>
          <SummaryList rows={[{ term: { vi: 'Tên giấy', en: 'Paper' }, value: template.title }, { term: { vi: 'Số', en: 'Number' }, value: paper?.number ?? RESULT.atSigning }, ...locked.map((line) => ({ term: line.label, value: line.value }))]} />
          <p class="mc-quiet">{RESULT.wrong[lang]}</p>
        </> },
        { title: RESULT.write, id: 'dien', children:
          <form method="post" action={action} noValidate>
            <CsrfFields view={view} />
            {/* Enter in a box saves, it never submits for signature */}
            <button type="submit" name="luu" value="1" class="mc-vh" tabIndex={-1} aria-hidden="true" />
            {template.draftFields.length === 0 && <p>{RESULT.nothingToWrite[lang]}</p>}
            {deps.formFields({ page: formPage, facts: { ...facts, answers: { ...facts.answers, ...values } }, values, ...(shown.body ? { body: shown.body } : {}), errors: shown.errors ?? [], sources: proposed.sources, lang })}
            <ButtonGroup>
              <Button name="trinh" value="1" dataKey="Ctrl+Enter">{W.saveAndForward[lang]}</Button>
              <Button kind="secondary" name="luu" value="1">{W.saveDraft[lang]}</Button>
              {loaded.state.drafted && <Button kind="quiet" href={`/ban/ho-so/${loaded.id}/xem-ket-qua`}>{W.preview[lang]}</Button>}
            </ButtonGroup>
          </form> },
      ]} />
    </DeskLayout>);
}
