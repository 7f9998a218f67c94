import { test } from 'node:test';
import assert from 'node:assert/strict';
import { ANSWER_KINDS, ANSWER_TEXTS, gsm7Places, QUESTION_LIMITS, replyTo, SMS_PLACES, toPlainSms, writeAnswer, writeStatusAnswer, type PublicStatus, type Question } from './index.ts';

const now = new Date('2026-02-13T02:41:00Z');
const facts: PublicStatus = { status: 'processing', code: 'H36.21-260213-0042', agencyName: { vi: 'UBND xã Hàm Liêm', en: 'People’s Committee of Hàm Liêm' }, helpPhone: '0252 386 8888 (giờ hành chính)', dueAt: new Date('2026-02-13T10:00:00Z'), nextDue: new Date('2026-02-13T10:00:00Z') };
const vi = (over: Partial<PublicStatus>): string => writeStatusAnswer({ ...facts, ...over }, now, 'vi');
const STATUSES = ['submitted', 'intake-supplement', 'not-accepted', 'processing', 'appraisal-supplement', 'signing', 'suspended', 'withdrawing', 'stopped', 'refused', 'done', 'returned'] as const;

test('golden answers', () => {
  assert.equal(vi({}), 'UBND xa Ham Liem: Ho so H36.21-260213-0042 dang duoc giai quyet. Hen tra truoc 17:00 13/2/2026. Hoi: 02523868888');
  assert.equal(vi({ status: 'appraisal-supplement', nextDue: new Date('2026-03-13T17:00:00Z') }), 'UBND xa Ham Liem: Ho so H36.21-260213-0042 can bo sung, gui truoc het ngay 13/3/2026. Xem can gi tren cong dich vu cong. Hoi: 02523868888');
  assert.equal(vi({ dueAt: new Date('2026-02-12T10:00:00Z') }), 'UBND xa Ham Liem xin loi: ho so H36.21-260213-0042 dang tre hen (hen truoc 17:00 12/2/2026). Hoi: 02523868888');
  assert.equal(vi({ dueAt: null }), 'UBND xa Ham Liem: Ho so H36.21-260213-0042 dang duoc giai quyet. Hoi: 02523868888', 'no date where none was promised');
  assert.equal(vi({ status: 'suspended' }), 'UBND xa Ham Liem: Ho so H36.21-260213-0042 tam dung tinh thoi han. Ly do xem tren cong dich vu cong. Hoi: 02523868888');
  assert.equal(writeAnswer('answer-how', { short: '8099', helpPhone: '0252 386 8888' }, 'vi'), 'Hoi ho so: soan HS <ma ho so> <ma bi mat> gui 8099. VD: HS H36.21-260213-0042 K7PM2QX4. Hai ma in tren giay hen. Hoi: 02523868888');
  assert.equal(writeAnswer('answer-not-found', { short: '8099', helpPhone: '' }, 'vi'), 'Chua tim thay ho so. Soan HS <ma ho so> <ma bi mat> gui 8099. VD: HS H36.21-260213-0042 K7PM2QX4. Hai ma in tren giay hen.');
});
test('every answer, in both languages, with the longest names there are, is one SMS that names the dossier', () => {
  const long: PublicStatus = { ...facts, code: '000.00.00.000.00.00.H36.21-260213-999999', agencyName: { vi: 'Uỷ ban nhân dân phường Văn Miếu – Quốc Tử Giám, thành phố Hà Nội', en: 'People’s Committee of Văn Miếu – Quốc Tử Giám ward, Hà Nội city' }, helpPhone: '+84 252 386 8888', dueAt: new Date('2026-12-30T10:00:00Z'), nextDue: new Date('2026-12-30T10:00:00Z') };
  for (const lang of ['vi', 'en'] as const) {
    for (const status of STATUSES) for (const facing of [facts, long]) for (const at of [now, new Date('2027-01-01T00:00:00Z')]) {
      const text = writeStatusAnswer({ ...facing, status }, at, lang);
      assert.ok((gsm7Places(text) ?? 999) <= SMS_PLACES, `${status} ${lang}: ${text}`);
      assert.match(text, /260213-(0042|999999)/u);
      assert.doesNotMatch(text, /[{}[\]]|undefined|  |\(hen truoc \)/u, text);
    }
    for (const kind of ANSWER_KINDS) if (kind !== 'answer-status') { const text = writeAnswer(kind, { short: '123456789', helpPhone: '+84 252 386 8888' }, lang); assert.ok((gsm7Places(text) ?? 999) <= SMS_PLACES, `${kind} ${lang} ${text.length}: ${text}`); }
  }
  for (const text of ANSWER_TEXTS) for (const lang of ['vi', 'en'] as const) { const bare = text.sms[lang].replace(/[{}[\]]/gu, ''); assert.equal(toPlainSms(bare), bare, text.name); assert.doesNotMatch(bare, /!|quy khach|\bban (?:doc|oi)\b/iu); }
});
test('whether and what is answered, before anything is looked up', () => {
  const status: Question = { kind: 'status', codes: ['x'], secret: 'K7PM2QX4', lang: 'vi' };
  const of = (over: Partial<Parameters<typeof replyTo>[0]>) => replyTo({ question: status, person: true, answeredToday: 0, blocked: false, toldToWait: false, ...over });
  assert.deepEqual(of({}), { lookUp: true });
  assert.deepEqual(of({ person: false }), { silence: 'not-a-person' }, 'a machine that answers answers would go on for ever');
  assert.deepEqual(of({ question: { kind: 'empty' } }), { silence: 'empty' });
  assert.deepEqual(of({ question: { kind: 'how', lang: 'vi' } }), { say: 'answer-how' });
  assert.deepEqual(of({ question: { kind: 'unreadable', lang: 'vi' } }), { say: 'answer-not-found' });
  assert.deepEqual(of({ blocked: true }), { say: 'answer-wait' });
  assert.deepEqual(of({ blocked: true, toldToWait: true }), { silence: 'told-to-wait' });
  assert.deepEqual(of({ answeredToday: QUESTION_LIMITS.answersPerDay - 1 }), { say: 'answer-enough' });
  assert.deepEqual(of({ answeredToday: QUESTION_LIMITS.answersPerDay, blocked: true }), { silence: 'over-day' });
});
