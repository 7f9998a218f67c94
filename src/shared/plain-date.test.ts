import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, dateWords, daysBetween, momentWords, plainDate, showDate, showMoment, showTime, vietnamDate, vietnamInstant, vietnamIso, vietnamMinutes } from './plain-date.ts';

const moments = fc.date({ min: new Date('1000-01-02T00:00:00Z'), max: new Date('9999-12-30T00:00:00Z'), noInvalidDate: true });

test('a moment is shown on the day that it has in Vietnam', () => {
  assert.equal(showMoment(new Date('2026-09-03T02:00:00Z'), 'vi'), '09:00 thứ Năm 3/9/2026');
  assert.equal(showMoment(new Date('2026-12-31T17:00:00Z'), 'vi'), '00:00 thứ Sáu 1/1/2027');
  assert.equal(showMoment(new Date('2026-11-22T16:59:59.999Z'), 'vi'), '23:59 Chủ nhật 22/11/2026');
  assert.equal(vietnamDate(new Date('2026-02-28T17:00:00Z')), '2026-03-01');
  assert.throws(() => showMoment(new Date(Number.NaN), 'vi'), RangeError);
  assert.throws(() => vietnamDate(new Date(Number.NaN)), RangeError);
});
test('weekdays and months are said in the language of the page', () => {
  const at = new Date('2026-09-03T02:00:00Z');
  assert.equal(showMoment(at, 'en'), '09:00 Thursday 3 September 2026');
  assert.equal(showDate(plainDate('2026-11-22'), 'en'), 'Sunday 22 November 2026');
  assert.deepEqual(momentWords(at), { vi: '09:00 thứ Năm 3/9/2026', en: '09:00 Thursday 3 September 2026' });
  assert.deepEqual(dateWords(plainDate('2026-11-22')), { vi: 'Chủ nhật 22/11/2026', en: 'Sunday 22 November 2026' });
});
test('day, time and moment agree with the ISO text of the same instant', () => {
  fc.assert(fc.property(moments, (at) => {
    const iso = vietnamIso(at);
    assert.equal(vietnamDate(at), iso.slice(0, 10));
    assert.equal(showTime(at), iso.slice(11, 16));
    assert.equal(showMoment(at, 'vi'), `${iso.slice(11, 16)} ${showDate(plainDate(iso.slice(0, 10)), 'vi')}`);
    assert.equal(vietnamInstant(vietnamDate(at), vietnamMinutes(at)).getTime(), Math.floor(at.getTime() / 60_000) * 60_000);
  }), { numRuns: 300 });
});
test('days added are days apart, over months, leap years and centuries', () => {
  assert.equal(addDays(plainDate('2024-02-28'), 1), '2024-02-29');
  assert.equal(addDays(plainDate('0999-12-31'), 1), '1000-01-01');
  assert.equal(addDays(plainDate('1000-01-01'), -1), '0999-12-31');
  fc.assert(fc.property(moments, fc.integer({ min: -100_000, max: 100_000 }), (at, days) => {
    const from = vietnamDate(at);
    fc.pre(Number(from.slice(0, 4)) < 9700 && Number(from.slice(0, 4)) > 1300);
    assert.equal(daysBetween(from, addDays(from, days)), days);
  }), { numRuns: 300 });
});
