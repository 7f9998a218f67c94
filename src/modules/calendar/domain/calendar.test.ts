import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainDate } from '../../../shared/plain-date.ts';
import { type CalendarData, checkCalendar, closeOfWorkingDayAfter, isReceptionTime, isWorkingTime, nextWorkingMoment, proposeYear, readTerm, nameTerm, receptionDays, workingCalendar, workingDayBefore, workingDaysBetween, workingMinutesBetween, yearMissingSoon } from './index.ts';

const at = (text: string): Date => new Date(`${text}:00+07:00`);
const weekdays = { validFrom: plainDate('2026-01-01'), weekdays: [1, 2, 3, 4, 5], periods: [{ from: '07:30', to: '11:30' }, { from: '13:30', to: '17:30' }] };
const base: CalendarData = { years: [{ year: 2026, confirmed: true }], days: [], officeHours: [weekdays] };
const off = { date: plainDate('2026-09-02'), kind: 'off' as const, reason: { vi: 'Quốc khánh', en: 'National Day' }, source: 'Bộ luật Lao động 2019, Điều 112', confirmed: true };

test('a calendar is checked before anything is counted with it', () => {
  assert.deepEqual(checkCalendar({ ...base, days: [off] }), []);
  const kinds = (data: CalendarData): readonly string[] => checkCalendar(data).map(({ kind }) => kind);
  assert.deepEqual(kinds({ ...base, days: [off, off] }), ['day-twice']);
  assert.deepEqual(kinds({ ...base, days: [{ ...off, date: plainDate('2027-09-02') }] }), ['day-outside-years']);
  assert.deepEqual(kinds({ ...base, days: [{ ...off, kind: 'working-saturday' }] }), ['not-a-saturday']);
  assert.deepEqual(kinds({ ...base, days: [{ ...off, source: ' ' }] }), ['source-missing']);
  assert.deepEqual(kinds({ ...base, days: [{ ...off, reason: { vi: '', en: '' } }] }), ['reason-missing']);
  assert.deepEqual(kinds({ ...base, years: [...base.years, ...base.years] }), ['year-twice']);
  assert.deepEqual(kinds({ ...base, officeHours: [{ ...weekdays, periods: [{ from: '13:30', to: '11:30' }] }] }), ['hours-not-in-order']);
  // Days without hours would silently count as holidays.
  assert.deepEqual(kinds({ ...base, officeHours: [{ ...weekdays, validFrom: plainDate('2026-02-01') }] }), ['hours-missing']);
  assert.deepEqual(kinds({ ...base, officeHours: [{ ...weekdays, validTo: plainDate('2026-06-30') }] }), ['hours-missing']);
  assert.throws(() => workingCalendar({ ...base, officeHours: [] }), /hours-missing/u);
});

test('counter hours on a Saturday receive people and do not make a day of processing', () => {
  const calendar = workingCalendar({ ...base, days: [off], receptionHours: [{ ...weekdays, weekdays: [6], periods: [{ from: '07:30', to: '11:30' }] }] });
  assert.deepEqual(isReceptionTime(calendar, at('2026-08-15T09:00')), { ok: true, value: true });
  assert.deepEqual(isReceptionTime(calendar, at('2026-08-15T14:00')), { ok: true, value: false });
  assert.deepEqual(isWorkingTime(calendar, at('2026-08-15T09:00')), { ok: true, value: false });
  assert.deepEqual(isReceptionTime(calendar, at('2026-08-14T14:00')), { ok: true, value: true }, 'weekdays keep office hours');
  assert.deepEqual(isReceptionTime(calendar, at('2026-09-02T09:00')), { ok: true, value: false }, 'a day off closes the counter too');
  assert.deepEqual(isReceptionTime(calendar, at('2027-01-04T09:00')), { ok: false, refusal: { kind: 'calendar-year-missing', year: 2027 } });
});

test('what a citizen is told of the coming days: hours, a day off with its reason, no day of a year that is not known', () => {
  const calendar = workingCalendar({ ...base, days: [off], receptionHours: [{ ...weekdays, weekdays: [6], periods: [{ from: '07:30', to: '11:30' }] }] });
  const week = receptionDays(calendar, plainDate('2026-08-28'), 6);
  assert.deepEqual(week.map((day) => [day.date.slice(5), day.periods.map(({ from, to }) => `${from}-${to}`).join(' '), day.reason?.vi ?? '']), [['08-28', '450-690 810-1050', ''], ['08-29', '450-690', ''], ['08-30', '', ''], ['08-31', '450-690 810-1050', ''], ['09-01', '450-690 810-1050', ''], ['09-02', '', off.reason.vi]]);
  assert.deepEqual(receptionDays(calendar, plainDate('2026-12-30'), 7).map((day) => day.date), ['2026-12-30', '2026-12-31']);
});

