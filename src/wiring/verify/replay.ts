import { codeBook, documentBook, dossierCode, projectDossier, registerBook, applyEvent, ACTIONS, CHAIN_START, CLOSED, owed, plannedSteps, type Action, type DossierEvent, type DossierState, type EventData, type EventKind } from '../../modules/dossier/domain/index.ts';
import { personalIdKey, personalOf, phoneKey, readEvent, trackingHash } from '../../modules/dossier/index.ts';
import { foldClock } from '../../modules/calendar/domain/index.ts';
import type { ProcedureContent } from '../../modules/catalog/domain/index.ts';
import { sha256, type Keyring } from '../../platform/crypto/seal.ts';
import { vietnamDate, yearOf } from '../../shared/plain-date.ts';
import type { numberBooks } from './numbers.ts';
import type { Notebook } from './report.ts';

/** A dossier's row and its events as they stand in the database. */
export interface StoredDossier {
  readonly id: string; readonly reference: string; readonly code: string | null; readonly procedure_code: string; readonly version_id: string; readonly channel: string; readonly filed_by: string;
  readonly receiving_agency: number; readonly competent_agency: number; readonly status: string; readonly step: string | null; readonly step_role: string | null; readonly assignee: string | null;
  readonly owner_name: string; readonly owner_fold: string; readonly owner_key: Buffer | null; readonly phone_key: Buffer | null; readonly citizen_id: string | null; readonly tracking_hash: Buffer;
  readonly submitted_at: Date; readonly received_at: Date | null; readonly due_at: Date | null; readonly first_due_at: Date | null; readonly step_due_at: Date | null; readonly next_due: Date; readonly finished_at: Date | null; readonly closed_at: Date | null;
  readonly supplement_rounds: number; readonly fee_due: number; readonly fee_paid: number; readonly national: number; readonly head_seq: number; readonly head_hash: Buffer; readonly demo: boolean;
}
export interface StoredEvent { readonly dossier_id: string; readonly seq: number; readonly kind: string; readonly at: Date; readonly body: string; readonly hash: Buffer }
export interface ReplayContext {
  readonly keyring: Keyring; readonly notebook: Notebook; readonly numbers: ReturnType<typeof numberBooks>; readonly now: Date;
  agencyCode(id: number): string | null;
  version(id: string): ProcedureContent | null;
  trackingSecret(id: string): string;
}
/** A dossier as its events tell it, with the state right after each event. */
export interface Replayed { readonly name: string; readonly events: readonly DossierEvent[]; readonly states: readonly DossierState[]; readonly state: DossierState }

/** Clocks of two machines that serve one database may differ by this much. */
const CLOCK_TOLERANCE_MS = 5_000;

/** Recomputes one dossier from its stored events and compares. Null when the events cannot be read as a dossier at all. */
export function replayDossier(context: ReplayContext, row: StoredDossier, stored: readonly StoredEvent[]): Replayed | null {
  const name = row.code ?? row.reference;
  const { notebook } = context;
  notebook.checked('I-07', stored.length);
  checkChain(notebook, name, row, stored);
  const events = readEvents(context, name, row, stored);
  if (!events) return null;
  checkTime(notebook, name, events, context.now);
  const states: DossierState[] = [];
  let state: DossierState | null = null;
  for (const event of events) {
    notebook.checked('I-08');
    const problem = transitionProblem(state, event, (id) => context.version(id));
    if (problem) notebook.wrong('I-08', { dossier: name, seq: event.seq }, problem.vi, problem.en);
    try {
      state = applyEvent(state, event);
    } catch (error) {
      notebook.wrong('I-06', { dossier: name, seq: event.seq }, `không thể là sự kiện tiếp theo của hồ sơ (${(error as Error).message})`, `cannot follow in this dossier (${(error as Error).message})`);
      return null;
    }
    states.push(state);
    takeNumbers(context, name, state, event);
  }
  if (!state) {
    notebook.wrong('I-07', { dossier: name, seq: 1 }, 'hồ sơ không còn sự kiện nào', 'the dossier has no events');
    return null;
  }
  compareRow(notebook, name, row, state, stored.at(-1)?.seq ?? 0);
  checkPauses(notebook, name, state);
  checkKeys(context, name, row, events);
  notebook.checked('I-04');
  if (state.collected > state.fees.reduce((sum, line) => sum + line.payable, 0)) notebook.wrong('I-04', { dossier: name }, `đã thu ${state.collected} đồng, nhiều hơn số phải thu`, `${state.collected} đồng were collected, more than was due`);
  return { name, events, states, state };
}

