import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DEMO_PASSWORD, startTestApp, type TestApp } from '../support/app.ts';
import { aCounterDossier, aGuest, anOfficer, type Someone } from '../support/people.ts';
import { aTelephone } from '../support/telephone.ts';

/** The code of a dossier is sequential by law; what protects it is the secret on the slip (security T-04). A thousand tries: `test/bad-input/wrong-secrets.test.ts`. */
describe('guessing the secret of a code', () => {
  let app: TestApp;
  let known: { readonly code: string; readonly secret: string; readonly reference: string };
  before(async () => {
    app = await startTestApp();
    const reception = await anOfficer(app, 'tiepnhan.hamliem');
    const id = await aCounterDossier(app, reception);
    const reference = (await app.database.owner.query<{ code: string; reference: string }>('SELECT code, reference FROM dossier WHERE id = $1', [id])).rows[0] ?? assert.fail();
    known = { ...reference, secret: app.core.dossier.trackingSecret(id) };
  });
  after(() => app.close());
  const look = (someone: Someone, code: string, secret: string) => someone.visitor.fetch(`${app.url}/tra-cuu?ma=${encodeURIComponent(code)}&bi-mat=${secret}`);
  /** the page without what was typed and without what is new in every page */
  const shape = (html: string, typed: string): string => html.replaceAll(typed, '·').replace(/value="[^"]*"/gu, 'value').replace(/ve=[^"&]*/gu, 've').replace(/(href|action)="\/tra-cuu[^"]*"/gu, '$1');

  test('a wrong secret and a code that never was are answered alike', async () => {
    const someone = await aGuest(app);
    const [there, never, reference] = [await look(someone, known.code, '00000000'), await look(someone, known.code.replace(/\d{4}$/u, '9999'), '00000000'), await look(someone, known.reference, '00000000')];
    assert.deepEqual([there.status, never.status, reference.status], [404, 404, 404]);
    assert.equal(shape(there.page.html, known.code), shape(never.page.html, known.code.replace(/\d{4}$/u, '9999')));
    assert.equal(shape(there.page.html, known.code), shape(reference.page.html, known.reference));
    assert.match(there.page.errors.join(), /./u);
  });

  test('right look-ups never count, however many', async () => {
    const someone = await aGuest(app);
    for (let n = 0; n < 120; n++) assert.equal((await look(someone, known.code, known.secret)).status, 200);
  });

  test('what is shown has a status and dates, and no person', async () => {
    const answer = await look(await aGuest(app), known.code, known.secret);
    for (const personal of ['Phạm Thị Lan', '030194900006', '0900000006', 'Bằng tốt nghiệp']) assert.ok(!answer.page.html.includes(personal), personal);
    const api = await (await aGuest(app)).visitor.fetch(`${app.url}/api/v1/dossiers/${known.code}?secret=${known.secret}`);
    assert.deepEqual(Object.keys(JSON.parse(api.bytes.toString('utf8')) as object).sort(), ['agency', 'code', 'dueAt', 'finishedAt', 'procedure', 'receivedAt', 'reference', 'status', 'submittedAt']);
  });

  test('passwords of officers: wrong ones and unknown names are answered alike, then the account waits', async () => {
    const someone = await aGuest(app);
    const tryOnce = async (username: string) => someone.visitor.fetch(`${app.url}/can-bo/dang-nhap`, 'POST', new URLSearchParams({ _csrf: someone.csrf, username, password: 'sai mật khẩu' }));
    const [wrongPassword, unknown] = [await tryOnce('lanhdao.hamliem'), await tryOnce('khong.co')];
    assert.deepEqual([wrongPassword.status, unknown.status], [422, 422]);
    assert.deepEqual(wrongPassword.page.errors, unknown.page.errors);
    let last = wrongPassword.status;
    for (let n = 0; n < 12 && last !== 429; n++) last = (await tryOnce('lanhdao.hamliem')).status;
    assert.equal(last, 429);
  });

  test('codes of a second factor: after ten wrong ones the account waits, whoever asks and however often the password was right; thirty a day', async () => {
    const { officerId } = await anOfficer(app, 'kiemsoat.hamliem');
    const { telephone } = await aTelephone(app, officerId);
    const begin = async (): Promise<Someone['visitor']> => { const { visitor } = await aGuest(app); await visitor.go('/can-bo/dang-nhap'); await visitor.submit({ username: 'kiemsoat.hamliem', password: DEMO_PASSWORD }); return visitor; };
    const tries = async (visitor: Someone['visitor'], code: string): Promise<number> => { await visitor.submit({ code }); return visitor.page.status; };
    const outcomes: number[] = [];
    // A new browser and the right password before each third try: nothing begins anew.
    let visitor = await begin();
    for (let n = 0; n < 12; n++) { if (n % 3 === 2) visitor = await begin(); outcomes.push(await tries(visitor, telephone.wrong(app.clock.now()))); }
    assert.deepEqual(outcomes, [...Array.from({ length: 10 }, () => 422), 429, 429]);
    assert.equal(await tries(visitor, telephone.code(app.clock.now())), 429, 'the right one is not looked at either');
    assert.match(visitor.page.errors.join(' '), /Chờ đến \d\d:\d\d/u);
    for (const wait of [1, 2]) {
      app.clock.forward(15 * 60_000 + 1_000);
      visitor = await begin();
      for (let n = 0; n < 10; n++) assert.equal(await tries(visitor, telephone.wrong(app.clock.now())), 422, `wait ${wait}, try ${n}`);
    }
    app.clock.forward(15 * 60_000 + 1_000);
    visitor = await begin();
    assert.equal(await tries(visitor, telephone.code(app.clock.now())), 429, 'thirty wrong ones in a day');
    app.clock.forward(24 * 3_600_000);
    visitor = await begin();
    assert.equal(await tries(visitor, telephone.code(app.clock.now())), 200);
    assert.ok(visitor.cookies().has('mc_session'));
  });
  test('the page sequence says no more of an account than it must: a wrong password of one with a second factor is answered as any other', async () => {
    const { officerId } = await anOfficer(app, 'thanhtra.hamliem');
    await aTelephone(app, officerId);
    const tryOnce = async (username: string) => { const someone = await aGuest(app); return someone.visitor.fetch(`${app.url}/can-bo/dang-nhap`, 'POST', new URLSearchParams({ _csrf: someone.csrf, username, password: 'sai mật khẩu' })); };
    const [withFactor, without, never] = [await tryOnce('thanhtra.hamliem'), await tryOnce('vanthu.hamliem'), await tryOnce('khong.co')];
    assert.deepEqual([withFactor.status, withFactor.headers.getSetCookie(), withFactor.page.errors], [without.status, without.headers.getSetCookie(), without.page.errors]);
    assert.deepEqual([never.status, never.page.errors], [withFactor.status, withFactor.page.errors]);
  });
});
