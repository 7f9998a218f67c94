import type { VNode } from 'preact';
import { Say, sayIn, useLang, type Words } from '../../language.tsx';
import { markup, type Markup } from '../../ready-made.ts';

export interface MeterProps {
  /** the words say everything: «còn 5 giờ», «quá hạn 2 ngày», «96 % đúng hẹn» */
  readonly words: Words;
  /** 0–1, drawn as a bar; clamped */
  readonly share: number;
  readonly tone?: 'green' | 'yellow' | 'red' | 'blue' | 'grey' | undefined;
}

/** Remaining time or a share, in words with a bar below. */
export function Meter({ words, share, tone }: MeterProps): VNode {
  const said = sayIn(words, useLang());
  const classes = `mc-meter mc-bar-${tone ?? 'blue'}`;
  if (typeof said === 'string') return <span class={classes} dangerouslySetInnerHTML={inside(said, share)} />;
  return <span class={classes}><span><Say words={words} /></span><svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" dangerouslySetInnerHTML={bar(share)} /></span>;
}
const widthOf = (share: number): number => (Number.isFinite(share) ? Math.round(Math.min(1, Math.max(0, share)) * 100) : 0);
const bar = (share: number): Markup => markup`<rect class="mc-track" width="100" height="4"/><rect class="mc-fill" width="${widthOf(share)}" height="4"/>`;
const inside = (words: string, share: number): Markup => markup`<span>${words}</span><svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">${bar(share)}</svg>`;
/** The same meter for the rows of a long list. */
export const meterMarkup = (words: string, share: number, tone: NonNullable<MeterProps['tone']>): Markup => markup`<span class="mc-meter mc-bar-${tone}">${inside(words, share)}</span>`;
