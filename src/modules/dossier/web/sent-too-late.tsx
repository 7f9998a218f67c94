import type { VNode } from 'preact';
import type { Lang, Text } from '../../../shared/text.ts';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import type { LeftBehind } from './left-behind.ts';
import { W } from './words.ts';

/** Above a form with files that had been sent after the session had ended: what of it was kept, what has to be chosen again, and how to go on. */
export function SentTooLate({ lang, left, go }: { lang: Lang; left: LeftBehind; /** the button to press */ go: Text }): VNode {
  return (
    <Notice kind={left.refused.length > 0 ? 'warn' : 'info'} role="status">
      <p>{W.sentTooLate.over[lang]} {(left.files.length > 0 || left.refused.length === 0) && W.sentTooLate.kept(left.files.length, go)[lang]}</p>
      {left.refused.length > 0 && <><p>{W.sentTooLate.refused[lang]}</p><ul>{left.refused.map((words) => <li key={words.vi}>{words[lang]}</li>)}</ul></>}
    </Notice>);
}
