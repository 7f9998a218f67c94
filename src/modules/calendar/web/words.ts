import { showShortDate, type PlainDate } from '../../../shared/plain-date.ts';
import { unreachable } from '../../../shared/result.ts';
import type { Text } from '../../../shared/text.ts';
import type { CalendarChange, CalendarProblem } from '../domain/index.ts';
import type { SaveRefusal } from '../use-cases/change-calendar.ts';

const t = (vi: string, en: string): Text => ({ vi, en });
const n = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/gu, '.');

export const W = {
  title: t('Lịch làm việc', 'Working calendar'),
  lead: t('Ngày nghỉ, ngày làm bù và giờ làm việc dùng để tính mọi ngày hẹn trả. Thứ Bảy, Chủ nhật không cần ghi.', 'Days off, worked Saturdays and office hours from which every due date is counted. Ordinary weekends need no row.'),
  years: t('Các năm', 'Years'), daysOf: (year: number): Text => t(`Ngày nghỉ và ngày làm bù năm ${year}`, `Days off and worked Saturdays of ${year}`),
  noDays: t('Năm này chưa có ngày nào.', 'This year has no rows.'), noYears: t('Chưa có lịch năm nào, nên chưa nhận được hồ sơ. Hãy thêm năm đầu tiên.', 'There is no calendar yet, so no dossier can be received. Add the first year.'),
  date: t('Ngày', 'Day'), kind: t('Loại', 'Kind'), off: t('Nghỉ', 'Off'), workedSaturday: t('Làm bù', 'Worked'), reason: t('Lý do', 'Reason'), source: t('Căn cứ', 'Source'), state: t('Tình trạng', 'State'), actions: t('Việc', 'Actions'),
  confirmed: t('đã đối chiếu', 'checked'), unconfirmed: t('chưa đối chiếu', 'not checked'), confirm: t('Xác nhận', 'Confirm'), remove: t('Bỏ', 'Remove'),
  yearUnconfirmed: (year: number, rows: number): Text => t(`Năm ${year} chưa được xác nhận${rows > 0 ? `: còn ${rows} ngày chưa đối chiếu với văn bản` : ''}. Ngày hẹn vẫn tính được, nhưng có thể đổi khi có thông báo chính thức.`, `${year} is not confirmed${rows > 0 ? `: ${rows} days have not been held against their documents` : ''}. Dates can be computed, but may change with the official notice.`),
  yearMissing: (year: number): Text => t(`Chưa có lịch năm ${year}. Hồ sơ có ngày hẹn rơi vào năm ${year} sẽ không tiếp nhận được.`, `There is no calendar for ${year}. Dossiers due in ${year} cannot be received.`),
  addYear: (year: number): Text => t(`Thêm năm ${year}`, `Add ${year}`), confirmYear: (year: number): Text => t(`Xác nhận lịch năm ${year}`, `Confirm the calendar of ${year}`),
  addDay: t('Thêm ngày nghỉ hoặc ngày làm bù', 'Add a day off or a worked Saturday'), dayKind: t('Ngày này', 'On this day'), dayOff: t('Nghỉ', 'The offices are closed'), daySaturday: t('Thứ Bảy làm bù, tính trọn một ngày làm việc', 'A Saturday worked in exchange, counted as a full working day'),
  reasonVi: t('Lý do, ghi ngắn như sẽ in trên giấy hẹn', 'Reason in Vietnamese, as short as it will be printed'), reasonViHint: t('Ví dụ: Quốc khánh, nghỉ hoán đổi', 'For example: Quốc khánh'), reasonEn: t('Lý do bằng tiếng Anh', 'Reason in English'), sourceHint: t('Số và ngày văn bản', 'Number and date of the document'),
  hours: t('Giờ làm việc', 'Office hours'), hoursFor: t('Áp dụng cho', 'For'), hoursAll: t('Mọi cơ quan chưa đặt giờ riêng', 'Every agency without hours of its own'), hoursMine: t('Cơ quan của tôi', 'My agency'), hoursOwn: t('giờ riêng của cơ quan', 'own hours of the agency'),
  purpose: t('Dùng để', 'Used for'), purposeOffice: t('Giải quyết hồ sơ: tính ngày hẹn', 'Processing: counts due dates'), purposeReception: t('Tiếp nhận tại quầy: không làm đổi ngày hẹn', 'Receiving people: moves no date'), purposeHint: t('Giờ tiếp nhận hiện cho người dân ở trang của cơ quan. Ngày không đặt giờ tiếp nhận riêng thì quầy theo giờ làm việc. Hồ sơ nhận ngoài giờ làm việc tính giờ từ lúc làm việc kế tiếp.', 'Reception hours are shown to people on the office’s page. On days without reception hours of their own the counter keeps office hours. What is received outside office hours counts from their next opening.'),
  from: t('Từ ngày', 'From'), to: t('Đến hết ngày', 'Until'), toHint: t('Để trống nếu chưa có ngày kết thúc', 'Leave empty when there is no end'), weekdays: t('Các thứ trong tuần', 'Days of the week'), periods: t('Giờ', 'Hours'),
  setHours: t('Đặt giờ làm việc', 'Set office hours'), morningFrom: t('Buổi sáng từ', 'Morning from'), morningTo: t('Buổi sáng đến', 'Morning until'), afternoonFrom: t('Buổi chiều từ', 'Afternoon from'), afternoonTo: t('Buổi chiều đến', 'Afternoon until'), timeHint: t('Giờ và phút, ví dụ 07:30. Buổi không làm thì để trống cả hai ô.', 'Hours and minutes, such as 07:30. Leave both boxes empty for a half day that is not worked.'),
  look: t('Xem trước thay đổi', 'Look at the change first'), history: t('Lịch sử thay đổi', 'History'), at: t('Lúc', 'When'), by: t('Người làm', 'By'), what: t('Thay đổi', 'Change'), decision: t('Văn bản phê duyệt', 'Approving document'), moved: t('Hồ sơ đổi ngày hẹn', 'Dossiers moved'), program: t('chương trình', 'the program'),
  onlyOwn: t('Ngày nghỉ và giờ chung cho mọi cơ quan do tỉnh đặt. Ở đây anh/chị đặt giờ riêng của cơ quan mình.', 'Days off and hours for every agency are set by the province. Here you set your own office’s hours.'),
  saved: t('Đã lưu thay đổi của lịch.', 'The change of the calendar is saved.'),
  preview: {
    title: t('Xem trước thay đổi của lịch', 'The change before it is saved'), back: t('Lịch làm việc', 'Working calendar'),
    none: t('Không hồ sơ đang giải quyết nào bị đổi ngày hẹn.', 'No open dossier gets another date.'),
    count: (count: number, more: boolean): Text => t(`${more ? 'Ít nhất ' : ''}${n(count)} hồ sơ đang giải quyết sẽ đổi ngày hẹn. Người dân đã được báo ngày cũ; chương trình tính lại và ghi vào từng hồ sơ sau khi lưu.`, `${more ? 'At least ' : ''}${n(count)} open dossiers will get another date. Their people were told the old one; the program recomputes and records it in each dossier after saving.`),
    list: t('Hồ sơ đổi ngày hẹn', 'Dossiers that get another date'), listed: (shown: number): Text => t(`${n(shown)} hồ sơ đến hạn sớm nhất`, `The ${n(shown)} that are due first`), code: t('Mã hồ sơ', 'Code'), before: t('Ngày hẹn cũ', 'Date before'), after: t('Ngày hẹn mới', 'Date after'), unknown: t('chưa tính được', 'cannot be computed'),
    reason: t('Vì sao thay đổi', 'Why it is changed'), decision: t('Văn bản phê duyệt thay đổi', 'Document that approves the change'), decisionHint: t('Số, ngày, cơ quan ban hành', 'Number, date and who issued it'), save: t('Lưu thay đổi', 'Save the change'),
    rows: t('Các ngày sẽ thêm', 'Rows to be added'),
  },
} as const;

