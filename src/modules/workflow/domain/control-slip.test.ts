import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { content, deadlines, submission } from '../../../../test/support/example-dossier.ts';
import { decideDraft, decideForward, decideReturn, decideSendBack, decideSigned, decideSubmission, foldDossier, newEvent, planApproval, planReception, type DossierEvent, type EventActor, type NewEvent } from '../../dossier/domain/index.ts';
import { controlSlip, handoversOf, judged } from './control-slip.ts';
import { registerRow } from './register-line.ts';

const DESK = 'Trung tâm Phục vụ hành chính công xã Hàm Liêm';
/** while every step of these stories is still within its time */
const SOON = new Date('2026-03-04T08:30:00+07:00');
const officer = (name: string): EventActor => ({ kind: 'officer', id: name, name });
const accepted = <T,>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: unknown }): T => { assert.ok(result.ok, JSON.stringify(result)); return result.value; };

// Office hours 7:30–11:30 and 13:30–17:30: 12 working hours from 9:00 on Monday end at 15:00 on Tuesday, 4 from 10:00 on Tuesday at 16:00.
/** Tells a dossier's story, act by act, through the rules themselves. */
class Story {
  readonly events: DossierEvent[] = [];
  constructor(start: string) { this.tell(start, { kind: 'guest', id: 'guest' }, accepted(decideSubmission(submission({ content, at: new Date(start) }), deadlines)).events); }
  get state() { return foldDossier(this.events); }
  tell(at: string, by: EventActor, added: readonly NewEvent[]): this {
    for (const one of added) this.events.push({ seq: this.events.length + 1, kind: one.kind, at: new Date(at).toISOString(), by, data: one.data, ...(one.personal ? { personal: one.personal } : {}) });
    return this;
  }
  receive(at: string): this { return this.tell(at, officer('Trần Văn Bình'), [accepted(planReception({ at: new Date(at), agencyCode: 'H36.2', content, caseKey: 'thuong', channel: 'online' }, deadlines)).event({ order: 1, register: 7 })]); }
  take(at: string, name: string): this { return this.tell(at, officer(name), [newEvent('taken', { step: this.state.step ?? '', officer: name, officerName: name })]); }
  forward(at: string, name: string): this { this.tell(at, officer(name), decideDraft({})); return this.tell(at, officer(name), accepted(decideForward(this.state, new Date(at), undefined, deadlines))); }
  sign(at: string, name: string): this {
    this.tell(at, officer(name), [accepted(planApproval(content, { at: new Date(at), signer: 'o', signerName: name, signerTitle: 'CHỦ TỊCH', verifyCode: 'V', agencyCode: 'H36.2' })).event(3)]);
    const signed = new Date(Date.parse(at) + 60_000);
    return this.tell(signed.toISOString(), { kind: 'system', id: 'worker' }, decideSigned(this.state, signed, { file: 'f', sha256: '0', certificate: 'c', trial: true }));
  }
}

describe('whether a step kept its time', () => {
  it('an earlier day is early, its own day within the hour on time, a minute after it late', () => {
    const due = '2026-03-04T10:00:00+07:00';
    assert.equal(judged(due, '2026-03-03T23:59:00+07:00'), 'early');
    assert.equal(judged(due, '2026-03-04T00:01:00+07:00'), 'on-time');
    assert.equal(judged(due, '2026-03-04T10:00:00+07:00'), 'on-time');
    assert.equal(judged(due, '2026-03-04T10:01:00+07:00'), 'late');
  });
});

