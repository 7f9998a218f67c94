import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { showDong } from '../../../shared/money.ts';
import { showMoment } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { Checkbox } from '../../../ui/components/checkboxes/checkboxes.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { DossierCode } from '../../../ui/components/dossier-code/dossier-code.tsx';
import { KeyHints } from '../../../ui/components/key-hints/key-hints.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { Radios } from '../../../ui/components/radios/radios.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { mayDo, owed, readDossierCode } from '../../dossier/domain/index.ts';
import { collectFee, personalOf, returnResult, type Command, type DossierReader } from '../../dossier/index.ts';
import { checkName, normaliseName, normalisePersonalNumber, personalNumberShape, readCardQr } from '../../identity/domain/index.ts';
import { declaredFaultWords } from '../../identity/web/index.ts';
import type { QueueRow, QueueScope } from '../ports.ts';
import { atDesk, deskScope, officerOf, type AtDesk, type DeskDeps } from './desk-deps.ts';
import { wanted } from './find-dossier.tsx';
import { scannedCode } from './scanned-code.ts';
import { stalePage } from './stale-page.tsx';
import { namesOf } from './today.tsx';
import { HAND_OVER, refusalWords, STATUS_WORDS, W } from './words.ts';

const line = z.string().max(LIMITS.lineText).optional();
const body = z.strictObject({ id: z.uuid(), 'nguoi-nhan': z.string().max(1000).optional(), 'so-dinh-danh': line, 'da-xem': line, cach: line });
type Typed = z.infer<typeof body>;
type Problem = { readonly name: string; readonly message: Text };
type Request = RouteRequest<unknown, unknown, unknown>;

/** «Trả kết quả»: scan the slip, look at the card, take what is owed, hand over. */
export function handOverRoutes(deps: DeskDeps): Route[] {
  const atDossier = (request: Request, id: string): Promise<AtDesk> => atDesk(deps, { ...request, params: { id } } as Parameters<typeof atDesk>[1]);
  const show = async (request: Request, at: AtDesk, typed: Typed | null, problems: readonly Problem[], status: number, notice?: Text) =>
    page(await handOverPage(deps, request, at, typed, problems, notice), status, { note: () => noteReading(deps.reader, at, request) });
  return [
    route({
      method: 'GET', path: '/ban/tra-ket-qua', permission: 'desk.return', audit: 'desk.hand-over-page', query: z.object({ ma: z.string().max(1000).optional(), xong: z.uuid().optional() }),
      async handle(request) {
        const scope = deskScope(request);
        const typed = request.query.ma?.trim() ?? '';
        // A slip's QR carries more than its code, and people are found by their number: both are sent as a form.
        const code = readDossierCode(typed)?.value ?? null;
        const id = code ? await deps.store.findByCode(scope, code) : null;
        if (id) return show(request, await atDossier(request, id), null, [], 200);
        const handed = request.query.xong ? await deps.store.find(scope, request.query.xong) : null;
        const notice = handed?.state.status === 'returned' ? `${W.handed[request.lang]} ${handed.state.code ?? ''}` : null;
        return page(await listPage(deps, request, scope, code ?? '', notice));
      },
    }),
    route({
      method: 'POST', path: '/ban/tra-ket-qua/quet', permission: 'desk.return', audit: 'desk.hand-over-scan', body: z.strictObject({ ma: z.string().max(1000).optional() }),
      async handle(request) {
        const scope = deskScope(request);
        const typed = request.body.ma?.normalize('NFC').trim() ?? '';
        const code = scannedCode(typed);
        const card = readCardQr(typed);
        const { personalId, phone } = wanted(card.ok ? card.value.personalId : typed);
        if (code && !card.ok) return redirect(`/ban/tra-ket-qua?ma=${encodeURIComponent(code)}`);
        if (!personalId && !phone) return page(await listPage(deps, request, scope, typed, null), typed === '' ? 200 : 404);
        // somebody without the slip: what waits for this person
        const ready = (await deps.queue.search(scope, { text: typed, personalId, phone, code: null, limit: LIMITS.pageRows })).filter((row) => row.status === 'done' || row.status === 'refused');
        const only = ready.length === 1 ? ready[0] : undefined;
        return only ? redirect(`/ban/tra-ket-qua?ma=${encodeURIComponent(only.code ?? only.reference)}`) : page(await listPage(deps, request, scope, '', null, ready));
      },
    }),
    route({
      method: 'POST', path: '/ban/tra-ket-qua', permission: 'desk.return', audit: 'dossier.return-result', body,
      async handle(request) {
        const at = await atDossier(request, request.body.id);
        const { state, id } = at.loaded;
        const inDesk = { ...request, params: { id } };
        const typed = withCard(request.body);
        const name = normaliseName(typed['nguoi-nhan'] ?? '');
        const number = normalisePersonalNumber(typed['so-dinh-danh'] ?? '');
        const amount = Math.max(0, owed(state));
        const how = typed.cach === 'tien-mat' ? 'cash' : typed.cach === 'chuyen-khoan' ? 'transfer' : null;
        const nameFault = checkName(name);
        const problems: Problem[] = [
          ...(nameFault ? [{ name: 'nguoi-nhan', message: nameFault === 'missing' ? W.receiverMissing : declaredFaultWords({ field: 'name', why: nameFault }) }] : []),
          ...(number !== '' && personalNumberShape(number) !== 'ok' ? [{ name: 'so-dinh-danh', message: HAND_OVER.idWrong }] : []),
          ...(typed['da-xem'] ? [] : [{ name: 'da-xem', message: W.checkedMissing }]),
          ...(amount > 0 && !how ? [{ name: 'cach', message: HAND_OVER.howMissing }] : []),
        ];
        if (!mayDo('return-result', state, at.officer, false)) return stalePage(deps, inDesk as never);
        if (problems.length > 0) return show(request, at, typed, problems, 400);
        const command = (audit: string, part: string): Command => ({ scope: at.scope, actor: at.officer, id, at: request.now, key: request.key === null ? null : `${request.key}.${part}`, route: audit, body: request.body });
        if (amount > 0 && how) {
          const collected = await collectFee(deps, command('dossier.collect-fee', 'thu'), how);
          if (!collected.ok) return collected.refusal.kind === 'not-found' ? notFound() : stalePage(deps, inDesk as never, refusalWords(collected.refusal));
        }
        const outcome = await returnResult(deps, command('dossier.return-result', 'tra'), { method: 'counter', checkedIdentity: true, receiver: { name, ...(number ? { personalId: number } : {}) } });
        if (outcome.ok) return redirect(`/ban/tra-ket-qua?xong=${id}`);
        if (outcome.refusal.kind === 'not-found') return notFound();
        const why = refusalWords(outcome.refusal);
        if (outcome.refusal.kind === 'fee-unpaid') return show(request, await atDossier(request, id), typed, [{ name: 'cach', message: why }], 409);
        return stalePage(deps, inDesk as never, amount > 0 ? { vi: `${HAND_OVER.collected.vi} ${why.vi}`, en: `${HAND_OVER.collected.en} ${why.en}` } : why);
      },
    }),
  ];
}
const noteReading = (reader: DossierReader, at: AtDesk, request: Request): Promise<void> => reader.noteAccess(officerOf(request), at.loaded.id, 'Trả kết quả', request.now);