export const WEEKDAYS: readonly Text[] = [t('Thứ Hai', 'Monday'), t('Thứ Ba', 'Tuesday'), t('Thứ Tư', 'Wednesday'), t('Thứ Năm', 'Thursday'), t('Thứ Sáu', 'Friday'), t('Thứ Bảy', 'Saturday'), t('Chủ nhật', 'Sunday')];
const day = (date: string): string => showShortDate(date as PlainDate);

/** What a change is, in words: title of the preview and line of the history. */
export function changeWords(change: CalendarChange): Text {
  switch (change.kind) {
    case 'add-year': return t(`Thêm lịch năm ${change.year} với các ngày nghỉ mà luật ấn định, tất cả chờ xác nhận.`, `Add the calendar of ${change.year} with the days that the law gives, all to be confirmed.`);
    case 'confirm-year': return t(`Xác nhận lịch năm ${change.year} đã đủ và đúng với thông báo chính thức.`, `Confirm that the calendar of ${change.year} is complete and agrees with the official notice.`);
    case 'add-day': return change.day.kind === 'off' ? t(`Nghỉ ngày ${day(change.day.date)}: ${change.day.reason.vi}.`, `Offices closed on ${day(change.day.date)}: ${change.day.reason.en}.`) : t(`Làm bù thứ Bảy ${day(change.day.date)}: ${change.day.reason.vi}.`, `Saturday ${day(change.day.date)} worked: ${change.day.reason.en}.`);
    case 'confirm-day': return t(`Xác nhận ngày ${day(change.date)} đã đối chiếu với văn bản.`, `Confirm that ${day(change.date)} was held against its document.`);
    case 'remove-day': return t(`Bỏ ngày ${day(change.date)} khỏi lịch.`, `Remove ${day(change.date)} from the calendar.`);
    case 'set-hours': return t(`Đặt giờ ${change.purpose === 'office' ? 'làm việc' : 'tiếp nhận'} từ ngày ${day(change.hours.validFrom)}.`, `Set ${change.purpose === 'office' ? 'office' : 'reception'} hours from ${day(change.hours.validFrom)}.`);
  }
}
/** The history keeps changes as short machine words; these are theirs. */
export function historyWords(what: string): Text {
  const [kind, first, second, third] = what.split(' ');
  switch (kind) {
    case 'seed': return t('Lịch giao kèm chương trình', 'Calendar delivered with the program');
    case 'add-year': return t(`Thêm năm ${first}`, `Year ${first} added`);
    case 'confirm-year': return t(`Xác nhận năm ${first}`, `Year ${first} confirmed`);
    case 'add-day': return second === 'working-saturday' ? t(`Thêm ngày làm bù ${day(first!)}`, `Worked Saturday ${day(first!)} added`) : t(`Thêm ngày nghỉ ${day(first!)}`, `Day off ${day(first!)} added`);
    case 'confirm-day': return t(`Xác nhận ngày ${day(first!)}`, `${day(first!)} confirmed`);
    case 'remove-day': return t(`Bỏ ngày ${day(first!)}`, `${day(first!)} removed`);
    case 'set-hours': return t(`Đặt giờ ${first === 'office' ? 'làm việc' : 'tiếp nhận'} từ ${day(third!)}`, `${first === 'office' ? 'Office' : 'Reception'} hours from ${day(third!)}`);
    default: return t(what, what);
  }
}

