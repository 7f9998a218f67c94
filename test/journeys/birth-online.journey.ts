import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { answerBirth, beginBirth, identify } from './declare-birth.ts';
import { journey } from './journey.ts';
import { pdfFile, photo } from './papers-of-people.ts';

const front = await photo('giấy chứng sinh.jpg', 'Giấy chứng sinh');
const back = pdfFile('mặt sau.pdf', 2);
const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Issue 2, items 1 to 4, with nothing but the keyboard of a person who has no account. */
export const birthOnline = journey({
  name: 'a birth registered online, from the mother’s phone to the signed result', clock: '2026-03-02 08:30', simulators: true,
  steps: [
    { as: 'mẹ', go: '/', h1: 'Anh/chị cần làm việc gì?' },
    { fill: { q: 'lam khai sinh cho con' }, at: '/tim?q=', see: ['Làm khai sinh cho con', 'Không mất tiền nếu làm trong 60 ngày đầu'] },
    { click: /Làm khai sinh cho con/, at: '/thu-tuc/khai-sinh' },
    ...beginBirth(),
    { why: 'what is wrong is said, and nothing typed is lost', fill: { ten: 'Nguyễn Thị Hoa', 'can-cuoc': '0603029000012', 'ngay-sinh.day': '31', 'ngay-sinh.month': '2', 'ngay-sinh.year': '2002' }, form: '/xac-nhan', status: 400, errors: [/12 (chữ )?số/, /ngày/i], boxes: { ten: 'Nguyễn Thị Hoa', 'can-cuoc': '0603029000012', 'ngay-sinh.day': '31' } },
    ...identify,
    { why: 'a day that does not exist', fill: { relation: 'MeDe', 'requesterIssueDate.day': '31', 'requesterIssueDate.month': '4', 'requesterIssueDate.year': '2021' }, status: 400, errors: [/ngày cấp/i], boxes: { relation: 'MeDe', 'requesterIssueDate.day': '31', requesterName: 'Nguyễn Thị Hoa' } },
    { as: 'người lạ', go: '/', not: ['Làm tiếp hồ sơ dở'] },
    { as: 'mẹ', why: 'what was begun is offered on the first page, at the place where it goes on', go: '/', see: ['Làm tiếp hồ sơ dở'] },
    { click: 'Làm khai sinh cho con', at: '/nhap/{draft}/cau/nguoi-khai' },
    ...answerBirth,
    { why: 'a dossier without a compulsory paper goes no further', press: 'tiep', status: 400, errors: ['Chưa có Giấy chứng sinh'] },
    { go: '/nhap/{draft}/kiem-tra', h1: 'Xem lại rồi nộp' },
    { why: 'nor can it be submitted', fill: { 'cam-doan': 'co' }, status: 400, errors: ['Chưa có Giấy chứng sinh'] },
    { go: '/nhap/{draft}/giay-to', fill: { 'giay.giay-chung-sinh': { name: 'trống.pdf', type: 'application/pdf', bytes: Buffer.alloc(0) } }, press: 'gui', status: 400, errors: [/trống\.pdf/] },
    { fill: { 'giay.giay-chung-sinh': front }, press: 'gui', see: ['Xã đã nhận 1 trang', 'giấy chứng sinh.jpg'] },
    { fill: { 'giay.giay-chung-sinh': back }, press: 'gui', see: ['Xã đã nhận 2 trang', 'mặt sau.pdf · 2 trang'] },
    { press: 'tiep', h1: 'Nhận kết quả bằng cách nào?', boxes: { 'dien-thoai': '0900000001' } },
    { fill: { 'cach-nhan': ['electronic', 'counter'], 'thu-dien-tu': 'hoa@nguoidan' }, status: 400, errors: [/[Tt]hư điện tử/] },
    { fill: { 'thu-dien-tu': 'hoa@nguoidan.example' }, h1: 'Xem lại rồi nộp', see: ['Trần Minh An', 'thôn 3, Xã Hàm Liêm, Tỉnh Lâm Đồng', 'Ngày hai mươi tháng hai năm hai nghìn không trăm hai mươi sáu', 'Đúng hạn', 'mặt sau.pdf – 2 trang', 'Không mất tiền', 'Miễn vì đăng ký đúng hạn'] },
    { press: 'Nộp hồ sơ', status: 400, errors: ['Chưa đánh dấu lời cam đoan'] },
    {
      fill: { 'cam-doan': 'co' }, at: /\/ho-so\/[0-9a-f-]{36}\/da-nop$/, h1: 'Đã nộp. Xã đã nhận được lúc 08:30',
      see: [/giấy chứng sinh\.jpg.{1,3}1 trang/, sha(front.bytes), /mặt sau\.pdf.{1,3}2 trang/, sha(back.bytes), 'Xã trả lời trước 08:30 thứ Ba 3/3/2026', 'Thời hạn 8 giờ làm việc', 'Cho người nhà xem cùng'],
      note: { dossier: /\/ho-so\/([0-9a-f-]{36})\//, reference: /(T-[0-9A-Z]{4}-[0-9A-Z]{4})/, secret: /bí mật để tra cứu:?\s+(\w{8})/ },
    },
    { why: 'a draft becomes one dossier, once', go: '/nhap/{draft}/kiem-tra', at: '/ho-so/{dossier}' },
    { as: 'người lạ', go: '/ho-so/{dossier}', status: 404 },
    { as: 'người lạ', go: '/tra-cuu', fill: { ma: '{reference}', 'bi-mat': '{secret}' }, see: ['Làm khai sinh cho con', 'Ủy ban nhân dân xã Hàm Liêm'], not: ['Nguyễn Thị Hoa', 'Trần Minh An', '060302900001', '0900000001'] },
    { as: 'người lạ', go: '/tra-cuu', fill: { ma: '{reference}', 'bi-mat': '00000000' }, status: 404, not: ['Làm khai sinh cho con'] },

    { as: 'mẹ', jobs: ['make-paper', 'plan-notices', 'send-notice'], mail: { to: 'hoa@nguoidan.example', subject: 'đã gửi đến nơi', see: ['{reference}', 'Làm khai sinh cho con', 'trước 08:30 3/3/2026', '– Giấy chứng sinh (3 trang)'], not: ['Trần Minh An', '060302900001', '{secret}'] } },
    { go: '/ho-so/{dossier}/da-nop', paper: { link: /Tải giấy xác nhận/, see: ['{reference}', sha(front.bytes).replace(/(.{8})(?=.)/gu, '$1 '), sha(back.bytes).replace(/(.{8})(?=.)/gu, '$1 '), 'Nguyễn Thị Hoa', '08 giờ 30 phút, ngày 03 tháng 3 năm 2026'] } },

    { as: 'tiếp nhận', signIn: { officer: 'tiepnhan.hamliem' }, h1: 'Việc hôm nay', see: ['Làm khai sinh cho con', 'Nguyễn Thị Hoa', '{reference}'] },
    { click: 'Làm khai sinh cho con', see: ['Chờ tiếp nhận', 'người dân tự khai', 'Trần Minh An', 'giấy chứng sinh.jpg', 'tự khai, chưa xác thực'] },
    { clock: '2026-03-02 08:40', press: 'Tiếp nhận', see: ['H36.23095-260302-0001', 'Hẹn trả', '17:30 thứ Hai 2/3/2026', 'Thủ tục trả kết quả trong ngày làm việc'], note: { code: /(H36\.23095-260302-0001)/ } },
    { why: 'the office’s own list is for whoever acts next', go: '/ban', not: ['{code}'] },
    { as: 'mẹ', jobs: ['make-paper', 'send-notice'], mail: { to: 'hoa@nguoidan.example', subject: 'đã tiếp nhận', see: ['{code}', 'trước 17:30 2/3/2026', 'Cách tính'], not: ['Trần Minh An'] } },
    { go: '/ho-so/{dossier}', see: ['{code}', 'Xã đã nhận', 'Hẹn trả trước 17:30'], paper: { link: /Mẫu 01/, see: ['{code}', 'Nguyễn Thị Hoa', '17', 'Giấy chứng sinh'] } },
    { as: 'người lạ', go: '/tra-cuu', fill: { ma: '{code}', 'bi-mat': '{secret}' }, see: ['{code}', 'Được tiếp nhận', 'Hẹn trả'], not: ['Nguyễn Thị Hoa'] },

    { as: 'thụ lý', signIn: { officer: 'thuly.hamliem' }, see: ['{code}'] },
    { click: 'Làm khai sinh cho con', press: 'Tôi làm', see: ['Thụ lý Hàm Liêm'] },
    { why: 'nothing goes to be signed before it is drafted', press: 'Chuyển bước sau', status: 400, errors: ['Chưa soạn kết quả'] },
    { click: 'Soạn kết quả', h1: 'Soạn kết quả', see: ['GIẤY KHAI SINH', 'Trần Minh An', 'cấp khi ký'] },
    { press: 'trinh', status: 400, errors: [/số định danh/i] },
    { fill: { grantedPersonalId: '060226000123' }, press: 'trinh', at: '/ban' },

    { as: 'lãnh đạo', clock: '2026-03-02 10:30', signIn: { officer: 'lanhdao.hamliem' }, see: ['{code}'] },
    { click: 'Làm khai sinh cho con', see: ['Chữ ký thử nghiệm'] },
    { press: /^Ký/, see: ['Đang ký số'] },
    { as: 'mẹ', jobs: ['sign-result', 'plan-notices'], mail: { to: 'hoa@nguoidan.example', see: ['{code}'], not: ['Trần Minh An'] } },
    { go: '/ho-so/{dossier}', see: ['Kết quả đã ký xong'], note: { verify: /\/kiem-tra\/([0-9A-Z]{16})/ }, paper: { link: 'Tải kết quả', signed: true, see: ['GIẤY KHAI SINH', 'Trần Minh An', 'CHỮ KÝ THỬ NGHIỆM'], qr: '/kiem-tra/{verify}' } },
    { as: 'người lạ', go: '/kiem-tra/{verify}', see: [/THẬT|thật/, 'Lãnh đạo Hàm Liêm'], not: ['Trần Minh An', 'Nguyễn Thị Hoa'] },
    {
      as: 'người lạ', why: 'the very file is checked byte for byte', check: async ({ visitor, who }) => {
        const file = await who('mẹ').fetch(who('mẹ').page.link(/Tải kết quả|kết quả/));
        await visitor.submit({ tep: { name: 'ket-qua.pdf', type: 'application/pdf', bytes: file.bytes } });
        assert.match(visitor.page.main, /đúng|giống/iu);
      },
    },
    { as: 'mẹ', sms: { to: '0900000001', see: ['{code}'], not: ['Trần Minh An'] } },

    { as: 'quầy', clock: '2026-03-02 14:00', signIn: { officer: 'tiepnhan.hamliem' }, see: ['{code}'] },
    { click: /^Trả kết quả/, see: ['{code}'] },
    { fill: { ma: '{code}' }, h1: /Trả kết quả/, see: ['Nguyễn Thị Hoa'] },
    { fill: { 'nguoi-nhan': 'Nguyễn Thị Hoa' }, status: 400, errors: ['xem căn cước'], boxes: { 'nguoi-nhan': 'Nguyễn Thị Hoa' } },
    { fill: { 'so-dinh-danh': '060302900001', 'da-xem': 'co' }, see: ['Đã trả kết quả', '{code}'] },
    { as: 'mẹ', go: '/ho-so/{dossier}', see: ['Đã trả kết quả'], jobs: [], mail: { to: 'hoa@nguoidan.example', see: ['{code}'] } },
    { why: 'the state is said once, beside the line of the history', check: ({ visitor }) => { assert.equal(visitor.page.main.match(/Đã trả kết quả/gu)?.length, 2); assert.match(visitor.page.main, /Anh\/chị đã nhận lúc 14:00 thứ Hai 2\/3\/2026/u); } },
    { why: 'the paper stays hers', paper: { link: 'Tải kết quả', signed: true, see: ['GIẤY KHAI SINH'] } },
    { why: 'who looked is told to the person', see: [/Tiếp nhận Hàm Liêm – demo – Kiểm tra để tiếp nhận/, /Thụ lý Hàm Liêm/] },
  ],
});
