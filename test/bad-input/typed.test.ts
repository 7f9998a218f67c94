import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { proofRead } from '../../src/adapters/pdf-typst/proof-reading.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { Page, Visitor } from '../support/browse.ts';
import { aDraft, aGuest, anOfficer, BIRTH_ANSWERS, type Someone } from '../support/people.ts';
import { noFault } from './answers.ts';

/** What people, broken phones and other people's programs write into the boxes of a form. */
describe('bad input in boxes', () => {
  let app: TestApp;
  let mother: Someone;
  let draft: string;
  before(async () => {
    app = await startTestApp();
    mother = await aGuest(app, 'mẹ');
    draft = await aDraft(app, mother, { paper: 'none' });
  });
  after(() => app.close());
  const question = (key: string, id = draft): string => `${app.url}/nhap/${id}/cau/${key}`;
  const kept = async (id = draft) => (await app.core.dossier.drafts.find(mother.scope, id))?.content ?? assert.fail('the draft is there');
  /** A post that no form of ours would send. */
  async function post(path: string, fields: readonly (readonly [string, string])[]): Promise<Page> {
    const answer = await mother.visitor.fetch(path, 'POST', new URLSearchParams([['_csrf', mother.csrf], ...fields.map(([name, value]): [string, string] => [name, value])]));
    if (answer.status !== 303) noFault(answer.page);
    return answer.page;
  }
  /** Fills a page as a person does, expects it back with these sentences, and with everything that was typed. */
  async function typed(visitor: Visitor, address: string, filled: Readonly<Record<string, string>>, sentences: readonly string[]): Promise<Page> {
    await visitor.go(address);
    const page = await visitor.submit(filled);
    assert.equal(page.status, 400);
    noFault(page);
    assert.deepEqual(page.errors, sentences);
    for (const [name, value] of Object.entries(filled)) assert.equal(page.shown(name), value, `${name} is still typed`);
    return page;
  }

  describe('unknown keys', () => {
    test('unknown keys on a page of questions: the page comes back with what was typed, and says why nothing was saved', async () => {
      const state = await kept();
      const page = await post(question('be'), [['childName', 'Trần Minh Khôi'], ['childSex', '1'], ['birthCase', 'thuong'], ['laQuanTri', 'co'], ['dossier_id', '1']]);
      assert.equal(page.status, 422);
      assert.deepEqual(page.errors, ['Có ô lạ gửi kèm không thuộc trang này nên chưa lưu. Những gì anh/chị gõ vẫn còn ở dưới; xem lại rồi bấm «Tiếp tục»']);
      assert.equal(page.shown('childName'), 'Trần Minh Khôi');
      assert.ok(!page.html.includes('laQuanTri'));
      assert.deepEqual(await kept(), state, 'nothing was saved');
    });
    test('unknown keys on any other page: named as such, with everything that was typed to copy', async () => {
      const page = await post(`${app.url}/nhap/${draft}/nhan-ket-qua`, [['cach-nhan', 'electronic'], ['thu-dien-tu', 'hoa.moi@nguoidan.example'], ['vai-tro', 'quan-tri']]);
      assert.equal(page.status, 422);
      assert.equal(page.h1, 'Có ô không thuộc trang này');
      assert.match(page.main, /không nhận những gì lạ gửi kèm, nên lần gửi này chưa được lưu\. Mở lại trang rồi điền và gửi lần nữa/u);
      assert.match(page.main, /Những gì anh\/chị vừa gõ\n.*hoa\.moi@nguoidan\.example/su);
      assert.equal((await kept()).contact?.email, 'hoa@nguoidan.example');
    });
    test('what is typed to open a session is never shown again', async () => {
      const answer = await mother.visitor.fetch(`${app.url}/can-bo/dang-nhap`, 'POST', new URLSearchParams({ _csrf: mother.csrf, username: 'ai-do', password: 'mật khẩu của tôi', la: '1' }));
      assert.equal(answer.status, 422);
      assert.ok(!answer.page.html.includes('mật khẩu của tôi'));
    });
  });

  describe('wrong types', () => {
    test('wrong types: a list where one text is due', async () => {
      const page = await post(question('be'), [['childName', 'Trần Minh An'], ['childName', 'Trần Minh Em'], ['childSex', '1'], ['birthCase', 'thuong']]);
      assert.equal(page.status, 400);
      assert.deepEqual(page.errors, ['Câu này được gửi lên nhiều lần – tải lại trang rồi khai lại']);
      assert.equal((await kept()).answers['childName'], 'Trần Minh An', 'the answer that was right before is kept');
      const other = await post(`${app.url}/nhap/${draft}/nhan-ket-qua`, [['cach-nhan', 'electronic'], ['thu-dien-tu', 'a@b.vn'], ['thu-dien-tu', 'c@d.vn']]);
      assert.equal(other.status, 422);
      assert.equal(other.h1, 'Có ô gửi lên chưa đúng dạng');
      assert.match(other.main, /Một ô đã bị gửi hai lần, gửi thiếu hoặc không phải dạng chữ, nên lần gửi này chưa được lưu\. Mở lại trang/u);
      assert.match(other.main, /a@b\.vn\n.*c@d\.vn/su);
    });
    for (const name of ['childName[first]', 'childName[]', 'childName.first', '__proto__', '__proto__.isAdmin', 'constructor', 'constructor[prototype][x]', 'toString']) {
      test(`wrong types: a nested or special name, ${name}`, async () => {
        const state = await kept();
        const page = await post(question('be'), [['childName', 'Trần Minh An'], ['childSex', '1'], [name, 'x']]);
        assert.equal(page.status, 422);
        assert.match(page.main, /Có ô (?:lạ gửi kèm )?không thuộc trang này/u);
        assert.deepEqual(await kept(), state);
        assert.equal(({} as Record<string, unknown>)['isAdmin'], undefined);
      });
    }
    for (const [what, body] of [['an object', '{"childName":{"first":"A"}}'], ['a list', '["childName"]'], ['nothing', 'null'], ['a number', '7'], ['broken JSON', '{"childName":'], ['a poisoned prototype', '{"__proto__":{"isAdmin":true},"childName":"A"}']] as const) {
      test(`wrong types: JSON with ${what} in place of a form`, async () => {
        const answer = await mother.visitor.fetch(question('be'), 'POST', body, { 'content-type': 'application/json', 'x-csrf-token': mother.csrf });
        assert.ok([400, 422].includes(answer.status), String(answer.status));
        noFault(answer.page);
        assert.equal(({} as Record<string, unknown>)['isAdmin'], undefined);
      });
    }
    test('wrong types: words that no list offers, and letters in a number', async () => {
      const page = await post(question('be'), [['childName', 'Trần Minh An'], ['childSex', 'khác']]);
      assert.equal(page.status, 400);
      assert.match(page.errors.join(), /giới tính/iu);
      assert.equal(page.shown('childName'), 'Trần Minh An');
    });
  });

  describe('dates that do not exist', () => {
    const birth = (day: string, month: string, year: string): Record<string, string> => ({ 'birthDate.day': day, 'birthDate.month': month, 'birthDate.year': year });
    for (const [day, month, year, sentence] of [
      ['31', '2', '2026', 'Ngày sinh của bé chưa đúng: tháng 2 năm 2026 chỉ có 28 ngày'], ['29', '2', '2027', 'Ngày sinh của bé chưa đúng: tháng 2 năm 2027 chỉ có 28 ngày'], ['31', '4', '2026', 'Ngày sinh của bé chưa đúng: tháng 4 năm 2026 chỉ có 30 ngày'],
      ['00', '00', '2026', 'Ngày sinh của bé chưa đúng: một năm có 12 tháng, anh/chị gõ tháng 0'], ['00', '3', '2026', 'Ngày sinh của bé chưa đúng: tháng 3 năm 2026 chỉ có 31 ngày'], ['7', '13', '2026', 'Ngày sinh của bé chưa đúng: một năm có 12 tháng, anh/chị gõ tháng 13'],
      ['7', '2', '26', 'Năm cần đủ 4 số – ví dụ 1998, anh/chị gõ 2 số'], ['bảy', '2', '2026', 'Ngày ghi bằng số từ 1 đến 31 – anh/chị gõ «bảy»'], ['7', '', '2026', 'Ngày sinh của bé còn thiếu tháng – ghi đủ cả ngày, tháng, năm'],
    ] as const) {
      test(`dates that do not exist: ${day}/${month}/${year}`, async () => {
        await typed(mother.visitor, question('ngay-sinh'), birth(day, month, year), [sentence]);
        assert.equal((await kept()).answers['birthDate'], '2026-02-20', 'the date that was right before is kept');
      });
    }
    test('dates that do not exist: 31/02 and 29/02/2027 as the applicant’s own', async () => {
      const guest = await aGuest(app);
      const id = await aDraft(app, guest, { paper: 'none', owner: null });
      for (const [day, month, year] of [['31', '2', '2002'], ['29', '2', '2027'], ['00', '00', '0000']] as const) {
        await typed(guest.visitor, `${app.url}/nhap/${id}/xac-nhan`, { ten: 'Nguyễn Thị Hoa', 'can-cuoc': '060302900001', 'ngay-sinh.day': day, 'ngay-sinh.month': month, 'ngay-sinh.year': year }, ['Ngày sinh chưa đúng: không có ngày này trong lịch. Xem lại ngày, tháng, năm']);
      }
    });
  });

  describe('13-digit CCCD', () => {
    test('13-digit CCCD, of the applicant', async () => {
      const guest = await aGuest(app);
      const id = await aDraft(app, guest, { paper: 'none', owner: null });
      const rest = { ten: 'Nguyễn Thị Hoa', 'ngay-sinh.day': '8', 'ngay-sinh.month': '3', 'ngay-sinh.year': '2002' };
      await typed(guest.visitor, `${app.url}/nhap/${id}/xac-nhan`, { ...rest, 'can-cuoc': '0603029000012' }, ['Số căn cước có 12 số, anh/chị gõ 13, thừa 1 số. Xem lại trên thẻ']);
      await typed(guest.visitor, `${app.url}/nhap/${id}/xac-nhan`, { ...rest, 'can-cuoc': '06030290000' }, ['Số căn cước có 12 số, anh/chị mới gõ 11']);
    });
    test('13-digit CCCD, in the form', async () => {
      await typed(mother.visitor, question('cha'), { fatherPersonalId: '0600999000021' }, ['Số căn cước có 12 số, anh/chị gõ 13, thừa 1 số – xem lại']);
      assert.equal((await kept()).answers['fatherPersonalId'], '060099900002', 'the number that was right before is kept');
    });
    test('13-digit CCCD, in the square code of a card', async () => {
      const guest = await aGuest(app);
      const id = await aDraft(app, guest, { paper: 'none', owner: null });
      await typed(guest.visitor, `${app.url}/nhap/${id}/xac-nhan`, { ma: '0603029000012||Nguyễn Thị Hoa|08032002|Nữ|thôn 3|01062021' }, ['Số căn cước trong mã chưa đủ 12 số. Lau mặt thẻ rồi quét lại']);
    });
  });

  describe('300-character names', () => {
    const long = 'Nguyễn '.repeat(43).trim();
    test('300-character names: too long is said with both numbers, and stays to be shortened', async () => {
      assert.equal([...long].length, 300);
      await typed(mother.visitor, question('be'), { childName: long }, ['Họ tên của bé dài 300 chữ cái, ô này nhận nhiều nhất 120 – viết gọn lại']);
      assert.equal((await kept()).answers['childName'], 'Trần Minh An');
    });
    test('300-character names, of the applicant', async () => {
      const guest = await aGuest(app);
      const id = await aDraft(app, guest, { paper: 'none', owner: null });
      await typed(guest.visitor, `${app.url}/nhap/${id}/xac-nhan`, { ten: long, 'can-cuoc': '060302900001', 'ngay-sinh.day': '8', 'ngay-sinh.month': '3', 'ngay-sinh.year': '2002' }, ['Họ tên dài hơn 120 chữ. Xem lại ô này']);
    });
    test('300-character names, and far beyond: more than any box holds is refused whole, and shown again', async () => {
      const endless = 'Nguyễn '.repeat(300);
      const page = await post(`${app.url}/nhap/${draft}/nhan-ket-qua`, [['cach-nhan', 'electronic'], ['thu-dien-tu', endless]]);
      assert.equal(page.status, 422);
      assert.equal(page.h1, 'Có ô dài quá mức trang này nhận');
      assert.match(page.main, /Rút ngắn ô dài nhất rồi gửi lại; lần gửi này chưa được lưu/u);
      assert.ok(page.main.includes(endless.trim()));
    });
  });

  describe('names of every people', () => {
    // Ê Đê, Ba Na, Gia Rai, Mông; the last as a phone with a decomposing keyboard sends it (Ơ̆ exists in no composed form).
    const NAMES = ["H'Ƀlĕŏ Niê Kdăm", 'Y Bhăm Êban', 'Đinh Ƀŏk Hrê', 'Y Ƀen', 'Ƀĕ Ơ̆ng'.normalize('NFD')] as const;
    for (const name of NAMES) {
      test(`names with H', Y, ƀ ĕ ŏ: «${name}» is taken as it is, and comes out right on the page, in the search and in the PDF`, async () => {
        const guest = await aGuest(app);
        const id = await aDraft(app, guest, { answers: { ...BIRTH_ANSWERS, childName: 'Tên Cũ' }, owner: { name: 'Tên Cũ', personalId: '066196900004', birthDate: '1996-06-15', phone: '0900000001' } as never });
        const { visitor } = guest;
        await visitor.go(`${app.url}/nhap/${id}/xac-nhan`);
        await visitor.submit({ ten: name, 'can-cuoc': '066196900004', 'ngay-sinh.day': '15', 'ngay-sinh.month': '6', 'ngay-sinh.year': '1996', 'dien-thoai': '0900000001' }, { form: '/xac-nhan' });
        assert.equal(visitor.page.status, 200, visitor.page.errors.join());
        await visitor.go(`${app.url}/nhap/${id}/cau/be`);
        await visitor.submit({ childName: name, childSex: '2' });
        assert.equal(visitor.page.status, 200, visitor.page.errors.join());
        await visitor.go(`${app.url}/nhap/${id}/cau/nguoi-khai`);
        await visitor.submit({ requesterName: name, requesterPersonalId: '066196900004' });
        assert.equal(visitor.page.status, 200, visitor.page.errors.join());
        const stored = name.normalize('NFC');
        await visitor.go(`${app.url}/nhap/${id}/kiem-tra`);
        assert.ok(visitor.page.main.includes(stored), visitor.page.main);
        await visitor.submit({ 'cam-doan': 'co' });
        assert.match(visitor.page.h1, /Đã nộp/u, visitor.page.errors.join());
        await found(app, stored, visitor);
      });
    }
  });

  describe('NFD text', () => {
    test('NFD text is stored as NFC and found by search, whichever way it is typed', async () => {
      const guest = await aGuest(app);
      const id = await aDraft(app, guest);
      const name = 'Đặng Thị Thuỳ Ngân';
      const { visitor } = guest;
      await visitor.go(`${app.url}/nhap/${id}/xac-nhan`);
      await visitor.submit({ ten: name.normalize('NFD'), 'can-cuoc': '060302900001', 'ngay-sinh.day': '8', 'ngay-sinh.month': '3', 'ngay-sinh.year': '2002', 'dien-thoai': '0900000001' }, { form: '/xac-nhan' });
      await visitor.go(`${app.url}/nhap/${id}/cau/nguoi-khai`);
      await visitor.submit({ requesterName: name.normalize('NFD') });
      await visitor.go(`${app.url}/nhap/${id}/cau/be`);
      await visitor.submit({ childName: 'Trần Thuỳ Ân'.normalize('NFD') });
      const content = (await app.core.dossier.drafts.find(guest.scope, id))?.content;
      assert.equal(content?.owner?.name, name.normalize('NFC'));
      assert.equal(content?.answers['childName'], 'Trần Thuỳ Ân'.normalize('NFC'));
      assert.equal(JSON.stringify(content), JSON.stringify(content).normalize('NFC'), 'nothing else slipped in decomposed');
      await visitor.go(`${app.url}/nhap/${id}/kiem-tra`);
      await visitor.submit({ 'cam-doan': 'co' });
      assert.match(visitor.page.h1, /Đã nộp/u, visitor.page.errors.join());
      await found(app, name, visitor);
    });
    test('NFD text in the search for a procedure finds what NFC finds', async () => {
      const first = async (typedWords: string): Promise<string> => (await mother.visitor.go(`${app.url}/tim?q=${encodeURIComponent(typedWords)}`)).links.find((one) => one.href.startsWith('/thu-tuc/'))?.href ?? '';
      assert.equal(await first('làm khai sinh cho con'), '/thu-tuc/khai-sinh');
      assert.equal(await first('làm khai sinh cho con'.normalize('NFD')), '/thu-tuc/khai-sinh');
    });
  });
});

