import { z } from 'zod';
import { page, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { LIMITS } from '../../../shared/limits.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { ConfirmPage } from '../../../ui/components/confirm-page/confirm-page.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DocumentChecklist } from '../../../ui/components/document-checklist/document-checklist.tsx';
import { KeyHints } from '../../../ui/components/key-hints/key-hints.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { Tag } from '../../../ui/components/tag/tag.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { approveResult } from '../../dossier/index.ts';
import type { Deadlines } from '../../dossier/domain/index.ts';
import type { QueueRow } from '../ports.ts';
import { askSigner, PASSWORD, PasswordBox } from './confirm-signer.tsx';
import { deskScope, officerOf, type DeskDeps } from './desk-deps.ts';
import { remaining } from './remaining.ts';
import { refusalWords, SIGN, SUPPLEMENT, W } from './words.ts';

/** How many results one confirmation may sign; the list shows as many. */
const BATCH = LIMITS.pageRows;
const LOOKED_THROUGH = 200;
const many = z.union([z.uuid(), z.array(z.uuid()).max(BATCH)]).optional();
const body = z.strictObject({ chon: many, 'xac-nhan': z.string().max(5).optional(), [PASSWORD]: z.string().max(1000).optional() });
type Request = RouteRequest<unknown, unknown, unknown>;
interface Waiting { readonly row: QueueRow; readonly name: Text }

/** «Chờ ký» for the leader's phone: tick what was looked at, confirm once, and every dossier has its own outcome. */
export function signBatchRoutes(deps: DeskDeps): Route[] {
  return [
    route({
      method: 'GET', path: '/ban/ky', permission: 'desk.sign', audit: 'desk.sign-list',
      async handle(request) { return page(await listPage(deps, request, [], [])); },
    }),
    route({
      method: 'POST', path: '/ban/ky', permission: 'desk.sign', audit: 'dossier.sign-batch', body,
      async handle(request) {
        const chosen = [...new Set([request.body.chon ?? []].flat())];
        if (chosen.length === 0) return page(await listPage(deps, request, [], [{ name: 'chon', message: W.nothingChosen }]), 400);
        const waiting = await waitingFor(deps, request);
        const named = chosen.map((id) => ({ id, found: waiting.find((one) => one.row.id === id) }));
        if (!request.body['xac-nhan']) {
          const known = named.flatMap(({ found }) => (found ? [found] : []));
          // whoever was first has taken the rest: the fresh list says so
          if (known.length === 0) return page(await listPage(deps, request, [], [{ name: 'chon', message: W.stale }]), 409);
          return page(confirmPage(request, known, !(await deps.signer.confirmedLately(request))));
        }
        const signer = await askSigner(deps, request, request.body[PASSWORD] ?? '');
        if (!signer.sure) return page(confirmPage(request, named.flatMap(({ found }) => (found ? [found] : [])), true, signer.message), 400);
        const outcomes: { readonly id: string; readonly title: string; readonly number: number | null; readonly why: Text | null }[] = [];
        // one after the other: each takes its number in its own transaction, and one that fails leaves the others alone
        for (const { id, found } of named) {
          const outcome = await approveResult(deps, { scope: deskScope(request), actor: officerOf(request), id, at: request.now, key: request.key === null ? null : `${request.key}.${id}`, route: 'dossier.sign', body: {} });
          const title = found ? `${found.name[request.lang]}, ${found.row.owner}` : await titleOf(deps, request, id);
          outcomes.push(outcome.ok ? { id, title, number: Number(outcome.result['number']), why: null } : { id, title, number: null, why: refusalWords(outcome.refusal) });
        }
        return page(outcomePage({ ...request, view: signer.view }, outcomes), 200, { cookies: signer.cookies });
      },
    }),
  ];
}

/** Results that stand at their signing step, by what is left of their time. */
async function waitingFor(deps: DeskDeps, request: Request): Promise<readonly Waiting[]> {
  const officer = officerOf(request);
  const { rows } = await deps.queue.page(deskScope(request), { agencyId: officer.agencyId, role: 'leader', after: null, afterId: null, limit: LOOKED_THROUGH });
  const processing = rows.filter((row) => row.status === 'processing' && row.step !== null);
  const contents = new Map(await Promise.all([...new Set(processing.map((row) => row.procedure))].map(async (code) => [code, (await deps.procedures.current(code))?.content] as const)));
  return processing.flatMap((row): Waiting[] => {
    const content = contents.get(row.procedure);
    return content?.process?.steps.some((step) => step.key === row.step && step.kind === 'sign') ? [{ row, name: content.plainName }] : [];
  }).slice(0, BATCH);
}
/** Further requests that wait for a leader: they stand on his list at a step that is not his, or before reception. */
async function toApprove(deps: DeskDeps, request: Request): Promise<readonly Waiting[]> {
  const { rows } = await deps.queue.page(deskScope(request), { agencyId: officerOf(request).agencyId, role: 'leader', after: null, afterId: null, limit: LOOKED_THROUGH });
  const asked = await Promise.all(rows.filter((row) => row.status === 'submitted' || row.status === 'processing').map(async (row) => ({ row, content: (await deps.procedures.current(row.procedure))?.content })));
  return asked.flatMap(({ row, content }): Waiting[] => (content && (row.status === 'submitted' || content.process?.steps.some((step) => step.key === row.step && step.role !== 'leader')) ? [{ row, name: content.plainName }] : []));
}
async function titleOf(deps: DeskDeps, request: Request, id: string): Promise<string> {
  const loaded = await deps.store.find(deskScope(request), id);
  return loaded ? `${loaded.state.code ?? loaded.state.reference}, ${loaded.state.ownerName}` : SIGN.gone[request.lang];
}

