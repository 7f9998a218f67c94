import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { plainDate } from '../../../shared/plain-date.ts';
import type { Agency } from '../../organisation/domain/index.ts';
import { halfYear, month, namePeriod, periodsClash, quarter, readMonth, wholeYear, type Period } from './period.ts';
import { measured, NO_TALLY, percent, progressOf, wayOf, type Tally } from './progress.ts';
import { checkDecision, planTargets, proceduresOf, type StandingTarget, type TargetProblem, type TypedTargets } from './target.ts';
import { agenciesCounted, whoGoesOn } from './units.ts';

const agency = (id: number, over: Partial<Agency> = {}): Agency => ({ id, code: `H${id}`, codeProvisional: false, name: `Cơ quan ${id}`, shortName: `xã ${id}`, kind: 'commune', parentId: 1, bodyId: id, validFrom: plainDate('2025-07-01'), validTo: null, successorId: null, communeCode: null, address: null, phone: null, officeNote: null, sourceNote: null, ...over });
/** 1 province; 2 and 3 communes; 6 merged into 2 with its own old desk 7; 8 closed and nobody took over; 9 begins in 2027. */
const agencies = new Map([
  agency(1, { kind: 'province', parentId: null }), agency(2), agency(3), agency(4, { kind: 'desk', parentId: 2, bodyId: 2 }),
  agency(6, { validFrom: null, validTo: plainDate('2025-06-30'), successorId: 2, parentId: null }), agency(7, { kind: 'desk', parentId: 6, bodyId: 6, validFrom: null, validTo: plainDate('2025-06-30') }),
  agency(8, { validFrom: null, validTo: plainDate('2025-06-30'), parentId: null }), agency(9, { validFrom: plainDate('2027-01-01') }), agency(10, { validTo: plainDate('2026-06-30'), successorId: 3 }),
].map((one) => [one.id, one]));
const typed = (over: Partial<TypedTargets> = {}): TypedTargets => ({ unitIds: [2], periods: [quarter(2026, 1)], measure: 'online-share', group: 'all', value: 50, ...over });
const kinds = (result: ReturnType<typeof planTargets>): string[] => (result.ok ? [] : result.refusal.map((one: TargetProblem) => one.kind));
const standing = (over: Partial<StandingTarget> = {}): StandingTarget => ({ unitId: 2, measure: 'online-share', group: 'all', period: wholeYear(2026), value: 60, decisionNumber: '12/QĐ-UBND', ...over });

