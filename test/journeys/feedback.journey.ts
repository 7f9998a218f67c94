import assert from 'node:assert/strict';
import { derivedSecret } from '../../src/platform/crypto/ids.ts';
import { certifiedCopies } from './counter.journey.ts';
import { journey, type Step, type World } from './journey.ts';

const RATE = 'Anh/chị có hài lòng không? Đánh giá cách làm hồ sơ này';
const WORDS = 'Bị đòi thêm sổ hộ khẩu bản gốc';

/** Row 14: what the person says after the result, and whom it reaches. */
export const ratingOnce = journey({
  ...certifiedCopies, name: 'row 14: rated once after the result; what was demanded beyond the list reaches control and inspection, never who did the work',
  steps: [
    { as: 'người cầm giấy hẹn', why: 'nothing to rate yet', go: '/danh-gia', h1: 'Anh/chị có hài lòng không?' },
    ...certifiedCopies.steps.slice(0, -8),
    { as: 'người cầm giấy hẹn', check: ({ app, noted }) => { noted.set('secret', derivedSecret(app.keyring.lookup, 'tracking-secret', noted.get('dossier') ?? '', 8)); } },
    { go: '/danh-gia?ma={code}&bi-mat={secret}', see: ['Hồ sơ này chưa có kết quả'], not: ['name="muc"'] },
    { go: '/tra-cuu?ma={code}&bi-mat={secret}', not: [RATE] },
    ...certifiedCopies.steps.slice(-8),

    { as: 'người cầm giấy hẹn', why: 'no account: the code and the secret of the slip are enough', go: '/danh-gia' },
    { fill: { ma: '{code}', 'bi-mat': '00000000' }, status: 404, errors: [/Không thấy hồ sơ nào/], not: [WORDS] },
    { go: '/tra-cuu', fill: { ma: '{code}', 'bi-mat': '{secret}' }, see: [RATE] },
    { click: RATE, h1: 'Anh/chị có hài lòng không?', see: ['{code}', 'Có ai đòi thêm tiền hoặc giấy tờ ngoài danh sách không?', 'Chỉ người kiểm soát thủ tục và thanh tra xem được'], not: ['Nguyễn Thị Hoa'] },
    { press: 'Gửi đánh giá', status: 400, errors: ['Chưa chọn mức hài lòng', 'Chưa trả lời câu hỏi về đòi thêm'] },
    { fill: { muc: '1', 'noi-ro': WORDS }, status: 400, errors: ['Chưa trả lời câu hỏi về đòi thêm'], boxes: { 'noi-ro': WORDS, muc: '1' } },

    { as: 'chị Hoa', why: 'meanwhile the owner rates from her own page', go: '/ho-so/{dossier}', click: RATE, at: '/ho-so/{dossier}/danh-gia' },
    { fill: { muc: '2', 'doi-them': 'papers', 'noi-ro': WORDS }, at: '/ho-so/{dossier}/danh-gia?xong=1', see: ['Cảm ơn anh/chị đã đánh giá'], not: [WORDS] },
    { go: '/ho-so/{dossier}/danh-gia', see: ['Hồ sơ này đã được đánh giá rồi'], not: ['name="muc"'] },
    { go: '/ho-so/{dossier}', not: [RATE] },
    { as: 'người cầm giấy hẹn', why: 'one rating a dossier, whichever way one comes', fill: { muc: '5', 'doi-them': 'none' }, press: 'Gửi đánh giá', status: 409, see: ['Hồ sơ này đã được đánh giá rồi'] },
    { as: 'người lạ', go: '/ho-so/{dossier}/danh-gia', status: 404 },
    { check: async ({ app }) => { assert.deepEqual((await app.database.owner.query('SELECT stars FROM feedback_rating')).rows, [{ stars: 2 }]); } },

    { as: 'kiểm soát', signIn: { officer: 'kiemsoat.hamliem' } },
    { click: 'Bị đòi thêm', h1: 'Bị đòi thêm tiền hoặc giấy tờ', see: ['Có, đòi thêm giấy tờ', WORDS] },
    { as: 'thụ lý', why: 'who did the work does not get there', go: '/ban/doi-them', status: 403, not: [WORDS] },
    { why: 'not even with the role: somebody stands in for control who had the dossier in hand', check: giveControl },
    { go: '/ban/doi-them', see: ['Không ai nói bị đòi thêm'], not: [WORDS] },
    { as: 'thanh tra', signIn: { officer: 'thanhtra.hamliem' }, go: '/ban/doi-them', see: [WORDS] },
    { press: 'Đã xem', at: '/ban/doi-them', see: [/Đã xem, 1[56]:/], not: ['/da-xem"'] },
    { as: 'kiểm soát xã khác', signIn: { officer: 'kiemsoat.thanhha' }, go: '/ban/doi-them', not: [WORDS] },
  ],
});
async function giveControl({ app }: World): Promise<void> {
  await app.database.owner.query("INSERT INTO organisation_assignment (id, officer_id, agency_id, role, valid_from, granted_at) SELECT gen_random_uuid(), id, 2, 'control', '2026-01-01', '2026-01-01' FROM organisation_officer WHERE name = 'Thụ lý Hàm Liêm – demo'");
}

