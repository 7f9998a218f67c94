import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { inspect } from 'node:util';
import type { Keyring } from '../../../platform/crypto/seal.ts';
import { sql } from '../../../platform/postgres/database.ts';
import { openTestDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { SESSION_POLICY, type IdentityClaims } from '../domain/index.ts';
import type { OpenSessionDeps } from '../use-cases/open-session.ts';
import { openSession } from '../use-cases/open-session.ts';
import { cookieNames } from '../use-cases/cookies.ts';
import type { ActorScope } from '../ports.ts';
import { resolveActor } from '../use-cases/resolve-actor.ts';
import { signOut } from '../use-cases/sign-out.ts';
import { purgeIdentity } from '../jobs/purge-identity.ts';
import { attemptStore } from './attempt-store.ts';
import { citizenStore } from './citizen-store.ts';
import { cookieSecrets } from './cookie-secrets.ts';
import { identityPurge } from './identity-purge.ts';
import { sessionStore } from './session-store.ts';

const NOW = new Date('2026-11-20T02:00:00Z');
const later = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);
const ring: Keyring = { current: 'k1', keys: { k1: randomBytes(32) }, lookup: randomBytes(32) };
const secrets = cookieSecrets(ring);
const names = cookieNames(false);
const OFFICER = '01920000-0000-7000-8000-00000000c001';
let n = 0;
const uuid = (): string => `01920000-0000-7000-9000-${String(++n).padStart(12, '0')}`;
let database: TestDatabase;
let deps: OpenSessionDeps;

before(async () => {
  database = await openTestDatabase();
  deps = { sessions: sessionStore(database.app), secrets, cookieNames: names, ids: { uuid, secret: () => '' } };
  await database.owner.query("INSERT INTO organisation_agency (id, code, name, short_name, kind, body_id, valid_from) VALUES (1, 'H36', 'Tỉnh', 'tỉnh', 'province', 1, '2025-07-01'), (2, 'H24', 'Tỉnh hai', 'tỉnh hai', 'province', 2, '2025-07-01')");
  await database.owner.query("INSERT INTO organisation_officer (id, name, title, username, active, created_at) VALUES ($1, 'Người tiếp nhận', 'Cán bộ', 'tiep.nhan', true, now())", [OFFICER]);
  await database.owner.query("INSERT INTO organisation_assignment (id, officer_id, agency_id, role, valid_from, granted_at) VALUES (gen_random_uuid(), $1, 1, 'reception', '2026-01-01', now())", [OFFICER]);
});
after(() => database.close());

const claims = (subject: string, more: Partial<IdentityClaims> = {}): IdentityClaims => ({ issuer: 'https://sso', subject, name: 'Nguyễn Thị Hoa', assurance: 'level-2', personalId: '060302900001', formerId: null, birthDate: null, gender: 'female', phone: '0900000001', email: 'hoa@x.vn', address: 'thôn 3', taxCode: null, ...more });
const who = (cookies: Record<string, string>, now = NOW) => resolveActor(deps, { cookie: (name) => cookies[name], now });
const citizen = async (subject: string) => {
  const citizenId = await citizenStore(database.app, ring).signIn(claims(subject), uuid, NOW);
  const opened = await openSession(deps, 'citizen', citizenId, undefined, NOW);
  return { citizenId, token: opened.cookie.value, tokenHash: opened.tokenHash, cookies: { [names.session]: opened.cookie.value } };
};
const officer = async () => {
  const opened = await openSession(deps, 'officer', OFFICER, undefined, NOW);
  return { token: opened.cookie.value, cookies: { [names.session]: opened.cookie.value } };
};

test('a citizen’s session answers who it is, and only its hash is stored', async () => {
  const { citizenId, token, cookies } = await citizen('hoa');
  const resolved = await who(cookies);
  assert.deepEqual(resolved.actor, { kind: 'citizen', citizenId, name: 'Nguyễn Thị Hoa', assurance: 'level-2' });
  assert.deepEqual(resolved.scope, { kind: 'citizen', citizenId });
  assert.deepEqual([resolved.cookies, resolved.session], [[], 'live']);
  assert.equal(Buffer.from(token, 'base64url').length, 32);
  const stored = await database.owner.query('SELECT * FROM identity_session WHERE subject_id = $1', [citizenId]);
  assert.equal(JSON.stringify(stored.rows).includes(token), false);
  assert.equal(stored.rows[0].token_hash.length, 32);
});

