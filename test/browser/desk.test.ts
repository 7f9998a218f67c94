import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { aCitizen, aDossier, stateOf } from '../support/people.ts';
import { DESK, Person, signInOfficer } from './person.ts';

/** No mouse anywhere: what an officer with thirty waiting does all day goes by keys alone. */
describe('the desk by keyboard', { timeout: 120_000 }, () => {
  let app: TestApp;
  let browser: Browser;
  let dossier = '';
  before(async () => {
    [app, browser] = await Promise.all([startTestApp(), openBrowser()]);
    dossier = await aDossier(app, await aCitizen(app, 'demo-hoa'));
  });
  after(async () => { await browser?.close(); await app?.close(); });

  async function officer(username: string): Promise<Person & { keys(...keys: string[]): Promise<void> }> {
    const person = await Person.open(browser, app, DESK);
    await signInOfficer(person, username);
    return Object.assign(person, { async keys(...keys: string[]) { for (const key of keys) await person.page.keyboard.press(key); } });
  }
  const status = async (): Promise<string> => (await stateOf(app, dossier)).status;

  it('reception walks the list, opens the dossier and accepts it', async () => {
    const reception = await officer('tiepnhan.hamliem');
    await reception.stands('Việc hôm nay');
    await reception.keys('j');
    assert.match(await reception.page.locator(':focus').innerText(), /Làm khai sinh cho con/u, 'j goes to the first row, once');
    await reception.keys('Enter');
    await reception.stands('Làm khai sinh cho con');
    assert.match(await reception.page.locator('main').innerText(), /Trần Minh An[\s\S]*Trả lời trước/u, 'data and deadline are on the screen');
    await reception.keys('Control+Enter');
    await reception.page.getByText(/H36\.23095 ?- ?260302 ?- ?0001|H36\.23095-260302-0001/u).first().waitFor();
    assert.equal(await status(), 'processing');
    assert.deepEqual(reception.complaints, []);
    await reception.close();
  });

  it('the specialist drafts the result and submits it for signature', async () => {
    const specialist = await officer('thuly.hamliem');
    await specialist.keys('j', 'Enter');
    await specialist.stands('Làm khai sinh cho con');
    await specialist.keys('Control+d');
    await specialist.stands('Soạn kết quả');
    await specialist.keys('Control+Enter');
    await specialist.page.getByText('Chưa ghi số định danh cá nhân của bé').first().waitFor();
    // The list of problems has the focus; its link leads into the box.
    await specialist.keys('Tab', 'Enter');
    await specialist.page.keyboard.type('068226000123');
    await specialist.keys('Control+Enter');
    await specialist.page.waitForURL((url) => !url.pathname.endsWith('/soan'));
    const { step, drafted } = await stateOf(app, dossier);
    assert.equal(drafted, true);
    assert.equal(step, 'ky');
    assert.deepEqual(specialist.complaints, []);
    await specialist.close();
  });

  it('the leader ticks and signs, and is asked once before a number is taken', async () => {
    const leader = await officer('lanhdao.hamliem');
    await leader.go('/ban/ky');
    await leader.keys('j', 'x', 'Control+Enter');
    await leader.stands('Ký 1 kết quả?');
    await leader.keys('Tab');
    await leader.page.getByRole('button', { name: 'Ký 1 kết quả' }).focus();
    await leader.keys('Enter');
    await leader.page.getByText('Đã duyệt, đang ký').first().waitFor();
    await app.drainJobs();
    assert.equal(await status(), 'done');
    assert.deepEqual(leader.complaints, []);
    await leader.close();
  });

  it('the counter hands the result over with F6, the code and one tick', async () => {
    const reception = await officer('tiepnhan.hamliem');
    await reception.keys('F6');
    await reception.stands('Trả kết quả');
    const { code } = await stateOf(app, dossier);
    await reception.page.locator('input[name=ma]:focus').waitFor();
    await reception.page.keyboard.type(code ?? '');
    await reception.keys('Enter');
    await reception.page.getByLabel('Đã xem căn cước, đúng người').waitFor();
    await reception.page.getByLabel('Đã xem căn cước, đúng người').focus();
    await reception.keys('Space', 'Control+Enter');
    await reception.page.getByText('Đã trả kết quả.').first().waitFor();
    assert.equal(await status(), 'returned');
    assert.deepEqual(reception.complaints, []);
    await reception.close();
  });
});
