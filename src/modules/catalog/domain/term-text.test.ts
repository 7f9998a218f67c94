import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTermText, showTerm, workingHours } from './term-text.ts';

test('a time limit is read only from a text that names its unit', () => {
  const cases: readonly (readonly [string, ReturnType<typeof parseTermText>])[] = [
    ['5 Ngày làm việc', { value: 5, unit: 'working-day' }],
    ['03 ngày làm việc; trường hợp phải xác minh thì không quá 23 ngày', { value: 3, unit: 'working-day' }],
    ['Không quá 03 ngày làm việc cho 01 bộ hồ sơ', { value: 3, unit: 'working-day' }],
    ['Trong thời hạn 03 (ba) ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ.', { value: 3, unit: 'working-day' }],
    ['15 Ngày', { value: 15, unit: 'calendar-day' }],
    ['02 Giờ', { value: 2, unit: 'hour' }],
    ['8 giờ làm việc', { value: 8, unit: 'working-hour' }],
    ['2 tháng', { value: 2, unit: 'month' }],
    ['Ngay trong ngày tiếp nhận; nhận sau 15 giờ thì trả ngày làm việc tiếp theo', { value: 1, unit: 'same-day' }],
    ['Trực tiếp: 03 ngày làm việc, trường hợp phải xác minh thì không quá 08 ngày làm việc.', { value: 3, unit: 'working-day' }],
    ['25 ngày làm việc (20 ngày: Hội đồng xác định mức độ khuyết tật; 5 ngày: niêm yết)', { value: 25, unit: 'working-day' }],
  ];
  for (const [text, term] of cases) assert.deepEqual(parseTermText(text), term, text);
  // «1» and «3» are what the crawl left of civil-status terms: nobody can say of what.
  for (const text of ['1', '3', '5', '', 'Không có thông tin', '0 ngày', '2,5 ngày', '2015 ngày làm việc', 'Theo quy định']) assert.equal(parseTermText(text), null, text);
  assert.deepEqual(parseTermText('3 ngày làm việc'.normalize('NFD')), { value: 3, unit: 'working-day' });
});

test('terms are shown in both languages and counted in working hours where that needs no calendar', () => {
  assert.deepEqual(showTerm({ value: 3, unit: 'working-day' }), { vi: '3 ngày làm việc', en: '3 working days' });
  assert.deepEqual(showTerm({ value: 1, unit: 'same-day' }), { vi: 'Trong ngày', en: 'Same day' });
  assert.equal(workingHours({ value: 3, unit: 'working-day' }), 24);
  assert.equal(workingHours({ value: 1, unit: 'same-day' }), 8);
  assert.equal(workingHours({ value: 15, unit: 'calendar-day' }), null);
});
