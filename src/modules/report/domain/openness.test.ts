import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nationalCalendar } from '../../calendar/index.ts';
import { appointmentOn, proposedDue } from './apology.ts';
import { maskedCode, publicRow, publicRows, shownProcedures, SMALLEST_GROUP, type Bases, type RawRow } from './openness.ts';

const row = (over: Partial<RawRow> = {}): RawRow => ({ procedure: 'a', received: 20, self: 8, assisted: 2, counter: 10, post: 0, settled: 18, inTime: 16, late: 2, openLate: 1, apologised: 1, apologisedInTime: 1, supplemented: 3, laterRounds: 1, medianMinutes: 480, p90Minutes: 900, rated: 6, satisfied: 5, ...over });

test('UX-43: no group of fewer than five stands by itself, and none can be found by subtraction', () => {
  fc.assert(fc.property(fc.array(fc.record({ received: fc.nat(14), settled: fc.nat(14) }), { maxLength: 12 }), (counts) => {
    const all: Bases[] = counts.map((one, at) => ({ ...one, procedure: `p${at}` }));
    const shown = shownProcedures(all);
    const total = (rows: readonly Bases[], of: 'received' | 'settled'): number => rows.reduce((sum, one) => sum + one[of], 0);
    const own = all.filter((one) => shown.includes(one.procedure));
    const rest = all.filter((one) => !shown.includes(one.procedure));
    const rows = publicRows([...own.map((one) => row({ ...one })), ...(rest.length > 0 ? [row({ procedure: null, received: total(rest, 'received'), settled: total(rest, 'settled') })] : [])]);
    const whole = publicRow(row({ received: total(all, 'received'), settled: total(all, 'settled') }));
    for (const of of ['received', 'settled'] as const) {
      for (const one of [...rows, whole]) assert.ok(one[of] === null || one[of] === 0 || one[of] >= SMALLEST_GROUP, `${of}: ${one[of]}`);
      if (whole[of] === null || rows.every((one) => one[of] === null)) continue;
      const left = whole[of] - rows.reduce((sum, one) => sum + (one[of] ?? 0), 0);
      assert.ok(left === 0 || left >= SMALLEST_GROUP, `${of}: ${left} can be found by subtraction`);
    }
  }), { numRuns: 300 });
});
test('a small base shows nothing of itself nor of what is taken of it; a whole one shows everything', () => {
  assert.deepEqual(publicRow(row({ received: 4, settled: 3 })), { procedure: 'a', received: null, self: null, assisted: null, counter: null, post: null, supplemented: null, settled: null, inTime: null, late: null, medianMinutes: null, p90Minutes: null, openLate: 1, apologised: 1, apologisedInTime: 1, laterRounds: 1, satisfiedShare: 5 / 6 });
  const whole = publicRow(row());
  assert.deepEqual([whole.received, whole.self, whole.late, whole.medianMinutes, whole.p90Minutes], [20, 8, 2, 480, 900]);
  assert.equal(publicRow(row({ rated: 4, satisfied: 4 })).satisfiedShare, null);
  assert.deepEqual([publicRow(row({ received: 0, settled: 0 })).received, publicRow(row({ settled: 0 })).medianMinutes], [0, null]);
});
test('the end of a code is for whoever holds it', () => assert.equal(maskedCode('H36.23095-260302-0042'), '…0042'));

test('an apology proposes the close of an office day, and a day off is refused by name', () => {
  const calendar = nationalCalendar();
  assert.equal(proposedDue(calendar, new Date('2026-03-05T09:00:00+07:00'), new Date('2026-03-04T08:00:00+07:00'))?.toISOString(), new Date('2026-03-09T17:30:00+07:00').toISOString());
  assert.equal(proposedDue(calendar, new Date('2026-03-05T09:00:00+07:00'), new Date('2026-03-20T08:00:00+07:00'))?.toISOString(), new Date('2026-03-24T17:30:00+07:00').toISOString(), 'from now when the date has passed');
  assert.deepEqual(appointmentOn(calendar, '2026-03-08'), { ok: false, refusal: { kind: 'date-off', date: '2026-03-08' } });
  assert.deepEqual(appointmentOn(calendar, '2026-02-30'), { ok: false, refusal: { kind: 'date-missing' } });
  assert.deepEqual(appointmentOn(calendar, '2040-03-05'), { ok: false, refusal: { kind: 'no-calendar', year: 2040 } });
});
