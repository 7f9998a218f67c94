import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readEmail, readPhone } from './contact.ts';

test('telephone numbers as people write them', () => {
  for (const typed of ['0912345678', '0912 345 678', '0912.345.678', '(091) 234-5678', '+84 912 345 678', '+840912345678', '0084912345678', '84912345678', '０９１２３４５６７８']) {
    assert.deepEqual(readPhone(typed), { number: '0912345678', kind: 'mobile' }, typed);
  }
  assert.deepEqual(readPhone('0252 3 812 345'), { number: '02523812345', kind: 'landline' });
  assert.deepEqual(readPhone('01681234567'), { number: '0381234567', kind: 'mobile' }, 'eleven digits of before 2018');
  for (const bad of ['', '0412345678', '091234567', '09123456789', '112', '+1 912 345 678', '0912a45678', '01001234567']) assert.equal(readPhone(bad), null, bad);
});

test('a number that was read reads as itself', () => {
  fc.assert(fc.property(fc.constantFrom('03', '05', '07', '08', '09'), fc.integer({ min: 0, max: 99_999_999 }), (prefix, rest) => {
    const number = prefix + String(rest).padStart(8, '0');
    assert.equal(readPhone(number)?.number, number);
    assert.equal(readPhone(`+84${number.slice(1)}`)?.number, number);
  }), { numRuns: 300 });
});

test('mail addresses that can be sent to, without a way for a second line', () => {
  assert.equal(readEmail(' Hoa.Nguyen+con@Xa.Ham-Liem.vn '), 'Hoa.Nguyen+con@xa.ham-liem.vn');
  assert.equal(readEmail('hoa@nguoidan.example'), 'hoa@nguoidan.example');
  for (const bad of ['', 'hoa', 'hoa@', '@vn.vn', 'hoa@vn', 'a..b@x.vn', '.a@x.vn', 'a@x..vn', 'a@-x.vn', 'a@x.123', 'hoa@x.vn\nBcc: y@z.vn', 'hoa\r@x.vn', 'a b@x.vn', `${'a'.repeat(65)}@x.vn`, `a@${'b'.repeat(250)}.vn`]) assert.equal(readEmail(bad), null, JSON.stringify(bad));
});

test('whatever is accepted as an address has no space or control character', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
    const read = readEmail(text) ?? readEmail(`${text}@x.vn`) ?? '';
    assert.doesNotMatch(read, /[\s\u0000-\u001f\u007f,;<>"]/u);
  }), { numRuns: 300 });
});
