import type { VNode } from 'preact';
import { Say, sayIn, useLang, type Words } from '../../language.tsx';
import { markup, type Markup } from '../../ready-made.ts';
import { Icon, iconMarkup, type IconName } from '../icon/icon.tsx';

/** green «xong», yellow «cần anh/chị», red «trễ», blue «đang làm», grey «dở, dừng» */
export type TagColour = 'green' | 'yellow' | 'red' | 'blue' | 'grey';
export interface TagProps {
  readonly colour: TagColour;
  readonly children: Words;
  /** the colour's own sign when absent: colour alone never carries the meaning */
  readonly icon?: IconName | undefined;
}
const SIGN: Readonly<Record<TagColour, IconName>> = { green: 'check', yellow: 'alert', red: 'stop', blue: 'clock', grey: 'dash' };

export function Tag({ colour, children, icon }: TagProps): VNode {
  const said = sayIn(children, useLang());
  if (typeof said === 'string') return <span class={`mc-tag mc-${colour}`} dangerouslySetInnerHTML={inside(colour, said, icon)} />;
  return <span class={`mc-tag mc-${colour}`}><Icon name={icon ?? SIGN[colour]} /><span><Say words={children} /></span></span>;
}
const inside = (colour: TagColour, words: string, icon?: IconName): Markup => markup`${iconMarkup(icon ?? SIGN[colour])}<span>${words}</span>`;
/** The same tag for the rows of a long list. */
export const tagMarkup = (colour: TagColour, words: string): Markup => markup`<span class="mc-tag mc-${colour}">${inside(colour, words)}</span>`;
