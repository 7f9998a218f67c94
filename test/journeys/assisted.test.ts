import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { submitDraft } from '../../src/modules/dossier/index.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { Visitor } from '../support/browse.ts';
import { proofRead } from '../../src/adapters/pdf-typst/proof-reading.ts';
import { aDraft, anOfficer } from '../support/people.ts';
import { signInOfficer } from './run-journey.ts';

const PHONE = '0900000001';

describe('row 13: somebody files for a person, under the helper’s own name, with the person’s consent', () => {
  let app: TestApp;
  let helper: Visitor;
  before(async () => {
    app = await startTestApp({ at: '2026-03-02T08:30:00+07:00', simulators: true });
    helper = app.visitor('Tú');
    await signInOfficer(helper, 'tinhnguyen.hamliem');
  });
  after(() => app.close());
  const smsTo = (number: string): string[] => (app.sms?.messages() ?? []).filter((message) => message.to.endsWith(number.slice(1))).map((message) => message.text);
  const codeIn = (text: string | undefined): string => /Ma (\d{6})/u.exec(text ?? '')?.[1] ?? assert.fail(`a code in «${text}»`);
  /** A birth, everything answered, in the helper's hands. */
  const ready = async (phone: string): Promise<string> => {
    const draft = await aDraft(app, await anOfficer(app, 'tinhnguyen.hamliem'), { phone });
    await helper.go(`/nhap/${draft}/kiem-tra`);
    return draft;
  };
  const ask = async (draft: string, phone: string): Promise<string> => {
    await helper.go(`/nhap/${draft}/dong-y`);
    await helper.submit({}, { form: '/dong-y/gui' });
    assert.equal(helper.page.status, 200, helper.page.errors.join());
    await app.drainJobs();
    return codeIn(smsTo(phone).at(-1));
  };
  const forward = (seconds: number): void => app.clock.forward(seconds * 1000);

  test('a helper lands where helpers work, sees nothing of the office, and begins from a procedure', async () => {
    assert.equal(helper.path, '/ban/khai-giup');
    for (const path of ['/ban/tim', '/ban/tiep-nhan', '/ban/bao-cao', '/quan-tri/co-quan']) { await helper.go(path); assert.equal(helper.page.status, 403, path); }
    await helper.go('/khai/trich-luc');
    assert.match(helper.page.h1, /Kiểm tra nhanh/u);
    await helper.submit({ qRegistered: 'viet-nam', qFor: 'minh' });
    await helper.click('Bắt đầu khai');
    assert.match(helper.page.h1, /^Khai giúp: /u);
    await helper.submit({}, { button: 'Bắt đầu khai giúp' });
    assert.match(helper.path, /\/nhap\/[0-9a-f-]{36}\/xac-nhan$/u);
    assert.match(helper.page.text, /Đang khai giúp người dân · người giúp: Tình nguyện viên Hàm Liêm/u);
    assert.equal(helper.page.h1, 'Người dân là ai');
    assert.doesNotMatch(helper.page.html, /dang-nhap\/vneid|autocomplete="(?:name|tel|bday)/u, 'nothing of the helper’s own gets in');
    await helper.submit({ ten: 'Nguyễn Thị Sáu', 'can-cuoc': '060155900003', 'ngay-sinh.day': '1', 'ngay-sinh.month': '2', 'ngay-sinh.year': '1955', 'dien-thoai': PHONE }, { form: '/xac-nhan' });
    assert.equal(helper.page.shown('HoVaTenC'), 'Nguyễn Thị Sáu');
    const draft = /\/nhap\/([0-9a-f-]{36})/u.exec(helper.path)?.[1] ?? assert.fail();
    await helper.go(`/nhap/${draft}/dong-y`);
    await helper.submit({}, { form: '/dong-y/gui' });
    assert.match(helper.path, /kiem-tra$/u, 'nobody agrees to half a dossier');
    await helper.go('/ban/khai-giup');
    assert.match(helper.page.text, /Đang khai dở/u);
    for (const other of ['tiepnhan.hamliem', 'tinhnguyen.hamliem'].slice(0, 1)) { const visitor = app.visitor(); await signInOfficer(visitor, other); await visitor.go(`/nhap/${draft}/kiem-tra`); assert.equal(visitor.page.status, 404, 'another helper’s draft does not exist'); }
  });

  test('the person reads the code aloud; the dossier is the person’s, marked for ever, on the slip, and counted as assisted', async () => {
    const draft = await ready(PHONE);
    assert.doesNotMatch(helper.page.html, /action="[^"]*\/nop"/u, 'no way to submit without consent');
    await helper.click('Hỏi người dân có đồng ý không');
    for (const words of [/Tình nguyện viên Hàm Liêm/u, /không đồng ý/u, /Ủy ban nhân dân xã Hàm Liêm/u]) assert.match(helper.page.text, words);
    const code = await ask(draft, PHONE);
    assert.doesNotMatch(helper.page.html, new RegExp(code, 'u'), 'the helper’s screen does not know the code');
    assert.match(helper.page.text, /Đã gửi mã đến số …001/u);
    await helper.submit({ ma: '12345' }, { button: /đồng ý: nộp/u });
    assert.ok(helper.page.errors.some((one) => /6 chữ số/u.test(one)));
    const wrong = code === '111111' ? '222222' : '111111';
    await helper.submit({ ma: wrong }, { button: /đồng ý: nộp/u });
    assert.ok(helper.page.errors.some((one) => /còn 3 lần/u.test(one)), helper.page.errors.join());
    await helper.submit({ ma: `${code.slice(0, 3)} ${code.slice(3)}` }, { button: /đồng ý: nộp/u });
    assert.equal(helper.path, `/ban/khai-giup/xong/${draft}`);
    assert.match(helper.page.text, /T-\S+/u);
    assert.doesNotMatch(helper.page.text, /Nguyễn Thị Hoa|Trần Minh An/u, 'what was done, not whose');

    const stored = await app.core.dossier.store.find({ kind: 'guest', guestKey: app.core.dossier.assist.keyOf(draft) }, (await app.database.owner.query<{ dossier_id: string }>('SELECT dossier_id FROM dossier_draft WHERE id = $1', [draft])).rows[0]?.dossier_id ?? '');
    assert.ok(stored);
    assert.deepEqual([stored.state.channel, stored.state.filedBy, stored.state.assisted?.helperName, stored.state.assisted?.consent.textVersion], ['assisted', 'helper', 'Tình nguyện viên Hàm Liêm – demo', 1]);
    assert.deepEqual([stored.events[0]?.by.kind, stored.events[0]?.by.onBehalfOf], ['officer', 'owner']);

    await helper.go(`/nhap/${draft}/kiem-tra`);
    assert.equal(helper.page.status, 404, 'the helper’s part is over');
    await helper.go(`/ho-so/${stored.id}`);
    assert.equal(helper.page.status, 403);

    // one message a minute to one number
    forward(61);
    await app.drainJobs();
    const text = smsTo(PHONE).at(-1) ?? '';
    assert.ok(text.length <= 160 && text.includes(stored.state.reference), text);
    const link = /\/giup\/[0-9A-Z]{16}/u.exec(text)?.[0] ?? assert.fail(text);
    const person = app.visitor('bà Sáu');
    await person.go(link);
    await person.submit({}, { form: link });
    assert.equal(person.path, `/ho-so/${stored.id}`);
    assert.match(person.page.text, /Nộp giúp: Tình nguyện viên Hàm Liêm – demo, Tổ công nghệ số cộng đồng thôn 3/u);
    const paper = person.page.links.find((one) => one.href.startsWith('/tep/') && /xác nhận/iu.test(one.words)) ?? assert.fail(person.page.main);
    assert.match(proofRead((await person.fetch(new URL(paper.href, app.url).href)).bytes).text, /Người làm thay: Tình nguyện viên Hàm Liêm – demo/u);
    await person.submit({ 'ly-do': 'Tôi không nhờ' }, { form: '/rut' });
    assert.equal(person.page.status, 200);
    const stranger = app.visitor();
    await stranger.go('/giup/0000000000000000');
    await stranger.submit({}, { form: '/giup/0000000000000000' });
    assert.equal(stranger.page.status, 404);
    const facts = (await app.database.owner.query<{ channel: string; filed_by: string }>('SELECT channel, filed_by FROM report_dossier_fact WHERE dossier_id = $1', [stored.id])).rows[0];
    assert.deepEqual(facts, { channel: 'assisted', filed_by: 'helper' });
  });

  test('an officer of the counter helps at home in the same way, under her own name', async () => {
    forward(120);
    const officer = await anOfficer(app, 'tiepnhan.hamliem');
    await officer.visitor.go('/ban/khai-giup/khai-sinh');
    assert.match(officer.visitor.page.h1, /^Khai giúp: /u);
    const draft = await aDraft(app, officer, { phone: '0900000016' });
    await officer.visitor.go(`/nhap/${draft}/dong-y`);
    assert.match(officer.visitor.page.text, /Tôi là Tiếp nhận Hàm Liêm – demo/u);
    await officer.visitor.submit({}, { form: '/dong-y/gui' });
    await app.drainJobs();
    await officer.visitor.submit({ ma: codeIn(smsTo('0900000016').at(-1)) }, { button: /đồng ý: nộp/u });
    assert.equal(officer.visitor.path, `/ban/khai-giup/xong/${draft}`);
    const { rows: [filed] } = await app.database.owner.query<{ channel: string; by: string }>("SELECT d.channel, e.body::jsonb -> 'data' -> 'assisted' ->> 'helperName' AS by FROM dossier d JOIN dossier_event e ON e.dossier_id = d.id AND e.seq = 1 WHERE d.id = (SELECT dossier_id FROM dossier_draft WHERE id = $1)", [draft]);
    assert.deepEqual(filed, { channel: 'assisted', by: 'Tiếp nhận Hàm Liêm – demo' });
  });

  test('a code is good for this content, five tries and ten minutes; a changed draft asks again', async () => {
    forward(120);
    const draft = await ready('0900000012');
    const code = await ask(draft, '0900000012');
    await helper.submit({}, { form: '/dong-y/gui' });
    assert.ok(helper.page.errors.some((one) => /Chờ \d+ giây/u.test(one)));
    await helper.go(`/nhap/${draft}/nhan-ket-qua`);
    await helper.submit({ 'cach-nhan': 'counter', 'dien-thoai': '0900000012' });
    await helper.go(`/nhap/${draft}/dong-y`);
    assert.match(helper.page.text, /Nội dung đã đổi/u);
    await helper.post(`/nhap/${draft}/dong-y`, new URLSearchParams({ _csrf: String(helper.page.shown('_csrf')), ma: code }));
    assert.equal(helper.page.status, 400);
    assert.ok(helper.page.errors.some((one) => /đã đổi/u.test(one)));
    forward(61);
    const second = await ask(draft, '0900000012');
    const wrong = second === '111111' ? '222222' : '111111';
    for (let n = 0; n < 5; n++) await helper.submit({ ma: wrong }, { button: /đồng ý: nộp/u });
    assert.ok(helper.page.errors.some((one) => /sai 5 lần/u.test(one)), helper.page.errors.join());
    await helper.submit({ ma: second }, { button: /đồng ý: nộp/u });
    assert.equal(helper.page.status, 400, 'the right code comes too late');
    forward(61);
    const third = await ask(draft, '0900000012');
    forward(601);
    await helper.post(`/nhap/${draft}/dong-y`, new URLSearchParams({ _csrf: String(helper.page.shown('_csrf')), ma: third }));
    assert.ok(helper.page.errors.some((one) => /quá 10 phút/u.test(one)), helper.page.errors.join());
    await helper.post(`/nhap/${draft}/nop`, new URLSearchParams({ _csrf: String(helper.page.shown('_csrf')), 'cam-doan': 'co' }));
    assert.match(helper.path, /dong-y$/u, 'and nothing is submitted without it');
    assert.equal((await app.database.owner.query('SELECT dossier_id FROM dossier_draft WHERE id = $1', [draft])).rows[0].dossier_id, null);
  });

  test('«không đồng ý»: everything entered is gone at once', async () => {
    forward(700);
    const draft = await ready('0900000013');
    const files = async (): Promise<number> => (await app.database.owner.query('SELECT 1 FROM document_file WHERE draft_id = $1', [draft])).rows.length;
    assert.equal(await files(), 1);
    await ask(draft, '0900000013');
    await helper.submit({}, { form: '/dong-y/khong' });
    assert.match(helper.page.h1, /Đã xóa, không nộp gì/u);
    assert.equal(await files(), 0);
    for (const table of ['dossier_draft WHERE id', 'dossier_consent WHERE draft_id']) assert.equal((await app.database.owner.query(`SELECT 1 FROM ${table} = $1`, [draft])).rows.length, 0);
    await helper.go(`/nhap/${draft}/dong-y`);
    assert.equal(helper.page.status, 404);
  });

  test('the process ended between consent and submission: the consent stands, the helper submits once more, there is one dossier', async () => {
    forward(700);
    const draft = await ready('0900000014');
    const code = await ask(draft, '0900000014');
    const someone = await anOfficer(app, 'tinhnguyen.hamliem');
    const key = app.core.dossier.assist.keyOf(draft);
    // What the handler does first, committed; then nothing more of it.
    const consent = await app.core.dossier.consents.find(key, draft);
    assert.ok(consent && app.core.dossier.assist.codeOf(draft, consent.contentHash, consent.sends) === code);
    assert.ok(await app.core.dossier.consents.agree(key, draft, consent.contentHash, app.clock.now()));
    await helper.go(`/nhap/${draft}/dong-y`);
    assert.match(helper.page.text, /Người dân đã đồng ý lúc .*chưa nộp/u);
    await helper.submit({}, { button: 'Nộp hồ sơ' });
    assert.equal(helper.path, `/ban/khai-giup/xong/${draft}`);
    const again = await submitDraft(app.core.dossier, { scope: { kind: 'guest', guestKey: key }, actor: someone.actor, draftId: draft, key: null, at: app.clock.now() });
    assert.ok(!again.ok && again.refusal.kind === 'already-submitted');
  });
});
