import type { Direction } from './postage.ts';

/** Where a parcel stands. An axis of its own: none of these says anything about the processing of the dossier. */
export type ParcelState =
  | 'requested'     // đã đặt, bưu điện chưa trả lời
  | 'accepted'      // bưu điện đã nhận đơn
  | 'picked-up'     // gửi hồ sơ: bưu tá đã nhận ở nhà dân, chưa đến xã (đồng hồ chưa chạy)
  | 'handed-over'   // trả kết quả: biên bản bàn giao đã đủ hai chữ ký
  | 'in-transit'
  | 'failed-1' | 'failed-2'
  | 'returning'     // đang chuyển hoàn về xã
  | 'returned'      // quầy đã nhận lại, có biên bản
  | 'delivered'     // trả kết quả: đến tay người nhận, đã xem giấy tờ
  | 'arrived'       // gửi hồ sơ: biên bản giao nhận ở quầy đã đủ hai chữ ký
  | 'cancelled' | 'lost';
export const PARCEL_STATES: readonly ParcelState[] = ['requested', 'accepted', 'picked-up', 'handed-over', 'in-transit', 'failed-1', 'failed-2', 'returning', 'returned', 'delivered', 'arrived', 'cancelled', 'lost'];
export const FINAL: readonly ParcelState[] = ['returned', 'delivered', 'arrived', 'cancelled', 'lost'];
/** How far along: what tells of an earlier place than the one reached is only tracking. */
const RANK: Readonly<Record<ParcelState, number>> = { requested: 0, accepted: 1, 'picked-up': 2, 'handed-over': 2, 'in-transit': 3, 'failed-1': 4, 'failed-2': 5, returning: 6, returned: 9, delivered: 9, arrived: 9, cancelled: 9, lost: 9 };

export type ReportKind = 'accepted' | 'picked-up' | 'in-transit' | 'failed' | 'delivered' | 'returning' | 'returned' | 'cancelled' | 'lost';
export const REPORT_KINDS: readonly ReportKind[] = ['accepted', 'picked-up', 'in-transit', 'failed', 'delivered', 'returning', 'returned', 'cancelled', 'lost'];
/** Papers by which the receiver may prove who it is (TT 17/2017/TT-BTTTT Đ.5 k.2d). */
export const ID_KINDS = ['can-cuoc', 'cmnd', 'ho-chieu'] as const;
export type IdKind = (typeof ID_KINDS)[number];
export interface Receiver { readonly name: string; readonly idKind: IdKind; readonly idNumber: string; /** somebody else receives, with the paper that authorises */ readonly authorised: boolean }
/** What the carrier says of one parcel, signed by it. */
export interface CarrierReport {
  readonly eventId: string; readonly parcel: string; readonly carrierNumber: string; readonly kind: ReportKind; readonly at: Date;
  readonly place: string | null; readonly reason: string | null;
  readonly receiver: Receiver | null;
  /** đồng taken from the receiver */ readonly collected: number;
}
export interface ParcelFacts {
  readonly state: ParcelState; readonly direction: Direction; readonly carrierNumber: string | null;
  /** both have signed the minutes */ readonly handedAt: Date | null;
  /** moments at which somebody was called for in vain, earliest first */ readonly tries: readonly Date[];
  /** đồng that the carrier collects for the office on delivery */ readonly cod: number;
}

export type HeldWhy =
  | 'not-handed-over'   // nobody has signed the minutes: judged again when they are
  | 'identity-missing'  // delivered to nobody whose paper was seen
  | 'wrong-amount'      // collected another sum than was ordered
  | 'other-number'      // another parcel's number under this order
  | 'after-return' | 'after-delivery' | 'after-end'
  | 'not-this-way';     // a delivery told of a bundle that comes to the desk: the minutes say that, nobody else
export type ReportVerdict =
  | { readonly kind: 'moves'; readonly to: ParcelState; /** the post owed a second call, or more time between the two */ readonly breach: Breach | null }
  | { readonly kind: 'trace' }
  | { readonly kind: 'held'; readonly why: HeldWhy }
  | { readonly kind: 'nothing-new' };
export type Breach = 'second-try-too-soon' | 'returned-without-two-tries';

/**
 * Judges one report against the parcel. Reports come twice, late and in any order; only the minutes with two signatures
 * let a result leave the office, and nothing that is over begins again. `secondTryFrom` is the first day of the second try.
 */
export function judgeReport(report: CarrierReport, facts: ParcelFacts, secondTryTooSoon: (first: Date, second: Date) => boolean): ReportVerdict {
  if (facts.carrierNumber !== null && report.carrierNumber !== facts.carrierNumber) return held('other-number');
  if (FINAL.includes(facts.state)) return afterTheEnd(report, facts);
  if (report.kind === 'lost') return moves('lost');
  if (report.kind === 'cancelled') return RANK[facts.state] <= RANK.accepted ? moves('cancelled') : held('after-end');
  if (report.kind === 'accepted') return facts.state === 'requested' ? moves('accepted') : { kind: 'trace' };
  return facts.direction === 'return' ? judgeResult(report, facts, secondTryTooSoon) : judgePapers(report, facts);
}

