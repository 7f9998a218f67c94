import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { openTestDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { Telephone } from '../../../../test/support/telephone.ts';
import type { Keyring } from '../../../platform/crypto/seal.ts';
import { systemIds } from '../../../platform/crypto/ids.ts';
import { sql } from '../../../platform/postgres/database.ts';
import type { Officer } from '../../../shared/actor.ts';
import { plainDate } from '../../../shared/plain-date.ts';
import { secondFactors } from '../use-cases/second-factors.ts';
import { oneTimeCodes } from './one-time-codes.ts';
import { organisationStore } from './organisation-store.ts';
import { secondFactorStore } from './second-factor-store.ts';

const NOW = new Date('2026-11-20T02:00:10Z');
const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);
const ring: Keyring = { current: 'k1', keys: { k1: randomBytes(32) }, lookup: randomBytes(32) };
const id = (n: number): string => `01920000-0000-7000-8000-00000000f0${String(n).padStart(2, '0')}`;
const [LEADER, ADMIN, OTHER] = [id(1), id(2), id(3)];
const admin: Officer = { kind: 'officer', officerId: ADMIN, name: '', title: '', agencyId: 1, agencyIds: [], roles: ['admin'] };
let database: TestDatabase;
let store: ReturnType<typeof secondFactorStore>;
let factors: ReturnType<typeof secondFactors>;

