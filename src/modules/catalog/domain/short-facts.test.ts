import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exampleProcedure } from './example.ts';
import { plainDate } from '../../../shared/plain-date.ts';
import type { Paper } from './procedure.ts';

import { shortFee, shortTerm, sortPapers, uncheckedParts } from './short-facts.ts';

const paper = (key: string, more: Partial<Paper> = {}): Paper => ({ key, name: key, shortName: { vi: key, en: key }, kind: 'submit', originals: 1, copies: 0, ...more });
const TODAY = plainDate('2026-11-22');
const option = (value: string) => ({ value, label: { vi: value, en: value } });

test('where every answer asks for a paper, everybody brings one of them; otherwise only some do', () => {
  const field = { key: 'proof', type: 'radio' as const, label: { vi: 'Giấy gì', en: 'Which' }, required: true, options: [option('a'), option('b')] };
  const form = { id: 'f', version: 1, title: { vi: 'Tờ khai', en: 'Form' }, source: {}, pages: [{ key: 'p', title: { vi: 'Trang', en: 'Page' }, fields: [field] }] };
  const papers = [paper('x', { requiredWhen: { field: 'proof', is: 'a' } }), paper('y', { requiredWhen: { field: 'proof', is: 'b' } }), paper('z', { requiredWhen: { field: 'other', is: 'a' } }), paper('w', { whenText: 'Nếu có' }), paper('v', { requiredWhen: { channel: ['counter'] } }), paper('u', { kind: 'form' })];
  const sorted = sortPapers(exampleProcedure({ form, papers }));
  assert.deepEqual(sorted.always.map((group) => group.map((one) => one.key)), [['x', 'y'], ['v']]);
  assert.deepEqual([sorted.sometimes.map((one) => one.key), sorted.declarations.map((one) => one.key)], [['z', 'w'], ['u']]);
  const partly = sortPapers(exampleProcedure({ form: { ...form, pages: [{ ...form.pages[0], key: 'p', title: { vi: 'x', en: 'x' }, fields: [{ ...field, options: [option('a'), option('b'), option('c')] }] }] }, papers }));
  assert.deepEqual(partly.sometimes.map((one) => one.key), ['x', 'y', 'z', 'w']);
});

