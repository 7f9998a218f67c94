import type { Answer, Condition, Facts } from '../../../shared/condition.ts';
import { fieldsOf, holds, leftOfAll } from '../../../shared/condition.ts';
import type { FormField, FormPage } from './form.ts';
import { preparePage } from './prepare.ts';

/** A question, or questions that stand there only while another question of the same page has some answer. */
export type PageBlock =
  | { readonly kind: 'field'; readonly field: FormField }
  | { readonly kind: 'dependent'; readonly when: Condition; readonly blocks: readonly PageBlock[] };

/**
 * Everything of a page that its own answers may call for. What earlier pages decide is decided here; what this page's own
 * questions decide stays open, so that the page is whole without script and a script can hide what is not needed.
 */
export function layOutPage(page: FormPage, facts: Facts): readonly PageBlock[] {
  const own = preparePage(page).keys;
  const open = new Set<string>();
  const before: Record<string, Answer | undefined> = {};
  for (const [key, value] of Object.entries(facts.answers)) if (!own.has(key)) before[key] = value;
  const settled: Facts = { ...facts, answers: before };
  const items: Item[] = [];
  for (const field of page.fields) {
    const when = field.showWhen ? remaining(field.showWhen, open, settled) : true;
    if (when === false) continue;
    if (field.type !== 'note') open.add(field.key);
    items.push({ field, when: when === true ? [] : 'all' in when ? when.all : [when] });
  }
  return group(items);
}

/** What is left of a condition once everything but the `open` questions is known. */
export function remaining(condition: Condition, open: ReadonlySet<string>, settled: Facts): Condition | boolean {
  if ('all' in condition) return leftOfAll(condition.all, (part) => remaining(part, open, settled));
  if ('any' in condition) {
    const parts: Condition[] = [];
    for (const part of condition.any) {
      const left = remaining(part, open, settled);
      if (left === true) return true;
      if (left !== false) parts.push(left);
    }
    return parts.length === 0 ? false : parts.length === 1 ? (parts[0] as Condition) : { any: parts };
  }
  if ('not' in condition) {
    const left = remaining(condition.not, open, settled);
    return typeof left === 'boolean' ? !left : { not: left };
  }
  return fieldsOf(condition).some((key) => open.has(key)) ? condition : holds(condition, settled);
}

interface Item { readonly field: FormField; readonly when: readonly Condition[] }
function group(items: readonly Item[]): readonly PageBlock[] {
  const blocks: PageBlock[] = [];
  for (let at = 0; at < items.length;) {
    const item = items[at] as Item;
    const [first] = item.when;
    if (!first) { blocks.push({ kind: 'field', field: item.field }); at += 1; continue; }
    const same = JSON.stringify(first);
    let end = at;
    while (end < items.length && JSON.stringify(items[end]?.when[0]) === same) end += 1;
    blocks.push({ kind: 'dependent', when: first, blocks: group(items.slice(at, end).map((one) => ({ field: one.field, when: one.when.slice(1) }))) });
    at = end;
  }
  return blocks;
}
