import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { CONFIRM_FIRST } from '../../src/wiring/confirm-first.tsx';
import { POLICY } from '../../src/wiring/policy.ts';
import type { Route } from '../../src/platform/http/route.ts';
import type { Role } from '../../src/shared/actor.ts';
import { DEMO_PASSWORD, startTestApp, type TestApp } from '../support/app.ts';
import { anOfficer } from '../support/people.ts';

/** Acts that give power, move money, or are announced for everybody: decided here from what they do, not from the program's own list. */
const NEEDED: readonly string[] = [
  'dossier.sign', 'dossier.sign-batch', 'apology.sign', 'payment.refund', 'payment.decide-void', 'payment.decide-account', 'officer.add', 'officer.grant', 'officer.enable', 'officer.reset-password', 'officer.signing-give', 'officer.second-factor-remove', 'officer.second-factor-rule',
  'desk.register-file', 'desk.register-print', 'staff.confirm',
  'procedure.publish', 'procedure.change-fee', 'calendar.change', 'delivery.enter-tariff', 'delivery.enter-decision',
];
/** Files for officers; each holds totals alone or is one paper that its reader has opened, so that none is a list of people. */
const FILES_WITHOUT_PEOPLE: readonly string[] = ['GET /ban/bao-cao/ii-06a/tep', 'GET /ban/bao-cao/ii-06a/ban-chot/:id/tep', 'GET /ban/chi-tieu/:id/tep', 'GET /tep/:file', 'GET /tep/:file/xem'];
const WHO: Readonly<Partial<Record<Role, string>>> = { leader: 'lanhdao.hamliem', accountant: 'ketoan.hamliem', admin: 'quantri.hamliem', control: 'kiemsoat.lamdong' };

