import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { packageRoot } from '../../src/platform/package-root.ts';

const AXE = readFileSync(createRequire(join(packageRoot(), 'package.json')).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
interface Found { readonly id: string; readonly help: string; readonly nodes: readonly { readonly html: string; readonly any: readonly { readonly message: string }[]; readonly all: readonly { readonly message: string }[]; readonly none: readonly { readonly message: string }[] }[] }

/** What other colours, sizes and words can break; names, roles and order are the same as at the first look. */
const DRAWN_OTHERWISE = ['color-contrast', 'target-size', 'html-has-lang', 'html-lang-valid', 'valid-lang', 'link-in-text-block', 'document-title', 'button-name', 'link-name', 'label'];

/** Everything that is wrong with the page as it stands: axe, and words or parts that stick out sideways. */
export async function faultsOf(page: Page, look: 'first' | 'again' = 'first'): Promise<string[]> {
  await page.evaluate(AXE);
  const violations = (await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(look === 'first' ? { type: 'tag', values: TAGS } : { type: 'rule', values: DRAWN_OTHERWISE })}, resultTypes: ['violations'] }).then((result) => result.violations)`)) as Found[];
  const sideways = (await page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - window.innerWidth;
    if (wide <= 0) return null;
    const guilty = [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1 && !element.closest('.mc-table-box')).at(-1);
    return `sticks out ${wide} px: ${guilty?.outerHTML.slice(0, 160) ?? 'something'}`;
  })) as string | null;
  return [
    ...violations.map((one) => `axe ${one.id} (${one.help}) ${one.nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} – ${[...node.any, ...node.all, ...node.none].map((check) => check.message).join('; ').slice(0, 200)}`).join(' | ')}`),
    ...(sideways ? [sideways] : []),
  ];
}
/** Addresses of this site that the page links to, each once. */
export const linksOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => [...new Set([...document.querySelectorAll<HTMLAnchorElement>('a[href]')].filter((link) => link.origin === location.origin).map((link) => link.pathname + link.search))]);
