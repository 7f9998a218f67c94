import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { faultsOf } from './looking.ts';
import { Person } from './person.ts';

describe('levels and offices on a telephone of 360 px', { timeout: 120_000 }, () => {
  let app: TestApp;
  let browser: Browser;
  before(async () => { [app, browser] = await Promise.all([startTestApp({ payments: true }), openBrowser()]); });
  after(async () => { await browser?.close(); await app?.close(); });
  /** Sound to axe; where no script runs axe does not either, and the width alone is measured. */
  const sound = async (person: Person, where: string): Promise<void> => {
    const look = process.env['MC_SCREENSHOTS'];
    if (look) await person.page.screenshot({ path: `${look}/${where.replace(/[^a-z0-9]+/giu, '-')}.png`, fullPage: true });
    const faults = /without script$/u.test(where) ? await person.page.evaluate('(() => { const wide = document.documentElement.scrollWidth - window.innerWidth; return wide > 0 ? [`sticks out ${wide} px`] : []; })()') as string[] : await faultsOf(person.page);
    assert.deepEqual([...faults, ...person.complaints.splice(0)], [], where);
  };
  const items = (person: Person): Promise<string[]> => person.page.locator('main ul.mc-plain > li').allInnerTexts();

  for (const script of [true, false]) {
    const how = `${script ? 'with' : 'without'} script`;
    it(`row 5: from the first page to the procedures of level 4, then those of one office, ${how}`, async () => {
      const person = await Person.open(browser, app, { script });
      await person.go('/thu-tuc');
      await person.press('Xem theo mức độ: mức 1–4, toàn trình hay một phần');
      await person.stands('Dịch vụ công theo mức độ');
      await sound(person, `levels ${how}`);
      const said = Number(/Mức 4[^\n]*?: (\d+)/u.exec(await person.page.locator('main').innerText())?.[1]);
      await person.tap(person.page.locator('main li a', { hasText: /^Mức 4/u }).first());
      await person.page.waitForURL(/muc=4/u);
      const listed = await items(person);
      assert.ok(said > 0 && listed.length === said, `${said} said, ${listed.length} listed`);
      assert.ok(listed.every((one) => /Mức 4/u.test(one)), listed.join(' | '));
      assert.equal(await person.page.locator('main [aria-current=true]').count(), 1, 'what was chosen is marked');
      await sound(person, `levels 4 ${how}`);
      await person.pick('co-quan', 'xã Thanh Hà');
      await person.press('Xem');
      await person.page.waitForURL(/co-quan=12/u);
      assert.match(person.path, /muc=4/u, 'the level stays chosen');
      await sound(person, `levels office ${how}`);
      await person.tap(person.page.locator('main ul.mc-plain > li a').first());
      await person.page.waitForURL(/\/thu-tuc\//u);
      assert.match(await person.page.locator('main').innerText(), /Mức độ 4 · /u);
      assert.deepEqual(person.complaints, []);
      await person.close();
    });
    it(`row 6: the old name of a commune leads to the office of today, and back to what was begun, ${how}`, async () => {
      const person = await Person.open(browser, app, { script });
      await person.go('/khai/khai-sinh?da-kiem-tra=1');
      await sound(person, `where to file ${how}`);
      await person.tap(person.page.getByRole('link', { name: /Chưa biết nhà mình nay thuộc xã nào/u }));
      await person.stands('Nơi giải quyết cho nhà anh/chị');
      await person.type('q', 'hàm chính');
      await sound(person, `office search ${how}`);
      await person.page.locator('main form[action="/co-quan"] button').click();
      await person.page.waitForURL(/q=/u);
      assert.match(await person.page.locator('main').innerText(), /Hàm Chính[^]*Ủy ban nhân dân xã Hàm Liêm/u);
      await sound(person, `office found ${how}`);
      await person.tap(person.page.getByRole('link', { name: 'Ủy ban nhân dân xã Hàm Liêm' }).first());
      await person.stands('Ủy ban nhân dân xã Hàm Liêm');
      await sound(person, `office ${how}`);
      await person.page.goBack();
      await person.tap(person.page.getByRole('link', { name: 'Nộp ở đây' }).first());
      await person.page.waitForURL(/\/khai\/khai-sinh/u);
      if (/Kiểm tra nhanh/u.test(await person.title())) await person.go('/khai/khai-sinh?da-kiem-tra=1&moi=1&noi=2');
      assert.equal(await person.page.locator('[name=noi]:checked, select[name=noi]').first().inputValue(), '2', 'the office is chosen');
      assert.deepEqual(person.complaints, []);
      await person.close();
    });
  }
  it('row 6: the page of a unit that has ended says who does its work now', async () => {
    const person = await Person.open(browser, app);
    await person.go('/co-quan');
    await sound(person, 'offices');
    await person.tap(person.page.locator('main').getByRole('link', { name: 'Ủy ban nhân dân xã Thanh Xá' }));
    await person.page.getByText('Đơn vị này không còn').waitFor();
    await sound(person, 'office ended');
    await person.tap(person.page.getByRole('link', { name: /^Đến cơ quan hiện nay/u }));
    await person.stands('Ủy ban nhân dân xã Thanh Hà');
    assert.deepEqual(person.complaints, []);
    await person.close();
  });
});
