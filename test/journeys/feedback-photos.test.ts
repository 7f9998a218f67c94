import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import sharp from 'sharp';
import { pdf } from '../../fixtures/files/make-files.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { PickedFile, Visitor } from '../support/browse.ts';
import { anOfficer } from '../support/people.ts';

/** A photo as a telephone makes it: it says where it was taken. */
async function photo(name: string, colour: string, side = 1200): Promise<PickedFile> {
  const bytes = await sharp({ create: { width: side, height: side / 2, channels: 3, background: colour } }).jpeg()
    .withExif({ IFD0: { Make: 'Dien thoai cua Hoa' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '11/1 6/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '108/1 9/1 0/1' } }).toBuffer();
  return { name, type: 'image/jpeg', bytes };
}

/** Row 14: up to three photos of a feedback, for its sender and for whoever handles it. */
describe('photos of a feedback', () => {
  let app: TestApp;
  before(async () => { app = await startTestApp(); });
  after(() => app.close());

  async function sent(device: string, about?: string): Promise<{ visitor: Visitor; id: string; code: string; secret: string }> {
    const visitor = app.visitor(device);
    await visitor.go('/phan-anh/gui?co-quan=2');
    await visitor.submit({ 've-viec': 'service', 'noi-dung': 'Bảng giờ làm việc ở cửa ghi sai, tôi chụp ảnh lại.', ten: 'Nguyễn Thị Hoa', 'dien-thoai': '0900 000 001', ...(about ? { 'can-bo': about } : {}) });
    assert.equal(visitor.page.status, 200, visitor.page.errors.join());
    const id = /da-gui\/([0-9a-f-]{36})/u.exec(visitor.path)?.[1] ?? assert.fail(visitor.path);
    return { visitor, id, code: /PA-H36\.23095-\d{6}-\d{4}/u.exec(visitor.page.main)?.[0] ?? assert.fail(), secret: /Mã bí mật\s+([0-9A-Z]{8})/u.exec(visitor.page.main)?.[1] ?? assert.fail() };
  }
  const picturesOn = (visitor: Visitor): string[] => [...visitor.page.html.matchAll(/<img src="([^"]+)"/gu)].map(([, src]) => String(src).replaceAll('&amp;', '&'));
  const stored = async (id: string) => (await app.database.owner.query<{ sealed: Buffer; mime: string }>('SELECT sealed, mime FROM feedback_photo WHERE case_id = $1', [id])).rows;

  test('without script: added one by one, small, without the place; three and no more; taken away again', async () => {
    const { visitor, id } = await sent('chị Hoa');
    assert.match(visitor.page.main, /Thêm ảnh[\s\S]*Nhiều nhất 3 ảnh/u);
    const first = await photo('bảng giờ.jpg', '#a33', 3000);
    await visitor.submit({ anh: first }, { button: 'gui' });
    assert.equal(visitor.path, `/phan-anh/da-gui/${id}`);
    assert.match(visitor.page.main, /Đã nhận phản ánh của anh\/chị[\s\S]*Đã nhận 1 ảnh[\s\S]*Ảnh 1/u);
    await visitor.submit({ anh: first }, { button: 'gui' });
    assert.equal((await stored(id)).length, 1, 'the same photo twice is one');
    const [row] = await stored(id);
    assert.ok(row && !row.sealed.includes(Buffer.from([0xff, 0xd8, 0xff])) && !row.sealed.includes('Exif'), 'sealed');
    const answer = await visitor.fetch(`${app.url}${picturesOn(visitor)[0]}&co=lon`);
    assert.equal(answer.status, 200);
    const meta = await sharp(answer.bytes).metadata();
    assert.deepEqual([meta.format, meta.exif, meta.width], ['webp', undefined, 1600]);
    await visitor.submit({ anh: [await photo('2.jpg', '#3a3'), await photo('3.jpg', '#33a'), await photo('4.jpg', '#aaa')] }, { button: 'gui' });
    assert.equal(visitor.page.status, 400);
    assert.deepEqual(visitor.page.errors, ['Đã đủ 3 ảnh. Bỏ bớt một ảnh rồi gửi ảnh này']);
    assert.equal((await stored(id)).length, 3, 'the others were kept');
    await visitor.submit({}, { button: /^Bỏ Ảnh 2/u });
    assert.equal((await stored(id)).length, 2);
  });

  test('what is no photo is refused in words, beside one that is kept', async () => {
    const { visitor, id } = await sent('bác Năm');
    await visitor.submit({ anh: [{ name: 'đơn.pdf', type: 'application/pdf', bytes: pdf() }, await photo('ảnh.jpg', '#555'), { name: 'lừa.jpg', type: 'image/jpeg', bytes: Buffer.from('<!DOCTYPE html><script>alert(1)</script>') }] }, { button: 'gui' });
    assert.equal(visitor.page.status, 400);
    assert.equal(visitor.page.errors[0], 'Ở đây chỉ nhận ảnh. Anh/chị chụp ảnh hoặc chọn ảnh khác');
    assert.match(visitor.page.errors[1] ?? '', /bên trong là trang web/u);
    assert.equal((await stored(id)).length, 1);
  });

  test('seen by the sender, also by code and secret, and by whoever handles it; by nobody else, least of all the officer it is about', async () => {
    const control = await anOfficer(app, 'kiemsoat.hamliem');
    const { visitor, id, code, secret } = await sent('chị Tư', control.actor.officerId);
    await visitor.submit({ anh: await photo('quầy.jpg', '#123') }, { button: 'gui' });
    const elsewhere = app.visitor('máy khác');
    await elsewhere.go(`/phan-anh/tra-cuu?ma=${code}&bi-mat=${secret}`);
    const [picture = assert.fail('the picture is on the page')] = picturesOn(elsewhere);
    assert.ok(!elsewhere.page.html.includes('name="anh"'), 'code and secret show it and add nothing');
    assert.equal((await elsewhere.fetch(app.url + picture)).status, 200);
    assert.equal((await elsewhere.fetch(app.url + picture.replace(secret, '00000000'))).status, 404);
    assert.equal((await elsewhere.fetch(`${app.url}/phan-anh/da-gui/${id}/anh`, 'POST', new FormData())).status, 403);

    const desk = await anOfficer(app, 'motcua.hamliem');
    await desk.visitor.go(`${app.url}/ban/phan-anh/${id}`);
    const [atDesk = assert.fail('the picture is at the desk')] = picturesOn(desk.visitor);
    assert.equal((await desk.visitor.fetch(app.url + atDesk)).status, 200);
    for (const [name, who] of [['the officer it is about', control], ['another authority', await anOfficer(app, 'motcua.thanhha')]] as const) {
      const answer = await who.visitor.fetch(app.url + atDesk);
      assert.equal(answer.status, 404, name);
    }
    await control.visitor.go(`${app.url}/ban/phan-anh/${id}`);
    assert.deepEqual(picturesOn(control.visitor), []);
    const rows = await app.database.app.inScope({ kind: 'officer', officerId: control.actor.officerId, agencyIds: [2] }, 'reads', (tx) => tx.query({ text: 'SELECT 1 FROM feedback_photo', values: [] }));
    assert.equal(rows.length, (await app.database.owner.query('SELECT 1 FROM feedback_photo WHERE case_id <> $1', [id])).rows.length, 'the database itself shows them none of it');
  });

  test('once the office has answered nothing is added any more', async () => {
    const { visitor, id, code } = await sent('ông Bảy');
    const page = visitor.window();
    const desk = await anOfficer(app, 'motcua.hamliem');
    await desk.visitor.go(`${app.url}/ban/phan-anh/${id}`);
    await desk.visitor.submit({ 'noi-dung': '' }, { form: '/nhan' });
    await desk.visitor.submit({ 'noi-dung': 'Xã đã sửa bảng.' }, { form: '/tra-loi' });
    await page.submit({ anh: await photo('muộn.jpg', '#777') }, { button: 'gui' });
    assert.equal(page.page.status, 400);
    assert.deepEqual(page.page.errors, ['Cơ quan đã trả lời phản ánh này nên không thêm ảnh được nữa']);
    assert.equal((await stored(id)).length, 0, code);
  });
});
