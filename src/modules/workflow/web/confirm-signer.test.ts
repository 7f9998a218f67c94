import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DEMO_PASSWORD, startTestApp, type TestApp } from '../../../../test/support/app.ts';
import { aCounterDossier, anOfficer, stateOf, type Someone } from '../../../../test/support/people.ts';
import type { Officer } from '../../../shared/actor.ts';
import { draftResult, forwardStep, type Command } from '../../dossier/index.ts';

const SESSION = /(?:^|; )([\w-]*phien[\w-]*|[\w-]*session[\w-]*)=/u;
type Staff = Someone & { readonly actor: Officer };

describe('before a signature the leader shows once more who he is', () => {
  let app: TestApp;
  let leader: Staff;
  before(async () => { app = await startTestApp({ log: true }); });
  after(() => app.close());

  /** Certified copies, drafted and submitted for signature. */
  async function toSign(): Promise<string> {
    const reception = await anOfficer(app, 'tiepnhan.hamliem');
    const specialist = await anOfficer(app, 'thuly.hamliem');
    const id = await aCounterDossier(app, reception);
    const by = (who: Staff, route: string): Command => ({ scope: who.scope, actor: who.actor, id, at: app.clock.now(), key: null, route, body: {} });
    assert.ok((await draftResult(app.core.dossier, by(specialist, 'dossier.draft-result'), { bookVolume: '01/2026', compared: true })).ok);
    assert.ok((await forwardStep(app.core.dossier, by(specialist, 'dossier.forward'))).ok);
    return id;
  }
  const signs = (id: string, password?: string) => leader.visitor.fetch(`${app.url}/ban/ho-so/${id}/ky`, 'POST', new URLSearchParams({ _csrf: leader.csrf, ...(password === undefined ? {} : { 'mat-khau': password }) }));
  const tokens = (): string => [...leader.visitor.cookies()].map(([name, value]) => `${name}=${value}`).join('; ');

  test('just signed in: at once; five minutes later only with the password, which brings a new session', async () => {
    leader = await anOfficer(app, 'lanhdao.hamliem');
    const first = await toSign();
    assert.equal((await signs(first)).status, 303);
    assert.equal((await stateOf(app, first)).status, 'signing');

    const second = await toSign();
    app.clock.forward(5 * 60_000 + 1_000);
    const shown = await leader.visitor.fetch(`${app.url}/ban/ho-so/${second}`);
    assert.match(shown.page.html, /name="mat-khau"[^>]*type="password"|type="password"[^>]*name="mat-khau"/u);
    for (const [password, words] of [[undefined, /Chưa gõ mật khẩu/u], ['mat khau khac', /Mật khẩu chưa đúng/u]] as const) {
      const answer = await signs(second, password);
      assert.equal(answer.status, 400);
      assert.match(answer.page.text, words);
      assert.ok(!answer.page.html.includes('mat khau khac'), 'a password is never shown again');
    }
    assert.equal((await stateOf(app, second)).status, 'processing', 'no number is taken');

    const before = tokens();
    const signed = await signs(second, DEMO_PASSWORD);
    assert.equal(signed.status, 303, signed.page.text.slice(0, 300));
    assert.equal((await stateOf(app, second)).status, 'signing');
    assert.notEqual(tokens(), before, 'a new token');
    const old = await fetch(`${app.url}/ban`, { redirect: 'manual', headers: { cookie: before } });
    assert.equal(old.status, 200, 'a second press on its way still arrives');
    app.clock.forward(11_000);
    assert.equal((await fetch(`${app.url}/ban`, { redirect: 'manual', headers: { cookie: before } })).status, 303, 'and then the old token is nobody’s');
    assert.equal((await leader.visitor.fetch(`${app.url}/ban`)).status, 200);
    assert.match(tokens(), SESSION);
    assert.ok(!app.log.join('').includes(DEMO_PASSWORD));
  });

  test('many at once: the password on the page that asks, and every result has its outcome', async () => {
    leader = await anOfficer(app, 'phochutich.hamliem');
    const ids = [await toSign(), await toSign()];
    app.clock.forward(6 * 60_000);
    await leader.visitor.go('/ban/ky');
    const asked = await leader.visitor.submit({ chon: ids });
    assert.match(asked.text, /Ký 2 kết quả/u);
    const wrong = await leader.visitor.submit({ 'mat-khau': 'sai' }, { button: /^Ký 2/u });
    assert.equal(wrong.status, 400);
    assert.match(wrong.text, /Mật khẩu chưa đúng/u);
    const done = await leader.visitor.submit({ 'mat-khau': DEMO_PASSWORD }, { button: /^Ký 2/u });
    assert.match(done.text, /Đã duyệt ký 2/u);
    for (const id of ids) assert.equal((await stateOf(app, id)).status, 'signing');
  });

  test('ten wrong tries close the door for a while, and the right one does not open it then', async () => {
    leader = await anOfficer(app, 'lanhdao.hamliem');
    const id = await toSign();
    app.clock.forward(6 * 60_000);
    for (let at = 0; at < 10; at++) assert.equal((await signs(id, `sai ${at}`)).status, 400);
    assert.match((await signs(id, DEMO_PASSWORD)).page.text, /Đã gõ sai nhiều lần/u);
    assert.equal((await stateOf(app, id)).status, 'processing');
  });
});