test('an officer’s session brings roles and agencies of this very moment', async () => {
  const { cookies } = await officer();
  const roles = async (now = NOW) => { const { actor } = await who(cookies, now); return actor.kind === 'officer' ? actor.roles : actor.kind; };
  assert.deepEqual((await who(cookies)).actor, { kind: 'officer', officerId: OFFICER, name: 'Người tiếp nhận', title: 'Cán bộ', agencyId: 1, agencyIds: [1], roles: ['reception'] });
  await database.owner.query("INSERT INTO organisation_assignment (id, officer_id, agency_id, role, valid_from, valid_to, granted_at) VALUES ('01920000-0000-7000-8000-00000000aa01', $1, 1, 'leader', '2026-11-20', '2026-11-20', now())", [OFFICER]);
  assert.deepEqual(await roles(), ['leader', 'reception'], 'given meanwhile');
  await database.owner.query("UPDATE organisation_assignment SET revoked_at = now() WHERE id = '01920000-0000-7000-8000-00000000aa01'");
  assert.deepEqual(await roles(), ['reception'], 'taken back meanwhile');
  await database.owner.query('UPDATE organisation_officer SET active = false WHERE id = $1', [OFFICER]);
  assert.equal(await roles(), 'guest');
  assert.equal((await who(cookies)).session, 'closed');
  await database.owner.query('UPDATE organisation_officer SET active = true WHERE id = $1', [OFFICER]);
  assert.deepEqual(await roles(), ['reception']);
});

test('the day of a role is the day in Vietnam', async () => {
  await database.owner.query("INSERT INTO organisation_assignment (id, officer_id, agency_id, role, valid_from, valid_to, granted_at) VALUES (gen_random_uuid(), $1, 1, 'clerk', '2026-12-01', '2026-12-01', now())", [OFFICER]);
  const at = async (iso: string) => (await deps.sessions.find((await openSession(deps, 'officer', OFFICER, undefined, new Date(iso))).tokenHash, new Date(iso)))?.roles;
  assert.deepEqual(await at('2026-11-30T16:59:59Z'), ['reception']);
  assert.deepEqual(await at('2026-11-30T17:00:00Z'), ['clerk', 'reception']);
  assert.deepEqual(await at('2026-12-01T16:59:59Z'), ['clerk', 'reception']);
  assert.deepEqual(await at('2026-12-01T17:00:00Z'), ['reception']);
});

test('idle and absolute ends, each at its minute; activity only moves the first', async () => {
  const { idleMinutes, absoluteHours } = SESSION_POLICY.officer;
  const { cookies, token } = await officer();
  assert.equal((await who(cookies, new Date(later(idleMinutes).getTime() - 1))).session, 'live');
  const second = await officer();
  assert.equal((await who(second.cookies, later(idleMinutes))).session, 'idle');
  for (let at = 10; at < absoluteHours * 60; at += 10) assert.equal((await who(cookies, later(at))).session, 'live', `${at} minutes`);
  assert.equal((await who(cookies, later(absoluteHours * 60))).session, 'expired');
  const gone = await who(cookies, later(absoluteHours * 60));
  assert.equal(gone.actor.kind, 'guest');
  assert.ok(gone.cookies.some((cookie) => cookie.name === names.session && cookie.clear), 'the dead cookie is taken away');
  assert.equal(token.length, 43);
});

test('last_seen is written at most once a minute', async () => {
  const { cookies, tokenHash } = await citizen('seen');
  const seen = async () => (await database.owner.query('SELECT last_seen_at FROM identity_session WHERE token_hash = $1', [Buffer.from(tokenHash, 'hex')])).rows[0].last_seen_at as Date;
  await who(cookies, later(0.9));
  assert.deepEqual(await seen(), NOW);
  await who(cookies, later(1.1));
  assert.deepEqual(await seen(), later(1.1));
});

