import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Officer, Role } from '../../../shared/actor.ts';
import { ACTIONS, availableActions, booksOf, canonicalEvent, canonicalJson, decideAnswer, decideApproveSupplement, decideDeclineSupplement, decideExtension, decideForward, decideRefusal, decideReturn, decideSendBack, decideSubmission, decideSupplement, dossierCode, foldDossier, isOnTime, itemsToJudge, nationalStatus, newEvent, owed, planApproval, planReception, projectDossier, readDossierCode, type DossierEvent, type DossierState, type NewEvent, type Verdict } from './index.ts';
import { answers, content, deadlines, file, numbered, submission } from '../../../../test/support/example-dossier.ts';

const RECEIVED_AT = new Date('2026-08-26T09:00:00+07:00');
const value = <T>(result: { ok: true; value: T } | { ok: false; refusal: unknown }): T => { assert.ok(result.ok, JSON.stringify(result)); return result.value; };
const refusal = (result: { ok: boolean; refusal?: { kind: string } }): string => { assert.equal(result.ok, false); return result.refusal?.kind ?? ''; };
const officer = (...roles: Role[]): Officer => ({ kind: 'officer', officerId: 'o1', name: 'Cán bộ', title: '', agencyId: 2, agencyIds: [2], roles });

class Story {
  readonly events: DossierEvent[] = [];
  add(at: string, ...events: NewEvent[]): this { this.events.push(...numbered(events, new Date(at).toISOString(), this.events.length + 1)); return this; }
  get state(): DossierState { return foldDossier(this.events); }
}
const submitted = (): Story => new Story().add('2026-08-26T08:00:00+07:00', ...value(decideSubmission(submission(), deadlines)).events);
const received = (): Story => {
  const story = submitted();
  const plan = value(planReception({ at: RECEIVED_AT, agencyCode: 'H36.23095', content, caseKey: 'thuong', channel: 'online' }, deadlines));
  return story.add('2026-08-26T09:00:00+07:00', plan.event({ order: 42, register: 7 }));
};
const verdicts = (story: Story, change: Record<string, Verdict['verdict']>): Verdict[] => itemsToJudge(content, story.state, answers, (key) => key).map((item) => ({ item, verdict: change[item.key] ?? 'ok', ...(change[item.key] ? { reason: 'mờ, chụp lại' } : {}) }));

test('a dossier without a compulsory paper, or with an empty one, cannot be submitted', () => {
  assert.equal(refusal(decideSubmission(submission({ files: [] }), deadlines)), 'papers');
  assert.equal(refusal(decideSubmission(submission({ files: [file('ban-chinh', { size: 0 })] }), deadlines)), 'papers');
  assert.equal(refusal(decideSubmission(submission({ files: [file('ban-chinh', { pages: 0 })] }), deadlines)), 'papers');
  assert.equal(refusal(decideSubmission(submission({ answers: { ...answers, acts: 'khac' } }), deadlines)), 'papers');
  assert.equal(refusal(decideSubmission(submission({ answers: { acts: 'toi' } }), deadlines)), 'answers');
  assert.equal(refusal(decideSubmission(submission({ owner: { name: 'A' } }), deadlines)), 'owner');
  assert.equal(refusal(decideSubmission(submission({ at: new Date('2031-08-26T08:00:00+07:00') }), deadlines)), 'calendar-year-missing');
});

test('only answers on the relevant path are kept, and the fee of the day is a line of the dossier', () => {
  const decided = value(decideSubmission(submission({ answers: { ...answers, stray: 'x' } }), deadlines));
  assert.deepEqual(Object.keys(decided.answers).sort(), ['acts', 'name']);
  const event = decided.events[0] as NewEvent<'submitted'>;
  assert.equal(event.data.fees[0]?.payable, 15000);
  assert.equal(event.data.acknowledgeBy.at, '2026-08-27T01:00:00.000Z', '8 working hours from 08:00 (NĐ 45/2020 Đ.11)');
  assert.equal(event.personal?.owner?.phone, '0912345678');
  assert.ok(!canonicalJson(event.data).includes('0912345678'), 'nothing personal in the open part');
});

