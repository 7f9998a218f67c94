import assert from 'node:assert/strict';
import { inflateRawSync } from 'node:zlib';
import { date } from './declare-birth.ts';
import { everyNumberOpens, rowsBehind } from './figures.ts';
import { journey, type Filled, type World } from './journey.ts';

const UNIT = '2';
const target = (over: Readonly<Record<string, Filled>>): Record<string, Filled> => ({ 'don-vi': [UNIT], nam: '2026', ky: ['Q1'], do: 'online-share', nhom: 'all', muc: '50', ...over });

/** Row 12: a decision like công văn 431/CV-UBND: units × period × measure × target. */
export const targets = journey({
  name: 'row 12: targets of a decision: live numerator and denominator, nothing arose apart, forecast, the dossiers behind each number, xlsx', clock: '2026-03-16 10:30', demo: true,
  steps: [
    { as: 'tỉnh', signIn: { officer: 'kiemsoat.lamdong' }, go: '/ban', click: 'Chỉ tiêu', h1: 'Chỉ tiêu được giao', see: ['Chưa nhập quyết định nào'] },
    { click: 'Nhập quyết định', h1: 'Nhập quyết định' },
    { fill: { so: '', ...date('ngay', '31', '2', '2026'), 'co-quan': '' }, status: 400, errors: [/Chưa có số, ký hiệu/, /Chưa có ngày ban hành/, /Chưa có cơ quan ban hành/] },
    { fill: { so: '431/CV-UBND', ...date('ngay', '1', '4', '2026'), 'co-quan': 'Ủy ban nhân dân tỉnh' }, status: 400, errors: [/không thể sau hôm nay/], boxes: { so: '431/CV-UBND' } },
    { fill: date('ngay', '5', '1', '2026'), at: /\/ban\/chi-tieu\/[0-9a-f-]{36}$/, h1: 'Chỉ tiêu theo 431/CV-UBND', see: ['Ủy ban nhân dân tỉnh, 5/1/2026', 'Chưa có chỉ tiêu nào trong quyết định này'], note: { decision: /chi-tieu\/([0-9a-f-]{36})/ } },
    { why: 'entered once', go: '/ban/chi-tieu/moi', fill: { so: '431/CV-UBND', ...date('ngay', '5', '1', '2026'), 'co-quan': 'Ủy ban nhân dân tỉnh' }, status: 400, errors: [/đã được nhập/] },

    { why: 'every problem at once, and what was typed stays', go: '/ban/chi-tieu/{decision}', fill: target({ 'don-vi': [], ky: [], do: '', muc: 'nhiều' }), form: '/them', status: 400, errors: [/Chưa chọn đơn vị/, /Chưa chọn kỳ/, /Chưa chọn đo cái gì/, /Chưa có con số/], boxes: { muc: 'nhiều' } },
    { why: '120 per cent', fill: target({ muc: '120' }), form: '/them', status: 400, errors: [/Tỷ lệ không thể quá 100 %/] },
    { why: 'below zero', fill: target({ muc: '-1' }), form: '/them', status: 400, errors: [/không thể nhỏ hơn 0/] },
    { why: 'half a dossier', fill: target({ do: 'online-count', muc: '2,5' }), form: '/them', status: 400, errors: [/phải là số nguyên/] },
    { why: 'a unit that no longer exists, and who goes on', fill: target({ 'don-vi': ['6'] }), form: '/them', status: 400, errors: [/Hàm Chính đã thôi hoạt động trước kỳ này.*Giao chỉ tiêu cho xã Hàm Liêm/] },
    { why: 'a unit of nobody here', check: foreignUnit },
    { go: '/ban/chi-tieu/{decision}', why: 'days the wrong way round', fill: target({ ky: [], ...date('tu', '1', '3', '2026'), ...date('den', '1', '2', '2026') }), form: '/them', status: 400, errors: [/Ngày bắt đầu sau ngày kết thúc/] },
    { why: 'a day that does not exist is said, not passed over', fill: target({ ...date('tu', '31', '2', '2026'), ...date('den', '1', '4', '2026') }), form: '/them', status: 400, errors: [/không có trong lịch/] },
    { why: 'a year that is none', fill: target({ nam: '26', ...date('tu', '', '', ''), ...date('den', '', '', '') }), form: '/them', status: 400, errors: [/Năm cần 4 số/] },

    { fill: target({ ky: ['Q1', 'nam'], muc: '90 %' }), form: '/them', at: '/ban/chi-tieu/{decision}?them=2', see: ['Đã thêm 2 chỉ tiêu', 'Tỷ lệ hồ sơ tiếp nhận trực tuyến', 'Quý 1 năm 2026', 'Năm 2026', '90 %'], note: { share: /dong\/([0-9a-f-]{36})"(?:(?!dong\/).)*Quý 1 năm 2026/su } },
    { why: 'the same again, and a period that overlaps without lying inside', fill: target({ muc: '60' }), form: '/them', status: 400, errors: [/đã có chỉ tiêu này cho quý 1 năm 2026 \(431\/CV-UBND\), trùng thời gian/] },
    { fill: target({ ky: [], ...date('tu', '1', '3', '2026'), ...date('den', '30', '4', '2026') }), form: '/them', status: 400, errors: [/trùng thời gian/] },
    { why: 'other measures for the same time are other targets', fill: target({ ...date('tu', '', '', ''), ...date('den', '', '', ''), do: 'on-time-share', muc: '95' }), form: '/them', see: ['Đã thêm 1 chỉ tiêu'] },
    { fill: target({ do: 'received-count', muc: '100' }), form: '/them', see: ['Đã thêm 1 chỉ tiêu'] },
    { why: 'of last autumn nothing is known, of the summer nothing has begun', fill: target({ nam: '2025', ky: ['Q4'], muc: '50' }), form: '/them', see: ['Không phát sinh'] },
    { fill: target({ nam: '2026', ky: ['Q3'], do: 'e-result-share', muc: '50' }), form: '/them', see: ['Chưa bắt đầu'] },

    { why: 'the numbers are those of the dossiers', go: '/ban/chi-tieu/{decision}', check: async (world) => { world.noted.set('base', String((await progressIsRight(world)).all)); } },
    { as: 'tiếp nhận', why: 'live: one more is received at the counter', signIn: { officer: 'tiepnhan.hamliem' }, go: '/ban/tiep-nhan/chung-thuc-ban-sao', fill: { 'nguoi.ten': 'Nguyễn Thị Sáu', 'nguoi.so': '060155900003', requesterName: 'Nguyễn Thị Sáu', requesterPersonalId: '060155900003', 'giay-nhan': 'ban-chinh', 'documents.0.name': 'Giấy khai sinh', 'documents.0.pages': '1', 'documents.0.copies': '1', thu: 'sau' }, press: 'nhan', h1: /Đã nhận: / },
    { jobs: ['report-fact'] },
    { as: 'tỉnh', why: 'and is in the base, not among those received online', clock: '2026-03-16 10:31', go: '/ban/chi-tieu/{decision}', check: async (world) => { assert.equal((await progressIsRight(world)).all, Number(world.noted.get('base')) + 1); } },
    { go: '/ban/chi-tieu/dong/{share}', h1: 'Tỷ lệ hồ sơ tiếp nhận trực tuyến', see: ['Nếu giữ nhịp từ đầu kỳ', 'ngày làm việc của kỳ', 'Người dân tự nộp qua mạng', 'Nộp qua mạng có người giúp', 'Tại quầy', 'Qua bưu điện', 'Hồ sơ trực tuyến: gửi qua mạng, tự nộp hoặc có người giúp'], check: async (world) => { assert.ok((await everyNumberOpens(world.visitor, /nhom=received/u)) >= 2); await waysAreRight(world); } },
    { why: 'of what was settled the ways are told apart as well', go: '/ban/chi-tieu/{decision}', click: 'Tỷ lệ giải quyết trước hạn, đúng hạn', check: async ({ visitor }) => { assert.ok((await everyNumberOpens(visitor, /nhom=received/u)) >= 2); } },
    { click: 'Toàn bộ hồ sơ của mẫu số', see: ['H36.23095-'], not: ['H24.'] },
    { why: 'the dossiers that could still close the gap', go: '/ban/chi-tieu/dong/{share}', see: ['Hồ sơ còn có thể làm đạt chỉ tiêu'] },
    { go: '/ban/chi-tieu/{decision}', check: typedCells },

    { as: 'xã', why: 'the commune sees what it was given and changes nothing', signIn: { officer: 'lanhdao.hamliem' }, go: '/ban/chi-tieu', see: ['431/CV-UBND'] },
    { click: '431/CV-UBND', see: ['xã Hàm Liêm', 'Chỉ người nhập ở đơn vị giao mới thêm bớt được'], not: ['/them"', '/ngung"'] },
    { as: 'kiểm soát xã', signIn: { officer: 'kiemsoat.hamliem' }, go: '/ban/chi-tieu/{decision}', not: ['/them"'] },
    { why: 'nor by sending what no form shows', check: addBehindTheForm },
    { as: 'xã khác', signIn: { officer: 'kiemsoat.thanhha' }, go: '/ban/chi-tieu', not: ['431/CV-UBND'] },
    { go: '/ban/chi-tieu/{decision}', status: 404 },
    { go: '/ban/chi-tieu/{decision}/tep', status: 404 },

    { as: 'tỉnh', go: '/ban/chi-tieu/{decision}', click: 'Số hồ sơ tiếp nhận', press: 'Bỏ chỉ tiêu này', at: '/ban/chi-tieu/{decision}', not: ['Số hồ sơ tiếp nhận</a>'] },
    { fill: { 'ly-do': ' ' }, form: '/ngung', status: 400, errors: [/Chưa ghi vì sao/] },
    { fill: { 'ly-do': 'Thay bằng quyết định mới' }, form: '/ngung', see: ['Thôi áp dụng', 'Thay bằng quyết định mới'], not: ['/them"'] },
    { why: 'the time is free for another decision', go: '/ban/chi-tieu/moi', fill: { so: '12/QĐ-UBND', ...date('ngay', '16', '3', '2026'), 'co-quan': 'Ủy ban nhân dân tỉnh', 'truc-tuyen': 'self-only' }, see: ['chỉ những hồ sơ người dân tự nộp qua mạng'] },
    { why: 'without a payment gateway nothing is at level 4, so nothing arose there', fill: target({ nhom: 'level-4', muc: '10' }), form: '/them', see: ['Thủ tục mức độ 4', 'Không phát sinh'] },
    { fill: target({ nhom: 'level-3-4', muc: '10' }), form: '/them', see: ['Thủ tục mức độ 3 và 4', 'Đạt'] },
  ],
});

async function foreignUnit({ visitor, noted }: World): Promise<void> {
  const form = visitor.page.form({ form: '/them' });
  const sent = await visitor.fetch(`/ban/chi-tieu/${noted.get('decision')}/them`, 'POST', new URLSearchParams({ _csrf: String(form.shown('_csrf')), 'don-vi': '12', nam: '2026', ky: 'Q1', do: 'online-share', nhom: 'all', muc: '50' }));
  assert.equal(sent.status, 400);
  assert.match(sent.page.errors.join(' '), /không nằm trong phạm vi/u);
}
async function addBehindTheForm({ visitor, noted }: World): Promise<void> {
  await visitor.go('/ban/chi-tieu/moi');
  const token = String(visitor.page.form({ filled: ['so'] }).shown('_csrf'));
  for (const [path, body] of [[`${noted.get('decision')}/them`, { 'don-vi': '2', nam: '2026', ky: 'Q2', do: 'online-share', nhom: 'all', muc: '1' }], [`${noted.get('decision')}/ngung`, { 'ly-do': 'x' }]] as const) await visitor.fetch(`/ban/chi-tieu/${path}`, 'POST', new URLSearchParams({ _csrf: token, ...body }));
  await visitor.go(`/ban/chi-tieu/${noted.get('decision')}`);
  assert.ok(!visitor.page.text.includes('Quý 2 năm 2026') && !visitor.page.text.includes('Thôi áp dụng:'), visitor.page.main);
}
/** Numerator and denominator against the dossiers themselves, and every count against its list. */
async function progressIsRight({ visitor, app }: World): Promise<{ readonly online: number; readonly all: number }> {
  const { rows: [found] } = await app.database.owner.query<{ online: number; all: number }>("SELECT count(*) FILTER (WHERE channel = 'online')::int AS online, count(*)::int AS all FROM dossier WHERE competent_agency = 2 AND received_at >= '2026-01-01T00:00:00+07:00' AND received_at < '2026-04-01T00:00:00+07:00'");
  assert.ok(found && found.online > 3 && found.all > found.online);
  assert.ok(visitor.page.links.some((one) => one.words === `${found.online}/${found.all}`), visitor.page.links.map((one) => one.words).join(' '));
  assert.ok((await everyNumberOpens(visitor, /nhom=counted/u)) >= 5);
  const shown = (Math.floor((found.online / found.all) * 10_000) / 100).toLocaleString('vi-VN', { maximumFractionDigits: 2 });
  assert.ok(visitor.page.text.includes(`${shown} %`), `${shown} % on ${visitor.page.main}`);
  const base = visitor.page.links.find((one) => one.words === `${found.online}/${found.all}`)?.href.replace('nhom=counted', 'nhom=base') ?? '';
  assert.equal((await rowsBehind(visitor, base)).length, found.all);
  return found;
}
/** Self-filed, assisted, at the counter and by post, each against the dossiers themselves. */
async function waysAreRight({ visitor, app }: World): Promise<void> {
  const { rows: [found] } = await app.database.owner.query<Record<'self' | 'assisted' | 'counter' | 'post', number>>(`SELECT count(*) FILTER (WHERE channel = 'online')::int AS self, count(*) FILTER (WHERE channel = 'assisted')::int AS assisted, count(*) FILTER (WHERE channel = 'counter')::int AS counter, count(*) FILTER (WHERE channel = 'post')::int AS post
    FROM dossier WHERE competent_agency = 2 AND received_at >= '2026-01-01T00:00:00+07:00' AND received_at < '2026-04-01T00:00:00+07:00'`);
  assert.ok(found && found.self > 3 && found.counter > 1, JSON.stringify(found));
  for (const [way, count] of Object.entries(found)) assert.equal(Number(visitor.page.links.find((one) => one.href.includes('nhom=received') && one.href.endsWith(`cach=${way}`))?.words ?? 0), count, way);
}
async function typedCells({ visitor }: World): Promise<void> {
  const file = await visitor.fetch(visitor.page.link(/Tải bảng tính/u));
  assert.equal(file.headers.get('content-type'), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
  const sheet = partOf(file.bytes, 'xl/worksheets/sheet1.xml');
  const row = sheet.split('<row ').find((one) => one.includes('Quý 1 năm 2026') && one.includes('Tỷ lệ hồ sơ tiếp nhận trực tuyến')) ?? '';
  const cells = [...row.matchAll(/<c ([^>]*)>(.*?)<\/c>/gu)].map((cell) => ({ text: / t="(?:inlineStr|s|str)"/u.test(` ${cell[1] ?? ''}`), value: (cell[2] ?? '').replace(/<[^>]*>/gu, '') }));
  const numbers = cells.filter((cell) => !cell.text).map((cell) => Number(cell.value));
  assert.ok(numbers.length >= 8 && numbers.every(Number.isFinite), JSON.stringify(cells));
  assert.ok(numbers.includes(0.9), '90 per cent is the number 0.9 shown as a share');
  assert.ok(numbers.some((value) => value === Math.round((Date.UTC(2026, 2, 31) - Date.UTC(1899, 11, 30)) / 86_400_000)), '31/3/2026 is a day, not a text');
}
/** One part of a workbook, which is a zip archive. */
function partOf(zip: Buffer, name: string): string {
  for (let at = zip.indexOf('PK\u0001\u0002', 0, 'latin1'); at >= 0 && zip.readUInt32LE(at) === 0x02014b50;) {
    const [packed, nameLength, extra, comment, local] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32), zip.readUInt32LE(at + 42)];
    if (zip.toString('utf8', at + 46, at + 46 + nameLength) === name) {
      const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const bytes = zip.subarray(from, from + packed);
      return (zip.readUInt16LE(local + 8) === 0 ? bytes : inflateRawSync(bytes)).toString('utf8');
    }
    at += 46 + nameLength + extra + comment;
  }
  throw new Error(`${name} is not in the file`);
}
