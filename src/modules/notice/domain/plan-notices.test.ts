import { test } from 'node:test';
import assert from 'node:assert/strict';
import type { DossierEvent, DossierState, EventData, EventKind } from '../../dossier/domain/index.ts';
import type { PlainDate } from '../../../shared/plain-date.ts';
import { afterFailure, contactsOf, emailAddress, emailHtml, maskRecipient, mobileNumber, NOTICE_BUDGETS, NOTICED_EVENTS, planNotices, RETRY_AFTER_SECONDS, withinBudget, type NoticeContext } from './index.ts';

const due = { at: '2026-02-13T10:00:00Z', explanation: { vi: 'Nhận lúc 09:41 thứ Sáu, cộng 8 giờ làm việc', en: 'Received at 09:41 on Friday, plus 8 working hours' } };
const context: NoticeContext = {
  agencyName: { vi: 'UBND xã Hàm Liêm', en: 'People’s Committee of Hàm Liêm' }, procedureName: { vi: 'Làm khai sinh cho con', en: 'Register a birth' },
  paperNames: { 'giay-chung-sinh': { vi: 'Giấy chứng sinh', en: 'Birth record of the hospital' } }, helpPhone: '0252 386 8888', pickup: { vi: 'quầy 2, Bộ phận Một cửa', en: 'counter 2' }, link: 'https://hamliem.example.gov.vn/h/abc',
};
const state = { code: 'H36.21-260213-0042', reference: 'T-0042', delivery: { methods: ['electronic'], copies: 1 } } as unknown as DossierState;
const event = <K extends EventKind>(kind: K, data: Partial<EventData[K]>): DossierEvent => ({ seq: 2, kind, at: '2026-02-13T02:41:00Z', by: { kind: 'officer', id: 'o' }, data }) as unknown as DossierEvent;
const hoa = { phone: '0912 345 678', email: 'Hoa.Nguyen@Example.VN', lang: 'vi' } as const;

