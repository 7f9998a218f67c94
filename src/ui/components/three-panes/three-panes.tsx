import type { ComponentChildren, VNode } from 'preact';
import { Say, type Words } from '../../language.tsx';

export interface Pane { readonly title: Words; readonly children: ComponentChildren; readonly id?: string | undefined; /** stays in sight while a longer pane beside it is read */ readonly follows?: boolean | undefined }
export interface ThreePanesProps {
  /** two or three: «Người nộp», «Hồ sơ», «Giấy hẹn» */
  readonly panes: readonly Pane[];
  /** which pane takes the most room; the middle one when absent */
  readonly widest?: number | undefined;
}

/** Side by side from 1024 px, one under the other below, in the order of the work. */
export function ThreePanes({ panes, widest }: ThreePanesProps): VNode {
  return (
    <div class={`mc-panes mc-panes-${panes.length} mc-widest-${(widest ?? 1) + 1}`}>
      {panes.map((pane, at) => {
        const id = pane.id ?? `khung-${at + 1}`;
        return <section key={id} class={pane.follows ? 'mc-pane mc-pane-follows' : 'mc-pane'} aria-labelledby={`${id}-ten`} id={id}><h2 id={`${id}-ten`}><Say words={pane.title} /></h2>{pane.children}</section>;
      })}
    </div>
  );
}