test('one form gives every chosen unit every chosen period', () => {
  const planned = planTargets(typed({ unitIds: [2, 3], periods: [quarter(2026, 1), quarter(2026, 2), wholeYear(2026)] }), [], agencies);
  assert.ok(planned.ok);
  assert.equal(planned.value.length, 6);
});
test('bad input: 120 %, below nought, half a dossier, no number, nothing chosen', () => {
  assert.deepEqual(kinds(planTargets(typed({ value: 120 }), [], agencies)), ['share-over-100']);
  assert.deepEqual(kinds(planTargets(typed({ value: -1 }), [], agencies)), ['value-below-zero']);
  assert.deepEqual(kinds(planTargets(typed({ measure: 'online-count', value: 10.5 }), [], agencies)), ['count-not-whole']);
  assert.deepEqual(kinds(planTargets(typed({ measure: 'online-count', value: 1200 }), [], agencies)), []);
  assert.deepEqual(kinds(planTargets(typed({ value: null }), [], agencies)), ['value-missing']);
  assert.deepEqual(kinds(planTargets(typed({ unitIds: [], periods: [], measure: null, group: null }), [], agencies)), ['nothing-chosen', 'period-missing', 'measure-missing', 'group-missing']);
  assert.deepEqual(kinds(planTargets(typed({ periods: [{ from: plainDate('2026-03-01'), to: plainDate('2026-02-01') }] }), [], agencies)), ['dates-reversed']);
  assert.deepEqual(kinds(planTargets(typed({ periods: [{ from: plainDate('2026-01-01'), to: plainDate('2036-01-01') }] }), [], agencies)), ['period-too-long']);
});
test('bad input: overlapping periods, but a quarter inside its year is a step on the way', () => {
  assert.deepEqual(kinds(planTargets(typed(), [standing()], agencies)), []);
  assert.deepEqual(kinds(planTargets(typed({ periods: [wholeYear(2026)] }), [standing()], agencies)), ['overlaps']);
  assert.deepEqual(kinds(planTargets(typed({ periods: [{ from: plainDate('2026-11-01'), to: plainDate('2027-01-31') }] }), [standing()], agencies)), ['overlaps']);
  assert.deepEqual(kinds(planTargets(typed({ periods: [halfYear(2026, 1), { from: plainDate('2026-05-01'), to: plainDate('2026-08-31') }] }), [], agencies)), ['overlaps'], 'within one form too');
  for (const other of [standing({ unitId: 3 }), standing({ measure: 'on-time-share' }), standing({ group: 'level-4' })]) assert.deepEqual(kinds(planTargets(typed({ periods: [wholeYear(2026)] }), [other], agencies)), []);
});
test('bad input: a unit that no longer exists names who goes on; one that is not there yet, and one nobody knows', () => {
  const gone = planTargets(typed({ unitIds: [6] }), [], agencies);
  assert.ok(!gone.ok && gone.refusal[0]?.kind === 'unit-gone' && gone.refusal[0].next?.id === 2);
  const nobody = planTargets(typed({ unitIds: [8] }), [], agencies);
  assert.ok(!nobody.ok && nobody.refusal[0]?.kind === 'unit-gone' && nobody.refusal[0].next === null);
  assert.deepEqual(kinds(planTargets(typed({ unitIds: [9] }), [], agencies)), ['unit-not-yet']);
  assert.deepEqual(kinds(planTargets(typed({ unitIds: [4, 99] }), [], agencies)), ['unit-unknown', 'unit-unknown'], 'a desk decides no dossier of its own');
  assert.deepEqual(kinds(planTargets(typed({ unitIds: [10], periods: [wholeYear(2026)] }), [], agencies)), [], 'it still works when the period begins');
});
test('the successor counts what the merged unit received, and nothing is counted twice', () => {
  const day = plainDate('2026-03-01');
  assert.deepEqual(agenciesCounted(2, agencies, day), [2, 4, 6, 7]);
  assert.deepEqual(agenciesCounted(6, agencies, day), [6, 7]);
  assert.deepEqual(agenciesCounted(3, agencies, day), [3], 'unit 10 still works then');
  assert.deepEqual(agenciesCounted(3, agencies, plainDate('2026-07-01')), [3, 10]);
  assert.equal(whoGoesOn(agencies.get(6) as Agency, agencies, day)?.id, 2);
  assert.equal(whoGoesOn(agencies.get(2) as Agency, agencies, day), null);
});
test('groups by level take what can be done today', () => {
  const all = [{ code: 'a', field: 'Hộ tịch', legacy: 3, modern: 'partial' }, { code: 'b', field: 'Hộ tịch', legacy: 4, modern: 'full' }, { code: 'c', field: 'Chứng thực', legacy: 1, modern: 'information' }] as const;
  assert.deepEqual([proceduresOf('all', all), proceduresOf('level-3', all), proceduresOf('level-3-4', all), proceduresOf('full', all), proceduresOf('field:Chứng thực', all)], [null, ['a'], ['a', 'b'], ['b'], ['c']]);
});
test('a decision needs its number, its day and its issuer as they stand on the paper', () => {
  const good = { number: '431/CV-UBND', issuedOn: plainDate('2022-07-06'), issuer: 'Ủy ban nhân dân huyện Thanh Hà', title: '' };
  assert.deepEqual(checkDecision(good, plainDate('2026-03-02')), []);
  assert.deepEqual(checkDecision({ ...good, number: '', issuedOn: null, issuer: '' }, plainDate('2026-03-02')).map((one) => one.kind), ['number-missing', 'issuer-missing', 'issued-missing']);
  assert.deepEqual(checkDecision(good, plainDate('2022-07-05')).map((one) => one.kind), ['issued-in-future']);
});

