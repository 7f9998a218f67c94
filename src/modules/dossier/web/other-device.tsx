import type { VNode } from 'preact';
import { showTime } from '../../../shared/plain-date.ts';
import type { Lang } from '../../../shared/text.ts';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { SummaryList, type SummaryRow } from '../../../ui/components/summary-list/summary-list.tsx';
import { W } from './words.ts';

/** The draft was changed somewhere else while this page was open: when, and what the other version says. What was typed here stands in the page's own boxes. */
export function OtherDevice({ lang, at, rows }: { lang: Lang; at: Date; rows: readonly SummaryRow[] }): VNode {
  return <Notice kind="warn"><p>{W.question.otherDevice(showTime(at))[lang]}</p>{rows.length > 0 && <SummaryList title={W.question.otherVersion} rows={rows} />}</Notice>;
}
/** Whether the page was drawn from an older state of the draft than there is now; `shown` came with the form. */
export const isOlder = (shown: string | undefined, revision: number): boolean => { const at = Number(shown); return Number.isInteger(at) && at > 0 && at !== revision; };
