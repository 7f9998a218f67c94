import type { VNode } from 'preact';
import { Say, useWords, type Words } from '../../language.tsx';

export function Breadcrumb({ links }: { links: readonly { readonly href: string; readonly words: Words }[] }): VNode {
  const words = useWords();
  return <nav class="mc-crumbs" aria-label={words.breadcrumb}><ol>{links.map((link) => <li key={link.href}><a href={link.href}><Say words={link.words} /></a></li>)}</ol></nav>;
}
