import type { VNode } from 'preact';
import type { View } from '../../../platform/http/route.ts';
import { showMoment } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { Pagination } from '../../../ui/components/pagination/pagination.tsx';
import { Tag } from '../../../ui/components/tag/tag.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { Say } from '../../../ui/language.tsx';
import { COUNTED_MOST, type After, type Counted, type FailedGroup, type FailedWorkRow, type NoticeRow, type WorkGroup } from '../ports.ts';
import { FAILED, groupName, writeAfter, type Group } from './group.ts';
import { messageColumns } from './messages-page.tsx';
import { CAUSE, CHANNEL, F, UNDELIVERED, W, WORK_CAUSE, type WorkWords } from './words.ts';

interface PageProps {
  readonly view: View; readonly words: WorkWords;
  readonly messageGroups: readonly (FailedGroup & Counted)[]; readonly workGroups: readonly (WorkGroup & Counted)[];
  /** the group that is open, if one is */ readonly group: Group | null;
  readonly messages: { readonly rows: readonly NoticeRow[]; readonly next: After | null } | null;
  readonly pieces: { readonly rows: readonly FailedWorkRow[]; readonly next: string | null } | null;
  /** not on the group's first page */ readonly turned: boolean;
  readonly retried: number | undefined;
}
type GroupRow = Group & Counted;

/** «Việc hỏng»: everything that the program owes and could not do, grouped by why, each group with what to do about it. */
export function FailedPage({ view, words, messageGroups, workGroups, group, messages, pieces, turned, retried }: PageProps): VNode {
  const rows: readonly GroupRow[] = [...messageGroups.map((one): GroupRow => ({ kind: 'tin', ...one })), ...workGroups.map((one): GroupRow => ({ kind: 'viec', ...one }))];
  const hrefOf = (one: Group): string => `${FAILED}?nhom=${encodeURIComponent(groupName(one))}`;
  const next = messages?.next ? writeAfter(messages.next) : pieces?.next;
  return (
    <DeskLayout view={view} title={F.title} lead={F.lead} active="failed" wide {...(group ? { back: { href: FAILED, label: F.all } } : {})}>
      {retried !== undefined && <Notice kind={retried > 0 ? 'ok' : 'info'} role="status"><p><Say words={retried > 0 ? F.retried(retried) : F.notFailed} /></p></Notice>}
      {!group && (
        <DataTable<GroupRow> id="nhom-hong" caption={F.groups} captionHidden rows={rows} rowKey={groupName} empty={F.none} columns={[
          // Why stands under what: side by side the two would leave no room for either on a telephone.
          { key: 'what', title: F.column.whatAndWhy, cell: (row) => <><a href={hrefOf(row)}><Say words={whatOf(row, words)} /></a><br /><Say words={whyOf(row, words)} /></> },
          { key: 'count', title: F.column.count, numeric: true, cell: (row) => (row.count >= COUNTED_MOST ? F.many[view.lang] : row.count) },
          { key: 'oldest', title: F.column.oldest, cell: (row) => showMoment(row.oldest, view.lang) },
          { key: 'act', title: W.column.act, cell: (row) => (mayRetry(row) ? <GroupForm view={view} group={row} of={whatOf(row, words)} /> : '') },
        ]} />
      )}
      {group && (
        <>
          <h2><Say words={whatOf(group, words)} /></h2>
          <p><Say words={whyOf(group, words)} /></p>
          {mayRetry(group) && <GroupForm view={view} group={group} of={whatOf(group, words)} />}
          {messages && <Messages view={view} rows={messages.rows} />}
          {pieces && <Pieces view={view} rows={pieces.rows} />}
          <Pagination previousHref={turned ? hrefOf(group) : undefined} nextHref={next ? `${hrefOf(group)}&sau=${encodeURIComponent(next)}` : undefined} label={F.pages[view.lang]} />
        </>
      )}
    </DeskLayout>
  );
}

