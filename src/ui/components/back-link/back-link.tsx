import type { VNode } from 'preact';
import { Say, useWords, type Words } from '../../language.tsx';
import { Icon } from '../icon/icon.tsx';

export function BackLink({ href, children }: { href: string; children?: Words | undefined }): VNode {
  const words = useWords();
  return <a class="mc-back" href={href}><Icon name="back" /><Say words={children ?? words.back} /></a>;
}