/** A card scanned into the box of the name fills name and number. */
function withCard(typed: Typed): Typed {
  const card = readCardQr(typed['nguoi-nhan'] ?? '');
  return card.ok ? { ...typed, 'nguoi-nhan': card.value.name, 'so-dinh-danh': card.value.personalId } : typed;
}

async function handOverPage(deps: DeskDeps, request: Request, at: AtDesk, typed: Typed | null, problems: readonly Problem[], notice?: Text) {
  const { lang, view } = request;
  const { loaded, content } = at;
  const { state } = loaded;
  const { owner, submitter } = personalOf(loaded.events);
  const ready = mayDo('return-result', state, at.officer, false);
  const amount = Math.max(0, owed(state));
  const refusal = state.status === 'refused' ? await deps.paperOf(at.scope, loaded.id, 'mau-03-tu-choi') : null;
  const errorOf = (name: string): { error?: Text } => { const found = problems.find((one) => one.name === name); return found ? { error: found.message } : {}; };
  const file = state.signed?.file ?? refusal?.fileId;
  return (
    <DeskLayout view={view} title={W.handOver} active="return" errors={problems} back={{ href: '/ban/tra-ket-qua', label: HAND_OVER.waiting }} above={<p><DossierCode code={state.code ?? state.reference} large /></p>}>
      {notice && <Notice kind="warn" role="status"><p>{notice[lang]}</p></Notice>}
      <SummaryList rows={[
        { term: W.matter, value: content.plainName[lang] }, { term: W.owner, value: owner.name }, ...(submitter ? [{ term: { vi: 'Người nộp thay', en: 'Submitted by' }, value: submitter.name }] : []),
        ...(state.approved ? [{ term: HAND_OVER.result, value: `${content.results[0]?.name ?? ''} ${numberOf(state.approved)}` }] : []),
        ...(state.due ? [{ term: W.due, value: showMoment(new Date(state.due.at), lang) }] : []),
        { term: W.fee, value: showDong(amount) },
      ]} />
      {file && <p><a href={`/tep/${file}`}>{(state.status === 'refused' ? HAND_OVER.letter : HAND_OVER.result)[lang]}: {HAND_OVER.open[lang]}</a></p>}
      {!ready && <><Notice kind="warn"><p>{(state.status === 'returned' ? HAND_OVER.alreadyBack : HAND_OVER.notReady(STATUS_WORDS[state.status]?.[lang] ?? state.status))[lang]}</p></Notice><ButtonGroup><Button href={`/ban/ho-so/${loaded.id}`} kind="secondary">{W.open[lang]}</Button></ButtonGroup></>}
      {ready && (
        <form method="post" action="/ban/tra-ket-qua" noValidate>
          <CsrfFields view={view} />
          <input type="hidden" name="id" value={loaded.id} />
          <TextField name="nguoi-nhan" label={W.receiver} hint={HAND_OVER.scanHint} value={typed?.['nguoi-nhan'] ?? owner.name} autocomplete="off" spellcheck={false} dataKey="F4" {...errorOf('nguoi-nhan')} />
          <TextField name="so-dinh-danh" label={W.receiverId} inputMode="numeric" width={12} required={false} value={typed?.['so-dinh-danh'] ?? owner.personalId ?? ''} autocomplete="off" {...errorOf('so-dinh-danh')} />
          <Checkbox name="da-xem" label={W.checked} checked={Boolean(typed?.['da-xem'])} {...errorOf('da-xem')} />
          {amount > 0 && <Radios name="cach" label={HAND_OVER.how} hint={W.feeFirst(showDong(amount))} inline value={typed?.cach ?? ''} options={[{ value: 'tien-mat', label: W.cash }, { value: 'chuyen-khoan', label: W.transfer }]} {...errorOf('cach')} />}
          <ButtonGroup><Button dataKey="Ctrl+Enter">{(amount > 0 ? HAND_OVER.collectAndGive(showDong(amount)) : HAND_OVER.give)[lang]}</Button></ButtonGroup>
          <KeyHints short keys={[{ keys: 'F4', words: HAND_OVER.scanCard }, { keys: 'Ctrl+Enter', words: HAND_OVER.give }]} />
        </form>)}
    </DeskLayout>);
}
const numberOf = (approved: { readonly number: number; readonly year: number; readonly book: string }): string => `${String(approved.number).padStart(2, '0')}/${approved.year}/${approved.book}`;

