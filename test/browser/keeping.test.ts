import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { startTestApp, type TestApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { aDraft, aGuest } from '../support/people.ts';
import { Person, signInAtProvider } from './person.ts';

const CHILD = "H'Ly Niê Kđăm Ƀăk";

/** Nothing typed is lost, and nothing is called kept before the server has it. */
describe('what is typed on a telephone', { timeout: 90_000 }, () => {
  let app: TestApp;
  let browser: Browser;
  before(async () => { [app, browser] = await Promise.all([startTestApp({ simulators: true }), openBrowser()]); });
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

  /** A page of paper with print on it, sharp enough not to be asked about. */
  const photo = async (): Promise<{ name: string; mimeType: string; buffer: Buffer }> => ({ name: 'giấy chứng sinh.jpg', mimeType: 'image/jpeg', buffer: await sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="1600"><rect width="1200" height="1600" fill="#eee"/>${Array.from({ length: 60 }, (_, at) => `<text x="80" y="${80 + at * 25}" font-size="20">GIAY CHUNG SINH ${at} 0123456789 ABCDEFGH</text>`).join('')}</svg>`)).jpeg().toBuffer() });
  const onShelf = (person: Person): Promise<number> => person.page.evaluate(() => new Promise<number>((resolve) => {
    const request = indexedDB.open('mc-photos', 1);
    request.onsuccess = () => { try { const all = request.result.transaction('pages').objectStore('pages').count(); all.onsuccess = () => resolve(all.result); all.onerror = () => resolve(-1); } catch { resolve(0); } };
    request.onerror = () => resolve(0);
  }));
  const pick = async (person: Person): Promise<void> => person.page.locator('input[type=file][multiple]').setInputFiles(await photo());

  it('a photo whose connection dies on the way: says so, is kept over a closed tab, and is sent by itself', async () => {
    const guest = await aGuest(app);
    const draft = await aDraft(app, guest, { paper: 'none' });
    const mother = await Person.open(browser, app, { as: guest.visitor });
    await mother.go(`/nhap/${draft}/giay-to`);
    await mother.page.route('**/giay-to?tra=json', (route) => route.abort('connectionreset'));
    await pick(mother);
    await mother.page.locator('.mc-page-status', { hasText: 'Mất mạng. Đã giữ ảnh trong máy, có mạng sẽ tự gửi' }).waitFor();
    assert.match(await mother.page.locator('[data-photo-count]').innerText(), /Xã chưa nhận trang nào/u, 'not called received before the server has it');
    assert.equal(await onShelf(mother), 1);
    const again = await mother.context.newPage();
    await mother.page.close();
    await again.goto(`${app.url}/nhap/${draft}/giay-to`);
    await again.locator('[data-photo-count]', { hasText: 'Xã đã nhận 1 trang' }).waitFor();
    await mother.close();
  });
  it('a photo of a telephone held on its side leaves upright and small: at most 1600 pixels and 350 KB', async () => {
    const guest = await aGuest(app);
    const draft = await aDraft(app, guest, { paper: 'none' });
    const mother = await Person.open(browser, app, { as: guest.visitor });
    await mother.go(`/nhap/${draft}/giay-to`);
    const lines = Array.from({ length: 22 }, (_, at) => `<text x="120" y="${200 + at * 95}" font-size="60">Giấy chứng sinh, dòng ${at + 1}</text>`).join('');
    const noise = await sharp({ create: { width: 1800, height: 2400, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 200, sigma: 24 } } }).png().toBuffer();
    const page = await sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1800" height="2400"><rect width="1800" height="2400" fill="#fff"/>${lines}</svg>`)).composite([{ input: noise, blend: 'multiply' }]).png().toBuffer();
    const taken = await sharp(page).rotate(270).jpeg({ quality: 96 }).withMetadata({ orientation: 6 }).toBuffer();
    assert.ok(taken.length > 1_000_000, `${taken.length} bytes`);
    await mother.page.locator('input[type=file]').last().setInputFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: taken });
    await mother.page.locator('[data-photo-count]', { hasText: 'Xã đã nhận 1 trang' }).waitFor();
    const { rows: [file] } = await app.database.owner.query<{ size: string; width: number | null; height: number | null }>('SELECT size, width, height FROM document_file WHERE draft_id = $1', [draft]);
    assert.ok(file && Number(file.size) <= 350 * 1024, JSON.stringify(file));
    assert.deepEqual([file.width, file.height], [1200, 1600], 'upright');
    await mother.close();
  });
  it('a photo that meets an ended session: the way is signing in again, and it arrives', async () => {
    const mother = await Person.open(browser, app);
    await mother.go('/dang-nhap/vneid');
    await signInAtProvider(mother, 'Nguyễn Thị Hoa');
    await mother.stands('Anh/chị cần làm việc gì?');
    const [owner] = (await app.database.owner.query<{ id: string }>("SELECT subject_id AS id FROM identity_session WHERE kind = 'citizen' ORDER BY created_at DESC LIMIT 1")).rows;
    const citizen = { kind: 'citizen', citizenId: owner?.id ?? assert.fail() } as const;
    const draft = await aDraft(app, { visitor: app.visitor(), scope: citizen, actor: { ...citizen, name: 'Nguyễn Thị Hoa', assurance: 'level-2' }, csrf: '' }, { paper: 'none' });
    await mother.go(`/nhap/${draft}/giay-to`);
    await app.database.owner.query("UPDATE identity_session SET expires_at = now() - interval '100 years' WHERE kind = 'citizen'");
    await pick(mother);
    await mother.page.locator('.mc-page-status', { hasText: 'Phiên đăng nhập đã hết. Ảnh đã giữ, đăng nhập lại là gửi tiếp' }).waitFor();
    await mother.page.getByRole('link', { name: 'Đăng nhập lại' }).click();
    await mother.page.getByRole('link', { name: 'Đăng nhập bằng VNeID' }).click();
    await signInAtProvider(mother, 'Nguyễn Thị Hoa');
    await mother.page.waitForURL(`**/nhap/${draft}/giay-to`);
    await mother.page.locator('[data-photo-count]', { hasText: 'Xã đã nhận 1 trang' }).waitFor();
    await mother.page.waitForFunction(() => document.querySelectorAll('[data-photo-list] > li').length === 1);
    await mother.close();
  });
  it('a photo taken with a borrowed telephone is never put aside in it', async () => {
    const guest = await aGuest(app);
    const draft = await aDraft(app, guest, { paper: 'none' });
    const loaded = (await app.core.dossier.drafts.find(guest.scope, draft)) ?? assert.fail();
    await app.core.dossier.drafts.save(guest.scope, draft, loaded.revision, { ...loaded.content, borrowed: true }, app.clock.now());
    const helper = await Person.open(browser, app, { as: guest.visitor });
    await helper.go(`/nhap/${draft}/giay-to`);
    await helper.page.route('**/giay-to?tra=json', (route) => route.abort('connectionreset'));
    await pick(helper);
    await helper.page.locator('.mc-page-status', { hasText: 'Mất mạng. Giữ trang này mở, có mạng sẽ tự gửi' }).waitFor();
    assert.equal(await onShelf(helper), 0);
    await helper.close();
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
