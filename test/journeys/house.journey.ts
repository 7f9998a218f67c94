import { fileBirth } from './declare-birth.ts';
import { journey } from './journey.ts';

/** The people who keep the catalogue and the calendar: nothing doubtful is published, nothing is counted without a calendar. */
export const publishProcedure = journey({
  name: 'procedure control resolves what the source left in doubt and publishes; only then citizens see it', clock: '2026-03-02 08:30',
  steps: [
    { as: 'người dân', go: '/thu-tuc/1.000893', status: 404 },
    { as: 'kiểm soát xã', why: 'a commune looks and sets where it receives; announcing is the province’s (NĐ 63/2010 Đ.13, Đ.15)', signIn: { officer: 'kiemsoat.hamliem' } },
    { go: '/quan-tri/thu-tuc/1.000893', see: ['là việc của tỉnh'], not: ['/cong-bo"', '/giai"', '/ban-nhap"'] },
    { as: 'kiểm soát', signIn: { officer: 'kiemsoat.lamdong' } },
    { click: 'Thủ tục', h1: 'Danh mục thủ tục', see: [/\d+ thủ tục đang dùng, \d+ bản nháp/] },
    { go: '/quan-tri/thu-tuc/1.000893', see: ['Nháp', 'Chưa có trình tự thực hiện', 'Nghị định 63/2010/NĐ-CP', 'nguồn ghi «5»'], not: ['/cong-bo"'] },
    { why: 'an answer without its article is none', fill: { value: '5 ngày làm việc' }, form: '/giai', holding: { key: 'terms' }, status: 422, errors: [/căn cứ/] },
    { fill: { value: '5 ngày làm việc', basis: 'Nghị định 123/2015/NĐ-CP Điều 30' }, form: '/giai', holding: { key: 'terms' }, see: ['Đã ghi lời giải'] },
    { fill: { value: 'Nộp hồ sơ\nThẩm tra\nKý và trả kết quả', basis: 'Luật Hộ tịch 60/2014/QH13 Điều 36' }, form: '/giai', holding: { key: 'order' }, see: ['Đủ để công bố'] },
    { press: /[Cc]ông bố/, form: '/cong-bo', see: ['Đã công bố'] },
    { as: 'người dân', go: '/thu-tuc/1.000893', see: ['5 ngày làm việc', 'Ký và trả kết quả'] },
    { go: '/tim?q=khai sinh yeu to nuoc ngoai da co giay to', see: ['Khai sinh có yếu tố nước ngoài cho người đã có giấy tờ'] },
  ],
});

/** The year is entered where it is missing, and the dossier that waited for it gets its date. */
export const yearWithoutCalendar = journey({
  name: 'a year without a calendar is a clear error at reception, and none once the year is entered', clock: '2027-12-31 08:20',
  steps: [
    { as: 'mẹ', go: '/' },
    ...fileBirth.slice(0, -1).map((step) => (step.fill && 'birthDate.year' in step.fill ? { ...step, fill: { ...step.fill, 'birthDate.month': '12', 'birthDate.year': '2027' } } : step)),
    { why: 'eight working hours from now end in 2028: nothing is lost, nothing is promised', fill: { 'cam-doan': 'co' }, status: 400, errors: ['Xã chưa có lịch nghỉ năm 2028'] },
    { why: 'the day before they end in time', clock: '2027-12-30 08:30', ...fileBirth.at(-1) },
    { as: 'tiếp nhận', clock: '2027-12-31 15:10', signIn: { officer: 'tiepnhan.hamliem' } },
    { why: 'after 15:00 the clock starts on the first working day of 2028', go: '/ban/ho-so/{dossier}', press: 'Tiếp nhận', status: 400, errors: ['Chưa có lịch nghỉ năm 2028'] },
    { why: 'nothing happened: no code, no number', see: ['{reference}', 'Chờ tiếp nhận'] },
    { go: '/ban/tiep-nhan/chung-thuc-ban-sao', see: [/2028/] },
    { as: 'kiểm soát xã', why: 'days off for everybody are the province’s', signIn: { officer: 'kiemsoat.hamliem' } },
    { go: '/quan-tri/lich', see: ['Chưa có lịch năm 2028', 'do tỉnh đặt'], not: ['Thêm năm 2028'] },
    { go: '/quan-tri/lich/xem-truoc?change=add-year&year=2028', status: 403 },
    { as: 'kiểm soát', signIn: { officer: 'kiemsoat.lamdong' } },
    { go: '/quan-tri/lich', see: ['Chưa có lịch năm 2028'] },
    { why: 'what the law fixes stands there, with what is made up for a Saturday and the lunar days', click: /Thêm năm 2028/, h1: 'Xem trước thay đổi của lịch', see: ['Thứ Hai 3/1/2028', 'nghỉ bù Tết Dương lịch', 'Thứ Tư 26/1/2028', 'Tết Nguyên đán', 'Điều 112'] },
    { why: 'looking saved nothing', as: 'tiếp nhận', go: '/ban/ho-so/{dossier}', press: 'Tiếp nhận', status: 400, errors: ['Chưa có lịch nghỉ năm 2028'] },
    { as: 'kiểm soát', why: 'a calendar without its decision is none, and what was typed stays', fill: { reason: 'Hồ sơ nhận cuối năm có hẹn sang 2028', decision: '' }, status: 422, errors: [/quyết định|văn bản/u], boxes: { reason: 'Hồ sơ nhận cuối năm có hẹn sang 2028' } },
    { fill: { decision: 'Thông báo nghỉ Tết Dương lịch 2028' }, at: '/quan-tri/lich?nam=2028', see: ['Đã lưu', '3/1/2028', 'Hồ sơ nhận cuối năm có hẹn sang 2028', 'Năm 2028 chưa được xác nhận'], not: ['Chưa có lịch năm 2028'] },
    { as: 'tiếp nhận', go: '/ban/tiep-nhan/chung-thuc-ban-sao', status: 200, not: ['Chưa có lịch nghỉ năm 2028'] },
    { why: '1/1/2028 is a Saturday, so 3/1 is off instead: received after 15:00 on Friday, promised for Tuesday evening', go: '/ban/ho-so/{dossier}', press: 'Tiếp nhận', see: ['H36.23095-271231-0001', 'Hẹn trả', '17:30 thứ Ba 4/1/2028'], note: { code: /(H36\.23095-271231-0001)/ } },
    { as: 'mẹ', go: '/ho-so/{dossier}', see: ['{code}', '17:30', '4/1/2028', 'Tết Dương lịch'] },
    { why: 'who looks it up by the codes reads the same date', as: 'người lạ', go: '/tra-cuu', fill: { ma: '{code}', 'bi-mat': '{secret}' }, see: ['17:30 thứ Ba 4/1/2028'] },
  ],
});