function checkChain(notebook: Notebook, name: string, row: StoredDossier, stored: readonly StoredEvent[]): void {
  let before = Buffer.from(CHAIN_START, 'hex');
  let expected = 1;
  for (const event of stored) {
    const at = { dossier: name, seq: event.seq };
    if (event.seq !== expected) notebook.wrong('I-07', { dossier: name, seq: expected }, `sự kiện này không còn; sự kiện kế tiếp có số ${event.seq}`, `this event is gone; the next one there is ${event.seq}`);
    else if (!sha256(Buffer.concat([before, Buffer.from(event.body, 'utf8')])).equals(event.hash)) {
      const onlySelf = event.seq === 1;
      notebook.wrong('I-07', at, onlySelf ? 'chuỗi đứt ở đây: nội dung không cho ra mã băm đã lưu, sự kiện đã bị sửa' : `chuỗi đứt ở đây: nội dung nối sau sự kiện ${event.seq - 1} không cho ra mã băm đã lưu; sự kiện này hoặc sự kiện ${event.seq - 1} đã bị sửa`,
        onlySelf ? 'the chain breaks here: the text does not give the stored hash, the event was changed' : `the chain breaks here: the text after event ${event.seq - 1} does not give the stored hash; this event or event ${event.seq - 1} was changed`);
    }
    before = event.hash as Buffer<ArrayBuffer>;
    expected = event.seq + 1;
  }
  const last = stored.at(-1);
  if (!last) return;
  if (row.head_seq > last.seq) notebook.wrong('I-07', { dossier: name, seq: last.seq + 1 }, `các sự kiện cuối, đến số ${row.head_seq}, không còn`, `the last events, up to ${row.head_seq}, are gone`);
  else if (row.head_seq < last.seq) notebook.wrong('I-07', { dossier: name, seq: row.head_seq + 1 }, 'sự kiện được thêm ngoài chương trình: nằm sau điểm cuối của chuỗi', 'the event was added behind the program: it stands after the head of the chain');
  else if (!row.head_hash.equals(last.hash)) notebook.wrong('I-07', { dossier: name, seq: last.seq }, 'điểm cuối ghi ở hồ sơ không phải mã băm của sự kiện này: sự kiện bị sửa và băm lại', 'the head kept on the dossier is not the hash of this event: the event was changed and hashed again');
}

interface RawEvent { readonly v: number; readonly dossier: string; readonly seq: number; readonly kind: EventKind; readonly at: string; readonly by: DossierEvent['by']; readonly data: DossierEvent['data']; readonly sealed: string | null }

function readEvents(context: ReplayContext, name: string, row: StoredDossier, stored: readonly StoredEvent[]): readonly DossierEvent[] | null {
  const { notebook } = context;
  const events: DossierEvent[] = [];
  for (const one of stored) {
    const at = { dossier: name, seq: one.seq };
    let raw: RawEvent;
    try {
      raw = JSON.parse(one.body) as RawEvent;
    } catch {
      notebook.wrong('I-07', at, 'nội dung không đọc được', 'its text cannot be read');
      return null;
    }
    const differs = raw.dossier !== row.id ? ['hồ sơ khác', 'another dossier'] : raw.seq !== one.seq ? [`số ${raw.seq}`, `number ${raw.seq}`] : raw.kind !== one.kind ? [`loại ${raw.kind}`, `kind ${raw.kind}`] : Date.parse(raw.at) !== one.at.getTime() ? [`lúc ${raw.at}`, `moment ${raw.at}`] : null;
    if (differs) notebook.wrong('I-07', at, `cột trong bảng khác với nội dung đã băm (${differs[0]})`, `the columns differ from the hashed text, which says ${differs[1]}`);
    let event: DossierEvent = { seq: raw.seq, kind: raw.kind, at: raw.at, by: raw.by, data: raw.data };
    if (raw.sealed !== null) {
      notebook.checked('I-19');
      try {
        event = readEvent(context.keyring, row.id, one.body);
      } catch (error) {
        notebook.wrong('I-19', at, `phần riêng tư không mở được bằng khóa hiện có (${(error as Error).message})`, `the personal part does not open with the present keyring (${(error as Error).message})`);
      }
    }
    events.push(event);
  }
  return events;
}

