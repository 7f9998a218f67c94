import type { ComponentChildren, VNode } from 'preact';
import type { Lang } from '../../../shared/text.ts';
import { Say, sayIn, useLang, useWords, type Words } from '../../language.tsx';
import { alreadyMarkup, markup, type Markup } from '../../ready-made.ts';

export interface SummaryRow {
  readonly term: Words;
  /** what was answered; empty: «Chưa trả lời» */
  readonly value?: ComponentChildren;
  readonly note?: Words | undefined;
  /** hidden words complete the link: «Sửa tên bé»; the term when absent. `words` in place of «Sửa» */
  readonly change?: { readonly href: string; readonly what?: Words | undefined; readonly words?: Words | undefined } | undefined;
}
export interface SummaryListProps {
  readonly rows: readonly SummaryRow[];
  /** a heading of level 2 over the list, with one link for the whole topic */
  readonly title?: Words | undefined;
  readonly change?: { readonly href: string; readonly what?: Words | undefined } | undefined;
}

/** «Xem lại rồi nộp»: every answer with its «Sửa». */
export function SummaryList({ rows, title, change }: SummaryListProps): VNode {
  const words = useWords();
  const withLinks = rows.some((row) => row.change);
  const plain = plainRows(rows, useLang());
  return (
    <section class="mc-summary">
      {title !== undefined && (
        <div class="mc-summary-head">
          <h2><Say words={title} /></h2>
          {change && <a href={change.href}>{words.change}<span class="mc-vh"> <Say words={change.what ?? title} /></span></a>}
        </div>
      )}
      {plain ? <dl class="mc-summary-rows" dangerouslySetInnerHTML={plain} /> : <dl class={withLinks ? 'mc-summary-rows mc-summary-linked' : 'mc-summary-rows'}>
        {rows.map((row, at) => (
          <div key={at}>
            <dt><Say words={row.term} /></dt>
            <dd class="mc-summary-value">
              {row.value === undefined || row.value === null || row.value === '' ? <span class="mc-muted">{words.notAnswered}</span> : row.value}
              {row.note !== undefined && <span class="mc-summary-note"><Say words={row.note} /></span>}
            </dd>
            {row.change && <dd class="mc-summary-change"><a href={row.change.href}>{row.change.words === undefined ? words.change : <Say words={row.change.words} />}<span class="mc-vh"> <Say words={row.change.what ?? row.term} /></span></a></dd>}
          </div>
        ))}
      </dl>}
    </section>
  );
}

/** Rows of words alone, as text: null where one has a link, a note, nothing or markup in it. */
function plainRows(rows: readonly SummaryRow[], lang: Lang): Markup | null {
  let html = '';
  for (const row of rows) {
    const term = sayIn(row.term, lang);
    if (typeof term !== 'string' || typeof row.value !== 'string' || row.value === '' || row.note !== undefined || row.change) return null;
    html += markup`<div><dt>${term}</dt><dd class="mc-summary-value">${row.value}</dd></div>`.__html;
  }
  return alreadyMarkup(html);
}
