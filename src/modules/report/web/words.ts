import type { Text } from '../../../shared/text.ts';
import type { Cause, Column, Measure, OnlineDefinition, Progress, Way, LevelGroup } from '../domain/index.ts';
import type { GapGroup, ListedGroup } from '../ports.ts';
import type { TagColour } from '../../../ui/components/tag/tag.tsx';

const t = (vi: string, en: string): Text => ({ vi, en });

export const W = {
  overview: {
    title: t('Báo cáo', 'Reports'),
    lead: (moment: string): Text => t(`Hồ sơ đang mở của đơn vị, đến ${moment}. Mỗi số mở ra danh sách hồ sơ làm nên nó.`, `Open dossiers of the unit as of ${moment}. Every figure opens the dossiers behind it.`),
    unit: t('Đơn vị', 'Unit'), show: t('Xem', 'Show'), what: t('Việc', 'Matter'), count: t('Số hồ sơ', 'Dossiers'), open: t('Tất cả hồ sơ đang mở', 'All open dossiers'), ahead: t('Sắp đến hạn là trong', 'Nearly due means within'),
    days: (n: number): Text => t(`${n} ngày làm việc tới`, n === 1 ? 'the next working day' : `the next ${n} working days`),
    attention: t('Cần chú ý', 'Needs attention'), byStep: t('Trễ theo bước và người', 'Late by step and person'), stepPerson: t('Bước, người đang giữ', 'Step, held by'), late: t('Quá hạn trả', 'Past its date'), stepLate: t('Quá giờ của bước', 'Past the step’s time'), held: t('Đang giữ', 'Held'),
    nobody: t('Chưa ai nhận', 'Nobody yet'), noStep: t('Chờ tiếp nhận hoặc chờ trả', 'Before reception or to hand over'), byUnit: t('Theo đơn vị', 'By unit'),
    deputies: t('Ai thay ai', 'Who stands in for whom'), deputy: t('Người thay', 'Deputy'), deputyFor: t('Thay cho', 'In place of'), role: t('Vai trò', 'Role'), from: t('Từ ngày', 'From'), to: t('Đến hết ngày', 'Until'), noDeputies: t('Không ai vắng có người thay từ hôm nay.', 'No stand-ins from today on.'),
    more: t('Báo cáo và chỉ tiêu', 'Reports and targets'), form06: t('Biểu II.06a: tình hình giải quyết', 'Form II.06a'), targets: t('Chỉ tiêu được giao', 'Targets'), openness: t('Trang công khai cho dân', 'Public figures'), apologies: t('Thư xin lỗi chờ ký', 'Apologies to sign'), feedback: t('Phản ánh, kiến nghị đang xử lý', 'Feedback being handled'), feedbackLate: (n: number): Text => t(`${n} quá hạn`, `${n} late`),
    none: t('Không có hồ sơ nào.', 'None.'), back: t('Báo cáo', 'Reports'), nobodyApology: t('quá hạn mà chưa xin lỗi', 'late without an apology'), answerLate: t('quá 8 giờ làm việc chưa trả lời', 'unanswered after 8 working hours'),
  },
  list: { code: t('Mã hồ sơ', 'Code'), matter: t('Thủ tục', 'Procedure'), unit: t('Đơn vị', 'Unit'), step: t('Bước, người giữ', 'Step, holder'), received: t('Tiếp nhận', 'Received'), due: t('Hạn trả', 'Due'), finished: t('đã xong', 'finished'), way: t('Cách nộp', 'Filed'), empty: t('Không có hồ sơ nào trong danh sách này.', 'No dossier on this list.'), round: t('bổ sung lần 2', '2nd supplement'), submitted: t('chưa, nộp', 'not yet, sent'), newDate: t('hẹn lại', 'new date'), ending: t('Tình trạng', 'Standing') },
  form: {
    title: t('Biểu II.06a/VPCP/KSTT: tình hình, kết quả giải quyết thủ tục hành chính', 'Form II.06a: handling of administrative procedures'),
    short: t('Biểu II.06a', 'Form II.06a'), unitOfCount: t('Đơn vị tính: số hồ sơ thủ tục hành chính', 'Unit: dossiers'), period: t('Kỳ báo cáo', 'Period'), other: t('Kỳ khác', 'Another period'), fromDay: t('Từ ngày', 'From'), toDay: t('Đến hết ngày', 'To'), by: t('Xếp theo', 'Arranged by'), byField: t('Lĩnh vực, thủ tục', 'Field, procedure'), formField: t('Lĩnh vực, công việc giải quyết theo cấp', 'Field, matter by level'), madeOn: t('Ngày lập', 'Made on'), byUnit: t('Đơn vị', 'Unit'),
    field: t('Lĩnh vực, công việc giải quyết', 'Field, procedure'), total: t('Tổng cộng', 'Total'), sum: (name: string): Text => t(`Cộng ${name}`, `Sum ${name}`), live: (moment: string): Text => t(`Số liệu chạy, tính đến ${moment}. Chốt lại thì số và danh sách hồ sơ được giữ nguyên.`, `Running figures as of ${moment}. Freeze them to keep figures and dossiers as they are.`),
    notAccepted: (n: number): Text => t(`Ngoài biểu: ${n} hồ sơ không được tiếp nhận trong kỳ.`, `Outside the form: ${n} dossiers were not accepted in the period.`), balanced: t('Các tổng đã khớp: tiếp nhận = đã giải quyết + đang giải quyết + dừng, rút.', 'The sums close: received = settled + pending + stopped.'), imbalance: t('Có tổng không khớp', 'Some sums do not close'),
    freeze: t('Chốt số liệu kỳ này', 'Freeze this period'), freezeHint: t('Bản chốt có giờ chốt và danh sách hồ sơ của từng ô. Chốt lại lần nữa là một bản mới; bản cũ không đổi.', 'A frozen report has its time and the dossiers of each cell. Freezing again makes another version.'), frozen: t('Các bản đã chốt', 'Frozen reports'), version: (n: number): Text => t(`Bản ${n}`, `Version ${n}`), frozenAt: (moment: string, who: string): Text => t(`Chốt lúc ${moment}, người chốt: ${who}`, `Frozen at ${moment} by ${who}`), asOf: (moment: string): Text => t(`Số liệu tính đến ${moment}`, `Figures as of ${moment}`), nothingFrozen: t('Chưa chốt bản nào.', 'None yet.'),
    xlsx: t('Tải bảng tính (.xlsx)', 'Spreadsheet (.xlsx)'), csv: t('Tải .csv', '.csv'), notBegun: t('Kỳ này chưa bắt đầu, chưa có gì để chốt', 'The period has not begun'), behind: t('Hồ sơ của ô', 'Dossiers of the cell'), empty: t('Kỳ này không có hồ sơ nào.', 'No dossier in this period.'),
    definitions: t('Cách tính', 'How it is counted'),
    rules: [
      t('Tiếp nhận: hồ sơ được tiếp nhận chính thức trong kỳ, cộng hồ sơ nhận từ trước mà đầu kỳ chưa xong («từ kỳ trước»).', 'Received: officially received in the period, plus those brought forward.'),
      t('Trực tuyến: gửi qua mạng, do người dân tự nộp hoặc có người nộp giúp.', 'Online: filed over the network, alone or with help.'),
      t('Trước hạn: xong trước ngày hẹn. Đúng hạn: xong trong ngày hẹn, không quá giờ hẹn. Quá hạn: sau giờ hẹn.', 'Early: before the day promised. On time: on that day, not after the hour. Late: after it.'),
      t('Hạn là hạn theo luật: xin lỗi và hẹn lại không làm hồ sơ trễ thành đúng hạn; bổ sung ở bước thẩm định thì tính lại từ đầu (NĐ 61/2018 Đ.19).', 'The date is the legal one: an apology does not make a late dossier timely; a supplement during appraisal starts the term again.'),
      t('Từ chối sau thẩm định là kết quả giải quyết. Dừng, rút đứng ngoài biểu để tổng khớp.', 'A refusal after appraisal is a result. Stopped and withdrawn stand outside the form so that the sums close.'),
    ],
  },
  columns: {
    received: t('Tiếp nhận: tổng số', 'Received: total'), online: t('Trực tuyến', 'Online'), other: t('Trực tiếp, bưu chính', 'Counter, post'), opening: t('Từ kỳ trước', 'Brought forward'), settled: t('Đã giải quyết: tổng số', 'Settled: total'), early: t('Trước hạn', 'Early'), 'on-time': t('Đúng hạn', 'On time'), late: t('Quá hạn', 'Late'),
    pending: t('Đang giải quyết: tổng số', 'Pending: total'), 'in-time': t('Trong hạn', 'In time'), overdue: t('Quá hạn (đang giải quyết)', 'Overdue'), stopped: t('Ngoài biểu: dừng, rút', 'Outside: stopped'),
  } satisfies Readonly<Record<Column, Text>>,
  /** in a file nothing stands above a column to say which of the three it belongs to */
  formColumns: {
    received: t('Tiếp nhận: tổng số', 'Received: total'), online: t('Tiếp nhận: trực tuyến', 'Received: online'), other: t('Tiếp nhận: trực tiếp, bưu chính', 'Received: counter, post'), opening: t('Tiếp nhận: từ kỳ trước', 'Received: brought forward'),
    settled: t('Đã giải quyết: tổng số', 'Settled: total'), early: t('Đã giải quyết: trước hạn', 'Settled: early'), 'on-time': t('Đã giải quyết: đúng hạn', 'Settled: on time'), late: t('Đã giải quyết: quá hạn', 'Settled: late'),
    pending: t('Đang giải quyết: tổng số', 'Pending: total'), 'in-time': t('Đang giải quyết: trong hạn', 'Pending: in time'), overdue: t('Đang giải quyết: quá hạn', 'Pending: overdue'), stopped: t('Ngoài biểu: dừng, rút', 'Outside the form: stopped'),
  } satisfies Readonly<Record<Column, Text>>,
  apology: {
    title: t('Thư xin lỗi chờ ký', 'Apologies to sign'), lead: t('Hồ sơ đến hạn mà chưa có kết quả. Thư xin lỗi phải đến người dân muộn nhất một ngày làm việc trước ngày hẹn, và chỉ hẹn lại một lần (NĐ 61/2018 Đ.19 k.9).', 'Dossiers nearly due without a result. The apology must be sent a working day before the date, and a new date is given once only.'),
    empty: t('Không có hồ sơ nào cần xin lỗi.', 'No apology is due.'), last: t('Ký muộn nhất', 'Sign by'), tooLate: t('Đã quá lúc phải xin lỗi', 'Past the moment'), open: t('Soạn và ký', 'Write and sign'), cause: t('Nguyên nhân', 'Cause'), causeHint: t('Hiện trên danh sách công khai, không nêu tên ai', 'Shown in the public list; it names nobody'), reason: t('Lý do viết trong thư', 'Reason in the letter'), newDate: t('Ngày trả mới', 'New date'), newDateHint: t('Hẹn vào cuối giờ làm việc của ngày này', 'At the end of office hours of that day'),
    sign: t('Ký thư xin lỗi và hẹn lại', 'Sign and give the new date'), decline: t('Bỏ qua, có lý do', 'Put away, with a reason'), declineReason: t('Vì sao không cần xin lỗi', 'Why no apology is needed'), declineGo: t('Bỏ qua thư này', 'Put away'), preview: t('Thư sẽ gửi', 'The letter'), letter: t('VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT', 'LETTER OF APOLOGY'),
    done: t('Đã ký. Người dân được báo ngày mới; Mẫu 04 đang được lập.', 'Signed. The person is told the new date; form 04 is being made.'), declined: t('Đã bỏ qua, lý do được giữ lại.', 'Put away; the reason is kept.'), gone: t('Thư này không còn chờ ký: hồ sơ đã xong, đã dừng hoặc đã xin lỗi.', 'This letter no longer waits: the dossier is finished, stopped or apologised for.'), deputyNote: t('Đang có người thay', 'Stand-ins now'),
    causeMissing: t('Chưa chọn nguyên nhân', 'Choose a cause'), reasonMissing: t('Chưa viết lý do. Nói người dân biết vì sao chậm', 'Write the reason'), dateMissing: t('Chưa có ngày trả mới. Viết đủ ngày, tháng, năm', 'Give the new date'), dateOff: (day: Text): Text => t(`${day.vi} là ngày nghỉ. Chọn một ngày làm việc`, `${day.en} is a day off. Choose a working day`), notLater: t('Ngày mới phải sau ngày hẹn cũ và sau bây giờ', 'The new date must be later than the old one and than now'), noCalendar: (year: number): Text => t(`Chưa có lịch nghỉ năm ${year}. Nhờ người phụ trách kiểm soát thủ tục nhập lịch`, `The calendar of ${year} is missing`), stale: t('Hồ sơ vừa thay đổi. Xem lại rồi làm tiếp', 'The dossier has just changed. Look again'),
  },
} as const;

