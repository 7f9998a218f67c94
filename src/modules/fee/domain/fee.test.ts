import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { packageRoot } from '../../../platform/package-root.ts';
import type { Answers, Channel } from '../../../shared/condition.ts';
import { type FeeRule, amountInWords, amountInWordsAtLineStart, checkFeeRule, checkFeeRules, computeFee, fieldsOfFeeRule, totalPayable } from './index.ts';

interface Case { readonly name: string; readonly answers: Answers; readonly channel: Channel; readonly receptionDate: string; readonly lines: readonly { readonly ruleId: string; readonly base: number; readonly payable: number; readonly relief?: { readonly id: string; readonly amount: number } }[]; readonly total: number; readonly explains: readonly string[] }
const fixtures = join(packageRoot(), 'fixtures');
const read = <T>(...path: string[]): T => JSON.parse(readFileSync(join(fixtures, ...path), 'utf8')) as T;

for (const file of readdirSync(join(fixtures, 'fees')).filter((name) => name.endsWith('.json')).sort()) {
  const { law, rules, cases } = read<{ law: string; rules: readonly FeeRule[]; cases: readonly Case[] }>('fees', file);
  test(`${file}: its rules can be published`, () => {
    assert.match(law, /(?:TT|NQ|NĐ) \d|Luật /u);
    assert.deepEqual(checkFeeRules(rules), []);
  });
  for (const one of cases) test(`${file}: ${one.name}`, () => {
    const lines = computeFee(rules, one);
    assert.deepEqual(lines.map(({ ruleId, base, payable, relief }) => ({ ruleId, base, payable, ...(relief ? { relief: { id: relief.id, amount: relief.amount } } : {}) })), one.lines);
    assert.equal(totalPayable(lines), one.total);
    const words = lines.map((line) => line.explanation.vi).join('\n');
    for (const part of one.explains) assert.ok(words.includes(part), `«${part}» is missing in: ${words}`);
    for (const line of lines) assert.ok(line.legalBasis !== '' && line.explanation.en !== '' && (!line.relief || line.relief.legalBasis !== ''));
  });
}

test('amounts in words', () => {
  for (const [amount, words] of read<{ cases: [number, string][] }>('amounts-in-words', 'vietnamese.json').cases) assert.equal(amountInWords(amount).vi, words, String(amount));
  assert.equal(amountInWordsAtLineStart(15_000).vi, 'Mười lăm nghìn đồng');
  assert.equal(amountInWords(1_005_021).en, 'one million five thousand and twenty-one đồng');
  assert.throws(() => amountInWords(1.5), /whole/u);
  assert.throws(() => amountInWords(-1), /non-negative/u);
});
/** Reads words back by the meaning of each, sharing nothing with the writer. */
function readBack(words: string): number {
  const digit: Readonly<Record<string, number>> = { không: 0, một: 1, mốt: 1, hai: 2, ba: 3, bốn: 4, năm: 5, lăm: 5, sáu: 6, bảy: 7, tám: 8, chín: 9 };
  let [whole, millions, group, last] = [0, 0, 0, 0];
  for (const word of words.split(' ')) {
    if (word in digit) last = digit[word]!;
    else if (word === 'trăm') { group += last * 100; last = 0; }
    else if (word === 'mươi') { group += last * 10; last = 0; }
    else if (word === 'mười') { group += 10; last = 0; }
    else if (word === 'triệu') { millions += (group + last) * 1_000_000; group = last = 0; }
    else if (word === 'nghìn') { millions += (group + last) * 1000; group = last = 0; }
    else if (word === 'tỷ') { whole += (millions + group + last) * 1_000_000_000; millions = group = last = 0; }
    else if (word === 'đồng') whole += millions + group + last;
  }
  return whole;
}
test('every amount can be read back from its words, and no two amounts share them', () => {
  fc.assert(fc.property(fc.oneof(fc.integer({ min: 0, max: 2_000_000 }), fc.integer({ min: 0, max: 9_000_000_000_000 })), (amount) => assert.equal(readBack(amountInWords(amount).vi), amount)), { numRuns: 300 });
});

