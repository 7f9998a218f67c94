import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { derivedSecret } from '../../src/platform/crypto/ids.ts';
import { timetableOf } from '../journeys/figures.ts';
import { withDemoDossiers } from '../journeys/with-demo-dossiers.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { anOfficer } from '../support/people.ts';
import { faultsOf } from './looking.ts';
import { DESK, Person, PHONE, signInAtProvider } from './person.ts';

/** What people say of the office and what the office says of itself, on a telephone; and the leader's pages on both. */
describe('figures, rating and feedback in a browser', { timeout: 220_000 }, () => {
  let app: TestApp;
  let browser: Browser;
  before(async () => {
    [app, browser] = await Promise.all([startTestApp({ simulators: true, at: '2026-03-30T16:30:00+07:00' }), openBrowser()]);
    await withDemoDossiers(app);
    await timetableOf(app, 'report-publish');
    await timetableOf(app, 'report-apologies');
  });
  after(async () => { await browser?.close(); await app?.close(); });

  const sound = async (person: Person, where: string): Promise<void> => {
    assert.deepEqual([...await faultsOf(person.page), ...person.complaints.splice(0)], [], where);
    const look = process.env['MC_SCREENSHOTS'];
    if (look) await person.page.screenshot({ path: `${look}/${where.replace(/[^a-z0-9]+/giu, '-')}.png`, fullPage: true });
  };
  const leader = async (size: { readonly width: number; readonly height: number }, username = 'lanhdao.hamliem'): Promise<Person> => Person.open(browser, app, { ...size, as: (await anOfficer(app, username)).visitor });

  it('row 14: the public figures are read on a telephone, office by office', async () => {
    const person = await Person.open(browser, app, PHONE);
    await person.go('/minh-bach');
    await person.stands('Công khai');
    await sound(person, 'openness home 360');
    await person.press('Xã Hàm Liêm');
    await person.stands('Công khai: xã Hàm Liêm');
    await sound(person, 'openness agency 360');
    for (const path of ['/minh-bach/dang-tre', '/minh-bach/muc-do']) { await person.go(path); await sound(person, `openness ${path} 360`); }
    await person.close();
  });
  it('row 14: who has got the result rates it with three touches', async () => {
    const person = await Person.open(browser, app, PHONE);
    await person.go('/dang-nhap/vneid');
    await signInAtProvider(person, 'Nguyễn Thị Hoa');
    await person.stands('Anh/chị cần làm việc gì?');
    await person.go('/ho-so-cua-toi');
    const finished = await app.database.owner.query<{ id: string }>("SELECT id FROM dossier WHERE owner_name = 'Nguyễn Thị Hoa' AND status = 'returned' ORDER BY id LIMIT 1");
    await person.go(`/ho-so/${finished.rows[0]?.id}`);
    await sound(person, 'dossier finished 360');
    await person.press('Anh/chị có hài lòng không? Đánh giá cách làm hồ sơ này');
    await person.stands('Anh/chị có hài lòng không?');
    await sound(person, 'rating 360');
    person.taps = 0;
    await person.press('Gửi đánh giá');
    await person.page.locator('.mc-errors').waitFor();
    await sound(person, 'rating with mistakes 360');
    person.taps = 0;
    await person.choose('muc', '5');
    await person.choose('doi-them', 'none');
    await person.press('Gửi đánh giá');
    await person.page.getByText('Cảm ơn anh/chị đã đánh giá').waitFor();
    assert.equal(person.taps, 3);
    await sound(person, 'rating done 360');
    await person.close();
  });
  it('row 14: feedback is sent without script, followed, and answered at the desk', async () => {
    const person = await Person.open(browser, app, { ...PHONE, script: false });
    await person.go('/phan-anh');
    await person.press('Gửi phản ánh, kiến nghị');
    await person.pick('co-quan', 'xã Hàm Liêm');
    await person.press('Chọn cơ quan');
    await person.choose('ve-viec', 'behaviour');
    await person.press('Gửi');
    await person.page.locator('.mc-errors').waitFor();
    await person.type('noi-dung', 'Sáng nay ở quầy 2 tôi chờ hai giờ mà không ai gọi.');
    await person.type('ten', 'Nguyễn Thị Hoa');
    await person.type('dien-thoai', '0900000001');
    await person.press('Gửi');
    await person.stands('Đã nhận phản ánh của anh/chị');
    await person.close();

    const looking = await Person.open(browser, app, PHONE);
    for (const path of ['/phan-anh', '/phan-anh/gui?co-quan=2', '/phan-anh/tra-cuu', '/danh-gia']) { await looking.go(path); await sound(looking, `feedback ${path} 360`); }
    await looking.close();
    const { rows } = await app.database.owner.query<{ id: string; code: string }>('SELECT id, code FROM feedback_case');
    for (const size of [PHONE, DESK]) {
      const desk = await leader(size);
      await desk.go('/ban/phan-anh');
      await sound(desk, `desk feedback ${size.width}`);
      await desk.go(`/ban/phan-anh/${rows[0]?.id}`);
      await desk.stands(rows[0]?.code ?? '');
      await sound(desk, `desk case ${size.width}`);
      await desk.close();
    }
    const followed = await Person.open(browser, app, PHONE);
    const sent = await app.database.owner.query<{ id: string }>('SELECT id FROM feedback_case');
    const secret = derivedSecret(app.keyring.lookup, 'feedback-secret', sent.rows[0]?.id ?? '', 8);
    await followed.go(`/phan-anh/tra-cuu?ma=${rows[0]?.code}&bi-mat=${secret}`);
    await followed.stands(`Phản ánh ${rows[0]?.code}`);
    await sound(followed, 'feedback followed 360');
    await followed.close();
  });
  it('rows 12, 21, 22: overview, form, targets and apologies, on a telephone and at the desk', async () => {
    for (const size of [PHONE, DESK]) {
      const person = await leader(size);
      for (const path of ['/ban/bao-cao', '/ban/bao-cao/ho-so?nhom=late', '/ban/bao-cao/ii-06a?ky=2026-03', '/ban/bao-cao/ii-06a/ho-so?ky=2026-03&o=received', '/ban/bao-cao/xin-loi']) { await person.go(path); await sound(person, `leader ${path} ${size.width}`); }
      await person.page.locator('main table a').first().click();
      await person.page.locator('form[action$="/ky"]').waitFor();
      await sound(person, `leader apology ${size.width}`);
      await person.close();

      const control = await leader(size, 'kiemsoat.lamdong');
      await control.go('/ban/chi-tieu/moi');
      await control.type('so', `431/CV-UBND ${size.width}`);
      for (const [name, typed] of [['ngay.day', '6'], ['ngay.month', '7'], ['ngay.year', '2022'], ['co-quan', 'Ủy ban nhân dân tỉnh']] as const) await control.type(name, typed);
      await sound(control, `target decision ${size.width}`);
      await control.press('Lưu quyết định');
      await control.stands('Chỉ tiêu theo 431');
      await control.choose('don-vi', '2');
      await control.choose('ky', size.width === DESK.width ? 'Q1' : 'nam');
      await control.pick('do', 'Tỷ lệ hồ sơ tiếp nhận trực tuyến');
      await control.type('muc', '120');
      await control.press('Thêm vào quyết định');
      await control.page.locator('.mc-errors').waitFor();
      await sound(control, `target mistakes ${size.width}`);
      await control.type('muc', '80');
      await control.press('Thêm vào quyết định');
      await control.page.getByText('Đã thêm 1 chỉ tiêu').waitFor();
      await sound(control, `targets ${size.width}`);
      await control.page.locator('main table a').first().click();
      await sound(control, `target detail ${size.width}`);
      await control.go('/ban/bao-cao/ii-06a?ky=2026-03');
      await control.press('Chốt số liệu kỳ này');
      await control.stands('Biểu II.06a đã chốt');
      await sound(control, `frozen ${size.width}`);
      await control.close();
    }
  });
});
