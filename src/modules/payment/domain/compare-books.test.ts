import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { compareBooks, type BookLine } from './compare-books.ts';
import { readStatement } from './statement.ts';

const line = (n: number, more: Partial<BookLine> = {}): BookLine => ({ txnRef: `MC${String(n).padStart(14, '0')}`, transaction: String(14_000_000 + n), taken: 8_000, givenBack: 0, ...more });
const books = fc.uniqueArray(fc.record({ n: fc.nat(30), taken: fc.integer({ min: 1, max: 99_999_999 }), givenBack: fc.constantFrom(0, 1, 500) }), { selector: (one) => one.n, maxLength: 12 }).map((all) => all.map(({ n, ...more }) => line(n, more)));

describe('two books side by side', () => {
  test('every difference by its name, both sums, none invented', () => {
    assert.deepEqual(compareBooks([line(1), line(2), line(4, { givenBack: 8_000 }), line(5), line(6)], [line(1), line(3), line(4), line(5, { taken: 80_000 }), line(6, { txnRef: 'MCX' })]).map((one) => [one.kind, one.transaction]), [
      ['only-here', '14000002'], ['only-there', '14000003'], ['given-back', '14000004'], ['amount', '14000005'], ['another-order', '14000006']]);
  });
  test('the same book has none, in whatever order; a book agrees with itself only', () => {
    fc.assert(fc.property(books, books, (ours, theirs) => {
      assert.deepEqual(compareBooks(ours, [...ours].reverse()), []);
      const found = compareBooks(ours, theirs);
      assert.equal(found.length === 0, JSON.stringify([...ours].sort(byNumber)) === JSON.stringify([...theirs].sort(byNumber)));
      const back = compareBooks(theirs, ours);
      assert.equal(found.length, back.length);
    }), { numRuns: 300 });
  });
});
const byNumber = (a: BookLine, b: BookLine): number => Number(a.transaction) - Number(b.transaction);

describe('a list copied from the gateway', () => {
  test('tabs, semicolons, bars; đồng as people write them; a heading is no line', () => {
    assert.deepEqual(readStatement('Đơn hàng\tGiao dịch\tSố tiền\tĐã hoàn\nMC1234\t14000001\t24.000 đ\t0\nMC1235;14000002;8000;8.000\n"MC1236"|"14000003"|"1,250,000.00"\n\n'), {
      lines: [{ txnRef: 'MC1234', transaction: '14000001', taken: 24_000, givenBack: 0 }, { txnRef: 'MC1235', transaction: '14000002', taken: 8_000, givenBack: 8_000 }, { txnRef: 'MC1236', transaction: '14000003', taken: 1_250_000, givenBack: 0 }], unread: [] });
  });
  test('what cannot be read is said by the number of its line', () => {
    assert.deepEqual(readStatement('MC1;14000001;8000\nMC1234;14000001;8000\nMC1235;so;8000\nMC1236;14000003;-1\nMC1237;14000004;0'), { lines: [{ txnRef: 'MC1234', transaction: '14000001', taken: 8_000, givenBack: 0 }], unread: [1, 3, 4, 5] });
  });
});
