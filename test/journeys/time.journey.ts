import assert from 'node:assert/strict';
import { date, fileBirth } from './declare-birth.ts';
import { journey } from './journey.ts';

export const withdrawal = journey({
  name: 'a withdrawal before reception ends it at once; after reception the leader considers it (Mẫu 05)', clock: '2026-03-02 08:30', simulators: true,
  steps: [
    { as: 'mẹ', go: '/' }, ...fileBirth,
    { go: '/ho-so/{dossier}', fill: { 'ly-do': 'Nộp nhầm xã' }, form: '/rut', see: ['Dừng xử lý'], not: ['/rut"'] },
    { jobs: ['send-notice'], sms: { to: '0900000001', see: ['{reference}', 'da dung'] } },
    { why: 'nothing waits for anybody', as: 'tiếp nhận', signIn: { officer: 'tiepnhan.hamliem' }, not: ['{reference}'] },
    { as: 'mẹ', go: '/' },
    ...fileBirth,
    { as: 'tiếp nhận', clock: '2026-03-02 08:35', go: '/ban/ho-so/{dossier}', press: 'Tiếp nhận', note: { code: /(H36\.23095-260302-0001)/ }, jobs: ['send-notice'], sms: { to: '0900000001', see: ['{code}'] } },
    { as: 'mẹ', clock: '2026-03-02 08:40', go: '/ho-so/{dossier}', fill: { 'ly-do': 'Khai lại tên bé' }, form: '/rut', see: ['Công dân yêu cầu rút hồ sơ'] },
    { as: 'lãnh đạo', signIn: { officer: 'lanhdao.hamliem' }, see: ['{code}'] },
    { why: 'nobody declines without a reason', go: '/ban/ho-so/{dossier}', fill: { 'ly-do-rut': '  ' }, form: '/khong-cho-rut', status: 400, errors: [/Chưa nói vì sao không cho rút/] },
    { go: '/ban/ho-so/{dossier}', fill: { 'ly-do-rut': 'Đã lấy số định danh cho bé' }, form: '/khong-cho-rut', see: ['Đang xử lý'] },
    { as: 'mẹ', go: '/ho-so/{dossier}', see: ['Hẹn trả trước 17:30'] },
    { fill: { 'ly-do': 'Vẫn xin rút' }, form: '/rut', see: ['Công dân yêu cầu rút hồ sơ'] },
    { as: 'lãnh đạo', go: '/ban/ho-so/{dossier}', fill: { 'ly-do-dung': 'Theo đề nghị của người nộp' }, form: '/dung', see: ['Đã dừng'] },
    { jobs: ['make-paper', 'send-notice'], sms: { to: '0900000001', see: ['{code}', 'da dung'] } },
    { as: 'mẹ', go: '/ho-so/{dossier}', see: ['Dừng xử lý'], paper: { link: /Mẫu 05/, see: ['{code}', 'Theo đề nghị của người nộp'] } },
    { as: 'thụ lý', signIn: { officer: 'thuly.hamliem' }, why: 'a stopped dossier moves no further', go: '/ban/ho-so/{dossier}', not: ['/chuyen"', '/soan'] },
  ],
});

