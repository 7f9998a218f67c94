import type { Text } from '../../../shared/text.ts';
import type { ProcedureContent } from './procedure.ts';

/** What the agencies that offer a procedure can really do today. */
export interface AgencyCapabilities {
  /** the procedure is switched on for online submission */ readonly online: boolean;
  /** a payment way is connected, so that money can be paid from home */ readonly onlinePayment: boolean;
  /** a declaration can be filled in on the screen and printed for the counter */ readonly fillAndPrint: boolean;
  /** results can be signed electronically or sent by post; absent: as the procedure says */
  readonly resultDelivery?: readonly ('counter' | 'electronic' | 'post')[];
}
export interface ServiceLevel {
  /** NĐ 43/2011 and TT 32/2017: levels 1–4 */ readonly legacy: 1 | 2 | 3 | 4;
  /** NĐ 42/2022 and NĐ 224/2026 Đ.14 */ readonly modern: 'full' | 'partial' | 'information';
  readonly modernName: Text;
  /** what the citizen reads on the chip */ readonly chip: Text;
  /** why it is not higher; empty for a full service. A partial service must publish its reason (NĐ 224/2026 Đ.14) */
  readonly reasons: readonly Text[];
}

const MODERN: Readonly<Record<ServiceLevel['modern'], Text>> = {
  full: { vi: 'toàn trình', en: 'fully online' },
  partial: { vi: 'một phần', en: 'partly online' },
  information: { vi: 'cung cấp thông tin', en: 'information' },
};
const CHIPS: Readonly<Record<1 | 2 | 4, Text>> = {
  1: { vi: 'Xem hướng dẫn', en: 'Read the guide' },
  2: { vi: 'Điền mẫu rồi in', en: 'Fill in and print' },
  4: { vi: 'Làm hết ở nhà', en: 'All done from home' },
};
/** Level 3 says what still has to be done at the office. */
function onlineChip(paysFromHome: boolean, receivesAtHome: boolean): Text {
  if (paysFromHome && receivesAtHome) return { vi: 'Nộp qua mạng', en: 'Submit online' };
  if (receivesAtHome) return { vi: 'Nộp qua mạng · trả tiền tại xã', en: 'Submit online · pay at the office' };
  if (paysFromHome) return { vi: 'Nộp qua mạng · lấy kết quả tại xã', en: 'Submit online · collect at the office' };
  return { vi: 'Nộp qua mạng · trả tiền và lấy kết quả tại xã', en: 'Submit online · pay and collect at the office' };
}
const REASONS = {
  noForm: { vi: 'Chưa có tờ khai trên mạng', en: 'There is no online form yet' },
  notAnnounced: { vi: 'Thủ tục công bố không có cách nộp trực tuyến', en: 'The announced procedure has no online submission' },
  noProcess: { vi: 'Chưa có quy trình xử lý được duyệt', en: 'No working process is approved yet' },
  switchedOff: { vi: 'Cơ quan chưa mở nhận hồ sơ trực tuyến', en: 'The office does not yet accept it online' },
  noFeeRule: { vi: 'Mức lệ phí của tỉnh chưa được nhập', en: 'The province’s fee is not entered yet' },
  noPayment: { vi: 'Chưa trả tiền qua mạng được', en: 'It cannot be paid online yet' },
  counterOnly: { vi: 'Kết quả chỉ nhận tại quầy', en: 'The result is handed out only at the counter' },
} as const satisfies Record<string, Text>;

/**
 * The level is computed from what can be done and never typed: information (1), a form to fill and print (2), submission
 * online (3), payment online and the result without coming (4). Level 4 is not «toàn trình» by itself: where law asks for
 * the person's presence the procedure says so in `partialReason` and is «một phần» (NĐ 224/2026 Đ.14).
 */
export function serviceLevel(content: ProcedureContent, agency: AgencyCapabilities): ServiceLevel {
  if (!content.form) return level(1, 'information', [REASONS.noForm], CHIPS[1]);
  const without = !content.manner.some((manner) => manner.channel === 'online') ? content.partialReason ?? REASONS.notAnnounced
    : !content.process ? REASONS.noProcess
      : !agency.online ? REASONS.switchedOff : null;
  if (without) return agency.fillAndPrint ? level(2, 'information', [without], CHIPS[2]) : level(1, 'information', [without], CHIPS[1]);
  const delivery = content.resultDelivery.filter((way) => (!agency.resultDelivery || agency.resultDelivery.includes(way)) && (way !== 'electronic' || makesResult(content)));
  const free = nothingToPay(content);
  const paysFromHome = free || (content.fees.length > 0 && content.onlinePayment && agency.onlinePayment);
  const receivesAtHome = delivery.includes('electronic') || delivery.includes('post');
  const reasons: Text[] = [];
  if (!paysFromHome) reasons.push(content.fees.length === 0 ? REASONS.noFeeRule : REASONS.noPayment);
  if (!receivesAtHome) reasons.push(REASONS.counterOnly);
  if (content.partialReason) reasons.push(content.partialReason);
  const legacy = paysFromHome && receivesAtHome ? 4 : 3;
  const full = legacy === 4 && !content.partialReason;
  return level(legacy, full ? 'full' : 'partial', reasons, full ? CHIPS[4] : onlineChip(paysFromHome, receivesAtHome));
}

/** An electronic result is one that the program can draw up and sign: without a template there is only the paper. */
const makesResult = (content: ProcedureContent): boolean => content.results.some((result) => result.template !== undefined);

/** True when no case of the procedure costs anything: no rule, or only rules of zero đồng. */
export function nothingToPay(content: ProcedureContent): boolean {
  if (content.flags.some((flag) => flag.part === 'fees' && !flag.resolution)) return false;
  if (content.fees.length > 0) return content.fees.every((rule) => 'fixed' in rule.amount && rule.amount.fixed === 0);
  return content.feeText !== null && saysFree(content.feeText);
}
/** «Miễn phí», «0 đồng», «Phí : 0 Đồng» and nothing else. */
export const saysFree = (text: string): boolean => /^(?:miễn phí(?: \(không (?:có|quy định)\.?\))?|không|(?:phí\s*:\s*)?0 đồng)$/iu.test(text.trim());

function level(legacy: ServiceLevel['legacy'], modern: ServiceLevel['modern'], reasons: readonly Text[], chip: Text): ServiceLevel {
  return { legacy, modern, modernName: MODERN[modern], chip, reasons };
}
