import assert from 'node:assert/strict';
import { fileBirth } from './declare-birth.ts';
import { journey } from './journey.ts';

const GRANDMOTHER = '0912345678', MOTHER = '0900000001', STRANGER = '0987654321';
const PRIVATE = ['Nguyễn', 'Nguyen Thi Hoa', 'Hoa', 'Minh An', '060302900001'];
const HOW = /^Chua tim thay ho so\. Soan HS <ma ho so> <ma bi mat> gui 8099\. VD: HS H36\.21-260213-0042 K7PM2QX4\./;

/** Whoever holds the slip may ask, from any telephone, without a smartphone. */
export const askBySms = journey({
  name: 'row 8: told and asked by SMS, from the submission to the result, on a telephone without internet', clock: '2026-03-02 08:30', simulators: true,
  steps: [
    { as: 'mẹ', go: '/' },
    ...fileBirth,
    { jobs: ['send-notice'], mail: { to: 'hoa@nguoidan.example', subject: 'đã gửi đến nơi', see: ['{reference}'] } },
    { why: 'the slip itself says what to write to which number', as: 'mẹ', go: '/ho-so/{dossier}/da-nop', see: ['gửi tới 8099 tin nhắn HS {reference} {secret}'], paper: { link: /xác nhận/i, see: ['soạn tin HS {reference} {secret} gửi 8099'] } },
    { why: 'without a code: how to write', ask: { from: GRANDMOTHER, text: 'Hồ sơ' }, jobs: ['answer-question', 'send-notice'], sms: { to: GRANDMOTHER, see: [/^Hoi ho so: soan HS <ma ho so> <ma bi mat> gui 8099\./] } },
    { why: 'with the temporary reference, two blanks and a full stop', ask: { from: GRANDMOTHER, text: 'hs {reference}  {secret}.' }, jobs: ['answer-question', 'send-notice'], sms: { to: GRANDMOTHER, see: ['UBND xa Ham Liem: Ho so {reference} da den noi, dang cho xem. Tra loi truoc 08:30 3/3/2026.'], not: PRIVATE } },
    { why: 'two answers a minute to one number', clock: '2026-03-02 08:32', ask: { from: GRANDMOTHER, text: 'HS {reference} 00000000' }, jobs: ['answer-question', 'send-notice'], sms: { to: GRANDMOTHER, see: [HOW], not: ['{reference}'] } },
    { why: 'rubbish is answered in the same words', ask: { from: STRANGER, text: 'cho hỏi giấy tờ của cháu xong chưa ạ 🙂' }, jobs: ['answer-question', 'send-notice'], sms: { to: STRANGER, see: [HOW] } },
    { why: 'a picture alone is not answered', ask: { from: STRANGER, text: '🙂🙂🙂' }, jobs: ['answer-question'], silence: true },

    { as: 'tiếp nhận', signIn: { officer: 'tiepnhan.hamliem' } },
    { go: '/ban/ho-so/{dossier}', clock: '2026-03-02 08:40', press: 'Tiếp nhận', see: ['H36.23095-260302-0001'], note: { code: /(H36\.23095-260302-0001)/ } },
    { why: 'told without asking', as: 'mẹ', jobs: ['plan-notices', 'send-notice'], sms: { to: MOTHER, see: ['Da tiep nhan ho so {code}', 'Hen tra ket qua truoc 17:30 2/3/2026'], not: PRIVATE } },
    { go: '/ho-so/{dossier}', paper: { link: /Giấy tiếp nhận/, see: ['soạn tin HS {code} {secret} gửi 8099'] } },
    { why: 'asked with the code as printed', clock: '2026-03-02 08:45', ask: { from: GRANDMOTHER, text: 'HS {code} {secret}' }, jobs: ['answer-question', 'send-notice'], sms: { to: GRANDMOTHER, see: ['UBND xa Ham Liem: Ho so {code} dang duoc giai quyet. Hen tra truoc 17:30 2/3/2026.'], not: PRIVATE } },
    { why: 'and with only the date and number that an SMS shows, with accents and blanks', clock: '2026-03-02 08:47', ask: { from: STRANGER, text: 'Hồ sơ 260302 0001, mã {secret}' }, jobs: ['answer-question', 'send-notice'], sms: { to: STRANGER, see: ['Ho so {code} dang duoc giai quyet'], not: PRIVATE } },
    { why: 'past its time the answer apologises and does not pretend', clock: '2026-03-02 18:00', ask: { from: GRANDMOTHER, text: 'HS {code} {secret} ?' }, jobs: ['answer-question', 'send-notice'], sms: { to: GRANDMOTHER, see: ['UBND xa Ham Liem xin loi: ho so {code} dang tre hen (hen truoc 17:30 2/3/2026).'] } },

    { as: 'quản trị', signIn: { officer: 'quantri.hamliem' }, go: '/quan-tri/tin-nhan', h1: 'Tin nhắn gửi người dân', see: [/Tin nhắn SMS\s+\d+ đã gửi/, /Thư điện tử\s+2 đã gửi/, /8 tin đến · 7 đã trả lời · 0 đang chờ · 1 không trả lời/] },
    { why: 'another authority’s administrator sees none of it', as: 'quản trị nơi khác', signIn: { officer: 'quantri.thanhha' }, go: '/quan-tri/tin-nhan', not: ['2 đã gửi', '{code}'] },
    {
      why: 'no question leaves words, numbers or secrets behind', check: async ({ app, noted }) => {
        const { rows } = await app.database.owner.query<{ left: number; settled: number }>("SELECT count(*) FILTER (WHERE text_sealed IS NOT NULL OR sender_sealed IS NOT NULL)::int AS left, count(*) FILTER (WHERE state <> 'waiting')::int AS settled FROM notice_question");
        assert.deepEqual(rows, [{ left: 0, settled: 8 }]);
        const everything = JSON.stringify((await app.database.owner.query('SELECT * FROM notice_question')).rows);
        assert.ok(!everything.includes(noted.get('secret') ?? '?') && !everything.includes('912345678'));
      },
    },
  ],
});