function checkTime(notebook: Notebook, name: string, events: readonly DossierEvent[], now: Date): void {
  let latest = Number.NEGATIVE_INFINITY;
  for (const event of events) {
    const at = Date.parse(event.at);
    notebook.checked('I-11');
    if (at + CLOCK_TOLERANCE_MS < latest) notebook.wrong('I-11', { dossier: name, seq: event.seq }, `ghi lúc ${event.at}, trước sự kiện đứng trước nó`, `dated ${event.at}, before the event that stands before it`);
    if (at > now.getTime() + CLOCK_TOLERANCE_MS) notebook.wrong('I-11', { dossier: name, seq: event.seq }, `ghi lúc ${event.at}, chưa đến`, `dated ${event.at}, which has not come yet`);
    latest = Math.max(latest, at);
  }
}

/** The action that brings an event about; events of the program itself are judged by the state alone. */
const BY: Readonly<Record<Exclude<EventKind, 'submitted' | 'result-signed' | 'fee-refunded' | 'linked-updated' | 'result-posted' | 'result-came-back'>, Action>> = {
  received: 'accept', 'supplement-requested': 'ask-supplement', supplemented: 'supplement', 'supplement-proposed': 'ask-supplement', 'supplement-declined': 'decline-supplement', 'verification-chosen': 'choose-verification', refused: 'refuse', taken: 'take', moved: 'forward', 'sent-back': 'send-back', 'result-drafted': 'draft-result', 'sign-approved': 'sign',
  'result-returned': 'return-result', 'fee-collected': 'collect-fee', 'post-address-changed': 'change-post-address', 'post-ordered-again': 'post-again', suspended: 'suspend', resumed: 'resume', extended: 'extend', 'withdrawal-requested': 'withdraw', 'withdrawal-declined': 'decline-withdrawal', stopped: 'stop',
};
const is = <K extends EventKind>(event: DossierEvent, kind: K): event is DossierEvent<K> => event.kind === kind;

