import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import type { Answers, Facts } from '../../../shared/condition.ts';
import { isUuid } from '../../../shared/id.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { showDong } from '../../../shared/money.ts';
import { vietnamDate } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import type { ProcedureContent } from '../../catalog/domain/index.ts';
import { chooseCase, missingPapers, paperOffered, planReception, type Due, type PaperTick, type ReceivedFile, type Delivery } from '../../dossier/domain/index.ts';
import { DraftGone, FilesGone, receiveAtCounter, type CounterRefusal, type Draft } from '../../dossier/index.ts';
import { readPost } from '../../dossier/web/index.ts';
import { parsePage, prefill, type Body, type FieldError, type FormPage, type ParsedPage } from '../../eform/domain/index.ts';
import { computeFee } from '../../fee/domain/index.ts';
import type { QueueRow, QueueScope } from '../ports.ts';
import { deskScope, officerOf, type DeskDeps } from './desk-deps.ts';
import { IntakePage, type IntakeScreen } from './intake-page.tsx';
import { aboutTyped, answersOfForm, askedNow, countable, fillEmpty, oneScreen } from './one-screen-form.ts';
import { keptBoxes, listOf, partBody, presented, readCollect, readDelivery, readDraftCode, readPerson, readTicks, takeCard, textOf, type Problem } from './read-intake.ts';
import { applyScan, SHEET_INPUTS, SHEET_NAMES } from './scan-sheet.tsx';
import { namesOf } from './today.tsx';
import { putAside } from './put-aside.ts';
import { INTAKE, refusalWords } from './words.ts';

const params = z.object({ slug: z.string().max(LIMITS.lineText) });
type Request = RouteRequest<{ slug: string }, unknown, unknown>;
const PREVIOUS_ROWS = 5;
interface Found { readonly slug: string; readonly content: ProcedureContent; readonly scope: QueueScope }