/** In the officer's search, typed in full, decomposed and without any mark; on the officer's page; in the printed receipt. */
async function found(app: TestApp, name: string, visitor: Visitor): Promise<void> {
  const dossier = /\/ho-so\/([0-9a-f-]{36})/u.exec(visitor.path)?.[1] ?? assert.fail('a dossier');
  await app.drainJobs();
  await visitor.go(`${app.url}/ho-so/${dossier}/da-nop`);
  const paper = await visitor.fetch(visitor.page.link(/Tải giấy xác nhận/u));
  const { text } = proofRead(paper.bytes);
  assert.ok(text.normalize('NFC').includes(name), `«${name}» is printed: ${text.slice(0, 400)}`);
  const officer = (await anOfficer(app, 'tiepnhan.hamliem')).visitor;
  const plain = name.normalize('NFD').replace(/\p{M}+/gu, '').replaceAll('ƀ', 'b').replaceAll('Ƀ', 'B').replaceAll('đ', 'd').replaceAll('Đ', 'D');
  for (const typedName of [name, name.normalize('NFD'), name.toUpperCase(), plain, plain.replaceAll("'", '’')]) {
    await officer.go(`${app.url}/ban/tim`);
    const page = await officer.submit({ q: typedName }, { form: '/ban/tim' });
    assert.ok(page.html.includes(dossier), `«${typedName}» finds «${name}»: ${page.main.slice(0, 300)}`);
  }
  assert.ok((await officer.go(`${app.url}/ban/ho-so/${dossier}`)).main.includes(name), 'the officer reads the name as it was typed');
}
