import type { CalendarReactions } from '../modules/calendar/index.ts';
import { planNoticesJob } from '../modules/notice/index.ts';
import { factJob } from '../modules/report/index.ts';
import { issueReceiptJob, settleElsewhereJob } from '../modules/payment/index.ts';
import { advanceLinkageJob, readLinkedGroups } from '../modules/linkage/index.ts';
import { planParcelJob } from '../modules/delivery/index.ts';
import type { DossierEvent, EventKind } from '../modules/dossier/domain/index.ts';
import type { Reactions } from '../modules/dossier/index.ts';
import type { Job } from '../shared/job.ts';
import { tellAssistedJob } from './assisted-filing-jobs.ts';

interface Subject { readonly dossierId: string; readonly seq: number }
/** What may follow an event; `verify` asks by these names what is still owed. */
export type Reaction = 'paper' | 'tell' | 'sign' | 'receipt' | 'no-online-payment' | 'linked' | 'parcel';
const paper = ({ dossierId, seq }: Subject): Job => ({ task: 'make-paper', payload: { dossierId, seq }, key: `paper:${dossierId}:${seq}` });
const tell = ({ dossierId, seq }: Subject): Job => planNoticesJob(dossierId, seq);
const receipt = ({ dossierId, seq }: Subject): Job => issueReceiptJob(dossierId, seq);
const noOnlinePayment = ({ dossierId }: Subject): Job => settleElsewhereJob(dossierId);
const parcel = ({ dossierId, seq }: Subject): Job => planParcelJob(dossierId, seq);
const sign = ({ dossierId }: Subject): Job => ({ task: 'sign-result', payload: { dossierId }, key: `sign:${dossierId}` });

const linked = ({ dossierId }: Subject): Job => advanceLinkageJob(dossierId);

const JOBS: Readonly<Record<Reaction, (subject: Subject) => Job>> = { paper, tell, sign, receipt, 'no-online-payment': noOnlinePayment, linked, parcel };
/** The job that a reaction leaves, with the key under which it waits. */
export const jobOf = (reaction: Reaction, subject: Subject): Job => JOBS[reaction](subject);

/**
 * Everything that the product does by itself, in one place: event → jobs that are stored in the event's own transaction.
 * Nothing leaves the house before that transaction is committed; what these jobs do may happen twice and must come out once.
 */
export const AFTER: Readonly<Partial<Record<EventKind, readonly Reaction[]>>> = {
  submitted: ['paper', 'tell'],                 // giấy xác nhận đã nộp; «đã gửi»
  received: ['paper', 'tell'],                  // Mẫu 01; mã số và ngày hẹn
  'supplement-requested': ['paper', 'tell'],    // Mẫu 02; «cần bổ sung»
  refused: ['paper', 'parcel', 'tell'],         // Mẫu 03; bưu gửi khi người dân chọn bưu điện
  extended: ['paper', 'tell'],                  // Mẫu 04; xin lỗi và ngày mới
  stopped: ['paper', 'tell'],                   // Mẫu 05
  'verification-chosen': ['tell'],            // phải xác minh: ngày hẹn theo thời hạn của trường hợp
  suspended: ['tell'], resumed: ['tell'], 'withdrawal-declined': ['tell'],
  'sign-approved': ['sign'],                  // ký số sau khi đã ghi nhận
  'result-signed': ['parcel', 'tell'],        // bưu gửi khi người dân chọn bưu điện; «xong rồi, mời lấy kết quả»
  'result-returned': ['parcel', 'tell'],      // trả tại quầy thì thôi bưu gửi còn nằm ở quầy
  'post-ordered-again': ['parcel'],           // người dân muốn gửi lại sau khi bưu điện chuyển hoàn
  'fee-collected': ['receipt', 'no-online-payment', 'tell'], // biên lai; thôi chờ cổng thanh toán; «đã nhận tiền» khi trả qua mạng
  'fee-refunded': ['tell'],
  'linked-updated': ['tell'],                 // cơ quan liên thông trả lời: xong, phải xác minh, không làm được
};
/** When the calendar changes, open dossiers are counted again by the new one. */
export const afterCalendarChange: CalendarReactions = () => [{ task: 'report-catch-up', payload: {}, key: 'report-catch-up' }];
/** Procedures that lead a group of linked ones: what becomes of their dossiers starts, sends or ends the rest. */
const LEADS: ReadonlySet<string> = new Set(readLinkedGroups().map((group) => group.lead));
const MOVES_LINKED: readonly EventKind[] = ['received', 'result-signed', 'refused', 'stopped'];
/** Every event, whatever its kind, brings the dossier's row of the statistics up to date. */
export const reactions: Reactions = (event, { id, state }) => [...(LEADS.has(state.procedure) && MOVES_LINKED.includes(event.kind) ? [jobOf('linked', { dossierId: id, seq: event.seq })] : []), ...(AFTER[event.kind] ?? []).map((reaction) => (reaction === 'tell' && isAssisted(event) ? tellAssistedJob : (subject: Subject) => jobOf(reaction, subject))({ dossierId: id, seq: event.seq })), factJob(id)];
/** Whoever was helped hears it in one message, with the link that makes the dossier theirs. */
const isAssisted = (event: DossierEvent): boolean => event.kind === 'submitted' && (event as DossierEvent<'submitted'>).data.assisted !== undefined;