test('reception: code, register, the worked example of three working days, each step inside the total', () => {
  const { state } = received();
  assert.equal(state.code, 'H36.23095-260826-0042');
  assert.deepEqual(state.register, { year: 2026, number: 7 });
  assert.equal(state.due?.at, '2026-09-03T02:00:00.000Z');
  assert.equal(state.step, 'tham-tra');
  assert.ok(Date.parse(state.stepDue ?? '') <= Date.parse(state.due?.at ?? ''));
  assert.equal(nationalStatus(state), 2);
  assert.deepEqual(booksOf({ at: new Date('2026-08-26T17:30:00Z'), agencyCode: 'H1', content, caseKey: null, channel: 'online' }).code, 'code:H1:2026-08-27', 'the date is Vietnam’s: 00:30 there');
});

test('codes widen above 9,999, are read in both orders and never confused with a temporary reference', () => {
  assert.equal(dossierCode('H36.1', '2026-11-21' as never, 10_000), 'H36.1-261121-10000');
  for (const typed of ['h36.23095-260826-0042', ' H36.23095 – 260826 – 0042 ', '000.00.16.H22-260826-0042', 'G09.20-20260609-0092637']) assert.equal(readDossierCode(typed)?.kind, 'code', typed);
  assert.deepEqual(readDossierCode('t 7k4q 2m9x'), { kind: 'reference', value: 'T-7K4Q-2M9X' });
  for (const typed of ['', 'abc', 'T-7K4Q', 'H36-260826-1', 'x'.repeat(65)]) assert.equal(readDossierCode(typed), null, typed);
});

test('a supplement is asked once, whole, with reasons; a further round needs the leader', () => {
  const story = submitted();
  const items = itemsToJudge(content, story.state, answers, (key) => key);
  assert.deepEqual(items.map((item) => `${item.type}:${item.key}`), ['paper:ban-chinh', 'paper:the', 'answer:name', 'answer:acts']);
  const at = new Date('2026-08-26T10:00:00+07:00');
  const ask = (list: readonly Verdict[]) => decideSupplement(story.state, { at, items, verdicts: list }, content, deadlines);
  assert.equal(refusal(ask(verdicts(story, { 'ban-chinh': 'wrong' }).slice(1))), 'not-judged');
  assert.equal(refusal(ask(verdicts(story, {}))), 'nothing-asked');
  assert.equal(refusal(ask(verdicts(story, { 'ban-chinh': 'wrong' }).map(({ reason: _reason, ...rest }) => rest))), 'reason-missing');
  story.add(at.toISOString(), ...value(ask(verdicts(story, { 'ban-chinh': 'wrong', name: 'wrong' }))));
  assert.equal(story.state.status, 'intake-supplement');
  assert.equal(nationalStatus(story.state), 5);
  assert.deepEqual(story.state.clock, [], 'before reception no clock runs (NĐ 61/2018 Đ.17)');
  const give = (over: object) => decideAnswer(story.state, { at: new Date('2026-08-27T09:00:00+07:00'), files: [file('ban-chinh', { id: 'f2' })], replaced: ['f-ban-chinh'], answers, changed: ['name'], ...over }, content, deadlines);
  assert.equal(refusal(give({ files: [] })), 'still-missing');
  assert.equal(refusal(give({ changed: [] })), 'still-missing');
  story.add('2026-08-27T09:00:00+07:00', ...value(give({})));
  assert.equal(story.state.status, 'submitted');
  assert.deepEqual(story.state.files.map((one) => one.id), ['f2']);
  const again = decideSupplement(story.state, { at, items, verdicts: verdicts(story, { acts: 'wrong' }) }, content, deadlines);
  assert.equal(refusal(again), 'round-reason-missing');
});

