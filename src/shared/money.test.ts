import assert from 'node:assert/strict';
import { test } from 'node:test';
import { showDong } from './money.ts';

test('an amount reads the same in both languages: thousands are never taken for a fraction', () => {
  assert.deepEqual([0, 500, 26_000, 1_234_567].map((amount) => showDong(amount)), ['0 đ', '500 đ', '26.000 đ', '1.234.567 đ']);
  assert.deepEqual([0, 500, 26_000, 1_234_567].map((amount) => showDong(amount, 'en')), ['0 VND', '500 VND', '26,000 VND', '1,234,567 VND']);
});
