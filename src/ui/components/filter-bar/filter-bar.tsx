import type { ComponentChildren, VNode } from 'preact';
import { Say, useWords, type Words } from '../../language.tsx';

export interface FilterBarProps {
  /** the list's own address; the answers become its query, so a filtered list can be shared */
  readonly action: string;
  readonly children: ComponentChildren;
  /** address of the unfiltered list; shown only when something is filtered */
  readonly clearHref?: string | undefined;
  readonly button?: Words | undefined;
  readonly hidden?: Readonly<Record<string, string>> | undefined;
}

export function FilterBar({ action, children, clearHref, button, hidden }: FilterBarProps): VNode {
  const words = useWords();
  return (
    <form class="mc-filter" method="get" action={action} aria-label={words.filters}>
      {Object.entries(hidden ?? {}).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
      {children}
      <div class="mc-filter-actions">
        <button class="mc-button mc-button-secondary" type="submit"><Say words={button ?? words.filter} /></button>
        {clearHref && <a href={clearHref}>{words.clearFilters}</a>}
      </div>
    </form>
  );
}
