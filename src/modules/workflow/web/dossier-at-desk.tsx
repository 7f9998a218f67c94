import { z } from 'zod';
import { page, redirect, route, type Route } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { isPlainDate, showMoment, showShortDate, vietnamDate, vietnamInstant } from '../../../shared/plain-date.ts';
import { showDong } from '../../../shared/money.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DateField } from '../../../ui/components/date-field/date-field.tsx';
import { Details } from '../../../ui/components/details/details.tsx';
import { DossierCode } from '../../../ui/components/dossier-code/dossier-code.tsx';
import { KeyHints } from '../../../ui/components/key-hints/key-hints.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { Radios } from '../../../ui/components/radios/radios.tsx';
import { SourceChip } from '../../../ui/components/source-chip/source-chip.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { Tag } from '../../../ui/components/tag/tag.tsx';
import { TextArea } from '../../../ui/components/text-area/text-area.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { ThreePanes } from '../../../ui/components/three-panes/three-panes.tsx';
import { Timeline } from '../../../ui/components/timeline/timeline.tsx';
import { TypedWords } from '../../../ui/components/typed-words/typed-words.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { findPaperForm } from '../../document/domain/index.ts';
import { summarise, warningsOf } from '../../eform/domain/index.ts';
import { availableActions, NATIONAL_NAMES, nationalStatus, owed, showPostAddress, termsToChoose, type Action, type DossierEvent } from '../../dossier/domain/index.ts';
import { acceptDossier, approveResult, approveSupplement, chooseVerification, collectFee, declineSupplement, declineWithdrawal, extendDossier, forwardStep, personalOf, postAddressOf, refuseDossier, resumeDossier, sendBack, stopDossier, suspendDossier, takeStep, type Command, type CommandOutcome } from '../../dossier/index.ts';
import { lastAct, sizeText, SLIP_NAMES, timelineOf, wordsForThisStep } from '../../dossier/web/index.ts';
import { askSigner, PASSWORD, PasswordBox, signsWith, type SignsWith } from './confirm-signer.tsx';
import { atDesk, officerOf, type AtDesk, type DeskDeps, type DeskRequest } from './desk-deps.ts';
import { ChooseVerification, DecideRequest, WaitingRequest } from './longer-ways.tsx';
import { remaining } from './remaining.ts';
import { typedWords } from './stale-page.tsx';
import { tickWords } from './tick-words.ts';
import { BOOK } from './register-words.ts';
import { ACTION_WORDS, GROUNDS, INTAKE, STATUS_WORDS, SUPPLEMENT, W } from './words.ts';

const params = z.object({ id: z.uuid() });
const line = z.string().max(LIMITS.lineText).optional();
const long = z.string().max(LIMITS.longText).optional();
type Problem = { readonly name: string; readonly message: Text };
/** At which step and in whose hands the dossier was when the page was drawn. */
const SHOWN = { buoc: line, 'dang-giu': line };
const shownOn = (body: unknown): NonNullable<Command['shown']> => { const { buoc, 'dang-giu': holder } = (body ?? {}) as Record<string, string | undefined>; return { step: buoc, assignee: holder }; };

