import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nationalCalendar } from '../../calendar/index.ts';
import { applyCase, caseCode, CASE_ACTIONS, foldCase, mayDoToCase, nextDue, planAccepted, planAnswered, planAsked, planPublished, planRejected, planRerouted, planSent, planSupplemented, planTransferred, readCaseCode, type CaseEvent, type CaseState, type NewCaseEvent } from './case.ts';
import { mayRate } from './rating.ts';
import { readFeedback } from './writer.ts';

const calendar = nationalCalendar();
const iso = (at: string): string => new Date(at).toISOString();
const value = <T>(result: { ok: true; value: T } | { ok: false; refusal: unknown }): T => { assert.ok(result.ok, JSON.stringify(result)); return result.value; };
class Story {
  readonly events: CaseEvent[] = [];
  add(at: string, events: readonly NewCaseEvent[]): this { for (const one of events) this.events.push({ seq: this.events.length + 1, kind: one.kind, at: iso(at), by: { kind: 'officer', name: 'x' }, data: one.data }); return this; }
  get state(): CaseState { return foldCase(this.events); }
}
/** Sent Monday 2 March 2026 at 10:00. */
const sent = (aboutOfficer: string | null = null): Story => new Story().add('2026-03-02T10:00:00+07:00', value(planSent(calendar, new Date('2026-03-02T10:00:00+07:00'), { subject: 'behaviour', agencyId: 2, aboutOfficer, dossierCode: null })));

