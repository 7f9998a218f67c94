import type { VNode } from 'preact';
import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { officerAt } from '../../../platform/http/who-asks.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { showMoment } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { Details } from '../../../ui/components/details/details.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { Pagination } from '../../../ui/components/pagination/pagination.tsx';
import { Tag } from '../../../ui/components/tag/tag.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import type { ListPlace, StoredTask } from '../ports.ts';
import type { LinkageWebDeps } from './web-deps.ts';
import { GROUP_WORDS, PROBLEM_WORDS, W } from './words.ts';

const PAGE = '/ban/lien-thong';
const query = z.object({ bao: z.enum(['gui', 'xong', 'doi']).optional(), loi: z.uuid().optional(), sau: z.string().max(40).optional(), 'sau-id': z.uuid().optional() });
type Query = z.infer<typeof query>;
const NOTICES: Readonly<Record<NonNullable<Query['bao']>, { readonly words: Text; readonly kind: 'ok' | 'warn' }>> = { gui: { words: W.sentAgain, kind: 'ok' }, xong: { words: W.closed, kind: 'ok' }, doi: { words: W.gone, kind: 'warn' } };
const placeOf = (asked: Query): ListPlace | null => (asked.sau && asked['sau-id'] && Number.isFinite(Date.parse(asked.sau)) ? { at: asked.sau, id: asked['sau-id'] } : null);

/** The screen of failures, and all groups of the office behind it. */
export function linkedDeskRoutes(deps: LinkageWebDeps): Route[] {
  return [
    route({ method: 'GET', path: PAGE, permission: 'linkage.handle', audit: 'linkage.list', query, async handle(request) { return page(await deskPage(deps, request)); } }),
    route({
      method: 'POST', path: `${PAGE}/gui-lai`, permission: 'linkage.handle', audit: 'linkage.send-again', body: z.strictObject({ viec: z.uuid() }),
      async handle(request) { const { officer, scope } = officerAt(request); return redirect(`${PAGE}?bao=${(await deps.linkage.sendAgain(scope, request.body.viec, officer.name, request.now)) ? 'gui' : 'doi'}`); },
    }),
    route({
      method: 'POST', path: `${PAGE}/da-xong`, permission: 'linkage.handle', audit: 'linkage.close', body: z.strictObject({ viec: z.uuid(), so: z.string().max(LIMITS.lineText).optional() }),
      async handle(request) {
        const { officer, scope } = officerAt(request);
        const number = request.body.so?.trim() ?? '';
        if (number === '') return page(await deskPage(deps, { ...request, query: { loi: request.body.viec } }), 400);
        return redirect(`${PAGE}?bao=${(await deps.linkage.closeByHand(scope, request.body.viec, { by: officer.name, number, at: request.now })) ? 'xong' : 'doi'}`);
      },
    }),
  ];
}

async function deskPage(deps: LinkageWebDeps, request: Pick<RouteRequest<unknown, Query, unknown>, 'lang' | 'view' | 'actor' | 'scope' | 'query'>): Promise<VNode> {
  const { lang, view, query: asked } = request;
  const { officer, scope } = officerAt(request);
  const after = placeOf(asked);
  const [problems, groups] = await Promise.all([deps.linkage.problems(scope, officer.agencyId, null, LIMITS.pageRows), deps.linkage.list(scope, officer.agencyId, after, LIMITS.pageRows + 1)]);
  const shown = groups.slice(0, LIMITS.pageRows);
  const last = shown.at(-1);
  const exchanges = await deps.linkage.exchanges(scope, problems.map((task) => task.id), 10);
  const partName = (key: string): string => deps.groups.flatMap((group) => group.parts).find((part) => part.key === key)?.name[lang] ?? key;
  const notice = asked.bao ? NOTICES[asked.bao] : undefined;
  const act = (task: StoredTask): VNode => (
    <>
      {(task.state === 'sending' || task.state === 'failed') && <form method="post" action={`${PAGE}/gui-lai`}><CsrfFields view={view} /><input type="hidden" name="viec" value={task.id} /><Button kind="secondary">{W.again[lang]}</Button></form>}
      <Details summary={W.close} open={asked.loi === task.id}>
        <form method="post" action={`${PAGE}/da-xong`} noValidate><CsrfFields view={view} /><input type="hidden" name="viec" value={task.id} /><TextField id={`so-${task.id}`} name="so" label={W.closeNumber} hint={W.closeHint} {...(asked.loi === task.id ? { error: W.closeMissing } : {})} /><Button kind="secondary">{W.close[lang]}</Button></form>
      </Details>
    </>);
  return (
    <DeskLayout view={view} title={W.desk} active="linkage" lead={W.deskLead} wide {...(asked.loi ? { errors: [{ name: `so-${asked.loi}`, message: W.closeMissing }] } : {})}>
      {notice && <Notice kind={notice.kind} role="status"><p>{notice.words[lang]}</p></Notice>}
      <h2>{W.problems[lang]}</h2>
      <DataTable id="hong" cards caption={W.problems} captionHidden rows={problems} rowKey={(row) => row.id} empty={W.problemsNone} columns={[
        { key: 'ho-so', title: W.dossier, head: true, cell: (row) => <a href={`/ban/ho-so/${row.dossierId}`} class="mc-nowrap">{row.code}</a> },
        { key: 'viec', title: W.work, cell: (row) => partName(row.part) },
        { key: 'chuyen', title: W.problem, cell: (row) => <>{row.problem ? PROBLEM_WORDS[row.problem][lang] : ''}{row.problemDetail && <><br /><code>{row.problemDetail}</code></>}
          <Details summary={W.exchanges}><ul>{(exchanges.get(row.id) ?? []).map((one, at) => <li key={at}>{showMoment(one.at, lang)}: {one.direction} – {one.outcome}{one.detail ? ` (${one.detail})` : ''}</li>)}</ul></Details></> },
        { key: 'tu', title: W.since, named: true, cell: (row) => (row.problemSince ? showMoment(row.problemSince, lang) : '') },
        { key: 'thu', title: W.tries, numeric: true, named: true, cell: (row) => row.tries },
        { key: 'lam', title: W.act, cell: act },
      ]} />
      <h2>{W.groups[lang]}</h2>
      <DataTable id="nhom" cards caption={W.groups} captionHidden rows={shown} rowKey={(row) => row.id} empty={W.groupsNone} columns={[
        { key: 'ho-so', title: W.dossier, head: true, cell: (row) => <a href={`/ban/ho-so/${row.dossierId}`} class="mc-nowrap">{row.code}</a> },
        { key: 'gom', title: W.parts, cell: (row) => row.parts.map(partName).join('; ') },
        { key: 'tt', title: W.state, cell: (row) => <Tag colour={row.state === 'done' ? 'green' : row.state === 'partly' ? 'yellow' : row.state === 'running' ? 'blue' : 'grey'}>{GROUP_WORDS[row.state]}</Tag> },
        { key: 'hen', title: W.due, named: true, cell: (row) => (row.dueAt ? showMoment(row.dueAt, lang) : '–') },
      ]} />
      <Pagination {...(after ? { previousHref: PAGE } : {})} {...(groups.length > shown.length && last ? { nextHref: `${PAGE}?sau=${encodeURIComponent(last.chosenAt.toISOString())}&sau-id=${last.id}` } : {})} />
    </DeskLayout>);
}
