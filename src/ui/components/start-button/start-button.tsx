import type { VNode } from 'preact';
import { Say, type Words } from '../../language.tsx';
import { Icon } from '../icon/icon.tsx';

/** The one way into a service: «Bắt đầu khai». */
export function StartButton({ href, children, note }: { href: string; children: Words; note?: Words | undefined }): VNode {
  return (
    <div class="mc-start">
      <a class="mc-button mc-button-start" href={href}><span><Say words={children} /></span><Icon name="back" mirrored /></a>
      {note !== undefined && <p class="mc-hint"><Say words={note} /></p>}
    </div>
  );
}
