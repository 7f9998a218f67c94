import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nationalCalendar } from '../../calendar/index.ts';
import { decideExtension, decideSubmission, planReception, type DossierEvent, type NewEvent } from '../../dossier/domain/index.ts';
import { foldDossier, newEvent } from '../../dossier/domain/index.ts';
import { content, deadlines, numbered, submission } from '../../../../test/support/example-dossier.ts';
import { factOf, type DossierFact } from './dossier-fact.ts';

const calendar = nationalCalendar();
const value = <T>(result: { ok: true; value: T } | { ok: false; refusal: unknown }): T => { assert.ok(result.ok, JSON.stringify(result)); return result.value; };
const iso = (at: string): string => new Date(at).toISOString();

/** A dossier of three working days, received Monday 2 March 2026 at 09:00: due Thursday 5 March at 09:00. */
class Story {
  readonly events: DossierEvent[] = [];
  add(at: string, ...events: NewEvent[]): this { this.events.push(...numbered(events, iso(at), this.events.length + 1)); return this; }
  get fact(): DossierFact { return factOf(this.events, { dossierId: 'd', calendar, field: 'Ví dụ', term: { value: 3, unit: 'working-day' } }); }
}
const received = (): Story => {
  const story = new Story().add('2026-03-02T08:30:00+07:00', ...value(decideSubmission(submission({ at: new Date('2026-03-02T08:30:00+07:00') }), deadlines)).events);
  return story.add('2026-03-02T09:00:00+07:00', value(planReception({ at: new Date('2026-03-02T09:00:00+07:00'), agencyCode: 'H36.1', content, caseKey: null, channel: 'online' }, deadlines)).event({ order: 42, register: 1 }));
};
const signed = newEvent('result-signed', { file: 'f', sha256: 's', certificate: 'c', trial: true, onTime: true });
const ask = newEvent('supplement-requested', { stage: 'appraisal', round: 1, verdicts: [], respondBy: '2026-04-03' as never });
const answered = (at: string, due: string): NewEvent => newEvent('supplemented', { round: 1, files: [], replaced: [], changedAnswers: [], due: { at: iso(due), explanation: { vi: '', en: '' } }, clockStart: iso(at) });

