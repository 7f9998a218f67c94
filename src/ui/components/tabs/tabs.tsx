import type { VNode } from 'preact';
import { Say, type Words } from '../../language.tsx';

export interface TabsProps {
  /** names the group: «Phần của hồ sơ» */
  readonly label: string;
  readonly tabs: readonly { readonly href: string; readonly words: Words; readonly count?: number | undefined; readonly active?: boolean | undefined }[];
}

/** Links to pages or filters, not a widget: each tab has its address. */
export function Tabs({ label, tabs }: TabsProps): VNode {
  return (
    <nav class="mc-tabs" aria-label={label}>
      <ul>{tabs.map((tab) => <li key={tab.href}><a href={tab.href} aria-current={tab.active ? 'page' : undefined}><Say words={tab.words} />{tab.count !== undefined && <span class="mc-count"> ({tab.count})</span>}</a></li>)}</ul>
    </nav>
  );
}