/** One dossier at the desk: what was declared and what was sent side by side, and only the acts that are possible now. */
export function dossierDeskRoutes(deps: DeskDeps): Route[] {
  const show = async (request: DeskRequest, problems: readonly Problem[], status: number, stale = false) => {
    const at = await atDesk(deps, request);
    return page(await deskPage(deps, request, at, problems, stale), status, { note: () => deps.reader.noteAccess(at.officer, at.loaded.id, purposeOf(at), request.now) });
  };
  const command = (request: DeskRequest, name: string): Command => ({ scope: request.scope as Command['scope'], actor: officerOf(request), id: request.params.id, at: request.now, key: request.key, route: name, body: request.body, shown: shownOn(request.body) });
  /** After an act: back to the list, to the dossier, or the page again with what was wrong. */
  const answer = async <R extends { readonly kind: string }>(request: DeskRequest, outcome: CommandOutcome<R>, words: (refusal: R) => Problem, to: string) => {
    if (outcome.ok) return redirect(to);
    const refusal = outcome.refusal as R & { readonly allowed?: readonly Action[] };
    if (refusal.kind === 'not-found') return notFound();
    if (refusal.kind === 'not-allowed') return show(request, [{ name: 'lam-gi', message: W.notAllowed((refusal.allowed ?? []).map((action) => ACTION_WORDS[action].vi).join(', ')) }], 409, true);
    if (refusal.kind === 'key-conflict') return show(request, [{ name: 'lam-gi', message: W.stale }], 409);
    return show(request, [words(refusal)], 400);
  };
  const general = (refusal: { readonly kind: string; readonly year?: number; readonly sourceText?: string }): Problem => ({ name: 'lam-gi', message: GENERAL[refusal.kind]?.(refusal) ?? W.stale });
  const act = (path: string, permission: 'desk.receive' | 'desk.process' | 'desk.sign' | 'desk.return', audit: string, run: (request: DeskRequest<unknown, Record<string, string | undefined>>) => Promise<CommandOutcome<{ readonly kind: string }>>, body: Record<string, z.ZodType>, words: (refusal: { readonly kind: string }) => Problem = general, stay = true): Route =>
    route({ method: 'POST', path: `/ban/ho-so/:id/${path}`, permission, audit, params, body: z.strictObject(body), async handle(raw) { const request = raw as unknown as DeskRequest<unknown, Record<string, string | undefined>>; return answer(request, await run(request), words, stay ? `/ban/ho-so/${request.params.id}` : '/ban'); } });
  return [
    route({ method: 'GET', path: '/ban/ho-so/:id', permission: 'desk.read', audit: 'desk.read-dossier', params, handle: (request) => show(request, [], 200) }),
    act('tiep-nhan', 'desk.receive', 'dossier.accept', (request) => acceptDossier(deps, command(request, 'dossier.accept')), {}),
    act('nhan-viec', 'desk.process', 'dossier.take', (request) => takeStep(deps, command(request, 'dossier.take')), SHOWN),
    act('chuyen', 'desk.process', 'dossier.forward', (request) => forwardStep(deps, command(request, 'dossier.forward'), request.body['ghi-chu']?.trim() || undefined), { 'ghi-chu': long, ...SHOWN }, general, false),
    act('tra-lai', 'desk.process', 'dossier.send-back', (request) => sendBack(deps, command(request, 'dossier.send-back'), request.body['ly-do'] ?? ''), { 'ly-do': long, ...SHOWN }, (refusal) => (refusal.kind === 'reason-missing' ? { name: 'ly-do', message: W.reasonMissing } : general(refusal)), false),
    act('tu-choi', 'desk.process', 'dossier.refuse', (request) => refuseDossier(deps, command(request, 'dossier.refuse'), { ground: request.body['ly-do-tu-choi'] ?? '', legalBasis: request.body['can-cu'] ?? '', reason: request.body['giai-thich'] ?? '', ...(request.body['noi-khac'] ? { insteadGo: request.body['noi-khac'] } : {}) }), { 'ly-do-tu-choi': line, 'can-cu': line, 'giai-thich': long, 'noi-khac': long },
      (refusal) => (refusal.kind === 'ground-missing' ? { name: 'ly-do-tu-choi', message: W.groundMissing } : refusal.kind === 'legal-basis-missing' ? { name: 'can-cu', message: W.legalMissing } : refusal.kind === 'reason-missing' ? { name: 'giai-thich', message: W.explainMissing } : general(refusal))),
    route({
      method: 'POST', path: '/ban/ho-so/:id/ky', permission: 'desk.sign', audit: 'dossier.sign', params, body: z.strictObject({ [PASSWORD]: z.string().max(1000).optional() }),
      async handle(raw) {
        const { [PASSWORD]: password, ...rest } = raw.body as Record<string, string | undefined>;
        // a password is no part of what is kept, hashed or shown again
        const request = { ...raw, body: rest } as unknown as DeskRequest;
        const signer = await askSigner(deps, raw, password ?? '');
        if (!signer.sure) return show(request, [{ name: PASSWORD, message: signer.message }], 400);
        const reply = await answer({ ...request, view: signer.view }, await approveResult(deps, command(request, 'dossier.sign')), general, `/ban/ho-so/${request.params.id}`);
        return reply.kind === 'redirect' || reply.kind === 'page' ? { ...reply, cookies: signer.cookies } : reply;
      },
    }),
    act('thu-tien', 'desk.process', 'dossier.collect-fee', (request) => collectFee(deps, command(request, 'dossier.collect-fee'), request.body['cach'] === 'chuyen-khoan' ? 'transfer' : 'cash'), { cach: line }),
    act('hen-lai', 'desk.sign', 'dossier.extend', async (request) => {
      const typed = [request.body['ngay-moi.year'] ?? '', (request.body['ngay-moi.month'] ?? '').padStart(2, '0'), (request.body['ngay-moi.day'] ?? '').padStart(2, '0')].join('-');
      const closing = isPlainDate(typed) ? (await deps.deadlinesOf(officerOf(request).agencyId)).closingOf(typed) : null;
      // A day that does not exist is not later; a day off gets its own words.
      const newDue = closing?.ok && closing.value ? closing.value : isPlainDate(typed) ? vietnamInstant(typed, 0) : new Date(0);
      return extendDossier(deps, command(request, 'dossier.extend'), { reason: request.body['ly-do-tre'] ?? '', newDue });
    }, { 'ly-do-tre': long, 'ngay-moi.day': line, 'ngay-moi.month': line, 'ngay-moi.year': line }, (refusal) => (refusal.kind === 'reason-missing' ? { name: 'ly-do-tre', message: W.reasonMissing } : refusal.kind === 'not-later' ? { name: 'ngay-moi', message: W.notLater } : refusal.kind === 'off-hours' ? { name: 'ngay-moi', message: W.offHours } : general(refusal))),
    act('tam-dung', 'desk.sign', 'dossier.suspend', (request) => suspendDossier(deps, command(request, 'dossier.suspend'), { reason: (['financial-obligation', 'other-agency', 'force-majeure'] as const).find((one) => one === request.body['vi']) ?? 'financial-obligation', note: request.body['noi-dung'] ?? '', legalBasis: request.body['can-cu-dung'] ?? '' }), { vi: line, 'noi-dung': long, 'can-cu-dung': line }, (refusal) => ({ name: refusal.kind === 'legal-basis-missing' ? 'can-cu-dung' : 'noi-dung', message: refusal.kind === 'legal-basis-missing' ? W.legalMissing : W.reasonMissing })),
    act('tinh-tiep', 'desk.sign', 'dossier.resume', (request) => resumeDossier(deps, command(request, 'dossier.resume')), {}),
    act('dung', 'desk.process', 'dossier.stop', (request) => stopDossier(deps, command(request, 'dossier.stop'), request.body['ly-do-dung'] ?? ''), { 'ly-do-dung': long }, (refusal) => ({ name: 'ly-do-dung', message: refusal.kind === 'reason-missing' ? W.reasonMissing : (GENERAL[refusal.kind]?.(refusal) ?? W.stale) })),
    act('duyet-bo-sung', 'desk.sign', 'dossier.approve-supplement', (request) => approveSupplement(deps, command(request, 'dossier.approve-supplement')), {}, (refusal) => (refusal.kind === 'own-proposal' ? { name: 'lam-gi', message: SUPPLEMENT.ownProposal } : general(refusal))),
    act('khong-duyet-bo-sung', 'desk.sign', 'dossier.decline-supplement', (request) => declineSupplement(deps, command(request, 'dossier.decline-supplement'), request.body['ly-do-khong-duyet'] ?? ''), { 'ly-do-khong-duyet': long }, (refusal) => (refusal.kind === 'reason-missing' ? { name: 'ly-do-khong-duyet', message: SUPPLEMENT.declineWhyMissing } : general(refusal))),
    act('xac-minh', 'desk.process', 'dossier.choose-verification', (request) => chooseVerification(deps, command(request, 'dossier.choose-verification'), { caseKey: request.body['truong-hop'] ?? '', reason: request.body['xac-minh-gi'] ?? '' }), { 'truong-hop': line, 'xac-minh-gi': long },
      (refusal) => { const words = VERIFY_WORDS[refusal.kind]; return words ? { name: refusal.kind === 'no-such-term' ? 'truong-hop' : 'xac-minh-gi', message: words } : general(refusal); }),
    act('khong-cho-rut', 'desk.sign', 'dossier.decline-withdrawal', (request) => declineWithdrawal(deps, command(request, 'dossier.decline-withdrawal'), request.body['ly-do-rut'] ?? ''), { 'ly-do-rut': long }, (refusal) => (refusal.kind === 'reason-missing' ? { name: 'ly-do-rut', message: W.declineReason } : general(refusal))),
  ];
}

