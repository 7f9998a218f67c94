import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { dong } from '../../../shared/money.ts';
import { addDays, plainDate } from '../../../shared/plain-date.ts';
import { amountOf, changeAmount } from './change-amount.ts';
import { checkFeeRules } from './check-fee-rule.ts';
import { computeFee } from './compute-fee.ts';
import type { FeeRule } from './fee-rule.ts';

const COPY: FeeRule = { id: 'ban-sao', kind: 'phi', name: { vi: 'Phí bản sao trích lục', en: 'Copy' }, amount: { perUnit: dong(8_000), quantity: 'SoLuong', unit: { vi: 'bản', en: 'copies' } }, validFrom: '2017-01-01', legalBasis: 'Thông tư 281/2016/TT-BTC Điều 4' };
const change = { ruleId: 'ban-sao', amount: 10_000, from: '2026-07-01', legalBasis: 'Nghị quyết thử nghiệm, Điều 2', unverified: true };
const owedOn = (rules: readonly FeeRule[], receptionDate: string): readonly number[] => computeFee(rules, { answers: { SoLuong: 3 }, channel: 'online', receptionDate }).map((line) => line.payable);

describe('a new amount from a day on', () => {
  test('the day before owes the old, the day itself the new, each with its own text (the rule valid on the day of reception)', () => {
    const changed = changeAmount([COPY], change);
    assert.ok(changed.ok);
    assert.deepEqual([owedOn(changed.value, '2026-06-30'), owedOn(changed.value, '2026-07-01')], [[24_000], [30_000]]);
    assert.deepEqual(checkFeeRules(changed.value), []);
    assert.deepEqual(changed.value.map((rule) => [rule.id, amountOf(rule), rule.validFrom, rule.validTo, rule.unverified]), [['ban-sao', 8_000, '2017-01-01', '2026-06-30', undefined], ['ban-sao@2026-07-01', 10_000, '2026-07-01', undefined, true]]);
  });
  test('changed again, and to nothing', () => {
    const once = changeAmount([COPY], change);
    assert.ok(once.ok);
    const twice = changeAmount(once.value, { ...change, ruleId: 'ban-sao@2026-07-01', from: '2027-01-01', amount: 0 });
    assert.ok(twice.ok);
    assert.deepEqual([owedOn(twice.value, '2026-12-31'), owedOn(twice.value, '2027-01-01')], [[30_000], [0]]);
    assert.deepEqual(twice.value.map((rule) => rule.id), ['ban-sao', 'ban-sao@2026-07-01', 'ban-sao@2027-01-01']);
  });
  test('refused: no such rule, half a đồng, less than nothing, no text, before it began, after it ended, twice the same day', () => {
    const kind = (over: Partial<typeof change>, rules: readonly FeeRule[] = [COPY]): string => { const answer = changeAmount(rules, { ...change, ...over }); return answer.ok ? 'ok' : answer.refusal.kind; };
    assert.deepEqual([kind({ ruleId: 'x' }), kind({ amount: 0.5 }), kind({ amount: -1 }), kind({ legalBasis: ' ' }), kind({ from: '2017-01-01' }), kind({ from: '2026-02-30' }), kind({}, [{ ...COPY, validTo: '2026-01-01' }])], ['no-such-rule', 'amount-wrong', 'amount-wrong', 'basis-missing', 'from-wrong', 'from-wrong', 'from-wrong']);
    const once = changeAmount([COPY], change);
    assert.ok(once.ok);
    assert.equal(kind({ from: '2026-06-01' }, once.value), 'ok');
    assert.equal(kind({ ruleId: 'trang' }, [{ ...COPY, id: 'trang', amount: { pagesOf: 'x', pages: 'y', copies: 'z', tiers: [{ price: dong(1) }] } }]), 'tiers');
  });
  test('whatever day it is: exactly one rule is valid on each day, and days before the change owe what they owed', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5_000 }), fc.nat(6_000), fc.nat(99_999), (after, day, amount) => {
      const from = addDays(plainDate('2017-01-01'), after);
      const changed = changeAmount([COPY], { ...change, from, amount });
      assert.ok(changed.ok);
      const on = addDays(plainDate('2017-01-01'), day);
      assert.deepEqual(owedOn(changed.value, on), [on < from ? 24_000 : amount * 3]);
    }), { numRuns: 200 });
  });
});
