import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { placeKey, searchKey, toneKey } from './spelling.ts';

test('the place of the tone mark does not matter, the tone does', () => {
  for (const [old, today] of [['Hòa', 'Hoà'], ['Thúy', 'Thuý'], ['Hóa', 'Hoá'], ['Khỏe', 'Khoẻ'], ['Tụy', 'Tuỵ']] as const) assert.equal(toneKey(old), toneKey(today));
  assert.notEqual(toneKey('Hòa'), toneKey('Hóa'));
  assert.notEqual(toneKey('Hòa'), toneKey('Hoa'));
  assert.notEqual(toneKey('Đức'), toneKey('Dức'));
});
test('the search key forgives accents, đ, y for i, and joins apostrophes', () => {
  assert.equal(placeKey('Xã Hàm Chính'), 'xa ham chinh');
  assert.equal(placeKey('Mỹ Quý'), placeKey('mi qui'));
  assert.notEqual(placeKey('Thúy'), placeKey('Thúi'));
  assert.equal(searchKey(["Xã Ea H'Leo", 'Tỉnh Đắk Lắk']), ' xa ea h leo tinh dak lak xa ea hleo ');
});
test('composed and decomposed typing give the same keys', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('Hàm', 'Chính', 'Thuỷ', 'Đắk', 'Quốc', 'Ngữ', 'Ẵm', 'Ỷ'), { minLength: 1, maxLength: 5 }), (words) => {
    const name = words.join(' ');
    assert.equal(placeKey(name.normalize('NFD')), placeKey(name.normalize('NFC')));
    assert.equal(toneKey(name.normalize('NFD')), toneKey(name.normalize('NFC')));
    assert.equal(toneKey(name.toUpperCase()), toneKey(name));
  }), { numRuns: 200 });
});
