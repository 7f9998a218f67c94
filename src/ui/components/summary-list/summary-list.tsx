import type { ComponentChildren, VNode } from 'preact';
import { Say, useWords, type Words } from '../../language.tsx';

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
  return (
    <section class="mc-summary">
      {title !== undefined && (
        <div class="mc-summary-head">
          <h2><Say words={title} /></h2>
          {change && <a href={change.href}>{words.change}<span class="mc-vh"> <Say words={change.what ?? title} /></span></a>}
        </div>
      )}
      <dl class={withLinks ? 'mc-summary-rows mc-summary-linked' : 'mc-summary-rows'}>
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
      </dl>
    </section>
  );
}