const VERIFY_WORDS: Readonly<Record<string, Text>> = { 'reason-missing': W.verifyWhyMissing, 'no-such-term': W.verifyNoCase, 'date-passed': W.verifyPassed, 'not-longer': W.verifyNotLonger };
type Refused = { readonly kind: string; readonly year?: number; readonly sourceText?: string; readonly until?: string };
const GENERAL: Readonly<Record<string, (refusal: Refused) => Text>> = {
  'calendar-year-missing': (refusal) => ({ vi: `Chưa có lịch nghỉ năm ${refusal.year}. Nhờ người phụ trách kiểm soát thủ tục nhập lịch ở «Lịch làm việc», rồi làm lại`, en: `The calendar of ${refusal.year} is missing. Enter it under “Calendar” first` }),
  'term-unknown': (refusal) => ({ vi: `Thủ tục này chưa rõ thời hạn («${refusal.sourceText ?? ''}»). Bổ sung ở «Thủ tục», rồi làm lại`, en: 'The term of this procedure is unknown; complete it under “Procedures”' }),
  'no-process': () => ({ vi: 'Thủ tục này chưa có quy trình. Bổ sung ở «Thủ tục»', en: 'This procedure has no process yet' }),
  'draft-first': () => ({ vi: 'Chưa soạn kết quả. Soạn rồi mới trình ký', en: 'Draft the result first' }),
  'no-further-step': () => ({ vi: 'Không còn bước nào sau bước này', en: 'There is no further step' }),
  'no-template': () => ({ vi: 'Thủ tục này chưa có mẫu kết quả', en: 'This procedure has no result template' }),
  'reason-missing': () => W.reasonMissing,
  'nothing-proposed': () => SUPPLEMENT.nothingProposed,
  'still-time': (refusal) => ({ vi: `Người dân còn hạn bổ sung đến hết ${refusal.until ?? ''}`, en: `The citizen may still answer until ${refusal.until ?? ''}` }),
};
const purposeOf = (at: AtDesk): string => (at.loaded.state.status === 'submitted' ? 'Kiểm tra để tiếp nhận' : at.loaded.state.assignee === at.officer.officerId ? 'Đang xử lý' : 'Xem hồ sơ của cơ quan');

