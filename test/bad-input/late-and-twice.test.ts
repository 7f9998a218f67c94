import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { signInCitizen } from '../journeys/run-journey.ts';
import { askSupplement, labels, personalOf } from '../../src/modules/dossier/index.ts';
import { itemsToJudge } from '../../src/modules/dossier/domain/index.ts';
import { DEMO_PASSWORD, startTestApp, type TestApp } from '../support/app.ts';
import { multipartBody, type Visitor } from '../support/browse.ts';
import { aDossier, aDraft, aGuest, anOfficer, BIRTH_ANSWERS, openSession, stateOf, type Someone } from '../support/people.ts';
import { pdf } from '../../fixtures/files/make-files.ts';
import { noFault } from './answers.ts';

/** Reception asks once more for the paper of the birth and for the child's name. */
async function askedFor(app: TestApp, id: string): Promise<void> {
  const reception = await anOfficer(app, 'tiepnhan.hamliem');
  const loaded = (await app.core.dossier.store.find(reception.scope, id)) ?? assert.fail();
  const content = (await app.core.dossier.procedures.version(loaded.state.version)) ?? assert.fail();
  const wrong = ['giay-chung-sinh', 'childName'];
  const verdicts = itemsToJudge(content, loaded.state, personalOf(loaded.events).answers, labels(content)).map((item) => (wrong.includes(item.key) ? { item, verdict: 'wrong' as const, reason: 'mờ' } : { item, verdict: 'ok' as const }));
  const outcome = await askSupplement(app.core.dossier, { scope: reception.scope, actor: reception.actor, id, at: app.clock.now(), key: null, route: 'test', body: {} }, { verdicts });
  assert.ok(outcome.ok, JSON.stringify(outcome));
}

