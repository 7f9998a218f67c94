import { z } from 'zod';
import { page, redirect, route, type Route } from '../../../platform/http/route.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import type { Answers } from '../../../shared/condition.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { vietnamDate } from '../../../shared/plain-date.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DossierCode } from '../../../ui/components/dossier-code/dossier-code.tsx';
import { FileField } from '../../../ui/components/file-field/file-field.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { askedItems, mayDo, type ReceivedFile } from '../../dossier/domain/index.ts';
import { answerSupplement, personalOf, type Draft } from '../../dossier/index.ts';
import { sizeText } from '../../dossier/web/index.ts';
import { parsePage, type Body, type FieldError, type FormPage } from '../../eform/domain/index.ts';
import { problemsOf } from '../../eform/web/index.ts';
import { atDesk, type AtDesk, type DeskDeps, type DeskRequest } from './desk-deps.ts';
import type { Problem } from './read-intake.ts';
import { stalePage } from './stale-page.tsx';
import { refusalWords, SUPPLEMENT } from './words.ts';

const params = z.object({ id: z.uuid() });
const DAY_MS = 86_400_000;
const OWN_INPUTS = ['bo', 'gui', 'nhan'];

/** A person brings what was asked for to the counter: papers are scanned, corrected answers written, in the person's name. */
export function counterSupplementRoutes(deps: DeskDeps): Route[] {
  return [
    route({
      method: 'GET', path: '/ban/ho-so/:id/nhan-bo-sung', permission: 'desk.receive', audit: 'desk.supplement-counter-page', params,
      async handle(request) {
        const at = await atDesk(deps, request);
        if (!mayDo('supplement', at.loaded.state, at.officer, false)) return stalePage(deps, request, SUPPLEMENT.nothingOpen);
        const draft = await ownDraft(deps, at);
        return page(await supplementPage(deps, request, at, draft, draft ? await deps.files.ofDraft(at.scope, draft.id) : [], {}), 200, { note: () => deps.reader.noteAccess(at.officer, at.loaded.id, 'Nhận bổ sung tại quầy', request.now) });
      },
    }),
    route({
      method: 'POST', path: '/ban/ho-so/:id/nhan-bo-sung', permission: 'desk.receive', audit: 'dossier.answer-supplement-counter', params, multipart: true,
      async handle(raw) {
        const request = raw as unknown as DeskRequest;
        const at = await atDesk(deps, request);
        if (!mayDo('supplement', at.loaded.state, at.officer, false)) return stalePage(deps, request, SUPPLEMENT.nothingOpen);
        const before = (await ownDraft(deps, at)) ?? (await beginDraft(deps, request, at));
        const sent = await deps.uploads.receive(at.scope, { draftId: before.id, citizenId: null, guestKey: null, papers: new Set(asked(at).filter((one) => one.item.type === 'paper').map((one) => one.item.key)) }, raw.parts(), request.now);
        for (const id of sent.fields.get('bo') ?? []) await deps.uploads.remove(at.scope, before.id, id);
        const formPage = askedPage(at);
        const body: Body = Object.fromEntries([...sent.fields].filter(([name]) => !OWN_INPUTS.includes(name)).map(([name, values]) => [name, values.length > 1 ? values : values[0]]));
        const parsed = parsePage(formPage, body, factsOf(at, request.now), deps.places);
        if (parsed.unknown.length > 0) throw new HttpProblem('unknown-keys', parsed.unknown.slice(0, 20));
        const answers: Answers = { ...before.content.answers, ...parsed.answers };
        const saved = await deps.drafts.save(at.scope, before.id, before.revision, { ...before.content, answers }, request.now);
        const draft = (await deps.drafts.find(at.scope, before.id)) ?? before;
        const files = await deps.files.ofDraft(at.scope, draft.id);
        // Nothing may be taken on answers that were not stored: what was typed stays on the screen, beside the latest files.
        if (saved !== 'saved') return page(await supplementPage(deps, request, at, saved === 'gone' ? null : draft, saved === 'gone' ? [] : files, { body, problems: [{ name: 'nhan', message: SUPPLEMENT.savedElsewhere }] }), 409);
        const refused = sent.refused.map((one): Problem => ({ name: one.input, message: { vi: `${one.filename}: ${one.message.vi}`, en: `${one.filename}: ${one.message.en}` } }));
        const takes = sent.fields.has('nhan') && !parsed.action && !sent.fields.has('bo');
        if (!takes) return page(await supplementPage(deps, request, at, draft, files, { body, problems: refused }), refused.length > 0 ? 400 : 200);
        if (refused.length > 0 || parsed.errors.length > 0) return page(await supplementPage(deps, request, at, draft, files, { body, problems: refused, errors: parsed.errors }), 400);
        const outcome = await answerSupplement(deps, { scope: at.scope, actor: at.officer, id: at.loaded.id, at: request.now, key: request.key, route: 'dossier.answer-supplement-counter', body: { draft: draft.id }, draft: { id: draft.id, revision: draft.revision } });
        if (outcome.ok) return redirect(`/ban/ho-so/${at.loaded.id}`);
        const { refusal } = outcome;
        switch (refusal.kind) {
          case 'not-found': return notFound();
          case 'still-missing': return page(await supplementPage(deps, request, at, draft, files, { body, problems: refusal.items.map((item) => ({ name: item.type === 'paper' ? `giay.${item.key}` : item.key, message: SUPPLEMENT.stillMissing(item.label) })) }), 400);
          case 'not-allowed': case 'key-conflict': case 'procedure-withdrawn': case 'draft-gone': return stalePage(deps, request, refusalWords(refusal));
          case 'files-gone': case 'calendar-year-missing': case 'term-unknown': case 'no-process': return page(await supplementPage(deps, request, at, draft, files, { body, problems: [{ name: 'nhan', message: refusalWords(refusal) }] }), 409);
        }
      },
    }),
  ];
}

