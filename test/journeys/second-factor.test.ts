import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DEMO_PASSWORD, MONDAY_MORNING, startTestApp, type TestApp } from '../support/app.ts';
import type { Visitor } from '../support/browse.ts';
import { dayBoxes } from '../support/day-boxes.ts';
import { anOfficer, stateOf } from '../support/people.ts';
import { atSignature } from '../support/signing.ts';
import { paperCodes, Telephone } from '../support/telephone.ts';

const SIGN_IN = '/can-bo/dang-nhap';
const SHOW = '/can-bo/dang-nhap/ma';

describe('an officer’s second factor, from the first scan to the lost telephone', () => {
  let app: TestApp;
  before(async () => { app = await startTestApp(); });
  after(() => app.close());
  /** half a minute on, so that the next code has not counted yet */
  const next = (): void => app.clock.forward(30_000);
  const password = async (visitor: Visitor, username: string, address = SIGN_IN): Promise<void> => { await visitor.go(address); await visitor.submit({ username, password: DEMO_PASSWORD }); };
  const sessions = async (username: string): Promise<number> => (await app.database.owner.query("SELECT 1 FROM identity_session s JOIN organisation_officer o ON o.id = s.subject_id WHERE o.username = $1 AND s.ended_at IS NULL", [username])).rowCount ?? 0;
  const signedIn = (visitor: Visitor): boolean => visitor.cookies().has('mc_session');
  /** signed in with the password, then set up on «Tài khoản của tôi» */
  async function withFactor(username: string): Promise<{ readonly visitor: Visitor; readonly telephone: Telephone; readonly paper: readonly string[] }> {
    const visitor = app.visitor(username);
    await password(visitor, username);
    await visitor.go('/can-bo/hai-lop');
    const telephone = Telephone.scan(visitor.page.html);
    await visitor.submit({ code: telephone.code(app.clock.now()), password: DEMO_PASSWORD });
    assert.match(visitor.page.main, /Xác thực hai lớp đã bật/u);
    next();
    return { visitor, telephone, paper: paperCodes(visitor.page.html) };
  }

  test('he sets it up himself: scans, types six digits and the password, gets ten codes for the paper once; other sessions end', async () => {
    const elsewhere = await anOfficer(app, 'thuly.hamliem');
    const visitor = app.visitor('người thụ lý');
    await password(visitor, 'thuly.hamliem');
    await visitor.click('Tài khoản');
    assert.deepEqual([visitor.path, visitor.page.h1], ['/can-bo/tai-khoan', 'Tài khoản của tôi']);
    assert.match(visitor.page.main, /Chưa bật/u);
    await visitor.click('Bật xác thực hai lớp');
    const telephone = Telephone.scan(visitor.page.html);
    assert.match(telephone.label, /^Cổng dịch vụ công.*:thuly\.hamliem$/u);

    await visitor.submit({ code: telephone.wrong(app.clock.now()), password: DEMO_PASSWORD });
    assert.match(visitor.page.errors.join(' '), /chưa khớp với mã vuông/u);
    assert.equal(Telephone.scan(visitor.page.html).secret, telephone.secret, 'the same square code: nothing is to be scanned twice');
    await visitor.submit({ code: telephone.code(app.clock.now()), password: 'sai mật khẩu' });
    assert.match(visitor.page.errors.join(' '), /Mật khẩu đang dùng chưa đúng/u);
    assert.equal((await app.database.owner.query('SELECT 1 FROM organisation_second_factor')).rowCount, 0, 'nothing is kept before');

    const form = visitor.window();
    await visitor.submit({ code: `${telephone.code(app.clock.now()).slice(0, 3)} ${telephone.code(app.clock.now()).slice(3)}`, password: DEMO_PASSWORD });
    const paper = paperCodes(visitor.page.html);
    assert.deepEqual([visitor.page.status, paper.length, new Set(paper).size], [200, 10, 10]);
    assert.equal(visitor.answer.headers.get('cache-control'), 'no-store');
    const kept = await app.database.owner.query<{ secret_sealed: string; all: string }>('SELECT secret_sealed, f::text AS all FROM organisation_second_factor f');
    assert.match(kept.rows[0]?.secret_sealed ?? '', /^k1\.[\w-]{40,}$/u, 'sealed');
    for (const secret of [telephone.secret, ...paper.map((one) => one.replaceAll(' ', ''))]) assert.ok(!kept.rows[0]?.all.includes(secret), 'neither secret nor code stands there');

    await form.submit({ code: telephone.code(app.clock.now()), password: DEMO_PASSWORD, });
    assert.deepEqual([form.path, paperCodes(form.page.html).length], ['/can-bo/tai-khoan', 0], 'pressed a second time: it is on, and the codes are not shown again');
    await visitor.click('Đã cất giấy, tiếp tục');
    assert.match(visitor.page.main, /Đang bật, từ .*còn 10.*Tự bật xác thực hai lớp/su);
    assert.equal((await elsewhere.visitor.go('/ban')).url.pathname, SIGN_IN, 'what the password alone had opened is closed');
  });

  test('signing in: password, then the code; no session before both; blanks are forgiven, a clock half a minute off is, a code that counted is not', async () => {
    const { telephone, visitor: first } = await withFactor('motcua.hamliem');
    await first.submit({}, { form: '/can-bo/dang-xuat' });
    const visitor = app.visitor('đứng đầu Một cửa');
    await password(visitor, 'motcua.hamliem', '/can-bo/dang-nhap?ve=%2Fban%2Fbao-cao');
    assert.deepEqual([visitor.path, visitor.page.h1, signedIn(visitor)], [`${SHOW}?ve=%2Fban%2Fbao-cao`, 'Gõ mã xác thực', false]);
    assert.equal(await sessions('motcua.hamliem'), 0);
    assert.match(visitor.page.html, /<input[^>]*name="code"[^>]*type="text"[^>]*inputmode="numeric"[^>]*autocomplete="one-time-code"/u);
    assert.equal((await visitor.window().go('/ban')).url.pathname, SIGN_IN, 'the password alone opens nothing');
    for (const [typed, words] of [['', /Mã có 6 số/u], ['12345', /Mã có 6 số/u], ['abcdef', /Mã có 6 số/u], [telephone.wrong(app.clock.now()), /Mã chưa đúng/u], [telephone.code(app.clock.now(), -60), /Mã chưa đúng/u], [telephone.code(app.clock.now(), 90), /Mã chưa đúng/u]] as const) {
      await visitor.submit({ code: typed });
      assert.deepEqual([visitor.page.status, signedIn(visitor)], [422, false], typed);
      assert.match(visitor.page.errors.join(' '), words);
    }
    const code = telephone.code(app.clock.now(), 30);
    await visitor.submit({ code: ` ${code.slice(0, 3)} ${code.slice(3)} ` });
    assert.deepEqual([visitor.path, visitor.page.status], ['/ban/bao-cao', 200], 'led to where he wanted to go');
    assert.equal(visitor.cookies().has('mc_half'), false);

    const again = app.visitor('ai thấy mã');
    await password(again, 'motcua.hamliem');
    for (const seen of [code, telephone.code(app.clock.now())]) {
      await again.submit({ code: seen });
      assert.match(again.page.errors.join(' '), /đã dùng rồi/u, 'seen over the shoulder: it counted once, and so did all before it');
    }
    assert.equal(signedIn(again), false);
  });

  test('two with the same code at once: one is let in', async () => {
    const { telephone } = await withFactor('vanthu.hamliem');
    const before = await sessions('vanthu.hamliem');
    const both = [app.visitor('một'), app.visitor('hai'), app.visitor('ba')];
    for (const one of both) await password(one, 'vanthu.hamliem');
    const code = telephone.code(app.clock.now());
    await Promise.all(both.map((one) => one.submit({ code })));
    assert.equal(both.filter(signedIn).length, 1);
    assert.equal(await sessions('vanthu.hamliem'), before + 1);
  });

  test('a button pressed twice is one press: both answers let in, also before an act of weight; the same code from another form does not', async () => {
    const { visitor, telephone } = await withFactor('quantri.lamdong');
    const one = app.visitor('bấm đúp');
    await password(one, 'quantri.lamdong');
    const second = one.window();
    const code = telephone.code(app.clock.now());
    await Promise.all([one.submit({ code }), second.submit({ code })]);
    assert.deepEqual([one.page.status, second.page.status, signedIn(one)], [200, 200, true]);
    app.clock.forward(10_000);
    const lateForm = app.visitor('cùng mã, mẫu khác');
    await password(lateForm, 'quantri.lamdong');
    await lateForm.submit({ code });
    assert.equal(signedIn(lateForm), false);

    app.clock.forward(6 * 60_000);
    await visitor.go('/quan-tri/hai-lop');
    await visitor.submit({}, { form: '/quan-tri/hai-lop' });
    assert.equal(visitor.page.h1, 'Gõ mã xác thực');
    const twin = visitor.window();
    const now = telephone.code(app.clock.now());
    await Promise.all([visitor, twin].map((press) => press.submit({ '_mat-khau': now }, { form: '/quan-tri/hai-lop' })));
    for (const press of [visitor, twin]) assert.match(press.page.main, /Đã lưu/u);
  });

  test('a sign-in half done ends after five minutes; its ticket opens nothing else, and a stranger’s is none', async () => {
    const { telephone } = await withFactor('ketoan.hamliem');
    const visitor = app.visitor('kế toán');
    await password(visitor, 'ketoan.hamliem', '/can-bo/dang-nhap?ve=%2Fban%2Fdoi-soat');
    const ticket = visitor.cookies().get('mc_half') ?? '';
    for (const path of ['/can-bo/hai-lop', '/can-bo/doi-mat-khau', '/can-bo/tai-khoan', '/can-bo/hai-lop/tat', '/can-bo/hai-lop/ma-du-phong']) assert.equal((await visitor.window().go(path)).url.pathname, SIGN_IN, path);
    for (const name of ['mc_change', 'mc_session', 'mc_kept']) {
      const thief = app.visitor('thử vé');
      thief.cookies().set(name, ticket);
      assert.equal((await thief.go('/can-bo/doi-mat-khau')).url.pathname, SIGN_IN, `the ticket as ${name}`);
    }
    app.clock.forward(5 * 60_000);
    await visitor.submit({ code: telephone.code(app.clock.now()) });
    assert.deepEqual([visitor.page.status, signedIn(visitor), visitor.page.h1], [422, false, 'Cán bộ đăng nhập']);
    assert.match(visitor.page.errors.join(' '), /Đã quá 5 phút/u);
    await visitor.submit({ username: 'ketoan.hamliem', password: DEMO_PASSWORD });
    next();
    await visitor.submit({ code: telephone.code(app.clock.now()) });
    assert.equal(visitor.path, '/ban/doi-soat', 'and the page that was asked for is not forgotten');
    const stranger = app.visitor('người lạ');
    assert.equal((await stranger.go(SHOW)).url.pathname, SIGN_IN);
  });

  test('without the telephone: a code of the paper, once; new ones make the old count no more; both ask for password and code', async () => {
    const { visitor, telephone, paper } = await withFactor('thanhtra.hamliem');
    const enter = async (code: string): Promise<boolean> => { const one = app.visitor(); await password(one, 'thanhtra.hamliem'); await one.submit({ code }); return signedIn(one); };
    assert.equal(await enter(paper[3] ?? ''), true);
    assert.equal(await enter(paper[3] ?? ''), false, 'each counts once');
    await visitor.go('/can-bo/tai-khoan');
    assert.match(visitor.page.main, /còn 9.*Dùng một mã dự phòng/su);
    await visitor.click('Lấy mã dự phòng mới');
    await visitor.submit({ password: 'sai', code: paper[0] ?? '' });
    assert.match(visitor.page.errors.join(' '), /Mật khẩu đang dùng chưa đúng/u);
    await visitor.submit({ password: DEMO_PASSWORD, code: telephone.wrong(app.clock.now()) });
    assert.match(visitor.page.errors.join(' '), /Mã chưa đúng/u);
    await visitor.submit({ password: DEMO_PASSWORD, code: paper[0] ?? '' });
    const fresh = paperCodes(visitor.page.html);
    assert.equal(fresh.length, 10);
    assert.equal(fresh.some((one) => paper.includes(one)), false);
    assert.equal(await enter(paper[1] ?? ''), false, 'the old set is gone');
    assert.equal(await enter(fresh[9] ?? ''), true);
    await visitor.go('/can-bo/hai-lop/tat');
    await visitor.submit({ password: DEMO_PASSWORD, code: telephone.code(app.clock.now()) });
    assert.deepEqual([visitor.path, /Chưa bật/u.test(visitor.page.main)], ['/can-bo/tai-khoan', true]);
    assert.deepEqual((await app.database.owner.query("SELECT secret_sealed, cardinality(recovery) AS left FROM organisation_second_factor f JOIN organisation_officer o ON o.id = f.officer_id WHERE username = 'thanhtra.hamliem'")).rows, [{ secret_sealed: null, left: 0 }]);
    const plain = app.visitor('chỉ mật khẩu');
    await password(plain, 'thanhtra.hamliem');
    assert.equal(signedIn(plain), true);
  });

  test('another telephone: the old one’s code, the new one’s and the password; then only the new one counts', async () => {
    const { visitor, telephone, paper } = await withFactor('phochutich.hamliem');
    await visitor.go('/can-bo/hai-lop');
    assert.equal(visitor.page.h1, 'Đổi điện thoại');
    const fresh = Telephone.scan(visitor.page.html);
    assert.notEqual(fresh.secret, telephone.secret);
    await visitor.submit({ code: fresh.code(app.clock.now()), password: DEMO_PASSWORD, present: fresh.code(app.clock.now()) });
    assert.match(visitor.page.errors.join(' '), /Mã chưa đúng/u);
    // Whoever leaves the old telephone's box out of the form changes nothing.
    const token = String(visitor.page.shown('_csrf'));
    await visitor.window().post('/can-bo/hai-lop', new URLSearchParams({ _csrf: token, proposed: String(visitor.page.shown('proposed')), code: fresh.code(app.clock.now()), password: DEMO_PASSWORD }));
    await visitor.submit({ code: fresh.code(app.clock.now()), password: DEMO_PASSWORD, present: telephone.code(app.clock.now()) });
    assert.equal(paperCodes(visitor.page.html).length, 10);
    next();
    const enter = async (code: string): Promise<boolean> => { const one = app.visitor(); await password(one, 'phochutich.hamliem'); await one.submit({ code }); return signedIn(one); };
    assert.deepEqual([await enter(telephone.code(app.clock.now())), await enter(paper[0] ?? ''), await enter(fresh.code(app.clock.now()))], [false, false, true]);
  });

  test('before an act of weight the code is asked in place of the password, and the act goes on', async () => {
    const { visitor, telephone } = await withFactor('quantri.hamliem');
    const { officerId } = await anOfficer(app, 'tiepnhan.hamliem');
    app.clock.forward(6 * 60_000);
    await visitor.go(`/quan-tri/can-bo/${officerId}`);
    await visitor.submit({}, { form: '/mat-khau' });
    assert.deepEqual([visitor.page.status, visitor.page.h1], [403, 'Gõ mã xác thực']);
    assert.match(visitor.page.html, /name="_mat-khau"[^>]*inputmode="numeric"[^>]*autocomplete="one-time-code"/u);
    await visitor.submit({ '_mat-khau': DEMO_PASSWORD }, { form: '/mat-khau' });
    assert.deepEqual([visitor.page.status, visitor.page.html.includes(DEMO_PASSWORD)], [400, false], 'the password alone is no answer any more');
    const code = telephone.code(app.clock.now());
    await visitor.submit({ '_mat-khau': code }, { form: '/mat-khau' });
    assert.match(visitor.page.main, /Mật khẩu dùng một lần/u);
    app.clock.forward(5 * 60_000 + 1_000);
    await visitor.go('/quan-tri/hai-lop');
    await visitor.submit({}, { form: '/quan-tri/hai-lop' });
    await visitor.submit({ '_mat-khau': code }, { form: '/quan-tri/hai-lop' });
    assert.equal(visitor.page.status, 400, 'nor is a code of before');
    await visitor.submit({ '_mat-khau': telephone.code(app.clock.now()) }, { form: '/quan-tri/hai-lop' });
    assert.match(visitor.page.main, /Đã lưu/u);
  });

  test('a signature: the page asks for the code in place of the password, and the signer signs with it', async () => {
    const { visitor, telephone } = await withFactor('lanhdao.hamliem');
    const id = await atSignature(app);
    app.clock.forward(6 * 60_000);
    await visitor.go(`/ban/ho-so/${id}`);
    assert.match(visitor.page.html, /<input[^>]*name="mat-khau"[^>]*type="text"[^>]*inputmode="numeric"[^>]*autocomplete="one-time-code"/u);
    for (const [typed, words] of [['', /Chưa gõ mã/u], [DEMO_PASSWORD, /Mã chưa đúng/u]] as const) {
      await visitor.submit({ 'mat-khau': typed }, { form: '/ky' });
      assert.deepEqual([visitor.page.status, visitor.page.html.includes(DEMO_PASSWORD)], [400, false]);
      assert.match(visitor.page.errors.join(' '), words);
    }
    assert.equal((await stateOf(app, id)).approved, null);
    await visitor.submit({ 'mat-khau': telephone.code(app.clock.now()) }, { form: '/ky' });
    assert.equal((await stateOf(app, id)).approved?.signerName, 'Lãnh đạo Hàm Liêm – demo');
    const second = await atSignature(app);
    app.clock.forward(6 * 60_000);
    await visitor.go('/ban/ky');
    await visitor.submit({ chon: second });
    await visitor.submit({ 'mat-khau': telephone.wrong(app.clock.now()) });
    assert.equal((await stateOf(app, second)).approved, null);
    await visitor.submit({ 'mat-khau': telephone.code(app.clock.now()) });
    assert.notEqual((await stateOf(app, second)).approved, null, 'so does a whole list');
    await visitor.go('/can-bo/hai-lop/tat');
    next();
    await visitor.submit({ password: DEMO_PASSWORD, code: telephone.code(app.clock.now()) });
  });

  test('the agency requires it: who has none sets it up before anything else, and cannot turn it off while it is required', async () => {
    const admin = await anOfficer(app, 'quantri.thanhha');
    await admin.visitor.go('/quan-tri/can-bo');
    await admin.visitor.click('Xác thực hai lớp');
    assert.match(admin.visitor.page.main, /1\/1 người giữ việc này chưa bật/u);
    await admin.visitor.submit({ ...dayBoxes('leader', '2026-03-01' as never) });
    assert.match(admin.visitor.page.errors.join(' '), /Ngày này đã qua/u);
    await admin.visitor.submit({ ...dayBoxes('leader', '2026-03-03' as never) });
    assert.match(admin.visitor.page.main, /Đã lưu/u);
    const today = app.visitor('lãnh đạo hôm nay');
    await password(today, 'lanhdao.thanhha');
    assert.equal(signedIn(today), true, 'not before its day');
    app.clock.set('2026-03-03T08:00:00+07:00');
    const visitor = app.visitor('lãnh đạo');
    await password(visitor, 'lanhdao.thanhha', '/can-bo/dang-nhap?ve=%2Fban%2Fky');
    assert.deepEqual([visitor.path, visitor.page.h1, signedIn(visitor)], ['/can-bo/hai-lop', 'Bật xác thực hai lớp', false]);
    assert.match(visitor.page.main, /Đơn vị yêu cầu xác thực hai lớp cho việc anh\/chị đang giữ, từ ngày 3\/3\/2026/u);
    assert.equal((await visitor.window().go('/ban')).url.pathname, SIGN_IN, 'nothing else is open');
    const telephone = Telephone.scan(visitor.page.html);
    await visitor.submit({ code: telephone.code(app.clock.now()) });
    assert.equal(paperCodes(visitor.page.html).length, 10);
    assert.equal(signedIn(visitor), true);
    await visitor.click('Đã cất giấy, tiếp tục');
    assert.equal(visitor.path, '/ban/ky', 'and on to where he wanted to go');
    assert.equal((await today.go('/ban')).url.pathname, SIGN_IN, 'what the password alone had opened is closed');
    await visitor.go('/can-bo/tai-khoan');
    assert.ok(!visitor.page.links.some((one) => one.words === 'Tắt xác thực hai lớp'));
    await visitor.go('/can-bo/hai-lop/tat');
    next();
    await visitor.submit({ password: DEMO_PASSWORD, code: telephone.code(app.clock.now()) });
    assert.match(visitor.page.main, /Đang bật/u);
    const reception = app.visitor('tiếp nhận');
    await password(reception, 'tiepnhan.thanhha');
    assert.equal(signedIn(reception), true, 'other work is not asked');
    const neighbour = app.visitor('lãnh đạo xã bên');
    await password(neighbour, 'lanhdao.hamliem');
    assert.equal(signedIn(neighbour), true, 'nor is the neighbour');
    app.clock.set(MONDAY_MORNING);
  });

  test('lost telephone and paper: the administrator takes it off after the password, it is written down, the officer sees it', async () => {
    const { visitor } = await withFactor('buudien.thanhha');
    const { officerId } = await anOfficer(app, 'buudien.thanhha');
    const admin = await anOfficer(app, 'quantri.thanhha');
    app.clock.forward(6 * 60_000);
    await admin.visitor.go(`/quan-tri/can-bo/${officerId}`);
    await admin.visitor.submit({}, { button: 'Gỡ xác thực hai lớp' });
    assert.equal(admin.visitor.page.h1, 'Gõ lại mật khẩu');
    await admin.visitor.submit({ '_mat-khau': DEMO_PASSWORD });
    assert.match(admin.visitor.page.main, /chưa bật.*Gỡ xác thực hai lớp.*quản trị.*Thanh Hà/isu);
    assert.deepEqual((await app.database.owner.query("SELECT o.username, c.detail FROM organisation_change c JOIN organisation_officer o ON o.id = c.by_officer WHERE c.officer_id = $1 AND what = 'second-factor.remove'", [officerId])).rows, [{ username: 'quantri.thanhha', detail: { codesLeft: 0 } }]);
    assert.equal((await visitor.go('/ban/khai-giup')).url.pathname, SIGN_IN, 'whoever holds the telephone is out');
    await password(visitor, 'buudien.thanhha');
    assert.equal(signedIn(visitor), true);
    await visitor.go('/can-bo/tai-khoan');
    assert.match(visitor.page.main, /Gỡ xác thực hai lớp/u);
    const other = await anOfficer(app, 'quantri.hamliem');
    assert.equal((await other.visitor.fetch(`${app.url}/quan-tri/can-bo/${officerId}/go-hai-lop`, 'POST', new URLSearchParams({ _csrf: other.csrf }))).status, 404, 'another commune’s officer does not exist for him');
  });

  test('after a password reset: the code comes first, then the new password, then the session', async () => {
    const { telephone } = await withFactor('tinhnguyen.hamliem');
    const { officerId } = await anOfficer(app, 'tinhnguyen.hamliem');
    const admin = await anOfficer(app, 'quantri.lamdong');
    await admin.visitor.go(`/quan-tri/can-bo/${officerId}`);
    await admin.visitor.submit({}, { form: '/mat-khau' });
    const once = /mc-code">([^<]+)</u.exec(admin.visitor.page.html)?.[1] ?? '';
    const visitor = app.visitor('tình nguyện');
    await visitor.go(SIGN_IN);
    await visitor.submit({ username: 'tinhnguyen.hamliem', password: once });
    assert.equal(visitor.page.h1, 'Gõ mã xác thực');
    assert.equal((await visitor.window().go('/can-bo/doi-mat-khau')).url.pathname, SIGN_IN, 'the one-time password alone sets no new one');
    await visitor.submit({ code: telephone.code(app.clock.now()) });
    assert.deepEqual([visitor.path, signedIn(visitor)], ['/can-bo/doi-mat-khau', false]);
    await visitor.submit({ wanted: 'con trâu già gặm cỏ', again: 'con trâu già gặm cỏ' });
    assert.equal(signedIn(visitor), true, 'and the code is not asked twice');
  });
});
