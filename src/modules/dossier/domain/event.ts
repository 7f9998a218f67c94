import type { Answers, Channel } from '../../../shared/condition.ts';
import type { Assurance } from '../../../shared/actor.ts';
import type { Text } from '../../../shared/text.ts';
import type { PlainDate } from '../../../shared/plain-date.ts';
import type { FeeLine } from '../../fee/domain/index.ts';
import type { Assisted } from './consent.ts';
import type { ProcessStep } from '../../catalog/domain/index.ts';

/**
 * A dossier (hồ sơ) is the list of its events; everything else about it is computed from them. Events are only ever
 * added. What identifies a person stands in `personal`, which is sealed before it is stored; the rest is readable.
 */
export interface DossierEvent<K extends EventKind = EventKind> {
  readonly seq: number;
  readonly kind: K;
  /** moment of the server's clock, ISO in UTC */
  readonly at: string;
  readonly by: EventActor;
  readonly data: EventData[K];
  readonly personal?: PersonalData;
}
export type EventKind = keyof EventData;
export interface EventActor { readonly kind: 'citizen' | 'guest' | 'officer' | 'system'; readonly id: string; readonly name?: string; readonly onBehalfOf?: string }

/** Sealed part of an event. */
export interface PersonalData { readonly owner?: Person; readonly submitter?: Person; readonly answers?: Answers; readonly draft?: Answers; readonly receiver?: { readonly name: string; readonly personalId?: string }; /** where the post takes the result */ readonly postTo?: PostAddress; /** people write names and numbers into file names */ readonly fileNames?: Readonly<Record<string, string>> }
/** Chủ hồ sơ or người nộp: they may differ (domain: giấy ủy quyền, con chưa thành niên). */
export interface Person {
  readonly name: string; readonly personalId?: string; readonly birthDate?: string; readonly gender?: string;
  readonly phone?: string; readonly email?: string; readonly address?: string;
}
/** A paper as received: the original's hash proves what the citizen sent. */
export interface ReceivedFile { readonly id: string; readonly paper: string; readonly name: string; readonly mime: string; readonly size: number; readonly pages: number; readonly sha256: string }
/** Files as the open part of an event names them, and what is sealed of them. */
export const withoutNames = (files: readonly ReceivedFile[]): readonly ReceivedFile[] => files.map((file) => ({ ...file, name: '' }));
export const namesOf = (files: readonly ReceivedFile[]): Readonly<Record<string, string>> => Object.fromEntries(files.map((file) => [file.id, file.name]));
export const withNames = (files: readonly ReceivedFile[], names: Readonly<Record<string, string>> | undefined): readonly ReceivedFile[] => files.map((file) => ({ ...file, name: names?.[file.id] ?? file.name }));

/** A paper shown or handed in at the counter without a scan. */
export interface PaperTick { readonly paper: string; readonly originals: number; readonly copies: number; /** the original was shown and given back at once; `copies` of it may be kept */ readonly shown?: true }
/** Whom and where the post looks for; `province` is the code of the place list. */
export interface PostAddress { readonly name: string; readonly phone: string; readonly province: string; readonly address: string }
/** «số 5, ngõ 7, phường Bạch Mai, Thành phố Hà Nội»: communes of one name lie in many provinces, and the postage goes by the province. */
export const showWhere = (to: Pick<PostAddress, 'province' | 'address'>, provinces: readonly { readonly value: string; readonly label: string }[]): string => [to.address, provinces.find((one) => one.value === to.province)?.label].filter(Boolean).join(', ');
/** The same with who takes it and the telephone that the postman calls. */
export const showPostAddress = (to: PostAddress, provinces: readonly { readonly value: string; readonly label: string }[]): string => [to.name, to.phone, showWhere(to, provinces)].filter(Boolean).join(', ');
export interface Delivery { readonly methods: readonly ('electronic' | 'counter' | 'post')[]; readonly copies: number }

export interface Verdict {
  readonly item: { readonly type: 'paper' | 'answer'; readonly key: string; readonly label: string };
  readonly verdict: 'ok' | 'missing' | 'wrong' | 'not-applicable';
  /** why, in words that the citizen reads; compulsory when missing or wrong */
  readonly reason?: string;
}
/** A due moment with the sentence that lets a citizen check it by hand. */
export interface Due { readonly at: string; readonly explanation: Text }
export interface PlannedStep { readonly key: string; readonly name: Text; readonly kind: ProcessStep['kind']; readonly role: ProcessStep['role']; readonly hours: number }

/** Whose transaction brought the money: what a receipt names and a dispute starts from. */
export interface FeeProvider { readonly gateway: string; readonly order: string; readonly transaction: string }