const SAID = 'Sáng nay ở quầy 2 tôi chờ hai giờ mà không ai gọi, hỏi thì bị quát.';
const send = (over: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({ 've-viec': 'behaviour', 'noi-dung': SAID, ten: 'Nguyễn Thị Hoa', 'dien-thoai': '0900 000 001', ...over });
const noteCase: Step = { note: { code: /(PA-H36\.23095-260302-\d{4})/, secret: /Mã bí mật\s+([0-9A-Z]{8})/ } };

/** Row 14: feedback (phản ánh, kiến nghị) with its own code and clocks, from sending to the published answer. */
export const feedbackAnswered = journey({
  name: 'row 14: feedback with a code and clocks: asked, answered, published; the officer complained of sees neither who nor what', clock: '2026-03-02 10:00',
  steps: [
    { as: 'chị Hoa', go: '/' },
    { click: 'Góp ý, phản ánh', h1: 'Phản ánh, kiến nghị', see: ['từ chối trong 2 ngày làm việc', 'trả lời trong 15', 'Khiếu nại', 'Tố cáo', 'theo Luật Khiếu nại', 'Chưa có câu trả lời nào được công khai'] },
    { click: 'Gửi phản ánh, kiến nghị', see: ['Gửi đến cơ quan nào'] },
    { fill: { 'co-quan': '2' }, see: ['Ủy ban nhân dân xã Hàm Liêm', 'Người này không xem được anh/chị là ai'] },
    { press: 'Gửi', status: 400, errors: ['Chưa chọn về việc gì', /Nội dung ngắn quá/, 'Chưa có họ tên người gửi', /Chưa có cách để cơ quan trả lời/] },
    { fill: send({ 'dien-thoai': '12', 'thu-dien-tu': 'hoa' }), status: 400, errors: [/10 số/, /ten@noi\.vn/], boxes: { 'noi-dung': SAID, ten: 'Nguyễn Thị Hoa', 'dien-thoai': '12' } },
    { fill: { ...send({ 'thu-dien-tu': '' }), 'can-bo': 'Kiểm soát thủ tục Hàm Liêm – demo, Công chức kiểm soát thủ tục hành chính' }, h1: 'Đã nhận phản ánh của anh/chị', see: ['PA-H36.23095-260302-0001', 'Cơ quan báo tin tiếp cho anh/chị trước 17:30 thứ Tư 4/3/2026'], ...noteCase },
    { why: 'the same form five times at once is one case', check: fiveAtOnce },

    { as: 'máy khác', go: '/phan-anh', click: 'Xem phản ánh đã gửi', h1: 'Xem phản ánh đã gửi' },
    { fill: { ma: '{code}', 'bi-mat': '00000000' }, status: 404, errors: [/Không thấy phản ánh nào/], not: [SAID] },
    { why: 'small letters, spaces and the long dash are forgiven', go: '/phan-anh/tra-cuu?ma=%20pa–h36.23095-260302-0001&bi-mat={secret}', h1: 'Phản ánh {code}', see: ['Mới gửi', 'Đã gửi'] },

    { as: 'kiểm soát', why: 'the officer complained of sees that there is a case, and nothing of it', signIn: { officer: 'kiemsoat.hamliem' }, go: '/ban/phan-anh', see: ['{code}'], not: ['Nguyễn Thị Hoa', 'quát'] },
    { click: '{code}', h1: 'Phản ánh {code}', see: ['Phản ánh này nói về anh/chị'], not: ['Nguyễn Thị Hoa', 'quát', '0900000001', '/nhan"'], note: { case: /phan-anh\/([0-9a-f-]{36})/ } },
    { as: 'xã khác', signIn: { officer: 'motcua.thanhha' }, go: '/ban/phan-anh/{case}', status: 404 },
    { as: 'tiếp nhận', signIn: { officer: 'tiepnhan.hamliem' }, go: '/ban/phan-anh', status: 403 },

    { as: 'phụ trách', signIn: { officer: 'motcua.hamliem' }, go: '/ban' },
    { click: 'Phản ánh', h1: 'Phản ánh, kiến nghị', see: ['{code}', 'Thái độ, cách làm của cán bộ', '17:30 thứ Tư 4/3/2026'] },
    { click: '{code}', see: [SAID, 'Nguyễn Thị Hoa', '0900000001', 'Kiểm soát thủ tục Hàm Liêm'] },
    { why: 'a question without words is no question', fill: { 'noi-dung': ' ' }, form: '/hoi', status: 400, errors: [/Chưa viết gì/] },
    { fill: { 'noi-dung': 'Lúc mấy giờ, anh/chị làm việc gì?' }, form: '/hoi', see: ['Chờ người gửi trả lời thêm'] },
    { as: 'máy khác', clock: '2026-03-03 09:00', go: '/phan-anh/tra-cuu?ma={code}&bi-mat={secret}', see: ['Cơ quan hỏi thêm anh/chị', 'Lúc mấy giờ, anh/chị làm việc gì?'], not: ['Phụ trách Một cửa Hàm Liêm'] },
    { fill: { 'tra-loi': '' }, status: 400, errors: [/Chưa viết gì/] },
    { fill: { 'tra-loi': 'Khoảng 8 giờ 30, làm khai sinh.' }, status: 200, see: ['Đang xử lý', 'Người gửi trả lời thêm', 'Cơ quan báo tin tiếp cho anh/chị trước 17:30 thứ Ba 24/3/2026'] },
    { as: 'phụ trách', clock: '2026-03-20 09:00', signIn: { officer: 'motcua.hamliem' }, go: '/ban/phan-anh/{case}', see: ['Khoảng 8 giờ 30, làm khai sinh.'] },
    { fill: { 'noi-dung': 'Xã đã xem lại. Quầy 2 hôm đó thiếu người; xã xin lỗi và đã phân thêm người.' }, form: '/tra-loi', see: ['Đã trả lời'], not: ['quá hạn'] },
    { as: 'máy khác', go: '/phan-anh/tra-cuu?ma={code}&bi-mat={secret}', see: ['Trả lời', 'xã xin lỗi và đã phân thêm người'] },
    { as: 'lãnh đạo', why: 'the answer is to be public within two working days: here it is not', clock: '2026-03-25 08:00', signIn: { officer: 'lanhdao.hamliem' }, go: '/ban/bao-cao', see: ['Phản ánh, kiến nghị đang xử lý', '(2, 2 quá hạn)'] },
    { click: 'Phản ánh, kiến nghị đang xử lý', see: ['{code}', 'Quá hạn'] },
    { as: 'phụ trách', signIn: { officer: 'motcua.hamliem' }, go: '/ban/phan-anh/{case}', fill: { 'ten-ngan': '' }, form: '/cong-khai', status: 400, errors: [/tên ngắn/] },
    { fill: { 'ten-ngan': 'Chờ lâu ở quầy 2', 'noi-dung': 'Quầy 2 hôm đó thiếu người; xã xin lỗi và đã phân thêm người.' }, form: '/cong-khai', see: ['Đã trả lời và công khai', 'quá hạn'] },
    { why: 'what is finished stays finished', go: '/ban/phan-anh?xem=xong', see: ['{code}'] },
    { as: 'ai cũng xem', go: '/phan-anh', see: ['Chờ lâu ở quầy 2 (xã Hàm Liêm, 25/3/2026)', 'Quầy 2 hôm đó thiếu người'], not: ['Nguyễn Thị Hoa', SAID, '{secret}', '{code}'] },
    { why: 'that it is public gives nobody the rest', go: '/phan-anh/da-gui/{case}', status: 404 },
    { as: 'xã khác', signIn: { officer: 'motcua.thanhha' }, go: '/ban/phan-anh/{case}', status: 404 },
    { as: 'kiểm soát', signIn: { officer: 'kiemsoat.hamliem' }, go: '/ban/phan-anh/{case}', see: ['Phản ánh này nói về anh/chị'], not: ['Nguyễn Thị Hoa', 'quát'] },
  ],
});
async function fiveAtOnce({ app, visitor }: World): Promise<void> {
  await visitor.go('/phan-anh/gui?co-quan=2');
  const body = visitor.page.form({ filled: ['noi-dung'] }).fill(send());
  const sent = await Promise.all(Array.from({ length: 5 }, () => visitor.fetch('/phan-anh/gui', 'POST', new URLSearchParams(body.map(([name, value]) => [name, String(value)])))));
  assert.deepEqual([...new Set(sent.map((one) => one.status))], [303]);
  assert.equal(new Set(sent.map((one) => one.headers.get('location'))).size, 1);
  assert.deepEqual((await app.database.owner.query('SELECT code FROM feedback_case ORDER BY code')).rows, [{ code: 'PA-H36.23095-260302-0001' }, { code: 'PA-H36.23095-260302-0002' }]);
}

/** Row 14: what is a complaint or a denunciation by its own law goes its own way; what is another office's is handed over. */
export const feedbackElsewhere = journey({
  name: 'row 14: a complaint in the sense of its own law is shown its way; another office’s matter is handed over with fresh clocks; a sixth in a day waits', clock: '2026-03-02 10:00',
  steps: [
    { as: 'ông Tư', go: '/phan-anh/gui?co-quan=2&ma-ho-so=H36.23095-260227-0001', boxes: { 'ma-ho-so': 'H36.23095-260227-0001' } },
    { fill: send({ 'noi-dung': 'Tôi không đồng ý với quyết định từ chối hồ sơ của tôi, đề nghị hủy quyết định.', 've-viec': 'service', ten: 'Trần Văn Tư' }), ...noteCase },
    { as: 'phụ trách', signIn: { officer: 'motcua.hamliem' }, go: '/ban/phan-anh', click: '{code}', see: ['H36.23095-260227-0001', 'Trần Văn Tư'], note: { case: /phan-anh\/([0-9a-f-]{36})/ } },
    { fill: { 'noi-dung': 'Gửi đơn khiếu nại đến Chủ tịch Ủy ban nhân dân xã, người đã ký quyết định.' }, form: '/loai-khac', status: 400, errors: [/khiếu nại hay tố cáo/], boxes: {} },
    { fill: { loai: 'complaint', 'noi-dung': 'Gửi đơn khiếu nại đến Chủ tịch Ủy ban nhân dân xã, người đã ký quyết định.' }, form: '/loai-khac', see: ['Chuyển sang khiếu nại, tố cáo', 'Không còn việc gì phải làm'] },
    { as: 'ông Tư', go: '/phan-anh/tra-cuu?ma={code}&bi-mat={secret}', see: ['Chuyển sang khiếu nại, tố cáo', 'Gửi đơn khiếu nại đến Chủ tịch'] },

    { go: '/phan-anh/gui?co-quan=2' },
    { fill: send({ 'noi-dung': 'Đường dây nóng của xã Thanh Hà không ai nghe máy cả tuần.', 've-viec': 'service', ten: 'Trần Văn Tư' }), ...noteCase },
    { as: 'phụ trách', clock: '2026-03-10 08:00', signIn: { officer: 'motcua.hamliem' }, go: '/ban/phan-anh', click: '{code}', note: { case: /phan-anh\/([0-9a-f-]{36})/ }, see: ['Cơ quan phải làm tiếp trước 17:30 thứ Tư 4/3/2026'] },
    { fill: { den: '12', 'noi-dung': 'Việc của xã Thanh Hà.' }, form: '/chuyen', at: '/ban/phan-anh' },
    { why: 'it has left this office', go: '/ban/phan-anh/{case}', status: 404 },
    { as: 'phụ trách Thanh Hà', signIn: { officer: 'motcua.thanhha' }, go: '/ban/phan-anh', see: ['{code}', 'Đã chuyển đến cơ quan này', '17:30 thứ Năm 12/3/2026'] },
    { click: '{code}', see: ['Việc của xã Thanh Hà.', 'quá hạn'] },
    { fill: { 'noi-dung': '' }, form: '/nhan', see: ['Đang xử lý', '17:30 thứ Ba 31/3/2026'] },
    { why: 'a button of a page that is old', check: staleAct },
    { as: 'ông Tư', go: '/phan-anh/tra-cuu?ma={code}&bi-mat={secret}', see: ['Ủy ban nhân dân xã Thanh Hà', 'Chuyển cơ quan có thẩm quyền'] },
    { why: 'who sends one after the other is asked to call', clock: '2026-03-10 09:00', check: sixth },
    { as: 'máy dò', why: 'guessing codes ends soon', check: guessing },
  ],
});
async function staleAct({ visitor, noted }: World): Promise<void> {
  const token = visitor.page.form({ form: '/tra-loi' }).shown('_csrf');
  const answer = await visitor.fetch(`/ban/phan-anh/${noted.get('case')}/nhan`, 'POST', new URLSearchParams({ _csrf: String(token), 'noi-dung': '' }));
  assert.equal(answer.status, 409);
  assert.match(answer.page.text, /phản ánh đã đổi trạng thái/u);
}
async function sixth({ visitor }: World): Promise<void> {
  for (let sent = 0; sent < 5; sent++) {
    await visitor.go('/phan-anh/gui?co-quan=12');
    await visitor.submit(send());
    assert.equal(visitor.page.status, 200, visitor.page.errors.join(' '));
  }
  await visitor.go('/phan-anh/gui?co-quan=12');
  await visitor.submit(send());
  assert.equal(visitor.page.status, 429);
  assert.match(visitor.page.errors.join(' '), /Anh\/chị đã gửi 5 phản ánh trong một ngày/u);
  assert.equal(visitor.page.shown('noi-dung'), SAID, 'what was typed is still there');
}
async function guessing({ visitor, noted }: World): Promise<void> {
  for (let tried = 0; tried < 10; tried++) await visitor.go(`/phan-anh/tra-cuu?ma=${noted.get('code')}&bi-mat=0000000${tried}`);
  assert.equal(visitor.page.status, 404);
  await visitor.go(`/phan-anh/tra-cuu?ma=${noted.get('code')}&bi-mat=${noted.get('secret')}`);
  assert.equal(visitor.page.status, 429, 'from here on even the right one waits');
}
