import type { Lang } from '../../../shared/text.ts';
import type { PaperTick } from '../../dossier/domain/index.ts';
import { W } from './words.ts';

/** «1 bản chính, 2 bản sao», «đã xem bản chính, giữ 1 bản sao»: what was taken or seen at the counter. */
export function tickWords(tick: PaperTick, lang: Lang): string {
  const copies = tick.copies > 0 ? `${tick.copies} ${W.copies[lang]}` : '';
  if (tick.shown) return [W.originalSeen[lang], copies && W.copiesKept(copies)[lang]].filter(Boolean).join(', ');
  return [tick.originals > 0 ? `${tick.originals} ${W.originals[lang]}` : '', copies].filter(Boolean).join(', ');
}