export function problemWords(problem: CalendarProblem): Text {
  switch (problem.kind) {
    case 'year-twice': return t(`Năm ${problem.year} có hai lần.`, `${problem.year} is there twice.`);
    case 'not-a-date': return t(`Không có ngày ${problem.date}. Hãy xem lại ngày, tháng, năm.`, `There is no day ${problem.date}. Check day, month and year.`);
    case 'day-twice': return t(`Ngày ${day(problem.date)} có hai lần.`, `${day(problem.date)} is there twice.`);
    case 'day-outside-years': return t(`Chưa có lịch của năm chứa ngày ${day(problem.date)}. Hãy thêm năm đó trước.`, `The year of ${day(problem.date)} has no calendar. Add the year first.`);
    case 'not-a-saturday': return t(`Ngày ${day(problem.date)} không phải thứ Bảy. Ngày làm bù phải là thứ Bảy.`, `${day(problem.date)} is not a Saturday. A day worked in exchange must be one.`);
    case 'reason-missing': return t('Hãy ghi lý do bằng cả hai thứ tiếng; lý do được in trên giấy hẹn.', 'Write the reason in both languages; it is printed on the receipt.');
    case 'source-missing': return t('Hãy ghi số văn bản làm căn cứ.', 'Write the number of the document.');
    case 'hours-not-in-order': return t('Giờ chưa theo thứ tự. Hãy ghi mỗi buổi từ giờ sớm đến giờ muộn, buổi sáng trước buổi chiều, và chọn ít nhất một thứ.', 'The hours are not in order. Write each half day from early to late, morning before afternoon, and choose at least one weekday.');
    case 'hours-missing': return t(`Năm ${problem.year} có ngày không thuộc khung giờ nào. Hãy để khung giờ nối tiếp nhau.`, `${problem.year} has days without any hours. Let the periods of validity follow one another.`);
  }
}
/** A refusal beside the field that it is about. */
export function refusalWords(refusal: SaveRefusal): { readonly name: string; readonly message: Text } {
  switch (refusal.kind) {
    case 'year-known': return { name: 'year', message: t(`Lịch năm ${refusal.year} đã có.`, `There is a calendar for ${refusal.year} already.`) };
    case 'year-unknown': return { name: 'date', message: t(`Chưa có lịch năm ${refusal.year}. Hãy thêm năm này trước.`, `There is no calendar for ${refusal.year}. Add the year first.`) };
    case 'year-out-of-range': return { name: 'year', message: t('Hãy ghi năm từ 2000 đến 2100.', 'Write a year from 2000 to 2100.') };
    case 'day-known': return { name: 'date', message: t(`Ngày ${day(refusal.date)} đã có trong lịch. Muốn sửa thì bỏ ngày đó rồi thêm lại.`, `${day(refusal.date)} is in the calendar already. To change it, remove it and add it again.`) };
    case 'day-unknown': return { name: 'date', message: t(`Ngày ${day(refusal.date)} không có trong lịch; có thể người khác vừa bỏ.`, `${day(refusal.date)} is not in the calendar; somebody may just have removed it.`) };
    case 'already-confirmed': return { name: 'date', message: t('Dòng này đã được xác nhận rồi.', 'This row is confirmed already.') };
    case 'calendar-problem': return { name: fieldOf(refusal.problem), message: problemWords(refusal.problem) };
    case 'reason-missing': return { name: 'reason', message: t('Hãy ghi vì sao thay đổi; câu này được giữ trong lịch sử.', 'Write why it is changed; the history keeps the sentence.') };
    case 'decision-missing': return { name: 'decision', message: t('Hãy ghi số văn bản phê duyệt thay đổi.', 'Write the number of the document that approves the change.') };
    case 'changed-meanwhile': return { name: 'reason', message: t('Lịch vừa được người khác thay đổi. Hãy xem lại danh sách dưới đây rồi lưu lần nữa.', 'Somebody has just changed the calendar. Look at the list below again and save once more.') };
    default: return unreachable(refusal);
  }
}
const fieldOf = (problem: CalendarProblem): string => {
  switch (problem.kind) {
    case 'reason-missing': return 'reasonVi';
    case 'source-missing': return 'source';
    case 'hours-not-in-order': return 'morningFrom';
    case 'hours-missing': return 'from';
    default: return 'date';
  }
};
