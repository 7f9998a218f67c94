import { z } from 'zod';
import { page, redirect, route, type Route } from '../../../platform/http/route.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { addDays, plainDate, showDate, vietnamDate } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DocumentChecklist, type ChecklistItem } from '../../../ui/components/document-checklist/document-checklist.tsx';
import { DossierCode } from '../../../ui/components/dossier-code/dossier-code.tsx';
import { KeyHints } from '../../../ui/components/key-hints/key-hints.tsx';
import { LetterPreview } from '../../../ui/components/letter-preview/letter-preview.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { Select } from '../../../ui/components/select/select.tsx';
import { TextArea } from '../../../ui/components/text-area/text-area.tsx';
import { ThreePanes } from '../../../ui/components/three-panes/three-panes.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import type { SupplementPaper } from '../../document/domain/index.ts';
import { itemsToJudge, mayDo, type DossierEvent, type DossierState, type JudgedItem, type Verdict } from '../../dossier/domain/index.ts';
import { askSupplement, labels, personalOf } from '../../dossier/index.ts';
import { sizeText } from '../../dossier/web/index.ts';
import { showAnswer } from '../../eform/domain/index.ts';
import { paperOfEvent } from '../domain/paper-of-event.ts';
import { atDesk, type AtDesk, type DeskDeps, type DeskRequest } from './desk-deps.ts';
import { frequentReasons, inputOf, markRest, readTypedVerdicts, unknownInputs, verdictsOf, type TypedVerdicts } from './judge-items.ts';
import { stalePage } from './stale-page.tsx';
import { tickWords } from './tick-words.ts';
import { refusalWords, SUPPLEMENT, W } from './words.ts';

const params = z.object({ id: z.uuid() });
const body = z.record(z.string().max(200), z.string().max(LIMITS.longText));
type Body = z.infer<typeof body>;
type Problem = { readonly name: string; readonly message: Text };
const OWN_INPUTS = ['loi-nhan', 'vi-sao-lan-nua', 'gui', 'dat-het', 'xem'] as const;

/** «Một lần nói hết» (Mẫu 02): nothing is sent before every paper and every answer has its verdict, and nothing typed is lost. */
export function askSupplementRoutes(deps: DeskDeps): Route[] {
  return [
    route({
      method: 'GET', path: '/ban/ho-so/:id/bo-sung', permission: 'desk.process', audit: 'desk.supplement-page', params,
      async handle(request) {
        const at = await atDesk(deps, request);
        if (!mayDo('ask-supplement', at.loaded.state, at.officer, false)) return stalePage(deps, request);
        const items = itemsOf(at);
        return page(await judgePage(deps, request, at, items, { typed: readTypedVerdicts(items, {}), note: '', why: '' }, [], false), 200, { note: () => deps.reader.noteAccess(at.officer, at.loaded.id, 'Kiểm tra hồ sơ để yêu cầu bổ sung', request.now) });
      },
    }),
    route({
      method: 'POST', path: '/ban/ho-so/:id/bo-sung', permission: 'desk.process', audit: 'dossier.ask-supplement', params, body,
      async handle(request) {
        const at = await atDesk(deps, request);
        const items = itemsOf(at);
        const unknown = unknownInputs(items, request.body, OWN_INPUTS);
        if (unknown.length > 0) throw new HttpProblem('unknown-keys', unknown.slice(0, 20));
        const read = readTypedVerdicts(items, request.body);
        const shown = { typed: 'dat-het' in request.body ? markRest(read) : read, ...noteOf(request.body) };
        if (!('gui' in request.body)) return mayDo('ask-supplement', at.loaded.state, at.officer, false) ? page(await judgePage(deps, request, at, items, shown, [], true)) : stalePage(deps, request);
        const outcome = await askSupplement(deps, { scope: at.scope, actor: at.officer, id: at.loaded.id, at: request.now, key: request.key, route: 'dossier.ask-supplement', body: request.body },
          { verdicts: verdictsOf(items, shown.typed), ...(shown.note ? { note: shown.note } : {}), ...(shown.why ? { why: shown.why } : {}) });
        if (outcome.ok) return redirect(`/ban/ho-so/${at.loaded.id}`);
        const { refusal } = outcome;
        switch (refusal.kind) {
          case 'not-found': return notFound();
          case 'not-allowed': case 'key-conflict': case 'procedure-withdrawn': return stalePage(deps, request, refusalWords(refusal));
          case 'not-judged': return page(await judgePage(deps, request, at, items, shown, refusal.items.map((item) => ({ name: inputOf(item), message: named(item, W.notJudged) })), true), 400);
          case 'reason-missing': return page(await judgePage(deps, request, at, items, shown, refusal.items.map((item) => ({ name: inputOf(item), message: named(item, W.reasonMissing) })), true), 400);
          case 'nothing-asked': return page(await judgePage(deps, request, at, items, shown, [{ name: 'gui', message: W.nothingAsked }], true), 400);
          case 'round-reason-missing': return page(await judgePage(deps, request, at, items, shown, [{ name: 'vi-sao-lan-nua', message: SUPPLEMENT.whyAgainMissing }], true), 400);
          case 'calendar-year-missing': return page(await judgePage(deps, request, at, items, shown, [{ name: 'gui', message: refusalWords(refusal) }], true), 400);
        }
      },
    }),
  ];
}