const whatOf = (group: Group, words: WorkWords): Text => {
  if (group.kind === 'tin') return group.cause === 'undelivered' ? { vi: `${CHANNEL[group.channel].vi} không đến máy`, en: `${CHANNEL[group.channel].en} not delivered` } : { vi: `${CHANNEL[group.channel].vi} chưa gửi được`, en: `${CHANNEL[group.channel].en} not sent` };
  return words[group.task]?.name ?? F.unnamed(group.task);
};
const whyOf = (group: Group, words: WorkWords): Text => (group.kind === 'tin' ? (group.cause === 'undelivered' ? UNDELIVERED : CAUSE[group.cause]) : (words[group.task]?.why?.[group.cause] ?? WORK_CAUSE[group.cause]));
/** An answer that is too late is not sent again: it would say what was true then. */
const mayRetry = (group: Group): boolean => !(group.kind === 'tin' && group.cause === 'expired');

function Messages({ view, rows }: { readonly view: View; readonly rows: readonly NoticeRow[] }): VNode {
  return (
    <DataTable<NoticeRow> id="tin-hong" caption={W.failed} captionHidden rows={rows} rowKey={(row) => row.id} empty={F.noneHere} columns={[
      ...messageColumns(view),
      { key: 'said', title: F.column.said, cell: (row) => row.detail ?? '' },
      { key: 'tries', title: W.column.tries, numeric: true, cell: (row) => row.attempts },
      { key: 'at', title: W.column.at, tight: true, cell: (row) => showMoment(row.finishedAt ?? row.createdAt, view.lang) },
      { key: 'act', title: W.column.act, cell: (row) => (row.answer ? '' : <RetryForm view={view} action={`${FAILED}/tin/${row.id}`} words={W.retry} of={W.retryOf(row.dossierCode ?? '')} />) },
    ]} />
  );
}
function Pieces({ view, rows }: { readonly view: View; readonly rows: readonly FailedWorkRow[] }): VNode {
  return (
    <DataTable<FailedWorkRow> id="viec-hong" caption={F.title} captionHidden rows={rows} rowKey={(row) => row.jobId} empty={F.noneHere} columns={[
      { key: 'dossier', title: W.column.dossier, head: true, tight: true, cell: (row) => row.dossierCode ?? F.wholeSite[view.lang] },
      { key: 'state', title: F.column.state, cell: (row) => (row.retriedAt ? <Tag colour="blue">{F.asked}</Tag> : row.gaveUp ? <Tag colour="red">{F.gaveUp}</Tag> : <Tag colour="yellow">{F.goesOn}</Tag>) },
      { key: 'said', title: F.column.said, cell: (row) => row.detail },
      { key: 'tries', title: W.column.tries, numeric: true, cell: (row) => row.attempts },
      { key: 'next', title: W.column.next, tight: true, cell: (row) => (row.nextAt ? showMoment(row.nextAt, view.lang) : '–') },
      { key: 'act', title: W.column.act, cell: (row) => <RetryForm view={view} action={`${FAILED}/viec/${row.jobId}`} words={F.again} of={F.workOf(row.dossierCode ?? row.jobId)} /> },
    ]} />
  );
}
function GroupForm({ view, group, of }: { readonly view: View; readonly group: Group; readonly of: Text }): VNode {
  return <form method="post" action={`${FAILED}/ca-nhom`}><CsrfFields view={view} /><input type="hidden" name="nhom" value={groupName(group)} /><Button kind="secondary"><Say words={F.againAll} /><span class="mc-vh"> <Say words={of} /></span></Button></form>;
}
function RetryForm({ view, action, words, of }: { readonly view: View; readonly action: string; readonly words: Text; readonly of: Text }): VNode {
  return <form method="post" action={action}><CsrfFields view={view} /><Button kind="secondary"><Say words={words} /><span class="mc-vh"> <Say words={of} /></span></Button></form>;
}
