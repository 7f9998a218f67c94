import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { extractDraft } from '../support/extract.ts';
import { aCitizen } from '../support/people.ts';
import { aResultByPost, handOver } from '../support/posted.ts';
import { faultsOf } from './looking.ts';
import { Person } from './person.ts';

describe('row 10: the post on a telephone of 360 px', { timeout: 180_000 }, () => {
  let app: TestApp;
  let browser: Browser;
  before(async () => { [app, browser] = await Promise.all([startTestApp({ post: true }), openBrowser()]); });
  after(async () => { await browser?.close(); await app?.close(); });

  for (const script of [true, false]) {
    it(`the price before the choice, the address only for the post, the list, the parcel, ${script ? 'with' : 'without'} script`, async () => {
      const citizen = await aCitizen(app, 'demo-hoa');
      const draft = await extractDraft(app, citizen);
      const person = await Person.open(browser, app, { as: citizen.visitor, script });
      const look = async (): Promise<void> => { if (script) assert.deepEqual(await faultsOf(person.page), []); };
      await person.go('/buu-dien');
      await look();
      await person.go(`/nhap/${draft}/nhan-ket-qua`);
      assert.match(await person.page.locator('main').innerText(), /Bưu điện đưa đến nhà[\s\S]*26\.000 đ trong tỉnh/u);
      assert.equal(await person.page.locator('#buu-tinh').isVisible(), !script, 'asked for only when the post is chosen; without script it stands there');
      await person.page.locator('input[value=post]').check();
      assert.equal(await person.page.locator('#buu-tinh').isVisible(), true);
      await look();
      await person.page.locator('#buu-tinh').selectOption('68');
      await person.page.locator('#buu-noi-o').fill('thôn 3, xã Hàm Liêm');
      await person.press('Tiếp tục');
      await person.stands('Xem lại rồi nộp');
      assert.match(await person.page.locator('main').innerText(), /Cước bưu điện trả kết quả[\s\S]*34\.000 đ/u);
      await look();
      await person.go(`/nhap/${draft}/gui-buu-dien`);
      assert.deepEqual([await person.page.locator('[name="noi.province"]').inputValue(), await person.page.locator('[name="noi.address"]').inputValue()], ['68', 'thôn 3, xã Hàm Liêm'], 'the address that was given for the result is not asked for again');
      await look();
      assert.deepEqual(person.complaints, []);
      await person.close();
    });
  }
  it('where the parcel is', async () => {
    const one = await aResultByPost(app);
    await handOver(app, [(await one.parcel()).id]);
    const person = await Person.open(browser, app, { as: one.visitor });
    await person.go(`/ho-so/${one.dossier}/buu-dien`);
    assert.match(await person.page.locator('main').innerText(), /Đã giao cho bưu điện/u);
    assert.deepEqual(await faultsOf(person.page), []);
    await person.close();
  });
});