test('reception tells the code, the due date and how it was reckoned, by SMS and e-mail', () => {
  const notices = planNotices(event('received', { due }), state, context, [hoa]);
  assert.deepEqual(notices.map((one) => [one.channel, one.to]), [['email', 'Hoa.Nguyen@example.vn'], ['sms', '84912345678']]);
  assert.equal(notices[0]?.subject, 'Hồ sơ H36.21-260213-0042: đã tiếp nhận');
  assert.match(notices[0]?.text ?? '', /trước 17:00 13\/2\/2026/u);
  assert.match(notices[0]?.text ?? '', /cộng 8 giờ làm việc/u);
  assert.equal(notices[1]?.text, 'UBND xa Ham Liem: Da tiep nhan ho so H36.21-260213-0042 (Lam khai sinh cho con). Hen tra ket qua truoc 17:00 13/2/2026. Hoi: 02523868888');
});
test('what is submitted online is confirmed by e-mail, by SMS only to those without; at the counter by neither', () => {
  const submitted = { filedBy: 'self', acknowledgeBy: due, files: [{ paper: 'giay-chung-sinh', name: '', pages: 1 }, { paper: 'giay-chung-sinh', name: '', pages: 1 }] } as unknown as EventData['submitted'];
  assert.deepEqual(planNotices(event('submitted', submitted), state, context, [hoa]).map((one) => one.channel), ['email']);
  assert.deepEqual(planNotices(event('submitted', submitted), state, context, [{ phone: '0912345678', lang: 'vi' }]).map((one) => one.channel), ['sms']);
  assert.match(planNotices(event('submitted', submitted), state, context, [hoa])[0]?.text ?? '', /Giấy tờ đã nhận:\n– Giấy chứng sinh \(2 trang\)\n/u);
  assert.match(planNotices(event('submitted', submitted), state, context, [{ ...hoa, lang: 'en' }])[0]?.text ?? '', /– Birth record of the hospital \(2 pages\)/u);
  assert.doesNotMatch(planNotices(event('submitted', { ...submitted, files: [] }), state, context, [hoa])[0]?.text ?? '', /Giấy tờ đã nhận/u);
  assert.deepEqual(planNotices(event('submitted', { ...submitted, filedBy: 'counter' }), state, context, [hoa]), []);
});
test('a supplement names every missing thing in the e-mail and only their number in the SMS', () => {
  const verdicts = [
    { item: { type: 'paper', key: 'a', label: 'Giấy chứng sinh' }, verdict: 'missing', reason: 'chưa có ảnh mặt sau' }, { item: { type: 'answer', key: 'b', label: 'Họ tên cha' }, verdict: 'wrong', reason: 'khác với căn cước' },
    { item: { type: 'paper', key: 'c', label: 'Căn cước' }, verdict: 'ok' },
  ] as const;
  const [email, sms] = planNotices(event('supplement-requested', { verdicts, respondBy: '2026-02-18' as PlainDate }), state, context, [hoa]);
  assert.match(email?.text ?? '', /1\. Giấy chứng sinh: chưa có ảnh mặt sau\n2\. Họ tên cha: khác với căn cước/u);
  assert.doesNotMatch(email?.text ?? '', /Căn cước\n|3\./u);
  assert.match(sms?.text ?? '', /can them 2 thu, gui truoc het ngay 18\/2\/2026/u);
  assert.doesNotMatch(sms?.text ?? '', /cha|chung sinh/u);
});
test('a signed result goes the way that was chosen', () => {
  const signed = event('result-signed', {});
  const by = (...methods: string[]) => planNotices(signed, { ...state, delivery: { methods, copies: 1 } } as unknown as DossierState, context, [hoa]).find((one) => one.channel === 'sms')?.text ?? '';
  assert.match(by('electronic'), /tai tren cong dich vu cong: https:\/\/hamliem/u);
  assert.match(by('counter'), /Moi anh\/chi den quay 2, (Bo phan|BP) Mot cua lay ket qua/u);
  assert.match(by('post'), /qua buu dien/u);
  assert.match(by('electronic', 'counter'), /Ban giay lay tai quay 2/u);
});
test('refusal at intake and after appraisal are told apart; quiet events stay quiet', () => {
  const refused = { ground: 'g', legalBasis: 'Luật Hộ tịch 2014 Đ.16', reason: 'Bé đã được khai sinh nơi khác', insteadGo: 'Xin cấp bản sao trích lục' } as const;
  const [intake] = planNotices(event('refused', { ...refused, stage: 'intake' }), state, context, [hoa]);
  const [appraisal] = planNotices(event('refused', { ...refused, stage: 'appraisal' }), state, context, [hoa]);
  assert.equal(intake?.moment, 'not-accepted');
  assert.equal(appraisal?.moment, 'refused');
  assert.match(appraisal?.text ?? '', /Căn cứ: Luật Hộ tịch 2014 Đ\.16/u);
  for (const kind of ['taken', 'moved', 'sent-back', 'result-drafted', 'sign-approved', 'fee-collected', 'supplemented', 'withdrawal-requested'] as const) assert.equal(NOTICED_EVENTS.includes(kind), false, kind);
  for (const kind of ['taken', 'moved', 'result-drafted', 'sign-approved', 'fee-collected'] as const) assert.deepEqual(planNotices(event(kind, {}), state, context, [hoa]), []);
});
test('an English contact reads English with the note that Vietnamese prevails', () => {
  const [email, sms] = planNotices(event('received', { due }), state, context, [{ ...hoa, lang: 'en' }]);
  assert.match(email?.text ?? '', /The result is due before 17:00 13\/2\/2026/u);
  assert.match(email?.text ?? '', /Vietnamese text prevails/u);
  assert.match(sms?.text ?? '', /Application H36\.21-260213-0042/u);
});
test('one person in two roles hears once; nobody to reach is no message', () => {
  const person = { name: 'Nguyễn Thị Hoa', phone: '+84912345678', email: 'hoa@example.vn' };
  assert.equal(planNotices(event('received', { due }), state, context, contactsOf({ owner: person, submitter: { ...person, phone: '0912345678' } })).length, 2);
  assert.deepEqual(contactsOf({ owner: { name: 'Bé An' } }), []);
  assert.deepEqual(planNotices(event('received', { due }), state, context, [{ phone: '02523868888', lang: 'vi' }]), [], 'a landline gets no SMS');
});
test('telephone numbers and addresses', () => {
  for (const typed of ['0912345678', '+84 912 345 678', '84912345678', '0084912345678', '091.234.5678', '(091) 234-5678']) assert.equal(mobileNumber(typed), '84912345678', typed);
  for (const typed of ['02523868888', '01689123456', '091234567', '09123456789', '+1 912 345 678', '0412345678', '', 'abc', '0912345678;0987654321']) assert.equal(mobileNumber(typed), null, typed);
  assert.equal(emailAddress(' a.b+c@Example.COM '), 'a.b+c@example.com');
  for (const typed of ['a@b', 'a b@c.vn', 'a@c.vn\r\nBcc: x@y.vn', 'a@c.vn,b@c.vn', '"x" <a@c.vn>', 'a..b@c.vn', '.a@c.vn', '@c.vn', `${'a'.repeat(250)}@c.vn`, 'a@-c.vn', 'a@c.1']) assert.equal(emailAddress(typed), null, typed);
  assert.equal(maskRecipient('sms', '84912345678'), '8491***678');
  assert.equal(maskRecipient('email', 'hoa@example.vn'), 'h***@example.vn');
});
test('HTML of a letter escapes everything and links only web addresses', () => {
  const html = emailHtml('Chào <b>chị</b>\nXem https://a.vn/h?x=1&y=2.\n\n--\n\njavascript:alert(1)', 'vi');
  assert.match(html, /<p>Chào &lt;b&gt;chị&lt;\/b&gt;<br>Xem <a href="https:\/\/a\.vn\/h\?x=1&amp;y=2">https:\/\/a\.vn\/h\?x=1&amp;y=2<\/a>\.<\/p>\n<hr>/u);
  assert.doesNotMatch(html, /href="javascript/u);
});
test('budgets: one a minute, five an hour, ten a day for a number; the whole site by the hour', () => {
  const now = new Date('2026-02-13T02:00:00Z');
  const ago = (seconds: number): Date => new Date(now.getTime() - seconds * 1000);
  const sms = (recipient: Date[], siteThisHour = 0) => withinBudget(NOTICE_BUDGETS.sms, { recipient, siteThisHour }, now);
  assert.deepEqual(sms([]), { free: true });
  assert.deepEqual(sms([ago(61)]), { free: true });
  assert.deepEqual(sms([ago(20)]), { free: false, budget: 'sms.number.minute', retryAt: new Date(now.getTime() + 40_000) });
  const five = [100, 700, 1300, 1900, 2500].map(ago);
  assert.deepEqual(sms(five), { free: false, budget: 'sms.number.hour', retryAt: new Date(now.getTime() + 1_100_000) });
  const ten = Array.from({ length: 10 }, (_, index) => ago(4000 + index * 1000));
  assert.deepEqual(sms(ten), { free: false, budget: 'sms.number.day', retryAt: new Date(now.getTime() + (86_400 - 13_000) * 1000) });
  assert.deepEqual(sms([], 2000), { free: false, budget: 'sms.site.hour', retryAt: new Date('2026-02-13T03:00:00Z') });
  assert.deepEqual(withinBudget(NOTICE_BUDGETS.email, { recipient: five, siteThisHour: 0 }, now), { free: true });
});
test('retries: 60 s, 5 min, 1 h, 1 day, 2 days, then dead; a wrong number at once', () => {
  const now = new Date('2026-02-13T02:00:00Z');
  const waits = [1, 2, 3, 4, 5].map((failures) => { const next = afterFailure('unreachable', failures, now); return next.state === 'queued' ? (next.at.getTime() - now.getTime()) / 1000 : 0; });
  assert.deepEqual(waits, [...RETRY_AFTER_SECONDS]);
  assert.equal(afterFailure('unreachable', 6, now).state, 'dead');
  assert.equal(afterFailure('recipient-refused', 1, now).state, 'dead');
});