test('a further request waits for the leader: nothing goes out before his own act, and nobody approves what he asked for himself', () => {
  const story = submitted();
  const at = new Date('2026-08-26T10:00:00+07:00');
  const items = itemsToJudge(content, story.state, answers, (key) => key);
  story.add(at.toISOString(), ...value(decideSupplement(story.state, { at, items, verdicts: verdicts(story, { 'ban-chinh': 'wrong' }) }, content, deadlines)));
  story.add('2026-08-27T09:00:00+07:00', ...value(decideAnswer(story.state, { at: new Date('2026-08-27T09:00:00+07:00'), files: [file('ban-chinh', { id: 'f2' })], replaced: [], answers, changed: [] }, content, deadlines)));
  const later = new Date('2026-08-27T10:00:00+07:00');
  story.add(later.toISOString(), ...value(decideSupplement(story.state, { at: later, items, verdicts: verdicts(story, { acts: 'wrong' }), note: 'Ghi rõ', why: 'Giấy mới nộp khác tờ khai' }, content, deadlines)));
  assert.equal(story.state.status, 'submitted', 'nothing has left the house');
  assert.equal(story.state.openSupplement, null);
  assert.deepEqual(story.state.rounds, { intake: 1, appraisal: 0 });
  assert.equal(projectDossier(story.state).stepRole, 'leader', 'it stands on the leader’s list');
  assert.deepEqual(availableActions(story.state, officer('reception'), false), ['collect-fee']);
  assert.deepEqual(availableActions(story.state, officer('leader'), false), ['approve-supplement', 'decline-supplement']);
  const leader = { at: new Date('2026-08-28T08:00:00+07:00'), id: 'ld', name: 'Lãnh đạo' };
  assert.equal(refusal(decideApproveSupplement(story.state, { ...leader, id: 'test' }, content, deadlines)), 'own-proposal');
  assert.equal(refusal(decideDeclineSupplement(story.state, ' ')), 'reason-missing');
  const declined = new Story();
  declined.events.push(...story.events);
  declined.add(leader.at.toISOString(), ...value(decideDeclineSupplement(story.state, 'Xã tự tra cứu được')));
  assert.deepEqual([declined.state.proposedSupplement, projectDossier(declined.state).stepRole], [null, 'reception']);
  assert.ok(availableActions(declined.state, officer('reception'), false).includes('accept'));
  const [sent] = value(decideApproveSupplement(story.state, leader, content, deadlines)) as readonly [NewEvent<'supplement-requested'>];
  assert.deepEqual([sent.data.round, sent.data.approvedBy, sent.data.askedBy, sent.data.note, sent.data.respondBy], [2, 'Lãnh đạo', '', 'Ghi rõ', '2026-09-27']);
  story.add(leader.at.toISOString(), sent);
  assert.deepEqual([story.state.status, story.state.proposedSupplement, story.state.rounds.intake], ['intake-supplement', null, 2]);
  assert.equal(refusal(decideApproveSupplement(story.state, leader, content, deadlines)), 'nothing-proposed');
});

test('what has to be judged stands in the order of the procedure, not of the alphabet', () => {
  const mixed = { ...content, form: { ...content.form!, pages: [{ key: 'mot', title: { vi: '', en: '' }, fields: [content.form!.pages[0]!.fields[0]!, content.form!.pages[0]!.fields[1]!].toReversed() }] } };
  const keys = (of: typeof content): string[] => itemsToJudge(of, submitted().state, { name: 'A', acts: 'toi' }, (key) => key).filter((item) => item.type === 'answer').map((item) => item.key);
  assert.deepEqual(keys(content), ['name', 'acts'], 'stored as acts, name');
  assert.deepEqual(keys(mixed), ['acts', 'name']);
});

