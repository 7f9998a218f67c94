import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { chooseParts, groupState, isFinal, isSilent, judgeMessage, nextTryAt, offeredParts, termOf, type LinkedGroup, type PartnerMessage, type TaskState } from './index.ts';

const part = (key: string, partner: string) => ({ key, partner, name: { vi: key, en: key }, agency: { vi: key, en: key }, term: { value: 2, unit: 'working-day' as const }, verifyingTerm: { value: 5, unit: 'working-day' as const }, tells: ['childName'] });
const GROUP: LinkedGroup = {
  procedure: '2.000987', lead: '1.001193', name: { vi: '', en: '' }, leadName: { vi: '', en: '' }, term: { value: 3, unit: 'working-day' }, verifyingTerm: { value: 5, unit: 'working-day' }, legalBasis: 'NĐ 63/2024/NĐ-CP Đ.7',
  offeredWhen: { not: { field: 'birthCase', is: 'bo-roi' } }, parts: [part('thuong-tru', 'cu-tru'), part('the-bhyt', 'bao-hiem')], sources: [],
};
const facts = (birthCase: string) => ({ answers: { birthCase }, channel: 'online' as const, today: '2026-03-02' });
const message = (over: Partial<PartnerMessage>): PartnerMessage => ({ messageId: 'm1', key: 'k', reference: 'R1', seq: 1, state: 'accepted', at: '2026-03-02T02:00:00Z', number: '', reason: '', ...over });

describe('what is offered', () => {
  test('parts whose agency is connected, when the condition holds', () => {
    assert.deepEqual(offeredParts(GROUP, facts('thuong'), ['cu-tru', 'bao-hiem']).map((one) => one.key), ['thuong-tru', 'the-bhyt']);
    assert.deepEqual(offeredParts(GROUP, facts('thuong'), ['bao-hiem']).map((one) => one.key), ['the-bhyt']);
    assert.deepEqual(offeredParts(GROUP, facts('bo-roi'), ['cu-tru', 'bao-hiem']), []);
    assert.deepEqual(offeredParts(GROUP, facts('thuong'), []), []);
  });
  test('what was not offered is refused, nothing ticked is said, and after the certificate it is too late', () => {
    const offered = offeredParts(GROUP, facts('thuong'), ['bao-hiem']);
    assert.deepEqual(chooseParts(offered, ['the-bhyt'], false), { ok: true, parts: ['the-bhyt'] });
    assert.deepEqual(chooseParts(offered, ['thuong-tru'], false), { ok: false, refusal: { kind: 'not-offered' } });
    assert.deepEqual(chooseParts(offered, [], false), { ok: false, refusal: { kind: 'nothing-chosen' } });
    assert.deepEqual(chooseParts(offered, ['the-bhyt'], true), { ok: false, refusal: { kind: 'too-late' } });
  });
});

describe('the state of the whole', () => {
  test('partial failure is shown as it is: birth registered, residence refused, card made', () => {
    assert.equal(groupState('signed', ['refused', 'done']), 'partly');
    assert.equal(groupState('signed', ['done', 'done']), 'done');
    assert.equal(groupState('signed', ['failed', 'done']), 'running');
    assert.equal(groupState('running', ['waiting', 'waiting']), 'running');
    assert.equal(groupState('before-reception', []), 'waiting');
    assert.equal(groupState('ended', ['ended', 'ended']), 'ended');
  });
  test('three working days, five once anything must be verified (NĐ 63/2024/NĐ-CP Đ.7)', () => {
    assert.deepEqual(termOf(GROUP, [{ verified: false }, { verified: false }]), { value: 3, unit: 'working-day' });
    assert.deepEqual(termOf(GROUP, [{ verified: false }, { verified: true }]), { value: 5, unit: 'working-day' });
  });
});

describe('what a message changes', () => {
  test('in order, out of order, twice, after the end', () => {
    assert.deepEqual(judgeMessage({ state: 'sent', lastSeq: 0 }, message({})).change, { state: 'accepted', lastSeq: 1, verified: false, reason: null, result: null });
    assert.equal(judgeMessage({ state: 'accepted', lastSeq: 1 }, message({})).verdict, 'older');
    assert.equal(judgeMessage({ state: 'done', lastSeq: 3 }, message({ seq: 4, state: 'refused', reason: 'x' })).verdict, 'after-end');
    assert.deepEqual(judgeMessage({ state: 'sending', lastSeq: 0 }, message({ seq: 3, state: 'done', number: 'TT-1' })).change, { state: 'done', lastSeq: 3, verified: false, reason: null, result: 'TT-1' });
    assert.equal(judgeMessage(null, message({})).verdict, 'unknown');
  });
  test('a refusal says why, an end says what was made', () => {
    assert.equal(judgeMessage({ state: 'sent', lastSeq: 0 }, message({ state: 'refused', reason: '  ' })).verdict, 'without-reason');
    assert.equal(judgeMessage({ state: 'sent', lastSeq: 0 }, message({ state: 'done' })).verdict, 'without-number');
  });
  test('in whatever order and however often messages arrive, the one with the highest number that ends it decides once', () => {
    const one = fc.record({ seq: fc.integer({ min: 1, max: 6 }), state: fc.constantFrom('accepted' as const, 'verifying' as const, 'done' as const, 'refused' as const) });
    fc.assert(fc.property(fc.array(one, { maxLength: 12 }), (list) => {
      let task: { state: TaskState; lastSeq: number } = { state: 'sent', lastSeq: 0 };
      let ends = 0;
      for (const { seq, state } of list) {
        const { change } = judgeMessage(task, message({ seq, state, number: 'N', reason: 'R' }));
        if (!change) continue;
        assert.ok(change.lastSeq > task.lastSeq);
        assert.ok(!isFinal(task.state));
        if (isFinal(change.state)) ends += 1;
        task = change;
      }
      assert.ok(ends <= 1);
    }), { numRuns: 300 });
  });
});

describe('trying again', () => {
  const now = new Date('2026-03-02T02:00:00Z');
  test('soon at first, then every hour, for as long as it takes', () => {
    assert.equal(nextTryAt(1, now).toISOString(), '2026-03-02T02:01:00.000Z');
    assert.equal(nextTryAt(7, now).toISOString(), '2026-03-02T03:00:00.000Z');
    assert.equal(nextTryAt(700, now).toISOString(), '2026-03-02T03:00:00.000Z');
  });
  test('a day without an answer is silence', () => {
    assert.equal(isSilent(new Date('2026-03-01T02:00:01Z'), now), false);
    assert.equal(isSilent(new Date('2026-03-01T02:00:00Z'), now), true);
    assert.equal(isSilent(null, now), false);
  });
});