// Thông tư 03/2025/TT-VPCP, Phụ lục I, Mẫu số 06 (before 15/9/2025: Thông tư 01/2018/TT-VPCP, Mẫu số 05): each hand-over, both sides, the result of each step.
describe('the control slip', () => {
  it('names who handed to whom, when, by when, and whether in time, for every step of a dossier that went straight through', () => {
    const story = new Story('2026-03-02T08:00:00+07:00').receive('2026-03-02T09:00:00+07:00').take('2026-03-02T09:20:00+07:00', 'Trần Thị Mai').forward('2026-03-03T10:00:00+07:00', 'Trần Thị Mai').sign('2026-03-03T14:00:00+07:00', 'Lê Văn Quý');
    story.tell('2026-03-04T08:00:00+07:00', officer('Trần Văn Bình'), [...story.state.fees.map(() => newEvent('fee-collected', { amount: 15000, lines: story.state.fees, how: 'cash' })).slice(0, 1)]);
    story.tell('2026-03-04T08:05:00+07:00', officer('Trần Văn Bình'), accepted(decideReturn(story.state, { method: 'counter', checkedIdentity: true, receiver: { name: 'Nguyễn Thị Mẫu' } })));
    assert.deepEqual(handoversOf(story.events, DESK, SOON), [
      { agency: 'Công chức chuyên môn: Thẩm tra', handedOver: { at: '09:00, 2/3/2026', by: 'Trần Văn Bình' }, received: { at: '09:20, 2/3/2026', by: 'Trần Thị Mai' }, stepDue: '15:00, 3/3/2026', outcome: 'on-time' },
      { agency: 'Lãnh đạo cơ quan: Ký', handedOver: { at: '10:00, 3/3/2026', by: 'Trần Thị Mai' }, received: { at: '14:00, 3/3/2026', by: 'Lê Văn Quý' }, stepDue: '16:00, 3/3/2026', outcome: 'on-time', note: 'Ký ban hành số 03/2026/VD.' },
      { agency: DESK, handedOver: { at: '14:01, 3/3/2026', by: 'Lê Văn Quý' }, received: { at: '08:05, 4/3/2026', by: 'Trần Văn Bình' }, stepDue: '09:00, 5/3/2026', outcome: 'early', note: 'Kết quả đã ký. Trả cho người nộp tại quầy, 08:05, 4/3/2026.' },
    ]);
  });
  it('a step that is late says so, one sent back is handed over again, and one that waits is open', () => {
    const story = new Story('2026-03-02T08:00:00+07:00').receive('2026-03-02T09:00:00+07:00').forward('2026-03-03T16:00:00+07:00', 'Trần Thị Mai');
    story.tell('2026-03-04T08:00:00+07:00', officer('Lê Văn Quý'), accepted(decideSendBack(story.state, new Date('2026-03-04T08:00:00+07:00'), 'Thiếu tên mẹ', deadlines)));
    const rows = handoversOf(story.events, DESK, SOON);
    assert.deepEqual(rows.map((row) => [row.agency, row.outcome, row.received?.by, row.note]), [
      ['Công chức chuyên môn: Thẩm tra', 'late', 'Trần Thị Mai', undefined], ['Lãnh đạo cơ quan: Ký', 'on-time', 'Lê Văn Quý', undefined], ['Công chức chuyên môn: Thẩm tra', 'open', undefined, 'Trả lại: Thiếu tên mẹ.'],
    ]);
    assert.equal(rows[0]?.received?.at, '16:00, 3/3/2026', 'who never pressed «Tôi làm» had it at the latest with the first act');
  });
  it('a step that waits beyond its time is late, but not while the clock stands still', () => {
    const story = new Story('2026-03-02T08:00:00+07:00').receive('2026-03-02T09:00:00+07:00');
    const at = (now: string) => handoversOf(story.events, DESK, new Date(now)).map((row) => [row.outcome, row.note]);
    assert.deepEqual(at('2026-03-03T15:00:00+07:00'), [['open', undefined]]);
    assert.deepEqual(at('2026-03-03T15:01:00+07:00'), [['late', 'Chưa xong khi lập phiếu.']]);
    story.tell('2026-03-02T10:00:00+07:00', officer('Trần Thị Mai'), [newEvent('suspended', { reason: 'other-agency', note: 'Chờ Công an xã', legalBasis: 'ví dụ' })]);
    assert.deepEqual(at('2026-03-09T15:01:00+07:00').map(([outcome]) => outcome), ['open']);
  });
  it('a step whose time the law moved is judged by the moved time', () => {
    const story = new Story('2026-03-02T08:00:00+07:00').receive('2026-03-02T09:00:00+07:00');
    story.tell('2026-03-02T10:00:00+07:00', officer('Trần Thị Mai'), [newEvent('suspended', { reason: 'other-agency', note: 'Chờ Công an xã', legalBasis: 'ví dụ' })]);
    story.tell('2026-03-09T10:00:00+07:00', officer('Lê Văn Quý'), [newEvent('resumed', { due: { at: '2026-03-12T09:00:00+07:00', explanation: { vi: '', en: '' } }, stepDue: '2026-03-11T09:00:00+07:00' })]);
    const [row] = handoversOf(story.forward('2026-03-10T09:00:00+07:00', 'Trần Thị Mai').events, DESK, SOON);
    assert.deepEqual([row?.outcome, row?.stepDue, row?.note], ['early', '09:00, 11/3/2026', 'Tạm dừng tính giờ, 10:00, 2/3/2026: Chờ Công an xã. Tính tiếp, 10:00, 9/3/2026.']);
  });
  it('takes the form that was in force when the dossier was received, and controls nothing before', () => {
    const subject = (story: Story) => ({ events: story.events, state: story.state, content, agency: { name: 'Ủy ban nhân dân xã Hàm Liêm', shortName: 'xã Hàm Liêm' }, siteUrl: 'https://xa.example', demo: false, printedAt: new Date('2026-04-01T08:00:00+07:00') });
    assert.equal(controlSlip(subject(new Story('2026-03-02T08:00:00+07:00'))), null);
    assert.deepEqual(controlSlip(subject(new Story('2026-03-02T08:00:00+07:00').receive('2026-03-02T09:00:00+07:00')))?.form, { regime: 'TT 03/2025/TT-VPCP', number: '06', title: 'Phiếu kiểm soát quá trình giải quyết hồ sơ' });
    assert.deepEqual(controlSlip(subject(new Story('2025-09-12T08:00:00+07:00').receive('2025-09-12T09:00:00+07:00')))?.form, { regime: 'TT 01/2018/TT-VPCP', number: '05', title: 'Phiếu kiểm soát quá trình giải quyết hồ sơ' });
  });
});

