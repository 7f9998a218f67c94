import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainDate } from '../../../shared/plain-date.ts';
import { agencyOn, checkAgency, isAgencyCode, lineOf, successorOn, withAllBelow, type Agency, type AgencyDraft } from './agency.ts';

const agency = (id: number, more: Partial<Agency> = {}): Agency => ({
  id, code: `H36.${id}`, codeProvisional: false, name: `Cơ quan ${id}`, shortName: `cq ${id}`, kind: 'commune', parentId: 1, bodyId: id, validFrom: plainDate('2025-07-01'), validTo: null,
  successorId: null, communeCode: null, address: null, phone: null, officeNote: null, sourceNote: null, ...more,
});
const province = agency(1, { kind: 'province', parentId: null });
const hamLiem = agency(2);
const desk = agency(3, { kind: 'desk', parentId: 2, bodyId: 2 });
const hamChinh = agency(6, { validFrom: null, validTo: plainDate('2025-06-30'), successorId: 2, parentId: null });
const all = [province, hamLiem, desk, hamChinh];
const map = new Map(all.map((one) => [one.id, one]));

test('QĐ 20/2020/QĐ-TTg Đ.4: 35 capitals, digits and dots, root first', () => {
  for (const good of ['H36', 'H15.50.05.13', 'Z01.ABC', 'K57', `H36.${'A'.repeat(31)}`]) assert.equal(isAgencyCode(good), true, good);
  for (const bad of ['', 'h36', 'H36.', '.H36', 'H36..1', 'H36-1', 'Đ36', 'H36 ', `H36.${'A'.repeat(32)}`]) assert.equal(isAgencyCode(bad), false, bad);
});

test('an agency is closed from the day after its last', () => {
  assert.equal(agencyOn(hamChinh, plainDate('2025-06-30')), 'open');
  assert.equal(agencyOn(hamChinh, plainDate('2025-07-01')), 'closed');
  assert.equal(agencyOn(hamLiem, plainDate('2025-06-30')), 'not-yet');
  assert.equal(agencyOn(hamLiem, plainDate('2026-11-20')), 'open');
});

test('the successor of a day, over several mergers, and none in a circle', () => {
  const older = agency(7, { validTo: plainDate('2024-12-31'), successorId: 6, validFrom: null });
  const with7 = new Map([...map, [7, older]]);
  assert.equal(successorOn(older, with7, plainDate('2024-06-01'))?.id, 7);
  assert.equal(successorOn(older, with7, plainDate('2025-03-01'))?.id, 6);
  assert.equal(successorOn(older, with7, plainDate('2026-01-01'))?.id, 2);
  const a = agency(8, { validTo: plainDate('2025-08-01'), successorId: 9 });
  const b = agency(9, { validTo: plainDate('2025-08-01'), successorId: 8 });
  assert.equal(successorOn(a, new Map([[8, a], [9, b]]), plainDate('2026-01-01')), null);
});

test('what stands below, and the line down to an agency', () => {
  assert.deepEqual(withAllBelow(1, all), [1, 2, 3]);
  assert.deepEqual(withAllBelow(2, all), [2, 3]);
  assert.deepEqual(lineOf(desk, map).map((one) => one.id), [1, 2, 3]);
});

test('a new agency: code, parent of the right level, nothing twice', () => {
  const draft: AgencyDraft = { code: 'H36.99999', codeProvisional: true, name: 'Phòng Kinh tế', shortName: 'Phòng', kind: 'department', parentId: 2, validFrom: plainDate('2026-11-20'), communeCode: null, address: null, phone: null, officeNote: null };
  assert.equal(checkAgency(draft, all), null);
  assert.equal(checkAgency({ ...draft, code: 'H36.2' }, all), 'code-taken');
  assert.equal(checkAgency({ ...draft, code: 'x' }, all), 'code-shape');
  assert.equal(checkAgency({ ...draft, name: 'x' }, all), 'name-missing');
  assert.equal(checkAgency({ ...draft, parentId: null }, all), 'parent-missing');
  assert.equal(checkAgency({ ...draft, parentId: 3 }, all), 'parent-not-authority');
  assert.equal(checkAgency({ ...draft, kind: 'commune', parentId: 2 }, all), 'parent-not-authority');
  assert.equal(checkAgency({ ...draft, kind: 'commune', parentId: 1 }, all), null);
  assert.equal(checkAgency({ ...draft, communeCode: '123' }, all), 'commune-code-shape');
});
