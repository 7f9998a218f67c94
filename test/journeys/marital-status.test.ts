import { describe, test } from 'node:test';
import { address, date } from './declare-birth.ts';
import { journey } from './journey.ts';
import { runJourney } from './run-journey.ts';

/** The third procedure that goes all the way from home: nothing in the program knows it by name. */
const maritalStatus = journey({
  name: 'row 3: confirmation of marital status (1.004873), from the question on the telephone to the signed paper and the counter', clock: '2026-03-02 08:30', simulators: true,
  steps: [
    { as: 'anh Tuấn', go: '/thu-tuc/xac-nhan-tinh-trang-hon-nhan', see: ['1.004873', '3 ngày làm việc'] },
    { click: 'Bắt đầu khai', h1: 'Kiểm tra nhanh' },
    { why: 'registered elsewhere: the right office is another', fill: { qResidence: 'noi-khac', qPurpose: 'khac', qWho: 'toi' }, see: ['Việc này thuộc xã nơi người đó thường trú'] },
    { go: '/khai/xac-nhan-tinh-trang-hon-nhan/dieu-kien', fill: { qResidence: 'thuong-tru', qPurpose: 'khac', qWho: 'toi' }, h1: 'Anh/chị làm được qua mạng' },
    { click: 'Bắt đầu khai' },
    { fill: { noi: '2', may: 'toi' }, h1: 'Cho biết anh/chị là ai', note: { draft: /\/nhap\/([0-9a-f-]{36})\// } },
    { fill: { ten: 'Nguyễn Văn Tuấn', 'can-cuoc': '060099900002', ...date('ngay-sinh', '5', '6', '1999'), 'dien-thoai': '0900 000 002' }, form: '/xac-nhan', h1: 'Anh/chị xin xác nhận cho ai?' },
    { fill: date('requesterIssueDate', '1', '6', '2021'), h1: 'Người được xác nhận' },
    { fill: { subjectSex: '1', subjectEthnicity: 'Kinh' }, h1: 'Nơi ở' },
    ...address('subjectAddress', 'thôn 3'),
    { h1: 'Tình trạng hôn nhân', press: 'Tiếp tục', status: 400, errors: [/./] },
    { fill: { maritalStatus: '1' }, h1: 'Dùng giấy này để làm gì?' },
    { fill: { purposeText: 'Mua bán nhà đất', reissue: 'khong', feeGroup: 'khong', copies: '1' }, at: /\/giay-to$/ },
    { why: 'no paper is compulsory for somebody never married', press: 'tiep', h1: 'Nhận kết quả bằng cách nào?' },
    { fill: { 'cach-nhan': ['electronic', 'counter'], 'dien-thoai': '0900000002', 'thu-dien-tu': 'tuan@nguoidan.example' }, h1: 'Xem lại rồi nộp', see: ['Mua bán nhà đất', 'thôn 3, Xã Hàm Liêm, Tỉnh Lâm Đồng'] },
    { fill: { 'cam-doan': 'co' }, at: /\/ho-so\/[0-9a-f-]{36}\/da-nop$/, note: { dossier: /\/ho-so\/([0-9a-f-]{36})\// } },

    { as: 'tiếp nhận', clock: '2026-03-02 09:00', signIn: { officer: 'tiepnhan.hamliem' }, go: '/ban/ho-so/{dossier}', press: 'Tiếp nhận', see: ['Hẹn trả', '09:00 thứ Năm 5/3/2026'], note: { code: /(H36\.23095-260302-\d{4})/ } },
    { as: 'lãnh đạo', why: 'the leader gives the work out', signIn: { officer: 'lanhdao.hamliem' }, go: '/ban/ho-so/{dossier}', press: 'Chuyển bước sau', at: '/ban' },
    { as: 'thụ lý', signIn: { officer: 'thuly.hamliem' }, go: '/ban/ho-so/{dossier}', press: 'Tôi làm' },
    { click: 'Soạn kết quả', h1: 'Soạn kết quả', see: ['GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN', 'Nguyễn Văn Tuấn'] },
    { fill: { conclusion: 'Hiện tại chưa đăng ký kết hôn với ai', confirmedPurpose: 'Mua bán nhà đất' }, press: 'trinh', at: '/ban' },
    { as: 'lãnh đạo', clock: '2026-03-03 10:00', signIn: { officer: 'lanhdao.hamliem' }, go: '/ban/ho-so/{dossier}', press: /^Ký/, see: ['Đang ký số'] },
    { as: 'anh Tuấn', jobs: ['sign-result', 'plan-notices', 'send-notice'], sms: { to: '0900000002', see: ['{code}'] } },
    { go: '/ho-so/{dossier}', see: ['Kết quả đã ký xong'], paper: { link: 'Tải kết quả', signed: true, see: ['GIẤY XÁC NHẬN', 'Nguyễn Văn Tuấn', 'Mua bán nhà đất', 'CHỮ KÝ THỬ NGHIỆM'] } },
    { as: 'tiếp nhận', clock: '2026-03-03 14:00', signIn: { officer: 'tiepnhan.hamliem' }, go: '/ban/tra-ket-qua?ma={code}', fill: { 'nguoi-nhan': 'Nguyễn Văn Tuấn', 'so-dinh-danh': '060099900002', 'da-xem': 'co' }, status: 400, errors: ['Chưa chọn thu bằng cách nào'] },
    { fill: { cach: 'tien-mat' }, see: ['Đã trả kết quả'] },
    { as: 'anh Tuấn', go: '/ho-so/{dossier}', see: ['Đã trả kết quả'] },
  ],
});
describe('marital status, walked over HTTP', () => { test(maritalStatus.name, () => runJourney(maritalStatus)); });
