import { test } from 'node:test';
import assert from 'node:assert/strict';
import { placeFiles } from '../store/seed-places.ts';
import { plainDate } from '../../../shared/plain-date.ts';
import { describeAddress, countryName, nameInSentence, PlaceBook, placeKey, readPlaces, readPlaceQuery, resolveFormer, toneKey } from './index.ts';

const files = placeFiles();
const facts = readPlaces(files);
const book = new PlaceBook('test', facts.provinces, facts.communes);
const resolve = (code: string, until = '2025-07-01') => resolveFormer({ code, until: plainDate(until) }, facts.successions, facts.formerCommunes, book);

test('34 provinces and 3,321 communes are in force, 10,035 were before (19/2025/QĐ-TTg; 1365/NQ-UBTVQH15)', () => {
  assert.equal(book.provinces().length, 34);
  assert.equal(book.provinces().flatMap((province) => book.communesOf(province.code)).length, 3321);
  assert.equal(facts.communes.filter((one) => one.validTo === null).length, 3321);
  assert.equal(facts.formerCommunes.filter((one) => one.until === '2025-07-01').length, 10_035);
  assert.equal(book.provinces(plainDate('2025-07-01')).length, 34);
  assert.equal(facts.communes.filter((one) => one.validFrom === '2025-07-01').length, 3321);
});
test('Đồng Nai has been a city since 30 April 2026 and keeps its old type for older days (30/2026/QH16)', () => {
  assert.equal(book.province('75', plainDate('2026-04-29'))?.name, 'Tỉnh Đồng Nai');
  assert.equal(book.province('75', plainDate('2026-04-30'))?.name, 'Thành phố Đồng Nai');
  assert.equal(book.province('75')?.name, 'Thành phố Đồng Nai');
  assert.equal(book.commune('26425', plainDate('2026-01-01'))?.name, 'Xã Xuân Lộc');
  assert.equal(book.commune('26425')?.name, 'Phường Xuân Lộc');
  assert.equal(book.province('24', plainDate('2026-09-19'))?.name, 'Tỉnh Bắc Ninh');
});
test('Hàm Chính is in Hàm Liêm, Lâm Đồng', () => {
  const found = resolve('23098');
  assert.ok(found.kind === 'one');
  assert.equal(found.now.commune.name, 'Xã Hàm Liêm');
  assert.equal(found.now.province.name, 'Tỉnh Lâm Đồng');
  assert.equal(found.inferred, false);
});
test('Thanh Xá went to Thanh Tân in December 2024 and with it to Thanh Hà, Hải Phòng; the first step is inferred', () => {
  const found = resolve('10852', '2024-12-01');
  assert.ok(found.kind === 'one');
  assert.deepEqual([found.now.commune.name, found.now.province.name], ['Xã Thanh Hà', 'Thành phố Hải Phòng']);
  assert.deepEqual(found.steps, [{ name: 'Xã Thanh Tân', from: '2024-12-01' }, { name: 'Xã Thanh Hà', from: '2025-07-01' }]);
  assert.equal(found.inferred, true);
});
test('a code that was used again keeps its bearers apart: 10861 was Thanh Thủy, then Thanh Tân', () => {
  const names = facts.formerCommunes.filter((one) => one.code === '10861').map((one) => [one.until, one.name]);
  assert.deepEqual(names.sort(), [['2024-12-01', 'Xã Thanh Thủy'], ['2025-07-01', 'Xã Thanh Tân']]);
  assert.equal(resolve('10861', '2024-12-01').kind, 'one');
  assert.equal(resolve('10861').kind, 'one');
});
test('a divided commune asks instead of guessing', () => {
  const found = resolve('00016');
  assert.ok(found.kind === 'divided');
  assert.deepEqual(found.choices.map((one) => one.commune.code).sort(), ['00004', '00008', '00025']);
  const part = facts.successions.find((one) => one.how === 'part');
  assert.ok(part);
  assert.equal(resolve(part.oldCode).kind, 'divided', 'of a commune known to have gone only in part nothing is certain either');
});
test('where the record is silent the answer is unknown, with the neighbours offered', () => {
  const found = resolveFormer({ code: '00712', until: plainDate('2025-07-01') }, facts.successions, facts.formerCommunes, book, book.communesOf('08').slice(0, 2));
  assert.ok(found.kind === 'unknown');
  assert.equal(found.nearby.length, 2);
});
test('every succession ends in units in force and none runs in a circle', () => {
  let [one, divided, unknown] = [0, 0, 0];
  const byOld = new Map<string, typeof facts.successions>();
  for (const step of facts.successions) byOld.set(step.oldCode, [...(byOld.get(step.oldCode) ?? []), step]);
  for (const former of facts.formerCommunes) {
    const near = (byOld.get(former.code) ?? []).flatMap((step) => [step, ...(byOld.get(step.newCode) ?? [])]);
    const found = resolveFormer(former, near, facts.formerCommunes.filter((other) => near.some((step) => step.newCode === other.code)), book);
    if (found.kind === 'one') one += 1; else if (found.kind === 'divided') divided += 1; else unknown += 1;
  }
  assert.equal(one + divided + unknown, 10_038);
  assert.equal(unknown, 266);
  assert.equal(divided, 472);
});
test('describeAddress writes the new units, the old words in brackets, and never a place for an unknown code', () => {
  const address = { country: 'VN', province: '68', commune: '23095', detail: 'Thôn Phú Thái', declaredText: 'xã Hàm Chính, huyện Hàm Thuận Bắc, tỉnh Bình Thuận' };
  assert.equal(describeAddress(address, book, 'vi'), 'Thôn Phú Thái, xã Hàm Liêm, tỉnh Lâm Đồng (cũ: xã Hàm Chính, huyện Hàm Thuận Bắc, tỉnh Bình Thuận)');
  assert.equal(describeAddress({ country: 'VN', province: '68', commune: '23095' }, book, 'en'), 'Hàm Liêm Commune, Lâm Đồng Province');
  assert.equal(describeAddress({ country: 'VN', province: '68', commune: '99999', detail: 'Số 5' }, book, 'vi'), 'Số 5, tỉnh Lâm Đồng');
  assert.equal(describeAddress({ country: 'VN', declaredText: 'thôn cũ nói sao cũng được' }, book, 'vi'), 'Thôn cũ nói sao cũng được');
  assert.equal(describeAddress({ country: 'VN', province: '31', commune: '10813', declaredText: 'Xã Thanh Hà, thành phố Hải Phòng' }, book, 'vi'), 'Xã Thanh Hà, thành phố Hải Phòng', 'the same said twice is said once');
  assert.equal(describeAddress({ country: 'FR', detail: '12 rue X, Lyon' }, book, 'vi'), '12 rue X, Lyon, Pháp');
  assert.equal(describeAddress({ country: 'VN', commune: '26425' }, book, 'vi', plainDate('2025-12-31')), 'Xã Xuân Lộc, tỉnh Đồng Nai', 'a paper of an earlier day keeps that day’s names');
  assert.equal(countryName('200', 'vi'), 'không quốc tịch');
  assert.equal(nameInSentence('Phường 5', 'en'), 'Ward 5');
});
test('what is typed becomes words looked for', () => {
  assert.equal(readPlaceQuery('a'), null);
  assert.equal(readPlaceQuery('  !! '), null);
  assert.deepEqual(readPlaceQuery('P5, Q.3 TP HCM')?.patterns, ['% p%', '% 5 %', '% q%', '% 3 %', '% thanh%', '% pho%', '% ho%', '% chi%']);
  assert.deepEqual(readPlaceQuery('Hàm Chính'.normalize('NFD'))?.key, 'ham chinh');
  assert.deepEqual(readPlaceQuery('Hoà Phú')?.toned, [toneKey('Hòa'), toneKey('Phú')]);
  assert.deepEqual(readPlaceQuery('hoa phu')?.toned, []);
  assert.ok((readPlaceQuery('x'.repeat(5000))?.key.length ?? 0) <= 120);
});
test('a broken line stops the reading and says where', () => {
  assert.throws(() => readPlaces({ ...files, communes: 'code\tname\tprovinceCode\n123\tXã A\t01\n' }), /communes\.tsv line 2.*5 digits/u);
  assert.throws(() => readPlaces({ ...files, communes: 'h\n00004\tXã A\t03\n' }), /no province 03/u);
  assert.throws(() => readPlaces({ ...files, successors: `${files.successors}00001\t00004\tperhaps\n` }), /unknown kind of succession/u);
  assert.equal(placeKey(facts.communes.find((one) => one.code === '06325')?.name ?? ''), 'xa bac son');
});
