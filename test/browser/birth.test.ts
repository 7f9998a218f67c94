import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { photo } from '../journeys/papers-of-people.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { Person, signInAtProvider } from './person.ts';

/** The most that registering a birth may ask, with what the identity account knows filled in. */
const MOST = { pages: 10, taps: 35, letters: 60 } as const;

describe('a birth on a telephone', { timeout: 120_000 }, () => {
  let app: TestApp;
  let browser: Browser;
  before(async () => { [app, browser] = await Promise.all([startTestApp({ simulators: true }), openBrowser()]); });
  after(async () => { await browser?.close(); await app?.close(); });

  /** The ministry's questions as a married mother answers them; `communes` lets the list of communes come without script. */
  async function answer(mother: Person, seen: string[], communes: (field: string) => Promise<void>): Promise<void> {
    const next = async (title: string | RegExp): Promise<void> => { seen.push(mother.path); await mother.press('Tiếp tục'); await mother.stands(title); };
    await mother.choose('relation', 'MeDe');
    await mother.date('requesterIssueDate', '1', '6', '2021');
    await next('Tên và giới tính của bé');
    await mother.type('childName', 'Trần Minh An');
    await mother.choose('childSex', '1');
    await next('Bé sinh ngày nào, ở đâu?');
    await mother.date('birthDate', '20', '2', '2026');
    await mother.pick('birthPlace.province', 'Lâm Đồng');
    await communes('birthPlace');
    await mother.pick('birthPlace.commune', 'Hàm Liêm');
    await next('Mẹ của bé');
    await mother.pick('motherEthnicity', 'Kinh');
    await next('Cha của bé');
    await mother.type('fatherName', 'Trần Văn Bình');
    await mother.type('fatherPersonalId', '060099900002');
    await mother.pick('fatherEthnicity', 'Kinh');
    await next(/Dân tộc, quê quán/u);
    await mother.choose('childEthnicityAs', 'cha');
    await mother.pick('hometown.province', 'Lâm Đồng');
    await communes('hometown');
    await mother.pick('hometown.commune', 'Hàm Liêm');
    await next('Gia đình ở đâu?');
    if (await mother.page.locator('select[name="requesterAddress.province"]').isVisible()) {
      await mother.pick('requesterAddress.province', 'Lâm Đồng');
      await communes('requesterAddress');
      await mother.pick('requesterAddress.commune', 'Hàm Liêm');
    }
    await mother.choose('fatherSamePlace', 'co');
    await next(/bản sao/u);
    await next('Chụp hoặc gửi giấy tờ');
  }
  async function finish(mother: Person, seen: string[]): Promise<string> {
    seen.push(mother.path);
    await mother.press('Tiếp tục');
    await mother.stands('Nhận kết quả bằng cách nào?');
    seen.push(mother.path);
    await mother.press('Tiếp tục');
    await mother.stands('Xem lại rồi nộp');
    assert.match(await mother.page.locator('main').innerText(), /Trần Minh An[\s\S]*20\/2\/2026[\s\S]*Không mất tiền/u);
    await mother.choose('cam-doan', 'co');
    await mother.press('Nộp hồ sơ');
    await mother.stands(/^Đã nộp/u);
    return mother.page.locator('main').innerText();
  }

  it('is registered with what VNeID knows, within the pages, taps and letters that were promised', async (t) => {
    const mother = await Person.open(browser, app);
    await mother.go('/dang-nhap');
    await mother.press('Đăng nhập bằng VNeID');
    await signInAtProvider(mother, 'Nguyễn Thị Hoa');
    await mother.stands('Anh/chị cần làm việc gì?');
    await mother.go('/thu-tuc/khai-sinh');
    mother.taps = 0;
    await mother.press('Bắt đầu khai');
    for (const [question, value] of [['qBirthPlace', 'viet-nam'], ['qParents', 'viet-nam'], ['qMarried', 'roi'], ['qProof', 'co']] as const) await mother.choose(question, value);
    await mother.press('Xem kết quả');
    await mother.stands('Anh/chị làm được qua mạng');
    await mother.press('Bắt đầu khai');
    await mother.stands('Anh/chị là ai của bé?');
    assert.match(await mother.page.locator('.mc-known summary').innerText(), /Nguyễn Thị Hoa[\s\S]*060302900001/u, 'what is known is shown');
    assert.equal(await mother.page.locator('input[name=requesterName]').isVisible(), false, 'and not asked');

    const seen: string[] = [];
    await answer(mother, seen, async () => undefined);
    const picture = await photo('giay chung sinh.jpg', 'Giấy chứng sinh');
    mother.taps++;
    await mother.page.locator('input[type=file]').last().setInputFiles({ name: picture.name, mimeType: picture.type, buffer: picture.bytes });
    await mother.page.locator('[data-photo-count]', { hasText: 'Xã đã nhận 1 trang' }).waitFor();
    const done = await finish(mother, seen);
    const spent = { pages: new Set(seen).size, taps: mother.taps, letters: mother.letters };
    assert.match(done, /T-[0-9A-Z]{4}-[0-9A-Z]{4}[\s\S]*Xã trả lời trước[\s\S]*giay chung sinh[\s\S]*[0-9a-f]{64}/u, 'code, next step and by when, every file with its hash');

    await app.drainJobs();
    // The page that waits for its receipt looks again by itself.
    await mother.page.getByRole('link', { name: 'Tải giấy xác nhận đã nộp (PDF)' }).waitFor();
    await mother.press('Xem hồ sơ đến đâu');
    await mother.stands('Làm khai sinh cho con');
    assert.match(await mother.page.locator('main').innerText(), /Xã trả lời trước [\s\S]*Chưa cần anh\/chị làm gì/u);

    t.diagnostic(`question pages ${spent.pages}, taps ${spent.taps}, letters ${spent.letters}`);
    for (const [what, most] of Object.entries(MOST)) assert.ok(spent[what as keyof typeof MOST] <= most, `${spent[what as keyof typeof MOST]} ${what}`);
    assert.deepEqual(mother.complaints, []);
    await mother.close();
  });

  it('is registered without script, by somebody who types who she is', async () => {
    const mother = await Person.open(browser, app, { script: false });
    await mother.go('/khai/khai-sinh/dieu-kien');
    for (const [question, value] of [['qBirthPlace', 'viet-nam'], ['qParents', 'viet-nam'], ['qMarried', 'roi'], ['qProof', 'co']] as const) await mother.choose(question, value);
    await mother.press('Xem kết quả');
    await mother.press('Bắt đầu khai');
    await mother.pick('noi', 'Hàm Liêm');
    await mother.press('Bắt đầu khai');
    await mother.stands('Cho biết anh/chị là ai');
    await mother.type('ten', "H'Hen Niê Ƀăk");
    await mother.type('can-cuoc', '066199012345');
    await mother.date('ngay-sinh', '7', '2', '1999');
    await mother.type('dien-thoai', '0912345678');
    await mother.press('Tiếp tục');
    await mother.stands('Anh/chị là ai của bé?');

    const seen: string[] = [];
    await answer(mother, seen, async (field) => { await mother.page.locator(`button[value="${field}"]`).click(); await mother.page.waitForLoadState(); });
    assert.match(await mother.title(), /giấy tờ/u);
    await mother.press('Tiếp tục');
    assert.match(await mother.page.locator('.mc-errors').innerText(), /Chưa có Giấy chứng sinh/u, 'a compulsory paper cannot be passed over');
    const picture = await photo('giay chung sinh.jpg', 'Giấy chứng sinh');
    await mother.page.locator('input[type=file]').last().setInputFiles({ name: picture.name, mimeType: picture.type, buffer: picture.bytes });
    const done = await finish(mother, seen);
    const [, code, secret] = /(T-[0-9A-Z]{4}-[0-9A-Z]{4})[\s\S]*?([0-9A-Z]{8})\s/u.exec(done) ?? assert.fail(done);

    await mother.go('/tra-cuu');
    await mother.type('ma', code ?? '');
    await mother.type('bi-mat', secret ?? '');
    await mother.press('Tra cứu');
    const followed = await mother.page.locator('main').innerText();
    assert.match(followed, /Đã gửi, chờ xã xem/u);
    assert.doesNotMatch(followed, /Niê/u, 'code and secret show no name');
    assert.deepEqual(mother.complaints, []);
    await mother.close();
  });
});