export interface EventData {
  submitted: {
    readonly reference: string; readonly channel: Channel; readonly filedBy: 'self' | 'counter' | 'helper'; readonly assurance: Assurance;
    readonly procedure: string; readonly version: string; readonly caseKey: string | null;
    readonly receivingAgency: number; readonly competentAgency: number;
    readonly ownerName: string; readonly files: readonly ReceivedFile[]; readonly ticks: readonly PaperTick[]; readonly fees: readonly FeeLine[]; readonly delivery: Delivery;
    /** 8 working hours, NĐ 45/2020 Đ.11 */ readonly acknowledgeBy: Due; readonly demo?: boolean;
    /** filed by a helper, with the person's consent */ readonly assisted?: Assisted;
  };
  received: { readonly code: string; readonly register: { readonly year: number; readonly number: number }; readonly clockStart: string; readonly due: Due; readonly term: string; readonly steps: readonly PlannedStep[]; readonly step: string; readonly stepDue: string; readonly afterCutoff: boolean; /** of papers by post: when both had signed the minutes; the legal reception (QĐ 45/2016/QĐ-TTg Đ.7 k.4) */ readonly handedOverAt?: string };
  'supplement-requested': { readonly stage: 'intake' | 'appraisal'; readonly round: number; readonly verdicts: readonly Verdict[]; readonly respondBy: PlainDate; readonly note?: string; /** the leader who approved a further round, and who asked for it: both by their own hand, each in an event */ readonly approvedBy?: string; readonly askedBy?: string; readonly daysAfterReception?: number };
  /** a further round that the leader has still to approve: nothing has left the house, the clock runs */
  'supplement-proposed': { readonly stage: 'intake' | 'appraisal'; readonly round: number; readonly verdicts: readonly Verdict[]; readonly reason: string; readonly note?: string };
  'supplement-declined': { readonly round: number; readonly reason: string };
  /** the case with the longer term that its law gives when something has to be verified; counted from the same start */
  'verification-chosen': { readonly caseKey: string; readonly reason: string; readonly term: string; readonly legalBasis?: string; readonly due: Due; readonly previousDue: string; readonly stepDue: string };
  supplemented: { readonly round: number; readonly files: readonly ReceivedFile[]; readonly replaced: readonly string[]; readonly changedAnswers: readonly string[]; readonly due?: Due; readonly clockStart?: string; readonly stepDue?: string };
  refused: { readonly stage: 'intake' | 'appraisal'; readonly ground: string; readonly legalBasis: string; readonly reason: string; readonly insteadGo?: string };
  taken: { readonly step: string; readonly officer: string; readonly officerName: string };
  moved: { readonly from: string; readonly to: string; readonly stepDue: string; readonly note?: string; readonly lateMinutes: number };
  'sent-back': { readonly from: string; readonly to: string; readonly reason: string; readonly stepDue: string };
  'result-drafted': { readonly fields: readonly string[]; /** put aside before everything was filled in: kept, but not to be signed */ readonly incomplete?: true };
  /** the leader's decision, with the number it takes; the signature itself is made after this is committed */
  'sign-approved': { readonly book: string; readonly year: number; readonly number: number; readonly verifyCode: string; readonly signer: string; readonly signerName: string; readonly signerTitle: string; readonly issuedOn: PlainDate; /** for whom the signer signs, as the decision in force that day says; absent: in the own right */ readonly onBehalfOf?: SignedFor };
  'result-signed': { readonly file: string; readonly sha256: string; readonly certificate: string; readonly trial: boolean; readonly onTime: boolean };
  'result-returned': { readonly method: 'electronic' | 'counter' | 'post'; readonly checkedIdentity: boolean };
  /** both have signed the minutes: the result has left the office (QĐ 45/2016/QĐ-TTg Đ.9) */
  'result-posted': { readonly parcel: string; readonly carrierNumber: string; readonly minutes: { readonly year: number; readonly number: number }; readonly clerk: string; /** đồng that the post collects for the office */ readonly cod: number };
  /** two calls in vain: the office has the envelope again and hands it over at the counter */
  'result-came-back': { readonly parcel: string; readonly carrierNumber: string; readonly minutes: { readonly year: number; readonly number: number }; readonly tries: number };
  /** another address, given before the envelope left */
  'post-address-changed': Readonly<Record<string, never>>;
  /** the person wants it posted once more after it came back; `postage` is paid to the postman at the door, 0 when the post itself was at fault (QĐ 45/2016/QĐ-TTg Đ.12) */
  'post-ordered-again': { readonly attempt: number; readonly postage: number; readonly fault: 'person' | 'post' };
  'fee-collected': { readonly amount: number; readonly lines: readonly FeeLine[]; readonly how: 'cash' | 'transfer' | 'online' | 'post'; /** of a payment from home, or of one that the post took at the door */ readonly provider?: FeeProvider };
  /** by decision of the office, through the gateway that took it */
  'fee-refunded': { readonly amount: number; readonly provider: Omit<FeeProvider, 'order'>; readonly refund: string };
  suspended: { readonly reason: 'financial-obligation' | 'other-agency' | 'force-majeure'; readonly note: string; readonly legalBasis: string };
  resumed: { readonly due: Due; readonly stepDue: string };
  extended: { readonly reason: string; readonly due: Due; readonly previousDue: string; readonly beforeDue: boolean };
  'withdrawal-requested': { readonly reason: string };
  'withdrawal-declined': { readonly reason: string };
  /** what another agency said of a linked part (liên thông); `task` is the part's own number */
  'linked-updated': { readonly task: string; readonly part: Text; readonly agency: Text; readonly state: 'accepted' | 'verifying' | 'done' | 'refused'; readonly dueAt?: string; readonly reason?: string };
  stopped: { readonly ground: 'withdrawn' | 'no-supplement' | 'other'; readonly reason: string };
}
/**
 * Ký thay, thừa lệnh, thừa ủy quyền (NĐ 30/2020/NĐ-CP Điều 13; Phụ lục I, phần II, mục 7): what stands above the signer's own title.
 * `heading` is the first line whole, «KT. CHỦ TỊCH»; `basis` the assignment of work or the letter of delegation with number and date.
 */
export interface SignedFor { readonly form: 'KT' | 'TL' | 'TUQ' | 'Q'; readonly heading: string; readonly ownTitle: string; readonly principal?: string; readonly basis: string }
/** What a decision yields: events still without number and actor. */
export interface NewEvent<K extends EventKind = EventKind> { readonly kind: K; readonly data: EventData[K]; readonly personal?: PersonalData }
export const newEvent = <K extends EventKind>(kind: K, data: EventData[K], personal?: PersonalData): NewEvent<K> => (personal ? { kind, data, personal } : { kind, data });
