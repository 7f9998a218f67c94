import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { aDossier, aDraft, aGuest, anOfficer } from '../support/people.ts';
import { DESK, Person, type Looks } from './person.ts';

/** As it travels: bytes with headers, everything of the first view, an empty cache. */
const KB = 1024;
const FIRST_VIEW = { bytes: 30 * KB, requests: 4, scripts: 0 } as const;
const QUESTION = { bytes: 25 * KB, requests: 5, scripts: 12 * KB } as const;
const DESK_VIEW = { bytes: 150 * KB, requests: 8, scripts: 90 * KB } as const;
/** The whole birth flow without photos, style and scripts once. */
const WHOLE_FLOW = 120 * KB;

describe('what a first view weighs', { timeout: 90_000 }, () => {
  let app: TestApp;
  let browser: Browser;
  before(async () => { [app, browser] = await Promise.all([startTestApp(), openBrowser()]); });
  after(async () => { await browser?.close(); await app?.close(); });

  interface Weight { readonly bytes: number; readonly requests: number; readonly scripts: number }
  async function weigh(person: Person, path: string, cached = false): Promise<Weight> {
    const cdp = await person.context.newCDPSession(person.page);
    await cdp.send('Network.enable');
    await cdp.send('Network.setCacheDisabled', { cacheDisabled: !cached });
    const kinds = new Map<string, string>();
    const sizes = new Map<string, number>();
    cdp.on('Network.responseReceived', (event) => { if (!event.response.fromDiskCache) kinds.set(event.requestId, event.type); });
    cdp.on('Network.loadingFinished', (event) => { sizes.set(event.requestId, event.encodedDataLength); });
    await person.page.goto(new URL(path, app.url).href, { waitUntil: 'networkidle' });
    await cdp.detach();
    const own = [...kinds].map(([id, kind]) => ({ kind, size: sizes.get(id) ?? 0 }));
    return { bytes: own.reduce((sum, one) => sum + one.size, 0), requests: own.length, scripts: own.filter((one) => one.kind === 'Script').reduce((sum, one) => sum + one.size, 0) };
  }
  const fits = (t: { diagnostic(words: string): void }, path: string, weight: Weight, most: Weight): void => {
    t.diagnostic(`${path}: ${(weight.bytes / KB).toFixed(1)} KB, ${weight.requests} requests, scripts ${(weight.scripts / KB).toFixed(1)} KB`);
    for (const what of ['bytes', 'requests', 'scripts'] as const) assert.ok(weight[what] <= most[what], `${path}: ${weight[what]} ${what}, at most ${most[what]}`);
  };
  const open = (more: Looks = {}): Promise<Person> => Person.open(browser, app, more);

  it('of pages that are only read: at most 30 KB, four requests, no script', async (t) => {
    const guest = await aGuest(app);
    const dossier = await aDossier(app, guest);
    for (const path of ['/', '/tim?q=lam khai sinh cho con', '/thu-tuc/khai-sinh', '/thu-tuc', '/khai/khai-sinh/dieu-kien', '/tra-cuu', '/ho-so-cua-toi', `/ho-so/${dossier}`]) {
      const person = await open({ as: guest.visitor });
      fits(t, path.replace(dossier, ':id'), await weigh(person, path), FIRST_VIEW);
      await person.close();
    }
  });
  it('of a question: the page and what keeps its answers', async (t) => {
    const guest = await aGuest(app);
    const draft = await aDraft(app, guest, { paper: 'none' });
    const person = await open({ as: guest.visitor });
    for (const page of ['be', 'cha', 'dan-toc-que-quan', 'noi-o']) fits(t, `/nhap/:draft/cau/${page}`, await weigh(person, `/nhap/${draft}/cau/${page}`), QUESTION);
    await person.close();
  });
  it('of the desk', async (t) => {
    const guest = await aGuest(app);
    const dossier = await aDossier(app, guest);
    const reception = await open({ ...DESK, as: (await anOfficer(app, 'tiepnhan.hamliem')).visitor });
    for (const path of ['/ban', `/ban/ho-so/${dossier}`, '/ban/tiep-nhan/khai-sinh', `/ban/ho-so/${dossier}/bo-sung`]) fits(t, path.replace(dossier, ':id'), await weigh(reception, path), DESK_VIEW);
    await reception.close();
  });
  it('of the whole way from the first page to the last look, without photos', async (t) => {
    const guest = await aGuest(app);
    const draft = await aDraft(app, guest, { paper: 'none' });
    const person = await open({ as: guest.visitor });
    let bytes = 0;
    for (const path of ['/', '/thu-tuc/khai-sinh', '/khai/khai-sinh/dieu-kien', '/khai/khai-sinh?da-kiem-tra=1&moi=1', ...['xac-nhan', ...['nguoi-khai', 'be', 'ngay-sinh', 'me', 'cha', 'dan-toc-que-quan', 'noi-o', 'ban-sao'].map((page) => `cau/${page}`), 'giay-to', 'nhan-ket-qua', 'kiem-tra'].map((rest) => `/nhap/${draft}/${rest}`)]) bytes += (await weigh(person, path, true)).bytes;
    t.diagnostic(`${(bytes / KB).toFixed(1)} KB`);
    assert.ok(bytes <= WHOLE_FLOW, `${bytes} bytes`);
    await person.close();
  });
});