test('an appraisal supplement suspends the clock and counts the whole term again when it is complete (NĐ 61/2018 Đ.19 k.4)', () => {
  const story = received();
  const at = new Date('2026-08-28T10:00:00+07:00');
  const asked = value(decideSupplement(story.state, { at, items: itemsToJudge(content, story.state, answers, (key) => key), verdicts: verdicts(story, { 'ban-chinh': 'wrong' }) }, content, deadlines));
  story.add(at.toISOString(), ...asked);
  assert.equal(story.state.status, 'appraisal-supplement');
  assert.equal(story.state.clock.at(-1)?.kind, 'suspended');
  story.add('2026-09-07T09:00:00+07:00', ...value(decideAnswer(story.state, { at: new Date('2026-09-07T09:00:00+07:00'), files: [file('ban-chinh', { id: 'f2' })], replaced: [], answers, changed: [] }, content, deadlines)));
  assert.equal(story.state.due?.at, '2026-09-10T02:00:00.000Z', 'three working days from Monday 09:00');
  const pausing = { ...content, supplement: { ...content.supplement, effect: 'pause' as const } };
  const other = received();
  other.add(at.toISOString(), ...asked.map((event) => newEvent('supplement-requested', event.data as never)));
  const paused = value(decideAnswer(other.state, { at: new Date('2026-09-07T09:00:00+07:00'), files: [file('ban-chinh', { id: 'f2' })], replaced: [], answers, changed: [] }, pausing, deadlines));
  const due = (paused[0] as NewEvent<'supplemented'>).data.due?.at ?? '';
  assert.ok(due > '2026-09-07' && due < '2026-09-10', `what was left goes on: ${due}`);
});

test('the way to the signed result: draft before signature, number from the yearly book, on time against the first date', () => {
  const story = received();
  const at = (text: string): Date => new Date(`2026-08-${text}:00+07:00`);
  assert.equal(refusal(decideForward(story.state, at('27T09:00'), undefined, deadlines)), 'draft-first');
  story.add('2026-08-27T09:00:00+07:00', newEvent('result-drafted', { fields: [] }));
  story.add('2026-08-27T09:05:00+07:00', ...value(decideForward(story.state, at('27T09:05'), 'xong', deadlines)));
  assert.equal(story.state.step, 'ky');
  assert.equal(refusal(decideForward(story.state, at('27T09:06'), undefined, deadlines)), 'no-further-step');
  assert.equal(refusal(decideSendBack(story.state, at('27T09:06'), ' ', deadlines)), 'reason-missing');
  const plan = value(planApproval(content, { at: at('27T10:00'), signer: 'o', signerName: 'Lãnh đạo', signerTitle: 'CHỦ TỊCH', verifyCode: 'A'.repeat(16), agencyCode: 'H36.23095' }));
  assert.equal(plan.book, 'document:H36.23095:VD:2026');
  story.add('2026-08-27T10:00:00+07:00', plan.event(3));
  assert.equal(story.state.status, 'signing');
  assert.equal(isOnTime(story.state, at('27T10:01')), true);
  story.add('2026-08-27T10:01:00+07:00', newEvent('result-signed', { file: 'r', sha256: '0', certificate: 'c', trial: true, onTime: true }));
  assert.equal(nationalStatus(story.state), 9);
  assert.equal(owed(story.state), 15000);
  const hand = { method: 'counter' as const, checkedIdentity: true, receiver: { name: 'A' } };
  assert.equal(refusal(decideReturn(story.state, hand)), 'fee-unpaid');
  story.add('2026-08-27T10:02:00+07:00', newEvent('fee-collected', { amount: 15000, lines: [], how: 'cash' }));
  assert.equal(refusal(decideReturn(story.state, { ...hand, checkedIdentity: false })), 'identity-unchecked');
  story.add('2026-08-27T10:03:00+07:00', ...value(decideReturn(story.state, hand)));
  assert.equal(nationalStatus(story.state), 10);
  assert.ok(projectDossier(story.state).closedAt);
});