test('moments snap to office time', () => {
  const calendar = workingCalendar(base);
  const next = (text: string): string => { const moment = nextWorkingMoment(calendar, at(text)); return moment.ok ? moment.value.toISOString() : moment.refusal.kind; };
  assert.equal(next('2026-08-26T06:00'), at('2026-08-26T07:30').toISOString());
  assert.equal(next('2026-08-26T11:30'), at('2026-08-26T13:30').toISOString());
  assert.equal(next('2026-08-26T12:00'), at('2026-08-26T13:30').toISOString());
  assert.equal(next('2026-08-28T17:30'), at('2026-08-31T07:30').toISOString());
  assert.equal(next('2026-12-31T17:30'), 'calendar-year-missing');
  assert.deepEqual(workingDayBefore(calendar, at('2026-08-31T09:00')), { ok: true, value: '2026-08-28' });
  assert.deepEqual(workingDayBefore(calendar, at('2026-01-01T09:00')), { ok: false, refusal: { kind: 'calendar-year-missing', year: 2025 } });
});

test('days of a supplement request are counted from the day after reception (NĐ 61/2018 Đ.19 k.4)', () => {
  const calendar = workingCalendar({ ...base, days: [off] });
  const days = (to: string): number => { const counted = workingDaysBetween(calendar, at('2026-08-28T09:00'), at(to)); assert.ok(counted.ok); return counted.value; };
  assert.deepEqual([days('2026-08-28T16:00'), days('2026-08-31T08:00'), days('2026-09-03T08:00'), days('2026-09-04T08:00')], [0, 1, 3, 4]);
  const close = closeOfWorkingDayAfter(calendar, at('2026-08-28T09:00'), 3);
  assert.equal(close.ok && close.value.toISOString(), at('2026-09-03T17:30').toISOString());
  assert.deepEqual(workingMinutesBetween(calendar, at('2026-08-28T17:00'), at('2026-08-31T08:00')), { ok: true, value: 60 });
});

test('years with a gap between them are not one calendar', () => {
  const calendar = workingCalendar({ ...base, years: [{ year: 2026, confirmed: true }, { year: 2028, confirmed: true }] });
  assert.deepEqual(nextWorkingMoment(calendar, at('2026-12-31T18:00')), { ok: false, refusal: { kind: 'calendar-year-missing', year: 2027 } });
  assert.deepEqual(workingMinutesBetween(calendar, at('2026-12-31T08:00'), at('2028-01-03T08:00')), { ok: false, refusal: { kind: 'calendar-year-missing', year: 2027 } });
  assert.ok(nextWorkingMoment(calendar, at('2028-01-03T08:00')).ok);
});

test('the rows that the law gives a new year, all unconfirmed, weekends compensated (Bộ luật Lao động 2019 Đ.111 k.3)', () => {
  const rows = proposeYear(2027);
  const dates = new Map(rows.map((row) => [row.date as string, row.reason.vi]));
  assert.equal(dates.get('2027-02-06'), 'Tết Nguyên đán');
  assert.equal(dates.get('2027-04-16'), 'Giỗ Tổ Hùng Vương');
  assert.equal(dates.get('2027-05-03'), 'nghỉ bù Quốc tế Lao động');
  assert.equal(dates.get('2027-11-24'), 'Ngày Văn hóa Việt Nam');
  assert.ok(!dates.has('2027-09-03'), 'the adjacent National Day is announced, not computed');
  assert.ok(rows.every((row) => !row.confirmed));
  assert.equal(new Map(proposeYear(2026).map((row) => [row.date as string, row.reason.vi])).get('2026-04-27'), 'nghỉ bù Giỗ Tổ Hùng Vương');
  assert.ok(!proposeYear(2025).some((row) => row.date === '2025-11-24'));
  assert.deepEqual(checkCalendar({ ...base, years: [{ year: 2027, confirmed: false }], days: rows }), []);
});

test('typed terms are read in both languages, and only with their unit', () => {
  const cases: readonly (readonly [string, string | null])[] = [
    ['3 working days', '3 ngày làm việc'], ['03 ngày làm việc', '3 ngày làm việc'], ['1 working day', '1 ngày làm việc'], ['0,5 ngày làm việc', '0,5 ngày làm việc'],
    ['8 giờ làm việc', '8 giờ làm việc'], ['8 working hours', '8 giờ làm việc'], ['10 ngày', '10 ngày'], ['10 calendar days', '10 ngày'], ['24 giờ', '24 giờ'], ['24 hours', '24 giờ'],
    ['2 tháng', '2 tháng'], ['1 month', '1 tháng'], ['trong ngày', 'trong ngày'], ['Same day', 'trong ngày'],
    ['3', null], ['ngày', null], ['0 ngày', null], ['-1 days', null], ['3 fortnights', null], ['', null],
  ];
  for (const [typed, name] of cases) {
    const term = readTerm(typed);
    assert.equal(term && nameTerm(term).vi, name, typed);
  }
});

test('from 1 October a missing next year is worth a warning; a missing present year always is', () => {
  assert.equal(yearMissingSoon(base, plainDate('2026-09-30')), null);
  assert.equal(yearMissingSoon(base, plainDate('2026-10-01')), 2027);
  assert.equal(yearMissingSoon(base, plainDate('2027-02-01')), 2027);
  assert.equal(yearMissingSoon({ ...base, years: [...base.years, { year: 2027, confirmed: false }] }, plainDate('2026-12-31')), null);
});