describe('a line of the register', () => {
  it('holds what the columns of Mẫu 07 ask for', () => {
    const story = new Story('2026-03-02T08:00:00+07:00').receive('2026-03-02T09:00:00+07:00').forward('2026-03-03T10:00:00+07:00', 'Trần Thị Mai').sign('2026-03-03T14:00:00+07:00', 'Lê Văn Quý');
    const line = () => registerRow({ number: 7, state: story.state, events: story.events, owner: { name: 'Nguyễn Thị Mẫu', phone: '0912345678', address: 'Thôn 3' }, content, agencyName: 'Ủy ban nhân dân xã Hàm Liêm' });
    assert.deepEqual(line(), {
      number: '07', code: 'H36.2-260302-0001', procedure: 'Thủ tục ví dụ', sets: 1, applicant: 'Nguyễn Thị Mẫu', contact: 'Thôn 3, 0912345678', agency: 'Ủy ban nhân dân xã Hàm Liêm', receivedAt: '09:00, 2/3/2026', dueAt: '09:00, 5/3/2026',
      delivery: 'Bản điện tử trên Cổng dịch vụ công', note: 'Chờ trả kết quả',
    });
    story.tell('2026-03-04T08:05:00+07:00', officer('Trần Văn Bình'), [newEvent('result-returned', { method: 'counter', checkedIdentity: true }, { receiver: { name: 'Trần Văn Chồng' } })]);
    assert.deepEqual([line().returnedAt, line().handedTo, line().note], ['08:05, 4/3/2026', 'Trần Văn Chồng', undefined]);
  });
});