test('a dossier in time: its dates, its way, its working time without the nights', () => {
  const fact = received().add('2026-03-04T10:00:00+07:00', signed).fact;
  assert.deepEqual([fact.legalDue, fact.outcome, fact.settled, fact.indexLate, fact.electronicResult, fact.trialResult], [iso('2026-03-05T09:00:00+07:00'), 'resolved', 'early', false, true, true]);
  assert.equal(fact.workedMinutes, 2 * 480 + 60);
  assert.equal(fact.answeredAt, iso('2026-03-02T09:00:00+07:00'));
  assert.deepEqual([fact.code, fact.field, fact.step, fact.assignee], ['H36.1-260302-0042', 'Ví dụ', null, null]);
  assert.ok(!JSON.stringify(fact).includes('Nguyễn Thị Mẫu'), 'figures name nobody');
});
test('on the day itself in time, and a minute after it late', () => {
  assert.equal(received().add('2026-03-05T09:00:00+07:00', signed).fact.settled, 'on-time');
  const late = received().add('2026-03-05T09:01:00+07:00', signed).fact;
  assert.deepEqual([late.settled, late.indexLate], ['late', true]);
});
test('an apology moves the appointment and leaves the dossier late against the date before it (NĐ 61/2018 Đ.19 k.9)', () => {
  const story = received();
  const extension = value(decideExtension(foldDossier(story.events), new Date('2026-03-04T16:00:00+07:00'), { reason: 'chờ xác minh', newDue: new Date('2026-03-10T17:00:00+07:00') }, deadlines));
  const fact = story.add('2026-03-04T16:00:00+07:00', ...extension).add('2026-03-09T09:00:00+07:00', signed).fact;
  assert.deepEqual([fact.due, fact.legalDue, fact.newDue], [iso('2026-03-10T17:00:00+07:00'), iso('2026-03-05T09:00:00+07:00'), iso('2026-03-10T17:00:00+07:00')]);
  assert.deepEqual([fact.settled, fact.apologyInTime, fact.apologisedAt], ['late', true, iso('2026-03-04T16:00:00+07:00')]);
});
test('one supplement: the law counts the term again, the index takes the waiting time off', () => {
  const fact = received().add('2026-03-03T09:00:00+07:00', ask).add('2026-03-06T09:00:00+07:00', answered('2026-03-06T09:00:00+07:00', '2026-03-11T09:00:00+07:00')).add('2026-03-10T15:00:00+07:00', signed).fact;
  assert.deepEqual([fact.legalDue, fact.settled], [iso('2026-03-11T09:00:00+07:00'), 'early']);
  assert.equal(fact.indexDue, iso('2026-03-10T09:00:00+07:00'), 'a day was used before the request, two are left after the answer');
  assert.equal(fact.indexLate, true, 'in time by law, late by the index of QĐ 766');
  assert.deepEqual(fact.pauses, [{ from: iso('2026-03-03T09:00:00+07:00'), to: iso('2026-03-06T09:00:00+07:00') }]);
  assert.deepEqual([fact.supplements, fact.laterRounds], [1, 0]);
});
test('a second supplement makes the index late though every date was kept', () => {
  const again = newEvent('supplement-requested', { stage: 'appraisal', round: 2, verdicts: [], respondBy: '2026-04-03' as never, approvedBy: 'Lãnh đạo' });
  const fact = received().add('2026-03-02T10:00:00+07:00', ask).add('2026-03-02T11:00:00+07:00', answered('2026-03-02T11:00:00+07:00', '2026-03-05T11:00:00+07:00'))
    .add('2026-03-03T10:00:00+07:00', again).add('2026-03-03T11:00:00+07:00', answered('2026-03-03T11:00:00+07:00', '2026-03-06T11:00:00+07:00')).add('2026-03-04T09:00:00+07:00', signed).fact;
  assert.deepEqual([fact.settled, fact.indexLate, fact.laterRounds], ['early', true, 1]);
});
test('refused before reception it never was a received dossier; refused after, it has a result; withdrawn, it was stopped', () => {
  const refused = (stage: 'intake' | 'appraisal'): NewEvent => newEvent('refused', { stage, ground: 'not-competent', legalBasis: 'x', reason: 'y' });
  const before = new Story().add('2026-03-02T08:30:00+07:00', ...value(decideSubmission(submission(), deadlines)).events).add('2026-03-02T09:00:00+07:00', refused('intake')).fact;
  assert.deepEqual([before.outcome, before.receivedAt, before.settled], ['not-accepted', null, null]);
  const after = received().add('2026-03-04T09:00:00+07:00', refused('appraisal')).add('2026-03-04T10:00:00+07:00', newEvent('result-returned', { method: 'electronic', checkedIdentity: false })).fact;
  assert.deepEqual([after.outcome, after.settled, after.electronicResult], ['refused', 'early', false]);
  const withdrawn = received().add('2026-03-03T09:00:00+07:00', newEvent('withdrawal-requested', { reason: 'x' })).add('2026-03-03T10:00:00+07:00', newEvent('stopped', { ground: 'withdrawn', reason: 'x' })).fact;
  assert.deepEqual([withdrawn.outcome, withdrawn.settled], ['withdrawn', null]);
});
test('UX-41: the draft of an apology is there eight working hours before the date, and the last moment is the evening before', () => {
  const { apologyFrom, apologyLast } = received().fact;
  assert.deepEqual([apologyFrom, apologyLast], [iso('2026-03-04T07:30:00+07:00'), iso('2026-03-04T17:30:00+07:00')]);
  assert.equal(value(deadlines.workingMinutes(new Date(apologyFrom ?? ''), new Date('2026-03-05T09:00:00+07:00'))), 480 + 90);
  assert.equal(received().add('2026-03-03T09:00:00+07:00', ask).fact.apologyFrom, null, 'none is owed while the citizen is waited for');
  assert.equal(received().add('2026-03-04T10:00:00+07:00', signed).fact.apologyFrom, null);
});