async function deskPage(deps: DeskDeps, request: DeskRequest, at: AtDesk, problems: readonly Problem[], stale: boolean) {
  const { lang, view, now } = request;
  const { loaded, content, officer } = at;
  const { state } = loaded;
  const { owner, answers, submitter } = personalOf(loaded.events);
  const [deadlines, slips, linked] = await Promise.all([deps.deadlinesOf(state.competentAgency), deps.reader.papersOf(at.scope, loaded.id), deps.linkedBlock?.(at.scope, loaded, lang, 'desk')]);
  const before = stale ? lastAct(loaded.events, state) : null;
  // a longer term is no way out once the date has passed, so it is not offered then
  const actions = availableActions(state, officer, false).filter((action) => action !== 'choose-verification' || (state.due !== null && now.getTime() <= Date.parse(state.due.at)));
  const asksSigner = actions.includes('sign') ? await signsWith(deps, request) : null;
  const said = wordsForThisStep(loaded.events);
  const asked = state.status === 'withdrawing' ? loaded.events.findLast((event): event is DossierEvent<'withdrawal-requested'> => event.kind === 'withdrawal-requested') : undefined;
  const facts = { answers, channel: state.channel, today: vietnamDate(new Date(state.submittedAt)) };
  const warnings = content.form ? warningsOf(content.form, facts) : [];
  const names = new Map(content.papers.map((paper) => [paper.key, paper.shortName[lang]]));
  const step = state.steps.find((one) => one.key === state.step);
  const postTo = state.delivery.methods.includes('post') ? postAddressOf(loaded.events) : null;
  const until = state.status === 'submitted' ? state.acknowledgeBy.at : state.due?.at;
  const left = until && !state.finishedAt ? remaining(deadlines, now, new Date(until), false) : null;
  const slipForm = state.receivedAt ? findPaperForm('mau-06-phieu-kiem-soat', vietnamDate(new Date(state.receivedAt))) : undefined;
  const national = nationalStatus(state);
  const source = state.assurance === 'level-1' || state.assurance === 'level-2' ? 'vneid' : state.assurance === 'desk' ? 'officer' : 'citizen';
  return (
    <DeskLayout view={view} title={content.plainName} wide errors={problems} back={{ href: '/ban', label: W.today }}
      above={<p class="mc-desk-line"><DossierCode code={state.code ?? state.reference} copy /> <span>{owner.name}</span> <Tag colour={left?.tone === 'red' ? 'red' : 'blue'}>{STATUS_WORDS[state.status] ?? NATIONAL_NAMES[national]}</Tag> {left && <Tag colour={left.tone === 'grey' ? 'grey' : left.tone}>{left.words}</Tag>}{actions.length > 0 && <a class="mc-to-acts" href="#lam-gi">{W.actsBelow[lang]}</a>}</p>}>
      {stale && <Notice kind="warn" role="status"><p>{W.stale[lang]}</p>{before && <p>{before[lang]}.</p>}</Notice>}
      {stale && <TypedWords values={typedWords(request.body)} />}
      <ThreePanes widest={0} panes={[
        { title: W.declared, id: 'da-khai', children: <>
          <SummaryList rows={[{ term: W.owner, value: <>{owner.name} <SourceChip source={source} /></> }, ...(owner.personalId ? [{ term: { vi: 'Số định danh', en: 'Personal number' }, value: owner.personalId }] : []), ...(owner.birthDate ? [{ term: { vi: 'Ngày sinh', en: 'Born' }, value: isPlainDate(owner.birthDate) ? showShortDate(owner.birthDate) : owner.birthDate }] : []), ...(owner.phone ? [{ term: { vi: 'Điện thoại', en: 'Telephone' }, value: owner.phone }] : []), ...(owner.address ? [{ term: { vi: 'Địa chỉ', en: 'Address' }, value: owner.address }] : []), ...(submitter ? [{ term: { vi: 'Người nộp thay', en: 'Submitted by' }, value: submitter.name }] : []), { term: W.assurance, value: W.assuranceWords[state.assurance]?.[lang] ?? state.assurance }]} />
          {warnings.length > 0 && <Notice kind="warn"><ul>{warnings.map((warning) => <li key={`${warning.field}${warning.message.vi}`}>{warning.message[lang]}</li>)}</ul></Notice>}
          {content.form && summarise(content.form, facts, lang, deps.places).map((section) => <SummaryList key={section.key} title={section.title} rows={section.rows.filter((row) => row.value || row.table).map((row) => ({ term: row.officialLabel ?? row.label, value: row.table ? <ol>{row.table.map((one) => <li key={one.title}>{one.cells.map((cell) => `${cell.label}: ${cell.value}`).join('; ')}</li>)}</ol> : row.value }))} />)}
        </> },
        { title: W.papers, id: 'giay-to', follows: true, children: <>
          {state.files.length === 0 && state.ticks.length === 0 && <p>{W.noPapers[lang]}</p>}
          {state.files.map((file) => (
            <figure key={file.id} class="mc-scan">
              <figcaption><a href={`/tep/${file.id}`}>{names.get(file.paper) ?? file.paper}: {file.name}</a> <span class="mc-quiet">{file.pages} tr., {sizeText(file.size, lang)}</span></figcaption>
              {file.mime.startsWith('image/') && <a href={`/tep/${file.id}`}><img src={`/tep/${file.id}/xem?co=lon`} alt={names.get(file.paper) ?? file.name} loading="lazy" /></a>}
            </figure>))}
          {state.ticks.length > 0 && <SummaryList title={W.ticked} rows={state.ticks.map((tick) => ({ term: names.get(tick.paper) ?? tick.paper, value: tickWords(tick, lang) }))} />}
          {linked}
          {slips.length > 0 && <><h3>{W.slips[lang]}</h3><ul>{slips.map((slip) => <li key={`${slip.template}${slip.seq}`}><a href={`/tep/${slip.fileId}`}>{SLIP_NAMES[slip.template]?.[lang] ?? slip.template}</a></li>)}</ul></>}
          {state.signed && <p><a href={`/tep/${state.signed.file}`}>{content.results[0]?.name ?? ''} ({W.signTitle[lang] && state.approved ? `${state.approved.number}/${state.approved.year}/${state.approved.book}` : ''})</a></p>}
        </> },
        { title: W.work, id: 'lam-gi', follows: true, children: <>
          <SummaryList rows={[
            { term: state.due ? W.due : W.acknowledge, value: <>{showMoment(new Date((state.due ?? state.acknowledgeBy).at), lang)}<Details summary={W.why}><p>{(state.due ?? state.acknowledgeBy).explanation[lang]}</p></Details></> },
            ...(step && !state.finishedAt ? [{ term: W.step, value: `${step.name[lang]}${state.stepDue ? `, ${W.stepDue[lang].toLowerCase()} ${showMoment(new Date(state.stepDue), lang)}` : ''}` }] : []),
            ...(state.assigneeName ? [{ term: W.assignee, value: state.assigneeName }] : []), ...(owed(state) > 0 ? [{ term: W.fee, value: showDong(Math.max(0, owed(state))) }] : []),
            ...(state.delivery.methods.length > 0 ? [{ term: W.handedBy, value: state.delivery.methods.map((way) => INTAKE.methods[way]?.[lang] ?? way).join('; '), ...(postTo ? { note: `${INTAKE.byPost[lang]}: ${showPostAddress(postTo, deps.places.provinces())}` } : {}) }] : []),
          ]} />
          {asked && <Notice kind="warn" title={W.withdrawal}><p>{asked.data.reason}</p></Notice>}
          {state.proposedSupplement && <WaitingRequest proposed={state.proposedSupplement} lang={lang} />}
          {said && <Notice kind="info"><p>{said.by}: {said.words}</p></Notice>}
          <Actions at={at} actions={actions} asksSigner={asksSigner} view={view} lang={lang} problems={problems} typed={problems.length > 0 ? typedOf(request.body) : {}} />
        </> },
      ]} />
      <Details summary={W.history}><Timeline steps={timelineOf(loaded.events, state, lang, 'desk')} label={W.history[lang]} />{slipForm && <p><a href={`/ban/ho-so/${loaded.id}/phieu-kiem-soat.pdf`}>{BOOK.slipOf(slipForm.number)[lang]}</a></p>}</Details>
    </DeskLayout>);
}