const itemsOf = (at: AtDesk): readonly JudgedItem[] => itemsToJudge(at.content, at.loaded.state, personalOf(at.loaded.events).answers, labels(at.content));
const named = (item: JudgedItem, message: Text): Text => ({ vi: `${item.label}: ${message.vi}`, en: `${item.label}: ${message.en}` });
const noteOf = (typed: Body): { readonly note: string; readonly why: string } => ({ note: typed['loi-nhan']?.normalize('NFC').trim() ?? '', why: typed['vi-sao-lan-nua']?.normalize('NFC').trim() ?? '' });

interface Shown { readonly typed: TypedVerdicts; readonly note: string; readonly why: string }
async function judgePage(deps: DeskDeps, request: DeskRequest, at: AtDesk, items: readonly JudgedItem[], shown: Shown, problems: readonly Problem[], withLetter: boolean) {
  const { lang, view, now } = request;
  const { loaded, content } = at;
  const { state } = loaded;
  const stage = state.status === 'submitted' ? 'intake' : 'appraisal';
  const round = state.rounds[stage] + 1;
  const needsLeader = round > content.supplement.maxRoundsPerStage;
  const respondBy = addDays(vietnamDate(now), content.supplement.waitDays);
  const late = await lateness(deps, state, stage, content.supplement.requestWithinWorkingDays, now);
  const errorOf = (name: string): { error?: Text } => { const found = problems.find((one) => one.name === name); return found ? { error: found.message } : {}; };
  const facts = personalOf(loaded.events).answers;
  const fields = new Map((content.form?.pages ?? []).flatMap((one) => one.fields).map((field) => [field.key, field]));
  const row = (item: JudgedItem): ChecklistItem => {
    const typed = shown.typed.get(inputOf(item));
    return { key: item.key, name: item.label, verdict: typed?.verdict, reason: typed?.reason, ...errorOf(inputOf(item)), ...(item.type === 'paper' ? paperRow(item, typed?.stock) : answerRow(item)) };
  };
  const paperRow = (item: JudgedItem, stock: string | undefined): Partial<ChecklistItem> => {
    const paper = content.papers.find((one) => one.key === item.key);
    const files = state.files.filter((file) => file.paper === item.key);
    const tick = state.ticks.find((one) => one.paper === item.key);
    const taken = tick ? tickWords(tick, lang) : '';
    const name = `${inputOf(item)}.mau`;
    const reasons = paper ? frequentReasons(paper, state.files, state.ticks) : [];
    return {
      need: files.length === 0 && !taken ? (paper?.kind === 'present' ? SUPPLEMENT.notSeen[lang] : SUPPLEMENT.notGiven[lang]) : `${SUPPLEMENT.given[lang]}: ${[taken, files.length > 0 ? SUPPLEMENT.files(files.length)[lang] : ''].filter(Boolean).join(', ')}`,
      children: <>
        {files.map((file) => <p key={file.id}><a href={`/tep/${file.id}`}>{file.name}</a> <span class="mc-quiet">{file.pages} tr., {sizeText(file.size, lang)}</span></p>)}
        <div data-show-when={`${inputOf(item)}=thieu|sai`}><Select name={name} label={SUPPLEMENT.stock} required={false} empty={SUPPLEMENT.noStock} options={reasons.map((reason) => ({ value: reason, label: reason }))} value={stock ?? ''} /></div>
      </>,
    };
  };
  const answerRow = (item: JudgedItem): Partial<ChecklistItem> => { const field = fields.get(item.key); return { need: (field ? showAnswer(field, facts[item.key], lang, deps.lookups) : '') || SUPPLEMENT.empty }; };
  const papers = items.filter((item) => item.type === 'paper');
  const answers = items.filter((item) => item.type === 'answer');
  const open = [...shown.typed.values()].filter((one) => one.verdict === undefined).length;
  const letter = withLetter ? await letterOf(deps, at, { stage, round, respondBy, verdicts: verdictsOf(items, shown.typed), note: shown.note }, now) : null;
  const action = `/ban/ho-so/${loaded.id}/bo-sung`;
  return (
    <DeskLayout view={view} title={W.judge} lead={W.judgeLead} wide back={{ href: `/ban/ho-so/${loaded.id}`, label: content.plainName }} errors={problems} islands={['toggle-when']}
      above={<p><DossierCode code={state.code ?? state.reference} /> {loaded.state.ownerName}</p>}>
      {needsLeader && <Notice kind="warn"><p>{SUPPLEMENT.round(round)[lang]}</p></Notice>}
      {late && <Notice kind="warn"><p>{SUPPLEMENT.lateBy(content.supplement.requestWithinWorkingDays, content.supplement.legalBasis)[lang]}</p></Notice>}
      <form method="post" action={`${action}#thu`} noValidate>
        <CsrfFields view={view} />
        {/* Enter in a box presses the first button of a form: it may look, never judge or send. */}
        <button type="submit" name="xem" value="1" class="mc-vh" tabIndex={-1} aria-hidden="true" />
        <ThreePanes widest={0} panes={[
          { title: SUPPLEMENT.items, id: 'xet', children: <>
            {papers.length > 0 && <DocumentChecklist mode="verdict" name="giay" legend={W.judgePapers} items={papers.map(row)} />}
            {answers.length > 0 && <DocumentChecklist mode="verdict" name="cau" legend={W.judgeAnswers} items={answers.map(row)} />}
            <ButtonGroup><Button kind="secondary" name="dat-het" value="1" dataKey="F9">{SUPPLEMENT.markRest[lang]}</Button></ButtonGroup>
          </> },
          { title: SUPPLEMENT.letter, id: 'thu', follows: true, children: <>
            <p role="status">{open > 0 ? SUPPLEMENT.left(open)[lang] : ''}</p>
            {withLetter && (letter ?? <p class="mc-quiet">{SUPPLEMENT.nothingYet[lang]}</p>)}
            <TextArea name="loi-nhan" label={W.note} rows={2} required={false} value={shown.note} />
            {needsLeader && <TextArea name="vi-sao-lan-nua" label={SUPPLEMENT.whyAgain} hint={SUPPLEMENT.whyAgainHint} rows={2} value={shown.why} {...errorOf('vi-sao-lan-nua')} />}
            <p class="mc-quiet">{SUPPLEMENT.until(showDate(respondBy, lang))[lang]}</p>
            <ButtonGroup>
              <Button id="gui" name="gui" value="1" dataKey="Ctrl+Enter">{(needsLeader ? SUPPLEMENT.sendToLeader : W.sendRequest)[lang]}</Button>
              <Button kind="secondary" name="xem" value="1">{SUPPLEMENT.look[lang]}</Button>
            </ButtonGroup>
          </> },
        ]} />
      </form>
      <KeyHints keys={[{ keys: 'F9', words: SUPPLEMENT.markRest }, { keys: 'Ctrl+Enter', words: needsLeader ? SUPPLEMENT.sendToLeader : W.sendRequest }]} />
    </DeskLayout>);
}

