import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { aDraft, aGuest } from '../support/people.ts';
import { Person } from './person.ts';

const CHILD = "H'Ly Niê Kđăm Ƀăk";

/** Nothing typed is lost, and nothing is called kept before the server has it. */
describe('what is typed on a telephone', { timeout: 90_000 }, () => {
  let app: TestApp;
  let browser: Browser;
  before(async () => { [app, browser] = await Promise.all([startTestApp(), openBrowser()]); });
  after(async () => { await browser?.close(); await app?.close(); });

  async function atQuestion(page: string): Promise<{ mother: Person; path: string; name: () => Promise<string> }> {
    const guest = await aGuest(app);
    const draft = await aDraft(app, guest, { answers: { relation: 'MeDe' }, paper: 'none', visited: ['xac-nhan', 'nguoi-khai'] });
    const mother = await Person.open(browser, app, { as: guest.visitor });
    const path = `/nhap/${draft}/cau/${page}`;
    await mother.go(path);
    return { mother, path, name: () => mother.page.locator('[name=childName]').inputValue() };
  }
  const line = (mother: Person) => mother.page.locator('[data-save-state]');

  it('is kept by the server while typing, and is there on another telephone', async () => {
    const { mother, path } = await atQuestion('be');
    await mother.page.locator('[name=childName]').fill(CHILD);
    await line(mother).filter({ hasText: /^Đã giữ lại lúc \d\d:\d\d\. Có thể tắt máy\.$/u }).waitFor();
    const elsewhere = await Person.open(browser, app, { cookies: Object.fromEntries((await mother.context.cookies()).map((one) => [one.name, one.value])) });
    await elsewhere.go(path);
    assert.equal(await elsewhere.page.locator('[name=childName]').inputValue(), CHILD);
    assert.deepEqual([...mother.complaints, ...elsewhere.complaints], []);
    await mother.close();
    await elsewhere.close();
  });

  it('outlives a tab that is killed before the server has heard of it', async () => {
    const { mother, path } = await atQuestion('be');
    await mother.page.route('**/giu', (route) => route.abort());
    await mother.page.locator('[name=childName]').fill(CHILD);
    await mother.page.locator('input[name=childSex][value="1"]').check();
    const crashed = mother.page.waitForEvent('crash');
    void mother.page.goto('chrome://crash').catch(() => undefined);
    await crashed;
    const again = await mother.context.newPage();
    await again.goto(new URL(path, app.url).href);
    assert.equal(await again.locator('[name=childName]').inputValue(), CHILD);
    assert.equal(await again.locator('input[name=childSex][value="1"]').isChecked(), true);
    await again.locator('[data-save-state]', { hasText: 'Đã giữ lại lúc' }).waitFor();
    await mother.close();
  });

  it('says that the network is gone, sends by itself when it is back, and sends nothing twice', async () => {
    const { mother } = await atQuestion('be');
    await mother.context.setOffline(true);
    await mother.page.locator('[name=childName]').fill(CHILD);
    await line(mother).filter({ hasText: 'Mất mạng – đã giữ trong máy, sẽ tự gửi' }).waitFor();
    await mother.context.setOffline(false);
    await line(mother).filter({ hasText: 'Đã giữ lại lúc' }).waitFor();
    await mother.press('Tiếp tục');
    await mother.page.locator('.mc-errors', { hasText: 'giới tính' }).waitFor();
    assert.equal(await mother.page.locator('[name=childName]').inputValue(), CHILD, 'a mistake elsewhere takes nothing away');
    await mother.close();
  });

  it('leaves nothing on a borrowed telephone', async () => {
    const borrower = await Person.open(browser, app);
    await borrower.go('/khai/khai-sinh?da-kiem-tra=1');
    await borrower.pick('noi', 'Hàm Liêm');
    await borrower.choose('may', 'muon');
    await borrower.press('Bắt đầu khai');
    await borrower.stands('Cho biết anh/chị là ai');
    await borrower.type('ten', CHILD);
    await borrower.type('can-cuoc', '066199012345');
    await borrower.date('ngay-sinh', '7', '2', '1999');
    await borrower.press('Tiếp tục');
    await borrower.stands('Anh/chị là ai của bé?');
    await borrower.date('requesterIssueDate', '1', '6', '2021');
    await line(borrower).filter({ hasText: 'Đã giữ lại lúc' }).waitFor();
    assert.equal(await borrower.page.evaluate(() => localStorage.length), 0);
    assert.deepEqual(borrower.complaints, []);
    await borrower.close();
  });
});
