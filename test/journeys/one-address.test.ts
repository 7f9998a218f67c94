import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { agencyOfAddress } from '../../src/wiring/agency-of-address.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { Visitor } from '../support/browse.ts';
import { dayBoxes } from '../support/day-boxes.ts';
import { aDossier, aDraft, aGuest, anOfficer, type Someone } from '../support/people.ts';
import { signInOfficer } from './run-journey.ts';

describe('row 6: one address for the whole province', () => {
  let app: TestApp;
  let person: Visitor;
  before(async () => { app = await startTestApp(); person = app.visitor(); });
  after(() => app.close());
  const find = async (typed: string): Promise<string> => { await person.go(`/co-quan?q=${encodeURIComponent(typed)}`); assert.equal(person.page.status, 200); return person.page.main; };

  test('a place leads to its office: by today’s name, by yesterday’s, with the former district, through two mergers', async () => {
    assert.match(await find('Hàm Liêm'), /Xã Hàm Liêm, tỉnh Lâm Đồng: Ủy ban nhân dân xã Hàm Liêm/u);
    assert.match(await find('ham chinh'), /Nay là[^]*xã Hàm Liêm|gồm Hàm Chính cũ[^]*Ủy ban nhân dân xã Hàm Liêm/u);
    assert.match(await find('Hàm Chính huyện Hàm Thuận Bắc tỉnh Bình Thuận'), /Ủy ban nhân dân xã Hàm Liêm/u);
    assert.match(await find('Thanh Xá'), /Ủy ban nhân dân xã Thanh Hà/u, 'Thanh Xá → Thanh Tân → Thanh Hà');
    assert.match(await find('thanh xa'), /Tìm thấy[^]*Nay là: Xã Thanh Hà, thành phố Hải Phòng/u, 'the name itself');
    assert.doesNotMatch(person.page.main, /Tân Xã|Tàm Xá|Xã Lìa|Nay là Xã/u, 'what only resembles it is no second place of this name');
  });
  test('two communes of one name are for the person to choose; a commune that is not here is said to be so', async () => {
    const many = await find('Tân Lập');
    assert.match(many, /Có nhiều nơi cùng tên[^]*Chưa thấy nơi của anh\/chị\? Gõ thêm huyện hoặc tỉnh/u);
    assert.ok((many.match(/Tân Lập/gu) ?? []).length >= 3, many.slice(0, 400));
    assert.match(await find('Phường Sài Gòn'), /chưa dùng cổng này/u);
  });
  test('a former commune that was divided asks one question', async () => {
    const [row] = (await app.database.owner.query<{ name: string; district: string; province: string; n: string }>(
      `SELECT f.name, f.district_name AS district, f.province_name AS province, count(DISTINCT s.new_code) AS n FROM place_former_commune f JOIN place_successor s ON s.old_code = f.code AND s.old_until = f.until WHERE s.how = 'divided' GROUP BY 1, 2, 3 HAVING count(DISTINCT s.new_code) = 2 ORDER BY 1 LIMIT 1`)).rows;
    assert.ok(row);
    assert.match(await find(`${row.name} ${row.district} ${row.province}`), /được chia|nay thuộc 2 nơi/u);
  });
  test('an unknown name, one letter, rubbish: words, never an office by chance', async () => {
    assert.match(await find('Zzyzx Qwrt'), /Chưa thấy nơi nào tên «Zzyzx Qwrt»|Chưa thấy đúng tên ấy/u);
    assert.match(await find('a'), /Gõ ít nhất hai chữ cái/u);
    for (const typed of ['%00', "' OR 1=1 --", '<script>', 'ă'.repeat(500)]) { await person.go(`/co-quan?q=${encodeURIComponent(typed)}`); assert.equal(person.page.status, 200, typed.slice(0, 10)); }
    for (const path of ['/co-quan/999', '/co-quan/abc', '/co-quan/-1', '/co-quan/99999999999999']) { await person.go(path); assert.equal(person.page.status, 404, path); }
  });
  test('the offices stand in their levels; a unit that has ended says when and who does its work now', async () => {
    await person.go('/co-quan');
    for (const words of [/Ủy ban nhân dân tỉnh Lâm Đồng[^]*Ủy ban nhân dân xã Hàm Liêm[^]*Trung tâm Phục vụ hành chính công xã Hàm Liêm/u, /Ủy ban nhân dân thành phố Hải Phòng[^]*Ủy ban nhân dân xã Thanh Hà/u, /Đơn vị đã sắp xếp lại/u]) assert.match(person.page.main, words);
    await person.click('Ủy ban nhân dân xã Thanh Xá');
    assert.match(person.page.main, /Đơn vị này không còn[^]*Kết thúc ngày 31\/12\/2024[^]*Ủy ban nhân dân xã Thanh Hà/u);
    await person.click(/^Đến cơ quan hiện nay/u);
    assert.match(person.page.main, /thành phố Hải Phòng/u);
    await person.click('Thủ tục làm được ở đây, theo mức độ');
    assert.match(person.path, /co-quan=12/u);
  });
  test('from the question «which commune» to the place and back, the office is chosen', async () => {
    await person.go('/khai/khai-sinh?da-kiem-tra=1');
    await person.click(/Chưa biết nhà mình nay thuộc xã nào/u);
    await person.submit({ q: 'Hàm Chính' }, { form: '/co-quan' });
    await person.click('Nộp ở đây');
    if (/Kiểm tra nhanh/u.test(person.page.h1)) { assert.match(person.page.html, /name="noi" value="2"/u); await person.go('/khai/khai-sinh?da-kiem-tra=1&noi=2'); }
    assert.equal(person.page.shown('noi'), '2');
  });
  test('each office says when its counter is open in the coming days, and its own hours are its own', async () => {
    await person.go('/co-quan/2');
    assert.match(person.page.main, /Giờ tiếp nhận tại quầy[^]*Hôm nay, thứ Hai 2\/3\/2026 – thứ Sáu 6\/3\/2026: 07:30–11:30, 13:30–17:30[^]*Thứ Bảy 7\/3\/2026 – Chủ nhật 8\/3\/2026: nghỉ/u);
    const control = await anOfficer(app, 'kiemsoat.hamliem');
    await control.visitor.go(`/quan-tri/lich/xem-truoc?${new URLSearchParams({ change: 'set-hours', agency: 'mine', purpose: 'reception', ...dayBoxes('from', '2026-03-07'), weekdays: '6', morningFrom: '07:30', morningTo: '11:00' })}`);
    await control.visitor.submit({ reason: 'Người đi làm xa về cuối tuần', decision: '15/TB-UBND ngày 1/3/2026' });
    assert.equal(control.visitor.page.status, 200, control.visitor.page.errors.join());
    app.clock.forward(60_000);
    for (const [office, saturday] of [['2', /Thứ Bảy 7\/3\/2026: 07:30–11:00/u], ['3', /Thứ Bảy 7\/3\/2026: 07:30–11:00/u], ['12', /Thứ Bảy 7\/3\/2026 – Chủ nhật 8\/3\/2026: nghỉ/u]] as const) {
      await person.go(`/co-quan/${office}`);
      assert.match(person.page.main, saturday, office);
    }
    await person.go('/co-quan/6');
    assert.doesNotMatch(person.page.main, /Giờ tiếp nhận/u, 'an office that has ended receives nobody');
  });
  test('the address on an old card leads to the office of today, or to none when it is in doubt', async () => {
    const at = (address: string): Promise<number | null> => agencyOfAddress({ places: app.core.placeBooks, agencies: app.core.agencies.all, clock: app.clock }, address);
    assert.equal(await at('thôn 3, xã Hàm Chính, huyện Hàm Thuận Bắc, tỉnh Bình Thuận'), 2);
    assert.equal(await at('Thanh Xá, Thanh Hà, Hải Dương'), null, 'no type of unit: not certain enough');
    assert.equal(await at('xóm 1, xã Thanh Xá, huyện Thanh Hà, tỉnh Hải Dương'), 12);
    for (const doubtful of ['', 'xã', 'xã Tân Lập', 'số 1 phố Huế, Hà Nội', 'xã Không Có Thật, huyện Nào Đó']) assert.equal(await at(doubtful), null, doubtful);
  });
  test('an officer sees the agency’s dossiers, the province its communes’, neither the other province’s', async () => {
    const here = await aDossier(app, await aGuest(app));
    const there = await aDossier(app, await aGuest(app), { agencyId: 12 });
    for (const [who, own, foreign] of [['tiepnhan.hamliem', here, there], ['tiepnhan.thanhha', there, here], ['motcua.lamdong', here, there], ['motcua.haiphong', there, here]] as const) {
      const officer = app.visitor(who);
      await signInOfficer(officer, who);
      await officer.go(`/ban/ho-so/${own}`);
      assert.equal(officer.page.status, 200, `${who} sees its own`);
      await officer.go(`/ban/ho-so/${foreign}`);
      assert.equal(officer.page.status, 404, `${who} and another province’s`);
    }
  });
  test('the province ends a commune: it takes dossiers until its last day; from the next its place and what people had begun lead to the successor, who alone sees what comes', async () => {
    const [hoa, binh] = [await aGuest(app, 'chị Hoa'), await aGuest(app, 'anh Bình')];
    const [early, late] = [await aDraft(app, hoa), await aDraft(app, binh)];
    const admin = await anOfficer(app, 'quantri.lamdong');
    await admin.visitor.go('/quan-tri/co-quan');
    await admin.visitor.submit({ name: 'Ủy ban nhân dân xã Hàm Mới', shortName: 'xã Hàm Mới', code: 'H36.99998', kind: 'commune', parent: '1', ...dayBoxes('from', '2026-03-02') }, { form: '/quan-tri/co-quan' });
    const successor = Number(admin.visitor.path.split('/').at(-1));
    assert.ok(successor > 0, admin.visitor.path);
    for (const [wrong, words] of [[{ ...dayBoxes('lastDay', '2026-03-01') }, /không thể trước hôm nay/u], [{ ...dayBoxes('lastDay', '2026-02-30') }, /chưa đúng/u]] as const) {
      await admin.visitor.go('/quan-tri/co-quan/2');
      await admin.visitor.submit({ successor: String(successor), ...wrong }, { form: '/ket-thuc' });
      assert.match(admin.visitor.page.errors.join(' '), words);
    }
    // Two who end it at once, from two tabs: the first decides.
    const tabs = [admin.visitor.window(), admin.visitor.window()];
    for (const tab of tabs) await tab.go('/quan-tri/co-quan/2');
    await Promise.all(tabs.map((tab, at) => tab.submit({ successor: String(successor), ...dayBoxes('lastDay', `2026-03-0${at + 5}`) }, { form: '/ket-thuc' })));
    assert.equal((await app.database.owner.query("SELECT 1 FROM organisation_change WHERE what = 'agency.close' AND agency_id = 2")).rowCount, 1);
    const { rows: [ended] } = await app.database.owner.query<{ until: string }>('SELECT valid_to::text AS until FROM organisation_agency WHERE id = 2');
    assert.ok(ended);

    const submit = async (who: Someone, draft: string): Promise<void> => { await who.visitor.go(`/nhap/${draft}/kiem-tra`); await who.visitor.submit({ 'cam-doan': 'co' }, { form: '/nop' }); };
    app.clock.set(`${ended.until}T16:00:00+07:00`);
    await submit(hoa, early);
    assert.match(hoa.visitor.path, /\/da-nop$/u, 'on the last day as ever');

    await binh.visitor.go(`/nhap/${late}/kiem-tra`);
    assert.doesNotMatch(binh.visitor.page.main, /Nơi nộp đã thay đổi/u);
    app.clock.forward(24 * 3_600_000);
    assert.match(await find('Hàm Chính huyện Hàm Thuận Bắc'), /Ủy ban nhân dân xã Hàm Mới/u);
    await person.go('/co-quan/2');
    assert.match(person.page.main, /Đơn vị này không còn[^]*Ủy ban nhân dân xã Hàm Mới/u);
    await binh.visitor.submit({ 'cam-doan': 'co' }, { form: '/nop' });
    assert.equal(binh.visitor.page.status, 400, 'the page was open since yesterday: nothing goes anywhere unseen');
    assert.match(binh.visitor.page.main, /Nơi nộp đã thay đổi[^]*Ủy ban nhân dân xã Hàm Liêm không còn tiếp nhận hồ sơ; việc này nay do Ủy ban nhân dân xã Hàm Mới làm/u);
    await binh.visitor.submit({ 'cam-doan': 'co' }, { form: '/nop' });
    assert.match(binh.visitor.path, /\/da-nop$/u, binh.visitor.page.main.slice(0, 500));
    const { rows } = await app.database.owner.query<{ agency: number }>('SELECT receiving_agency AS agency FROM dossier WHERE id = ANY ($1) ORDER BY submitted_at', [[hoa, binh].map((who) => who.visitor.path.split('/')[2])]);
    assert.deepEqual(rows.map((row) => row.agency), [2, successor]);
    const reception = await anOfficer(app, 'tiepnhan.hamliem');
    for (const [who, status] of [[hoa, 200], [binh, 404]] as const) { await reception.visitor.go(`/ban/ho-so/${who.visitor.path.split('/')[2]}`); assert.equal(reception.visitor.page.status, status, who.visitor.name); }
  });
});
