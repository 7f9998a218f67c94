import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainDate } from '../../../shared/plain-date.ts';
import { asksForSomething, findPaperForm, paperDate, paperMoment, paperQr, paperShortMoment } from './papers.ts';

test('NĐ 30/2020 annex I: days below 10 and months 1 and 2 carry a zero, other months do not', () => {
  assert.equal(paperDate(plainDate('2026-09-03')), 'ngày 03 tháng 9 năm 2026');
  assert.equal(paperDate(plainDate('2026-02-10')), 'ngày 10 tháng 02 năm 2026');
  assert.equal(paperDate(plainDate('2026-01-01')), 'ngày 01 tháng 01 năm 2026');
  assert.equal(paperDate(plainDate('2026-12-31')), 'ngày 31 tháng 12 năm 2026');
});

test('moments are told in Vietnam, also where UTC still has the day before', () => {
  assert.equal(paperMoment(new Date('2026-08-25T17:30:00Z')), '00 giờ 30 phút, ngày 26 tháng 8 năm 2026');
  assert.equal(paperShortMoment(new Date('2026-08-25T17:30:00Z')), '00:30, 26/8/2026');
});

test('TT 03/2025: a form goes by regime and number; «Mẫu số 05» changed its meaning on 15/9/2025', () => {
  const last = plainDate('2025-09-14');
  const first = plainDate('2025-09-15');
  assert.deepEqual(findPaperForm('mau-06-phieu-kiem-soat', last), { regime: 'TT 01/2018/TT-VPCP', number: '05', title: 'Phiếu kiểm soát quá trình giải quyết hồ sơ' });
  assert.deepEqual(findPaperForm('mau-05-dung-giai-quyet', first), { regime: 'TT 03/2025/TT-VPCP', number: '05', title: 'Thông báo dừng giải quyết hồ sơ' });
  assert.equal(findPaperForm('mau-05-dung-giai-quyet', last), undefined);
  assert.equal(findPaperForm('mau-06-phieu-kiem-soat', first)?.number, '06');
  assert.equal(findPaperForm('mau-07-so-theo-doi', last)?.number, '06');
  assert.equal(findPaperForm('mau-07-so-theo-doi', first)?.number, '07');
  assert.equal(findPaperForm('mau-04-xin-loi', last)?.title, 'Phiếu xin lỗi và hẹn lại ngày trả kết quả');
  assert.equal(findPaperForm('mau-04-xin-loi', first)?.title, 'Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết');
});

test('TT 01/2018 is in force from 06/01/2019; no form is invented for earlier days', () => {
  assert.equal(findPaperForm('mau-01-giay-tiep-nhan', plainDate('2019-01-05')), undefined);
  assert.equal(findPaperForm('mau-01-giay-tiep-nhan', plainDate('2019-01-06'))?.number, '01');
});

test('TT 01/2023: the QR code holds dossier code, procedure code, identifier and name of the paper', () => {
  const parts = { code: 'H36.21-260826-0042', procedureCode: '1.001193', identifier: '079190000001', paper: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả' };
  assert.equal(paperQr(parts), 'H36.21-260826-0042|1.001193|079190000001|Giấy tiếp nhận hồ sơ và hẹn trả kết quả');
  const address = new URL(paperQr({ ...parts, url: 'https://dvc.example.vn/h/H36.21-260826-0042' }));
  assert.equal(address.search, '', 'nothing personal in the part that a server sees');
  assert.ok(!address.pathname.includes('079190000001'));
  const hash = new URLSearchParams(address.hash.slice(1));
  assert.deepEqual([...hash], [['ma', parts.code], ['tthc', '1.001193'], ['dd', '079190000001'], ['giay', 'giay-tiep-nhan-ho-so-va-hen-tra-ket-qua']]);
  assert.ok(!paperQr({ code: 'A-260101-0001', procedureCode: '1.001193', paper: 'Phiếu', url: 'https://x.vn/' }).includes('dd='));
});

test('a supplement request in which all is accepted asks for nothing', () => {
  assert.equal(asksForSomething({ judged: [{ kind: 'paper', name: 'Giấy chứng sinh', verdict: 'accepted' }] }), false);
  assert.equal(asksForSomething({ judged: [{ kind: 'paper', name: 'Giấy chứng sinh', verdict: 'accepted' }, { kind: 'answer', name: 'Nơi sinh', verdict: 'to-correct' }] }), true);
});
