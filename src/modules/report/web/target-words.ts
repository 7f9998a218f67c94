import { showShortDate } from '../../../shared/plain-date.ts';
import { unreachable } from '../../../shared/result.ts';
import type { Text } from '../../../shared/text.ts';
import { namePeriod, type DecisionProblem, type Measure } from '../domain/index.ts';
import type { EnterTargetsProblem } from '../use-cases/enter-target.ts';

const t = (vi: string, en: string): Text => ({ vi, en });
export const T = {
  /** which dossiers stand in the list of those that could still close the gap */
  wouldClose: {
    'online-share': t('Hồ sơ gửi qua mạng chưa được tiếp nhận; và hồ sơ nhận tại quầy, qua bưu điện của thủ tục làm được qua mạng: lần sau người dân có thể nộp qua mạng.', 'Sent online and not yet received; and received at the counter or by post though the procedure is open online: next time they could be sent online.'),
    'online-count': t('Hồ sơ gửi qua mạng chưa được tiếp nhận; và hồ sơ nhận tại quầy, qua bưu điện của thủ tục làm được qua mạng: lần sau người dân có thể nộp qua mạng.', 'Sent online and not yet received; and received at the counter or by post though the procedure is open online: next time they could be sent online.'),
    'received-count': t('Hồ sơ gửi qua mạng chưa được tiếp nhận.', 'Sent online and not yet received.'),
    'e-result-share': t('Hồ sơ đã xong mà chưa có kết quả điện tử, và hồ sơ đang làm.', 'Settled without an electronic result, and those in hand.'),
    'on-time-share': t('Hồ sơ đang làm, còn trong hạn.', 'In hand and still in time.'),
    'online-payment-share': t('Hồ sơ còn phải nộp tiền.', 'With money still to be paid.'),
  } satisfies Readonly<Record<Measure, Text>>,
  title: t('Chỉ tiêu được giao', 'Targets'), lead: t('Nhập quyết định giao chỉ tiêu một lần; tiến độ tính từ hồ sơ, có danh sách sau mỗi số.', 'Enter the decision once; progress is counted from the dossiers, with the list behind each figure.'), back: t('Chỉ tiêu', 'Targets'),
  decisions: t('Các quyết định', 'Decisions'), enter: t('Nhập quyết định', 'Enter a decision'), number: t('Số, ký hiệu', 'Number'), numberHint: t('Ví dụ: 431/CV-UBND', 'For example: 431/CV-UBND'), issuedOn: t('Ngày ban hành', 'Issued on'), issuer: t('Cơ quan ban hành', 'Issuer'), about: t('Trích yếu', 'Subject'), rows: t('Số chỉ tiêu', 'Targets'), none: t('Chưa nhập quyết định nào.', 'No decision yet.'), ended: t('Thôi áp dụng', 'No longer applied'), inForce: t('Đang áp dụng', 'In force'),
  online: t('Thế nào là hồ sơ trực tuyến', 'What counts as online'), onlineHint: t('Cách hiểu này đứng trên mọi trang và tệp của quyết định', 'Shown on every page and file of this decision'), onlineIs: (words: Text): Text => t(`Hồ sơ trực tuyến: ${words.vi}.`, `Online means: ${words.en}.`),
  save: t('Lưu quyết định', 'Save'), add: t('Thêm chỉ tiêu', 'Add targets'), addGo: t('Thêm vào quyết định', 'Add'), units: t('Đơn vị được giao', 'Units'), periods: t('Kỳ', 'Periods'), year: t('Năm', 'Year'), custom: t('Hoặc từ ngày đến ngày', 'Or from day to day'), measure: t('Đo cái gì', 'Measure'), group: t('Với thủ tục nào', 'Procedures'), value: t('Chỉ tiêu', 'Target'), valueHint: t('Phần trăm với tỷ lệ, số hồ sơ với số lượng', 'Per cent for shares, dossiers for counts'),
  unit: t('Đơn vị', 'Unit'), period: t('Kỳ', 'Period'), now: t('Đến nay', 'So far'), of: t('Tử số / mẫu số', 'Numerator / denominator'), forecast: t('Dự báo cuối kỳ', 'Forecast'), state: t('Tình trạng', 'Standing'), gap: t('Còn thiếu', 'Short of'), ways: t('Tự nộp / có người giúp / tại quầy / bưu điện', 'Self / helped / counter / post'),
  xlsx: t('Tải bảng tính (.xlsx)', 'Spreadsheet (.xlsx)'), remove: t('Bỏ chỉ tiêu này', 'Remove'), end: t('Thôi áp dụng quyết định này', 'End this decision'), endReason: t('Vì sao thôi áp dụng', 'Why'), endHint: t('Các chỉ tiêu vẫn xem được; đơn vị nhận được chỉ tiêu mới cho cùng kỳ.', 'Its targets stay readable; units may get new ones for the same time.'), reasonMissing: t('Chưa ghi vì sao thôi áp dụng', 'Say why'),
  asOf: (moment: string): Text => t(`Số liệu đến ${moment}`, `As of ${moment}`), elapsed: (days: number, of: number): Text => t(`Đã qua ${days}/${of} ngày làm việc của kỳ`, `${days} of ${of} working days are over`), next: (name: string): Text => t(`Đơn vị này đã thôi hoạt động; ${name} làm tiếp và số liệu của nó tính cả hồ sơ của đơn vị này`, `This unit was closed; ${name} goes on and counts its dossiers too`),
  pace: (numerator: number, denominator: number | null, value: string): Text => t(`Nếu giữ nhịp từ đầu kỳ: ${value}${denominator === null ? '' : ` (${numerator}/${denominator})`}`, `At the pace so far: ${value}${denominator === null ? '' : ` (${numerator}/${denominator})`}`),
  ahead: (needed: number, of: number): Text => (needed > of ? t(`Để đạt cần thêm ${needed} hồ sơ, mà dự kiến từ nay đến hết kỳ chỉ có ${of}`, `${needed} more are needed, only ${of} are expected`) : t(`Để đạt: từ nay đến hết kỳ cần ${needed} trong ${of} hồ sơ dự kiến`, `To reach it: ${needed} of the ${of} still expected`)),
  short: (n: number): Text => t(`Nếu tính hôm nay thì thiếu ${n} hồ sơ`, `Short of ${n} dossiers today`), enough: t('Tính đến nay đã đủ', 'Reached so far'), none0: t('Kỳ này chưa phát sinh hồ sơ nào, nên không có tỷ lệ', 'Nothing arose in the period, so there is no share'), how: t('Cách tính', 'How it is counted'),
  levelNote: t('Mức độ của thủ tục lấy theo việc làm được hôm nay, không theo ngày nộp', 'The level is what can be done today'), readOnly: t('Chỉ người nhập ở đơn vị giao mới thêm bớt được.', 'Only the unit that entered it may change it.'), all: t('Mọi cách nộp', 'All'),
  added: (n: number): Text => t(`Đã thêm ${n} chỉ tiêu.`, `${n} targets added.`), noTargets: t('Chưa có chỉ tiêu nào trong quyết định này.', 'No targets in this decision yet.'), quarterWords: (n: number): Text => t(`Quý ${n}`, `Quarter ${n}`), halfWords: (n: number): Text => t(n === 1 ? '6 tháng đầu năm' : '6 tháng cuối năm', n === 1 ? 'First half' : 'Second half'), wholeYear: t('Cả năm', 'Whole year'),
} as const;