test('a page that is only read is answered when last_seen cannot be written', async () => {
  const { cookies } = await citizen('touch');
  const failures: string[] = [];
  const broken = { ...deps, sessions: { ...deps.sessions, touch: async () => { throw new Error('disk full'); } }, onTouchFailed: (error: Error) => failures.push(error.message) };
  assert.equal((await resolveActor(broken, { cookie: (name) => cookies[name], now: later(2) })).session, 'live');
  assert.deepEqual(failures, ['disk full']);
});

test('signing out ends the session for good; signing in again replaces the one before (T-14)', async () => {
  const one = await citizen('out');
  assert.deepEqual((await signOut(deps, one.token, NOW)).map((cookie) => [cookie.name, cookie.clear]), [names.session, names.guest, names.question, names.answer, names.change, names.half, names.kept].map((name) => [name, true]));
  assert.equal((await who(one.cookies)).session, 'ended');
  const two = await citizen('out');
  const three = await openSession(deps, 'citizen', two.citizenId, two.token, NOW);
  assert.notEqual(three.cookie.value, two.token);
  assert.equal((await who(two.cookies)).session, 'ended');
  assert.equal((await who({ [names.session]: three.cookie.value })).session, 'live');
});

test('all sessions of a person end at once, but the one kept', async () => {
  const one = await citizen('many');
  const two = await openSession(deps, 'citizen', one.citizenId, undefined, NOW);
  const keep = (await deps.sessions.find(two.tokenHash, NOW))?.sessionId ?? null;
  const other = await citizen('somebody else');
  assert.equal(await deps.sessions.endAll(one.citizenId, NOW, 'elsewhere', keep), 1);
  assert.equal((await who(one.cookies)).session, 'ended');
  assert.equal((await who({ [names.session]: two.cookie.value })).session, 'live');
  assert.equal((await who(other.cookies)).session, 'live');
});

test('an officer of two authorities works in one at a time', async () => {
  await database.owner.query("INSERT INTO organisation_assignment (id, officer_id, agency_id, role, valid_from, valid_to, granted_at) VALUES (gen_random_uuid(), $1, 2, 'inspector', '2026-11-01', '2026-11-20', now())", [OFFICER]);
  const { cookies, token } = await officer();
  const hash = secrets.hashToken(token) ?? '';
  const seat = async () => { const { actor } = await who(cookies); return actor.kind === 'officer' ? [actor.agencyId, actor.roles] : null; };
  assert.deepEqual(await seat(), [1, ['reception']]);
  await deps.sessions.chooseAgency(hash, 2);
  assert.deepEqual(await seat(), [2, ['inspector']]);
  await deps.sessions.chooseAgency(hash, 999);
  assert.deepEqual(await seat(), [1, ['reception']]);
});

test('forged, cut and foreign tokens and guest cookies open nothing and cost no query', async () => {
  const found = { ...deps, sessions: { ...deps.sessions, find: async () => { throw new Error('asked the database'); } } };
  for (const value of ['', 'x', '../../etc/passwd', "' OR 1=1 --", 'a'.repeat(42), 'a'.repeat(44), `${'a'.repeat(42)}=`, 'ă'.repeat(43)]) {
    const resolved = await resolveActor(found, { cookie: (name) => (name === names.session ? value : undefined), now: NOW });
    assert.equal(resolved.actor.kind, 'guest');
  }
  assert.equal((await who({ [names.session]: randomBytes(32).toString('base64url') })).session, 'ended');
  const guest = secrets.newGuest(NOW);
  const [v = '', id = '', day = '', mac = ''] = guest.cookie.split('.');
  assert.equal(secrets.readGuest(guest.cookie, NOW)?.guestKey, guest.guestKey);
  for (const forged of [`${v}.${id}.${Number(day) + 1}.${mac}`, `${v}.${'A'.repeat(22)}.${day}.${mac}`, `${v}.${id}.${day}.${'A'.repeat(43)}`, id, '']) assert.equal(secrets.readGuest(forged, NOW), null, forged);
  assert.equal(cookieSecrets({ ...ring, lookup: randomBytes(32) }).readGuest(guest.cookie, NOW), null);
});