/** Intake for a person at the counter: one screen, keyboard only; the dossier is filed and received in one act. */
export function counterIntakeRoutes(deps: DeskDeps): Route[] {
  const find = async (request: Request): Promise<Found> => {
    const found = (await deps.procedureBySlug(request.params.slug)) ?? notFound();
    return { slug: found.slug, content: found.content, scope: deskScope(request) };
  };
  return [
    route({
      method: 'GET', path: '/ban/tiep-nhan/:slug', permission: 'desk.receive', audit: 'desk.intake-page', params, query: z.object({ nhap: z.string().max(20).optional(), luu: z.string().max(5).optional() }),
      async handle(request) {
        const found = await find(request);
        const draft = await draftOf(deps, found, request.query.nhap ?? '');
        const form = found.content.form ? oneScreen(found.content.form) : null;
        const own = freshOwn(found.content, draft);
        const { me } = readPerson(own, vietnamDate(request.now));
        const declared: Answers = form && draft ? answersOfForm(form, draft.content.answers) : {};
        const facts: Facts = { answers: declared, channel: 'counter', today: vietnamDate(request.now) };
        const proposed = form ? prefill(form, facts, me) : { answers: {}, sources: {} };
        const values = { ...declared, ...proposed.answers };
        return page(await screen(deps, request, found, { own, form: null, values, sources: proposed.sources, answers: values, formErrors: [], files: [], sentFromHome: draft ? await deps.files.ofDraft(found.scope, draft.id) : [], problems: [], warnings: [], cardTaken: false, scan: null, notice: draft ? { kind: 'info', words: (request.query.luu ? INTAKE.aside : draft.officerId ? INTAKE.fromAside : INTAKE.fromDraft)(spoken(draft.shortCode)) } : null, draft }));
      },
    }),
    route({
      method: 'POST', path: '/ban/tiep-nhan/:slug', permission: 'desk.receive', audit: 'dossier.receive-at-counter', params, multipart: true,
      async handle(raw) {
        const request = raw as unknown as Request;
        const found = await find(request);
        const { content, scope } = found;
        const officer = officerOf(request);
        const today = vietnamDate(request.now);
        const photo = deps.sheetPhoto(raw.parts(), SHEET_INPUTS.photo, SHEET_INPUTS.typed);
        const sent = await deps.uploads.receive(scope, { draftId: null, citizenId: null, guestKey: null, papers: new Set(content.papers.map((paper) => paper.key)) }, photo.parts, request.now);
        for (const [name, values] of sent.fields) if (!SHEET_NAMES.includes(name) && (name.length > 200 || values.some((value) => value.length > LIMITS.longText * 2))) throw new HttpProblem('bad-input', [name.slice(0, 60)]);
        const parted = partBody(sent.fields, content.papers);
        const { scan, own: typedOwn, form: typedForm } = await applyScan(deps, content, parted.own, parted.form, photo.problem());
        const card = takeCard(typedOwn);
        const person = readPerson(card.body, today);
        const previous = await previousOf(deps, scope, textOf(card.body, 'nguoi.so'));
        // somebody known whose card could only be read by its number
        const known = previous[0]?.owner;
        const own: Body = card.problem && textOf(card.body, 'nguoi.ten').trim() === '' && known ? { ...card.body, 'nguoi.ten': known } : card.body;
        const form = content.form ? oneScreen(content.form) : null;
        const read = readForm(deps, form, typedForm, person.me, today);
        const draft = await toldDraft(deps, found, textOf(own, 'nhap'));
        // a second press, or the person sent it from home meanwhile: there is one dossier, here it is
        if (draft?.dossierId) return redirect(textOf(own, 'nhan') === '' ? `/ban/ho-so/${draft.dossierId}` : `/ban/tiep-nhan/da-nhan/${draft.dossierId}`);
        const sentFromHome = draft ? await deps.files.ofDraft(scope, draft.id) : [];
        const scans = await filesOf(deps, scope, own, sent.stored, content);
        const files = [...sentFromHome, ...scans];
        const facts: Facts = { answers: read.parsed.answers, channel: 'counter', today };
        const { ticks, problems: tickProblems } = readTicks(own, content.papers.filter((paper) => paper.kind === 'submit' && paperOffered(paper, facts)), content.papers.filter((paper) => presented(paper, facts)));
        const refusedFiles = sent.refused.map((one): Problem => ({ name: one.input, message: { vi: `${one.filename}: ${one.message.vi}`, en: `${one.filename}: ${one.message.en}` } }));
        const at = { own, form: read.body, values: {}, sources: {}, answers: form ? countable(form, read.body, read.parsed.answers) : {}, files: scans, sentFromHome, warnings: person.warnings, cardTaken: card.taken, scan, notice: null, draft, previous };
        const scanned = scan !== null && (scan.words.length > 0 || scan.problem !== null);
        const receives = textOf(own, 'nhan') !== '' && !scanned && !read.parsed.action && listOf(own, 'bo').length === 0;
        if (textOf(own, 'luu-nhap') !== '' && !read.parsed.action) {
          const code = await putAside(deps, { scope, agencyId: officer.agencyId, at: request.now, procedure: content.code, draft, boxes: keptBoxes(own, content), owner: person.owner, answers: read.parsed.answers, delivery: readDelivery(own, waysHere(content, deps)), scans });
          if (code) return redirect(`/ban/tiep-nhan/${found.slug}?nhap=${code}&luu=1`);
          return page(await screen(deps, request, found, { ...at, formErrors: [], problems: [{ name: 'nhan', message: refusalWords({ kind: 'draft-gone' }) }] }), 409);
        }
        // What the sheet brought is judged as soon as it is there; what it left out is asked for at reception.
        const shown = scanned ? aboutTyped(read.body, read.parsed.errors) : [];
        if (!receives) return page(await screen(deps, request, found, { ...at, formErrors: shown, problems: [...(card.problem ? [card.problem] : []), ...(scan?.problem ? [{ name: SHEET_INPUTS.typed, message: scan.problem }] : []), ...refusedFiles] }), refusedFiles.length > 0 ? 400 : 200);

        const delivery = readDelivery(own, waysHere(content, deps));
        const post = delivery.methods.includes('post') && deps.post ? readPost({ 'buu-ten': textOf(own, 'buu-ten'), 'buu-dien-thoai': textOf(own, 'buu-dien-thoai'), 'buu-tinh': textOf(own, 'buu-tinh'), 'buu-noi-o': textOf(own, 'buu-noi-o') }, deps.post) : null;
        const problems: Problem[] = [...(card.problem ? [card.problem] : []), ...person.problems, ...refusedFiles, ...tickProblems, ...paperProblems(content, facts, files, ticks), ...(delivery.methods.length === 0 ? [{ name: 'kq', message: INTAKE.deliveryMissing }] : []), ...(post?.problems ?? [])];
        if (problems.length > 0 || read.parsed.errors.length > 0) return page(await screen(deps, request, found, { ...at, formErrors: read.parsed.errors, problems }), 400);
        // The person hears the postage before it is owed: where it was not yet on the screen, it is shown first.
        const postage = post ? await deps.post?.price(officer.agencyId, content, post.value, request.now) : null;
        if (postage && textOf(own, 'cuoc') !== String(postage.payable)) return page(await screen(deps, request, found, { ...at, notice: { kind: 'info', words: INTAKE.postageFirst(showDong(postage.payable)) }, formErrors: [], problems: [] }));
        try {
          const outcome = await receiveAtCounter(deps, {
            scope, officer, at: request.now, key: request.key, procedure: content.code, owner: person.owner, ...(person.submitter ? { submitter: person.submitter } : {}), answers: read.parsed.answers, ticks,
            fileIds: scans.filter((file) => content.papers.some((paper) => paper.key === file.paper && paperOffered(paper, facts))).map((file) => file.id), delivery, ...(post ? { postTo: post.value } : {}), channel: 'counter', collectNow: readCollect(own), ...(draft ? { draft } : {}),
          });
          if (outcome.ok) return redirect(`/ban/tiep-nhan/da-nhan/${String(outcome.result['dossierId'])}`);
          const { refusal } = outcome;
          if (refusal.kind === 'not-found') return notFound();
          if (refusal.kind === 'not-allowed') throw new HttpProblem('forbidden');
          if (refusal.kind === 'key-conflict') return page(await screen(deps, request, found, { ...at, notice: { kind: 'warn', words: INTAKE.again }, formErrors: [], problems: [], previous: await previousOf(deps, scope, textOf(own, 'nguoi.so')) }), 409);
          return page(await screen(deps, request, found, { ...at, ...refused(refusal) }), 400);
        } catch (error) {
          if (error instanceof FilesGone || error instanceof DraftGone) return page(await screen(deps, request, found, { ...at, files: await filesOf(deps, scope, own, [], content), sentFromHome: draft ? await deps.files.ofDraft(scope, draft.id) : [], formErrors: [], problems: [{ name: 'nhan', message: refusalWords({ kind: error instanceof DraftGone ? 'draft-gone' : 'files-gone' }) }] }), 409);
          throw error;
        }
      },
    }),
  ];
}