const copies: FeeRule = {
  id: 'phi', kind: 'phi', name: { vi: 'Phí', en: 'Fee' }, amount: { pagesOf: 'rows', pages: 'pages', copies: 'copies', tiers: [{ upToPage: 2, price: 2000 }, { price: 1000 }], capPerCopy: 200_000 }, validFrom: '2020-01-01', legalBasis: 'TT 1',
  when: { field: 'kind', is: 'copy' }, reliefs: [{ id: 'r', name: { vi: 'giảm', en: 'off' }, when: { field: 'poor', is: true }, percentOff: 50, legalBasis: 'TT 2', validFrom: '2020-01-01' }],
};
test('more pages or copies never cost less, relief never more than the base, the cap always holds', () => {
  const count = fc.integer({ min: 0, max: 500 });
  fc.assert(fc.property(count, count, fc.boolean(), (pages, number, poor) => {
    const of = (a: number, b: number): { base: number; payable: number } => computeFee([copies], { answers: { kind: 'copy', poor, rows: [{ pages: a, copies: b }] }, channel: 'counter', receptionDate: '2026-01-01' })[0]!;
    const line = of(pages, number);
    assert.ok(line.payable >= 0 && line.payable <= line.base && line.base <= 200_000 * number);
    assert.ok(of(pages + 1, number).base >= line.base && of(pages, number + 1).base >= line.base);
    // By hand, page by page.
    let byHand = 0;
    for (let page = 1; page <= pages; page++) byHand += page <= 2 ? 2000 : 1000;
    assert.equal(line.base, Math.min(byHand, 200_000) * number);
  }), { numRuns: 300 });
});
test('numbers that are no counts count as nothing', () => {
  for (const pages of [-3, 1.5, '3', null, Number.NaN]) assert.equal(totalPayable(computeFee([{ ...copies }], { answers: { kind: 'copy', rows: [{ pages: pages as number, copies: 2 }] }, channel: 'counter', receptionDate: '2026-01-01' })), 0);
});
test('what keeps a rule from being published', () => {
  const kinds = (change: Partial<FeeRule>): readonly string[] => checkFeeRule({ ...copies, ...change } as FeeRule).map(({ kind }) => kind);
  const pages = copies.amount as Extract<FeeRule['amount'], { readonly pagesOf: string }>;
  const relief = copies.reliefs![0]!;
  assert.deepEqual(kinds({}), []);
  assert.deepEqual(kinds({ id: ' ' }), ['id-missing']);
  assert.deepEqual(kinds({ name: { vi: 'Phí', en: '' } }), ['name-missing']);
  assert.deepEqual(kinds({ legalBasis: '' }), ['legal-basis-missing']);
  assert.deepEqual(kinds({ validFrom: '2026-02-30' }), ['dates-wrong']);
  assert.deepEqual(kinds({ validTo: '2019-12-31' }), ['dates-wrong']);
  assert.deepEqual(kinds({ amount: { fixed: 1.5 } }), ['amount-wrong']);
  assert.deepEqual(kinds({ amount: { fixed: -1 } }), ['amount-wrong']);
  assert.deepEqual(kinds({ amount: { perUnit: 1000, quantity: '', unit: { vi: 'bản', en: 'copy' } } }), ['field-missing']);
  assert.deepEqual(kinds({ amount: { ...pages, pages: '' } }), ['field-missing']);
  assert.deepEqual(kinds({ amount: { ...pages, tiers: [] } }), ['tiers-wrong']);
  assert.deepEqual(kinds({ amount: { ...pages, tiers: [{ upToPage: 2, price: 2000 }] } }), ['tiers-wrong']);
  assert.deepEqual(kinds({ amount: { ...pages, tiers: [{ price: 2000 }, { price: 1000 }] } }), ['tiers-wrong']);
  assert.deepEqual(kinds({ amount: { ...pages, tiers: [{ upToPage: 5, price: 2000 }, { upToPage: 3, price: 1000 }, { price: 1 }] } }), ['tiers-wrong']);
  assert.deepEqual(kinds({ amount: { ...pages, capPerCopy: 0.5 } }), ['amount-wrong']);
  assert.deepEqual(kinds({ reliefs: [{ ...relief, percentOff: 101 }] }), ['percent-wrong']);
  assert.deepEqual(kinds({ reliefs: [relief, relief] }), ['id-twice']);
  assert.deepEqual(checkFeeRules([copies, copies]).map(({ kind }) => kind), ['id-twice']);
  assert.deepEqual(fieldsOfFeeRule(copies), ['rows', 'rows.pages', 'rows.copies', 'kind', 'poor']);
});
