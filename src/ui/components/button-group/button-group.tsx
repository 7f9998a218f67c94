import type { ComponentChildren, VNode } from 'preact';

/** Primary button first, then others and plain links, in one row that wraps. */
export function ButtonGroup({ children }: { children: ComponentChildren }): VNode {
  return <div class="mc-buttons">{children}</div>;
}
