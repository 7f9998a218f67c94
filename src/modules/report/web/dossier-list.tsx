import type { VNode } from 'preact';
import { showMoment, showShortDate, vietnamDate } from '../../../shared/plain-date.ts';
import type { Lang } from '../../../shared/text.ts';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { Pagination } from '../../../ui/components/pagination/pagination.tsx';
import { Tag } from '../../../ui/components/tag/tag.tsx';
import type { Agency } from '../../organisation/domain/index.ts';
import { wayOf } from '../domain/index.ts';
import type { KeyedPage, ListedDossier } from '../ports.ts';
import type { ProcedureNames } from './report-deps.ts';
import { W, WAYS } from './words.ts';

export interface DossierListProps {
  readonly page: KeyedPage<ListedDossier>; readonly names: ProcedureNames; readonly agencies: ReadonlyMap<number, Agency>; readonly lang: Lang; readonly now: Date; readonly caption: string;
  /** units are named when the list holds more than one */ readonly manyUnits: boolean;
  readonly firstHref: string; readonly nextHref: (after: string, id: string) => string; readonly later: boolean;
}
/** An apology gave the citizen another day; the date that counts stays the first. */
const moved = (row: ListedDossier): boolean => row.due !== null && row.legalDue !== null && row.due > row.legalDue;
/** Dossiers behind a figure: code, procedure, where it stands. Whoever may opens the dossier itself, and that opening is noted there. */
export function DossierList({ page, names, agencies, lang, now, caption, manyUnits, firstHref, nextHref, later }: DossierListProps): VNode {
  const day = (at: Date | null): string => (at ? showShortDate(vietnamDate(at)) : '–');
  return (
    <>
      <DataTable<ListedDossier> cards caption={caption} captionHidden rows={page.rows} rowKey={(row) => row.id} empty={W.list.empty} columns={[
        { key: 'ma', title: W.list.code, head: true, tight: true, cell: (row) => <a class="mc-nowrap" href={`/ban/ho-so/${row.id}`} data-key-open>{row.code}</a> },
        { key: 'viec', title: W.list.matter, cell: (row) => <>{names.plain(row.procedure, lang)}{row.laterRounds > 0 && <> <Tag colour="red">{W.list.round}</Tag></>}</> },
        ...(manyUnits ? [{ key: 'don-vi', title: W.list.unit, cell: (row: ListedDossier) => agencies.get(row.agencyId)?.shortName ?? String(row.agencyId) }] : []),
        { key: 'buoc', title: W.list.step, named: true, cell: (row) => [row.stepName?.[lang], row.assigneeName].filter(Boolean).join(', ') || '–' },
        { key: 'cach', title: W.list.way, cell: (row) => WAYS[wayOf(row)][lang] },
        { key: 'nhan', title: W.list.received, numeric: true, named: true, cell: (row) => (row.receivedAt ? day(row.receivedAt) : `${W.list.submitted[lang]} ${day(row.submittedAt)}`) },
        { key: 'han', title: W.list.due, numeric: true, named: true, cell: (row) => (row.finishedAt ? `${W.list.finished[lang]} ${day(row.finishedAt)}` : row.due ? <>{moved(row) ? <>{showMoment(row.legalDue!, lang)}, {W.list.newDate[lang]} {showMoment(row.due, lang)}</> : showMoment(row.due, lang)}{!row.waiting && row.legalDue && row.legalDue < now && <> <Tag colour="red">{W.overview.late}</Tag></>}</> : '–') },
      ]} />
      <Pagination {...(later ? { previousHref: firstHref } : {})} {...(page.next ? { nextHref: nextHref(page.next.after, page.next.id) } : {})} />
    </>);
}
