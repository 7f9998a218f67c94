import type { VNode } from 'preact';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { useLang } from '../../../ui/language.tsx';
import type { SummaryPage, SummaryRow } from '../domain/index.ts';
import { WORDS } from './words.ts';

export interface FormSummaryProps {
  readonly pages: readonly SummaryPage[];
  /** where a page's answers are changed; no links when absent (officers read) */
  readonly changeHref?: ((page: string) => string) | undefined;
}

/** Every answer by topic, for looking over before submission and for officers. */
export function FormSummary({ pages, changeHref }: FormSummaryProps): VNode {
  const lang = useLang();
  return (
    <>
      {pages.map((page) => (
        <div key={page.key} id={`trang-${page.key}`} tabIndex={-1}>
          <SummaryList
            title={page.title} {...(changeHref ? { change: { href: changeHref(page.key), what: page.title } } : {})}
            rows={page.rows.map((row) => ({ term: row.label, value: row.table ? <RowsAsList row={row} /> : row.value || <span class="mc-muted">{WORDS.notAnswered[lang]}</span>, ...(row.derived ? { note: WORDS.derived } : {}) }))}
          />
        </div>
      ))}
    </>
  );
}
const RowsAsList = ({ row }: { row: SummaryRow }): VNode => <ol>{(row.table ?? []).map((line) => <li key={line.title}>{line.cells.map((cell) => `${cell.label}: ${cell.value}`).join('; ')}</li>)}</ol>;
