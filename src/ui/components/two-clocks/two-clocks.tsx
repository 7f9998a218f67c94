import type { VNode } from 'preact';
import { Say, useWords, type Words } from '../../language.tsx';
import { Icon } from '../icon/icon.tsx';

export interface ClockFace {
  /** «3 giờ 10 phút» of working time */
  readonly used: Words;
  /** «còn 4 giờ 50 phút», «trước 16:00 thứ Tư 18/2» */
  readonly note?: Words | undefined;
  readonly label?: Words | undefined;
}
export interface TwoClocksProps {
  readonly office: ClockFace;
  readonly citizen: ClockFace;
  /** whose time it is now; `none` when the dossier is finished or stopped */
  readonly running: 'office' | 'citizen' | 'none';
}

/** Time with the office and time waiting for the citizen, always both. */
export function TwoClocks({ office, citizen, running }: TwoClocksProps): VNode {
  const words = useWords();
  return (
    <dl class="mc-clocks">
      <Face face={office} title={words.officeClock} on={running === 'office'} over={running === 'none'} />
      <Face face={citizen} title={words.citizenClock} on={running === 'citizen'} over={running === 'none'} />
    </dl>
  );
}
function Face({ face, title, on, over }: { face: ClockFace; title: string; on: boolean; over: boolean }): VNode {
  const words = useWords();
  return (
    <div class={on ? 'mc-clock mc-clock-on' : 'mc-clock'}>
      <dt><Say words={face.label ?? title} /></dt>
      <dd>
        <b class="mc-clock-time"><Say words={face.used} /></b>
        {!over && <span class="mc-clock-state"><Icon name={on ? 'clock' : 'dash'} /> {on ? words.running : words.paused}</span>}
        {face.note !== undefined && <span class="mc-clock-note"><Say words={face.note} /></span>}
      </dd>
    </div>
  );
}