type Problem = { readonly name: string; readonly message: Text };
/** What is wrong with a decision, each at its box. */
export function decisionProblem(problem: DecisionProblem | { readonly kind: 'there-already' }): Problem {
  switch (problem.kind) {
    case 'number-missing': return { name: 'so', message: t('Chưa có số, ký hiệu. Ghi như trên văn bản', 'Give the number as on the paper') };
    case 'issuer-missing': return { name: 'co-quan', message: t('Chưa có cơ quan ban hành', 'Give the issuer') };
    case 'issued-missing': return { name: 'ngay', message: t('Chưa có ngày ban hành. Viết đủ ngày, tháng, năm', 'Give the day of issue') };
    case 'issued-in-future': return { name: 'ngay', message: t('Ngày ban hành không thể sau hôm nay', 'The day of issue cannot lie ahead') };
    case 'title-long': return { name: 'trich-yeu', message: t('Trích yếu dài quá 300 chữ cái. Viết gọn lại', 'The subject is longer than 300 letters') };
    case 'there-already': return { name: 'so', message: t('Quyết định số này, ngày này đã được nhập. Mở quyết định đó để thêm chỉ tiêu', 'This decision has been entered already. Open it to add targets') };
    default: return unreachable(problem);
  }
}
/** What is wrong with new targets, each at its box, with how to mend it. */
export function targetProblem(problem: EnterTargetsProblem): Problem {
  switch (problem.kind) {
    case 'nothing-chosen': return { name: 'don-vi', message: t('Chưa chọn đơn vị nào', 'Choose a unit') };
    case 'unit-unknown': return { name: 'don-vi', message: t('Có đơn vị không nằm trong phạm vi của anh/chị. Chọn trong danh sách', 'A unit is outside your reach. Choose from the list') };
    case 'unit-gone': return { name: 'don-vi', message: problem.next ? t(`${problem.unit.name} đã thôi hoạt động trước kỳ này, ${problem.next.name} làm tiếp. Giao chỉ tiêu cho ${problem.next.shortName}`, `${problem.unit.name} was closed before this period; give the target to ${problem.next.shortName}`) : t(`${problem.unit.name} đã thôi hoạt động trước kỳ này và chưa ghi ai làm tiếp. Bỏ đơn vị này ra`, `${problem.unit.name} was closed before this period and nobody goes on. Leave it out`) };
    case 'unit-not-yet': return { name: 'don-vi', message: t(`${problem.unit.name} chưa hoạt động trong kỳ này. Chọn kỳ sau${problem.unit.validFrom ? ` ${showShortDate(problem.unit.validFrom)}` : ''}`, `${problem.unit.name} does not work yet in this period`) };
    case 'year-shape': return { name: 'nam', message: t('Năm cần 4 số, từ 2000 đến 2100', 'A year has 4 digits, from 2000 to 2100') };
    case 'dates-shape': return { name: 'tu', message: t('Từ ngày, đến ngày chưa đủ hoặc không có trong lịch. Viết đủ cả hai ngày, hoặc bỏ trống cả hai', 'One of the two days is missing or does not exist. Give both, or leave both empty') };
    case 'period-missing': return { name: 'ky', message: t('Chưa chọn kỳ. Chọn ít nhất một kỳ, hoặc ghi từ ngày đến ngày', 'Choose a period') };
    case 'dates-reversed': return { name: 'tu', message: t('Ngày bắt đầu sau ngày kết thúc. Đổi lại', 'The first day is after the last') };
    case 'period-too-long': return { name: 'tu', message: t('Kỳ dài quá 5 năm. Chia thành các kỳ ngắn hơn', 'The period is longer than 5 years') };
    case 'measure-missing': return { name: 'do', message: t('Chưa chọn đo cái gì', 'Choose what is measured') };
    case 'group-missing': return { name: 'nhom', message: t('Chưa chọn với thủ tục nào', 'Choose the procedures') };
    case 'value-missing': return { name: 'muc', message: t('Chưa có con số. Viết số, ví dụ 50 hoặc 62,5', 'Give a number, such as 50 or 62.5') };
    case 'value-below-zero': return { name: 'muc', message: t('Chỉ tiêu không thể nhỏ hơn 0', 'A target cannot be below 0') };
    case 'share-over-100': return { name: 'muc', message: t('Tỷ lệ không thể quá 100 %. Nếu muốn giao số hồ sơ, chọn «Số hồ sơ» ở ô đo', 'A share cannot exceed 100 %. To assign a number, choose a count') };
    case 'count-not-whole': return { name: 'muc', message: t('Số hồ sơ phải là số nguyên, nhiều nhất 10 triệu', 'A count is a whole number, at most 10 million') };
    case 'too-many-rows': return { name: 'don-vi', message: t('Một lần thêm nhiều nhất 200 chỉ tiêu. Chọn ít đơn vị hoặc ít kỳ hơn', 'At most 200 targets at once') };
    case 'overlaps': return { name: 'ky', message: t(`${problem.unit.shortName} đã có chỉ tiêu này cho ${namePeriod(problem.period).vi.toLowerCase()}${problem.decisionNumber ? ` (${problem.decisionNumber})` : ''}, trùng thời gian. Bỏ chỉ tiêu cũ hoặc chọn kỳ khác`, `${problem.unit.shortName} already has this target for ${namePeriod(problem.period).en}${problem.decisionNumber ? ` (${problem.decisionNumber})` : ''}. Remove it or choose another period`) };
    case 'no-decision': return { name: 'don-vi', message: t('Không thấy quyết định này, hoặc quyết định do đơn vị khác nhập', 'This decision is not yours to change') };
    case 'decision-ended': return { name: 'don-vi', message: t('Quyết định này đã thôi áp dụng, không thêm được chỉ tiêu', 'This decision is no longer applied') };
    case 'decision-full': return { name: 'don-vi', message: t('Quyết định này đã có 2.000 chỉ tiêu. Nhập một quyết định khác', 'This decision has 2,000 targets already') };
    case 'clash': return { name: 'ky', message: t('Người khác vừa thêm cùng chỉ tiêu này. Mở lại trang để xem', 'Somebody else has just added this target. Open the page again') };
    default: return unreachable(problem);
  }
}
