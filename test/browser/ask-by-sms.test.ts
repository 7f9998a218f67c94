import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { startMailbox, type Mailbox } from '../../simulators/mailbox/mailbox.ts';
import { DEMO_SHORT_NUMBER } from '../../src/wiring/config.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { aGuest, aDossier } from '../support/people.ts';
import { faultsOf } from './looking.ts';

let app: TestApp;
let browser: Browser;
let box: Mailbox;
before(async () => {
  app = await startTestApp({ simulators: true });
  assert.ok(app.mail && app.sms);
  box = await startMailbox({ port: 0, mail: app.mail, sms: app.sms, shortNumber: DEMO_SHORT_NUMBER });
  browser = await openBrowser();
});
after(async () => { await browser?.close(); await box?.close(); await app?.close(); });

test('row 8: at 360 px the look-up says how to ask by SMS; from the telephone of the demo page the question is answered', async () => {
  const id = await aDossier(app, await aGuest(app));
  const reference = (await app.database.owner.query<{ reference: string }>('SELECT reference FROM dossier WHERE id = $1', [id])).rows[0]?.reference ?? '';
  await app.drainJobs();
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled: true });
  try {
    const page = await context.newPage();
    await page.goto(`${app.url}/tra-cuu`);
    assert.match(await page.innerText('main'), /soạn HS, dấu cách, mã hồ sơ, dấu cách, mã bí mật, gửi 8099/u);
    assert.deepEqual(await faultsOf(page), []);
    if (process.env['MC_PICTURES']) await page.screenshot({ path: `${process.env['MC_PICTURES']}/tra-cuu-360.png`, fullPage: true });

    await page.goto(`http://127.0.0.1:${box.port}/`);
    await page.fill('#so', '0912345678');
    await page.fill('#tin', `hs ${reference.toLowerCase()} ${app.core.dossier.trackingSecret(id)}`);
    await page.click('button');
    for (let n = 0; n < 50 && !app.sms?.messages().some((one) => one.to === '84912345678'); n += 1) { await app.drainJobs(); await page.waitForTimeout(50); }
    await page.reload();
    const text = await page.innerText('body');
    assert.match(text, /84912345678 nhắn tới 8099/u);
    assert.match(text, new RegExp(`UBND xa Ham Liem: Ho so ${reference} da den noi, dang cho xem`, 'u'));
    assert.deepEqual((await faultsOf(page)).filter((fault) => !fault.startsWith('axe region') && !fault.startsWith('axe landmark')), []);
    if (process.env['MC_PICTURES']) await page.screenshot({ path: `${process.env['MC_PICTURES']}/hop-thu-360.png`, fullPage: true });
  } finally {
    await context.close();
  }
});
