import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainDate } from '../../../shared/plain-date.ts';
import type { Agency } from './agency.ts';
import { onBehalfOf, rightsOn, rolesOn, type Assignment } from './rights.ts';
import { checkGrant, checkOfficer, isUsername, mayManage, type Grant } from './staff.ts';

const d = plainDate;
const agency = (id: number, more: Partial<Agency> = {}): Agency => ({
  id, code: `H.${id}`, codeProvisional: false, name: '', shortName: '', kind: 'commune', parentId: 1, bodyId: id, validFrom: null, validTo: null, successorId: null,
  communeCode: null, address: null, phone: null, officeNote: null, sourceNote: null, ...more,
});
const agencies = new Map([agency(1, { kind: 'province', parentId: null }), agency(2), agency(3, { kind: 'desk', parentId: 2, bodyId: 2 }), agency(4)].map((one) => [one.id, one]));
const held = (agencyId: number, role: Assignment['role'], more: Partial<Assignment> = {}): Assignment => ({ id: `${agencyId}${role}`, officerId: 'x', agencyId, role, from: d('2026-01-01'), to: null, deputyFor: null, revoked: false, ...more });
const day = d('2026-11-20');

test('roles hold from their first to their last day, inclusive, unless taken back', () => {
  const one = [held(2, 'leader', { from: d('2026-03-01'), to: d('2026-03-31') })];
  assert.deepEqual(rolesOn(one, agencies, d('2026-02-28')), []);
  assert.deepEqual(rolesOn(one, agencies, d('2026-03-01')), ['leader']);
  assert.deepEqual(rolesOn(one, agencies, d('2026-03-31')), ['leader']);
  assert.deepEqual(rolesOn(one, agencies, d('2026-04-01')), []);
  assert.deepEqual(rolesOn([held(2, 'leader', { revoked: true })], agencies, day), []);
});

test('roles of two communes never mix: whoever signs in one only looks on in the other', () => {
  const both = [held(2, 'leader'), held(4, 'inspector', { from: d('2026-02-01') })];
  assert.deepEqual(rightsOn(both, agencies, day), { agencyId: 2, roles: ['leader'], agencyIds: [2, 3] });
  assert.deepEqual(rightsOn(both, agencies, day, 4), { agencyId: 4, roles: ['inspector'], agencyIds: [4] });
  assert.deepEqual(rightsOn(both, agencies, day, 1)?.agencyId, 2, 'a place where the officer does not work is not granted by asking');
});

test('only desk head, control and inspector of a province see the communes below', () => {
  assert.deepEqual(rightsOn([held(1, 'control')], agencies, day)?.agencyIds, [1, 2, 3, 4]);
  assert.deepEqual(rightsOn([held(1, 'leader')], agencies, day)?.agencyIds, [1]);
  assert.deepEqual(rightsOn([held(2, 'desk-head')], agencies, day)?.agencyIds, [2, 3]);
  assert.deepEqual(rightsOn([held(1, 'admin')], agencies, day)?.agencyIds, []);
  assert.equal(rightsOn([], agencies, day), null);
});

test('an act says on whose behalf only when the role is a deputy’s and not one’s own', () => {
  assert.equal(onBehalfOf([held(2, 'leader', { deputyFor: 'chair', to: d('2026-12-01') })], 'leader', day), 'chair');
  assert.equal(onBehalfOf([held(2, 'leader'), held(2, 'leader', { deputyFor: 'chair', to: d('2026-12-01') })], 'leader', day), null);
});

test('T-25: nobody touches his own account, nor anybody outside what he administers', () => {
  assert.equal(mayManage('a', [2, 3], 'a', [2]), 'own-account');
  assert.equal(mayManage('a', [2, 3], 'b', [4]), 'not-managed');
  assert.equal(mayManage('a', [2, 3], 'b', [3]), null);
  assert.equal(mayManage('a', [2, 3], 'new', []), null);
});

test('a grant: never from the past, deputies for what the other holds and with an end, administrator alone', () => {
  const grant: Grant = { officerId: 'b', agencyId: 2, role: 'leader', from: day, to: null, deputyFor: null };
  const check = (more: Partial<Grant>, own: Assignment[] = [], principal: Assignment[] = []) => checkGrant({ ...grant, ...more }, agencies.get(2), own, principal, day);
  assert.equal(check({}), null);
  assert.equal(check({ from: d('2026-11-19') }), 'starts-in-past');
  assert.equal(check({ to: d('2026-11-19') }), 'dates-reversed');
  assert.equal(check({ deputyFor: 'c' }), 'deputy-without-end');
  assert.equal(check({ deputyFor: 'b', to: d('2026-12-01') }), 'deputy-is-self');
  assert.equal(check({ deputyFor: 'c', to: d('2026-12-01') }), 'deputy-lacks-role');
  assert.equal(check({ deputyFor: 'c', to: d('2026-12-01') }, [], [held(2, 'leader')]), null);
  assert.equal(check({ deputyFor: 'c', to: d('2026-12-01') }, [], [held(2, 'leader', { deputyFor: 'd' })]), 'deputy-lacks-role', 'a deputy’s deputy');
  assert.equal(check({}, [held(2, 'leader')]), 'already-held');
  assert.equal(check({}, [held(2, 'leader', { revoked: true })]), null);
  assert.equal(check({}, [held(2, 'admin')]), 'admin-with-business');
  assert.equal(check({ role: 'admin' }, [held(2, 'clerk')]), 'admin-with-business');
  assert.equal(checkGrant(grant, undefined, [], [], day), 'agency-unknown');
  assert.equal(checkGrant(grant, agency(2, { validTo: d('2026-01-01') }), [], [], day), 'agency-closed');
});

test('names of officers and accounts', () => {
  assert.equal(checkOfficer({ name: "H'Yiêm Niê", title: 'Văn thư', username: 'hyiem' }), null);
  assert.equal(checkOfficer({ name: 'x'.repeat(121), title: 'Văn thư', username: 'hyiem' }), 'name-long');
  for (const bad of ['ab', 'Tiếp.nhận', 'UPPER', '.dot', 'a b', 'x'.repeat(41)]) assert.equal(isUsername(bad), false, bad);
});
