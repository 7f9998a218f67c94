import type { VNode } from 'preact';
import { Say, useWords, type Words } from '../../language.tsx';
import { Icon } from '../icon/icon.tsx';

export interface PaginationProps {
  /** addresses that carry the key of the row to go on from; page numbers would skip rows in a moving list */
  readonly previousHref?: string | undefined;
  readonly nextHref?: string | undefined;
  /** «21–40 trong 112 hồ sơ» */
  readonly position?: Words | undefined;
  readonly label?: string | undefined;
}

/** Nothing when there is only one page and nothing to say. */
export function Pagination({ previousHref, nextHref, position, label }: PaginationProps): VNode | null {
  const words = useWords();
  if (!previousHref && !nextHref && position === undefined) return null;
  return (
    <nav class="mc-pagination" aria-label={label ?? words.pages}>
      {previousHref && <a href={previousHref} rel="prev"><Icon name="back" />{words.previousPage}</a>}
      {position !== undefined && <span><Say words={position} /></span>}
      {nextHref && <a href={nextHref} rel="next">{words.nextPage}<Icon name="back" mirrored /></a>}
    </nav>
  );
}
