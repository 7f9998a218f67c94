import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { plainDate } from '../../../shared/plain-date.ts';
import { checkRule, codeOf, counterBytes, enrolmentAddress, fromBase32, inGroups, readTypedCode, requiredSince, SECOND_FACTOR, stepAt, stepOfCode, toBase32, type FactorRule, type Post } from './second-factor.ts';

const mac = (secret: Uint8Array, step: number): Buffer => createHmac('sha1', secret).update(counterBytes(step)).digest();
/** the secret of both RFCs' tables: ASCII digits */
const SECRET = Buffer.from('12345678901234567890');
const codeAt = (step: number): string => codeOf(mac(SECRET, step));

describe('golden cases of the standards', () => {
  test('RFC 6238 Appendix B, mode SHA1: time, step, eight digits', () => {
    for (const [seconds, step, code] of [[59, 0x1, '94287082'], [1_111_111_109, 0x23523ec, '07081804'], [1_111_111_111, 0x23523ed, '14050471'], [1_234_567_890, 0x273ef07, '89005924'], [2_000_000_000, 0x3f940aa, '69279037'], [20_000_000_000, 0x27bc86aa, '65353130']] as const) {
      assert.equal(stepAt(new Date(seconds * 1000)), step);
      assert.equal(codeOf(mac(SECRET, step), 8), code);
      assert.equal(codeAt(step), code.slice(2), 'six digits are the last six');
    }
  });
  test('RFC 4226 Appendix D: counters 0 to 9, six digits', () => {
    assert.deepEqual(Array.from({ length: 10 }, (_, at) => codeAt(at)), ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489']);
  });
  test('RFC 4226 5.4: the example of the dynamic offset', () => {
    assert.equal(codeOf(Buffer.from('1f8698690e02ca16618550ef7f19da8e945b555a', 'hex')), '872921');
  });
  test('RFC 4648 10: base 32, without its padding', () => {
    for (const [text, coded] of [['', ''], ['f', 'MY'], ['fo', 'MZXQ'], ['foo', 'MZXW6'], ['foob', 'MZXW6YQ'], ['fooba', 'MZXW6YTB'], ['foobar', 'MZXW6YTBOI']] as const) {
      assert.equal(toBase32(Buffer.from(text)), coded);
      assert.equal(Buffer.from(fromBase32(coded)).toString(), text);
    }
    assert.throws(() => fromBase32('MZ1'), /base 32/u);
  });
});

describe('a code, its time and its one use', () => {
  const at = (step: number, second = 7): Date => new Date((step * SECOND_FACTOR.stepSeconds + second) * 1000);
  const steps = fc.integer({ min: 2, max: 200_000_000 });

  test('property: secrets of any length come back from base 32', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => assert.deepEqual(fromBase32(toBase32(bytes)), bytes)), { numRuns: 200 });
  });
  test('property: the code of a telephone whose clock is off by one step counts, by two does not, at any second of a step', () => {
    fc.assert(fc.property(steps, fc.integer({ min: -4, max: 4 }), fc.integer({ min: 0, max: 29 }), (step, off, second) => {
      // By chance another step may have the same six digits: then that one is meant.
      const allowed = [-1, 0, 1].filter((one) => codeAt(step + one) === codeAt(step + off)).at(-1);
      assert.equal(stepOfCode(codeAt(step + off), at(step, second), 0, codeAt), allowed === undefined ? null : step + allowed);
      if (Math.abs(off) <= 1) assert.notEqual(allowed, undefined);
    }), { numRuns: 200 });
  });
  test('property: in any order of tries and times no code counts twice, and none that lies before one that counted', () => {
    fc.assert(fc.property(steps, fc.array(fc.record({ forward: fc.integer({ min: 0, max: 2 }), off: fc.integer({ min: -1, max: 1 }) }), { maxLength: 20 }), (start, tries) => {
      let [now, last] = [start, 0];
      const counted: number[] = [];
      for (const one of tries) {
        now += one.forward;
        const step = stepOfCode(codeAt(now + one.off), at(now), last, codeAt);
        if (step === null) continue;
        counted.push(step);
        last = step;
      }
      assert.deepEqual(counted, [...new Set(counted)].toSorted((a, b) => a - b));
    }), { numRuns: 200 });
  });
  test('two steps with the same digits are used up together', () => {
    const same = (): string => '123456';
    assert.equal(stepOfCode('123456', at(100), 0, same), 101);
    assert.equal(stepOfCode('123456', at(100), 101, same), null);
    assert.equal(stepOfCode('123456', at(101), 101, same), 102);
  });
  test('what is typed or pasted: blanks, dots, dashes and wide digits are forgiven, nothing else is', () => {
    for (const typed of ['287082', ' 287 082 ', '287\u00a0082', '287-082', '28.70.82', '\t287082\n', '２８７０８２']) assert.deepEqual(readTypedCode(typed), { kind: 'code', digits: '287082' }, typed);
    for (const typed of ['482109375512', '4821 0937 5512', '4821-0937–5512']) assert.deepEqual(readTypedCode(typed), { kind: 'recovery', digits: '482109375512' }, typed);
    for (const typed of ['', ' ', '28708', '2870821', '28708a', 'O87O82', '-287082x', '48210937551', '4821093755123', '+28708', '2870.8e2']) assert.equal(readTypedCode(typed), null, typed);
  });
  test('what the square code says', () => {
    assert.equal(enrolmentAddress('Cổng dịch vụ công: xã', 'lanhdao.hamliem', 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'),
      'otpauth://totp/C%E1%BB%95ng%20d%E1%BB%8Bch%20v%E1%BB%A5%20c%C3%B4ng%20%20x%C3%A3:lanhdao.hamliem?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=C%E1%BB%95ng%20d%E1%BB%8Bch%20v%E1%BB%A5%20c%C3%B4ng%20%20x%C3%A3&algorithm=SHA1&digits=6&period=30');
    assert.equal(inGroups('GEZDGNBVGY3T'), 'GEZD GNBV GY3T');
  });
});

