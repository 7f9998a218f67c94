import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { proofRead } from '../../src/adapters/pdf-typst/proof-reading.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { aDraft, anOfficer } from '../support/people.ts';
import { Person, signInOfficer } from './person.ts';

const SHOTS = process.env['MOTCUA_SHOTS'];

describe('a printed form and a helper, on a telephone', { timeout: 120_000 }, () => {
  let app: TestApp;
  let browser: Browser;
  before(async () => { [app, browser] = await Promise.all([startTestApp({ simulators: true }), openBrowser()]); });
  after(async () => { await browser?.close(); await app?.close(); });
  const narrow = async (person: Person, name: string): Promise<void> => {
    const wide = await person.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    if (SHOTS) await person.page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
    assert.equal(wide, 0, `${person.path} is wider than the telephone`);
  };

  it('row 2: filled in at 360 px, printed with its code, without script as with', async () => {
    for (const script of [true, false]) {
      const person = await Person.open(browser, app, { script });
      await person.go('/thu-tuc/chung-thuc-ban-sao/dien-roi-in');
      await narrow(person, `dien-roi-in-${script ? 'js' : 'khong-js'}`);
      await person.type('requesterName', "H' Ƀrĕ Niê");
      await person.pick('requesterPaperType', 'Thẻ căn cước');
      await person.type('requesterPersonalId', '060302900001');
      await person.type('documents.0.name', 'Bằng tốt nghiệp');
      await person.type('documents.0.pages', '1');
      await person.type('documents.0.copies', '2');
      const [download] = await Promise.all([person.page.waitForEvent('download'), person.press('In tờ khai')]);
      const parts: Buffer[] = [];
      for await (const part of await download.createReadStream()) parts.push(part as Buffer);
      assert.match(proofRead(Buffer.concat(parts)).text, /H' Ƀrĕ Niê.*MÃ TỜ KHAI/u);
      assert.equal(await person.page.locator('[name=requesterName]').inputValue(), "H' Ƀrĕ Niê", 'what was typed stays on the screen');
      assert.deepEqual(person.complaints, []);
      await person.close();
    }
  });

  it('rows 13, 27: the helper reads out, types the six digits, and is done; the person opens the link and sees who looked', async () => {
    const helper = await Person.open(browser, app);
    await signInOfficer(helper, 'tinhnguyen.hamliem');
    await narrow(helper, 'khai-giup');
    const draft = await aDraft(app, await anOfficer(app, 'tinhnguyen.hamliem'), { phone: '0900000021' });
    await helper.go(`/nhap/${draft}/kiem-tra`);
    await narrow(helper, 'kiem-tra');
    await helper.press('Hỏi người dân có đồng ý không');
    await helper.stands('Hỏi người dân có đồng ý không');
    await helper.press('Gửi mã đến số …021');
    await helper.page.getByText('Đã gửi mã đến số …021').waitFor();
    await narrow(helper, 'dong-y');
    await app.drainJobs();
    const code = /Ma (\d{6})/u.exec(app.sms?.messages().at(-1)?.text ?? '')?.[1] ?? assert.fail();
    await helper.type('ma', code);
    await helper.press('Người dân đồng ý: nộp hồ sơ');
    await helper.stands('Đã nộp giúp');
    await narrow(helper, 'da-nop-giup');
    assert.deepEqual(helper.complaints, []);
    await helper.close();

    // A message a minute to one number: the link comes after the code.
    app.clock.forward(61_000);
    await app.drainJobs();
    const link = /\/giup\/[0-9A-Z]{16}/u.exec(app.sms?.messages().at(-1)?.text ?? '')?.[0] ?? assert.fail();
    const filed = (await app.database.owner.query<{ id: string }>('SELECT dossier_id AS id FROM dossier_draft WHERE id = $1', [draft])).rows[0]?.id ?? assert.fail();
    const reception = await anOfficer(app, 'tiepnhan.hamliem');
    await reception.visitor.go(`/ban/ho-so/${filed}`);
    assert.equal(reception.visitor.page.status, 200);
    for (const script of [true, false]) {
      const owner = await Person.open(browser, app, { script });
      await owner.go(link);
      await narrow(owner, `duong-dan-${script ? 'js' : 'khong-js'}`);
      await owner.page.locator(`form[action="${link}"] button`).click();
      await owner.page.waitForURL(/\/ho-so\//u);
      const words = await owner.page.locator('main').innerText();
      assert.match(words, /Nộp giúp: Tình nguyện viên Hàm Liêm – demo/u, 'marked for ever');
      await owner.page.getByText('Ai đã xem hồ sơ của tôi').click();
      await owner.page.getByText(/\d+\/\d+\/2026: Tiếp nhận Hàm Liêm – demo – /u).waitFor();
      await narrow(owner, `ho-so-duoc-giup-${script ? 'js' : 'khong-js'}`);
      assert.deepEqual(owner.complaints, []);
      await owner.close();
    }
  });
});
