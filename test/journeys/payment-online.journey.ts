import assert from 'node:assert/strict';
import { answerExtract, beginExtract, identifyForExtract } from './declare-extract.ts';
import { journey, type Step } from './journey.ts';

/** Papers, delivery and submission, after the questions. */
const sendExtract: Step[] = [
  { press: 'tiep', h1: 'Nhận kết quả bằng cách nào?' },
  { fill: { 'cach-nhan': ['electronic'], 'dien-thoai': '0900000001', 'thu-dien-tu': 'hoa@nguoidan.example' }, h1: 'Xem lại rồi nộp', errors: [], see: ['3 bản × 8.000 đ = 24.000 đ', '24.000 đ'] },
  { fill: { 'cam-doan': 'co' }, at: /\/ho-so\/[0-9a-f-]{36}\/da-nop$/, note: { dossier: /\/ho-so\/([0-9a-f-]{36})\//, reference: /(T-[0-9A-Z]{4}-[0-9A-Z]{4})/ } },
];

/** Issue 3, level 4: asked for, paid and received without leaving home. */
export const extractOnline = journey({
  name: 'row 4: a copy from the registers, asked for on a phone, paid at the gateway, received signed', clock: '2026-03-02 08:30', simulators: true, payments: true,
  steps: [
    { as: 'dân', go: '/', h1: 'Anh/chị cần làm việc gì?' },
    { fill: { q: 'trich luc khai sinh' }, see: ['Xin bản sao giấy khai sinh, trích lục hộ tịch', 'Làm hết ở nhà'] },
    ...beginExtract, ...identifyForExtract, ...answerExtract('3'), ...sendExtract,

    { why: 'it is submitted whether or not it is paid', see: ['Đã nộp', 'Trả tiền'] },
    { as: 'người lạ', go: '/tra-tien/{dossier}', status: 404 },
    { as: 'dân', click: /^Trả/, at: '/tra-tien/{dossier}', h1: 'Phải trả 24.000 đ', see: ['Phí khai thác, sử dụng thông tin', 'Thông tư 281/2016/TT-BTC Điều 4', '{reference}', 'Ủy ban nhân dân xã Hàm Liêm', 'Xã không bao giờ hỏi mật khẩu hay mã OTP ngân hàng'] },
    { press: /^Trả qua/, h1: 'Trả tiền', see: ['Cổng thanh toán mô phỏng', '24.000 đ', 'Thu phi ho so {reference}'] },
    { why: 'the account is short of money', press: 'thieu', at: '/tra-tien/{dossier}?ve=1' },
    { check: async ({ app }) => { await app.gateway?.idle(); }, jobs: ['settle-callback'] },
    { go: '/tra-tien/{dossier}', h1: 'Chưa trả được', see: ['Tài khoản không đủ tiền', 'vẫn còn nguyên'] },
    { press: /^Trả lại/, h1: 'Trả tiền' },
    { why: 'the browser is back before the gateway’s own message is worked on', press: 'tra', at: '/tra-tien/{dossier}?ve=1', h1: 'Đang xác nhận' },
    { check: async ({ app }) => { await app.gateway?.idle(); }, jobs: ['settle-callback', 'record-payment', 'issue-receipt', 'plan-notices'] },
    { go: '/tra-tien/{dossier}', h1: 'Đã nhận tiền', see: ['Xã đã nhận 24.000 đ', 'VNPAY 14000002'], paper: { link: /biên lai/, signed: true, see: ['BIÊN LAI THU PHÍ', '00000001', 'Hai mươi bốn nghìn đồng', '24.000', 'giao dịch số 14000002', 'Nguyễn Thị Hoa', '060302900001', 'KÝ HIỆU THỬ NGHIỆM', 'Thông tư 281/2016/TT-BTC'], qr: '{reference}' } },
    { mail: { to: 'hoa@nguoidan.example', subject: /tiền/, see: ['{reference}', '24.000'], not: ['060302900001'] } },
    { go: '/ho-so/{dossier}', see: ['Đã trả tiền qua mạng', /[Bb]iên lai/], not: ['Trả tiền</a>'] },
    { why: 'nothing is paid twice', go: '/tra-tien/{dossier}', not: ['Trả qua VNPAY'] },

    { as: 'tiếp nhận', signIn: { officer: 'tiepnhan.hamliem' }, see: ['Xin bản sao giấy khai sinh'] },
    { click: 'Xin bản sao giấy khai sinh', see: ['Nguyễn Thị Hoa', /đã trả|Đã trả|qua mạng/] },
    { press: 'Tiếp nhận', note: { code: /(H36\.23095-260302-0001)/ }, see: ['17:30'] },
    { as: 'thụ lý', signIn: { officer: 'thuly.hamliem' }, see: ['{code}'] },
    { click: 'Xin bản sao giấy khai sinh', press: 'Tôi làm' },
    { click: 'Soạn kết quả', see: ['TRÍCH LỤC HỘ TỊCH (BẢN SAO)', 'Nguyễn Thị Hoa'], boxes: { entryOffice: 'Ủy ban nhân dân xã Hàm Chính, huyện Hàm Thuận Bắc, tỉnh Bình Thuận' } },
    { press: 'trinh', status: 400, errors: [/nội dung đã đăng ký/i, /số, quyển số/i, /ngày đăng ký/i] },
    { fill: { entryText: 'Nơi sinh: Trạm y tế xã Hàm Chính. Cha: Nguyễn Văn Sáu. Mẹ: Trần Thị Lài.', entryNumber: '45, quyển số 01/2002', 'entryDate.day': '20', 'entryDate.month': '3', 'entryDate.year': '2002' }, press: 'trinh', at: '/ban' },
    { as: 'lãnh đạo', clock: '2026-03-02 10:30', signIn: { officer: 'lanhdao.hamliem' }, see: ['{code}'] },
    { click: 'Xin bản sao giấy khai sinh', see: ['Chữ ký thử nghiệm'] },
    { press: /^Ký/, see: ['Đang ký số'] },
    { as: 'dân', jobs: ['sign-result'] },
    { go: '/ho-so/{dossier}', see: ['Kết quả đã ký xong'], paper: { link: 'Tải kết quả', signed: true, see: ['TRÍCH LỤC HỘ TỊCH (BẢN SAO)', 'Giấy khai sinh bản sao', 'Nguyễn Thị Hoa', '45, quyển số 01/2002', 'Nguyễn Văn Sáu'] } },
    { as: 'kế toán', signIn: { officer: 'ketoan.hamliem' }, go: '/ban/doi-soat', h1: 'Đối soát thanh toán', see: ['24.000 đ', '14000002', '00000001', 'Không có chỗ nào khác nhau', 'Không có tiền thừa'] },
    { why: 'the gateway’s ledger and the dossier say the same', check: ({ app }) => { assert.deepEqual(app.gateway?.ledger().map((one) => [one.state, one.amount, one.answers]), [['declined', 24000, ['00']], ['captured', 24000, ['00']]]); } },
  ],
});

/** TT 117/2026/TT-BTC: between its two dates nothing is owed by whoever has the five papers in VNeID. */
export const extractExempt = journey({
  name: 'row 9: within the months of relief nothing is owed, so nothing is paid', clock: '2026-09-07 08:30', payments: true,
  steps: [
    { as: 'dân', ...(beginExtract[0] as Step) }, ...beginExtract.slice(1), ...identifyForExtract, ...answerExtract('2', { fiveInVneid: 'co' }),
    { press: 'tiep' },
    { fill: { 'cach-nhan': ['electronic'], 'dien-thoai': '0900000001', 'thu-dien-tu': 'hoa@nguoidan.example' }, h1: 'Xem lại rồi nộp', see: ['Miễn cho người đã đưa đủ 5 loại giấy tờ'] },
    { fill: { 'cam-doan': 'co' }, at: /\/da-nop$/, note: { dossier: /\/ho-so\/([0-9a-f-]{36})\// }, not: ['/tra-tien/'] },
    { go: '/tra-tien/{dossier}', h1: 'Được miễn', see: ['Miễn (', '−16.000 đ'], not: ['Trả qua VNPAY'] },
  ],
});