describe('of whom an agency asks it', () => {
  const day = plainDate('2026-03-10');
  const post = (more: Partial<Post> = {}): Post => ({ role: 'leader', from: plainDate('2026-01-01'), to: null, revoked: false, bodyId: 2, aboveId: 1, ...more });
  const rule = (agencyId: number, since: string, role: FactorRule['role'] = 'leader'): FactorRule => ({ agencyId, role, since: plainDate(since) });

  test('from its day on, of the role, at the authority and below it; the earliest of several', () => {
    assert.equal(requiredSince([post()], [rule(2, '2026-03-10')], day), '2026-03-10');
    assert.equal(requiredSince([post()], [rule(2, '2026-03-11')], day), null, 'not before its day');
    assert.equal(requiredSince([post()], [rule(1, '2026-03-01')], day), '2026-03-01', 'the province’s holds for its communes');
    assert.equal(requiredSince([post({ bodyId: 1, aboveId: null })], [rule(2, '2026-03-01')], day), null, 'the commune’s does not hold for its province');
    assert.equal(requiredSince([post({ bodyId: 3 })], [rule(2, '2026-03-01')], day), null, 'nor for its neighbour');
    assert.equal(requiredSince([post({ role: 'reception' })], [rule(2, '2026-03-01')], day), null);
    assert.equal(requiredSince([post()], [rule(2, '2026-03-05'), rule(1, '2026-03-02')], day), '2026-03-02');
  });
  test('a post that is over, taken back or still to come asks for nothing', () => {
    const rules = [rule(2, '2026-03-01')];
    assert.equal(requiredSince([post({ to: plainDate('2026-03-09') })], rules, day), null);
    assert.equal(requiredSince([post({ revoked: true })], rules, day), null);
    assert.equal(requiredSince([post({ from: plainDate('2026-03-11') })], rules, day), null);
    assert.equal(requiredSince([], rules, day), null);
  });
  test('a rule begins today at the earliest; one that holds already stays as it is', () => {
    assert.equal(checkRule(plainDate('2026-03-09'), null, day), 'starts-in-past');
    assert.equal(checkRule(day, null, day), null);
    assert.equal(checkRule(plainDate('2026-01-05'), plainDate('2026-01-05'), day), null);
    assert.equal(checkRule(plainDate('2026-01-06'), plainDate('2026-01-05'), day), 'starts-in-past');
    assert.equal(checkRule(null, plainDate('2026-01-05'), day), null);
  });
});