export const lateness = journey({
  name: 'late: told to the citizen, apologised for once (Mẫu 04), signed late against the first date', clock: '2026-03-02 08:30', simulators: true,
  steps: [
    { as: 'mẹ', go: '/' }, ...fileBirth,
    { as: 'tiếp nhận', signIn: { officer: 'tiepnhan.hamliem' } },
    { go: '/ban/ho-so/{dossier}', press: 'Tiếp nhận', note: { code: /(H36\.23095-260302-0001)/ } },
    { jobs: ['send-notice'] },
    { as: 'mẹ', clock: '2026-03-03 09:00', go: '/ho-so/{dossier}', see: ['Trễ hẹn', 'Xã xin lỗi anh/chị'] },
    { as: 'người lạ', go: '/tra-cuu', fill: { ma: '{code}', 'bi-mat': '{secret}' }, see: ['Hẹn trả', '17:30 thứ Hai 2/3/2026'] },
    { as: 'lãnh đạo', signIn: { officer: 'lanhdao.hamliem' } },
    { go: '/ban/bao-cao', see: ['Quá hạn trả kết quả', 'Tất cả hồ sơ đang mở: 1'] },
    { go: '/ban/bao-cao/ho-so?nhom=late', see: ['{code}', '17:30 thứ Hai 2/3/2026'] },
    { go: '/ban/ho-so/{dossier}', fill: { 'ly-do-tre': 'Hệ thống cấp số định danh bị gián đoạn', ...date('ngay-moi', '2', '3', '2026') }, form: '/hen-lai', status: 400, errors: [/[Nn]gày mới/], boxes: { 'ly-do-tre': 'Hệ thống cấp số định danh bị gián đoạn', 'ngay-moi.day': '2' } },
    { fill: date('ngay-moi', '4', '3', '2026'), form: '/hen-lai', see: ['17:30 thứ Tư 4/3/2026'], not: ['/hen-lai"'] },
    { as: 'mẹ', jobs: ['make-paper', 'send-notice'], sms: { to: '0900000001', see: ['{code}'] }, mail: { to: 'hoa@nguoidan.example', subject: /xin lỗi|hẹn lại/i, see: ['{code}', '4/3/2026'] } },
    { go: '/ho-so/{dossier}', see: ['17:30 thứ Tư 4/3/2026'], paper: { link: /Mẫu 04/, see: ['{code}', 'Hệ thống cấp số định danh bị gián đoạn'] } },
    { as: 'thụ lý', signIn: { officer: 'thuly.hamliem' } },
    { go: '/ban/ho-so/{dossier}/soan', fill: { grantedPersonalId: '060226000123' }, press: 'trinh', at: '/ban' },
    { as: 'lãnh đạo', go: '/ban/ho-so/{dossier}', press: /^Ký/, jobs: ['sign-result'] },
    {
      why: 'kept against the first date: an apology does not make it on time', check: async ({ app, noted }) => {
        const rows = await app.database.owner.query<{ body: string }>("SELECT body FROM dossier_event WHERE dossier_id = $1 AND kind = 'result-signed'", [noted.get('dossier')]);
        assert.equal((JSON.parse(rows.rows[0]?.body ?? '{}') as { data: { onTime: boolean } }).data.onTime, false);
      },
    },
    { as: 'tiếp nhận', signIn: { officer: 'tiepnhan.hamliem' } },
    { why: 'lateness never withholds a result', go: '/ban/tra-ket-qua?ma={code}', fill: { 'nguoi-nhan': 'Nguyễn Thị Hoa', 'da-xem': 'co' }, see: ['Đã trả kết quả'] },
  ],
});

export const suspension = journey({
  name: 'a suspension takes its time out of the promise; resuming names the new date', clock: '2026-03-02 08:30', simulators: true,
  steps: [
    { as: 'mẹ', go: '/' }, ...fileBirth,
    { as: 'tiếp nhận', signIn: { officer: 'tiepnhan.hamliem' } },
    { go: '/ban/ho-so/{dossier}', press: 'Tiếp nhận', see: ['17:30 thứ Hai 2/3/2026'] },
    { as: 'lãnh đạo', signIn: { officer: 'lanhdao.hamliem' } },
    { go: '/ban/ho-so/{dossier}', fill: { vi: 'force-majeure' }, form: '/tam-dung', status: 400, errors: [/./] },
    { fill: { vi: 'force-majeure', 'noi-dung': 'Bão, mất điện toàn xã', 'can-cu-dung': 'NĐ 61/2018/NĐ-CP Điều 19' }, form: '/tam-dung', see: ['Tạm dừng'], jobs: ['send-notice'] },
    { as: 'mẹ', go: '/ho-so/{dossier}', see: ['tạm dừng'], not: ['Đang tính giờ'] },
    { as: 'lãnh đạo', clock: '2026-03-04 08:30', signIn: { officer: 'lanhdao.hamliem' } },
    { go: '/ban/ho-so/{dossier}', press: 'Tính tiếp thời gian', see: ['thứ Tư 4/3/2026', 'Đang xử lý'] },
    { as: 'mẹ', jobs: ['send-notice'], mail: { to: 'hoa@nguoidan.example', subject: 'được làm tiếp', see: ['4/3/2026'] } },
    { go: '/ho-so/{dossier}', see: ['thứ Tư 4/3/2026'] },
  ],
});