/** Why the rules of the dossier or the process of its version would not have let this event come about; null when they would. */
function transitionProblem(before: DossierState | null, event: DossierEvent, version: (id: string) => ProcedureContent | null): { readonly vi: string; readonly en: string } | null {
  if (before === null || is(event, 'submitted')) return null; // the fold itself refuses two beginnings or none
  if (is(event, 'result-signed')) return before.status === 'signing' ? null : notIn(event.kind, before.status);
  // Money from home comes when it comes: the processing neither waits for it nor forbids it.
  if (is(event, 'fee-collected') && event.data.how === 'online') return CLOSED.includes(before.status) || owed(before) !== event.data.amount ? notIn(event.kind, before.status) : null;
  // Linked parts go out once the result is signed, and their agencies answer whenever they answer.
  if (is(event, 'linked-updated')) return before.signed === null ? notIn(event.kind, before.status) : null;
  const withPost = postProblem(before, event);
  if (withPost !== undefined) return withPost;
  if (is(event, 'fee-refunded')) return event.data.amount <= before.collected ? null : { vi: 'hoàn nhiều hơn đã thu', en: 'more was given back than had been collected' };
  // A further request goes out by the leader's hand.
  const rule = ACTIONS[is(event, 'supplement-requested') && before.proposedSupplement ? 'approve-supplement' : BY[event.kind as keyof typeof BY]];
  if (!rule) return { vi: `loại sự kiện «${event.kind}» không có`, en: `there is no event of kind “${event.kind}”` };
  if (!rule.in.includes(before.status) || rule.unless?.(before)) return notIn(event.kind, before.status);
  const step = before.steps.find((one) => one.key === before.step);
  if (rule.atStep && before.status === 'processing' && (!step || !rule.atStep.includes(step.kind))) return { vi: `«${event.kind}» không làm ở bước «${before.step ?? ''}»`, en: `“${event.kind}” does not belong to step “${before.step ?? ''}”` };
  if (is(event, 'received')) {
    const content = version(before.version);
    if (content && JSON.stringify(inOrder(plannedSteps(content))) !== JSON.stringify(inOrder(event.data.steps))) return { vi: 'quy trình ghi lúc tiếp nhận khác với quy trình của bản thủ tục', en: 'the process recorded at reception is not that of the procedure’s version' };
  }
  if (is(event, 'moved')) return adjoining(before, event.data) ? null : { vi: `chuyển từ «${event.data.from}» đến «${event.data.to}» không theo quy trình`, en: `a move from “${event.data.from}” to “${event.data.to}” is not in the process` };
  if (is(event, 'sent-back') && before.steps.findIndex((one) => one.key === event.data.to) >= before.steps.findIndex((one) => one.key === before.step)) return { vi: 'trả lại nhưng không về bước trước', en: 'it was sent back, but not to an earlier step' };
  return null;
}
/** What the post does with a result; undefined for every other event. */
function postProblem(before: DossierState, event: DossierEvent): ReturnType<typeof notIn> | null | undefined {
  if (is(event, 'result-posted')) return (before.status === 'done' || before.status === 'refused') && before.posted === null ? null : notIn(event.kind, before.status);
  if (is(event, 'result-came-back')) return before.posted?.parcel === event.data.parcel ? null : notIn(event.kind, before.status);
  if ((is(event, 'result-returned') && event.data.method === 'post') || (is(event, 'fee-collected') && event.data.how === 'post')) return before.posted !== null ? null : { vi: `«${event.kind}» qua bưu điện mà không có biên bản bàn giao`, en: `“${event.kind}” by post, but no minutes of handing over` };
  return undefined;
}
const notIn = (kind: string, status: string): { readonly vi: string; readonly en: string } => ({ vi: `«${kind}» không được phép khi hồ sơ ở trạng thái «${status}»`, en: `“${kind}” is not allowed while the dossier is “${status}”` });
const adjoining = (before: DossierState, moved: EventData['moved']): boolean => {
  const at = before.steps.findIndex((one) => one.key === before.step);
  return moved.from === (before.step ?? '') && at >= 0 && before.steps[at + 1]?.key === moved.to;
};
/** JSON comes back with its keys in another order; one order for the comparison. */
const inOrder = (steps: EventData['received']['steps']): EventData['received']['steps'] => steps.map(({ key, name, kind, role, hours }) => ({ key, name: { vi: name.vi, en: name.en }, kind, role, hours }));

function takeNumbers({ notebook, numbers, agencyCode }: ReplayContext, name: string, state: DossierState, event: DossierEvent): void {
  const where = { dossier: name, seq: event.seq };
  const take = (book: string, number: number): void => {
    if (!numbers.take(book, number)) notebook.wrong('I-02', where, `số ${number} của sổ ${book} đã cấp cho hồ sơ khác`, `number ${number} of book ${book} was given to another dossier as well`);
  };
  if (is(event, 'received')) {
    const agency = agencyCode(state.receivingAgency);
    const day = vietnamDate(new Date(event.at));
    const order = Number(/-(\d+)$/u.exec(event.data.code)?.[1]);
    if (agency === null) notebook.wrong('I-02', where, `cơ quan ${state.receivingAgency} không có trong danh mục`, `agency ${state.receivingAgency} is not in the list`);
    else {
      if (event.data.code !== dossierCode(agency, day, order)) notebook.wrong('I-02', where, `mã ${event.data.code} không phải mã của ${agency} ngày ${day}`, `code ${event.data.code} is not one of ${agency} on ${day}`);
      if (event.data.register.year !== yearOf(day)) notebook.wrong('I-02', where, `ghi vào sổ năm ${event.data.register.year}`, `entered in the register of ${event.data.register.year}`);
      take(codeBook(agency, day), order);
      take(registerBook(agency, event.data.register.year), event.data.register.number);
    }
  }
  if (is(event, 'sign-approved')) take(documentBook(agencyCode(state.competentAgency) ?? '?', event.data.book, event.data.year), event.data.number);
}

