import { vietnamDate } from '../../../shared/plain-date.ts';
import type { Facts } from '../../../shared/condition.ts';
import { relevantPages } from '../../eform/domain/index.ts';
import type { ProcedureContent } from '../../catalog/domain/index.ts';
import { allSettled, settledIn } from '../domain/index.ts';
import type { Draft } from '../ports.ts';

/** One stop on the way from the first question to submission. */
export interface Stop { readonly key: string; readonly href: string; readonly kind: 'identify' | 'question' | 'papers' | 'delivery' | 'check' }

export const factsOf = (draft: Draft, now: Date): Facts => ({ answers: { ...draft.content.screening, ...draft.content.answers }, channel: draft.channel, today: vietnamDate(now) });
export const draftHref = (id: string, rest: string): string => `/nhap/${id}/${rest}`;

/** The person's way through this draft; pages that the answers make irrelevant are not on it. */
export function pathOf(draft: Draft, content: ProcedureContent, now: Date): readonly Stop[] {
  const facts = factsOf(draft, now);
  const settled = settledIn(content, draft.content, facts);
  const pages = content.form ? relevantPages(content.form, facts).filter((page) => !allSettled(page, settled, facts)) : [];
  return [
    { key: 'xac-nhan', href: draftHref(draft.id, 'xac-nhan'), kind: 'identify' },
    ...pages.map((page): Stop => ({ key: page.key, href: draftHref(draft.id, `cau/${page.key}`), kind: 'question' })),
    { key: 'giay-to', href: draftHref(draft.id, 'giay-to'), kind: 'papers' },
    { key: 'nhan-ket-qua', href: draftHref(draft.id, 'nhan-ket-qua'), kind: 'delivery' },
    { key: 'kiem-tra', href: draftHref(draft.id, 'kiem-tra'), kind: 'check' },
  ];
}
/** «Câu 3/9»: what the person answers, without identification and the last look. */
export function positionOf(path: readonly Stop[], key: string): { readonly at: number; readonly of: number } {
  const counted = path.filter((stop) => stop.kind !== 'identify' && stop.kind !== 'check');
  return { at: counted.findIndex((stop) => stop.key === key) + 1, of: counted.length };
}
export const after = (path: readonly Stop[], key: string): Stop => path[path.findIndex((stop) => stop.key === key) + 1] ?? (path.at(-1) as Stop);
export const before = (path: readonly Stop[], key: string): Stop | undefined => path[path.findIndex((stop) => stop.key === key) - 1];
/** After a stop is done: the next one; whoever came back from the last look to mend something returns there, whoever mended a page that the way leads past goes on where they were. */
export const onward = (draft: Draft, path: readonly Stop[], key: string): Stop => (draft.content.visited.includes('nhan-ket-qua') || !path.some((stop) => stop.key === key) ? resumeAt(draft, path) : after(path, key));
/** Where a returning person goes on: the first stop not visited yet. */
export const resumeAt = (draft: Draft, path: readonly Stop[]): Stop => path.find((stop) => !draft.content.visited.includes(stop.key)) ?? (path.at(-1) as Stop);