/** «7K4-Q2M» as it is told: «NHÁP 7K4 Q2M». */
const spoken = (code: string): string => `NHÁP ${code.replace('-', ' ')}`;
/** What the use-case refuses although the screen let it pass, at the places where it can be mended. */
function refused(refusal: CounterRefusal): { readonly problems: readonly Problem[]; readonly formErrors: readonly FieldError[] } {
  switch (refusal.kind) {
    case 'answers': return { problems: [], formErrors: refusal.errors };
    case 'papers': return { problems: refusal.missing.map((paper) => ({ name: `giay-nhan.${paper.key}`, message: INTAKE.paperMissing(paper.shortName.vi) })), formErrors: [] };
    case 'owner': return { problems: [{ name: 'nguoi.ten', message: INTAKE.idMissing }], formErrors: [] };
    case 'post': return { problems: [{ name: 'kq', message: refusalWords(refusal) }], formErrors: [] };
    default: return { problems: [{ name: 'nhan', message: refusalWords(refusal) }], formErrors: [] };
  }
}
const paperProblems = (content: ProcedureContent, facts: Facts, files: readonly ReceivedFile[], ticks: readonly PaperTick[]): readonly Problem[] =>
  missingPapers(content, facts, files, ticks).map((paper) => ({ name: `giay-nhan.${paper.key}`, message: INTAKE.paperMissing(paper.shortName.vi) }));