test('an apology moves the appointment once, and the dossier stays late against the first date', () => {
  const story = received();
  const due = new Date('2026-09-08T17:30:00+07:00');
  assert.equal(refusal(decideExtension(story.state, RECEIVED_AT, { reason: '', newDue: due }, deadlines)), 'reason-missing');
  assert.equal(refusal(decideExtension(story.state, RECEIVED_AT, { reason: 'x', newDue: new Date('2026-09-01T09:00:00+07:00') }, deadlines)), 'not-later');
  const early = value(decideExtension(story.state, new Date('2026-08-28T09:00:00+07:00'), { reason: 'chờ xác minh', newDue: due }, deadlines));
  assert.equal((early[0] as NewEvent<'extended'>).data.beforeDue, true);
  const late = value(decideExtension(story.state, new Date('2026-09-03T08:59:00+07:00'), { reason: 'chờ xác minh', newDue: due }, deadlines));
  assert.equal((late[0] as NewEvent<'extended'>).data.beforeDue, false, 'less than one working day before: a breach (NĐ 61/2018 Đ.19 k.9)');
  story.add('2026-08-28T09:00:00+07:00', ...early);
  assert.equal(isOnTime(story.state, new Date('2026-09-04T09:00:00+07:00')), false);
  assert.ok(!availableActions(story.state, officer('leader'), false).includes('extend'));
});

test('a refusal needs a ground of the closed list, a legal basis and words; after appraisal it is the result', () => {
  const given = { ground: 'conditions-not-met', legalBasis: 'Luật Hộ tịch 2014 Đ.16', reason: 'Không đủ điều kiện' };
  assert.equal(refusal(decideRefusal(received().state, { ...given, ground: 'out-of-time' })), 'ground-missing');
  assert.equal(refusal(decideRefusal(received().state, { ...given, legalBasis: ' ' })), 'legal-basis-missing');
  assert.equal(submitted().add('2026-08-26T10:00:00+07:00', ...value(decideRefusal(submitted().state, given))).state.status, 'not-accepted');
  const late = received().add('2026-08-27T10:00:00+07:00', ...value(decideRefusal(received().state, given)));
  assert.equal(late.state.status, 'refused');
  assert.equal(nationalStatus(late.state), 9);
});

test('who may do what when: reception does not sign, the leader does not receive, strangers and other agencies do nothing', () => {
  const before = submitted().state;
  const after = received().state;
  assert.deepEqual(availableActions(before, officer('reception'), false), ['accept', 'ask-supplement', 'refuse', 'collect-fee']);
  assert.deepEqual(availableActions(before, officer('leader', 'specialist'), false), []);
  assert.deepEqual(availableActions(after, officer('specialist'), false), ['ask-supplement', 'take', 'forward', 'send-back', 'draft-result', 'choose-verification']);
  assert.deepEqual(availableActions(after, officer('leader'), false), ['suspend', 'extend']);
  assert.deepEqual(availableActions(before, { kind: 'citizen', citizenId: 'c', name: '', assurance: 'level-2' }, true), ['withdraw']);
  assert.deepEqual(availableActions(before, { kind: 'citizen', citizenId: 'c', name: '', assurance: 'level-2' }, false), []);
  assert.deepEqual(availableActions(after, { ...officer(...(['reception', 'specialist', 'leader', 'clerk'] as Role[])), agencyId: 12 }, false), []);
  for (const [name, rule] of Object.entries(ACTIONS)) assert.ok(rule.in.length > 0 && rule.by.length > 0, name);
});

test('the stored text of an event is the same for the same event, whatever the order of its keys, and no number is lost', () => {
  const base = { dossier: 'd', seq: 1, kind: 'taken', at: '2026-01-01T00:00:00.000Z', by: { kind: 'system', id: 's' }, sealed: null };
  assert.equal(canonicalEvent({ ...base, data: { b: 1, a: [{ d: 2, c: undefined }] } }), canonicalEvent({ ...base, data: { a: [{ d: 2 }], b: 1 } }));
  assert.notEqual(canonicalEvent({ ...base, data: { a: '1' } }), canonicalEvent({ ...base, data: { a: 1 } }));
  assert.throws(() => canonicalJson({ a: Number.NaN }));
  assert.throws(() => foldDossier([]));
  assert.throws(() => foldDossier([...submitted().events, ...submitted().events]), /submitted twice/u);
});
