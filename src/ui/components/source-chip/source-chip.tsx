import type { VNode } from 'preact';
import { Say, useWords, type Words } from '../../language.tsx';
import { Icon } from '../icon/icon.tsx';

export type Source = 'vneid' | 'card' | 'citizen' | 'officer' | 'register' | 'store';
const WORD = { vneid: 'sourceVneid', card: 'sourceCard', citizen: 'sourceCitizen', officer: 'sourceOfficer', register: 'sourceRegister', store: 'sourceStore' } as const;

export interface SourceChipProps {
  readonly source: Source;
  /** «sửa lúc 09:41» */
  readonly note?: Words | undefined;
}
/** Where an answer comes from. */
export function SourceChip({ source, note }: SourceChipProps): VNode {
  const words = useWords();
  return <span class="mc-source">{words[WORD[source]]}{note !== undefined && <> · <Say words={note} /></>}</span>;
}

/** «Khác CSDL dân cư: năm sinh 1991 ≠ 1992»: in words and with a sign, never by colour alone. */
export function Difference({ from, declared, found }: { from: Words; declared: string; found: string }): VNode {
  const words = useWords();
  return <span class="mc-tag mc-yellow"><Icon name="alert" /><span>{words.differs} <Say words={from} />: <b>{declared}</b> ≠ <b>{found}</b></span></span>;
}
