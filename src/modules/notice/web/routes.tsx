import type { VNode } from 'preact';
import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest, type View } from '../../../platform/http/route.ts';
import { showMoment } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { FactList } from '../../../ui/components/fact-list/fact-list.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { Pagination } from '../../../ui/components/pagination/pagination.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { Say } from '../../../ui/language.tsx';
import type { NoticeDesk, NoticeRow, NoticeSummary } from '../ports.ts';
import { retryAllNotices, retryNotice } from '../use-cases/retry-notice.ts';
import { CAUSE, CHANNEL, MOMENT, UNDELIVERED, W } from './words.ts';

const LIST = '/quan-tri/tin-nhan';
/** Pages of failed messages that can be leafed through; older ones are found by their dossier. */
const PAGES_MOST = 200;
type Call = RouteRequest<unknown, unknown, unknown>;

export interface NoticeRouteDeps<Keys> {
  /** `noticeDesk`: made for each request, for whom it acts */ readonly desk: (db: Call['db'], keyring: Keys, scope: Call['scope']) => NoticeDesk;
  readonly keyring: Keys;
}

export function noticeRoutes<Keys>(deps: NoticeRouteDeps<Keys>): Route[] {
  const deskOf = (request: Pick<Call, 'db' | 'scope'>): NoticeDesk => deps.desk(request.db, deps.keyring, request.scope);
  return [
    route({
      method: 'GET', path: LIST, permission: 'notice.manage', audit: 'notice.list',
      query: z.object({ trang: z.coerce.number().int().min(1).max(PAGES_MOST).catch(1), da: z.coerce.number().int().min(0).max(100_000).optional().catch(undefined) }),
      async handle(request) {
        const desk = deskOf(request);
        const number = request.query.trang;
        const [failed, waiting, summary] = await Promise.all([desk.failed(number), number === 1 ? desk.waiting() : [], desk.summary(request.now)]);
        return page(<NoticePage view={request.view} failed={failed} waiting={waiting} summary={summary} number={number} retried={request.query.da} />);
      },
    }),
    route({
      method: 'POST', path: `${LIST}/:id/gui-lai`, permission: 'notice.manage', audit: 'notice.retry', params: z.object({ id: z.uuid() }), body: z.strictObject({}),
      async handle(request) {
        const done = await retryNotice({ desk: deskOf(request), clock: { now: () => request.now } }, request.params.id, officerOf(request as Call));
        return redirect(`${LIST}?da=${done.ok ? 1 : 0}`);
      },
    }),
    route({
      method: 'POST', path: `${LIST}/gui-lai-tat-ca`, permission: 'notice.manage', audit: 'notice.retry-all', body: z.strictObject({}),
      async handle(request) {
        const count = await retryAllNotices({ desk: deskOf(request), clock: { now: () => request.now } }, officerOf(request as Call));
        return redirect(`${LIST}?da=${count}`);
      },
    }),
  ];
}
function officerOf(request: Call): string {
  if (request.actor.kind !== 'officer') throw new Error('notice.manage is for officers');
  return request.actor.officerId;
}

interface PageProps { readonly view: View; readonly failed: { readonly rows: readonly NoticeRow[]; readonly more: boolean }; readonly waiting: readonly NoticeRow[]; readonly summary: NoticeSummary; readonly number: number; readonly retried: number | undefined }
function NoticePage({ view, failed, waiting, summary, number, retried }: PageProps): VNode {
  const pageHref = (to: number): string => `${LIST}?trang=${to}`;
  return (
    <DeskLayout view={view} title={W.title} lead={W.lead} active="notices" wide actions={failed.rows.length > 1 ? <RetryForm view={view} action={`${LIST}/gui-lai-tat-ca`} words={W.retryAll} /> : undefined}>
      {retried !== undefined && <Notice kind={retried > 0 ? 'ok' : 'info'} role="status"><p><Say words={retried > 0 ? W.retried(retried) : W.notFailed} /></p></Notice>}
      {summary.exhausted.map((channel) => <Notice key={channel} kind="warn"><p><Say words={W.exhausted(CHANNEL[channel])} /></p></Notice>)}
      <h2><Say words={W.day} /></h2>
      <FactList facts={(['sms', 'email'] as const).map((channel) => {
        const found = summary.last24h.find((one) => one.channel === channel);
        return { term: CHANNEL[channel], value: <Say words={found ? W.counts(found.sent, found.queued, found.dead) : W.nothing} /> };
      })} />
      <h2 id="chua-den"><Say words={W.failed} /></h2>
      <DataTable<NoticeRow> id="tin-hong" caption={W.failed} captionHidden rows={failed.rows} rowKey={(row) => row.id} empty={W.noneFailed} columns={[
        ...common(view),
        { key: 'why', title: W.column.why, cell: (row) => <Say words={why(row)} /> },
        { key: 'tries', title: W.column.tries, numeric: true, cell: (row) => row.attempts },
        { key: 'at', title: W.column.at, cell: (row) => showMoment(row.finishedAt ?? row.createdAt, view.lang) },
        { key: 'act', title: W.column.act, cell: (row) => <RetryForm view={view} action={`${LIST}/${row.id}/gui-lai`} words={W.retry} of={W.retryOf(row.dossierCode ?? '')} /> },
      ]} />
      <Pagination previousHref={number > 1 ? pageHref(number - 1) : undefined} nextHref={failed.more && number < PAGES_MOST ? pageHref(number + 1) : undefined} />
      {number === 1 && (
        <>
          <h2><Say words={W.waiting} /></h2>
          <DataTable<NoticeRow> id="tin-cho" caption={W.waiting} captionHidden rows={waiting} rowKey={(row) => row.id} empty={W.noneWaiting} columns={[
            ...common(view),
            { key: 'why', title: W.column.why, cell: (row) => <Say words={row.state === 'sending' ? W.sending : row.heldByBudget ? W.held : row.cause ? CAUSE[row.cause] : W.queuedNew} /> },
            { key: 'tries', title: W.column.tries, numeric: true, cell: (row) => row.attempts },
            { key: 'next', title: W.column.next, cell: (row) => showMoment(row.dueAt, view.lang) },
          ]} />
        </>
      )}
    </DeskLayout>
  );
}

const common = (view: View) => [
  { key: 'dossier', title: W.column.dossier, head: true, tight: true, cell: (row: NoticeRow) => row.dossierCode },
  { key: 'message', title: W.column.message, cell: (row: NoticeRow) => `${MOMENT[row.moment][view.lang]} (${CHANNEL[row.channel][view.lang]})` },
  { key: 'to', title: W.column.to, tight: true, cell: (row: NoticeRow) => row.recipient },
];
function why(row: NoticeRow): Text {
  const words = row.state === 'dead' ? (row.cause ? CAUSE[row.cause] : CAUSE.interrupted) : UNDELIVERED;
  return row.detail ? { vi: `${words.vi} (${row.detail})`, en: `${words.en} (${row.detail})` } : words;
}
function RetryForm({ view, action, words, of }: { view: View; action: string; words: Text; of?: Text }): VNode {
  return <form method="post" action={action}><CsrfFields view={view} /><Button kind="secondary"><Say words={words} />{of && <span class="mc-vh"> <Say words={of} /></span>}</Button></form>;
}
