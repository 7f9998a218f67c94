import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { AgencyWay } from '../../simulators/linked-agencies/linked-agencies.ts';
import { answerBirth, beginBirth, identify } from './declare-birth.ts';
import { journey, type Step, type World } from './journey.ts';
import { photo } from './papers-of-people.ts';

const paper = await photo('giấy chứng sinh.jpg', 'Giấy chứng sinh');
const behave = (partner: string, way: AgencyWay) => ({ app }: World): void => { app.linked?.behave(partner, way); };
/** Until the agencies have said what they have to say, and the program has taken it in. */
const settle = async ({ app }: World): Promise<void> => {
  for (let round = 0, quiet = 0; quiet < 2 && round < 40; round++) {
    quiet = (await app.drainJobs()).length === 0 ? quiet + 1 : 0;
    await app.linked?.idle();
    await pause(10);
  }
};

const sweep = async (world: World): Promise<void> => { await world.app.database.owner.query("SELECT graphile_worker.add_job('sweep-linked')"); await settle(world); };

/** From the first page to the page that says «đã nộp». */
export const fileBirth: Step[] = [
  { as: 'mẹ', go: '/thu-tuc/khai-sinh' }, ...beginBirth(), ...identify, ...answerBirth,
  { fill: { 'giay.giay-chung-sinh': paper }, press: 'gui', see: ['Xã đã nhận 1 trang'] },
  { press: 'tiep', h1: 'Nhận kết quả bằng cách nào?' },
  { fill: { 'cach-nhan': ['electronic'], 'thu-dien-tu': 'hoa@nguoidan.example' }, h1: 'Xem lại rồi nộp' },
  { fill: { 'cam-doan': 'co' }, at: /\/da-nop$/, note: { dossier: /\/ho-so\/([0-9a-f-]{36})\//, secret: /bí mật để tra cứu:?\s+(\w{8})/ }, see: ['Làm luôn việc khác cho bé?', 'Thẻ bảo hiểm y tế cho bé'] },
];
export const chooseBoth: Step[] = [
  { as: 'mẹ', click: 'Chọn việc liên thông', h1: 'Làm luôn việc khác cho bé?', see: ['trong 3 ngày làm việc, 5 ngày nếu phải xác minh, tính từ lúc xã tiếp nhận hồ sơ; tiếp nhận sau 15:00 thì tính từ ngày làm việc tiếp theo', 'Nghị định 63/2024/NĐ-CP Điều 7'] },
  { fill: { viec: [] }, status: 400, errors: ['Chưa chọn việc nào'] },
  { fill: { viec: ['thuong-tru', 'the-bhyt'] }, at: '/ho-so/{dossier}', see: ['Đồng hồ chạy từ lúc xã tiếp nhận', 'Chờ Giấy khai sinh ký xong'] },
];
/** The commune's own part of the work, received and signed at the times given. */
export const registerBirth = (received: string, signed: string): Step[] => [
  { as: 'tiếp nhận', clock: received, signIn: { officer: 'tiepnhan.hamliem' }, go: '/ban/ho-so/{dossier}' },
  { press: 'Tiếp nhận', see: ['Hẹn trả'], note: { code: /(H36\.23095-26\d{4}-\d{4})/ } },
  { as: 'thụ lý', jobs: ['advance-linkage'], signIn: { officer: 'thuly.hamliem' }, go: '/ban/ho-so/{dossier}', press: 'Tôi làm' },
  { click: 'Soạn kết quả', fill: { grantedPersonalId: '060226000123' }, press: 'trinh', at: '/ban' },
  { as: 'lãnh đạo', clock: signed, signIn: { officer: 'lanhdao.hamliem' }, go: '/ban/ho-so/{dossier}' },
];
const sign: Step = { as: 'lãnh đạo', press: /^Ký/, see: ['Đang ký số'] };

export const linkedBirth = journey({
  name: 'row 11: birth, residence and insurance from one form, three agencies, one promised date of three working days', clock: '2026-03-02 08:30', simulators: true, linked: true,
  steps: [
    ...fileBirth, ...chooseBoth,
    { why: 'chosen twice is chosen once', go: '/ho-so/{dossier}/lien-thong', fill: { viec: ['the-bhyt'] }, at: '/ho-so/{dossier}', see: ['Đăng ký thường trú cho bé', 'Thẻ bảo hiểm y tế cho bé'] },
    { as: 'người lạ', go: '/ho-so/{dossier}/lien-thong', status: 404 },
    ...registerBirth('2026-03-02 15:10', '2026-03-03 10:30'),
    { as: 'mẹ', why: 'after 15:00 the three days begin the next working day: Tuesday to Thursday', go: '/ho-so/{dossier}', see: ['Hẹn xong tất cả: 17:30 thứ Năm 5/3/2026', 'Chờ Giấy khai sinh ký xong'] },
    { as: 'người lạ', go: '/tra-cuu', fill: { ma: '{code}', 'bi-mat': '{secret}' }, see: ['Liên thông', 'Hẹn xong tất cả: 17:30 thứ Năm 5/3/2026'], not: ['Nguyễn Thị Hoa', 'Trần Minh An'] },
    sign,
    { as: 'mẹ', jobs: ['sign-result', 'send-linked'], check: settle },
    {
      go: '/ho-so/{dossier}', see: ['TT7000000', 'TE17000000', 'Đăng ký thường trú cho bé: xong (Công an xã)', 'Xong'],
      check: ({ app, noted }) => {
        for (const partner of ['cu-tru', 'bao-hiem']) assert.equal(app.linked?.requests(partner).length, 1);
        const told = app.linked?.requests('bao-hiem')[0]?.body['answers'] as Record<string, unknown>;
        assert.equal(told['childName'], 'Trần Minh An');
        assert.equal(told['grantedPersonalId'], '060226000123');
        // What the task does not need is not sent.
        assert.deepEqual(Object.keys(told).filter((key) => /Phone|Email|motherPersonalId|hometown/u.test(key)), []);
        assert.equal(app.linked?.requests('cu-tru')[0]?.dossier, noted.get('code'));
      },
    },
    { as: 'người lạ', go: '/tra-cuu', fill: { ma: '{code}', 'bi-mat': '{secret}' }, see: ['Xong'], not: ['TT7000000', 'TE17000000'] },
    { as: 'mẹ', check: ({ app, noted }) => { const texts = app.mail?.messages().filter((one) => one.to === 'hoa@nguoidan.example').map((one) => one.text) ?? []; assert.ok(texts.some((text) => text.includes('Thẻ bảo hiểm y tế cho bé') && text.includes(noted.get('code') ?? ''))); } },
    { as: 'thụ lý', signIn: { officer: 'thuly.hamliem' }, go: '/ban/lien-thong', h1: 'Liên thông', see: ['{code}', 'Xong tất cả', 'Không có việc nào hỏng'] },
    { as: 'mẹ', why: 'after the certificate nothing can be added', go: '/ho-so/{dossier}/lien-thong', see: ['Giấy khai sinh đã ký, không chọn thêm được nữa'] },
  ],
});

export const linkedPartly = journey({
  name: 'row 11: residence is refused after a verification, the card is made: partial failure is shown as it is, everything told once and out of order', clock: '2026-03-02 08:30', simulators: true, linked: true,
  steps: [
    ...fileBirth, ...chooseBoth, ...registerBirth('2026-03-02 08:40', '2026-03-02 10:30'),
    { as: 'mẹ', go: '/ho-so/{dossier}', see: ['Hẹn xong tất cả: 08:40 thứ Năm 5/3/2026'], check: (world) => { behave('cu-tru', 'silent')(world); behave('bao-hiem', 'out-of-order')(world); } },
    sign,
    { as: 'mẹ', jobs: ['send-linked'], check: settle },
    { go: '/ho-so/{dossier}', see: ['TE17000000', 'Đã gửi, chờ nơi kia nhận'] },
    {
      why: 'messages by hand of the other agency: verifying, doubled, forged, of another task, refused',
      check: async (world) => {
        const { app } = world;
        const request = app.linked?.requests('cu-tru')[0] ?? assert.fail();
        const say = (seq: number, state: string, more: Record<string, string> = {}): Record<string, string> => ({ message: `M-${seq}`, key: request.key, reference: request.reference, seq: String(seq), state, at: app.clock.now().toISOString(), number: '', reason: '', ...more });
        assert.equal(await app.linked?.tell('cu-tru', say(2, 'verifying', { reason: 'Xác minh nơi ở thực tế' })), 200);
        assert.equal(await app.linked?.tell('cu-tru', say(2, 'verifying', { reason: 'Xác minh nơi ở thực tế' })), 200);
        assert.equal(await app.linked?.tell('cu-tru', say(9, 'done', { number: 'GIẢ' }), 'not-the-secret-of-anybody'), 403);
        assert.equal(await app.linked?.tell('cu-tru', { ...say(9, 'done', { number: 'X' }), key: '01920000-0000-7000-8000-00000000dead' }), 200);
        assert.equal(await app.linked?.tell('bao-hiem', { ...say(9, 'done', { number: 'KHÁC' }), message: 'M-other' }), 200);
        await settle(world);
      },
    },
    { as: 'mẹ', go: '/ho-so/{dossier}', see: ['Nơi kia đang xác minh', 'Xác minh nơi ở thực tế', 'Hẹn xong tất cả: 08:40 thứ Hai 9/3/2026', '10:30 thứ Hai 9/3/2026'], not: ['GIẢ', 'KHÁC'] },
    {
      check: async (world) => {
        const { app } = world;
        const request = app.linked?.requests('cu-tru')[0] ?? assert.fail();
        const fields = { message: 'M-3', key: request.key, reference: request.reference, seq: '3', state: 'refused', at: app.clock.now().toISOString(), number: '', reason: 'Chủ hộ chưa đồng ý cho nhập vào hộ' };
        assert.equal(await app.linked?.tell('cu-tru', { ...fields, reason: '' , message: 'M-3a' }), 200);
        assert.equal(await app.linked?.tell('cu-tru', fields), 200);
        assert.equal(await app.linked?.tell('cu-tru', { ...fields, message: 'M-4', seq: '4', state: 'done', number: 'SAU-CÙNG', reason: '' }), 200);
        await settle(world);
      },
    },
    { go: '/ho-so/{dossier}', see: ['Không làm được', 'Chủ hộ chưa đồng ý cho nhập vào hộ', 'TE17000000', 'Kết quả đã ký xong'], not: ['SAU-CÙNG'] },
    { as: 'thụ lý', signIn: { officer: 'thuly.hamliem' }, go: '/ban/lien-thong', see: ['Xong một phần'] },
  ],
});

export const linkedFailures = journey({
  name: 'row 11: an agency that answers rubbish, 500, «exists» and then is silent for a day: nothing lost, nothing doubled, a clear line on the screen of failures', clock: '2026-03-02 08:30', linked: true,
  steps: [
    ...fileBirth, ...chooseBoth, ...registerBirth('2026-03-02 08:40', '2026-03-02 10:30'),
    { as: 'mẹ', check: (world) => { behave('cu-tru', 'rubbish')(world); behave('bao-hiem', 'exists')(world); } },
    sign,
    { as: 'thụ lý', signIn: { officer: 'thuly.hamliem' }, jobs: ['send-linked'], check: settle },
    { go: '/ban/lien-thong', see: ['{code}', 'Cơ quan kia trả lời thứ không đọc được', 'Cơ quan kia nói việc này đã có từ nơi khác', 'TE1-OTHER-1'] },
    { as: 'mẹ', go: '/ho-so/{dossier}', see: ['Đang gửi sang', 'Xã đang xử lý trục trặc'] },
    {
      as: 'thụ lý', why: 'a number is needed to note it as done', go: '/ban/lien-thong', check: async ({ visitor }) => {
        // Both lines stand there since the same moment: the one is meant that exists elsewhere.
        const holding = { viec: /TE1-OTHER-1[\s\S]*?name="viec" value="([0-9a-f-]{36})"/u.exec(visitor.page.html)?.[1] ?? assert.fail() };
        await visitor.submit({}, { form: '/da-xong', holding });
        assert.equal(visitor.page.status, 400);
        assert.ok(visitor.page.errors.some((error) => error.includes('Chưa ghi số')));
        await visitor.submit({ so: 'TE1 0099' }, { form: '/da-xong', holding });
        assert.ok(visitor.page.text.includes('Đã ghi nhận là xong'));
      },
    },
    { clock: '2026-03-02 10:35', check: async (world) => { behave('cu-tru', 'broken')(world); await sweep(world); } },
    { go: '/ban/lien-thong', see: ['status 500'] },
    { why: 'an officer need not wait for the next try', press: 'Gửi lại ngay', at: '/ban/lien-thong?bao=gui', check: async (world) => { behave('cu-tru', 'silent')(world); await settle(world); } },
    { go: '/ban/lien-thong', see: ['Không có việc nào hỏng'] },
    { clock: '2026-03-03 11:00', check: async (world) => { behave('cu-tru', 'rubbish')(world); await sweep(world); } },
    { as: 'thụ lý', signIn: { officer: 'thuly.hamliem' }, why: 'taken in, then no word for a day', go: '/ban/lien-thong', see: ['im lặng hơn một ngày'] },
    { clock: '2026-03-03 12:05', check: async (world) => { behave('cu-tru', 'normal')(world); await sweep(world); } },
    { as: 'thụ lý', signIn: { officer: 'thuly.hamliem' }, why: 'asked again it answers, and it was one request all along', go: '/ban/lien-thong', see: ['Không có việc nào hỏng'], check: ({ app }) => { assert.equal(app.linked?.requests('cu-tru').length, 1); } },
    { as: 'mẹ', go: '/ho-so/{dossier}', see: ['TE1 0099', 'Nơi kia đang làm'] },
  ],
});
