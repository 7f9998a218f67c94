import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dong } from '../../../shared/money.ts';
import { describeAmount } from './describe-amount.ts';

test('an amount is said as the text that sets it says it', () => {
  assert.deepEqual(describeAmount({ fixed: dong(5_000) }), { vi: '5.000 đ', en: '5,000 VND' });
  // TT 281/2016/TT-BTC Điều 4
  assert.deepEqual(describeAmount({ perUnit: dong(8_000), quantity: 'SoLuong', unit: { vi: 'bản', en: 'copy' } }), { vi: '8.000 đ mỗi bản', en: '8,000 VND per copy' });
  // TT 226/2016/TT-BTC Điều 4: 2.000 đồng/trang, từ trang thứ ba 1.000 đồng/trang, không quá 200.000 đồng/bản
  assert.deepEqual(describeAmount({ pagesOf: 'd', pages: 'p', copies: 'c', tiers: [{ upToPage: 2, price: dong(2_000) }, { price: dong(1_000) }], capPerCopy: dong(200_000) }), { vi: '2.000 đ mỗi trang đến trang thứ 2, 1.000 đ mỗi trang từ trang thứ 3, nhiều nhất 200.000 đ một bản', en: '2,000 VND a page up to page 2, 1,000 VND a page from page 3, at most 200,000 VND a copy' });
});