interface ReadForm { readonly body: Body; readonly parsed: ParsedPage }
/** The form's answers, boxes left empty filled from the person. An input that belongs to nobody is refused. */
function readForm(deps: DeskDeps, form: FormPage | null, typed: Body, me: Parameters<typeof fillEmpty>[3], today: string): ReadForm {
  const start: Facts = { answers: {}, channel: 'counter', today };
  if (!form) {
    if (Object.keys(typed).length > 0) throw new HttpProblem('unknown-keys', Object.keys(typed).slice(0, 20));
    return { body: {}, parsed: { answers: {}, errors: [], unknown: [] } };
  }
  const first = parsePage(form, typed, start, deps.places);
  if (first.unknown.length > 0) throw new HttpProblem('unknown-keys', first.unknown.slice(0, 20));
  const body = fillEmpty(form, typed, { ...start, answers: first.answers }, me);
  const parsed = parsePage(form, body, start, deps.places);
  return { body, parsed: { ...parsed, errors: askedNow(form, body, parsed.answers, parsed.errors) } };
}

/** Scans kept so far and those of this post; removed ones are gone. Only the officer's own unbound files are found. */
async function filesOf(deps: DeskDeps, scope: QueueScope, own: Body, stored: readonly ReceivedFile[], content: ProcedureContent): Promise<readonly ReceivedFile[]> {
  const removed = listOf(own, 'bo').filter((id) => isUuid(id));
  for (const id of removed) await deps.uploads.remove(scope, '', id);
  const carried = listOf(own, 'tep').filter((id) => isUuid(id) && !removed.includes(id)).slice(0, LIMITS.filesPerDossier);
  const before = carried.length > 0 ? await deps.files.uploadedBy(scope, carried) : [];
  const papers = new Set(content.papers.map((paper) => paper.key));
  const files = new Map([...before, ...stored].filter((file) => papers.has(file.paper)).map((file) => [file.id, file]));
  return [...files.values()];
}

const previousOf = async (deps: DeskDeps, scope: QueueScope, typed: string): Promise<readonly QueueRow[]> => {
  const number = typed.replace(/[\s.-]/gu, '');
  return /^\d{12}$/u.test(number) ? deps.queue.search(scope, { text: number, personalId: number, phone: null, code: null, limit: PREVIOUS_ROWS }) : [];
};
/** The person's own draft for this procedure, by the code told at the counter. */
async function draftOf(deps: DeskDeps, found: Found, typed: string): Promise<Draft | null> {
  const code = readDraftCode(typed);
  const draft = code ? await deps.drafts.findByShortCode(found.scope, code.code) : null;
  return draft && draft.procedure === found.content.code && !draft.supplements ? draft : null;
}
/** The same at a post: the code was told, so its files come along; also one that has become a dossier meanwhile. */
async function toldDraft(deps: DeskDeps, found: Found, typed: string): Promise<Draft | null> {
  const code = readDraftCode(typed);
  const draft = code ? await deps.drafts.told(found.scope, code.code) : null;
  return draft && draft.procedure === found.content.code ? draft : null;
}
/** What stands in the counter's own boxes before anybody types: the draft's person, the usual ways. */
function freshOwn(content: ProcedureContent, draft: Draft | null): Body {
  const owner = draft?.content.owner;
  const contact = draft?.content.contact;
  const [year = '', month = '', day = ''] = (owner?.birthDate ?? '').split('-');
  const plain = (digits: string): string => (digits === '' ? '' : String(Number(digits)));
  const ways = draft?.content.delivery?.methods ?? (content.resultDelivery.includes('counter') ? ['counter'] : content.resultDelivery.slice(0, 1));
  return {
    'nguoi.ten': owner?.name ?? '', 'nguoi.so': owner?.personalId ?? '', 'nguoi.ngay-sinh.day': plain(day), 'nguoi.ngay-sinh.month': plain(month), 'nguoi.ngay-sinh.year': year, 'nguoi.gioi-tinh': owner?.gender ?? '',
    ...(draft?.content.counter ? keptBoxes(draft.content.counter, content) : {}),
    'nguoi.dien-thoai': contact?.phone ?? owner?.phone ?? '', 'nguoi.thu-dien-tu': contact?.email ?? owner?.email ?? '', 'nguoi.noi-o': owner?.address ?? '', kq: ways.length > 0 ? ways : ['counter'],
  };
}

