import { z } from 'zod';
import { page, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { LIMITS } from '../../../shared/limits.ts';
import type { Lang, Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { ConfirmPage } from '../../../ui/components/confirm-page/confirm-page.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DocumentChecklist } from '../../../ui/components/document-checklist/document-checklist.tsx';
import { KeyHints } from '../../../ui/components/key-hints/key-hints.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { Pagination } from '../../../ui/components/pagination/pagination.tsx';
import { Tag } from '../../../ui/components/tag/tag.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { approveResult, type LoadedDossier } from '../../dossier/index.ts';
import { lastAct } from '../../dossier/web/index.ts';
import { availableActions, mayDo, type Deadlines } from '../../dossier/domain/index.ts';
import type { QueuePage, QueueRow } from '../ports.ts';
import { askSigner, PASSWORD, PasswordBox, signsWith, type SignsWith } from './confirm-signer.tsx';
import { deskScope, officerOf, type DeskDeps } from './desk-deps.ts';
import { remaining } from './remaining.ts';
import { waitsForApproval } from './today.tsx';
import { refusalWords, SIGN, SUPPLEMENT, W } from './words.ts';

/** How many results one confirmation may sign; a page of the list shows as many. */
const BATCH = LIMITS.pageRows;
/** Rows of the leader's list that one page looks through for results; the next page goes on after them. */
const LOOKED_THROUGH = 200;
const many = z.union([z.uuid(), z.array(z.uuid()).max(BATCH)]).optional();
const body = z.strictObject({ chon: many, 'xac-nhan': z.string().max(5).optional(), [PASSWORD]: z.string().max(1000).optional() });
const after = z.object({ sau: z.iso.datetime().optional(), 'sau-id': z.uuid().optional() });
type Request = RouteRequest<unknown, unknown, unknown>;
interface Waiting { readonly row: QueueRow; readonly name: Text }
interface Chosen { readonly id: string; readonly name: string; readonly owner: string; readonly code: string; /** why it cannot be signed any more, and who was first */ readonly lost: Text | null }
type Start = z.infer<typeof after>;

/** «Chờ ký» for the leader's phone: tick what was looked at, confirm once, and every dossier has its own outcome. */
export function signBatchRoutes(deps: DeskDeps): Route[] {
  return [
    route({
      method: 'GET', path: '/ban/ky', permission: 'desk.sign', audit: 'desk.sign-list', query: after,
      async handle(request) { return page(await listPage(deps, request, request.query, [])); },
    }),
    route({
      method: 'POST', path: '/ban/ky', permission: 'desk.sign', audit: 'dossier.sign-batch', body,
      async handle(request) {
        const ids = [...new Set([request.body.chon ?? []].flat())];
        if (ids.length === 0) return page(await listPage(deps, request, {}, [], [{ name: 'chon', message: W.nothingChosen }]), 400);
        const chosen = await chosenOf(deps, request, ids);
        if (!request.body['xac-nhan']) {
          // whoever was first has taken them all: the fresh list says who
          if (chosen.every((one) => one.lost)) return page(await listPage(deps, request, {}, chosen, [{ name: 'chon', message: W.stale }]), 409);
          return page(confirmPage(request, chosen, await signsWith(deps, request)));
        }
        const signer = await askSigner(deps, request, request.body[PASSWORD] ?? '');
        if (!signer.sure) return page(confirmPage(request, chosen, await deps.signer.asks(request), signer.message), 400);
        const outcomes: { readonly id: string; readonly title: string; readonly number: number | null; readonly why: Text | null }[] = [];
        // one after the other: each takes its number in its own transaction, and one that fails leaves the others alone
        for (const { id, name, owner, code } of chosen) {
          const outcome = await approveResult(deps, { scope: deskScope(request), actor: officerOf(request), id, at: request.now, key: request.key === null ? null : `${request.key}.${id}`, route: 'dossier.sign', body: {} });
          const title = name ? `${name}, ${owner} ${code}` : SIGN.gone[request.lang];
          outcomes.push(outcome.ok ? { id, title, number: Number(outcome.result['number']), why: null } : { id, title, number: null, why: outcome.refusal.kind === 'not-allowed' ? (await chosenOf(deps, request, [id]))[0]?.lost ?? refusalWords(outcome.refusal) : refusalWords(outcome.refusal) });
        }
        return page(outcomePage({ ...request, view: signer.view }, outcomes), 200, { cookies: signer.cookies });
      },
    }),
  ];
}

/** The ticked results as they stand now, in their order. For one that was signed or moved meanwhile: by whom, and when. */
async function chosenOf(deps: DeskDeps, request: Request, ids: readonly string[]): Promise<readonly Chosen[]> {
  const dossiers = await deps.store.findMany(deskScope(request), ids);
  return Promise.all(ids.map((id) => standingOf(deps, request, id, dossiers.get(id))));
}
async function standingOf(deps: DeskDeps, request: Request, id: string, loaded: LoadedDossier | undefined): Promise<Chosen> {
  if (!loaded) return { id, name: '', owner: '', code: '', lost: SIGN.gone };
  const { state, events } = loaded;
  const about = { id, name: (await deps.procedures.version(state.version))?.plainName[request.lang] ?? state.procedure, owner: state.ownerName, code: state.code ?? state.reference };
  if (mayDo('sign', state, officerOf(request), false)) return { ...about, lost: null };
  // After the leader's own act the program signs and tells: the act that counts is the leader's.
  const decided = events.findLast((event) => event.kind === 'sign-approved' || event.kind === 'sent-back');
  const said = lastAct(decided ? events.filter((event) => event.seq <= decided.seq) : events, state);
  const why = refusalWords({ kind: 'not-allowed', allowed: availableActions(state, officerOf(request), false) });
  return { ...about, lost: said ? { vi: `${said.vi}. ${why.vi}`, en: `${said.en}. ${why.en}` } : why };
}

/** The leader's list from a key on: results that stand at their signing step, and further requests that wait for approval at a step that is not the leader's, or before reception. */
async function waitingFor(deps: DeskDeps, request: Request, start: Start) {
  const signing: Waiting[] = [];
  const approving: Waiting[] = [];
  let from: { readonly after: string | null; readonly id: string | null } = { after: start.sau ?? null, id: start['sau-id'] ?? null };
  let next: QueuePage['next'] = null;
  for (let looked = 0; looked < LOOKED_THROUGH && signing.length === 0; looked += BATCH) {
    const found = await deps.queue.page(deskScope(request), { agencyId: officerOf(request).agencyId, role: 'leader', after: from.after, afterId: from.id, limit: BATCH });
    const contents = new Map(await Promise.all([...new Set(found.rows.map((row) => row.procedure))].map(async (code) => [code, (await deps.procedures.current(code))?.content] as const)));
    for (const row of found.rows) {
      const content = contents.get(row.procedure);
      if (!content) continue;
      if (row.status === 'processing' && content.process?.steps.some((step) => step.key === row.step && step.kind === 'sign')) signing.push({ row, name: content.plainName });
      if (waitsForApproval(row, content)) approving.push({ row, name: content.plainName });
    }
    next = found.next;
    if (!next) break;
    from = next;
  }
  return { signing, approving, next };
}

async function listPage(deps: DeskDeps, request: Request, start: Start, lost: readonly Chosen[], problems: readonly { readonly name: string; readonly message: Text }[] = []) {
  const { lang, view, now } = request;
  const [{ signing, approving, next }, deadlines] = await Promise.all([waitingFor(deps, request, start), deps.deadlinesOf(officerOf(request).agencyId)]);
  const first = signing[0];
  const whole = !next && start.sau === undefined;
  return (
    <DeskLayout view={view} title={W.signTitle} active="sign" lead={W.signLead} {...(whole ? { counts: { sign: signing.length } } : {})} errors={problems.map((one) => ({ ...one, ...(first ? { id: `chon-${first.row.id}` } : {}) }))}>
      <Lost lost={lost} lang={lang} />
      <Notice kind="info"><p>{W.trial[lang]}</p></Notice>
      {approving.length > 0 && <>
        <h2>{SUPPLEMENT.waitsForYou[lang]}</h2>
        <ul class="mc-checklist">{approving.map(({ row, name }) => <li key={row.id} data-row><a href={`/ban/ho-so/${row.id}#lam-gi`}>{name[lang]}</a> <Left row={row} deadlines={deadlines} now={now} /><br /><span class="mc-quiet">{row.owner} · {row.code ?? row.reference}</span></li>)}</ul>
      </>}
      {signing.length === 0 ? <p>{W.empty[lang]}</p> : (
        <form method="post" action="/ban/ky" noValidate>
          <CsrfFields view={view} />
          <DocumentChecklist mode="tick" name="chon" legend={W.signTitle} items={signing.map(({ row, name }) => ({
            key: row.id, name, need: `${row.owner} · ${row.code ?? row.reference}`, mark: <Left row={row} deadlines={deadlines} now={now} />,
            children: <><a href={`/ban/ho-so/${row.id}/xem-ket-qua`} data-key-open>{W.preview[lang]}</a> · <a href={`/ban/ho-so/${row.id}`}>{W.open[lang]}</a>{row.supplementRounds > 1 && <> <Tag colour="red">{W.round2}</Tag></>}</>,
          }))} />
          <ButtonGroup><Button dataKey="Ctrl+Enter">{W.signAll[lang]}</Button></ButtonGroup>
          <KeyHints short keys={[{ keys: 'j', words: { vi: 'xuống', en: 'down' } }, { keys: 'x', words: { vi: 'chọn', en: 'tick' } }, { keys: 'Ctrl+Enter', words: W.signAll }]} />
        </form>)}
      <Pagination {...(start.sau ? { previousHref: '/ban/ky' } : {})} {...(next ? { nextHref: `/ban/ky?sau=${encodeURIComponent(next.after)}&sau-id=${next.id}` } : {})} />
    </DeskLayout>);
}
function Left({ row, deadlines, now }: { readonly row: QueueRow; readonly deadlines: Deadlines; readonly now: Date }) {
  const left = remaining(deadlines, now, row.nextDue, false);
  return <Tag colour={left.tone === 'grey' ? 'grey' : left.tone}>{left.words}</Tag>;
}
/** What was ticked and is not there any more, each with who was first. */
function Lost({ lost, lang }: { readonly lost: readonly Chosen[]; readonly lang: Lang }) {
  const gone = lost.filter((one) => one.lost);
  return gone.length === 0 ? null : <Notice kind="warn" role="status" title={SIGN.lost}><ul>{gone.map((one) => <li key={one.id}>{one.name && <><a href={`/ban/ho-so/${one.id}`}>{one.name}, {one.owner}</a> <span class="mc-nowrap">{one.code}</span>: </>}{one.lost?.[lang]}</li>)}</ul></Notice>;
}

function confirmPage(request: Request, chosen: readonly Chosen[], asks: SignsWith | null, wrong?: Text) {
  const { lang, view } = request;
  const known = chosen.filter((one) => !one.lost);
  const kinds = new Map<string, number>();
  for (const { name } of known) kinds.set(name, (kinds.get(name) ?? 0) + 1);
  return (
    <DeskLayout view={view} title={SIGN.confirmTitle(known.length)} active="sign" {...(wrong ? { errors: [{ name: PASSWORD, message: wrong }] } : {})}>
      <Lost lost={chosen} lang={lang} />
      <ConfirmPage view={view} action="/ban/ky" hidden={{ 'xac-nhan': '1' }} cancelHref="/ban/ky" confirm={SIGN.confirm(known.length)}
        consequences={[[...kinds].map(([name, count]) => `${count} × ${name}`).join('; '), SIGN.takesNumbers, SIGN.consequence, W.trial]}>
        <ol>{known.map((one) => <li key={one.id}><input type="hidden" name="chon" value={one.id} />{one.name}, {one.owner} <span class="mc-nowrap">{one.code}</span></li>)}</ol>
        {asks && <PasswordBox by={asks} error={wrong} />}
      </ConfirmPage>
    </DeskLayout>);
}

function outcomePage(request: Request, outcomes: readonly { readonly id: string; readonly title: string; readonly number: number | null; readonly why: Text | null }[]) {
  const { lang, view } = request;
  const failed = outcomes.filter((one) => one.why).length;
  return (
    <DeskLayout view={view} title={SIGN.outcomes} active="sign">
      <Notice kind={failed > 0 ? 'warn' : 'ok'} role="status"><p>{W.signed(outcomes.length - failed, failed)[lang]}</p>{failed > 0 && <p>{SIGN.retry[lang]}</p>}</Notice>
      <ul class="mc-checklist">{outcomes.map((one) => (
        <li key={one.id} data-row>
          <a href={`/ban/ho-so/${one.id}`}>{one.title}</a> <Tag colour={one.why ? 'red' : 'green'}>{one.why ? SIGN.failed : SIGN.done}</Tag>
          {one.why ? <p>{one.why[lang]}</p> : one.number !== null && <span class="mc-quiet"> {SIGN.number[lang]} {one.number}</span>}
        </li>))}</ul>
      <ButtonGroup><Button href="/ban/ky" dataKey="Ctrl+Enter">{SIGN.back[lang]}</Button></ButtonGroup>
    </DeskLayout>);
}
