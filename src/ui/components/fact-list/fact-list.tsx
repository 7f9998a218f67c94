import type { ComponentChildren, VNode } from 'preact';
import { Say, type Words } from '../../language.tsx';

export interface Fact { readonly term: Words; readonly value: ComponentChildren }
/** Short facts that are only read: «Lệ phí», «Bao lâu», «Ai được làm». */
export function FactList({ facts }: { facts: readonly Fact[] }): VNode {
  return <dl class="mc-facts">{facts.map((fact, at) => <div key={at}><dt><Say words={fact.term} /></dt><dd>{fact.value}</dd></div>)}</dl>;
}
