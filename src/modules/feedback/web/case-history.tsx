import type { VNode } from 'preact';
import { showMoment } from '../../../shared/plain-date.ts';
import type { Lang } from '../../../shared/text.ts';
import { Tag } from '../../../ui/components/tag/tag.tsx';
import { Timeline } from '../../../ui/components/timeline/timeline.tsx';
import type { CaseEvent } from '../domain/index.ts';
import { EVENTS, F } from './words.ts';

/** The words that an event carries and that its reader may see. */
function wordsOf(event: CaseEvent): string {
  const data = event.data as unknown as Readonly<Record<string, unknown>>;
  return ['reason', 'what', 'where', 'answer', 'note', 'text'].map((name) => data[name]).filter((value): value is string => typeof value === 'string').join(' ');
}
export function CaseHistory({ events, lang, forWriter }: { readonly events: readonly CaseEvent[]; readonly lang: Lang; readonly forWriter: boolean }): VNode {
  const shown = forWriter ? events.filter((event) => event.kind !== 'about-named' && event.kind !== 'sent') : events.filter((event) => event.kind !== 'sent');
  const first = events[0];
  return <Timeline label={F.history[lang]} steps={[...(first ? [{ state: 'done' as const, name: EVENTS.sent, time: showMoment(new Date(first.at), lang), dateTime: first.at }] : []), ...shown.map((event, at) => ({
    state: at === shown.length - 1 ? ('now' as const) : ('done' as const), name: EVENTS[event.kind], time: showMoment(new Date(event.at), lang), dateTime: event.at, ...(event.by.kind === 'officer' && !forWriter && event.by.name ? { who: event.by.name } : {}),
    children: <>{wordsOf(event) && <p>{wordsOf(event)}</p>}{(event.data as { late?: boolean }).late === true && <Tag colour="red">{F.lateAct}</Tag>}</>,
  }))]} />;
}