test('a guest stays the same one for thirty days, with the cookie renewed as they pass; forms are bound to the person', async () => {
  const first = await who({});
  const keyOf = ({ scope }: { readonly scope: ActorScope }): string => (scope.kind === 'guest' ? scope.guestKey : assert.fail());
  assert.notEqual(first.csrf, '');
  const cookie = first.cookies.find((one) => one.name === names.guest)?.value ?? '';
  assert.equal(first.session, 'none');
  const again = await who({ [names.guest]: cookie });
  assert.deepEqual([keyOf(again), again.csrf, again.cookies], [keyOf(first), first.csrf, []]);
  const nextDay = await who({ [names.guest]: cookie }, later(24 * 60));
  assert.equal(keyOf(nextDay), keyOf(first));
  assert.equal(nextDay.cookies.length, 1);
  assert.notEqual(keyOf(await who({ [names.guest]: cookie }, later(32 * 24 * 60))), keyOf(first));
  assert.notEqual((await who({})).csrf, first.csrf);
  const signedIn = await citizen('forms');
  assert.notEqual((await who({ ...signedIn.cookies, [names.guest]: cookie })).csrf, first.csrf);
});

test('row-level security: without a name nobody sees a session or a citizen, and a citizen sees only his own', async () => {
  const one = await citizen('rls one');
  const two = await citizen('rls two');
  const count = async (scope: Parameters<typeof database.app.inScope>[0], table: string) => (await database.app.inScope(scope, 'reads', (tx) => tx.query<{ n: number }>(sql(`SELECT count(*)::int AS n FROM ${table}`))))[0]?.n;
  for (const table of ['identity_session', 'identity_citizen']) {
    assert.equal(await count({ kind: 'public' }, table), 0);
    assert.equal(await count({ kind: 'guest', guestKey: 'x' }, table), 0);
    assert.equal(await count({ kind: 'officer', officerId: uuid(), agencyIds: [1] }, table), 0);
    assert.equal(await count({ kind: 'citizen', citizenId: one.citizenId }, table), 1);
  }
  await assert.rejects(database.app.inScope({ kind: 'citizen', citizenId: one.citizenId }, 'writes', (tx) => tx.query(sql("INSERT INTO identity_session (token_hash, id, kind, subject_id, created_at, last_seen_at, idle_seconds, expires_at) VALUES ($1, $2, 'citizen', $3, now(), now(), 60, now())", [randomBytes(32), uuid(), two.citizenId]))), /row-level security/u);
  const changed = await database.app.inScope({ kind: 'citizen', citizenId: one.citizenId }, 'writes', (tx) => tx.query(sql("UPDATE identity_citizen SET name = 'x' WHERE id = $1 RETURNING id", [two.citizenId])));
  assert.deepEqual(changed, []);
  // After `identity_actor` ran, the connection remembers neither token nor citizen.
  await Promise.all(Array.from({ length: 12 }, () => who(one.cookies)));
  const left = await Promise.all(Array.from({ length: 12 }, () => database.app.read.query<{ n: number }>(sql('SELECT count(*)::int AS n FROM identity_session'))));
  assert.ok(left.every((rows) => rows[0]?.n === 0));
  assert.deepEqual(await database.app.read.query(sql('SELECT identity_token() AS t, identity_person() AS p, mc_citizen() AS c')), [{ t: null, p: null, c: null }]);
});

test('an account is provider + subject: two first sign-ins at once make one, another provider’s same number another', async () => {
  const store = citizenStore(database.app, ring);
  const ids = await Promise.all(Array.from({ length: 6 }, () => store.signIn(claims('race'), uuid, NOW)));
  assert.equal(new Set(ids).size, 1);
  const other = await store.signIn(claims('race', { issuer: 'https://other-sso' }), uuid, NOW);
  assert.notEqual(other, ids[0]);
  assert.equal(await store.signIn(claims('race', { name: 'Nguyễn Thị Hoa Mai', phone: null }), uuid, later(1)), ids[0]);
  const profile = await store.profile(ids[0] ?? '');
  assert.deepEqual([profile?.name, profile?.phone?.reveal(), profile?.personalId?.reveal(), profile?.email?.reveal(), profile?.address?.reveal()], ['Nguyễn Thị Hoa Mai', '0900000001', '060302900001', 'hoa@x.vn', 'thôn 3']);
  assert.doesNotMatch(`${JSON.stringify(profile)} ${inspect(profile)} ${String(profile?.personalId)}`, /060302900001|0900000001|hoa@x/u, 'a profile that is logged shows masks');
  assert.equal(await store.profile(uuid()), null);
});

