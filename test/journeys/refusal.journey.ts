import { fileBirth } from './declare-birth.ts';
import { journey } from './journey.ts';

export const refusalAtIntake = journey({
  name: 'a refusal at intake has its ground, its article and a slip (Mẫu 03)', clock: '2026-03-02 08:30', simulators: true,
  steps: [
    { as: 'mẹ', go: '/' }, ...fileBirth, { jobs: ['make-paper', 'send-notice'], mail: { to: 'hoa@nguoidan.example', see: ['{reference}'] } },
    { as: 'tiếp nhận', signIn: { officer: 'tiepnhan.hamliem' } },
    { click: 'Làm khai sinh cho con' },
    { press: 'Từ chối và gửi Mẫu 03', status: 400, errors: [/Chưa chọn lý do/] },
    { fill: { 'ly-do-tu-choi': 'not-competent' }, press: 'Từ chối và gửi Mẫu 03', status: 400, errors: [/căn cứ/i], boxes: { 'ly-do-tu-choi': 'not-competent' } },
    { fill: { 'can-cu': 'Luật Hộ tịch 60/2014/QH13 Điều 13', 'giai-thich': 'Cha mẹ không cư trú ở xã Hàm Liêm.', 'noi-khac': 'Nộp ở xã nơi cư trú của cha hoặc mẹ.' }, press: 'Từ chối và gửi Mẫu 03', see: ['Không tiếp nhận'], not: ['{dossier}/tiep-nhan'] },
    { as: 'mẹ', jobs: ['make-paper', 'send-notice'], mail: { to: 'hoa@nguoidan.example', see: ['{reference}'], not: ['Trần Minh An'] } },
    { go: '/ho-so/{dossier}', see: ['Cha mẹ không cư trú ở xã Hàm Liêm', 'Không được tiếp nhận'], not: ['/rut"'], paper: { link: /Mẫu 03/, see: ['Luật Hộ tịch 60/2014/QH13 Điều 13', 'Cha mẹ không cư trú ở xã Hàm Liêm', 'Nguyễn Thị Hoa'] } },
    { as: 'người lạ', go: '/tra-cuu', fill: { ma: '{reference}', 'bi-mat': '{secret}' }, see: ['Không được tiếp nhận'], not: ['Cha mẹ không cư trú', 'Nguyễn Thị Hoa'] },
    { as: 'tiếp nhận', why: 'it is closed: nothing waits for anybody', go: '/ban?xem=tat-ca', not: ['{reference}'] },
  ],
});

export const refusalAfterAppraisal = journey({
  name: 'a refusal after appraisal is the leader’s, reaches the citizen, and is handed over', clock: '2026-03-02 08:30', simulators: true,
  steps: [
    { as: 'mẹ', go: '/' }, ...fileBirth,
    { as: 'tiếp nhận', signIn: { officer: 'tiepnhan.hamliem' } },
    { click: 'Làm khai sinh cho con', press: 'Tiếp nhận', note: { code: /(H36\.23095-260302-0001)/ } },
    { as: 'thụ lý', signIn: { officer: 'thuly.hamliem' } },
    { click: 'Làm khai sinh cho con', see: ['Yêu cầu bổ sung'], not: ['Từ chối và gửi Mẫu 03'] },
    { click: 'Soạn kết quả', fill: { grantedPersonalId: '060226000123', registerNote: 'Đề nghị xem lại nơi cư trú' }, press: 'trinh', at: '/ban' },
    { as: 'lãnh đạo', signIn: { officer: 'lanhdao.hamliem' } },
    { why: 'back first: the specialist must see the reason', click: 'Làm khai sinh cho con', fill: { 'ly-do': 'Kiểm tra lại nơi cư trú của mẹ.' }, press: 'Trả lại bước trước', form: '/tra-lai', at: '/ban', not: ['{code}'] },
    { as: 'thụ lý', go: '/ban/ho-so/{dossier}', see: ['Kiểm tra lại nơi cư trú của mẹ'] },
    { fill: { 'ghi-chu': 'Đã kiểm tra: cha mẹ chưa cư trú ở xã.' }, press: 'Chuyển bước sau' },
    { as: 'lãnh đạo', go: '/ban/ho-so/{dossier}', see: ['Đã kiểm tra: cha mẹ chưa cư trú ở xã'] },
    { as: 'mẹ', why: 'what officers write to each other is not hers to read', go: '/ho-so/{dossier}', not: ['Đã kiểm tra: cha mẹ', 'Kiểm tra lại nơi cư trú của mẹ'] },
    { as: 'lãnh đạo', go: '/ban/ho-so/{dossier}' },
    { fill: { 'ly-do-tu-choi': 'conditions-not-met', 'can-cu': 'Luật Hộ tịch 60/2014/QH13 Điều 13', 'giai-thich': 'Cha mẹ chưa cư trú ở xã.' }, press: 'Từ chối và gửi Mẫu 03', see: ['Từ chối'] },
    { as: 'mẹ', jobs: ['make-paper', 'send-notice'], sms: { to: '0900000001', see: ['{code}'] } },
    { go: '/ho-so/{dossier}', see: ['Cha mẹ chưa cư trú ở xã', 'Đã xử lý xong'], paper: { link: /Mẫu 03/, see: ['Cha mẹ chưa cư trú ở xã', '{code}'] } },
    { as: 'tiếp nhận', clock: '2026-03-02 08:40', go: '/ban/tra-ket-qua?ma={code}' },
    { fill: { 'nguoi-nhan': 'Nguyễn Thị Hoa', 'so-dinh-danh': '060302900001', 'da-xem': 'co' }, see: ['Đã trả kết quả'] },
  ],
});