type Gathered = Pick<IntakeScreen, 'own' | 'form' | 'values' | 'sources' | 'formErrors' | 'files' | 'sentFromHome' | 'problems' | 'warnings' | 'notice' | 'cardTaken' | 'scan'> & { readonly answers: Answers; readonly draft: Draft | null; readonly previous?: readonly QueueRow[] };
/** Fee and date are counted for what is known now, so that the person hears them before anything is received. */
async function screen(deps: DeskDeps, request: Request, found: Found, gathered: Gathered) {
  const { content } = found;
  const officer = officerOf(request);
  const facts: Facts = { answers: gathered.answers, channel: 'counter', today: vietnamDate(request.now) };
  const previous = gathered.previous ?? (await previousOf(deps, found.scope, textOf(gathered.own, 'nguoi.so')));
  const [deadlines, agency, names] = await Promise.all([deps.deadlinesOf(officer.agencyId), deps.agencies.find(officer.agencyId), namesOf(deps, previous, request.lang)]);
  const plan = planReception({ at: request.now, agencyCode: agency?.code ?? '', content, caseKey: chooseCase(content.cases, facts)?.key ?? null, channel: 'counter' }, deadlines);
  const due: Due | null = plan.ok ? plan.value.event({ order: 0, register: 0 }).data.due : null;
  const dueProblem: Text | null = plan.ok ? null : refusalWords(plan.refusal);
  const ways = waysHere(content, deps);
  const post = ways.includes('post') ? await postHere(deps, officer.agencyId, content, gathered.own, request.now) : null;
  const { draft, answers: _answers, ...drawn } = gathered;
  const shown: IntakeScreen = {
    ...drawn, slug: found.slug, content, screen: content.form ? oneScreen(content.form) : null, facts, previous, previousNames: names, draftCode: draft?.shortCode ?? null,
    fees: [...computeFee(content.fees, { answers: gathered.answers, channel: 'counter', receptionDate: facts.today }), ...(post?.line ? [post.line] : [])], due, dueProblem, ways: post?.prices ? ways : ways.filter((way) => way !== 'post'), post: post?.prices ? { prices: post.prices, provinces: deps.places.provinces(), shown: post.line?.payable ?? null } : null,
  };
  return <IntakePage shown={shown} context={{ view: request.view, lang: request.lang, formFields: deps.formFields }} />;
}

/** Ways in which this desk hands results over; by post where there is one. */
const waysHere = (content: ProcedureContent, deps: DeskDeps): readonly Delivery['methods'][number][] => { const ways = content.resultDelivery.filter((way) => way !== 'post' || deps.post); return ways.length > 0 ? ways : ['counter']; };
/** Prices, and the line of an address that is typed already. */
async function postHere(deps: DeskDeps, agencyId: number, content: ProcedureContent, own: Body, now: Date) {
  const chosen = listOf(own, 'kq').includes('post');
  const province = textOf(own, 'buu-tinh');
  const [prices, line] = await Promise.all([deps.post?.prices(agencyId, content, now) ?? null, chosen && province ? deps.post?.price(agencyId, content, { name: '', phone: '', address: '', province }, now) : null]);
  return { prices, line: line ?? null };
}
