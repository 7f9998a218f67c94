import type { SummaryRow } from '../../../ui/components/summary-list/summary-list.tsx';
import type { SummaryPage } from '../../eform/domain/index.ts';
import { W } from './words.ts';

/** Answers of one page to be read again; questions passed over share one line at the end, so that what was said stands out. */
export function answerRows(rows: SummaryPage['rows']): readonly SummaryRow[] {
  const given = rows.filter((row) => row.table || row.value !== '');
  const empty = rows.filter((row) => !row.table && row.value === '');
  return [
    ...given.map((row) => ({ term: row.label, value: row.table ? <ol>{row.table.map((line) => <li key={line.title}>{line.cells.map((cell) => `${cell.label}: ${cell.value}`).join('; ')}</li>)}</ol> : row.value })),
    ...(empty.length > 0 ? [{ term: W.check.notGiven, value: <span class="mc-muted">{empty.map((row) => row.label).join('; ')}</span> }] : []),
  ];
}
