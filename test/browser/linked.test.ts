import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { aCitizen, aDossier } from '../support/people.ts';
import { faultsOf } from './looking.ts';
import { Person } from './person.ts';

describe('row 11: linked parts on a telephone of 360 px', { timeout: 120_000 }, () => {
  let app: TestApp;
  let browser: Browser;
  before(async () => { [app, browser] = await Promise.all([startTestApp({ linked: true }), openBrowser()]); });
  after(async () => { await browser?.close(); await app?.close(); });

  for (const script of [true, false]) {
    it(`chosen after the birth is sent, and followed on the page of the dossier, ${script ? 'with' : 'without'} script`, async () => {
      const citizen = await aCitizen(app, 'demo-hoa');
      const dossier = await aDossier(app, citizen);
      const mother = await Person.open(browser, app, { as: citizen.visitor, script });
      const look = async (): Promise<void> => { if (script) assert.deepEqual(await faultsOf(mother.page), []); };
      await mother.go(`/ho-so/${dossier}`);
      await mother.press('Chọn việc liên thông');
      await mother.stands('Làm luôn việc khác cho bé?');
      await look();
      await mother.press('Làm luôn các việc đã chọn');
      await mother.page.getByText('Chờ Giấy khai sinh ký xong').first().waitFor();
      assert.match(await mother.page.locator('main').innerText(), /Thẻ bảo hiểm y tế cho bé/u);
      await pause(50);
      await look();
      assert.equal(mother.taps, 2);
      assert.deepEqual(mother.complaints, []);
      await mother.close();
    });
  }
});
