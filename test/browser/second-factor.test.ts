import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { DEMO_PASSWORD, startTestApp, type TestApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { anOfficer } from '../support/people.ts';
import { paperCodes, Telephone } from '../support/telephone.ts';
import { faultsOf } from './looking.ts';
import { DESK, Person, PHONE } from './person.ts';

/** An officer and the telephone: every page of it on a small screen and on the desk's, with and without script. */
describe('the second factor in a browser', { timeout: 220_000 }, () => {
  let app: TestApp;
  let browser: Browser;
  before(async () => { [app, browser] = await Promise.all([startTestApp(), openBrowser()]); });
  after(async () => { await browser?.close(); await app?.close(); });

  const sound = async (person: Person, where: string): Promise<void> => {
    assert.deepEqual([...await faultsOf(person.page), ...person.complaints.splice(0)], [], where);
    const look = process.env['MC_SCREENSHOTS'];
    if (look) await person.page.screenshot({ path: `${look}/${where.replace(/[^a-z0-9]+/giu, '-')}.png`, fullPage: true });
  };
  const password = async (person: Person, username: string): Promise<void> => {
    await person.go('/can-bo/dang-nhap');
    await person.type('username', username);
    await person.type('password', DEMO_PASSWORD);
    await person.page.keyboard.press('Enter');
  };

  for (const [name, size, username] of [['360', PHONE, 'thuly.hamliem'], ['desk', DESK, 'vanthu.hamliem']] as const) {
    it(`set up, signed in with, another telephone, off again: ${name}`, async () => {
      const person = await Person.open(browser, app, size);
      await password(person, username);
      await person.page.waitForURL(/\/ban/u);
      await person.page.locator('.mc-officer a').click();
      await person.stands('Tài khoản của tôi');
      await sound(person, `factor account off ${name}`);
      await person.press('Bật xác thực hai lớp');
      await person.stands('Bật xác thực hai lớp');
      await sound(person, `factor set up ${name}`);
      const telephone = Telephone.scan(await person.page.content());
      await person.type('code', telephone.wrong(app.clock.now()));
      await person.type('password', DEMO_PASSWORD);
      await person.press('Bật xác thực hai lớp');
      await person.page.locator('.mc-errors').waitFor();
      await sound(person, `factor set up wrong ${name}`);
      await person.type('code', telephone.code(app.clock.now()));
      await person.type('password', DEMO_PASSWORD);
      await person.press('Bật xác thực hai lớp');
      await person.stands('In hoặc chép mã dự phòng ngay');
      assert.equal(paperCodes(await person.page.content()).length, 10);
      // The script that prints shows its button when it has come.
      await person.page.getByRole('button', { name: 'In', exact: true }).waitFor();
      await sound(person, `factor codes ${name}`);
      await person.press('Đã cất giấy, tiếp tục');
      await person.stands('Tài khoản của tôi');
      await sound(person, `factor account on ${name}`);
      for (const [words, where] of [['Lấy mã dự phòng mới', 'renew'], ['Đổi điện thoại', 'replace'], ['Tắt xác thực hai lớp', 'off']] as const) {
        await person.go('/can-bo/tai-khoan');
        await person.press(words);
        await person.stands(words);
        await sound(person, `factor ${where} ${name}`);
      }
      await person.page.locator('.mc-officer button').click();
      await password(person, username);
      await person.stands('Gõ mã xác thực');
      await sound(person, `factor sign in ${name}`);
      await person.type('code', '12 34');
      await person.page.keyboard.press('Enter');
      await person.page.locator('.mc-errors').waitFor();
      await sound(person, `factor sign in wrong ${name}`);
      app.clock.forward(30_000);
      await person.type('code', telephone.code(app.clock.now()).replace(/^.../u, '$& '));
      await person.page.keyboard.press('Enter');
      await person.page.waitForURL(/\/ban/u);
      await person.close();
    });
  }
  it('the rule, the page that it leads to, the administrator’s help and the question before it', async () => {
    const admin = await Person.open(browser, app, { ...DESK, as: (await anOfficer(app, 'quantri.hamliem')).visitor });
    await admin.go('/quan-tri/can-bo');
    await sound(admin, 'factor staff list');
    await admin.press('Xác thực hai lớp');
    await admin.stands('Xác thực hai lớp');
    await admin.date('leader', '2', '3', '2026');
    await admin.press('Lưu');
    await admin.stands('Xác thực hai lớp');
    await sound(admin, 'factor rule desk');
    await admin.page.setViewportSize({ width: 360, height: 740 });
    await sound(admin, 'factor rule 360');
    const leader = await Person.open(browser, app, PHONE);
    await password(leader, 'lanhdao.hamliem');
    await leader.stands('Bật xác thực hai lớp');
    await sound(leader, 'factor required 360');
    const telephone = Telephone.scan(await leader.page.content());
    await leader.type('code', telephone.code(app.clock.now()));
    await leader.press('Bật xác thực hai lớp');
    await leader.stands('In hoặc chép mã dự phòng ngay');
    await sound(leader, 'factor required codes 360');
    await leader.close();
    await admin.page.setViewportSize({ width: 1366, height: 768 });
    await admin.go(`/quan-tri/can-bo/${(await anOfficer(app, 'lanhdao.hamliem')).officerId}`);
    await sound(admin, 'factor officer desk');
    await admin.close();
    const { visitor } = await anOfficer(app, 'lanhdao.hamliem');
    app.clock.forward(6 * 60_000);
    const asked = await Person.open(browser, app, { ...PHONE, as: visitor });
    await asked.go('/ban/so-theo-doi.xlsx?nam=2026');
    await asked.stands('Gõ mã xác thực');
    await sound(asked, 'factor confirm 360');
    await asked.close();
  });
});