describe('what an officer does only after showing once more who he is', () => {
  let app: TestApp;
  before(async () => { app = await startTestApp({ post: true }); });
  after(() => app.close());
  const listed = (): readonly Route[] => app.routes.filter((route) => NEEDED.includes(route.audit));
  const someoneFor = (route: Route) => {
    const row = POLICY[route.permission];
    const roles = 'anyone' in row || row.officer === undefined || row.officer === 'any' ? [] : row.officer;
    const name = 'officer' in row && row.officer === 'any' ? WHO.leader : roles.map((role) => WHO[role]).find((one) => one !== undefined);
    assert.ok(name, `${route.audit}: nobody to try it with`);
    return anOfficer(app, name);
  };
  const address = (route: Route): string => app.url + route.path.replace(/:(\w+)/gu, (_, part: string) => (part === 'code' ? '2.000635' : part === 'nam' ? '2026' : part === 'so' ? '1' : '01920000-0000-7000-8000-0000000000fd'));

  test('the program’s list and the one above are the same; each name is one route of the running router, a form without files or something fetched', () => {
    assert.deepEqual(Object.keys(CONFIRM_FIRST).toSorted(), [...NEEDED].toSorted());
    assert.deepEqual(listed().map((route) => route.audit).toSorted(), [...NEEDED].toSorted());
    for (const route of listed()) assert.ok(!route.machine && !route.multipart, `${route.audit}: the router asks before a form alone`);
    assert.deepEqual(Object.entries(CONFIRM_FIRST).filter(([, words]) => words === 'own').map(([name]) => name), ['dossier.sign', 'dossier.sign-batch'], 'whose own pages ask: held by their own test');
  });
  test('no file that officers take away unasked is a list of people', () => {
    const files = app.routes.filter((route) => route.method === 'GET' && !(route.audit in CONFIRM_FIRST) && 'officer' in POLICY[route.permission] && /(?:\/tep(?:\/|$)|\/so-lieu|\.xlsx|\.csv|xuat)/u.test(route.path)).map((route) => `GET ${route.path}`);
    assert.deepEqual(files.toSorted(), [...FILES_WITHOUT_PEOPLE].toSorted(), 'a new file: look at what it holds; with people in it the router must ask first');
  });
  test('every one of them: five minutes after signing in the router asks, whatever the form holds, and goes on with the right password', async () => {
    for (const route of listed().filter((one) => one.method === 'POST' && CONFIRM_FIRST[one.audit] !== 'own')) {
      const officer = await someoneFor(route);
      const send = (more: Record<string, string> = {}) => officer.visitor.fetch(address(route), 'POST', new URLSearchParams({ _csrf: officer.csrf, la: 'x', ...more }));
      const fresh = await send();
      assert.doesNotMatch(fresh.page.h1, /Gõ lại mật khẩu/u, `${route.audit}: nothing is asked just after signing in`);
      app.clock.forward(5 * 60_000 + 1_000);
      const asked = await send();
      assert.equal(asked.status, 403, route.audit);
      assert.match(asked.page.h1, /Gõ lại mật khẩu/u, route.audit);
      assert.match(asked.page.html, /<input type="hidden" name="la" value="x"/u, 'what was typed is carried along');
      const wrong = await send({ '_mat-khau': 'sai mất rồi' });
      assert.deepEqual([wrong.status, wrong.page.html.includes('sai mất rồi')], [400, false], route.audit);
      const right = await send({ '_mat-khau': DEMO_PASSWORD });
      assert.doesNotMatch(right.page.h1, /Gõ lại mật khẩu/u, route.audit);
      assert.deepEqual([right.status, right.page.html.includes(DEMO_PASSWORD)], [fresh.status, false], `${route.audit}: the act answers as it does to whoever has just signed in`);
    }
  });
  test('a list of people taken away: the page in place of the file, by every way of asking; the right password leads to the file', async () => {
    const fetched = listed().filter((route) => route.method === 'GET');
    assert.ok(fetched.length > 0);
    for (const route of fetched) {
      const officer = await someoneFor(route);
      const file = `${route.path}?nam=2026&thang=3`;
      assert.match((await officer.visitor.fetch(app.url + file)).headers.get('content-type') ?? '', /spreadsheet|pdf/u, 'just signed in: at once');
      app.clock.forward(5 * 60_000 + 1_000);
      assert.equal((await officer.visitor.fetch(app.url + file, 'HEAD')).status, 403);
      const asked = await officer.visitor.go(file);
      assert.deepEqual([asked.status, asked.h1], [403, 'Gõ lại mật khẩu'], route.audit);
      const wrong = await officer.visitor.submit({ '_mat-khau': 'sai' }, { form: /xac-nhan$/u });
      assert.deepEqual([wrong.status, wrong.h1], [400, 'Gõ lại mật khẩu']);
      await officer.visitor.submit({ '_mat-khau': DEMO_PASSWORD }, { form: /xac-nhan$/u });
      assert.deepEqual([officer.visitor.path, officer.visitor.answer.headers.get('content-type')?.match(/spreadsheet|pdf/u) !== null], [file, true], route.audit);
      app.clock.forward(6 * 60_000);
      await officer.visitor.go(file);
      const away = await officer.visitor.fetch(`${app.url}/can-bo/xac-nhan`, 'POST', new URLSearchParams({ _csrf: /name="_csrf" value="([^"]+)"/u.exec(officer.visitor.page.html.slice(officer.visitor.page.html.indexOf('xac-nhan')))?.[1] ?? '', ve: '//evil.example/', '_mat-khau': DEMO_PASSWORD }));
      assert.deepEqual([away.status, away.headers.get('location')], [303, '/can-bo'], 'it leads nowhere else');
    }
  });
  test('an act carried through: the form is not filled in twice, is done once, and nobody is asked again for five minutes', async () => {
    const control = await anOfficer(app, 'kiemsoat.lamdong');
    await control.visitor.go('/quan-tri/buu-dien');
    app.clock.forward(6 * 60_000);
    const day = { 'tu.day': '1', 'tu.month': '9', 'tu.year': '2027' };
    await control.visitor.submit({ gia: '31000', nguon: 'Công văn thử', ...day }, { form: /gia$/u });
    assert.match(control.visitor.page.main, /Để nhập giá cước/u);
    const rows = async (): Promise<number> => (await app.database.owner.query("SELECT 1 FROM delivery_tariff WHERE source = 'Công văn thử'")).rowCount ?? 0;
    assert.equal(await rows(), 0, 'nothing is done before');
    await control.visitor.submit({ '_mat-khau': '' }, { form: /gia$/u });
    assert.match(control.visitor.page.errors.join(' '), /Chưa gõ mật khẩu/u);
    await control.visitor.submit({ '_mat-khau': DEMO_PASSWORD }, { form: /gia$/u });
    assert.match(control.visitor.page.main, /Đã lưu/u);
    assert.equal(await rows(), 1);
    app.clock.forward(4 * 60_000);
    await control.visitor.submit({ gia: '32000', nguon: 'Công văn thử', ...day, 'tu.day': '2' }, { form: /gia$/u });
    assert.match(control.visitor.page.main, /Đã lưu/u, 'the token on the page is of the session that came with the password');
    assert.equal(await rows(), 2);
  });
  test('ten wrong passwords close this door like the one at the sign-in', async () => {
    const admin = await anOfficer(app, 'quantri.hamliem');
    app.clock.forward(6 * 60_000);
    const tries = (password: string) => admin.visitor.fetch(`${app.url}/quan-tri/can-bo/01920000-0000-7000-8000-0000000000fd/mo`, 'POST', new URLSearchParams({ _csrf: admin.csrf, '_mat-khau': password }));
    for (let at = 0; at < 10; at++) assert.equal((await tries(`sai ${at}`)).status, 400);
    const closed = await tries(DEMO_PASSWORD);
    assert.equal(closed.status, 429);
    assert.match(closed.page.errors.join(' '), /Đã gõ sai nhiều lần/u);
  });
});
