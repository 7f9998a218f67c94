import type { ComponentChildren, VNode } from 'preact';
import { Say, sayIn, type Words } from '../../language.tsx';
import { Tag, type TagColour } from '../tag/tag.tsx';

export interface StatusLineProps {
  readonly colour: TagColour;
  /** the short state: «Xã đang làm» */
  readonly tag: Words;
  /** the sentence: «Hẹn trả trước 17:00 hôm nay. Chưa cần chị làm gì.» */
  readonly sentence: Words;
  /** official name of the state, once, beside the plain one */
  readonly official?: string | undefined;
  /** the next line that is always there: who does what by when, or a button */
  readonly next?: ComponentChildren;
}

export function StatusLine({ colour, tag, sentence, official, next }: StatusLineProps): VNode {
  // Said once: an official name that is the plain one, or a sentence that only repeats the tag, is left out.
  const said = sayIn(tag, 'vi');
  return (
    <div class={`mc-status mc-edge-${colour}`}>
      <p class="mc-status-tags"><Tag colour={colour}>{tag}</Tag>{official && official !== said && <span class="mc-status-official" lang="vi">{official}</span>}</p>
      {sentence !== '' && <p class="mc-status-sentence"><Say words={sentence} /></p>}
      {next && <div class="mc-status-next">{next}</div>}
    </div>
  );
}