/** What was written in a form that came back with a problem; nothing of it is typed twice. */
type Typed = Readonly<Record<string, string | undefined>>;
const typedOf = (body: unknown): Typed => (typeof body === 'object' && body !== null ? (body as Typed) : {});

function Actions({ at, actions, asksSigner, view, lang, problems, typed }: { readonly at: AtDesk; readonly actions: readonly Action[]; readonly asksSigner: SignsWith | null; readonly view: DeskRequest['view']; readonly lang: 'vi' | 'en'; readonly problems: readonly Problem[]; readonly typed: Typed }) {
  const { loaded, content } = at;
  const href = (path: string): string => `/ban/ho-so/${loaded.id}/${path}`;
  const can = (action: Action): boolean => actions.includes(action);
  const box = (name: string): { error?: Text; value?: string } => { const found = problems.find((one) => one.name === name); const value = typed[name]; return { ...(found ? { error: found.message } : {}), ...(value ? { value } : {}) }; };
  const dateBox = (name: string) => { const { error } = box(name); return { ...(error ? { error } : {}), value: { day: typed[`${name}.day`], month: typed[`${name}.month`], year: typed[`${name}.year`] } }; };
  const has = (...names: readonly string[]): boolean => problems.some((one) => names.includes(one.name));
  const simple = (action: Action, path: string, kind: 'primary' | 'secondary' = 'primary', dataKey?: string) => can(action) && <form method="post" action={href(path)}><CsrfFields view={view} /><ButtonGroup><Button kind={kind} {...(dataKey ? { dataKey } : {})}>{ACTION_WORDS[action][lang]}</Button></ButtonGroup></form>;
  const keys = [
    ...(can('accept') ? [{ keys: 'Ctrl+Enter', words: ACTION_WORDS.accept }] : can('forward') ? [{ keys: 'Ctrl+Enter', words: ACTION_WORDS.forward }] : can('sign') ? [{ keys: 'Ctrl+Enter', words: W.sign }] : []),
    ...(can('draft-result') ? [{ keys: 'Ctrl+D', words: W.draftTitle }] : []), ...(can('ask-supplement') ? [{ keys: 'Ctrl+B', words: ACTION_WORDS['ask-supplement'] }] : []),
  ];
  const longer = termsToChoose(content, loaded.state);
  const shown = <><input type="hidden" name="buoc" value={loaded.state.step ?? ''} /><input type="hidden" name="dang-giu" value={loaded.state.assignee ?? ''} /></>;
  const takes = can('take') && loaded.state.assignee !== at.officer.officerId;
  return (
    <div class="mc-acts">
      {simple('accept', 'tiep-nhan', 'primary', 'Ctrl+Enter')}
      {takes && <form method="post" action={href('nhan-viec')}><CsrfFields view={view} />{shown}<ButtonGroup><Button kind="secondary">{ACTION_WORDS.take[lang]}</Button></ButtonGroup></form>}
      {can('draft-result') && <ButtonGroup><Button href={href('soan')} dataKey="Ctrl+D">{W.draftTitle[lang]}</Button></ButtonGroup>}
      {can('forward') && <form method="post" action={href('chuyen')}><CsrfFields view={view} />{shown}<TextField name="ghi-chu" label={W.noteForNext} required={false} {...box('ghi-chu')} /><ButtonGroup><Button kind={can('draft-result') && !loaded.state.drafted ? 'secondary' : 'primary'} dataKey="Ctrl+Enter">{ACTION_WORDS.forward[lang]}</Button></ButtonGroup></form>}
      {can('sign') && <form method="post" action={href('ky')}><CsrfFields view={view} /><Notice kind="info"><p>{W.trial[lang]}</p></Notice>{asksSigner && <PasswordBox by={asksSigner} {...box(PASSWORD)} />}<ButtonGroup><Button href={href('xem-ket-qua')} kind="secondary">{W.preview[lang]}</Button><Button dataKey="Ctrl+Enter">{W.sign[lang]}</Button></ButtonGroup></form>}
      {loaded.state.proposedSupplement && (can('approve-supplement') || can('decline-supplement')) && <DecideRequest round={loaded.state.proposedSupplement.round} approve={can('approve-supplement')} decline={can('decline-supplement')} href={href} view={view} lang={lang} box={box} />}
      {simple('resume', 'tinh-tiep')}
      {can('collect-fee') && <form method="post" action={href('thu-tien')}><CsrfFields view={view} /><Radios name="cach" label={W.fee} hint={showDong(Math.max(0, owed(loaded.state)))} value="tien-mat" inline options={[{ value: 'tien-mat', label: W.cash }, { value: 'chuyen-khoan', label: W.transfer }]} /><p><a href={`/ban/ma-qr/${loaded.id}`}>{W.transferCode[lang]}</a></p><ButtonGroup><Button kind="secondary">{W.collect[lang]}</Button></ButtonGroup></form>}
      {can('return-result') && <ButtonGroup><Button href={`/ban/tra-ket-qua?ma=${encodeURIComponent(loaded.state.code ?? '')}`}>{ACTION_WORDS['return-result'][lang]}</Button></ButtonGroup>}
      {can('ask-supplement') && <ButtonGroup><Button href={href('bo-sung')} kind="secondary" dataKey="Ctrl+B">{ACTION_WORDS['ask-supplement'][lang]}</Button></ButtonGroup>}
      {can('supplement') && <ButtonGroup><Button href={href('nhan-bo-sung')}>{ACTION_WORDS.supplement[lang]}</Button></ButtonGroup>}
      {can('choose-verification') && longer.length > 0 && <ChooseVerification terms={longer} href={href} view={view} lang={lang} box={box} />}
      {can('send-back') && <Details summary={ACTION_WORDS['send-back']} open={has('ly-do')}><form method="post" action={href('tra-lai')} noValidate><CsrfFields view={view} />{shown}<TextArea name="ly-do" label={W.sendBackReason} rows={3} {...box('ly-do')} /><ButtonGroup><Button kind="secondary">{ACTION_WORDS['send-back'][lang]}</Button></ButtonGroup></form></Details>}
      {can('refuse') && <Details summary={W.refuseTitle} open={has('ly-do-tu-choi', 'can-cu', 'giai-thich')}><form method="post" action={href('tu-choi')} noValidate><CsrfFields view={view} />
        <Radios name="ly-do-tu-choi" label={W.ground} options={Object.entries(GROUNDS).map(([value, label]) => ({ value, label }))} {...box('ly-do-tu-choi')} />
        <TextField name="can-cu" label={W.legal} hint={content.legalBasis.slice(0, 4).join('; ')} {...box('can-cu')} /><TextArea name="giai-thich" label={W.explain} rows={3} {...box('giai-thich')} /><TextArea name="noi-khac" label={W.instead} rows={2} required={false} {...box('noi-khac')} />
        <ButtonGroup><Button kind="danger">{W.refuse[lang]}</Button></ButtonGroup></form></Details>}
      {can('extend') && <Details summary={ACTION_WORDS.extend} open={has('ly-do-tre', 'ngay-moi')}><form method="post" action={href('hen-lai')} noValidate><CsrfFields view={view} /><p>{W.extendOnce[lang]}</p><TextArea name="ly-do-tre" label={W.extendReason} rows={3} {...box('ly-do-tre')} /><DateField name="ngay-moi" label={W.newDue} {...dateBox('ngay-moi')} /><ButtonGroup><Button kind="secondary">{ACTION_WORDS.extend[lang]}</Button></ButtonGroup></form></Details>}
      {can('suspend') && <Details summary={ACTION_WORDS.suspend} open={has('noi-dung', 'can-cu-dung')}><form method="post" action={href('tam-dung')} noValidate><CsrfFields view={view} /><Radios name="vi" label={W.suspendReason} value={typed['vi'] ?? 'financial-obligation'} options={Object.entries(W.suspendReasons).map(([value, label]) => ({ value, label }))} /><TextArea name="noi-dung" label={W.suspendNote} rows={2} {...box('noi-dung')} /><TextField name="can-cu-dung" label={W.legal} {...box('can-cu-dung')} /><ButtonGroup><Button kind="secondary">{ACTION_WORDS.suspend[lang]}</Button></ButtonGroup></form></Details>}
      {can('decline-withdrawal') && <Details summary={ACTION_WORDS['decline-withdrawal']} open={has('ly-do-rut')}><form method="post" action={href('khong-cho-rut')} noValidate><CsrfFields view={view} /><TextArea name="ly-do-rut" label={W.declineWhy} rows={2} {...box('ly-do-rut')} /><ButtonGroup><Button kind="secondary">{ACTION_WORDS['decline-withdrawal'][lang]}</Button></ButtonGroup></form></Details>}
      {can('stop') && <Details summary={ACTION_WORDS.stop} open={has('ly-do-dung')}><form method="post" action={href('dung')} noValidate><CsrfFields view={view} /><TextArea name="ly-do-dung" label={W.stopReason} rows={2} {...box('ly-do-dung')} /><ButtonGroup><Button kind="danger">{ACTION_WORDS.stop[lang]}</Button></ButtonGroup></form></Details>}
      {actions.length === 0 && <p class="mc-quiet">{W.empty[lang]}</p>}
      {keys.length > 0 && <KeyHints short keys={keys} />}
    </div>);
}
