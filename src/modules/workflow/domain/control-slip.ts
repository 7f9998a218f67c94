import { plainDate, vietnamDate } from '../../../shared/plain-date.ts';
import type { ProcedureContent } from '../../catalog/domain/index.ts';
import { findPaperForm, paperDate, paperMoment, paperQr, paperShortMoment, type ControlSlip, type Handover } from '../../document/domain/index.ts';
import { applyEvent, type DossierEvent, type DossierState, type EventKind, type PlannedStep } from '../../dossier/domain/index.ts';
import { deskOf, placeOf } from './paper-of-event.ts';

const ROLE_WORDS: Readonly<Record<PlannedStep['role'], string>> = { reception: 'Bộ phận tiếp nhận và trả kết quả', specialist: 'Công chức chuyên môn', leader: 'Lãnh đạo cơ quan', clerk: 'Văn thư' };
/** Acts by which an officer shows that the dossier is in his hands. */
const HOLDS: readonly EventKind[] = ['taken', 'result-drafted', 'supplement-requested', 'supplement-proposed', 'moved', 'sent-back', 'sign-approved', 'refused', 'suspended', 'verification-chosen'];
/** While the citizen or another agency is waited for, no step is late. */
const STILL: readonly DossierState['status'][] = ['appraisal-supplement', 'suspended'];
const RETURNED: Readonly<Record<'electronic' | 'counter' | 'post', string>> = { electronic: 'bản điện tử', counter: 'tại quầy', post: 'qua bưu điện' };

/** Whether what was due is done in time: on an earlier day than its term, within it on its day, or after it. */
export function judged(due: string | null, at: string): 'early' | 'on-time' | 'late' {
  if (due === null) return 'on-time';
  if (Date.parse(at) > Date.parse(due)) return 'late';
  return vietnamDate(new Date(at)) < vietnamDate(new Date(due)) ? 'early' : 'on-time';
}

interface Row { readonly agency: string; readonly handedOver: { readonly at: string; readonly by: string }; received: { readonly at: string; readonly by: string } | null; due: string | null; outcome: Handover['outcome']; readonly notes: string[] }
const is = <K extends EventKind>(event: DossierEvent, kind: K): event is DossierEvent<K> => event.kind === kind;
const who = (event: DossierEvent): string => event.by.name ?? 'Chương trình';
const when = (at: string): string => paperShortMoment(new Date(at));

/**
 * Every hand-over of a received dossier, oldest first: who gave it to whom, when, by when that step was due, and whether it kept the time.
 * A step that still waits is late once its time has passed at `now`, unless the clock stands still.
 * It is received with the first act of whoever then had it. A step's time that the law moved (supplement, pause, verification) is judged as moved.
 */
