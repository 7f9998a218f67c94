import type { ComponentChildren, VNode } from 'preact';
import { Say, useWords, type Words } from '../../language.tsx';
import { Icon } from '../icon/icon.tsx';

export type NoticeKind = 'info' | 'ok' | 'warn' | 'error';
export interface NoticeProps {
  readonly kind?: NoticeKind | undefined;
  readonly title?: Words | undefined;
  readonly children?: ComponentChildren;
  /** `status` has it read out when the page opens after an action; never for static advice */
  readonly role?: 'status' | undefined;
  readonly id?: string | undefined;
}
const LOOK = { info: ['blue', 'info', 'noticeInfo'], ok: ['green', 'check', 'noticeOk'], warn: ['yellow', 'alert', 'noticeWarn'], error: ['red', 'stop', 'noticeError'] } as const;

export function Notice({ kind = 'info', title, children, role, id }: NoticeProps): VNode {
  const words = useWords();
  const [colour, icon, word] = LOOK[kind];
  return (
    <div class={`mc-notice mc-${colour}`} role={role} id={id}>
      <Icon name={icon} />
      <div class="mc-notice-words">
        {title === undefined ? <span class="mc-vh">{words[word]}: </span> : <p class="mc-notice-title"><Say words={title} /></p>}
        {children}
      </div>
    </div>
  );
}