async function listPage(deps: DeskDeps, request: Request, ticked: readonly string[], problems: readonly { readonly name: string; readonly message: Text }[]) {
  const { lang, view, now } = request;
  const [waiting, approving, deadlines] = await Promise.all([waitingFor(deps, request), toApprove(deps, request), deps.deadlinesOf(officerOf(request).agencyId)]);
  const first = waiting[0];
  return (
    <DeskLayout view={view} title={W.signTitle} active="sign" lead={W.signLead} counts={{ sign: waiting.length }} errors={problems.map((one) => ({ ...one, ...(first ? { id: `chon-${first.row.id}` } : {}) }))}>
      <Notice kind="info"><p>{W.trial[lang]}</p></Notice>
      {approving.length > 0 && <>
        <h2>{SUPPLEMENT.waitsForYou[lang]}</h2>
        <ul class="mc-checklist">{approving.map(({ row, name }) => <li key={row.id} data-row><a href={`/ban/ho-so/${row.id}#lam-gi`}>{name[lang]}</a> <Left row={row} deadlines={deadlines} now={now} /><br /><span class="mc-quiet">{row.owner} · {row.code ?? row.reference}</span></li>)}</ul>
      </>}
      {waiting.length === 0 ? <p>{W.empty[lang]}</p> : (
        <form method="post" action="/ban/ky" noValidate>
          <CsrfFields view={view} />
          <DocumentChecklist mode="tick" name="chon" legend={W.signTitle} items={waiting.map(({ row, name }) => ({
            key: row.id, name, need: `${row.owner} · ${row.code ?? row.reference}`, checked: ticked.includes(row.id), mark: <Left row={row} deadlines={deadlines} now={now} />,
            children: <><a href={`/ban/ho-so/${row.id}/xem-ket-qua`} data-key-open>{W.preview[lang]}</a> · <a href={`/ban/ho-so/${row.id}`}>{W.open[lang]}</a>{row.supplementRounds > 1 && <> <Tag colour="red">{W.round2}</Tag></>}</>,
          }))} />
          <ButtonGroup><Button dataKey="Ctrl+Enter">{W.signAll[lang]}</Button></ButtonGroup>
          <KeyHints short keys={[{ keys: 'j', words: { vi: 'xuống', en: 'down' } }, { keys: 'x', words: { vi: 'chọn', en: 'tick' } }, { keys: 'Ctrl+Enter', words: W.signAll }]} />
        </form>)}
    </DeskLayout>);
}
function Left({ row, deadlines, now }: { readonly row: QueueRow; readonly deadlines: Deadlines; readonly now: Date }) {
  const left = remaining(deadlines, now, row.nextDue, false);
  return <Tag colour={left.tone === 'grey' ? 'grey' : left.tone}>{left.words}</Tag>;
}

function confirmPage(request: Request, known: readonly Waiting[], asks: boolean, wrong?: Text) {
  const { lang, view } = request;
  const kinds = new Map<string, number>();
  for (const { name } of known) kinds.set(name[lang], (kinds.get(name[lang]) ?? 0) + 1);
  return (
    <DeskLayout view={view} title={SIGN.confirmTitle(known.length)} active="sign" {...(wrong ? { errors: [{ name: PASSWORD, message: wrong }] } : {})}>
      <ConfirmPage view={view} action="/ban/ky" hidden={{ 'xac-nhan': '1' }} cancelHref="/ban/ky" confirm={SIGN.confirm(known.length)}
        consequences={[[...kinds].map(([name, count]) => `${count} × ${name}`).join('; '), SIGN.takesNumbers, SIGN.consequence, W.trial]}>
        <ol>{known.map(({ row, name }) => <li key={row.id}><input type="hidden" name="chon" value={row.id} />{name[lang]}, {row.owner} <span class="mc-nowrap">{row.code ?? row.reference}</span></li>)}</ol>
        {asks && <PasswordBox error={wrong} />}
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
