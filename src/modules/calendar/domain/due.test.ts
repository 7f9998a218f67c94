import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { packageRoot } from '../../../platform/package-root.ts';
import { type CalendarData, type DueQuestion, type DueRule, type Suspension, type Term, acknowledgementDue, addWorkingMinutes, computeDue, dueMoment, isWorkingTime, recountDue, workingCalendar, workingMinutesBetween } from './index.ts';

const data = JSON.parse(readFileSync(join(packageRoot(), 'procedures/calendar/vietnam-2024-2027.json'), 'utf8')) as CalendarData;
const calendar = workingCalendar(data);
const RUNS = { numRuns: Number(process.env['MC_PROPERTY_RUNS'] ?? 300) };

/** Any minute of 2025 and 2026, nights and holidays included, so that answers stay inside the known years. */
const FIRST = Date.parse('2025-01-01T00:00:00+07:00') / 60_000;
const LAST = Date.parse('2026-12-31T23:59:00+07:00') / 60_000;
const moment = fc.integer({ min: FIRST, max: LAST }).map((minute) => new Date(minute * 60_000));
const term: fc.Arbitrary<Term> = fc.oneof(
  fc.integer({ min: 1, max: 30 }).map((value): Term => ({ value, unit: 'working-day' })),
  fc.integer({ min: 1, max: 40 }).map((value): Term => ({ value, unit: 'calendar-day' })),
  fc.integer({ min: 1, max: 60 }).map((value): Term => ({ value, unit: 'working-hour' })),
  fc.integer({ min: 1, max: 72 }).map((value): Term => ({ value, unit: 'hour' })),
  fc.integer({ min: 1, max: 6 }).map((value): Term => ({ value, unit: 'month' })),
  fc.constant<Term>({ value: 1, unit: 'same-day' }),
);
const rule: fc.Arbitrary<DueRule> = fc.record({ mode: fc.constantFrom('hours' as const, 'days' as const), cutOff: fc.constantFrom(null, 900, 960) });
const question: fc.Arbitrary<DueQuestion> = fc.record({ start: moment, term, rule });
/** A pause that begins up to 30 days after the start and lasts up to 20. */
const pauseAfter = (start: Date): fc.Arbitrary<Suspension & { readonly to: Date }> =>
  fc.tuple(fc.integer({ min: 0, max: 43_200 }), fc.integer({ min: 0, max: 28_800 })).map(([after, length]) => {
    const from = new Date(start.getTime() + after * 60_000);
    return { from, to: new Date(from.getTime() + length * 60_000) };
  });
const paused = question.chain((asked) => fc.array(pauseAfter(asked.start), { minLength: 1, maxLength: 3 }).map((suspensions) => ({ ...asked, suspensions })));

function dueOf(asked: DueQuestion): Date {
  const due = dueMoment(calendar, asked);
  assert.ok(due.ok && due.value.due, JSON.stringify(due));
  return due.value.due;
}

