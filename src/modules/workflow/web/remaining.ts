import { momentWords, showShortDate, vietnamDate } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import type { Deadlines } from '../../dossier/domain/index.ts';
import { inWords } from '../../dossier/web/index.ts';

export interface Remaining { readonly words: Text; readonly tone: 'green' | 'yellow' | 'red' | 'grey'; readonly share: number }
/** Working time that is left until a moment: colour and words together, never colour alone. */
export function remaining(deadlines: Deadlines, now: Date, until: Date, waiting: boolean): Remaining {
  // The citizen has the whole last day: the moment is the midnight after it.
  if (waiting) { const last = vietnamDate(new Date(until.getTime() - 1)); const day = last.slice(0, 4) === vietnamDate(now).slice(0, 4) ? showShortDate(last).replace(/\/\d{4}$/u, '') : showShortDate(last); return { words: { vi: `chờ dân, hết ${day}`, en: `citizen, to ${day}` }, tone: 'grey', share: 0 }; }
  const late = until.getTime() < now.getTime();
  const minutes = late ? deadlines.workingMinutes(until, now) : deadlines.workingMinutes(now, until);
  if (!minutes.ok) return { words: momentWords(until), tone: 'grey', share: 0 };
  const words = inWords(minutes.value);
  const bare = { vi: words.vi.replace(' làm việc', ''), en: words.en.replace(' of working time', '') };
  if (late) return { words: { vi: `trễ ${bare.vi}`, en: `${bare.en} late` }, tone: 'red', share: 1 };
  return { words: { vi: `còn ${bare.vi}`, en: `${bare.en} left` }, tone: minutes.value <= 240 ? 'yellow' : 'green', share: Math.min(1, minutes.value / 1440) };
}
