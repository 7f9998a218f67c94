import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { plainDate } from '../../../shared/plain-date.ts';
import { normalisePersonalNumber, personalNumberShape, personalNumberWarnings } from './personal-number.ts';
import { normaliseTaxCode, taxCodeKind } from './tax-code.ts';

test('12 digits is a personal number, 9 the former one; 13 and 11 are neither', () => {
  assert.equal(personalNumberShape('060302900001'), 'ok');
  assert.equal(personalNumberShape('260100003'), 'former');
  assert.equal(personalNumberShape('0603029000012'), 'wrong-length');
  assert.equal(personalNumberShape('06030290000'), 'wrong-length');
  assert.equal(personalNumberShape('06O302900001'), 'not-digits');
  assert.equal(normalisePersonalNumber(' 060.302 900-001\u00a0'), '060302900001');
});

test('place, sign of century and sex, and year are questions, never refusals', () => {
  const woman2002 = { birthDate: plainDate('2002-03-08'), gender: 'female' as const };
  assert.deepEqual(personalNumberWarnings('060302900001', woman2002), []);
  assert.deepEqual(personalNumberWarnings('060155900003', { birthDate: plainDate('1955-01-01'), gender: 'female' }), []);
  assert.deepEqual(personalNumberWarnings('060202900001', woman2002), ['gender-differs']);
  assert.deepEqual(personalNumberWarnings('060303900001', woman2002), ['year-differs']);
  assert.deepEqual(personalNumberWarnings('060102900001', woman2002), ['year-differs'], 'right digits of the wrong century');
  assert.deepEqual(personalNumberWarnings('003302900001', woman2002), ['unknown-place']);
  assert.deepEqual(personalNumberWarnings('123302900001', woman2002), [], 'born abroad');
  assert.deepEqual(personalNumberWarnings('060302900001', {}), [], 'nothing to compare with');
  assert.deepEqual(personalNumberWarnings('260100003', woman2002), []);
});

test('tax codes that exist, and slips that cannot', () => {
  for (const real of ['0100109106', '0101243150', '0300588569']) assert.equal(taxCodeKind(real), 'organisation', real);
  assert.equal(taxCodeKind(normaliseTaxCode('0100109106-001')), 'branch');
  assert.equal(taxCodeKind('0100109106000'), null);
  assert.equal(taxCodeKind('060302900001'), 'personal');
  for (const bad of ['0100109107', '010010910', '01001091061', '0101234567890123', 'abcdefghij', '']) assert.equal(taxCodeKind(bad), null, bad);
});

test('one wrong digit in a tax code of an organisation is always found', () => {
  fc.assert(fc.property(fc.constantFrom('0100109106', '0101243150', '0300588569'), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 }), (code, place, plus) => {
    const wrong = [...code];
    wrong[place] = String((Number(code[place]) + plus) % 10);
    assert.equal(taxCodeKind(wrong.join('')), null);
  }), { numRuns: 270 });
});