export function handoversOf(events: readonly DossierEvent[], desk: string, now: Date): readonly Handover[] {
  const rows: Row[] = [];
  let state: DossierState | null = null;
  const open = (): Row | undefined => rows.findLast((row) => row.outcome === 'open');
  const begin = (event: DossierEvent, after: DossierState): void => {
    const step = after.steps.find((one) => one.key === after.step);
    rows.push({ agency: step ? `${ROLE_WORDS[step.role]}: ${step.name.vi}` : desk, handedOver: { at: event.at, by: who(event) }, received: null, due: after.stepDue, outcome: 'open', notes: [] });
  };
  const close = (event: DossierEvent): void => { const row = open(); if (row) row.outcome = judged(row.due, event.at); };
  const backToDesk = (event: DossierEvent, after: DossierState, by: string, note: string): void => {
    rows.push({ agency: desk, handedOver: { at: event.at, by }, received: null, due: after.legalDue, outcome: judged(after.legalDue, event.at), notes: [note] });
  };
  for (const event of events) {
    const before = open();
    const earlier: DossierState | null = state;
    state = applyEvent(earlier, event);
    if (before && !before.received && event.by.kind === 'officer' && HOLDS.includes(event.kind)) before.received = { at: event.at, by: is(event, 'taken') ? event.data.officerName : who(event) };
    if (is(event, 'received')) begin(event, state);
    else if (is(event, 'moved')) { close(event); begin(event, state); }
    else if (is(event, 'sent-back')) { close(event); begin(event, state); open()?.notes.push(`Trả lại: ${event.data.reason}`); }
    else if (is(event, 'supplement-requested') && event.data.stage === 'appraisal') before?.notes.push(`Yêu cầu bổ sung lần ${event.data.round}, ${when(event.at)}`);
    else if (is(event, 'supplemented') && before) { before.notes.push(`Đã bổ sung, ${when(event.at)}`); before.due = state.stepDue; }
    else if (is(event, 'suspended')) before?.notes.push(`Tạm dừng tính giờ, ${when(event.at)}: ${event.data.note}`);
    else if (is(event, 'resumed') && before) { before.notes.push(`Tính tiếp, ${when(event.at)}`); before.due = state.stepDue; }
    else if (is(event, 'verification-chosen') && before) { before.notes.push('Chuyển sang thời hạn xác minh'); before.due = state.stepDue; }
    else if (is(event, 'extended')) before?.notes.push(`Xin lỗi, hẹn lại đến ${when(event.data.due.at)}`);
    else if (is(event, 'sign-approved')) { close(event); before?.notes.push(`Ký ban hành số ${String(event.data.number).padStart(2, '0')}/${event.data.year}/${event.data.book}`); }
    else if (is(event, 'result-signed')) backToDesk(event, state, state.approved?.signerName ?? who(event), 'Kết quả đã ký');
    else if (is(event, 'refused') && event.data.stage === 'appraisal') { close(event); backToDesk(event, state, who(event), 'Từ chối giải quyết'); }
    else if (is(event, 'stopped')) { close(event); before?.notes.push(`Dừng giải quyết: ${event.data.reason}`); }
    else if (is(event, 'result-returned') || is(event, 'result-posted')) {
      const last = rows.at(-1);
      if (last && !last.received) last.received = { at: event.at, by: event.by.kind === 'officer' ? who(event) : desk };
      last?.notes.push(is(event, 'result-returned') ? `Trả cho người nộp ${RETURNED[event.data.method]}, ${when(event.at)}` : `Giao bưu điện, ${when(event.at)}`);
    }
  }
  const waits = open();
  if (waits && state && !STILL.includes(state.status) && judged(waits.due, now.toISOString()) === 'late') {
    waits.outcome = 'late';
    waits.notes.push('Chưa xong khi lập phiếu');
  }
  return rows.map((row): Handover => ({
    agency: row.agency, handedOver: { at: paperShortMoment(new Date(row.handedOver.at)), by: row.handedOver.by }, ...(row.received ? { received: { at: paperShortMoment(new Date(row.received.at)), by: row.received.by } } : {}),
    ...(row.due ? { stepDue: paperShortMoment(new Date(row.due)) } : {}), outcome: row.outcome, ...(row.notes.length > 0 ? { note: `${row.notes.join('. ')}.` } : {}),
  }));
}

export interface SlipSubject {
  readonly events: readonly DossierEvent[]; readonly state: DossierState; readonly content: Pick<ProcedureContent, 'code' | 'officialName'>; readonly agency: { readonly name: string; readonly shortName: string };
  readonly siteUrl: string; readonly demo: boolean; readonly printedAt: Date;
}
/** Phiếu kiểm soát quá trình giải quyết hồ sơ, in the form that was in force when the dossier was received; null before reception, when nothing is controlled yet. */
export function controlSlip({ events, state, content, agency, siteUrl, demo, printedAt }: SlipSubject): ControlSlip | null {
  if (!state.code || !state.receivedAt || !state.due) return null;
  const form = findPaperForm('mau-06-phieu-kiem-soat', vietnamDate(new Date(state.receivedAt)));
  const linked = events.filter((event): event is DossierEvent<'linked-updated'> => event.kind === 'linked-updated').map((event) => event.data.agency.vi);
  return {
    qr: paperQr({ code: state.code, procedureCode: content.code, paper: 'Phiếu kiểm soát quá trình giải quyết hồ sơ', url: `${siteUrl}/tra-cuu?ma=${encodeURIComponent(state.code)}` }),
    parentAgency: agency.name, agency: deskOf(agency), place: placeOf(agency.shortName), date: paperDate(plainDate(vietnamDate(printedAt))), ...(form ? { form } : {}), ...(demo ? { specimen: true } : {}),
    code: state.code, procedureCode: content.code, request: content.officialName, applicantName: state.ownerName, leadAgency: agency.name, coordinatingAgencies: [...new Set(linked)],
    receivedAt: paperMoment(new Date(state.receivedAt)), dueAt: paperMoment(new Date(state.due.at)), handovers: handoversOf(events, deskOf(agency), printedAt),
  };
}
