import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createNet } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { h } from 'preact';
import { z } from 'zod';
import { openTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { oidcIdentityProvider } from '../../src/adapters/idp-oidc/idp-oidc.ts';
import { attemptStore, citizenStore, cookieNames, cookieSecrets, officerSessions, resolveActor, sessionStore } from '../../src/modules/identity/index.ts';
import { identityRoutes, type IdentityWebDeps } from '../../src/modules/identity/web/index.ts';
import { argon2idHasher, officerWorkplaces, oneTimeCodes, organisationStore, readOrganisationSeed, secondFactors, secondFactorStore, seedOrganisation, signingStore, staffPasswords } from '../../src/modules/organisation/index.ts';
import { organisationRoutes } from '../../src/modules/organisation/web/index.ts';
import type { Keyring } from '../../src/platform/crypto/seal.ts';
import { json, redirect, route, type View } from '../../src/platform/http/route.ts';
import { createServer } from '../../src/platform/http/server.ts';
import type { Actor } from '../../src/shared/actor.ts';
import { SECRET_ALPHABET } from '../../src/shared/id.ts';
import { Browser, passProvider } from './browser.ts';
import { startIdentityProvider, type RunningIdentityProvider } from './identity-provider.ts';

const PASSWORD = readOrganisationSeed().password;
const keysDir = mkdtempSync(join(tmpdir(), 'mc-sign-in-'));
const ring: Keyring = { current: 'k', keys: { k: randomBytes(32) }, lookup: randomBytes(32) };
const adopted: (readonly [string, string])[] = [];
let minutes = 0;
const clock = (): Date => new Date(Date.parse('2026-11-20T02:00:00Z') + minutes * 60_000);
let database: TestDatabase;
let provider: RunningIdentityProvider;
let site: string;
let closeSite: () => Promise<unknown>;
const hasher = argon2idHasher();

before(async () => {
  database = await openTestDatabase();
  await seedOrganisation(database.app.write, hasher, readOrganisationSeed(), clock());
  site = `http://localhost:${await freePort()}`;
  provider = await startIdentityProvider({ port: 0, keysDir, clientId: 'mot-cua', clientSecret: 'a-secret-of-the-simulator', redirectUris: [`${site}/dang-nhap/ve`] });
  const db = database.app;
  const ids = { uuid: () => randomUUID(), secret: (length: number) => [...randomBytes(length)].map((byte) => SECRET_ALPHABET[byte % 32]).join('') };
  const sessions = sessionStore(db);
  const store = organisationStore(db);
  const factors = secondFactorStore(db, ring);
  const identity: IdentityWebDeps = {
    sessions, secrets: cookieSecrets(ring), cookieNames: cookieNames(false), ids, citizens: citizenStore(db, ring), attempts: attemptStore(db, ring), passwords: staffPasswords({ credentials: store, hasher }), workplaces: officerWorkplaces({ store }), secondFactors: secondFactors({ factors, codes: oneTimeCodes(ids), staff: store }), qr: () => ({ path: '', modules: 21 }), accountChanges: async () => [],
    provider: oidcIdentityProvider({ issuer: provider.url, clientId: 'mot-cua', clientSecret: 'a-secret-of-the-simulator', redirectUri: `${site}/dang-nhap/ve` }),
    listener: { async onCitizenSignedIn(guestKey, citizenId) { adopted.push([guestKey, citizenId]); } },
  };
  const probe = [
    route({ method: 'GET', path: '/ai', permission: 'public.read', audit: 'probe.who', async handle({ actor, view }) { return json({ actor, csrf: view.csrf }); } }),
    route({ method: 'POST', path: '/viet', permission: 'public.read', audit: 'probe.write', body: z.strictObject({}), async handle() { return redirect('/ai'); } }),
  ];
  const server = await createServer([...identityRoutes(identity), ...organisationRoutes({ store, factors, signing: signingStore(db), hasher, ids, sessions: officerSessions({ sessions }) }), ...probe], {
    db, now: clock, publicUrl: site, trustProxy: false, assetsDir: keysDir, logger: false,
    identify: (request) => resolveActor(identity, request),
    mayCall: (permission, actor) => permission !== 'organisation.manage' || (actor.kind === 'officer' && actor.roles.includes('admin')),
    viewOf: ({ identified, path }): View => ({ lang: 'vi', size: 'thuong', theme: 'sang', path, csrf: identified.csrf, actor: identified.actor, siteName: 'Xã thử', helpPhone: '0252 000 000', demo: true, newKey: () => randomBytes(16).toString('base64url') }),
    signInPath: () => null, errorPage: (_view, problem) => h('p', {}, problem.kind),
  });
  await server.listen({ port: Number(new URL(site).port), host: '127.0.0.1' });
  closeSite = () => server.close();
});
after(async () => { await closeSite?.(); await provider?.close(); await database?.close(); rmSync(keysDir, { recursive: true }); });

async function freePort(): Promise<number> {
  const server = createNet();
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((done) => { server.close(() => done()); });
  return port;
}
const who = async (browser: Browser): Promise<{ actor: Actor; csrf: string }> => JSON.parse((await browser.go(`${site}/ai`)).text) as { actor: Actor; csrf: string };
const post = async (browser: Browser, path: string, fields: Record<string, string> = {}) => browser.go(`${site}${path}`, { _csrf: (await who(browser)).csrf, _key: randomBytes(12).toString('hex'), ...fields });
const officer = async (username: string, browser = new Browser()): Promise<Browser> => {
  const answer = await post(browser, '/can-bo/dang-nhap', { username, password: PASSWORD });
  assert.equal(answer.status, 303, answer.text.slice(0, 400));
  return browser;
};
const signedIn = async (person: string, browser = new Browser(), back = '') => {
  const begun = await browser.go(`${site}/dang-nhap/vneid${back}`);
  assert.equal(begun.status, 303);
  const answer = await browser.go(await passProvider(browser, begun.location ?? '', person));
  return { browser, answer };
};
const plainText = (html: string): string => html.replace(/<[^>]+>/gu, ' ').replace(/&#39;/gu, "'").replace(/\s+/gu, ' ');

test('a guest signs in at the provider, sees whose account it is, and takes along what was begun', async () => {
  const browser = new Browser();
  const guest = (await who(browser)).actor;
  assert.equal(guest.kind, 'guest');
  const { answer } = await signedIn('demo-yiem', browser, '?ve=/ho-so/7');
  assert.equal(answer.status, 200);
  assert.match(plainText(answer.text), /Có phải anh\/chị đây không\?.*H'Yiêm Niê.*kết thúc bằng 0004.*mức 2/u);
  assert.doesNotMatch(answer.text, /066196900004/u);
  assert.equal((await who(browser)).actor.kind, 'guest', 'a GET signs nobody in');
  const entered = await post(browser, '/dang-nhap/vao');
  assert.deepEqual([entered.status, entered.location], [303, `${site}/ho-so/7`]);
  const { actor } = await who(browser);
  assert.equal(actor.kind === 'citizen' && `${actor.name} ${actor.assurance}`, "H'Yiêm Niê level-2");
  assert.deepEqual(adopted.at(-1), [guest.kind === 'guest' && guest.guestKey, actor.kind === 'citizen' && actor.citizenId]);
  assert.equal(browser.cookie(site, 'mc_guest'), undefined);
  assert.equal(browser.cookie(site, 'mc_claims'), undefined);
  const again = await signedIn('demo-yiem');
  await post(again.browser, '/dang-nhap/vao');
  assert.deepEqual((await who(again.browser)).actor, actor, 'the same account at another machine');
});

test('signing out forgets session and guest, and the old token is worth nothing', async () => {
  const { browser } = await signedIn('demo-hoa');
  await post(browser, '/dang-nhap/vao');
  const token = browser.cookie(site, 'mc_session') ?? '';
  assert.equal((await post(browser, '/dang-xuat')).location, `${site}/da-thoat`);
  assert.equal(browser.cookie(site, 'mc_session'), undefined);
  const thief = new Browser();
  thief.setCookie(site, 'mc_session', token);
  assert.equal((await who(thief)).actor.kind, 'guest');
});

test('«đây không phải tôi» drops the answer; an answer that came too late is refused in words', async () => {
  const { browser, answer } = await signedIn('demo-long');
  assert.match(answer.text, /formaction="\/dang-xuat"/iu);
  await post(browser, '/dang-xuat');
  assert.match(plainText((await post(browser, '/dang-nhap/vao')).text), /quá lâu/u);
  const late = await signedIn('demo-long');
  minutes += 11;
  const refused = await post(late.browser, '/dang-nhap/vao');
  assert.deepEqual([refused.status, (await who(late.browser)).actor.kind], [400, 'guest']);
  minutes -= 11;
});

test('an answer brought to another browser signs nobody in (login CSRF)', async () => {
  const attacker = new Browser();
  const begun = await attacker.go(`${site}/dang-nhap/vneid`);
  const back = await passProvider(attacker, begun.location ?? '', 'demo-tu');
  const victim = new Browser();
  await who(victim);
  const answer = await victim.go(back);
  assert.equal(answer.status, 400);
  assert.match(plainText(answer.text), /quá lâu/u);
  assert.equal(victim.cookie(site, 'mc_claims'), undefined);
});

test('declining, and a return address of another site', async () => {
  const browser = new Browser();
  const begun = await browser.go(`${site}/dang-nhap/vneid?ve=//evil.example/x`);
  const declined = await browser.go(await passProvider(browser, begun.location ?? '', null));
  assert.deepEqual([declined.status, /Anh\/chị chưa đăng nhập/u.test(declined.text)], [400, true]);
  const { browser: other } = await signedIn('demo-tu', new Browser(), '?ve=https://evil.example/');
  assert.equal((await post(other, '/dang-nhap/vao')).location, `${site}/`);
});

test('an officer signs in by name and password and comes to the day’s work; an administrator to the accounts', async () => {
  const browser = new Browser();
  const answer = await post(browser, '/can-bo/dang-nhap', { username: '  TiepNhan.HamLiem ', password: PASSWORD });
  assert.deepEqual([answer.status, answer.location], [303, `${site}/ban`]);
  const { actor } = await who(browser);
  assert.deepEqual(actor.kind === 'officer' && [actor.name, actor.agencyId, actor.roles], ['Tiếp nhận Hàm Liêm – demo', 2, ['reception']]);
  const admin = await post(new Browser(), '/can-bo/dang-nhap', { username: 'quantri.hamliem', password: PASSWORD });
  assert.equal(admin.location, `${site}/quan-tri/co-quan`);
  const back = await post(new Browser(), '/can-bo/dang-nhap', { username: 'thuly.hamliem', password: PASSWORD, ve: '/ban/ho-so/9' });
  assert.equal(back.location, `${site}/ban/ho-so/9`);
});

test('T-21: a wrong password, an unknown name and a closed account look the same', async () => {
  await database.owner.query("UPDATE organisation_officer SET active = false WHERE username = 'thanhtra.thanhha'");
  const mask = (text: string): string => text.replace(/value="[^"]*"/gu, '');
  const seen = new Set<string>();
  for (const [username, password] of [['vanthu.thanhha', 'not the password'], ['khong.co.ai', 'not the password'], ['thanhtra.thanhha', PASSWORD]] as const) {
    const answer = await post(new Browser(), '/can-bo/dang-nhap', { username, password });
    seen.add(`${answer.status} ${mask(answer.text)}`);
  }
  assert.equal(seen.size, 1, 'one answer for all three');
  assert.match([...seen][0] ?? '', /^422 [\s\S]*Tên đăng nhập hoặc mật khẩu chưa đúng/u);
});

test('guessing stops for an account that exists and one that does not alike, and opens again with time', async () => {
  for (const username of ['ketoan.thanhha', 'ke.toan.nao']) {
    const browser = new Browser();
    const statuses: number[] = [];
    for (let n = 0; n < 12; n++) statuses.push((await post(browser, '/can-bo/dang-nhap', { username, password: `guess ${n} guess` })).status);
    assert.deepEqual(statuses, [...Array.from({ length: 10 }, () => 422), 429, 429], username);
  }
  assert.equal((await post(new Browser(), '/can-bo/dang-nhap', { username: 'ketoan.thanhha', password: PASSWORD })).status, 429, 'the right password waits, too');
  await officer('motcua.thanhha');
  minutes += 16;
  await officer('ketoan.thanhha');
  minutes -= 16;
});

test('a form without token, or with somebody else’s, does nothing', async () => {
  const browser = await officer('lanhdao.hamliem');
  const strange = (await who(new Browser())).csrf;
  for (const fields of [{}, { _csrf: '' }, { _csrf: strange }]) assert.equal((await browser.go(`${site}/dang-xuat`, fields)).status, 403);
  assert.equal((await who(browser)).actor.kind, 'officer');
  assert.equal((await post(browser, '/viet')).status, 303);
});

test('an administrator opens an account; its first password opens one page only, until a new one is chosen', async () => {
  const admin = await officer('quantri.hamliem');
  const grant = { agency: '3', role: 'reception', 'from.day': '20', 'from.month': '11', 'from.year': '2026', 'to.day': '', 'to.month': '', 'to.year': '' };
  const made = await post(admin, '/quan-tri/can-bo/them', { name: "H'Bia Mlô", title: 'Cán bộ tiếp nhận', username: 'hbia.mlo', ...grant });
  assert.equal(made.status, 200, plainText(made.text));
  const first = /<code[^>]*>([0-9A-Z-]{19})<\/code>/u.exec(made.text)?.[1] ?? '';
  assert.match(first, /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/u);
  assert.match(plainText((await post(admin, '/quan-tri/can-bo/them', { name: 'Người Khác', title: 'Cán bộ', username: 'hbia.mlo', ...grant })).text), /đã có người dùng/u);

  const browser = new Browser();
  const begun = await post(browser, '/can-bo/dang-nhap', { username: 'hbia.mlo', password: first, ve: '/ban/tim' });
  assert.equal(begun.location, `${site}/can-bo/doi-mat-khau`);
  assert.equal((await who(browser)).actor.kind, 'guest');
  const change = async (wanted: string, again = wanted) => post(browser, '/can-bo/doi-mat-khau', { wanted, again });
  assert.match(plainText((await change('ngắn quá')).text), /từ 12 ký tự/u);
  assert.match(plainText((await change('mùa lúa chín vàng', 'mùa lúa chín')).text), /chưa giống nhau/u);
  assert.match(plainText((await change('hbia.mlo hbia.mlo')).text), /chỉ là tên của anh\/chị/u);
  assert.match(plainText((await change(first)).text), /mật khẩu đang dùng/u);
  assert.equal((await change('mùa lúa chín vàng')).location, `${site}/ban/tim`);
  assert.equal((await who(browser)).actor.kind, 'officer');
  assert.equal((await post(new Browser(), '/can-bo/dang-nhap', { username: 'hbia.mlo', password: first })).status, 422);
});

test('roles given and taken, and an account closed, count at the next click of whoever is signed in', async () => {
  const admin = await officer('quantri.thanhha');
  const clerk = await officer('vanthu.thanhha');
  const { actor } = await who(clerk);
  assert.ok(actor.kind === 'officer');
  const page = `/quan-tri/can-bo/${actor.officerId}`;
  const rolesNow = async () => { const now = (await who(clerk)).actor; return now.kind === 'officer' ? now.roles : now.kind; };
  const given = await post(admin, `${page}/giao-viec`, { agency: '12', role: 'accountant', deputy: '', 'from.day': '20', 'from.month': '11', 'from.year': '2026', 'to.day': '30', 'to.month': '11', 'to.year': '2026' });
  assert.equal(given.status, 303, plainText(given.text));
  assert.deepEqual(await rolesNow(), ['accountant', 'clerk']);
  const shown = await admin.go(`${site}${page}`);
  assert.match(plainText(shown.text), /Kế toán, thu phí.*20\/11\/2026.*30\/11\/2026.*Lịch sử thay đổi.*Giao việc/u);
  const revoke = [...shown.text.matchAll(/action="([^"]+\/thoi-viec\/[^"]+)"/gu)].at(-1)?.[1] ?? '';
  assert.equal((await post(admin, revoke)).status, 303);
  assert.equal((await rolesNow()).length, 1);
  assert.equal((await post(admin, `${page}/khoa`)).status, 303);
  assert.equal(await rolesNow(), 'guest');
  assert.equal((await post(new Browser(), '/can-bo/dang-nhap', { username: 'vanthu.thanhha', password: PASSWORD })).status, 422);
  assert.equal((await post(admin, `${page}/mo`)).status, 303);
  assert.equal(await rolesNow(), 'guest', 'the session that was ended stays ended');
  await officer('vanthu.thanhha');
});

test('T-25: an administrator changes neither his own rights nor people and agencies of another commune', async () => {
  const admin = await officer('quantri.hamliem');
  const { actor } = await who(admin);
  const own = actor.kind === 'officer' ? actor.officerId : '';
  const stranger = (await organisationStore(database.app).byUsername('lanhdao.thanhha'))?.officerId ?? '';
  const grant = { agency: '2', role: 'leader', deputy: '', 'from.day': '20', 'from.month': '11', 'from.year': '2026', 'to.day': '', 'to.month': '', 'to.year': '' };
  assert.match(plainText((await post(admin, `/quan-tri/can-bo/${own}/giao-viec`, grant)).text), /Không ai tự đổi quyền của mình/u);
  assert.equal((await post(admin, `/quan-tri/can-bo/${own}/khoa`)).status, 403);
  for (const [path, fields] of [['giao-viec', grant], ['khoa', {}], ['mat-khau', {}]] as const) assert.ok([403, 404].includes((await post(admin, `/quan-tri/can-bo/${stranger}/${path}`, fields)).status), path);
  assert.equal((await admin.go(`${site}/quan-tri/can-bo/${stranger}`)).status, 404);
  const { deputy: _unused, ...first } = grant;
  assert.match(plainText((await post(admin, '/quan-tri/can-bo/them', { name: 'Kẻ Lạ', title: 'Cán bộ', username: 'ke.la', ...first, agency: '12' })).text), /không thuộc phạm vi anh\/chị quản trị/u);
  const before = await database.owner.query("SELECT count(*)::int AS n FROM organisation_officer WHERE username = 'ke.la'");
  assert.equal(before.rows[0].n, 0);
  const closing = await post(admin, '/quan-tri/co-quan/12/ket-thuc', { successor: '', 'lastDay.day': '31', 'lastDay.month': '12', 'lastDay.year': '2026' });
  assert.match(plainText(closing.text), /không thuộc phạm vi/u);
  assert.equal((await (await officer('tiepnhan.thanhha')).go(`${site}/quan-tri/can-bo`)).status, 403);
});

test('agencies: list with provisional codes and successors, a department added, a desk closed', async () => {
  const admin = await officer('quantri.lamdong');
  const list = plainText((await admin.go(`${site}/quan-tri/co-quan`)).text);
  assert.match(list, /Ủy ban nhân dân xã Hàm Liêm.*H36\.23095 mã tạm/u);
  assert.match(plainText((await admin.go(`${site}/quan-tri/co-quan/6`)).text), /xã Hàm Chính.*Đã kết thúc.*23098.*30\/6\/2025.*Ủy ban nhân dân xã Hàm Liêm/u);
  const fields = { name: 'Phòng Kinh tế xã Hàm Liêm', shortName: 'Phòng Kinh tế', code: 'h36.23095.02', announced: 'no', kind: 'department', parent: '2', gso: '', address: '', phone: '', note: '', 'from.day': '20', 'from.month': '11', 'from.year': '2026' };
  const added = await post(admin, '/quan-tri/co-quan', fields);
  assert.equal(added.status, 303, plainText(added.text));
  assert.match(plainText((await post(admin, '/quan-tri/co-quan', fields)).text), /Mã này đang dùng cho cơ quan khác/u);
  assert.match(plainText((await post(admin, '/quan-tri/co-quan', { ...fields, code: 'H36.5', 'from.day': '31' })).text), /Ngày này chưa đúng/u);
  const path = new URL(added.location ?? '').pathname;
  const closed = await post(admin, `${path}/ket-thuc`, { successor: '', 'lastDay.day': '30', 'lastDay.month': '11', 'lastDay.year': '2026' });
  assert.equal(closed.status, 303, plainText(closed.text));
  assert.match(plainText((await admin.go(`${site}${path}`)).text), /30\/11\/2026/u);
});

test('an officer of two authorities says where he works today, and has the rights of that place only', async () => {
  const leader = (await organisationStore(database.app).byUsername('phochutich.hamliem'))?.officerId;
  await database.owner.query("INSERT INTO organisation_assignment (id, officer_id, agency_id, role, valid_from, granted_at) VALUES (gen_random_uuid(), $1, 12, 'inspector', '2026-11-01', now())", [leader]);
  const browser = new Browser();
  const answer = await post(browser, '/can-bo/dang-nhap', { username: 'phochutich.hamliem', password: PASSWORD, ve: '/ban/tim' });
  assert.equal(answer.location, `${site}/can-bo/noi-lam-viec?ve=%2Fban%2Ftim`);
  assert.match(plainText((await browser.go(answer.location ?? '')).text), /xã Hàm Liêm.*xã Thanh Hà/u);
  const place = async () => { const { actor } = await who(browser); return actor.kind === 'officer' ? [actor.agencyId, actor.roles] : null; };
  assert.deepEqual(await place(), [2, ['leader']]);
  assert.equal((await post(browser, '/can-bo/noi-lam-viec', { agency: '12', ve: '/ban/tim' })).location, `${site}/ban/tim`);
  assert.deepEqual(await place(), [12, ['inspector']]);
  assert.equal((await post(browser, '/can-bo/noi-lam-viec', { agency: '11' })).status, 403);
  assert.deepEqual(await place(), [2, ['leader']]);
});

test('an own password is changed only by who knows the present one, and every other session ends', async () => {
  const here = await officer('kiemsoat.haiphong');
  const there = await officer('kiemsoat.haiphong');
  const wanted = 'trời trong gió mát đồng xanh';
  assert.match(plainText((await post(here, '/can-bo/doi-mat-khau', { present: 'not this one', wanted, again: wanted })).text), /Mật khẩu đang dùng chưa đúng/u);
  assert.equal((await post(here, '/can-bo/doi-mat-khau', { present: PASSWORD, wanted, again: wanted })).status, 303);
  assert.deepEqual([(await who(here)).actor.kind, (await who(there)).actor.kind], ['officer', 'guest']);
});
