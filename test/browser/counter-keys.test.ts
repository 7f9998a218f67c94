import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { stateOf } from '../support/people.ts';
import { DESK, Person, signInOfficer } from './person.ts';

/** The card as a scanner types it, and Enter. */
const CARD = '060302900001||Nguyễn Thị Hoa|08032002|Nữ|thôn 3, xã Hàm Liêm, tỉnh Lâm Đồng|01062021';

/** An officer with both hands on the keyboard; every key that a finger presses is counted, a scan is none. */
class Counter {
  keys = 0;
  readonly person: Person;
  constructor(person: Person) { this.person = person; }
  async press(...keys: readonly string[]): Promise<void> { for (const key of keys) { this.keys += 1; await this.person.page.keyboard.press(key); } }
  async type(text: string): Promise<void> { this.keys += [...text].length; await this.person.page.keyboard.type(text); }
  async scan(text: string): Promise<void> { await this.person.page.keyboard.type(text); await this.person.page.keyboard.press('Enter'); }
  at(name: string): Promise<void> { return this.person.page.locator(`[name="${name}"]:focus`).waitFor(); }
  /** Tab until the box has the focus: what a hand would press. */
  async go(name: string): Promise<void> {
    for (let n = 0; n < 60; n += 1) {
      if (await this.person.page.locator(`[name="${name}"]:focus`).count() > 0) return;
      await this.press('Tab');
    }
    assert.fail(`${name} is not reached by Tab`);
  }
  async choose(name: string, letters: string): Promise<void> { await this.go(name); await this.type(letters); }
  /** One of several answers by arrows, as a keyboard chooses; the first is taken by the space bar. */
  async radio(name: string, place: number): Promise<void> {
    await this.go(name);
    await this.press('Space');
    for (let n = 1; n < place; n += 1) await this.press('ArrowDown');
  }
}

describe('an intake by keyboard alone', { timeout: 180_000 }, () => {
  let app: TestApp;
  let browser: Browser;
  before(async () => { [app, browser] = await Promise.all([startTestApp(), openBrowser()]); });
  after(async () => { await browser?.close(); await app?.close(); });

  async function counter(search: string, place: string): Promise<Counter> {
    const person = await Person.open(browser, app, DESK);
    await signInOfficer(person, 'tiepnhan.hamliem');
    const at = new Counter(person);
    await at.press('F4');
    await at.at('q');
    await at.type(search);
    await at.press('Enter');
    await person.page.getByRole('heading', { name: 'Chọn một thủ tục' }).waitFor();
    await at.press(place);
    await at.at('nguoi.the');
    await at.scan(CARD);
    await person.page.locator('[name="nguoi.so"][value="060302900001"]').waitFor();
    return at;
  }
  const newest = async (): Promise<string> => (await app.database.owner.query<{ id: string }>('SELECT id FROM dossier ORDER BY id DESC LIMIT 1')).rows[0]?.id ?? '';

  it('a scanner that types into the list of procedures chooses none of them', async () => {
    const person = await Person.open(browser, app, DESK);
    await signInOfficer(person, 'tiepnhan.hamliem');
    await person.go('/ban/tiep-nhan?q=khai%20sinh');
    await person.page.keyboard.type(CARD);
    // a hand comes later than the next key of a scanner: that pause is what tells them apart
    await person.page.waitForTimeout(250);
    await person.page.keyboard.press('1');
    await person.stands('Làm khai sinh cho con');
    assert.equal(await person.page.locator('[name="nguoi.the"]').inputValue(), '', 'the digit of the hand chose, those of the scanner did not');
    await person.close();
  });

  it('a certified copy: card, tick, three boxes, Ctrl+Enter', async (t) => {
    const at = await counter('sao', '1');
    await at.at('giay-nhan');
    await at.press('Space');
    await at.go('documents.0.name');
    await at.type('CCCD');
    await at.go('documents.0.pages');
    await at.type('2');
    await at.go('documents.0.copies');
    await at.type('3');
    await at.press('Control+Enter');
    await at.person.stands(/^Đã nhận/u);
    assert.equal((await stateOf(app, await newest())).procedure, '2.000815');
    assert.deepEqual(at.person.complaints, []);
    assert.ok(at.keys <= 25, `${at.keys} keys`);
    t.diagnostic(`certified copy: ${at.keys} keys and one scan`);
    await at.person.close();
  });

  it('a birth: the mother’s card, what the card does not say, Ctrl+Enter', async (t) => {
    const at = await counter('ks', '1');
    await at.at('giay-nhan');
    await at.press('Space');
    await at.go('giay-xem');
    await at.press('Space');
    await at.radio('relation', 1);
    await at.go('childName');
    await at.type('Trần Minh An');
    await at.radio('childSex', 1);
    await at.go('birthDate.day');
    await at.type('20');
    await at.go('birthDate.month');
    await at.type('2');
    await at.go('birthDate.year');
    await at.type('2026');
    for (const place of ['birthPlace', 'hometown', 'requesterAddress']) {
      if (place === 'hometown') {
        await at.choose('motherEthnicity', 'kin');
        await at.radio('fatherDeclared', 2);
      }
      await at.choose(`${place}.province`, 'lam');
      // letters that come before the list does are not lost
      await at.choose(`${place}.commune`, 'ham liem');
      await at.person.page.locator(`[name="${place}.commune"]`).filter({ has: at.person.page.locator('option:checked', { hasText: 'Hàm Liêm' }) }).waitFor();
    }
    await at.press('Control+Enter');
    await at.person.stands(/^Đã nhận/u);
    const state = await stateOf(app, await newest());
    assert.deepEqual([state.procedure, state.ticks.map((tick) => tick.paper)], ['1.001193', ['giay-chung-sinh', 'giay-to-tuy-than']]);
    assert.deepEqual(at.person.complaints, []);
    assert.ok(at.keys <= 140, `${at.keys} keys`);
    t.diagnostic(`birth: ${at.keys} keys and one scan`);
    await at.person.close();
  });
});