test('the clocks of QĐ 766 in working days: reject 2, ask 5, hand over 5, answer 15, publish 2 after the answer', () => {
  const { state } = sent();
  assert.deepEqual([state.rejectBy, state.supplementBy, state.transferBy, state.answerBy], ['2026-03-04T17:30:00+07:00', '2026-03-09T17:30:00+07:00', '2026-03-09T17:30:00+07:00', '2026-03-23T17:30:00+07:00'].map(iso));
  assert.equal(nextDue(state), state.rejectBy);
  const answered = sent().add('2026-03-03T08:00:00+07:00', planAccepted(null)).add('2026-03-20T09:00:00+07:00', value(planAnswered(calendar, state, new Date('2026-03-20T09:00:00+07:00'), 'x')));
  assert.equal(answered.state.publishBy, iso('2026-03-24T17:30:00+07:00'));
  assert.equal(nextDue(answered.state), iso('2026-03-24T17:30:00+07:00'));
});
test('late acts are possible and say that they are late', () => {
  const { state } = sent();
  const late = (events: readonly NewCaseEvent[]): boolean => (events[0]?.data as { late: boolean }).late;
  assert.deepEqual([late(planRejected(state, new Date('2026-03-04T17:30:00+07:00'), 'x')), late(planRejected(state, new Date('2026-03-04T17:31:00+07:00'), 'x'))], [false, true]);
  assert.deepEqual([late(planAsked(state, new Date('2026-03-09T17:00:00+07:00'), 'x')), late(planAsked(state, new Date('2026-03-10T08:00:00+07:00'), 'x'))], [false, true]);
  assert.equal(late(value(planTransferred(calendar, state, new Date('2026-03-10T08:00:00+07:00'), { agencyId: 12, reason: 'x' }))), true);
  assert.equal(late(planPublished({ ...state, publishBy: iso('2026-03-24T17:30:00+07:00') }, new Date('2026-03-25T08:00:00+07:00'), { title: 'a', text: 'b' })), true);
});
test('while the person is asked nothing is due, and the waiting time is given back in working days', () => {
  const asked = sent().add('2026-03-03T09:00:00+07:00', planAsked(sent().state, new Date('2026-03-03T09:00:00+07:00'), 'ở quầy nào'));
  assert.equal(nextDue(asked.state), null);
  const back = asked.add('2026-03-06T09:00:00+07:00', value(planSupplemented(calendar, asked.state, new Date('2026-03-06T09:00:00+07:00'), 'quầy 2')));
  assert.equal(back.state.answerBy, iso('2026-03-26T17:30:00+07:00'), 'three working days later than the 23rd');
});
test('a transfer gives the competent agency fresh clocks and forgets who was named', () => {
  const { state } = sent('o1').add('2026-03-05T09:00:00+07:00', value(planTransferred(calendar, sent().state, new Date('2026-03-05T09:00:00+07:00'), { agencyId: 12, reason: 'x' })));
  assert.deepEqual([state.agencyId, state.status, state.aboutOfficer, state.rejectBy, state.supplementBy, state.transferBy], [12, 'transferred', null, iso('2026-03-09T17:30:00+07:00'), iso('2026-03-12T17:30:00+07:00'), iso('2026-03-12T17:30:00+07:00')]);
});
test('the officer complained of may do nothing, whatever the state; others only what the state allows', () => {
  const { state } = sent('o1');
  for (const action of CASE_ACTIONS) assert.equal(mayDoToCase(action, state, 'o1'), false, action);
  assert.deepEqual(CASE_ACTIONS.filter((action) => mayDoToCase(action, state, 'o2')), ['accept', 'ask-supplement', 'transfer', 'reroute', 'reject', 'name-officer']);
  const rerouted = sent().add('2026-03-03T09:00:00+07:00', planRerouted('complaint', 'x')).state;
  assert.deepEqual(CASE_ACTIONS.filter((action) => mayDoToCase(action, rerouted, 'o2')), []);
  assert.equal(nextDue(rerouted), null);
});
test('what a program of ours cannot have written is refused', () => {
  assert.throws(() => foldCase([]), /without events/u);
  assert.throws(() => applyCase(null, { seq: 1, kind: 'accepted', at: iso('2026-03-02T10:00:00+07:00'), by: { kind: 'officer', name: null }, data: { note: null } }), /before anything was sent/u);
});
test('codes are read as people type them', () => {
  assert.equal(caseCode('H36.23095', '2026-03-02', 7), 'PA-H36.23095-260302-0007');
  assert.equal(readCaseCode(' pa–h36.23095 - 260302 – 0007 '), 'PA-H36.23095-260302-0007');
  for (const typed of ['', 'H36.23095-260302-0007', 'PA-1', "PA-' OR 1=1--"]) assert.equal(readCaseCode(typed), null, typed);
});
test('what is needed to answer: a subject, words, a name and one way back (NĐ 20/2008 Đ.7)', () => {
  const typed = { subject: 'behaviour', text: 'Chờ hai giờ ở quầy 2 sáng nay', name: ' Nguyễn  Thị Hoa ', phone: '091 234 5678', email: '', address: '', dossierCode: '' };
  const good = readFeedback(typed);
  assert.deepEqual([good.problems, good.writer], [[], { name: 'Nguyễn Thị Hoa', phone: '0912345678', email: null, address: null }]);
  const kinds = (over: Partial<typeof typed>): string[] => readFeedback({ ...typed, ...over }).problems.map((one) => one.kind);
  assert.deepEqual(kinds({ phone: '' }), ['reach-missing']);
  assert.deepEqual(kinds({ phone: '', address: 'thôn 3' }), []);
  assert.deepEqual(kinds({ subject: 'x', text: 'ngắn', name: '', phone: '12', email: 'x' }), ['subject-missing', 'text-missing', 'name-missing', 'phone-shape', 'email-shape']);
  assert.deepEqual(kinds({ text: 'a'.repeat(4001) }), ['text-long']);
});
test('a rating is asked for after the result, not before', () => {
  for (const status of ['done', 'returned', 'refused', 'not-accepted', 'stopped'] as const) assert.ok(mayRate({ status }), status);
  for (const status of ['submitted', 'processing', 'signing', 'suspended', 'appraisal-supplement'] as const) assert.ok(!mayRate({ status }), status);
});
