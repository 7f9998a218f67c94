import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { packageRoot } from '../../../platform/package-root.ts';
import { addDays, plainDate } from '../../../shared/plain-date.ts';
import type { DossierFact } from './dossier-fact.ts';
import { momentsOf, month, type Period } from './period.ts';
import { addStanding, imbalances, NO_FIGURES, standingOf, sumFigures, type Figures } from './report-06a.ts';

type Judged = Parameters<typeof standingOf>[0];
interface Told { readonly why: string; readonly channel: DossierFact['channel']; readonly received: string | null; readonly due: string | null; readonly finished: string | null; readonly outcome: DossierFact['outcome']; readonly settled: DossierFact['settled']; readonly pauses?: readonly (readonly [string, string | null])[]; readonly outside?: true }
const golden = JSON.parse(readFileSync(join(packageRoot(), 'fixtures', 'reports', 'report-06a.json'), 'utf8')) as { readonly period: { from: string; to: string }; readonly dossiers: readonly Told[]; readonly expected: Figures };
const judged = (told: Told): Judged => ({ channel: told.channel, receivedAt: told.received, finishedAt: told.finished, outcome: told.outcome, settled: told.settled, dues: told.received && told.due ? [{ since: told.received, due: told.due }] : [], pauses: (told.pauses ?? []).map(([from, to]) => ({ from, to })) });
const figuresOf = (facts: readonly Judged[], period: Period, asOf = momentsOf(period).end): Figures => facts.reduce((figures, fact) => { const standing = standingOf(fact, period, asOf); return standing ? addStanding(figures, standing) : figures; }, NO_FIGURES);

test('Biểu II.06a of the golden month: every case where it belongs', () => {
  const period = { from: plainDate(golden.period.from), to: plainDate(golden.period.to) };
  for (const told of golden.dossiers) assert.equal(standingOf(judged(told), period, momentsOf(period).end) === null, told.outside === true, told.why);
  assert.deepEqual(figuresOf(golden.dossiers.map(judged), period), golden.expected);
  assert.deepEqual(imbalances(golden.expected), []);
});
test('a form whose sums do not close says which', () => {
  assert.deepEqual(imbalances({ ...golden.expected, received: 11 }).map((one) => one.vi.split(':')[0]), ['Tổng tiếp nhận = trực tuyến + trực tiếp, bưu chính + kỳ trước', 'Tiếp nhận = đã giải quyết + đang giải quyết + dừng, rút']);
  assert.equal(imbalances({ ...golden.expected, late: 2 }).length, 1);
});

const START = Date.parse('2026-01-01T00:00:00+07:00');
const moment = fc.integer({ min: 0, max: 200 * 24 * 60 }).map((minutes) => new Date(START + minutes * 60_000).toISOString());
const anyFact: fc.Arbitrary<Judged> = fc.record({ channel: fc.constantFrom('online', 'counter', 'post', 'assisted'), received: fc.option(moment), rest: fc.array(moment, { minLength: 3, maxLength: 3 }), end: fc.constantFrom(null, 'resolved', 'refused', 'withdrawn'), settled: fc.constantFrom('early', 'on-time', 'late') }).map(({ channel, received, rest, end, settled }) => {
  const [due = '', pausedAt = '', finishedAt = ''] = rest.map((one) => (received && one < received ? received : one)).sort();
  return { channel, receivedAt: received, finishedAt: end === null ? null : finishedAt, outcome: end, settled: end === 'resolved' || end === 'refused' ? settled : null, dues: received ? [{ since: received, due }] : [], pauses: received && pausedAt > received ? [{ from: pausedAt, to: null }] : [] } as Judged;
});
test('whatever happened: the sums close, what is pending is carried forward exactly, and rows add up to their total', () => {
  fc.assert(fc.property(fc.array(anyFact, { maxLength: 40 }), fc.integer({ min: 1, max: 5 }), (facts, number) => {
    const [first, second] = [month(2026, number), month(2026, number + 1)];
    const [before, after] = [figuresOf(facts, first), figuresOf(facts, second)];
    assert.deepEqual(imbalances(before), []);
    assert.equal(after.opening, before.pending);
    const both = figuresOf(facts, { from: first.from, to: second.to });
    assert.equal(both.settled, before.settled + after.settled);
    assert.equal(both.received, before.received + after.online + after.other);
    const half = Math.floor(facts.length / 2);
    assert.deepEqual(sumFigures([figuresOf(facts.slice(0, half), first), figuresOf(facts.slice(half), first)]), before);
  }), { numRuns: 300 });
});
test('a period that still runs is judged now, and a later look does not change what it said of then', () => {
  const fact = judged(golden.dossiers[5] as Told);
  const period = { from: plainDate('2026-03-01'), to: plainDate('2026-04-30') };
  assert.equal(standingOf(fact, period, new Date('2026-04-03T09:00:00+07:00'))?.ending, 'in-time');
  assert.equal(standingOf(fact, period, new Date('2026-04-03T09:00:01+07:00'))?.ending, 'overdue');
  assert.equal(standingOf(fact, { from: period.from, to: addDays(period.to, -29) }, new Date('2026-12-01T00:00:00+07:00'))?.ending, 'in-time');
});
