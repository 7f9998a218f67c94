import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { csv, workbook } from '../../src/platform/spreadsheet/index.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { anOfficer } from '../support/people.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const HOME = '/quan-tri/buu-dien/tu-tep';
const boxes = { so: '1104/QĐ-UBND', 'ky.day': '2', 'ky.month': '3', 'ky.year': '2026', 'ap-dung.day': '2', 'ap-dung.month': '3', 'ap-dung.year': '2026' };

describe('row 10: the province’s list out of a file', () => {
  let app: TestApp;
  before(async () => { app = await startTestApp({ post: true, at: '2026-03-02T08:30:00+07:00' }); });
  after(() => app.close());
  const decisions = async () => (await app.database.owner.query<{ number: string; issued: string; from: string; send: string[]; back: string[] }>("SELECT number, to_char(issued_on, 'YYYY-MM-DD') AS issued, to_char(valid_from, 'YYYY-MM-DD') AS from, send_codes AS send, return_codes AS back FROM delivery_decision ORDER BY valid_from")).rows;

  test('tried first: every line that does not fit is named and nothing is stored; then entered with its number and days, and the public list follows', async () => {
    const drafts = (await app.database.owner.query<{ code: string }>("SELECT code FROM catalog_version GROUP BY code HAVING bool_and(state <> 'published') ORDER BY code LIMIT 1")).rows;
    const draft = drafts[0]?.code ?? '';
    assert.match(draft, /^\d\.\d{6}$/u);
    const { visitor } = await anOfficer(app, 'kiemsoat.lamdong');
    await visitor.go('/quan-tri/buu-dien');
    await visitor.click(/Nhập danh mục từ tệp/u);
    const table = [['PHỤ LỤC kèm theo Quyết định'], ['STT', 'Mã thủ tục', 'Tên', 'Gửi hồ sơ', 'Trả kết quả'], ['I', '', 'Hộ tịch', '', ''], ['1', '2.000635', 'Trích lục', '', 'x'], ['2', '2.000635', 'Trích lục', 'x', 'x'], ['3', '9.999999', 'Thủ tục lạ', 'x', 'x'], ['4', draft, 'Chưa công bố', 'x', ''], ['5', 'hai chấm', 'Sai mã', 'x', '']];
    await visitor.submit({ ...boxes, tep: { name: 'phu-luc.xlsx', type: XLSX, bytes: workbook([{ name: 'Phụ lục', rows: table }]) } }, { form: /tu-tep$/u });
    assert.equal(visitor.page.status, 200, visitor.page.main);
    for (const words of [/2 thủ tục khớp: gửi giấy tờ 1, trả kết quả 1\. 3 dòng không nhập/u, /5\s*Đã có ở dòng 4; tính dòng ấy\s*2 · 2\.000635 · Trích lục · x · x/u, /6\s*Không có trong danh mục thủ tục\s*3 · 9\.999999/u, /7\s*Vẫn nhập; chưa công bố[^\n]*\s*4 · /u, /8\s*Không phải mã thủ tục[^\n]*\s*5 · hai chấm/u, /Chưa ghi gì\. Bấm để ghi quyết định 1104\/QĐ-UBND/u]) assert.match(visitor.page.main, words);
    assert.deepEqual(await decisions(), []);
    await visitor.submit({}, { form: /quyet-dinh$/u });
    assert.match(visitor.page.main, /Đã lưu/u);
    assert.deepEqual(await decisions(), [{ number: '1104/QĐ-UBND', issued: '2026-03-02', from: '2026-03-02', send: [draft], back: ['2.000635'] }]);
    const reader = app.visitor('dân');
    const office = (await app.core.agencies.receiving()).find((one) => one.name.includes('Hàm Liêm'));
    await reader.go(`/buu-dien?xa=${office?.id ?? ''}`);
    assert.match(reader.page.main, /1 thủ tục: gửi giấy tờ 0, nhận kết quả 1\.[\s\S]*Theo 1104\/QĐ-UBND, áp dụng từ 2\/3\/2026/u);
    // The same decision once more: its day is taken, and the page says so.
    await visitor.go(HOME);
    await visitor.submit({ ...boxes, tep: { name: 'a.csv', type: 'text/csv', bytes: Buffer.from(csv(['Mã thủ tục'], [['2.000635']])) } }, { form: /tu-tep$/u });
    await visitor.submit({}, { form: /quyet-dinh$/u });
    assert.deepEqual([visitor.page.status, visitor.page.errors.some((words) => /Ngày này đã có quyết định/u.test(words))], [409, true]);
  });
  test('boxes left empty, no file, rubbish, no heading, only unknown codes: said where it can be mended, nothing to enter', async () => {
    const { visitor } = await anOfficer(app, 'kiemsoat.lamdong');
    const tried = async (filled: Record<string, string>, file: { readonly name: string; readonly bytes: Buffer } | null): Promise<string> => {
      await visitor.go(HOME);
      await visitor.submit({ ...filled, ...(file ? { tep: { ...file, type: 'text/csv' } } : {}) }, { form: /tu-tep$/u });
      assert.equal(visitor.page.status, 400);
      assert.doesNotMatch(visitor.page.html, /action="\/quan-tri\/buu-dien\/quyet-dinh"/u);
      return visitor.page.errors.join(' · ');
    };
    const csvOf = (text: string) => ({ name: 'a.csv', bytes: Buffer.from(text) });
    assert.match(await tried({ so: '', 'ky.day': '31', 'ky.month': '2', 'ky.year': '2026' }, null), /Chưa ghi số quyết định · Ngày không có trong lịch · Ngày không có trong lịch · Chưa chọn tệp/u);
    assert.match(await tried(boxes, { name: 'a.xlsx', bytes: Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(64)]) }), /Không đọc được tệp/u);
    assert.match(await tried(boxes, csvOf('Tên;Ghi chú\na;b')), /Không thấy dòng tiêu đề/u);
    assert.match(await tried(boxes, csvOf('Mã thủ tục\n9.999999')), /Không có dòng nào khớp/u);
    assert.match(visitor.page.main, /Không có trong danh mục thủ tục/u, 'and the line is named all the same');
    assert.match(await tried(boxes, { name: 'a.csv', bytes: Buffer.alloc(2 * 1024 * 1024 + 1, 0x61) }), /tối đa 2 MB/u);
    assert.equal(visitor.page.main.includes('1104') || /value="1104/u.test(visitor.page.html), true, 'what was typed stays');
  });
});
