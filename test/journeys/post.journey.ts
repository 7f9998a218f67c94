import assert from 'node:assert/strict';
import { stateOf } from '../support/people.ts';
import { date } from './declare-birth.ts';
import { answerExtract, beginExtract, identifyForExtract } from './declare-extract.ts';
import { journey, type World } from './journey.ts';

const parcelOf = async ({ app, noted }: World): Promise<string> => {
  const found = await app.database.owner.query<{ id: string }>("SELECT id FROM delivery_parcel WHERE dossier_id = $1 AND direction = 'return'", [noted.get('dossier')]);
  return found.rows[0]?.id ?? '';
};
const happens = (kind: string) => async (world: World): Promise<void> => { await world.app.post?.happens(await parcelOf(world), { kind }); };

/** From the phone to the door: price first, paid with the fee, handed over with both signatures, followed, missed once, delivered. */
export const resultByPost = journey({
  name: 'row 10: a result by post: the price first, paid with the fee, minutes of both, one try in vain, delivered to the card', clock: '2026-03-02 08:30', simulators: true, payments: true, post: true,
  steps: [
    { as: 'dân', go: '/buu-dien', h1: 'Thủ tục gửi qua bưu điện', see: [/\d+ thủ tục: gửi giấy tờ \d+, nhận kết quả \d+/, '26.000 đ', 'Chưa đối chiếu với bản gốc', 'Quyết định của tỉnh chưa được nhập'] },
    ...beginExtract, ...identifyForExtract, ...answerExtract('1'),
    { press: 'tiep', h1: 'Nhận kết quả bằng cách nào?', see: ['Bưu điện đưa đến nhà', '26.000 đ trong tỉnh, 32.500 đ tỉnh khác', 'giá chưa đối chiếu'], boxes: { 'buu-ten': 'Nguyễn Thị Hoa', 'buu-dien-thoai': '0900000001' } },
    { why: 'a house number alone finds nobody', fill: { 'cach-nhan': ['post'], 'buu-tinh': '', 'buu-noi-o': 'số 3', 'dien-thoai': '0900000001', 'thu-dien-tu': 'hoa@nguoidan.example' }, status: 400, errors: [/Chưa chọn tỉnh/, /Địa chỉ chưa đủ/], boxes: { 'buu-noi-o': 'số 3' } },
    { fill: { 'cach-nhan': ['post'], 'buu-tinh': '68', 'buu-noi-o': 'nhà gần chợ, thôn 3, xã Hàm Liêm', 'dien-thoai': '0900000001', 'thu-dien-tu': 'hoa@nguoidan.example' }, h1: 'Xem lại rồi nộp', errors: [], see: ['Cước bưu điện trả kết quả', '26.000 đ', '34.000 đ', 'Nguyễn Thị Hoa, 0900000001, nhà gần chợ, thôn 3, xã Hàm Liêm, Tỉnh Lâm Đồng', 'Chưa gửi trang nào'], not: ['Chưa trả lời', 'tại quầy khi nhận kết quả'] },
    { fill: { 'cam-doan': 'co' }, at: /\/da-nop$/, note: { dossier: /\/ho-so\/([0-9a-f-]{36})\//, reference: /(T-[0-9A-Z]{4}-[0-9A-Z]{4})/ } },
    { click: /^Trả/, h1: 'Phải trả 34.000 đ', see: ['Cước bưu điện trả kết quả', 'Phí khai thác', 'bưu tá thu khi đưa kết quả đến nhà', 'chụp màn hình mã'] },
    { press: /^Trả qua/, h1: 'Trả tiền' },
    { press: 'tra', at: '/tra-tien/{dossier}?ve=1', jobs: ['settle-callback', 'record-payment', 'issue-receipt'] },
    { why: 'the office’s receipt is for its own fee', go: '/tra-tien/{dossier}', h1: 'Đã nhận tiền', paper: { link: /biên lai/, signed: true, see: ['8.000', 'Tám nghìn đồng'], not: ['26.000', 'Cước'] } },
    { go: '/ho-so/{dossier}/buu-dien', h1: 'Kết quả gửi bưu điện', see: ['Khi kết quả ký xong, xã giao cho bưu điện', 'nhà gần chợ'] },
    { as: 'người lạ', go: '/ho-so/{dossier}/buu-dien', status: 404 },

    { as: 'tiếp nhận', signIn: { officer: 'tiepnhan.hamliem' }, click: 'Xin bản sao giấy khai sinh', see: ['Bưu điện đưa đến: Nguyễn Thị Hoa, 0900000001, nhà gần chợ, thôn 3, xã Hàm Liêm, Tỉnh Lâm Đồng'] },
    { press: 'Tiếp nhận', note: { code: /(H36\.23095-260302-0001)/ } },
    { as: 'thụ lý', signIn: { officer: 'thuly.hamliem' }, click: 'Xin bản sao giấy khai sinh', press: 'Tôi làm' },
    { click: 'Soạn kết quả', fill: { entryText: 'Nơi sinh: Trạm y tế xã Hàm Chính.', entryNumber: '45, quyển số 01/2002', 'entryDate.day': '20', 'entryDate.month': '3', 'entryDate.year': '2002' }, press: 'trinh', at: '/ban' },
    { as: 'lãnh đạo', signIn: { officer: 'lanhdao.hamliem' }, click: 'Xin bản sao giấy khai sinh' },
    { press: /^Ký/, jobs: ['sign-result', 'plan-parcel', 'order-post'] },

    { as: 'tiếp nhận', clock: '2026-03-02 15:40', signIn: { officer: 'tiepnhan.hamliem' }, go: '/ban/buu-dien', h1: 'Bưu điện', see: ['VE000000014VN', 'Nguyễn Thị Hoa', 'nhà gần chợ, thôn 3, xã Hàm Liêm, Tỉnh Lâm Đồng'] },
    { press: 'Lập biên bản', h1: 'Giao kết quả cho bưu điện', see: ['VE000000014VN', '0 đ', 'xã Hàm Liêm, Tỉnh Lâm Đồng'], note: { text: /[0-9a-f-]{36} (\S+\|to-post\|VE000000014VN)/, sheet: /bien-ban\/([0-9a-f-]{36})/ } },
    { why: 'nothing is typed yet: what is missing is said, and that is no try of a code', press: 'Ký biên bản', status: 400, errors: ['Chưa ghi tên bưu tá', /4 đến 20 chữ và số/, 'Chưa ghi đủ mã 8 số'] },
    { why: 'a code that somebody made up', fill: { 'ten-buu-ta': 'Lê Văn Bưu', 'so-hieu': 'BT0068', ma: '00000000' }, form: /ky$/, status: 400, errors: ['Mã chưa đúng với biên bản này'] },
    { check: ({ app, noted }) => { noted.set('ma', app.post?.code(noted.get('text') ?? '', 'BT0068') ?? ''); } },
    { fill: { 'ten-buu-ta': 'Lê Văn Bưu', 'so-hieu': 'BT0068', ma: '{ma}' }, form: /ky$/, see: ['Đã ký xong', '01/2026'], jobs: ['print-post-minutes', 'record-post'] },
    { why: 'signed work is at no step any more', go: '/ban/ho-so/{dossier}', see: ['Bưu điện đưa đến: Nguyễn Thị Hoa'], not: ['bước này trước'] },
    { go: '/ban/buu-dien/bien-ban/{sheet}', paper: { link: /In biên bản/, see: ['BIÊN BẢN BÀN GIAO', 'VE000000014VN', 'Lê Văn Bưu', 'BT0068', '{code}', '01/2026'] } },
    { why: 'what is with the post is not handed over at the counter', go: '/ban/tra-ket-qua?ma={code}', not: ['name="da-xem"'] },

    { why: 'one message a minute to one telephone', clock: '2026-03-02 15:45', jobs: ['send-notice'] },
    { as: 'dân', go: '/ho-so/{dossier}', see: ['Đã giao kết quả cho bưu điện', 'số bưu gửi VE000000014VN'], sms: { to: '0900000001', see: ['VE000000014VN', '{code}'], not: ['Hoa'] } },
    { click: 'Xem bưu phẩm đang ở đâu', see: ['Đã giao cho bưu điện', 'VE000000014VN', 'thứ Tư 4/3/2026'] },
    { clock: '2026-03-03 09:10', check: happens('failed') },
    { jobs: ['settle-post-report', 'record-post', 'send-notice'] },
    { go: '/ho-so/{dossier}/buu-dien', see: ['không gặp (lần 1)', 'Bưu tá đến lại từ thứ Năm 5/3/2026', 'Đến mà không gặp'], sms: { to: '0900000001', see: ['VE000000014VN', 'Goi lai tu'] } },
    { clock: '2026-03-05 09:00', check: happens('delivered') },
    { jobs: ['settle-post-report', 'record-post'] },
    { go: '/ho-so/{dossier}/buu-dien', see: ['Đã phát tận tay', 'Nguyễn Thị Hoa', 'sau khi xem giấy tờ', 'trong 6 tháng kể từ ngày dự kiến đến (thứ Tư 4/3/2026)'], not: ['060302900001'] },
    { go: '/ho-so/{dossier}', see: ['Bưu điện đã phát tận tay'] },
    { as: 'tiếp nhận', signIn: { officer: 'tiepnhan.hamliem' }, go: '/ban/buu-dien/tien?thang=2026-03', h1: 'Tiền bưu điện thu hộ', see: ['5/3/2026', '26.000 đ', '0 đ'] },
    { why: 'the carrier’s book and ours say the same', check: async ({ app }) => {
      assert.deepEqual(app.post?.ledger().map((one) => [one.direction, one.carrierNumber, one.codAmount, one.events.map((event) => event.kind), one.answers]), [['deliver', 'VE000000014VN', 0, ['failed', 'delivered'], ['taken', 'taken']]]);
    } },
  ],
});

const papersParcel = async ({ app, noted }: World): Promise<string> => (await app.database.owner.query<{ id: string }>("SELECT id FROM delivery_parcel WHERE draft_id = $1 AND direction = 'send'", [noted.get('draft')])).rows[0]?.id ?? '';
const collects = (kind: string) => async (world: World): Promise<void> => { await world.app.post?.happens(await papersParcel(world), { kind }); };

/** QĐ 45/2016/QĐ-TTg Đ.7 k.4: the clock starts with the two signatures, not with the postman's visit nor with the keyboard. */
export const papersByPost = journey({
  name: 'row 10: papers by post: collected at home, counted together, the clock runs from both signatures', clock: '2026-03-02 08:30', payments: true, post: true,
  steps: [
    { as: 'dân', ...beginExtract[0]! }, ...beginExtract.slice(1), ...identifyForExtract, ...answerExtract('2'),
    { press: 'tiep', fill: {}, h1: 'Nhận kết quả bằng cách nào?' },
    { fill: { 'cach-nhan': ['counter'], 'dien-thoai': '0900000001' }, h1: 'Xem lại rồi nộp' },
    { click: /bưu điện đến nhà lấy/, h1: 'Bưu điện đến nhà lấy giấy tờ', see: ['26.000 đ trong tỉnh', 'Thời hạn giải quyết tính từ lúc xã và bưu điện ký'] },
    { fill: { 'noi.name': 'Nguyễn Thị Hoa', 'noi.phone': '0900000001', 'noi.province': '68', 'noi.address': 'thôn 3, xã Hàm Liêm' }, form: /gui-buu-dien$/, h1: 'Đã đặt bưu điện đến lấy', jobs: ['order-post'] },
    { go: '/nhap/{draft}/gui-buu-dien', see: ['VE000000014VN'], paper: { link: /phiếu gửi/, see: ['PHIẾU GỬI HỒ SƠ', 'VE000000014VN', 'Nguyễn Thị Hoa', '26.000 đ'], qr: 'VE000000014VN' } },
    { clock: '2026-03-02 14:00', check: collects('picked-up') },
    { jobs: ['settle-post-report'] },
    { go: '/nhap/{draft}/gui-buu-dien', see: ['Bưu điện đã nhận – chưa đến xã', 'Thời hạn giải quyết chưa tính'] },
    { why: 'that it is at the office the carrier cannot say alone', check: collects('delivered') },
    { jobs: ['settle-post-report'] },
    { go: '/nhap/{draft}/gui-buu-dien', see: ['chưa đến xã'] },

    { as: 'tiếp nhận', clock: '2026-03-03 09:00', signIn: { officer: 'tiepnhan.hamliem' }, go: '/ban/buu-dien?xem=nhan', see: ['VE000000014VN', 'Báo đã giao cho xã, chưa có biên bản'] },
    { go: '/ban/buu-dien?so=ve000000014vn', h1: 'Bưu gửi VE000000014VN', see: ['Đếm giấy tờ cùng bưu tá'] },
    { press: 'Lập biên bản giao nhận', status: 400, errors: ['Chọn đủ hay còn thiếu'] },
    { fill: { du: 'du' }, h1: 'Nhận hồ sơ từ bưu điện', see: ['đủ giấy tờ'], note: { text: /[0-9a-f-]{36} (\S+)/, sheet: /bien-ban\/([0-9a-f-]{36})/ } },
    { check: ({ app, noted }) => { noted.set('ma', app.post?.code(noted.get('text') ?? '', 'BT0068') ?? ''); } },
    { fill: { 'ten-buu-ta': 'Lê Văn Bưu', 'so-hieu': 'BT0068', ma: '{ma}' }, form: /ky$/, see: ['Đã ký xong'], jobs: ['print-post-minutes'] },
    { why: 'entered an hour later, the time still runs from the signatures', clock: '2026-03-03 10:30', signIn: { officer: 'tiepnhan.hamliem' }, go: '/ban/buu-dien?so=VE000000014VN', see: ['Thời hạn tính từ lúc ký biên bản: 09:00'] },
    { press: 'Vào sổ tiếp nhận', at: /da-nhan/, note: { dossier: /da-nhan\/([0-9a-f-]{36})/ } },
    { check: async ({ app, noted }) => {
      const { channel, receivedAt, clock } = await stateOf(app, noted.get('dossier') ?? '');
      assert.deepEqual([channel, receivedAt, clock[0]?.at], ['post', '2026-03-03T02:00:00.000Z', '2026-03-03T02:00:00.000Z']);
    } },
    { as: 'dân', go: '/nhap/{draft}/gui-buu-dien', at: '/ho-so/{dossier}', see: ['Đã tiếp nhận'] },
  ],
});

/** At the counter: the result by post is offered with its price, the postage is on the screen before it is owed, and paid with the fee. */
export const postAtTheCounter = journey({
  name: 'row 10: the counter offers the post: its price, the postage before it is owed, paid with the fee, nothing left to collect at the door', clock: '2026-03-02 08:30', simulators: true, post: true,
  steps: [
    { as: 'tiếp nhận', signIn: { officer: 'tiepnhan.hamliem' }, go: '/ban/tiep-nhan/trich-luc', see: ['Bưu điện', '26.000 đ trong tỉnh, 32.500 đ tỉnh khác', 'giá chưa đối chiếu'] },
    { why: 'the communes of the province come without script', fill: { 'nguoi.ten': 'Nguyễn Thị Hoa', 'nguoi.so': '060302900001', 'nguoi.dien-thoai': '0900 000 001', 'nguoi.noi-o': 'thôn 3, xã Hàm Liêm', ...date('nguoi.ngay-sinh', '8', '3', '2002'), 'nycNoiCuTru.province': '68' }, press: 'nycNoiCuTru' },
    { why: 'the post without a province', fill: { ...date('NgayCapDDC', '1', '6', '2021'), 'nycNoiCuTru.commune': '23095', 'nycNoiCuTru.detail': 'thôn 3', NYC_QuanHe: '1', ...date('NDK_NgaySinh', '8', '3', '2002'), NDK_GioiTinh: '2', NDK_DanToc: 'Kinh', HoSo_LoaiYeuCau: '0', HoSo_CoQuanDangKy: 'Ủy ban nhân dân xã Hàm Chính', SoLuong: '1', 'giay-xem': 'giay-to-tuy-than', kq: ['post'], 'buu-tinh': '', thu: 'tien-mat' }, press: 'nhan', status: 400, errors: [/Chưa chọn tỉnh/], boxes: { 'buu-ten': 'Nguyễn Thị Hoa', 'buu-noi-o': 'thôn 3, xã Hàm Liêm', thu: 'tien-mat' } },
    { why: 'the postage stands in the total before anybody owes it', fill: { 'buu-tinh': '68', 'buu-noi-o': 'nhà gần chợ, thôn 3, xã Hàm Liêm' }, press: 'nhan', at: '/ban/tiep-nhan/trich-luc', see: ['Cước bưu điện 26.000 đ đã tính vào tổng', 'Cước bưu điện trả kết quả', '34.000 đ'], boxes: { thu: 'tien-mat', 'buu-noi-o': 'nhà gần chợ, thôn 3, xã Hàm Liêm' } },
    { why: 'another province, another price: said again', fill: { 'buu-tinh': '79' }, press: 'nhan', at: '/ban/tiep-nhan/trich-luc', see: ['Cước bưu điện 32.500 đ đã tính vào tổng', '40.500 đ'] },
    { fill: { 'buu-tinh': '68' }, press: 'tinh-lai', see: ['34.000 đ'] },
    { press: 'nhan', at: '/ban/tiep-nhan/da-nhan/', h1: /Đã nhận: H36\.23095-260302-0001/, see: ['34.000 đ', 'Đã thu', 'Bưu điện đưa đến', 'nhà gần chợ'], note: { code: /(H36\.23095-260302-0001)/, dossier: /da-nhan\/([0-9a-f-]{36})/ }, jobs: ['make-paper', 'issue-receipt', 'send-notice'] },
    { why: 'the receipt of the office is for its fee; postage is the post’s', check: async ({ app, noted }) => {
      const state = await stateOf(app, noted.get('dossier') ?? '');
      const receipts = await app.database.owner.query<{ how: string; amount: number }>('SELECT how, amount::int AS amount FROM payment_receipt WHERE dossier_id = $1', [noted.get('dossier')]);
      assert.deepEqual([state.collected, state.delivery.methods, receipts.rows], [34_000, ['post'], [{ how: 'cash', amount: 8_000 }]]);
    } },
    { go: '/ban/tiep-nhan/da-nhan/{dossier}', paper: { link: /Mẫu 01/, see: ['{code}', 'Nguyễn Thị Hoa', 'ưu điện'] } },
    { as: 'thụ lý', signIn: { officer: 'thuly.hamliem' }, click: 'Xin bản sao giấy khai sinh', press: 'Tôi làm' },
    { click: 'Soạn kết quả', fill: { entryText: 'Nơi sinh: Trạm y tế xã Hàm Chính.', entryNumber: '45, quyển số 01/2002', ...date('entryDate', '20', '3', '2002') }, press: 'trinh', at: '/ban' },
    { as: 'lãnh đạo', signIn: { officer: 'lanhdao.hamliem' }, click: 'Xin bản sao giấy khai sinh' },
    { press: /^Ký/, jobs: ['sign-result', 'plan-parcel', 'order-post'] },
    { as: 'tiếp nhận', clock: '2026-03-02 15:40', signIn: { officer: 'tiepnhan.hamliem' }, go: '/ban/buu-dien', see: ['VE000000014VN', 'Nguyễn Thị Hoa', 'nhà gần chợ'] },
    { why: 'paid at the counter: the postman collects nothing', press: 'Lập biên bản', see: ['VE000000014VN', '0 đ'], not: ['34.000 đ', '26.000 đ'] },
  ],
});