/** The officer's own open draft for this request; the citizen's, begun at home, stays the citizen's. */
async function ownDraft(deps: DeskDeps, at: AtDesk): Promise<Draft | null> {
  const draft = await deps.supplementDraft(at.scope, at.loaded.id);
  return draft?.officerId === at.officer.officerId ? draft : null;
}
async function beginDraft(deps: DeskDeps, request: DeskRequest, at: AtDesk): Promise<Draft> {
  const { state, id } = at.loaded;
  const draft: Draft = {
    id: deps.ids.uuid(), citizenId: null, guestKey: null, officerId: at.officer.officerId, procedure: state.procedure, version: state.version, agencyId: at.officer.agencyId, channel: 'assisted', shortCode: `B-${deps.ids.secret(6)}`, revision: 1,
    changedAt: request.now, expiresAt: new Date(request.now.getTime() + LIMITS.draftDays * DAY_MS), dossierId: null, supplements: id, content: { answers: {}, visited: [], assurance: 'desk' },
  };
  await deps.drafts.create(at.scope, draft);
  return draft;
}
const asked = (at: AtDesk) => askedItems(at.loaded.state);
const factsOf = (at: AtDesk, now: Date) => ({ answers: personalOf(at.loaded.events).answers, channel: at.loaded.state.channel, today: vietnamDate(now) });
/** The questions that were judged missing or wrong, as one page of their own. */
function askedPage(at: AtDesk): FormPage {
  const keys = new Set(asked(at).filter((verdict) => verdict.item.type === 'answer').map((verdict) => verdict.item.key));
  return { key: 'bo-sung', title: SUPPLEMENT.counterTitle, fields: (at.content.form?.pages ?? []).flatMap((one) => one.fields).filter((field) => keys.has(field.key)).map(({ showWhen: _shown, ...field }) => field) };
}

interface Shown { readonly body?: Body; readonly problems?: readonly Problem[]; readonly errors?: readonly FieldError[] }
async function supplementPage(deps: DeskDeps, request: DeskRequest, at: AtDesk, draft: Draft | null, files: readonly ReceivedFile[], shown: Shown) {
  const { lang, view } = request;
  const { loaded, content } = at;
  const formPage = askedPage(at);
  const problems = shown.problems ?? [];
  const own = new Set(formPage.fields.map((field) => field.key));
  const errors: readonly FieldError[] = [...(shown.errors ?? []), ...problems.filter((one) => own.has(one.name)).map((one) => ({ field: one.name, message: one.message }))];
  const verdicts = asked(at);
  return (
    <DeskLayout view={view} title={SUPPLEMENT.counterTitle} islands={['toggle-when', 'address-pick', 'pick-by-letters']} lead={SUPPLEMENT.counterLead} back={{ href: `/ban/ho-so/${loaded.id}`, label: content.plainName }} errors={[...problems.filter((one) => !own.has(one.name)), ...problemsOf(formPage, errors)]}
      above={<p><DossierCode code={loaded.state.code ?? loaded.state.reference} /> {loaded.state.ownerName}</p>}>
      <form method="post" action={`/ban/ho-so/${loaded.id}/nhan-bo-sung`} encType="multipart/form-data" noValidate>
        <CsrfFields view={view} />
        {verdicts.filter((verdict) => verdict.item.type === 'paper').map((verdict) => {
          const name = `giay.${verdict.item.key}`;
          const problem = problems.find((one) => one.name === name);
          return <FileField key={name} name={name} label={verdict.item.label} hint={`${SUPPLEMENT.why[lang]}: ${verdict.reason ?? ''}`} {...(problem ? { error: problem.message } : {})} removeName="bo" sendButton={{ name: 'gui', value: verdict.item.key }}
            pages={files.filter((file) => file.paper === verdict.item.key).map((file) => ({ id: file.id, label: file.name, status: 'ok', sizeText: sizeText(file.size, lang), viewUrl: `/tep/${file.id}` }))} />;
        })}
        {verdicts.filter((verdict) => verdict.item.type === 'answer').map((verdict) => <Notice key={verdict.item.key} kind="warn" title={verdict.item.label}><p>{SUPPLEMENT.why[lang]}: {verdict.reason ?? ''}</p></Notice>)}
        {formPage.fields.length > 0 && deps.formFields({ page: formPage, facts: factsOf(at, request.now), values: { ...personalOf(loaded.events).answers, ...draft?.content.answers }, ...(shown.body ? { body: shown.body } : {}), errors, sources: {}, lang })}
        <ButtonGroup><Button id="nhan" name="nhan" value="1" dataKey="Ctrl+Enter">{SUPPLEMENT.take[lang]}</Button></ButtonGroup>
      </form>
    </DeskLayout>);
}