/** Every column that is a function of the events, against that function. */
function compareRow(notebook: Notebook, name: string, row: StoredDossier, state: DossierState, seq: number): void {
  const projected = projectDossier(state);
  const moment = (value: string | null): number | null => (value === null ? null : Date.parse(value));
  const time = (value: Date | null): number | null => value?.getTime() ?? null;
  const columns: readonly (readonly [string, unknown, unknown])[] = [
    ['reference', row.reference, state.reference], ['code', row.code, projected.code], ['procedure_code', row.procedure_code, state.procedure], ['version_id', row.version_id, state.version], ['channel', row.channel, state.channel], ['filed_by', row.filed_by, state.filedBy],
    ['receiving_agency', row.receiving_agency, state.receivingAgency], ['competent_agency', row.competent_agency, state.competentAgency], ['status', row.status, projected.status], ['step', row.step, projected.step], ['step_role', row.step_role, projected.stepRole], ['assignee', row.assignee, projected.assignee],
    ['owner_name', row.owner_name, projected.ownerName], ['owner_fold', row.owner_fold, projected.ownerFold], ['submitted_at', time(row.submitted_at), moment(state.submittedAt)], ['received_at', time(row.received_at), moment(projected.receivedAt)], ['due_at', time(row.due_at), moment(projected.dueAt)],
    ['first_due_at', time(row.first_due_at), moment(projected.firstDueAt)], ['step_due_at', time(row.step_due_at), moment(projected.stepDueAt)], ['next_due', time(row.next_due), moment(projected.nextDue)], ['finished_at', time(row.finished_at), moment(projected.finishedAt)], ['closed_at', time(row.closed_at), moment(projected.closedAt)],
    ['supplement_rounds', row.supplement_rounds, projected.supplementRounds], ['fee_due', row.fee_due, projected.feeDue], ['fee_paid', row.fee_paid, projected.feePaid], ['national', row.national, projected.national],
  ];
  notebook.checked('I-06');
  const wrong = columns.filter(([, there, should]) => there !== should).map(([column]) => column);
  if (wrong.length > 0) notebook.wrong('I-06', { dossier: name, seq }, `dòng hồ sơ khác với sự kiện ở: ${wrong.join(', ')}`, `the row differs from the events in: ${wrong.join(', ')}`);
}

function checkPauses(notebook: Notebook, name: string, state: DossierState): void {
  if (state.receivedAt === null) return;
  notebook.checked('I-10');
  const clock = foldClock(state.clock);
  if (!clock.ok) notebook.wrong('I-10', { dossier: name }, `đồng hồ thời hạn không thể chạy như vậy (${clock.refusal.kind})`, `its clock cannot have run like this (${clock.refusal.kind})`);
  else if (state.closedAt !== null && clock.value.status === 'standing') notebook.wrong('I-10', { dossier: name }, 'hồ sơ đã đóng mà vẫn còn khoảng dừng mở', 'the dossier is closed, yet a pause is still open');
}

/** Keyed hashes by which a dossier is found: of the personal number, the telephone and the secret on the slip. */
function checkKeys({ notebook, keyring, trackingSecret }: ReplayContext, name: string, row: StoredDossier, events: readonly DossierEvent[]): void {
  const submitted = events[0];
  if (!submitted?.personal) return;
  const { owner } = personalOf([submitted]);
  notebook.checked('I-19');
  const same = (there: Buffer | null, should: Buffer | null): boolean => (there === null || should === null ? there === should : there.equals(should));
  const wrong = [
    ...(same(row.owner_key, owner.personalId ? personalIdKey(keyring, owner.personalId) : null) ? [] : ['owner_key']),
    ...(same(row.phone_key, owner.phone ? phoneKey(keyring, owner.phone) : null) ? [] : ['phone_key']),
    ...(same(row.tracking_hash, trackingHash(keyring, trackingSecret(row.id))) ? [] : ['tracking_hash']),
  ];
  if (wrong.length > 0) notebook.wrong('I-19', { dossier: name }, `mã tra cứu không khớp với nội dung: ${wrong.join(', ')}`, `keyed hashes do not match the contents: ${wrong.join(', ')}`);
}

