import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { cloneElement, type VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { openBrowser } from '../../test/support/browser.ts';
import { packageRoot } from '../platform/package-root.ts';
import { setAssets } from './assets.ts';
import { ComponentGallery, parts } from './gallery.tsx';
import { DeskLayout } from './layouts/desk.tsx';
import { CitizenLayout } from './layouts/citizen.tsx';
import type { View } from './view.ts';

/** The parts in a real browser under the strict content policy: axe, narrow screens, keys, scripts, and the page when a script throws. */
const ORIGIN = 'http://mot-cua.test';
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const view: View = {
  lang: 'vi', size: 'thuong', theme: 'sang', path: '/', csrf: 'c', siteName: 'Cổng dịch vụ công xã Hàm Liêm', helpPhone: '0252 386 8888', demo: true, newKey: () => 'k',
  actor: { kind: 'officer', officerId: 'o', name: 'Lê Thị Thu', title: 'cán bộ tiếp nhận', agencyId: 1, agencyIds: [1], roles: ['reception'] },
};
const example = (part: string, at: number): VNode => parts[part]![at]!.node;
const desk = (...nodes: VNode[]): VNode => <DeskLayout view={view} title="Thử" islands={['toggle-when']}><form>{nodes}</form></DeskLayout>;
const PAGES: Readonly<Record<string, () => VNode>> = {
  '/gallery': () => <ComponentGallery view={view} />,
  '/gallery-dark': () => <ComponentGallery view={{ ...view, theme: 'toi' }} citizen />,
  '/gallery-large': () => <ComponentGallery view={{ ...view, size: 'lon' }} citizen />,
  '/gallery-english': () => <ComponentGallery view={{ ...view, lang: 'en' }} citizen />,
  '/keys': () => desk(example('data-table', 0), example('key-hints', 1), example('text-field', 0), example('document-checklist', 1)),
  '/intake': () => desk(<input data-key="F4" id="scan" aria-label="Căn cước" />),
  '/question': () => <CitizenLayout view={view} title="Thử" islands={['toggle-when', 'copy-code', 'print-now']}><form>{example('radios', 3)}{example('button', 2)}{example('dossier-code', 0)}</form></CitizenLayout>,
  '/address': () => <CitizenLayout view={view} title="Thử" islands={['address-pick']}><form>{addressExample()}</form></CitizenLayout>,
};
const addressExample = (): VNode => cloneElement(example('address-field', 0), { communesUrl: '/xa' });

describe('in the browser', { timeout: 120_000 }, () => {
  let browser: Browser;
  let outDir = '';
  let manifest: Record<string, string> = {};
  let axe = '';
  before(async () => {
    outDir = await mkdtemp(join(tmpdir(), 'mc-browser-'));
    const { buildAssets } = (await import(pathToFileURL(join(packageRoot(), 'bin', 'build-assets.mjs')).href)) as { buildAssets(places: { root: string; outDir: string }): Promise<Record<string, string>> };
    manifest = await buildAssets({ root: packageRoot(), outDir });
    setAssets(manifest);
    axe = await readFile(createRequire(join(packageRoot(), 'package.json')).resolve('axe-core/axe.min.js'), 'utf8');
    browser = await openBrowser();
  });
  after(async () => {
    setAssets({});
    await browser?.close();
    await rm(outDir, { recursive: true, force: true });
  });

  const open = async (path: string, { width = 1366, script = true, broken = false } = {}): Promise<{ page: Page; problems: string[] }> => {
    const context = await browser.newContext({ viewport: { width, height: 760 }, javaScriptEnabled: script });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => { if (message.type() === 'error') problems.push(message.text()); });
    await page.route(`${ORIGIN}/**`, async (route) => {
      const url = new URL(route.request().url());
      if (url.pathname.startsWith('/assets/')) {
        const type = url.pathname.endsWith('.css') ? 'text/css' : url.pathname.endsWith('.js') ? 'text/javascript' : 'image/svg+xml';
        const body = broken && type === 'text/javascript' ? 'throw new Error("planted")' : await readFile(join(outDir, url.pathname), 'utf8');
        return route.fulfill({ contentType: `${type}; charset=utf-8`, body });
      }
      if (url.pathname === '/xa') return route.fulfill({ json: { items: [{ value: '22924', label: 'Xã Hàm Liêm' }] } });
      const make = PAGES[url.pathname];
      return route.fulfill({ status: make ? 200 : 404, contentType: 'text/html; charset=utf-8', headers: { 'content-security-policy': POLICY }, body: make ? `<!doctype html>${renderToString(make())}` : '<title>x</title>' });
    });
    await page.goto(ORIGIN + path);
    return { page, problems };
  };
  const close = (page: Page): Promise<void> => page.context().close();

  for (const path of ['/gallery', '/gallery-dark', '/gallery-large', '/gallery-english']) {
    it(`${path}: axe finds nothing, the content policy stops nothing, nothing is wider than 320 px`, async () => {
      const { page, problems } = await open(path, { width: 320 });
      assert.ok((await page.evaluate('document.documentElement.scrollWidth - innerWidth') as number) <= 0, 'wider than the screen');
      await page.evaluate(axe);
      const found = await page.evaluate(`axe.run(document, { runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice'] }).then((result) => result.violations.map((violation) => violation.id + ': ' + violation.nodes[0].html))`);
      assert.deepEqual(found, []);
      assert.deepEqual(problems, []);
      await close(page);
    });
  }

  it('j, k, x and Enter walk the list; letters typed in a field stay letters', async () => {
    const { page } = await open('/keys');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    assert.deepEqual(await page.evaluate(`[...document.querySelectorAll('input[name=chon]')].map((box) => box.checked)`), [false, true, false]);
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    assert.equal(new URL(page.url()).hash, '#H36.21-260213-0039', 'Enter opens the row, it does not post the form');
    await page.fill('#vd-ten', '');
    await page.focus('#vd-ten');
    await page.keyboard.type('jxk?');
    assert.equal(await page.inputValue('#vd-ten'), 'jxk?');
    await close(page);
  });
  it('? opens the sheet, and the letters can be switched off for good', async () => {
    const { page } = await open('/keys');
    await page.keyboard.press('?');
    assert.equal(await page.evaluate(`document.querySelector('[data-key-sheet]').open`), true);
    await page.click('[data-key-letters]');
    await page.reload();
    await page.keyboard.press('j');
    assert.equal(await page.evaluate(`document.activeElement === document.body`), true);
    await close(page);
  });
  it('a page’s own key goes before the frame’s, and F-keys work inside a field', async () => {
    const { page } = await open('/intake');
    await page.keyboard.press('F4');
    assert.equal(await page.evaluate('document.activeElement.id'), 'scan');
    await page.keyboard.press('F6');
    await page.waitForURL(/\/ban\/tra-ket-qua(#|$)/u);
    await close(page);
  });
  it('dependent questions appear with their answer; without script they all stand there', async () => {
    const { page } = await open('/question');
    assert.equal(await page.isVisible('#vd-noi-sinh-khac'), true, 'chosen from the start');
    await page.check('#vd-noi-sinh');
    assert.equal(await page.isVisible('#vd-noi-sinh-khac'), false);
    await close(page);
    const without = await open('/question', { script: false });
    assert.equal(await without.page.isVisible('#vd-noi-sinh-khac'), true);
    assert.equal(await without.page.isVisible('[data-print]'), false, 'a button that could do nothing is not shown');
    await close(without.page);
  });
  it('the reason of a verdict opens with «Thiếu» and «Sai» only', async () => {
    const { page } = await open('/keys');
    assert.equal(await page.isVisible('#vd-ket-luan-to-khai-reason'), false);
    await page.check('#vd-ket-luan-to-khai-thieu');
    assert.equal(await page.isVisible('#vd-ket-luan-to-khai-reason'), true);
    await close(page);
  });
  it('communes come with the province, and the button comes back when they do not', async () => {
    const { page } = await open('/address');
    assert.equal(await page.isVisible('[data-load-communes]'), false);
    await page.selectOption('#vd-dia-chi', '68');
    await page.waitForSelector('#vd-dia-chi-commune option[value="22924"]', { state: 'attached' });
    await page.route(`${ORIGIN}/xa**`, (route) => route.abort());
    await page.selectOption('#vd-dia-chi', '01');
    await page.waitForSelector('[data-load-communes]', { state: 'visible' });
    assert.equal(await page.locator('#vd-dia-chi-commune option').count(), 1, 'communes of another province are gone');
    await close(page);
  });
  it('a page whose scripts throw is the page without script', async () => {
    const { page, problems } = await open('/question', { broken: true });
    assert.ok(problems.some((problem) => problem.includes('planted')));
    assert.equal(await page.isVisible('#vd-noi-sinh-khac'), true);
    await page.check('#vd-noi-sinh');
    await close(page);
  });
  it('a tap anywhere on a row chooses it, and each row is at least 44 px high', async () => {
    const { page } = await open('/question', { width: 360 });
    const row = page.locator('.mc-choice').first();
    const box = (await row.boundingBox())!;
    assert.ok(box.height >= 44, String(box.height));
    await page.mouse.click(box.x + box.width - 4, box.y + box.height - 4);
    assert.equal(await page.isChecked('#vd-noi-sinh'), true);
    await close(page);
  });
  it('every link and button of the frame is at least 24 px high', async () => {
    for (const path of ['/question', '/keys']) {
      const { page } = await open(path, { width: 360 });
      const small = await page.evaluate(`[...document.querySelectorAll('header a, header button, footer a, footer button')].filter((element) => element.getBoundingClientRect().height < 24).map((element) => element.outerHTML)`);
      assert.deepEqual(small, [], path);
      await close(page);
    }
  });
});