test('the fee is said as far as it is known', () => {
  const rule = { id: 'f', kind: 'phi' as const, name: { vi: 'Phí', en: 'Fee' }, amount: { fixed: 50_000 }, validFrom: '2017-01-01', legalBasis: 'x' };
  assert.equal(shortFee(exampleProcedure(), TODAY).vi, 'Không mất tiền');
  assert.equal(shortFee(exampleProcedure({ fees: [rule] }), TODAY).vi, '50.000 đ');
  assert.equal(shortFee(exampleProcedure({ fees: [{ ...rule, unverified: true }], feeText: null }), TODAY).vi, 'Lệ phí theo mức của tỉnh');
  assert.equal(shortFee(exampleProcedure({ fees: [{ ...rule, reliefs: [{ id: 'r', name: rule.name, when: { daysSince: 'birthDate', atMost: 60 }, percentOff: 100, legalBasis: 'x', validFrom: '2016-01-01' }] }, rule] }), TODAY).vi, 'Không mất tiền nếu làm trong 60 ngày đầu');
  assert.equal(shortFee(exampleProcedure({ feeText: '8.000 đồng' }), TODAY).vi, '8.000 đồng');
  assert.equal(shortFee(exampleProcedure({ feeText: 'Mức lệ phí do Hội đồng nhân dân tỉnh quyết định' }), TODAY).vi, 'Lệ phí theo mức của tỉnh');
  assert.equal(shortFee(exampleProcedure({ flags: [{ part: 'fees', sourceText: 'Miễn phí', doubt: 'x' }] }), TODAY).vi, 'Lệ phí theo mức của tỉnh');
  // TT 281/2016/TT-BTC Điều 4; the relief of NQ 66.22/2026/NQ-CP has a last day
  const copy = { ...rule, amount: { perUnit: 8_000, quantity: 'n', unit: { vi: 'bản', en: 'copy' } }, reliefs: [{ id: 'r', name: rule.name, when: { field: 'x', is: true }, percentOff: 100, legalBasis: 'x', validFrom: '2026-08-15', validTo: '2027-02-28' }] };
  assert.deepEqual(shortFee(exampleProcedure({ fees: [copy], feeText: '8.000 đồng/bản' }), TODAY), { vi: '8.000 đ mỗi bản; có người được miễn', en: '8,000 VND per copy; some are exempt' });
  assert.equal(shortFee(exampleProcedure({ fees: [copy] }), plainDate('2027-03-01')).vi, '8.000 đ mỗi bản', 'nobody is exempt any more');
  const dearer = [{ ...copy, validTo: '2026-12-31' }, { ...copy, id: 'g', amount: { ...copy.amount, perUnit: 10_000 }, validFrom: '2027-01-01' }];
  assert.equal(shortFee(exampleProcedure({ fees: dearer, feeText: '8.000 đồng/bản' }), TODAY).vi, '8.000 đ mỗi bản; có người được miễn');
  assert.equal(shortFee(exampleProcedure({ fees: dearer, feeText: '8.000 đồng/bản' }), plainDate('2027-03-01')).vi, '10.000 đ mỗi bản', 'a new amount counts from its day');
  assert.equal(shortFee(exampleProcedure({ fees: [{ ...copy, unverified: true }], feeText: null }), TODAY).vi, 'Lệ phí theo mức của tỉnh; có người được miễn', 'most people pay');
  const pages = { ...rule, amount: { pagesOf: 'd', pages: 'p', copies: 'c', tiers: [{ upToPage: 2, price: 2_000 }, { price: 1_000 }], capPerCopy: 200_000 } };
  assert.equal(shortFee(exampleProcedure({ fees: [pages] }), TODAY).vi, '2.000 đ mỗi trang đến trang thứ 2, 1.000 đ mỗi trang từ trang thứ 3, nhiều nhất 200.000 đ một bản');
  assert.equal(shortFee(exampleProcedure({ fees: [{ ...pages, unverified: true }] }), TODAY).vi, 'Tính theo trang');
});

test('the term is the ordinary case’s; different ones by channel give a range; a lost unit gives nothing', () => {
  assert.equal(shortTerm(exampleProcedure())?.vi, '2 ngày làm việc');
  assert.equal(shortTerm(exampleProcedure({ terms: [{ channel: 'post', term: { value: 30, unit: 'calendar-day' }, sourceText: '' }, { channel: 'counter', term: { value: 40, unit: 'calendar-day' }, sourceText: '' }] }))?.vi, '30 ngày đến 40 ngày');
  assert.equal(shortTerm(exampleProcedure({ terms: [{ term: { value: 1, unit: 'same-day' }, sourceText: '' }, { caseKey: 'x', term: { value: 9, unit: 'month' }, sourceText: '' }] }))?.vi, 'Trong ngày');
  assert.equal(shortTerm(exampleProcedure({ terms: [{ term: null, sourceText: '3' }] })), null);
});

test('what nobody has checked is listed once for each part, with its basis', () => {
  const unchecked = uncheckedParts(exampleProcedure({
    flags: [{ part: 'terms', sourceText: '3', doubt: 'x', resolution: { value: '3 ngày', basis: 'Luật A', unverified: true } }, { part: 'fees', sourceText: '', doubt: 'x', resolution: { value: 'y', basis: 'Luật B' } }],
    provenance: { terms: { basis: 'khác', unverified: true }, order: { basis: 'Luật C', unverified: true }, authority: { basis: 'D' } },
  }));
  assert.deepEqual(unchecked, [{ part: 'terms', basis: 'Luật A' }, { part: 'order', basis: 'Luật C' }]);
});