async function listPage(deps: DeskDeps, request: Request, scope: QueueScope, typed: string, notice: string | null, found: readonly QueueRow[] | null = null) {
  const { lang, view } = request;
  const officer = officerOf(request);
  const waiting = found ?? (await deps.queue.handOver(scope, officer.agencyId, LIMITS.pageRows));
  const names = await namesOf(deps, waiting, lang);
  return (
    <DeskLayout view={view} title={W.handOver} active="return" {...(typed ? { errors: [{ name: 'ma', message: HAND_OVER.unknown(typed.slice(0, 60)) }] } : {})}>
      {notice && <Notice kind="ok" role="status"><p>{notice}</p></Notice>}
      <form method="post" action="/ban/tra-ket-qua/quet" role="search" noValidate>
        <CsrfFields view={view} />
        <TextField id="ma" name="ma" label={W.handOverFind} value={typed} autocomplete="off" spellcheck={false} dataKey="F6" {...(typed ? { error: HAND_OVER.unknown(typed.slice(0, 60)) } : {})} />
        <ButtonGroup><Button>{W.find[lang]}</Button></ButtonGroup>
      </form>
      <h2>{(found ? HAND_OVER.ofPerson : HAND_OVER.waiting)[lang]}</h2>
      <DataTable caption={HAND_OVER.waiting} captionHidden rows={waiting} rowKey={(row: QueueRow) => row.id} empty={found ? HAND_OVER.noneOfPerson : W.empty} columns={[
        { key: 'nguoi', title: W.person, head: true, cell: (row) => <a href={`/ban/tra-ket-qua?ma=${encodeURIComponent(row.code ?? row.reference)}`} data-key-open>{row.owner}</a> },
        { key: 'viec', title: W.matter, cell: (row) => names.get(row.procedure) ?? row.procedure },
        { key: 'ma', title: W.code, tight: true, cell: (row) => <span class="mc-nowrap">{row.code ?? row.reference}</span> },
        { key: 'tien', title: W.fee, numeric: true, cell: (row) => showDong(Math.max(0, row.feeDue - row.feePaid)) },
      ]} />
    </DeskLayout>);
}
