import assert from 'node:assert/strict';
import { it } from 'node:test';
import { beginsWith, typedInitials } from './initials.ts';

it('letters without a vowel are first letters; a word is a word', () => {
  for (const typed of ['ks', 'KH', 'đk', 'ctbs']) assert.ok(typedInitials(typed), typed);
  for (const typed of ['sao', 'khai', 'ks hn', 'k', 'lý', '1.001193', '']) assert.equal(typedInitials(typed), null, typed);
});
it('finds them in the middle of a name, in order and side by side', () => {
  assert.ok(beginsWith('ks', ['Làm khai sinh cho con']));
  assert.ok(beginsWith('ct', ['Sao y, chứng thực bản sao giấy tờ']));
  assert.ok(beginsWith('dk', ['Đăng ký lại kết hôn']));
  assert.ok(!beginsWith('sk', ['Làm khai sinh cho con']));
  assert.ok(!beginsWith('lc', ['Làm khai sinh cho con']));
});
