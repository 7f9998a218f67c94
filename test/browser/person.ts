import assert from 'node:assert/strict';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { DEMO_PASSWORD, type TestApp } from '../support/app.ts';
import type { Visitor } from '../support/browse.ts';

export const PHONE = { width: 360, height: 740 } as const;
export const DESK = { width: 1366, height: 768 } as const;
const WAIT_MS = 15_000;

export interface Looks { readonly width?: number; readonly height?: number; readonly script?: boolean; readonly dark?: boolean; /** cookies of somebody who is signed in already */ readonly as?: Visitor; readonly cookies?: Readonly<Record<string, string>> }

/** Somebody with a browser window of their own; what the window complains about is kept. */
export class Person {
  readonly context: BrowserContext;
  readonly page: Page;
  /** words of the console, broken scripts, blocked by the content policy, pieces of a page that did not come */
  readonly complaints: string[] = [];
  readonly #base: string;
  taps = 0;
  letters = 0;
  #typing = false;

  private constructor(base: string, context: BrowserContext, page: Page) {
    this.#base = base;
    this.context = context;
    this.page = page;
    this.watch(page);
  }
  static async open(browser: Browser, app: Pick<TestApp, 'url'>, looks: Looks = {}): Promise<Person> {
    const context = await browser.newContext({
      viewport: { width: looks.width ?? PHONE.width, height: looks.height ?? PHONE.height }, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh',
      javaScriptEnabled: looks.script ?? true, colorScheme: looks.dark ? 'dark' : 'light', reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(WAIT_MS);
    const jar = [...(looks.as?.cookies(app.url) ?? []), ...Object.entries(looks.cookies ?? {})];
    if (jar.length > 0) await context.addCookies(jar.map(([name, value]) => ({ name, value, url: app.url })));
    return new Person(app.url, context, await context.newPage());
  }
  close(): Promise<void> { return this.context.close(); }

  watch(page: Page): void {
    page.on('pageerror', (error) => this.complaints.push(`script: ${error.message}`));
    page.on('console', (message) => {
      // A page that says 400 or 404 of itself is an answer, not a fault; pieces of a page are judged below.
      if (message.type() === 'error' && !/^Failed to load resource/u.test(message.text())) this.complaints.push(`console: ${message.text()}`);
    });
    page.on('response', (response) => { if (response.status() >= 400 && !response.request().isNavigationRequest() && response.request().resourceType() !== 'fetch') this.complaints.push(`${response.status()} ${response.url()}`); });
    page.on('requestfailed', (request) => { if (!/ERR_ABORTED|ERR_INTERNET_DISCONNECTED/u.test(request.failure()?.errorText ?? '')) this.complaints.push(`${request.failure()?.errorText} ${request.url()}`); });
  }

  get path(): string { const url = new URL(this.page.url()); return url.pathname + url.search; }
  async go(path: string): Promise<void> { await this.page.goto(new URL(path, this.#base).href); }
  async title(): Promise<string> { return ((await this.page.locator('h1').first().textContent()) ?? '').trim(); }
  /** Waits for a title; a page that came back with problems says which. */
  async stands(title: string | RegExp): Promise<void> {
    try {
      await this.page.locator('h1', { hasText: title }).first().waitFor();
    } catch {
      const errors = await this.page.locator('.mc-errors').allInnerTexts();
      assert.fail(`«${String(title)}» was expected; ${this.path} says «${await this.title()}»${errors.length > 0 ? `: ${errors.join(' ')}` : ''}`);
    }
  }

  // ── a hand: every touch is counted, going from one box to the next is the keyboard's own «next» ──────────────────
  async tap(target: Locator): Promise<void> { this.#touch(); await target.click(); }
  async press(words: string): Promise<void> { await this.tap(this.page.locator('main').getByRole('button', { name: words, exact: true }).or(this.page.locator('main').getByRole('link', { name: words, exact: true })).first()); }
  async choose(name: string, value: string): Promise<void> { this.#touch(); await this.page.locator(`input[name="${name}"][value="${value}"]`).check(); }
  /** one line of a list, by what it says */
  async pick(name: string, words: string): Promise<void> {
    this.#touch();
    const list = this.page.locator(`select[name="${name}"]`);
    const option = list.locator('option', { hasText: words }).first();
    await option.waitFor({ state: 'attached' });
    await list.selectOption(await option.getAttribute('value'));
  }
  async type(name: string, text: string): Promise<void> {
    if (!this.#typing) this.#touch();
    this.#typing = true;
    this.letters += text.length;
    await this.page.locator(`[name="${name}"]`).fill(text);
  }
  async date(name: string, day: string, month: string, year: string): Promise<void> {
    for (const [part, digits] of [['day', day], ['month', month], ['year', year]] as const) await this.type(`${name}.${part}`, digits);
  }
  #touch(): void { this.taps++; this.#typing = false; }
}

export async function signInAtProvider(person: Person, name: string): Promise<void> {
  await person.page.getByRole('button', { name }).first().click();
  await person.page.getByRole('button', { name: 'Đúng, tiếp tục' }).click();
}
export async function signInOfficer(person: Person, username: string): Promise<void> {
  await person.go('/can-bo/dang-nhap');
  await person.page.locator('[name=username]').fill(username);
  await person.page.locator('[name=password]').fill(DEMO_PASSWORD);
  await person.page.keyboard.press('Enter');
  await person.page.waitForURL((url) => !url.pathname.startsWith('/can-bo'));
}