export const CAUSES: Readonly<Record<Cause, Text>> = {
  'our-workload': t('Nhiều hồ sơ, thiếu người xử lý', 'Workload of the office'), 'partner-agency': t('Chờ cơ quan phối hợp trả lời', 'Waiting for another agency'), 'field-check': t('Phải xác minh thực tế', 'Verification on site'), systems: t('Phần mềm, đường truyền, cơ sở dữ liệu gặp sự cố', 'Failure of systems'), 'rules-unclear': t('Quy định chưa rõ, phải xin hướng dẫn', 'Unclear rules'), applicant: t('Người nộp hồ sơ chưa phối hợp xong', 'The applicant'),
};
export const GROUPS: Readonly<Record<ListedGroup, { readonly words: Text; readonly colour: TagColour; readonly tag: Text }>> = {
  late: { words: t('Quá hạn trả kết quả', 'Past the date of the result'), colour: 'red', tag: t('Trễ', 'Late') },
  today: { words: t('Hẹn trả hôm nay', 'Promised for today'), colour: 'yellow', tag: t('Hôm nay', 'Today') },
  'at-risk': { words: t('Sắp đến hạn', 'Nearly due'), colour: 'yellow', tag: t('Sắp hạn', 'At risk') },
  'step-late': { words: t('Quá giờ của bước, chưa quá hạn trả', 'Past the step’s time, not past the date'), colour: 'yellow', tag: t('Chậm bước', 'Slow step') },
  unanswered: { words: t('Gửi qua mạng, chưa trả lời tiếp nhận', 'Filed online, not answered'), colour: 'blue', tag: t('Chờ nhận', 'To answer') },
  'waiting-citizen': { words: t('Chờ người dân bổ sung hoặc đang tạm dừng', 'Waiting for the citizen, or suspended'), colour: 'grey', tag: t('Chờ dân', 'Citizen') },
  'later-rounds': { words: t('Bị yêu cầu bổ sung từ lần thứ hai', 'Asked a second supplement'), colour: 'red', tag: t('Bổ sung lần 2', '2nd supplement') },
  open: { words: t('Hồ sơ đang mở', 'Open dossiers'), colour: 'grey', tag: t('Đang mở', 'Open') },
  'past-step': { words: t('Quá giờ của bước', 'Past the step’s time'), colour: 'yellow', tag: t('Chậm bước', 'Slow step') },
};
export const WAYS: Readonly<Record<Way, Text>> = { self: t('Người dân tự nộp qua mạng', 'Filed online by the person'), assisted: t('Nộp qua mạng có người giúp', 'Filed online with help'), counter: t('Tại quầy', 'At the counter'), post: t('Qua bưu điện', 'By post') };
export const ENDINGS: Readonly<Record<string, Text>> = { early: t('Xong trước hạn', 'Early'), 'on-time': t('Xong đúng hạn', 'On time'), late: t('Xong quá hạn', 'Late'), 'in-time': t('Đang làm, trong hạn', 'Pending, in time'), overdue: t('Đang làm, quá hạn', 'Pending, overdue'), stopped: t('Dừng, rút', 'Stopped'), 'not-accepted': t('Không được tiếp nhận', 'Not accepted') };
export const MEASURE_WORDS: Readonly<Record<Measure, Text>> = {
  'online-share': t('Tỷ lệ hồ sơ tiếp nhận trực tuyến', 'Share received online'), 'e-result-share': t('Tỷ lệ trả kết quả điện tử', 'Share with electronic result'), 'on-time-share': t('Tỷ lệ giải quyết trước hạn, đúng hạn', 'Share settled in time'), 'online-payment-share': t('Tỷ lệ thanh toán trực tuyến', 'Share paid online'), 'online-count': t('Số hồ sơ trực tuyến', 'Online dossiers'), 'received-count': t('Số hồ sơ tiếp nhận', 'Dossiers received'),
};
export const GROUP_WORDS: Readonly<Record<LevelGroup, Text>> = { all: t('Mọi thủ tục', 'All procedures'), 'level-3': t('Thủ tục mức độ 3', 'Level 3'), 'level-4': t('Thủ tục mức độ 4', 'Level 4'), 'level-3-4': t('Thủ tục mức độ 3 và 4', 'Levels 3 and 4'), full: t('Thủ tục toàn trình', 'Fully online'), partial: t('Thủ tục một phần', 'Partly online') };
export const groupWords = (group: string): Text => GROUP_WORDS[group as LevelGroup] ?? { vi: `Lĩnh vực ${group.replace(/^field:/u, '')}`, en: `Field ${group.replace(/^field:/u, '')}` };
export const ONLINE_WORDS: Readonly<Record<OnlineDefinition, Text>> = {
  'submitted-online': t('gửi qua mạng, tự nộp hoặc có người giúp', 'filed over the network, alone or with help'), 'with-e-result': t('gửi qua mạng và đã có kết quả điện tử (cách tính của QĐ 766/QĐ-TTg)', 'filed over the network and with an electronic result (QĐ 766/QĐ-TTg)'), 'self-only': t('chỉ những hồ sơ người dân tự nộp qua mạng', 'only those filed by the persons themselves'),
};
export const STATE_WORDS: Readonly<Record<Progress['state'], { readonly words: Text; readonly colour: TagColour }>> = {
  none: { words: t('Không phát sinh', 'Nothing arose'), colour: 'grey' }, 'not-begun': { words: t('Chưa bắt đầu', 'Not begun'), colour: 'grey' }, met: { words: t('Đạt', 'Met'), colour: 'green' }, 'on-pace': { words: t('Đang theo kịp', 'On pace'), colour: 'blue' }, behind: { words: t('Chưa theo kịp', 'Behind'), colour: 'yellow' }, missed: { words: t('Không đạt', 'Missed'), colour: 'red' },
};
export const GAP_WORDS: Readonly<Record<GapGroup, Text>> = { counted: t('Hồ sơ được tính vào tử số', 'Counted in'), base: t('Toàn bộ hồ sơ của mẫu số', 'The whole base'), received: t('Hồ sơ tiếp nhận trong kỳ', 'Received in the period'), 'would-close': t('Hồ sơ còn có thể làm đạt chỉ tiêu', 'Those that could still close the gap') };