test('a suspension never brings the date nearer', () => {
  fc.assert(fc.property(paused, (asked) => assert.ok(dueOf(asked) >= dueOf({ ...asked, suspensions: [] }))), RUNS);
});
test('a longer suspension never brings the date nearer than a shorter one', () => {
  fc.assert(fc.property(paused, fc.integer({ min: 0, max: 10_000 }), (asked, more) => {
    const [first, ...rest] = asked.suspensions;
    const longer = { from: first!.from, to: new Date(first!.to!.getTime() + more * 60_000) };
    assert.ok(dueOf({ ...asked, suspensions: [longer, ...rest] }) >= dueOf(asked));
  }), RUNS);
});
test('the due moment is working time', () => {
  fc.assert(fc.property(paused, (asked) => {
    for (const one of [asked, { ...asked, suspensions: [] }]) assert.deepEqual(isWorkingTime(calendar, dueOf(one)), { ok: true, value: true });
  }), RUNS);
});
test('two touching suspensions equal one, and their order does not matter', () => {
  fc.assert(fc.property(question, fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 10_000 }), (asked, after, one, two) => {
    const at = (minutes: number): Date => new Date(asked.start.getTime() + minutes * 60_000);
    const [a, b, c] = [at(after), at(after + one), at(after + one + two)];
    const whole = dueOf({ ...asked, suspensions: [{ from: a, to: c }] });
    assert.deepEqual(dueOf({ ...asked, suspensions: [{ from: a, to: b }, { from: b, to: c }] }), whole);
    assert.deepEqual(dueOf({ ...asked, suspensions: [{ from: b, to: c }, { from: a, to: b }] }), whole);
  }), RUNS);
});
test('a suspension after the due moment changes nothing', () => {
  fc.assert(fc.property(question, fc.integer({ min: 0, max: 10_000 }), (asked, length) => {
    const due = dueOf(asked);
    assert.deepEqual(dueOf({ ...asked, suspensions: [{ from: due, to: new Date(due.getTime() + length * 60_000) }] }), due);
  }), RUNS);
});
test('received later is never due earlier', () => {
  fc.assert(fc.property(question, fc.integer({ min: 1, max: 20_000 }), (asked, later) => {
    assert.ok(dueOf({ ...asked, start: new Date(asked.start.getTime() + later * 60_000) }) >= dueOf(asked));
  }), RUNS);
});
test('a longer term is never due earlier', () => {
  fc.assert(fc.property(question.filter((asked) => asked.term.unit !== 'same-day'), (asked) => {
    assert.ok(dueOf({ ...asked, term: { ...asked.term, value: asked.term.value + 1 } }) >= dueOf(asked));
  }), RUNS);
});
test('the term counted again is never due before the same term with the pause subtracted', () => {
  fc.assert(fc.property(question, fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 10_000 }), (asked, after, length) => {
    // A request made after the due moment restarts what was over already; it cannot be compared.
    const from = new Date(Math.min(asked.start.getTime() + after * 60_000, dueOf(asked).getTime()));
    const suspensions = [{ from, to: new Date(from.getTime() + length * 60_000) }];
    const subtracted = dueOf({ ...asked, suspensions });
    const restarted = dueOf({ ...asked, suspensions, restarts: [suspensions[0]!.to] });
    // A month has 28 to 31 days: counted again from February it may be shorter than from January.
    const slack = asked.term.unit === 'month' ? 3 * asked.term.value * 86_400_000 : 0;
    assert.ok(restarted.getTime() + slack >= subtracted.getTime(), `${restarted.toISOString()} < ${subtracted.toISOString()}`);
  }), RUNS);
});
test('working minutes added are the working minutes between', () => {
  fc.assert(fc.property(moment, fc.integer({ min: 1, max: 20_000 }), (from, minutes) => {
    const to = addWorkingMinutes(calendar, from, minutes);
    assert.ok(to.ok);
    assert.deepEqual(workingMinutesBetween(calendar, from, to.value), { ok: true, value: minutes });
    assert.deepEqual(workingMinutesBetween(calendar, to.value, from), { ok: true, value: -minutes });
    const before = workingMinutesBetween(calendar, from, new Date(to.value.getTime() - 60_000));
    assert.ok(before.ok && before.value < minutes, 'an earlier moment would do');
  }), RUNS);
});
test('every date explains itself in both languages and names its day', () => {
  fc.assert(fc.property(paused, (asked) => {
    const due = computeDue(calendar, asked);
    assert.ok(due.ok);
    const { vi, en } = due.value.explanation;
    const day = new Date(due.value.due!.getTime() + 7 * 3_600_000);
    assert.match(vi, new RegExp(`Hẹn trả: \\d\\d:\\d\\d (?:thứ \\S+|Chủ nhật) ${day.getUTCDate()}/${day.getUTCMonth() + 1}/${day.getUTCFullYear()}\\.$`, 'u'));
    assert.match(en, new RegExp(`Due: \\d\\d:\\d\\d \\w+day ${day.getUTCDate()} \\w+ ${day.getUTCFullYear()}\\.$`, 'u'));
    assert.doesNotMatch(`${vi} ${en}`, /undefined|NaN|null|,,|\(\)| {2}/u);
  }), RUNS);
});
test('the acknowledgement is eight working hours away', () => {
  fc.assert(fc.property(moment, (submitted) => {
    const due = acknowledgementDue(calendar, submitted);
    assert.ok(due.ok);
    assert.deepEqual(workingMinutesBetween(calendar, submitted, due.value.due), { ok: true, value: 480 });
    assert.notEqual(due.value.explanation.vi, '');
  }), RUNS);
});
test('an open suspension gives no date unless it begins after the date', () => {
  fc.assert(fc.property(question, fc.integer({ min: 0, max: 40_000 }), (asked, after) => {
    const from = new Date(asked.start.getTime() + after * 60_000);
    const due = dueMoment(calendar, { ...asked, suspensions: [{ from, to: null }] });
    assert.ok(due.ok);
    const without = dueOf(asked);
    if (due.value.due === null) assert.ok(from < without);
    else assert.deepEqual(due.value.due, without);
  }), RUNS);
});
test('the second implementation agrees on random cases', () => {
  fc.assert(fc.property(fc.oneof(question, paused), fc.option(fc.integer({ min: 0, max: 20_000 })), fc.option(fc.integer({ min: 1, max: 20_000 })), (asked, restartAfter, extendBy) => {
    const restarts = restartAfter === null ? [] : [new Date(asked.start.getTime() + restartAfter * 60_000)];
    const plain = dueMoment(calendar, { ...asked, restarts });
    const extension = extendBy === null || !plain.ok ? {} : { extension: { at: new Date(asked.start.getTime() + 600 * 60_000), until: new Date(plain.value.due!.getTime() + extendBy * 60_000) } };
    const full = { ...asked, restarts, ...extension };
    const first = dueMoment(calendar, full);
    assert.deepEqual(recountDue(data, full), first.ok ? first.value.due : 'no-date');
  }), RUNS);
});
