import type { VNode } from 'preact';
import type { View } from '../../../platform/http/route.ts';
import { showMoment } from '../../../shared/plain-date.ts';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { FactList } from '../../../ui/components/fact-list/fact-list.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { Say } from '../../../ui/language.tsx';
import type { NoticeRow, NoticeSummary } from '../ports.ts';
import { CAUSE, CHANNEL, MOMENT, W } from './words.ts';

/** What left and what waits; what failed stands on a page of its own, with everything else that failed. */
export function MessagesPage({ view, waiting, summary, failed, demoMailbox }: { readonly view: View; readonly waiting: readonly NoticeRow[]; readonly summary: NoticeSummary; readonly failed: number; readonly demoMailbox: string | undefined }): VNode {
  const { questions } = summary;
  return (
    <DeskLayout view={view} title={W.title} lead={W.lead} active="notices" wide>
      {summary.exhausted.map((channel) => <Notice key={channel} kind="warn"><p><Say words={W.exhausted(CHANNEL[channel])} /></p></Notice>)}
      {failed > 0 && <Notice kind="warn"><p><a href="/quan-tri/viec-hong"><Say words={W.someFailed(failed)} /></a></p></Notice>}
      {demoMailbox && <p><a href={demoMailbox}><Say words={W.demoMailbox} /></a></p>}
      <h2><Say words={W.day} /></h2>
      <FactList facts={[
        ...(['sms', 'email'] as const).map((channel) => {
          const found = summary.last24h.find((one) => one.channel === channel);
          return { term: CHANNEL[channel], value: <Say words={found ? W.counts(found.sent, found.queued, found.dead) : W.nothing} /> };
        }),
        { term: W.questions, value: <Say words={questions.asked === 0 && questions.letGo === 0 ? W.nobodyAsked : W.questionCounts(questions)} /> },
      ]} />
      <h2><Say words={W.waiting} /></h2>
      <DataTable<NoticeRow> id="tin-cho" caption={W.waiting} captionHidden rows={waiting} rowKey={(row) => row.id} empty={W.noneWaiting} columns={[
        ...messageColumns(view),
        { key: 'why', title: W.column.why, cell: (row) => <Say words={row.state === 'sending' ? W.sending : row.heldByBudget ? W.held : row.cause ? CAUSE[row.cause] : W.queuedNew} /> },
        { key: 'tries', title: W.column.tries, numeric: true, cell: (row) => row.attempts },
        { key: 'next', title: W.column.next, cell: (row) => showMoment(row.dueAt, view.lang) },
      ]} />
    </DeskLayout>
  );
}

export const messageColumns = (view: View) => [
  { key: 'dossier', title: W.column.dossier, head: true, tight: true, cell: (row: NoticeRow) => row.dossierCode ?? W.noDossier[view.lang] },
  { key: 'message', title: W.column.message, cell: (row: NoticeRow) => `${MOMENT[row.moment][view.lang]} (${CHANNEL[row.channel][view.lang]})` },
  { key: 'to', title: W.column.to, tight: true, cell: (row: NoticeRow) => row.recipient },
];
