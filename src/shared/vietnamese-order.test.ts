import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inVietnameseOrder } from './vietnamese-order.ts';

test('letters with their marks follow the plain ones, đ follows d, tones decide last', () => {
  assert.deepEqual(['Đức Trọng', 'Âu Lâu', 'Dran', 'An Lạc', 'Bảo Lộc', 'Ăn Giang', 'Ba Vì'].sort(inVietnameseOrder), ['An Lạc', 'Ăn Giang', 'Âu Lâu', 'Ba Vì', 'Bảo Lộc', 'Dran', 'Đức Trọng']);
});