describe('what is kept of a second factor', () => {
  before(async () => {
    database = await openTestDatabase();
    store = secondFactorStore(database.app, ring);
    factors = secondFactors({ factors: store, codes: oneTimeCodes(systemIds), staff: organisationStore(database.app) });
    await database.owner.query("INSERT INTO organisation_agency (id, code, name, short_name, kind, parent_id, body_id, valid_from) VALUES (1, 'H36', 'Tỉnh', 'tỉnh', 'province', NULL, 1, '2025-07-01'), (2, 'H36.2', 'Xã', 'xã hai', 'commune', 1, 2, '2025-07-01'), (3, 'H36.2.1', 'Phòng', 'phòng', 'department', 2, 2, '2025-07-01')");
    for (const [officer, username, agency, role] of [[LEADER, 'lanh.dao', 3, 'leader'], [ADMIN, 'quan.tri', 1, 'admin'], [OTHER, 'tiep.nhan', 2, 'reception']] as const) {
      await database.owner.query("INSERT INTO organisation_officer (id, name, title, username, active, created_at) VALUES ($1, 'Người', 'Cán bộ', $2, true, now())", [officer, username]);
      await database.owner.query("INSERT INTO organisation_assignment (id, officer_id, agency_id, role, valid_from, granted_at) VALUES (gen_random_uuid(), $1, $2, $3, '2026-01-01', now())", [officer, agency, role]);
    }
  });
  after(() => database.close());
  beforeEach(async () => { await database.owner.query('DELETE FROM organisation_second_factor; DELETE FROM organisation_second_factor_rule'); });

  /** set up with a telephone of its own */
  async function setUp(officerId = LEADER): Promise<{ readonly telephone: Telephone; readonly paper: readonly string[] }> {
    const secret = factors.propose();
    const telephone = new Telephone(secret);
    const made = await factors.turnOn(officerId, secret, telephone.code(NOW), false, NOW);
    assert.ok(made.ok);
    return { telephone, paper: made.value };
  }
  const notes = async (officerId = LEADER): Promise<readonly string[]> => (await database.owner.query<{ what: string }>('SELECT what FROM organisation_change WHERE officer_id = $1 ORDER BY id', [officerId])).rows.map((row) => row.what);

  test('secret and codes stand there sealed and hashed under the keyring; another ring opens nothing, another row’s seal neither', async () => {
    const { telephone, paper } = await setUp();
    await setUp(OTHER);
    const { rows } = await database.owner.query<{ all: string }>('SELECT f::text AS all FROM organisation_second_factor f');
    const dump = JSON.stringify(rows);
    for (const one of [telephone.secret, ...paper, ...paper.map((code) => code.replaceAll(' ', ''))]) assert.ok(!dump.includes(one) && !dump.includes(Buffer.from(one).toString('hex')));
    const unkeyed = paper.map((code) => createHmac('sha256', '').update(code.replaceAll(' ', '')).digest('hex'));
    assert.ok(unkeyed.every((hash) => !dump.includes(hash)));
    await assert.rejects(secondFactorStore(database.app, { ...ring, keys: { k1: randomBytes(32) } }).find(LEADER));
    await database.owner.query('UPDATE organisation_second_factor SET secret_sealed = (SELECT secret_sealed FROM organisation_second_factor WHERE officer_id = $2) WHERE officer_id = $1', [LEADER, OTHER]);
    await assert.rejects(store.find(LEADER), 'copied over from another officer');
  });
  test('a code counts once, also of many at once; what was typed for another officer does not', async () => {
    const { telephone } = await setUp();
    await setUp(OTHER);
    const code = telephone.code(later(30));
    assert.equal(await factors.take(OTHER, code, null, later(30)), false);
    const at = await Promise.all(Array.from({ length: 8 }, () => factors.take(LEADER, code, null, later(30))));
    assert.equal(at.filter(Boolean).length, 1);
    assert.equal(await factors.take(LEADER, code, null, later(31)), false);
    assert.equal(await factors.take(LEADER, telephone.code(NOW), null, later(31)), false, 'the code of the set-up has counted, too');
    assert.equal(await factors.take(LEADER, telephone.code(later(60)), null, later(31)), true, 'a telephone half a minute ahead');
    assert.equal(await factors.take(LEADER, telephone.code(later(31)), null, later(31)), false, 'after which none before it counts');
    assert.equal(await factors.take(LEADER, telephone.code(later(90)), null, later(90)), true);
  });
  test('a button pressed twice: the same press is let through again for ten seconds, the same code by any other press is not', async () => {
    const { telephone } = await setUp();
    const code = telephone.code(later(30));
    const at = await Promise.all(Array.from({ length: 4 }, () => factors.take(LEADER, code, 'this-press', later(30))));
    assert.deepEqual(at, [true, true, true, true]);
    for (const press of ['another-press', null]) assert.equal(await factors.take(LEADER, code, press, later(31)), false);
    assert.equal(await factors.take(LEADER, code, 'this-press', later(39)), true);
    assert.equal(await factors.take(LEADER, code, 'this-press', later(40)), false, 'and it is not made longer by pressing on');
    assert.equal(await factors.take(LEADER, telephone.code(later(60)), 'this-press', later(40)), true, 'the next code counts by the same form');
    assert.equal(await factors.take(LEADER, code, 'this-press', later(41)), false, 'after which none before it does');
    const first = new Telephone((await store.find(LEADER))?.secret ?? '');
    assert.equal(await factors.take(LEADER, first.code(NOW), null, NOW), false, 'a set-up has no press that could come twice');
  });
  test('a recovery code counts once, also of many at once, and each use is noted', async () => {
    const { paper } = await setUp();
    const before = (await notes()).length;
    const at = await Promise.all(Array.from({ length: 8 }, () => factors.take(LEADER, paper[4] ?? '', null, NOW)));
    assert.equal(at.filter(Boolean).length, 1);
    assert.deepEqual([(await factors.of(LEADER, NOW)).codesLeft, (await notes()).slice(before)], [9, ['second-factor.recovery']]);
    for (const code of paper) await factors.take(LEADER, code, null, NOW);
    assert.equal((await factors.of(LEADER, NOW)).codesLeft, 0);
    assert.equal(await factors.take(LEADER, paper[0] ?? '', null, NOW), false);
  });
  test('two who set it up at once: one does, and only that one’s telephone counts', async () => {
    const secrets = [factors.propose(), factors.propose(), factors.propose()];
    const made = await Promise.all(secrets.map((secret) => factors.turnOn(LEADER, secret, new Telephone(secret).code(NOW), false, NOW)));
    assert.equal(made.filter((one) => one.ok).length, 1);
    const taken = await Promise.all(secrets.map((secret) => factors.take(LEADER, new Telephone(secret).code(later(30)), null, later(30))));
    assert.deepEqual(taken, made.map((one) => one.ok));
    assert.deepEqual((await notes()).slice(-1), ['second-factor.on']);
  });
  test('a code read before another telephone took the place counts no more', async () => {
    await setUp();
    const read = await store.find(LEADER);
    assert.ok(read);
    const secret = factors.propose();
    assert.ok((await factors.turnOn(LEADER, secret, new Telephone(secret).code(NOW), true, NOW)).ok);
    assert.equal(await store.takeStep(LEADER, read, read.lastStep + 5, null, NOW), false);
    assert.deepEqual(await factors.turnOn(LEADER, secret, new Telephone(secret).code(NOW), false, NOW), { ok: false, refusal: 'already' });
    assert.deepEqual(await factors.turnOn(OTHER, secret, new Telephone(secret).code(NOW), true, NOW), { ok: false, refusal: 'already' }, 'nothing to take the place of');
  });
  test('row by row: nobody sees another’s, an administrator may empty it and never fill it, and none is ever deleted', async () => {
    await setUp();
    const count = async (officerId: string): Promise<number> => (await database.app.inScope({ kind: 'officer', officerId, agencyIds: [1, 2, 3] }, 'reads', (tx) => tx.query(sql('SELECT 1 FROM organisation_second_factor')))).length;
    assert.deepEqual([await count(LEADER), await count(OTHER), await count(ADMIN)], [1, 0, 1]);
    assert.deepEqual((await database.app.read.query(sql('SELECT 1 FROM organisation_second_factor'))).length, 0);
    const as = (officerId: string, text: string) => database.app.inScope({ kind: 'officer', officerId, agencyIds: [1, 2, 3] }, 'writes', (tx) => tx.query(sql(text, [LEADER])));
    assert.deepEqual(await as(OTHER, "UPDATE organisation_second_factor SET secret_sealed = NULL, recovery = '{}' WHERE officer_id = $1 RETURNING 1"), []);
    await assert.rejects(as(ADMIN, "UPDATE organisation_second_factor SET secret_sealed = 'k1.planted' WHERE officer_id = $1"), /row-level security/u);
    await assert.rejects(as(ADMIN, "INSERT INTO organisation_second_factor (officer_id, secret_sealed, last_step, recovery, set_up_at) VALUES ($1, 'k1.planted', 0, '{}', now())"), /row-level security|duplicate/u);
    await assert.rejects(as(LEADER, 'DELETE FROM organisation_second_factor WHERE officer_id = $1'), /permission denied/u);
    await assert.rejects(database.worker.read.query(sql('SELECT officer_id, secret_sealed FROM organisation_second_factor')), /permission denied/u, 'the worker sees seals, not whose');
    await assert.rejects(as(OTHER, "INSERT INTO organisation_second_factor_rule (agency_id, role, since, changed_at) SELECT 2, 'leader', NULL, now() WHERE $1::uuid IS NOT NULL"), /row-level security/u);
    assert.equal(await store.remove(admin, LEADER, NOW), true);
    assert.equal(await store.remove(admin, LEADER, NOW), false, 'once');
    assert.deepEqual([(await factors.of(LEADER, NOW)).on, (await notes()).slice(-1)], [null, ['second-factor.remove']]);
    await setUp();
  });
  test('the rule of the authority and of the one above, for whoever works in a unit of it', async () => {
    assert.equal((await factors.of(LEADER, NOW)).requiredSince, null);
    await store.setRule(admin, { agencyId: 1, role: 'leader', since: plainDate('2026-11-20') }, NOW);
    assert.equal((await factors.of(LEADER, NOW)).requiredSince, '2026-11-20', 'through unit, commune and province');
    assert.equal((await factors.of(LEADER, new Date('2026-11-19T16:59:59Z'))).requiredSince, null, 'days are Vietnam’s');
    assert.equal((await factors.of(LEADER, new Date('2026-11-19T17:00:00Z'))).requiredSince, '2026-11-20');
    assert.equal((await factors.of(OTHER, NOW)).requiredSince, null);
    await store.setRule(admin, { agencyId: 1, role: 'leader', since: null }, NOW);
    assert.equal((await factors.of(LEADER, NOW)).requiredSince, null);
    assert.deepEqual((await database.owner.query("SELECT by_officer, agency_id, detail FROM organisation_change WHERE what = 'second-factor.rule' ORDER BY id")).rows, [{ by_officer: ADMIN, agency_id: 1, detail: { role: 'leader', since: '2026-11-20' } }, { by_officer: ADMIN, agency_id: 1, detail: { role: 'leader', since: null } }]);
  });
});