test('H-20: nothing personal but the name lies in the tables in the open', async () => {
  const dump = JSON.stringify([(await database.owner.query('SELECT * FROM identity_citizen')).rows, (await database.owner.query('SELECT * FROM identity_account')).rows, (await database.owner.query('SELECT * FROM identity_session')).rows]);
  assert.match(dump, /Nguyễn Thị Hoa/u);
  for (const value of ['060302900001', '0900000001', 'hoa@x.vn', 'thôn 3', 'race']) {
    assert.equal(dump.includes(value), false, value);
    assert.equal(dump.includes(Buffer.from(value).toString('base64')), false, value);
  }
});

test('tries are counted together by all who try at once, and start anew after the window', async () => {
  const store = attemptStore(database.app, ring);
  const counters = await Promise.all(Array.from({ length: 30 }, () => store.count('account', 'ai.do', NOW)));
  assert.deepEqual(counters.map((one) => one.tries).sort((a, b) => a - b), Array.from({ length: 30 }, (_, at) => at + 1));
  assert.equal((await store.count('account', 'ai.do', later(14.9))).tries, 31);
  assert.deepEqual(await store.count('account', 'ai.do', later(15)), { since: later(15), tries: 1 });
  await store.count('address', '1.2.3.4', NOW);
  await store.count('address', '1.2.3.4', NOW);
  await store.forgive('address', '1.2.3.4');
  assert.equal((await store.count('address', '1.2.3.4', NOW)).tries, 2);
  await store.forget('address', '1.2.3.4');
  assert.equal((await store.count('address', '1.2.3.4', NOW)).tries, 1);
  const dump = JSON.stringify((await database.owner.query('SELECT * FROM identity_attempt')).rows);
  assert.doesNotMatch(dump, /ai\.do|1\.2\.3\.4/u);
});

test('what is long over is deleted, what still counts is not', async () => {
  const gone = await citizen('purge');
  const kept = await citizen('purge');
  await deps.sessions.end(gone.tokenHash, NOW, 'signed-out');
  await database.owner.query('UPDATE identity_session SET expires_at = $2 WHERE token_hash = $1', [Buffer.from(kept.tokenHash, 'hex'), later(31 * 24 * 60)]);
  const rows = async () => (await database.owner.query('SELECT token_hash FROM identity_session WHERE subject_id = $1', [gone.citizenId])).rows.map((row: { token_hash: Buffer }) => row.token_hash.toString('hex'));
  const purge = purgeIdentity({ purge: identityPurge(database.worker), clock: { now: () => later(30 * 24 * 60) } });
  await purge();
  assert.equal((await rows()).length, 2);
  await purgeIdentity({ purge: identityPurge(database.worker), clock: { now: () => later(30 * 24 * 60 + 1) } })();
  assert.deepEqual(await rows(), [kept.tokenHash]);
  assert.equal((await database.owner.query('SELECT 1 FROM identity_attempt')).rowCount, 0);
  await assert.rejects(database.app.write.query(sql('DELETE FROM identity_session')), /permission denied/u);
});

test('a visitor without a cookie gets one when something asks for the key or the token, and not before', async () => {
  const reader = await who({});
  assert.deepEqual(reader.cookies, []);
  assert.ok(reader.actor.kind === 'guest' && reader.actor.unknown);
  const writer = await who({});
  const token = writer.csrf;
  assert.equal(writer.cookies.length, 1);
  const again = await who({ [names.guest]: writer.cookies[0]?.value ?? '' });
  assert.equal(again.csrf, token);
  assert.ok(again.actor.kind === 'guest' && writer.scope.kind === 'guest' && again.actor.guestKey === writer.scope.guestKey && !again.actor.unknown);
});
