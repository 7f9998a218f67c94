import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { packageRoot } from '../../../platform/package-root.ts';
import { ok } from '../../../shared/result.ts';
import { officeDeadlines, STANDARD_RULE, workingCalendar, type CalendarData } from '../../calendar/domain/index.ts';
import { afterAct, expectedBy, FINAL, judgeReport, PARCEL_STATES, REPORT_KINDS, secondTryFrom, type CarrierReport, type Direction, type IsWorkingDay, type ParcelFacts, type ParcelState, type Receiver, type Zone } from './index.ts';
import { vietnamDate } from '../../../shared/plain-date.ts';

const read = (name: string): unknown => JSON.parse(readFileSync(join(packageRoot(), 'fixtures/post', name), 'utf8'));
const office = officeDeadlines(workingCalendar(JSON.parse(readFileSync(join(packageRoot(), 'procedures/calendar/vietnam-2024-2027.json'), 'utf8')) as CalendarData), STANDARD_RULE);
const isWorking: IsWorkingDay = (date) => { const closing = office.closingOf(date); return closing.ok ? ok(closing.value !== null) : closing; };
const tooSoon = (first: Date, second: Date): boolean => { const from = secondTryFrom(first, isWorking); return from.ok && vietnamDate(second) < from.value; };

const days = read('working-days.json') as { readonly law: string; readonly secondTry: readonly { readonly name: string; readonly first: string; readonly from: string | null }[]; readonly expected: readonly { readonly name: string; readonly handed: string; readonly zone: Zone; readonly by: string }[] };
for (const one of days.secondTry) test(`lần hai (${days.law}): ${one.name}`, () => { const from = secondTryFrom(new Date(one.first), isWorking); assert.equal(from.ok ? from.value : null, one.from); });
for (const one of days.expected) test(`thời gian toàn trình (${days.law}): ${one.name}`, () => { const by = expectedBy(new Date(one.handed), one.zone, isWorking); assert.equal(by.ok ? by.value : null, one.by); });

const SEEN: Receiver = { name: 'Nguyễn Thị Hoa', idKind: 'can-cuoc', idNumber: '060302900001', authorised: false };
/** `delivered+8000 2026-03-03T09:00` → a report */
function reportOf(told: string, n: number): CarrierReport {
  const [what = '', at = ''] = told.split(' ');
  const [kind = '', sum] = what.split('+');
  const delivered = kind.startsWith('delivered');
  return {
    eventId: `e${n}`, parcel: 'p', carrierNumber: kind === 'other-number' ? 'VE2' : 'VE1', kind: (kind === 'delivered-unseen' ? 'delivered' : kind === 'other-number' ? 'in-transit' : kind) as CarrierReport['kind'], at: new Date(`${at}:00+07:00`),
    place: null, reason: null, receiver: delivered && kind !== 'delivered-unseen' ? SEEN : null, collected: Number(sum ?? 0),
  };
}
const golden = read('reports.json') as { readonly law: string; readonly cases: readonly { readonly name: string; readonly direction?: Direction; readonly state: ParcelState; readonly tries?: readonly string[]; readonly cod?: number; readonly told: readonly string[]; readonly verdicts: readonly string[]; readonly end: ParcelState }[] };
/** the parcel after a report, as the store keeps it */
function apply(facts: ParcelFacts, report: CarrierReport): { readonly said: string; readonly facts: ParcelFacts } {
  const verdict = judgeReport(report, facts, tooSoon);
  const said = verdict.kind === 'moves' ? `${verdict.to}${verdict.breach ? `!${verdict.breach}` : ''}` : verdict.kind === 'held' ? `held:${verdict.why}` : verdict.kind;
  const tried = report.kind === 'failed' && (verdict.kind === 'moves' || verdict.kind === 'trace') ? [...facts.tries, report.at] : facts.tries;
  return { said, facts: { ...facts, tries: tried, state: verdict.kind === 'moves' ? verdict.to : facts.state, carrierNumber: facts.carrierNumber ?? report.carrierNumber } };
}
const factsIn = (state: ParcelState, direction: Direction = 'return', more: Partial<ParcelFacts> = {}): ParcelFacts => ({ state, direction, carrierNumber: state === 'requested' ? null : 'VE1', handedAt: direction === 'return' && !['requested', 'accepted', 'cancelled'].includes(state) ? new Date('2026-03-02T00:00:00Z') : null, tries: [], cod: 0, ...more });
for (const one of golden.cases) {
  test(`bưu điện báo (${golden.law.slice(0, 40)}…): ${one.name}`, () => {
    let facts = factsIn(one.state, one.direction, { cod: one.cod ?? 0, tries: (one.tries ?? []).map((at) => new Date(`${at}:00+07:00`)) });
    const said = one.told.map((told, n) => { const after = apply(facts, reportOf(told, n)); facts = after.facts; return after.said; });
    assert.deepEqual(said, one.verdicts);
    assert.equal(facts.state, one.end);
  });
}

test('whatever is told in whatever order: what is over stays over, and nothing is delivered that no minutes let out', () => {
  const anyReport = fc.record({ kind: fc.constantFrom(...REPORT_KINDS), day: fc.integer({ min: 1, max: 20 }), seen: fc.boolean(), number: fc.constantFrom('VE1', 'VE1', 'VE1', 'VE2'), sum: fc.constantFrom(0, 0, 8000) })
    .map((one, n = 0): CarrierReport => ({ eventId: `${n}`, parcel: 'p', carrierNumber: one.number, kind: one.kind, at: new Date(Date.UTC(2026, 2, one.day, 3)), place: null, reason: null, receiver: one.seen ? SEEN : null, collected: one.sum }));
  fc.assert(fc.property(fc.constantFrom<Direction>('send', 'return'), fc.boolean(), fc.array(anyReport, { maxLength: 12 }), (direction, handed, reports) => {
    let facts = factsIn('accepted', direction, handed && direction === 'return' ? { state: 'handed-over', handedAt: new Date(0) } : {});
    for (const report of reports) {
      const before = facts;
      facts = apply(facts, report).facts;
      if (FINAL.includes(before.state)) assert.equal(facts.state, before.state);
      if (facts.state === 'delivered' && before.state !== 'delivered') assert.ok(before.handedAt && report.receiver && report.collected === before.cod && direction === 'return');
      assert.ok(facts.state !== 'returned' && facts.state !== 'arrived', 'only the minutes at the desk say that');
    }
  }), { numRuns: 300 });
});
test('what an officer does with a parcel is possible in the states it is meant for and in no other', () => {
  const possible = (['hand-over', 'take-back', 'take-in'] as const).flatMap((act) => (['send', 'return'] as const).flatMap((direction) => PARCEL_STATES.filter((state) => afterAct(act, { state, direction }) !== null).map((state) => `${act} ${direction} ${state}`)));
  assert.deepEqual(possible, ['hand-over return accepted', 'take-back return handed-over', 'take-back return in-transit', 'take-back return failed-1', 'take-back return failed-2', 'take-back return returning', 'take-in send accepted', 'take-in send picked-up', 'take-in send in-transit', 'take-in send failed-1', 'take-in send failed-2']);
});
