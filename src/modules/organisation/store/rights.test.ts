import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { Officer } from '../../../shared/actor.ts';
import { plainDate, type PlainDate } from '../../../shared/plain-date.ts';
import { sql } from '../../../platform/postgres/database.ts';
import { openTestDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { ROLES, rightsOn, type Agency, type Assignment } from '../domain/index.ts';
import { addFirstAdministrator } from './first-administrator.ts';
import { organisationStore } from './organisation-store.ts';
import { argon2idHasher } from './password-hasher.ts';
import { readOrganisationSeed, seedOrganisation } from './seed-organisation.ts';

const NOW = new Date('2026-11-20T02:00:00Z');
const hasher = argon2idHasher();
let database: TestDatabase;
let agencies: ReadonlyMap<number, Agency>;
const store = () => organisationStore(database.app);

before(async () => {
  database = await openTestDatabase();
  await seedOrganisation(database.app.write, hasher, readOrganisationSeed(), NOW);
  agencies = new Map((await store().agencies()).map((one) => [one.id, one]));
});
after(() => database.close());

const sqlRights = async (officerId: string, day: string, wanted: number | null) =>
  (await database.app.read.query<{ agency_id: number; agency_ids: number[]; roles: string[] }>(sql('SELECT agency_id, agency_ids, roles FROM v_officer_rights($1, $2, $3)', [officerId, day, wanted])))[0] ?? null;

test('seeding twice makes nothing twice', async () => {
  assert.deepEqual(await seedOrganisation(database.app.write, hasher, readOrganisationSeed(), NOW), { agencies: 0, officers: 0 });
});

test('the demo has officers for every role in both communes, and old communes that lead to the new ones', async () => {
  for (const commune of [2, 12]) {
    const staff = await store().staffOf([...agencies.values()].filter((one) => one.bodyId === commune).map((one) => one.id));
    assert.deepEqual(new Set(staff.flatMap((one) => one.assignments.map((held) => held.role))), new Set(ROLES), agencies.get(commune)?.shortName);
  }
  assert.equal(agencies.get(6)?.successorId, 2, 'Hàm Chính → Hàm Liêm');
  assert.deepEqual([agencies.get(6)?.communeCode, agencies.get(2)?.communeCode, agencies.get(17)?.communeCode, agencies.get(12)?.communeCode], ['23098', '23095', '10852', '10813']);
  assert.ok([...agencies.values()].every((one) => one.codeProvisional && one.sourceNote !== null), 'no code has been announced, so none may look as if');
});

test('rights of typical people', async () => {
  const rights = async (username: string) => sqlRights((await store().byUsername(username))?.officerId ?? '', '2026-11-20', null);
  assert.deepEqual(await rights('tiepnhan.hamliem'), { agency_id: 2, agency_ids: [2, 3, 6, 7], roles: ['reception'] }, 'desk: the commune, its desk, and the communes that went into it');
  assert.deepEqual(await rights('motcua.thanhha'), { agency_id: 12, agency_ids: [12, 13, 16, 17], roles: ['desk-head'] }, 'head of a commune’s desk does not look beyond it');
  assert.deepEqual(await rights('kiemsoat.lamdong'), { agency_id: 1, agency_ids: [1, 2, 3, 4, 5, 6, 7], roles: ['control'] }, 'province: everything below');
  assert.deepEqual(await rights('quantri.hamliem'), { agency_id: 2, agency_ids: [], roles: ['admin'] }, 'an administrator sees no dossier');
});

test('the SQL and the pure rule never differ', async () => {
  const officer = '01920000-0000-7000-8000-00000000f001';
  await database.owner.query("INSERT INTO organisation_officer (id, name, title, username, active, created_at) VALUES ($1, 'Người thử', 'Thử', 'nguoi.thu', true, now())", [officer]);
  const ids = [...agencies.keys()];
  const day = fc.integer({ min: 0, max: 9 }).map((n): PlainDate => plainDate(`2025-0${n < 5 ? 6 : 7}-0${1 + (n % 5)}`));
  const held = fc.record({ agencyId: fc.constantFrom(...ids), role: fc.constantFrom(...ROLES), from: day, days: fc.option(fc.integer({ min: 0, max: 40 }), { nil: null }), deputy: fc.boolean(), revoked: fc.boolean() });
  await fc.assert(fc.asyncProperty(fc.array(held, { maxLength: 5 }), day, fc.option(fc.constantFrom(...ids), { nil: null }), async (list, on, wanted) => {
    const assignments = list.map((one, n): Assignment => ({
      id: `01920000-0000-7000-8000-0000000${n}e000`, officerId: officer, agencyId: one.agencyId, role: one.role, from: one.from, revoked: one.revoked,
      to: one.days === null ? (one.deputy ? plainDate('2026-01-01') : null) : plainDate(new Date(Date.parse(one.from) + one.days * 86_400_000).toISOString().slice(0, 10)),
      deputyFor: one.deputy ? '01920000-0000-7000-8000-000000000001' : null,
    }));
    await database.owner.query('DELETE FROM organisation_assignment WHERE officer_id = $1', [officer]);
    for (const one of assignments) await database.owner.query('INSERT INTO organisation_assignment (id, officer_id, agency_id, role, valid_from, valid_to, deputy_for, granted_at, revoked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, now(), $8)', [one.id, officer, one.agencyId, one.role, one.from, one.to, one.deputyFor, one.revoked ? NOW : null]);
    const fromSql = await sqlRights(officer, on, wanted);
    const pure = rightsOn(assignments, agencies, on, wanted);
    assert.deepEqual(fromSql && { agencyId: fromSql.agency_id, agencyIds: fromSql.agency_ids, roles: [...fromSql.roles].sort() }, pure && { ...pure, roles: [...pure.roles].sort() });
  }), { numRuns: 120 });
});

test('the database itself refuses a grant to oneself, in another’s name, and any change of the record of changes', async () => {
  const admin = '01920000-0000-7000-8000-00000000000a';
  const other = '01920000-0000-7000-8000-000000000001';
  const grant = (to: string, by: string) => database.app.inScope({ kind: 'officer', officerId: admin, agencyIds: [] }, 'writes', (tx) => tx.query(sql(
    "INSERT INTO organisation_assignment (id, officer_id, agency_id, role, valid_from, granted_by, granted_at) VALUES (gen_random_uuid(), $1, 2, 'leader', '2026-11-20', $2, now())", [to, by])));
  await grant(other, admin);
  await assert.rejects(grant(admin, admin), /row-level security/u);
  await assert.rejects(grant(other, other), /row-level security/u);
  for (const statement of ["UPDATE organisation_change SET what = 'x'", 'DELETE FROM organisation_change', 'DELETE FROM organisation_assignment', 'DELETE FROM organisation_agency', "UPDATE organisation_officer SET username = 'x'"]) {
    await assert.rejects(database.app.write.query(sql(statement)), /permission denied/u, statement);
  }
  await assert.rejects(database.worker.read.query(sql('SELECT * FROM organisation_credential')), /permission denied/u);
});

test('an agency cannot stand below itself, and a unit follows its authority', async () => {
  await assert.rejects(database.owner.query('UPDATE organisation_agency SET parent_id = 3 WHERE id = 2'), /below itself/u);
  const by: Officer = { kind: 'officer', officerId: '01920000-0000-7000-8000-00000000000a', name: '', title: '', agencyId: 2, agencyIds: [], roles: ['admin'] };
  const draft = { code: 'H36.23095.02', codeProvisional: true, name: 'Phòng Kinh tế', shortName: 'Phòng Kinh tế', kind: 'department' as const, parentId: 2, validFrom: plainDate('2026-11-20'), communeCode: null, address: null, phone: null, officeNote: null };
  const id = await store().addAgency(by, draft, NOW);
  assert.ok(id > 1000);
  assert.equal((await store().agency(id))?.bodyId, 2);
});

test('an empty installation gets its first administrator once, and a filled one never', async () => {
  const empty = await openTestDatabase();
  try {
    let n = 0;
    const deps = { hasher, ids: { uuid: () => `01920000-0000-7000-8000-00000000b${String(++n).padStart(3, '0')}`, secret: (length: number) => 'A7'.repeat(length / 2) } };
    const asked = { agency: { code: 'H36.23095', codeProvisional: true, name: 'Ủy ban nhân dân xã Hàm Liêm', shortName: 'xã Hàm Liêm', kind: 'commune' as const, communeCode: '23095' }, name: 'Người Quản Trị', title: 'Quản trị', username: 'quan.tri' };
    assert.deepEqual(await addFirstAdministrator(empty.app, deps, { ...asked, username: 'Quản trị' }, NOW), { ok: false, refusal: 'username-shape' });
    const both = await Promise.all([addFirstAdministrator(empty.app, deps, asked, NOW), addFirstAdministrator(empty.app, deps, asked, NOW)]);
    assert.deepEqual(both.map((one) => one.ok).sort(), [false, true]);
    assert.deepEqual(both.find((one) => one.ok), { ok: true, value: { password: 'A7A7-A7A7-A7A7-A7A7' } });
    const credential = await organisationStore(empty.app).byUsername('quan.tri');
    assert.deepEqual([credential?.mustChange, await hasher.verify(credential?.passwordHash ?? '', 'A7A7-A7A7-A7A7-A7A7')], [true, true]);
    assert.deepEqual(await addFirstAdministrator(database.app, deps, { ...asked, username: 'back.door' }, NOW), { ok: false, refusal: 'not-empty' });
  } finally {
    await empty.close();
  }
});