/** The right words at the wrong moment: too late, on two devices, five times over. */
describe('late, twice, five times', () => {
  let app: TestApp;
  before(async () => { app = await startTestApp({ simulators: true }); });
  after(() => app.close());
  const draftOf = async (someone: Someone, id: string) => (await app.core.dossier.drafts.find(someone.scope, id)) ?? assert.fail('the draft is there');

  /** Somebody signed in by the identity provider, and the id of the citizen. */
  async function signedIn(name = 'demo-hoa', device = 'mẹ'): Promise<Someone> {
    const visitor = app.visitor(device);
    app.clock.forward(1_000);
    await visitor.go('/');
    await signInCitizen(app, visitor, name);
    const citizen = (await app.database.owner.query<{ id: string }>('SELECT subject_id AS id FROM identity_session WHERE kind = $1 ORDER BY created_at DESC LIMIT 1', ['citizen'])).rows[0]?.id ?? assert.fail();
    return { visitor, scope: { kind: 'citizen', citizenId: citizen }, actor: { kind: 'citizen', citizenId: citizen, name: 'Nguyễn Thị Hoa', assurance: 'level-2' }, csrf: String(visitor.page.form({ form: '/dang-xuat' }).shown('_csrf')) };
  }

  test('expired session in mid-form: what was typed is kept, and comes back after sign-in', async () => {
    const mother = await signedIn();
    const { visitor } = mother;
    const id = await aDraft(app, mother, { paper: 'none' });
    await visitor.go(`/nhap/${id}/cau/be`);
    app.clock.forward(13 * 3_600_000);
    await visitor.submit({ childName: 'Trần Minh Khôi Nguyên', childSex: '2' });
    assert.equal(visitor.page.status, 200);
    assert.match(visitor.path, /^\/dang-nhap\?/u, 'she is asked to sign in again');
    assert.equal((await draftOf(mother, id)).content.answers['childName'], 'Trần Minh An', 'nothing was saved in nobody’s name');
    await signInCitizen(app, visitor, 'demo-hoa');
    assert.equal(visitor.path, `/nhap/${id}/cau/be`, 'and is back on the very page');
    assert.match(visitor.page.main, /Phiên đăng nhập đã hết khi anh\/chị đang khai\. Những gì vừa gõ vẫn còn ở dưới; xem lại rồi bấm «Tiếp tục»/u);
    assert.equal(visitor.page.shown('childName'), 'Trần Minh Khôi Nguyên');
    assert.equal(visitor.page.shown('childSex'), '2');
    await visitor.submit();
    assert.equal((await draftOf(mother, id)).content.answers['childName'], 'Trần Minh Khôi Nguyên');
    await visitor.go(`/nhap/${id}/cau/be`);
    assert.doesNotMatch(visitor.page.main, /Phiên đăng nhập đã hết/u, 'it is told once');
  });
  test('expired session in mid-form: somebody else who signs in on that device sees nothing of it', async () => {
    const mother = await signedIn('demo-hoa', 'máy chung');
    const { visitor } = mother;
    const id = await aDraft(app, mother, { paper: 'none' });
    await visitor.go(`/nhap/${id}/cau/be`);
    app.clock.forward(13 * 3_600_000);
    await visitor.submit({ childName: 'Chỉ mẹ biết' });
    await signInCitizen(app, visitor, 'demo-binh');
    assert.equal(visitor.page.status, 404);
    assert.ok(!visitor.page.html.includes('Chỉ mẹ biết'));
  });
  describe('expired session, of a form with files', () => {
    const PAPER = 'giay.giay-chung-sinh';
    const front = { name: 'mặt trước.pdf', type: 'application/pdf', bytes: pdf({ pages: 2 }) };
    /** Her draft was open at the papers when the session ended. */
    async function overNight(mother: Someone): Promise<string> {
      const id = await aDraft(app, mother, { paper: 'none' });
      await mother.visitor.go(`/nhap/${id}/giay-to`);
      app.clock.forward(13 * 3_600_000);
      return id;
    }
    const filesOf = async (draft: string): Promise<number> => (await app.database.owner.query<{ n: number }>('SELECT count(*)::int AS n FROM document_file WHERE draft_id = $1', [draft])).rows[0]?.n ?? 0;

    test('papers: the file that was sent is there after signing in, and goes on by one press', async () => {
      const mother = await signedIn();
      const { visitor } = mother;
      const id = await overNight(mother);
      await visitor.submit({ [PAPER]: [front, { name: 'trống.pdf', type: 'application/pdf', bytes: Buffer.alloc(0) }] }, { button: 'tiep' });
      assert.match(visitor.path, /^\/dang-nhap\?/u, 'she is asked to sign in again');
      assert.equal(await filesOf(id), 0, 'nothing came into her draft in nobody’s name');
      await signInCitizen(app, visitor, 'demo-hoa');
      assert.equal(visitor.path, `/nhap/${id}/giay-to`);
      noFault(visitor.page);
      assert.match(visitor.page.main, /Phiên đăng nhập đã hết khi anh\/chị đang gửi\. 1 tệp vừa gửi vẫn còn ở dưới, chưa phải nộp lại; xem lại rồi bấm «Tiếp tục»/u);
      assert.match(visitor.page.main, /trống\.pdf: /u, 'the one that could not be taken is named');
      assert.match(visitor.page.main, /Xã đã nhận 1 trang[\s\S]*mặt trước\.pdf/u);
      await visitor.submit({}, { button: 'tiep' });
      assert.equal(visitor.page.status, 200, visitor.page.errors.join());
      assert.notEqual(visitor.path, `/nhap/${id}/giay-to`);
      assert.equal(await filesOf(id), 1);
      await visitor.go(`/nhap/${id}/giay-to`);
      assert.doesNotMatch(visitor.page.main, /Phiên đăng nhập đã hết/u, 'it is told once');
      assert.match(visitor.page.main, /Xã đã nhận 1 trang/u);
    });
    test('papers: what was kept can be taken out again, and the same page sent once more stands there once', async () => {
      const mother = await signedIn();
      const { visitor } = mother;
      const id = await overNight(mother);
      await visitor.submit({ [PAPER]: front }, { button: 'gui' });
      await signInCitizen(app, visitor, 'demo-hoa');
      await visitor.submit({ [PAPER]: front }, { button: 'gui' });
      assert.match(visitor.page.main, /Xã đã nhận 1 trang/u);
      assert.equal(await filesOf(id), 1);
    });
    test('papers: somebody else who signs in on that device sees nothing of it', async () => {
      const mother = await signedIn('demo-hoa', 'máy chung');
      const { visitor } = mother;
      await overNight(mother);
      await visitor.submit({ [PAPER]: front }, { button: 'gui' });
      await signInCitizen(app, visitor, 'demo-binh');
      assert.equal(visitor.page.status, 404);
      assert.ok(!visitor.page.html.includes('mặt trước'));
    });
    test('supplement: what was typed and the file are there after signing in', async () => {
      const mother = await signedIn();
      const { visitor } = mother;
      const id = await aDossier(app, mother);
      await askedFor(app, id);
      await visitor.go(`/ho-so/${id}/bo-sung`);
      app.clock.forward(13 * 3_600_000);
      await visitor.submit({ [PAPER]: front, childName: 'Trần Minh Khôi Nguyên' }, { button: 'nop' });
      assert.match(visitor.path, /^\/dang-nhap\?/u);
      await signInCitizen(app, visitor, 'demo-hoa');
      assert.equal(visitor.path, `/ho-so/${id}/bo-sung`);
      noFault(visitor.page);
      assert.match(visitor.page.main, /1 tệp vừa gửi vẫn còn ở dưới, chưa phải nộp lại; xem lại rồi bấm «Gửi hết cho xã»/u);
      assert.equal(visitor.page.shown('childName'), 'Trần Minh Khôi Nguyên');
      await visitor.submit({}, { button: 'nop' });
      assert.equal(visitor.page.status, 200, visitor.page.errors.join());
      assert.equal(visitor.path, `/ho-so/${id}`);
      assert.equal((await stateOf(app, id)).openSupplement, null);
    });
    test('a page of one’s own after the session has ended: the way back is signing in, not «there is no such page»', async () => {
      const mother = await signedIn();
      const { visitor } = mother;
      const id = await overNight(mother);
      await visitor.go(`/nhap/${id}/kiem-tra`);
      assert.match(visitor.path, /^\/dang-nhap\?ve=/u);
      await visitor.go(`/nhap/${id}/kiem-tra`);
      assert.equal(visitor.page.status, 404);
      await visitor.click('đăng nhập lại để mở');
      await signInCitizen(app, visitor, 'demo-hoa');
      assert.equal(visitor.path, `/nhap/${id}/kiem-tra`);
      assert.equal(visitor.page.status, 200);
    });
  });
  test('a form that was open while somebody signed in beside it: the page that answers holds what was typed, and sends it', async () => {
    const officer = await anOfficer(app, 'thuly.hamliem');
    const guest = await aGuest(app);
    const id = await aDraft(app, guest, { paper: 'none' });
    await guest.visitor.go(`${app.url}/nhap/${id}/cau/be`);
    const old = guest.visitor.page;
    // The same device with a new visitor’s token in the page: as after clearing or signing out and in again.
    const body = new URLSearchParams(old.form({ filled: ['childName'] }).fill({ childName: 'Gõ trước khi hết hạn' }).map(([name, value]): [string, string] => [name, name === '_csrf' ? officer.csrf : String(value)]));
    const answer = await guest.visitor.post(`${app.url}/nhap/${id}/cau/be`, body);
    assert.equal(answer.status, 403);
    noFault(answer);
    assert.equal(answer.h1, 'Trang này đã mở quá lâu');
    assert.match(answer.main, /Những gì anh\/chị vừa gõ vẫn được giữ ở dưới\. Bấm «Gửi lại» để gửi/u);
    assert.match(answer.main, /Gõ trước khi hết hạn/u);
    await guest.visitor.submit({}, { button: 'Gửi lại' });
    assert.equal(guest.visitor.page.status, 200);
    assert.equal((await draftOf(guest, id)).content.answers['childName'], 'Gõ trước khi hết hạn');
  });
  test('the same from another site is not shown again: nobody can write our pages', async () => {
    const guest = await aGuest(app);
    const answer = await guest.visitor.fetch(`${app.url}/nhap/01920000-0000-7000-8000-0000000000ff/cau/be`, 'POST', new URLSearchParams({ _csrf: 'x', childName: 'Gọi số 1900 xấu để nhận tiền' }), { origin: 'https://xau.example', 'sec-fetch-site': 'cross-site' });
    assert.equal(answer.status, 403);
    assert.ok(!answer.page.html.includes('1900 xấu'));
  });

  describe('a draft opened on two devices', () => {
    test('a draft opened on two devices: the second save overwrites nothing; it is told what the other version says, and nothing typed is lost', async () => {
      const mother = await aGuest(app, 'điện thoại');
      const id = await aDraft(app, mother, { paper: 'none' });
      const laptop = mother.visitor.window();
      await mother.visitor.go(`${app.url}/nhap/${id}/cau/be`);
      await laptop.go(`${app.url}/nhap/${id}/cau/be`);
      await mother.visitor.submit({ childName: 'Trần Thị Điện Thoại' });
      assert.equal(mother.visitor.page.status, 200);
      app.clock.forward(120_000);
      const page = await laptop.submit({ childName: 'Trần Thị Máy Tính', childSex: '2' });
      assert.equal(page.status, 409);
      noFault(page);
      assert.match(page.main, /Trang này đã mở ở máy khác lúc \d\d:\d\d\. Bản mới nhất là bản kia; những gì anh\/chị vừa gõ vẫn còn ở dưới\. Xem lại rồi bấm «Tiếp tục» để lưu bản này/u);
      assert.match(page.main, /Bản kia ghi\n[\s\S]*Trần Thị Điện Thoại/u, 'both versions stand on the page');
      assert.equal(page.shown('childName'), 'Trần Thị Máy Tính');
      assert.equal((await draftOf(mother, id)).content.answers['childName'], 'Trần Thị Điện Thoại', 'nothing was overwritten');
      await laptop.submit();
      assert.equal((await draftOf(mother, id)).content.answers['childName'], 'Trần Thị Máy Tính', 'overwritten knowingly');
    });
    test('a draft opened on two devices: how the result is received', async () => {
      const mother = await aGuest(app);
      const id = await aDraft(app, mother, { paper: 'none' });
      const laptop = mother.visitor.window();
      await mother.visitor.go(`${app.url}/nhap/${id}/nhan-ket-qua`);
      await laptop.go(`${app.url}/nhap/${id}/nhan-ket-qua`);
      await mother.visitor.submit({ 'thu-dien-tu': 'dien-thoai@nguoidan.example' });
      const page = await laptop.submit({ 'thu-dien-tu': 'may-tinh@nguoidan.example' });
      assert.equal(page.status, 409);
      noFault(page);
      assert.match(page.main, /Bản kia ghi\n[\s\S]*dien-thoai@nguoidan\.example/u);
      assert.equal(page.shown('thu-dien-tu'), 'may-tinh@nguoidan.example');
      assert.equal((await draftOf(mother, id)).content.contact?.email, 'dien-thoai@nguoidan.example');
      await laptop.submit();
      assert.equal((await draftOf(mother, id)).content.contact?.email, 'may-tinh@nguoidan.example');
    });
    test('a draft opened on two devices: who applies', async () => {
      const mother = await aGuest(app);
      const id = await aDraft(app, mother, { paper: 'none' });
      const laptop = mother.visitor.window();
      for (const one of [mother.visitor, laptop]) await one.go(`${app.url}/nhap/${id}/xac-nhan`);
      await mother.visitor.submit({ ten: 'Nguyễn Thị Hoa Mai' }, { form: '/xac-nhan' });
      const page = await laptop.submit({ ten: 'Nguyễn Thị Hoa Lan' }, { form: '/xac-nhan' });
      assert.equal(page.status, 409);
      assert.match(page.main, /Bản kia ghi\n[\s\S]*Nguyễn Thị Hoa Mai/u);
      assert.equal(page.form({ filled: ['ten'] }).shown('ten'), 'Nguyễn Thị Hoa Lan');
      assert.equal((await draftOf(mother, id)).content.owner?.name, 'Nguyễn Thị Hoa Mai');
    });
    test('a draft opened on two devices: submitted on the one, the other is led to the dossier', async () => {
      const mother = await aGuest(app);
      const id = await aDraft(app, mother);
      const laptop = mother.visitor.window();
      await laptop.go(`${app.url}/nhap/${id}/cau/be`);
      await mother.visitor.go(`${app.url}/nhap/${id}/kiem-tra`);
      await mother.visitor.submit({ 'cam-doan': 'co' });
      const dossier = /\/ho-so\/([0-9a-f-]{36})/u.exec(mother.visitor.path)?.[1];
      assert.ok(dossier);
      await laptop.submit({ childName: 'Muộn rồi' });
      assert.equal(laptop.path, `/ho-so/${dossier}`);
      assert.equal(laptop.page.status, 200);
    });
  });

  describe('a submit repeated five times', () => {
    test('a submit repeated five times, at once and one after the other: one dossier, the same receipt', async () => {
      const mother = await aGuest(app);
      const id = await aDraft(app, mother, { answers: BIRTH_ANSWERS });
      await mother.visitor.go(`${app.url}/nhap/${id}/kiem-tra`);
      const body = new URLSearchParams(mother.visitor.page.form({ filled: ['cam-doan'] }).fill({ 'cam-doan': 'co' }).map(([name, value]): [string, string] => [name, String(value)]));
      const press = () => mother.visitor.fetch(`${app.url}/nhap/${id}/nop`, 'POST', body);
      const answers = [...await Promise.all(Array.from({ length: 5 }, press)), await press(), await press()];
      assert.deepEqual([...new Set(answers.map((answer) => answer.status))], [303]);
      const receipts = [...new Set(answers.map((answer) => answer.headers.get('location')))];
      assert.equal(receipts.length, 1, receipts.join(' '));
      assert.match(receipts[0] ?? '', /^\/ho-so\/[0-9a-f-]{36}\/da-nop$/u);
      const page = await mother.visitor.go(app.url + String(receipts[0]));
      assert.match(page.h1, /Đã nộp\. Xã đã nhận được lúc/u);
      const { rows } = await app.database.owner.query<{ dossiers: number; events: number; files: number }>("SELECT (SELECT count(*)::int FROM dossier WHERE guest_key = $1) AS dossiers, (SELECT count(*)::int FROM dossier_event e JOIN dossier d ON d.id = e.dossier_id WHERE d.guest_key = $1) AS events, (SELECT count(*)::int FROM document_file f JOIN dossier d ON d.id = f.dossier_id WHERE d.guest_key = $1) AS files", [mother.scope.kind === 'guest' ? mother.scope.guestKey : '']);
      assert.deepEqual(rows, [{ dossiers: 1, events: 1, files: 1 }]);
    });
  });
  describe('expired session in mid-form, of an officer', () => {
    /** At the desk with a session that ends soon, and the page that was open when it did. */
    async function atDesk(username: string, address: string) {
      const { officerId } = await anOfficer(app, username);
      const session = await openSession(app, { kind: 'officer', subjectId: officerId }, username, { idleSeconds: 600 });
      await session.visitor.go(app.url + address);
      assert.equal(session.visitor.page.status, 200);
      return session.visitor;
    }
    const signInAgain = async (visitor: Visitor, username: string): Promise<void> => { assert.match(visitor.path, /^\/can-bo\/dang-nhap\?/u); noFault(visitor.page); await visitor.submit({ username, password: DEMO_PASSWORD }); };
    const REASON = 'Nơi cư trú của cha mẹ không ở xã này, xem sổ hộ tịch năm 1999';

    test('expired session in mid-form, of an officer: what was typed is kept, shown after sign-in, and sent by one press', async () => {
      const id = await aDossier(app, await aGuest(app));
      const visitor = await atDesk('tiepnhan.hamliem', `/ban/ho-so/${id}`);
      app.clock.forward(700_000);
      const ground = visitor.page.form({ form: '/tu-choi' }).options('ly-do-tu-choi').find((value) => value !== '') ?? assert.fail();
      await visitor.submit({ 'ly-do-tu-choi': ground, 'can-cu': 'Luật Hộ tịch 60/2014/QH13 Điều 16', 'giai-thich': REASON }, { form: '/tu-choi' });
      assert.ok(!visitor.page.html.includes(REASON), 'nobody reads it before signing in');
      await signInAgain(visitor, 'tiepnhan.hamliem');
      assert.equal(visitor.page.h1, 'Gửi lại những gì vừa gõ');
      assert.match(visitor.page.main, /Phiên làm việc đã hết khi anh\/chị đang gõ nên lần gửi đó chưa được lưu\. Xem lại rồi bấm «Gửi lại»/u);
      assert.ok(visitor.page.main.includes(REASON));
      assert.equal((await stateOf(app, id)).status, 'submitted', 'nothing was done yet');
      await visitor.submit({}, { button: 'Gửi lại' });
      assert.equal(visitor.page.status, 200, visitor.page.errors.join());
      assert.equal((await stateOf(app, id)).status, 'not-accepted');
    });
    test('expired session in mid-form, of a helper on a citizen’s page: back to the officers’ sign-in, and what was typed is sent by one press', async () => {
      const { officerId } = await anOfficer(app, 'tinhnguyen.hamliem');
      const session = await openSession(app, { kind: 'officer', subjectId: officerId }, 'tinhnguyen.hamliem', { idleSeconds: 600 });
      const helper = await anOfficer(app, 'tinhnguyen.hamliem');
      const id = await aDraft(app, helper, { paper: 'none' });
      await session.visitor.go(`${app.url}/nhap/${id}/cau/be`);
      app.clock.forward(700_000);
      await session.visitor.submit({ childName: 'Điểu Thị Mai' });
      await signInAgain(session.visitor, 'tinhnguyen.hamliem');
      assert.equal(session.visitor.page.h1, 'Gửi lại những gì vừa gõ');
      await session.visitor.submit({}, { button: 'Gửi lại' });
      assert.equal((await draftOf(helper, id)).content.answers['childName'], 'Điểu Thị Mai');
    });
    test('expired session in mid-form, of an officer: a colleague who signs in at that desk sees nothing of it', async () => {
      const id = await aDossier(app, await aGuest(app));
      const visitor = await atDesk('tiepnhan.hamliem', `/ban/ho-so/${id}`);
      app.clock.forward(700_000);
      await visitor.submit({ 'can-cu': 'Điều 16', 'giai-thich': REASON }, { form: '/tu-choi' });
      await signInAgain(visitor, 'thuly.hamliem');
      assert.ok(visitor.path.startsWith('/ban') || visitor.path.startsWith('/can-bo'), visitor.path);
      await visitor.go('/can-bo/gui-lai');
      assert.ok(!visitor.page.html.includes(REASON));
    });
    test('expired session in mid-form, of an officer: a form with files brings its words back; the files are to be chosen again', async () => {
      const visitor = await atDesk('tiepnhan.hamliem', '/ban/tiep-nhan/chung-thuc-ban-sao');
      app.clock.forward(700_000);
      const form = visitor.page.form({ filled: ['nguoi.ten'] });
      const sent = form.fill({ 'nguoi.ten': 'Phạm Thị Lan', 'nguoi.so': '030194900006' });
      await visitor.post(app.url + '/ban/tiep-nhan/chung-thuc-ban-sao', multipartBody(sent));
      await signInAgain(visitor, 'tiepnhan.hamliem');
      assert.equal(visitor.page.h1, 'Gửi lại những gì vừa gõ');
      assert.match(visitor.page.main, /Phạm Thị Lan[\s\S]*030194900006/u);
      await visitor.submit({}, { button: 'Gửi lại' });
      noFault(visitor.page);
      assert.equal(visitor.page.form({ filled: ['nguoi.ten'] }).shown('nguoi.ten'), 'Phạm Thị Lan', 'the screen is filled in again');
      const again = await atDesk('tiepnhan.hamliem', '/ban/tiep-nhan/chung-thuc-ban-sao');
      app.clock.forward(700_000);
      await again.post(app.url + '/ban/tiep-nhan/chung-thuc-ban-sao', multipartBody([...sent, ['giay.ban-chinh', { name: 'bằng.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-1.4') }]]));
      await signInAgain(again, 'tiepnhan.hamliem');
      assert.match(again.page.main, /tệp kèm theo không giữ được\. Mở lại trang, chép những gì dưới đây vào và chọn lại tệp/u);
      assert.match(again.page.main, /Phạm Thị Lan/u);
    });
  });
});