/** Asking at appraisal is due within the procedure's days from reception (NĐ 61/2018 Đ.19 k.4: three working days). */
async function lateness(deps: DeskDeps, state: DossierState, stage: 'intake' | 'appraisal', within: number, now: Date): Promise<boolean> {
  if (stage === 'intake' || !state.receivedAt) return false;
  const days = (await deps.deadlinesOf(state.competentAgency)).workingDaysSince(new Date(state.receivedAt), now);
  return days.ok && days.value > within;
}

/** The slip as it would go out now, from the same source as the PDF; null while nothing is asked. */
async function letterOf(deps: DeskDeps, at: AtDesk, asked: { readonly stage: 'intake' | 'appraisal'; readonly round: number; readonly respondBy: string; readonly verdicts: readonly Verdict[]; readonly note: string }, now: Date) {
  const { loaded, content, officer } = at;
  const agency = await deps.agencies.find(loaded.state.competentAgency);
  if (!agency || !asked.verdicts.some((verdict) => verdict.verdict === 'missing' || verdict.verdict === 'wrong')) return null;
  const event: DossierEvent<'supplement-requested'> = {
    seq: loaded.state.seq + 1, kind: 'supplement-requested', at: now.toISOString(), by: { kind: 'officer', id: officer.officerId, name: officer.name },
    data: { stage: asked.stage, round: asked.round, verdicts: asked.verdicts, respondBy: plainDate(asked.respondBy), ...(asked.note ? { note: asked.note } : {}) },
  };
  const { owner, answers } = personalOf(loaded.events);
  const paper = paperOfEvent({ event, state: loaded.state, content, owner, answers, agency, siteUrl: deps.siteUrl, secret: deps.trackingSecret(loaded.id), demo: loaded.demo, lookups: deps.lookups })?.data as SupplementPaper | undefined;
  if (!paper) return null;
  const wanted = paper.judged.filter((item) => item.verdict !== 'accepted');
  return (
    <LetterPreview agency={[paper.parentAgency ?? '', paper.agency].filter(Boolean)} placeAndDate={`${paper.place}, ${paper.date}`} title={(paper.form?.title ?? 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ').toUpperCase()} signer={[paper.guide.title, paper.guide.name].filter((line): line is string => Boolean(line))}>
      <p>Hồ sơ của: {paper.applicant.name}</p>
      <p>Nội dung yêu cầu giải quyết: {paper.request}</p>
      <ol>{wanted.map((item) => <li key={`${item.kind}${item.name}`}><b>{item.verdict === 'missing' ? SUPPLEMENT.missingWord : SUPPLEMENT.wrongWord}: {item.name}.</b> {item.reason ?? ''}</li>)}</ol>
      {paper.reason && <p>{paper.reason}</p>}
      {paper.respondBy && <p>Bổ sung đến hết {paper.respondBy}.</p>}
      {paper.effect && <p>{paper.effect}</p>}
      <p>{paper.howToAnswer}</p>
      <p>{paper.contact}</p>
    </LetterPreview>);
}