const tally: Tally = { received: { self: 30, assisted: 10, counter: 55, post: 5 }, onlineWithResult: 25, settled: 80, settledWithResult: 60, settledInTime: 76, payable: 40, paidOnline: 10 };
test('what an online dossier is depends on the definition, and the definition on nothing else', () => {
  assert.deepEqual(measured('online-share', 'submitted-online', tally), { numerator: 40, denominator: 100 });
  assert.deepEqual(measured('online-share', 'self-only', tally), { numerator: 30, denominator: 100 });
  assert.deepEqual(measured('online-share', 'with-e-result', tally), { numerator: 25, denominator: 100 });
  assert.deepEqual(measured('e-result-share', 'self-only', tally), { numerator: 60, denominator: 80 });
  assert.deepEqual(measured('on-time-share', 'self-only', tally), { numerator: 76, denominator: 80 });
  assert.deepEqual(measured('online-payment-share', 'self-only', tally), { numerator: 10, denominator: 40 });
  assert.deepEqual(measured('received-count', 'self-only', tally), { numerator: 100, denominator: null });
});
test('filed by the person, with help, at the counter and by post are told apart', () => {
  assert.deepEqual([['online', 'self'], ['online', 'helper'], ['assisted', 'self'], ['counter', 'counter'], ['post', 'counter'], ['online', 'counter']].map(([channel = '', filedBy = '']) => wayOf({ channel, filedBy })), ['self', 'assisted', 'assisted', 'counter', 'post', 'assisted']);
});
test('nothing arose is neither 0 nor 100 per cent, and has no forecast', () => {
  const none = progressOf('online-share', 50, measured('online-share', 'submitted-online', NO_TALLY), { days: 10, of: 60 });
  assert.deepEqual([none.state, none.now, none.forecast, none.short], ['none', null, null, 0]);
  assert.equal(progressOf('online-share', 50, { numerator: 0, denominator: 0 }, { days: 0, of: 60 }).state, 'not-begun');
});
test('forecast at the present pace, and how many of those to come are needed', () => {
  const behind = progressOf('online-share', 50, { numerator: 40, denominator: 100 }, { days: 20, of: 60 });
  assert.deepEqual([behind.now, behind.state, behind.short, behind.forecast, behind.ahead], [40, 'behind', 10, { numerator: 120, denominator: 300, value: 40 }, { needed: 110, of: 200 }]);
  const count = progressOf('online-count', 120, { numerator: 50, denominator: null }, { days: 20, of: 60 });
  assert.deepEqual([count.state, count.forecast?.value, count.ahead], ['on-pace', 150, { needed: 70, of: 100 }]);
  assert.deepEqual([progressOf('online-share', 50, { numerator: 49, denominator: 100 }, { days: 60, of: 60 }).state, progressOf('online-share', 50, { numerator: 50, denominator: 100 }, { days: 60, of: 60 }).state], ['missed', 'met']);
  assert.equal(percent(9999, 20000), 49.99);
  assert.equal(percent(199_999, 200_000), 99.99, 'never rounded up to the target');
});
test('whatever the figures: counting in the named number of dossiers meets the target, one fewer does not', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 10_000 }).map((value) => value / 100), (in_, out, value) => {
    fc.pre(in_ + out > 0);
    const { short, now } = progressOf('on-time-share', value, { numerator: in_, denominator: in_ + out }, { days: 1, of: 1 });
    const reached = (more: number): boolean => (in_ + more) * 100 >= value * (in_ + out) - 1e-6;
    assert.ok(reached(short), `${in_}/${in_ + out} + ${short} ≥ ${value} %`);
    assert.ok(short === 0 || !reached(short - 1));
    assert.ok(now !== null && now >= 0 && now <= 100);
  }), { numRuns: 300 });
});
test('periods have their names and their days', () => {
  assert.deepEqual([quarter(2026, 1), halfYear(2026, 2), month(2024, 2)].map((one: Period) => `${one.from}–${one.to}`), ['2026-01-01–2026-03-31', '2026-07-01–2026-12-31', '2024-02-01–2024-02-29']);
  assert.deepEqual([wholeYear(2026), quarter(2026, 2), month(2026, 3), { from: plainDate('2025-12-15'), to: plainDate('2026-12-14') }].map((one) => namePeriod(one).vi), ['Năm 2026', 'Quý 2 năm 2026', 'Tháng 3/2026', 'Từ 15/12/2025 đến 14/12/2026']);
  assert.deepEqual([month(2026, 3), { from: plainDate('2026-03-09'), to: plainDate('2026-03-13') }].map((one) => namePeriod(one).en), ['March 2026', '9 March 2026 to 13 March 2026'], 'no English reader can take it for a day, or the month for the day');
  assert.deepEqual([readMonth('2026-03')?.to, readMonth('2026-13'), readMonth('x')], ['2026-03-31', null, null]);
  assert.ok(!periodsClash(quarter(2026, 1), quarter(2026, 2)));
});