function judgeResult(report: CarrierReport, facts: ParcelFacts, tooSoon: (first: Date, second: Date) => boolean): ReportVerdict {
  if (facts.handedAt === null) return held('not-handed-over');
  switch (report.kind) {
    case 'picked-up': return { kind: 'trace' };
    case 'in-transit': return RANK[facts.state] < RANK['in-transit'] ? moves('in-transit') : { kind: 'trace' };
    case 'failed': {
      const tries = [...facts.tries, report.at].toSorted((a, b) => a.getTime() - b.getTime());
      const [first, second] = tries;
      const state: ParcelState = tries.length === 1 ? 'failed-1' : 'failed-2';
      const breach: Breach | null = first && second && tooSoon(first, second) ? 'second-try-too-soon' : null;
      return RANK[facts.state] >= RANK.returning ? { kind: 'trace' } : { kind: 'moves', to: state, breach };
    }
    case 'delivered':
      if (!report.receiver) return held('identity-missing');
      return report.collected === facts.cod ? moves('delivered') : held('wrong-amount');
    // The carrier says that it is on its way back, or back; that it is, the desk says when it holds it.
    case 'returning': case 'returned': return facts.state === 'returning' ? { kind: 'trace' } : { kind: 'moves', to: 'returning', breach: facts.tries.length < 2 ? 'returned-without-two-tries' : null };
    default: return { kind: 'trace' };
  }
}
function judgePapers(report: CarrierReport, facts: ParcelFacts): ReportVerdict {
  switch (report.kind) {
    case 'picked-up': return RANK[facts.state] < RANK['picked-up'] || facts.state.startsWith('failed') ? moves('picked-up') : { kind: 'trace' };
    case 'in-transit': return RANK[facts.state] < RANK['in-transit'] || facts.state.startsWith('failed') ? moves('in-transit') : { kind: 'trace' };
    case 'failed': return ['picked-up', 'in-transit'].includes(facts.state) ? { kind: 'trace' } : moves(facts.tries.length === 0 ? 'failed-1' : 'failed-2');
    case 'delivered': return held('not-this-way');
    default: return { kind: 'trace' };
  }
}
function afterTheEnd(report: CarrierReport, facts: ParcelFacts): ReportVerdict {
  if (facts.state === 'delivered') return report.kind === 'delivered' ? { kind: 'nothing-new' } : ['failed', 'returning', 'returned', 'lost'].includes(report.kind) ? held('after-delivery') : { kind: 'trace' };
  if (facts.state === 'returned') return report.kind === 'returned' || report.kind === 'returning' ? { kind: 'nothing-new' } : report.kind === 'delivered' || report.kind === 'lost' ? held('after-return') : { kind: 'trace' };
  return report.kind === facts.state ? { kind: 'nothing-new' } : report.kind === 'delivered' ? held('after-end') : { kind: 'trace' };
}
const moves = (to: ParcelState): ReportVerdict => ({ kind: 'moves', to, breach: null });
const held = (why: HeldWhy): ReportVerdict => ({ kind: 'held', why });

/** What an officer may do with the parcel itself. */
export type ParcelAct = 'hand-over' | 'take-back' | 'take-in';
const ACTS: Readonly<Record<ParcelAct, { readonly direction: Direction; readonly in: readonly ParcelState[]; readonly to: ParcelState }>> = {
  'hand-over': { direction: 'return', in: ['accepted'], to: 'handed-over' },
  // Whoever holds the envelope at the desk need not wait for what the carrier says of it.
  'take-back': { direction: 'return', in: ['handed-over', 'in-transit', 'failed-1', 'failed-2', 'returning'], to: 'returned' },
  'take-in': { direction: 'send', in: ['accepted', 'picked-up', 'in-transit', 'failed-1', 'failed-2'], to: 'arrived' },
};
export const afterAct = (act: ParcelAct, parcel: { readonly state: ParcelState; readonly direction: Direction }): ParcelState | null =>
  ACTS[act].direction === parcel.direction && ACTS[act].in.includes(parcel.state) ? ACTS[act].to : null;

/** Papers that the postman does not have yet: their collection may be called off, and its address changed. */
export const NOT_TAKEN: readonly ParcelState[] = ['requested', 'accepted', 'failed-1', 'failed-2'];

export const PARCEL_LIMITS = {
  /** minutes by which the clock of a carrier's message may differ from ours */ messageMinutes: 5,
  /** forged messages kept in one minute, as evidence that somebody tries */ forgedKeptPerMinute: 60, forgedDays: 30,
  /** hours of silence after which the carrier is asked where a parcel is */ silenceHours: 24, sweepBatch: 100,
  /** wrong codes before minutes must be drawn up again */ wrongCodes: 5,
  /** parcels on one sheet of minutes */ minutesLines: 60,
} as const;
