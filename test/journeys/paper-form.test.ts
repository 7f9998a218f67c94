import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import sharp from 'sharp';
import { qrSvg } from '../../src/adapters/pdf-typst/qr.ts';
import { proofRead } from '../../src/adapters/pdf-typst/proof-reading.ts';
import { writeSheet } from '../../src/modules/eform/domain/index.ts';
import { deflated } from '../../src/platform/packing/deflate.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { PickedFile, Visitor } from '../support/browse.ts';
import { readCode } from '../support/read-code.ts';
import { signInOfficer } from './run-journey.ts';

const PAGE = '/thu-tuc/chung-thuc-ban-sao/dien-roi-in';
const INTAKE = '/ban/tiep-nhan/chung-thuc-ban-sao';
const FILLED = {
  requesterName: "H' Ƀrĕ Niê", requesterPaperType: '5', requesterPersonalId: '060302900001', requesterPhone: '0900 000 001',
  'documents.0.name': 'Bằng tốt nghiệp 🏡 số ŏ-12', 'documents.0.pages': '1', 'documents.0.copies': '3',
};

describe('row 2: a form from the screen to paper and from paper to the counter', () => {
  let app: TestApp;
  let person: Visitor;
  let officer: Visitor;
  let printed: Buffer;
  let codes: readonly string[] = [];
  before(async () => {
    app = await startTestApp();
    person = app.visitor('chị Hoa');
    officer = app.visitor('tiếp nhận');
    await signInOfficer(officer, 'tiepnhan.hamliem');
  });
  after(() => app.close());
  const kept = async (): Promise<number> => Number((await app.database.owner.query('SELECT (SELECT count(*) FROM dossier_draft) + (SELECT count(*) FROM dossier_parked) + (SELECT count(*) FROM dossier_event) + (SELECT count(*) FROM document_file) AS n')).rows[0].n);

  test('every published form downloads empty, and a procedure without one says so', async () => {
    let forms = 0;
    for (const { version: { content } } of (await app.core.catalog.listPublished()).map((version) => ({ version }))) {
      if (!content.form) continue;
      forms += 1;
      const answer = await person.fetch(`/thu-tuc/${content.slug ?? content.code}/to-khai.pdf`);
      assert.equal(answer.status, 200, content.code);
      const proof = proofRead(answer.bytes);
      assert.ok(proof.text.includes(content.code) && proof.text.includes('Người khai'.toUpperCase()), content.code);
      assert.doesNotMatch(proof.text, /�/u);
    }
    assert.ok(forms >= 4, String(forms));
    const without = (await app.core.catalog.listPublished()).find((version) => !version.content.form && (version.content.publishedForms ?? []).length > 0);
    assert.ok(without);
    await person.go(`/thu-tuc/${without.content.slug ?? without.content.code}`);
    assert.match(person.page.text, /mới có trên giấy/u);
    await person.go(`/thu-tuc/${without.content.slug ?? without.content.code}/to-khai.pdf`);
    assert.equal(person.page.status, 404);
  });

  test('whoever has no account fills it in on one screen; nothing wrong is printed, nothing typed is lost, nothing is stored', async () => {
    const before = await kept();
    await person.go('/thu-tuc/chung-thuc-ban-sao');
    await person.click('Điền rồi in tờ khai, không cần tài khoản');
    assert.match(person.page.text, /không được lưu trên máy chủ/u);
    await person.submit({ ...FILLED, 'documents.0.copies': 'ba' }, { button: 'in' });
    assert.equal(person.page.status, 400);
    assert.ok(person.page.errors.some((one) => /số bản/iu.test(one)), person.page.errors.join());
    assert.equal(person.page.shown('documents.0.copies'), 'ba');
    assert.equal(person.page.shown('requesterName'), FILLED.requesterName);
    await person.submit({ 'documents.0.copies': '3' }, { button: '_add' });
    assert.equal(person.page.status, 200);
    await person.submit({ 'documents.1.name': 'Sổ', 'documents.1.pages': '2', 'documents.1.copies': '1' }, { button: 'in' });
    assert.equal(person.answer.status, 200);
    assert.equal(person.answer.headers.get('content-type'), 'application/pdf');
    assert.equal(person.answer.headers.get('cache-control'), 'no-store');
    printed = person.answer.bytes;
    const proof = proofRead(printed);
    assert.match(proof.text, /H' Ƀrĕ Niê/u);
    codes = proof.codes.map(readCode).filter((text): text is string => text?.startsWith('TK1') ?? false);
    assert.ok(codes.length >= 1);
    assert.equal(await kept(), before, 'no row of any kind');
  });
  test('an unfinished one is printed when the person says so, but not with something wrong in it', async () => {
    await person.go(PAGE);
    await person.submit({ requesterName: 'Lê Văn 3' }, { button: 'in-do' });
    assert.equal(person.page.status, 400);
    assert.deepEqual(person.page.errors.length, 1);
    await person.submit({ requesterName: 'Lê Văn Ba' }, { button: 'in-do' });
    assert.match(proofRead(person.answer.bytes).text, /còn câu bỏ trống/u);
    await person.go(PAGE);
    await person.post(PAGE, new URLSearchParams({ _csrf: String(person.page.shown('_csrf')), requesterName: 'A', admin: '1' }));
    assert.equal(person.page.status, 422);
  });

  test('the counter reads the codes in any order, small letters too, and has the form; it is received like any other', async () => {
    const several = writeLong();
    assert.ok(several.length >= 3 && several.length <= 5, String(several.length));
    await officer.go(INTAKE);
    await officer.submit({ 'nguoi.ten': 'Tên gõ sẵn', 'to-khai.quet': several[1]?.toLowerCase() as string }, { button: 'to-khai.doc' });
    assert.match(officer.page.text, new RegExp(`Đã đọc mã 2 trong ${several.length} mã`, 'u'));
    await officer.submit({ 'to-khai.quet': several[0] as string }, { button: 'to-khai.doc' });
    await officer.submit({ 'to-khai.quet': several.slice(2).join(' ') }, { button: 'to-khai.doc' });
    assert.match(officer.page.text, /Đã lấy \d+ câu trả lời/u);
    assert.equal(officer.page.shown('nguoi.ten'), 'Tên gõ sẵn', 'what was typed stays');
    assert.match(String(officer.page.shown('documents.0.issuer')), /ƀ/u);

    await officer.go(INTAKE);
    await officer.submit({ 'to-khai.quet': codes.join('') }, { button: 'to-khai.doc' });
    for (const [name, value] of Object.entries({ ...FILLED, requesterPhone: '0900000001', 'nguoi.ten': FILLED.requesterName, 'nguoi.so': FILLED.requesterPersonalId, 'documents.1.name': 'Sổ' })) assert.equal(String(officer.page.shown(name)).replaceAll(' ', ''), value.replaceAll(' ', ''), name);
    await officer.submit({ 'giay-nhan': 'ban-chinh' }, { button: 'nhan' });
    assert.match(officer.page.h1, /^Đã nhận: H36\.23095-/u);
  });
  test('a photo of the page, a scan of it, or the printed file itself will do', async () => {
    const photo = await sharp({ create: { width: 1700, height: 2300, channels: 3, background: '#e8e4da' } }).composite(await Promise.all(writeLong().map(async (code, at) => ({ input: await sharp(Buffer.from(qrSvg(code)), { density: 300 }).flatten({ background: '#fff' }).resize(420).png().toBuffer(), left: 100 + (at % 3) * 520, top: 180 + Math.floor(at / 3) * 520 })))).jpeg({ quality: 70 }).toBuffer();
    for (const [name, file, found] of [['trang.jpg', picked('trang.jpg', 'image/jpeg', photo), /Đã lấy/u], ['quet.pdf', picked('quet.pdf', 'application/pdf', scanned(photo)), /Đã lấy/u], ['to-khai.pdf', picked('to-khai.pdf', 'application/pdf', printed), /Đã lấy/u]] as const) {
      await officer.go(INTAKE);
      await officer.submit({ 'to-khai.anh': file }, { button: 'to-khai.doc' });
      assert.match(officer.page.text, found, name);
    }
    await officer.go(INTAKE);
    await officer.submit({ requesterName: 'Giữ nguyên', 'to-khai.anh': picked('anh.jpg', 'image/jpeg', await sharp({ create: { width: 400, height: 300, channels: 3, background: '#777' } }).jpeg().toBuffer()) }, { button: 'to-khai.doc' });
    assert.ok(officer.page.errors.some((one) => /Chưa đọc được mã tờ khai nào trong tệp/u.test(one)));
    assert.equal(officer.page.shown('requesterName'), 'Giữ nguyên');
    await officer.submit({ 'to-khai.anh': picked('la.jpg', 'image/jpeg', Buffer.from('không phải ảnh')) }, { button: 'to-khai.doc' });
    assert.ok(officer.page.errors.length > 0);
    assert.equal(officer.page.shown('requesterName'), 'Giữ nguyên');
  });
  test('cut off, another procedure, another version, 50 KB of rubbish: said in words, and nothing on the screen is lost', async () => {
    await officer.go(INTAKE);
    const typed = { requesterName: 'Người đang đứng đây', 'nguoi.ten': 'Người đang đứng đây' };
    const scan = async (text: string): Promise<void> => {
      await officer.submit({ ...typed, 'to-khai.quet': text }, { button: 'to-khai.doc' });
      assert.ok(officer.page.status < 500);
      assert.equal(officer.page.shown('requesterName'), typed.requesterName);
      assert.equal(officer.page.shown('nguoi.ten'), typed['nguoi.ten']);
    };
    await scan((codes[0] as string).slice(0, -9));
    assert.ok(officer.page.errors.some((one) => /thiếu hoặc sai chữ/u.test(one)));
    await scan('x'.repeat(50_000));
    assert.ok(officer.page.errors.some((one) => /Dài quá một tờ khai/u.test(one)));
    await scan('060302900001||Nguyễn Thị Hoa|08032002|Nữ|thôn 3|01062021');
    assert.ok(officer.page.errors.some((one) => /chưa có mã tờ khai/u.test(one)));
    await scan((writeSheet({ procedure: '1.001193', form: 'khai-sinh', version: 1, answers: { childName: 'Bé An' } }, deflated) ?? []).join(''));
    assert.match(officer.page.text, /thủ tục khác: Làm khai sinh cho con/u);
    await officer.click('Mở màn hình nhận thủ tục đó, rồi quét lại');
    assert.match(officer.path, /khai-sinh$/u);
    await officer.go(INTAKE);
    await officer.submit({ requesterName: 'Tên cũ', 'to-khai.quet': (writeSheet({ procedure: '2.000815', form: 'chung-thuc-ban-sao', version: 99, answers: { requesterName: 'Lò Thị B', soHoKhau: 'HK-7', documents: 'không phải bảng' } }, deflated) ?? []).join('') }, { button: 'to-khai.doc' });
    assert.match(officer.page.text, /bản khác với mẫu đang dùng/u);
    for (const words of [/HK-7/u, /không phải bảng/u, /trước là Tên cũ/u]) assert.match(officer.page.text, words);
    assert.equal(officer.page.shown('requesterName'), 'Lò Thị B');
    await officer.submit({ 'to-khai.quet': (writeSheet({ procedure: '2.000815', form: 'chung-thuc-ban-sao', version: 1, answers: { requesterName: 'Lò Thị 7', requesterPersonalId: '12' } }, deflated) ?? []).join('') }, { button: 'to-khai.doc' });
    assert.ok(officer.page.errors.some((one) => /không có chữ số/u.test(one)), 'each answer is judged as if it had been typed');
    assert.equal(officer.page.shown('requesterName'), 'Lò Thị 7');
  });
});

/** A sheet whose answers do not shrink, in several codes. */
function writeLong(): readonly string[] {
  const noise = (n: number): string => Array.from({ length: 230 }, (_, at) => String.fromCodePoint(0x4e00 + ((at * 7919 + n * 104_729) % 20_000))).join('');
  return writeSheet({ procedure: '2.000815', form: 'chung-thuc-ban-sao', version: 1, answers: { requesterName: "H' Ƀrĕ Niê", requesterPaperType: '5', requesterPersonalId: '060302900001', documents: [0].map((n) => ({ name: noise(n), issuer: `ƀ ĕ ${n}`, pages: 1, copies: 1 })) } }, deflated) ?? [];
}
const picked = (name: string, type: string, bytes: Buffer): PickedFile => ({ name, type, bytes });
/** A page as a scanner makes it: a PDF that is one JPEG picture. */
function scanned(jpeg: Buffer): Buffer {
  const parts: Buffer[] = [];
  const offsets: number[] = [];
  let size = 0;
  const add = (piece: string | Buffer): void => { const bytes = Buffer.from(piece as string, 'latin1'); parts.push(bytes); size += bytes.length; };
  const object = (head: string, stream?: Buffer): void => { offsets.push(size); add(`${offsets.length} 0 obj\n${head}`); if (stream) { add('\nstream\n'); parts.push(stream); size += stream.length; add('\nendstream'); } add('\nendobj\n'); };
  add('%PDF-1.4\n');
  const content = Buffer.from('q 595 0 0 842 0 0 cm /I Do Q');
  object('<< /Type /Catalog /Pages 2 0 R >>');
  object('<< /Type /Pages /Kids [3 0 R] /Count 1 >>');
  object('<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /I 4 0 R >> >> /Contents 5 0 R >>');
  object(`<< /Type /XObject /Subtype /Image /Width 1700 /Height 2300 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>`, jpeg);
  object(`<< /Length ${content.length} >>`, content);
  const start = size;
  add(`xref\n0 6\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`);
  return Buffer.concat(parts);
}
