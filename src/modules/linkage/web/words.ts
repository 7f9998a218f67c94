import type { Text } from '../../../shared/text.ts';
import type { GroupState, TaskProblem, TaskState } from '../domain/index.ts';

const t = (vi: string, en: string): Text => ({ vi, en });
export const W = {
  title: t('Làm luôn việc khác cho bé?', 'Do the rest for the child at once?'),
  lead: t('Không phải khai lại, không nộp thêm giấy. Xã chuyển những điều anh/chị đã khai sang cơ quan kia khi Giấy khai sinh ký xong.', 'Nothing to declare again, no more papers. The office passes on what you have declared once the birth certificate is signed.'),
  which: t('Anh/chị muốn làm thêm việc nào?', 'What else shall be done?'),
  promised: (days: number, more: number): Text => t(`Cả nhóm hẹn xong trong ${days} ngày làm việc, ${more} ngày nếu phải xác minh, tính từ lúc xã tiếp nhận hồ sơ; tiếp nhận sau 15:00 thì tính từ ngày làm việc tiếp theo.`, `All of it within ${days} working days, ${more} if something must be verified, from when the office receives the application; received after 15:00 it counts from the next working day.`),
  tells: t('Cơ quan kia được biết những gì', 'What the other agency is told'),
  tellsText: t('Chỉ những điều trong tờ khai cần cho việc đó: tên, ngày sinh, giới tính của bé; cha, mẹ; nơi ở; số Giấy khai sinh. Không gửi gì khác.', 'Only what the task needs: the child’s name, birth date and sex; the parents; where you live; the number of the certificate. Nothing else.'),
  go: t('Làm luôn các việc đã chọn', 'Do what I have chosen'),
  notNow: t('Không, chỉ làm khai sinh', 'No, only the birth'),
  nothing: t('Chưa chọn việc nào. Chọn ít nhất một việc, hoặc bấm «Không, chỉ làm khai sinh»', 'Nothing is chosen. Choose at least one, or press “No, only the birth”'),
  notOffered: t('Việc này hiện chưa làm liên thông được cho hồ sơ này. Chọn việc khác trong danh sách dưới đây', 'This cannot be linked for this application. Choose from the list below'),
  none: t('Hồ sơ này không có việc nào làm liên thông được ở đây. Anh/chị làm riêng từng việc, tìm ở ô tìm kiếm trên trang đầu', 'Nothing can be linked for this application here. Please do each on its own; search on the first page'),
  tooLate: t('Giấy khai sinh đã ký, không chọn thêm được nữa. Anh/chị làm riêng việc này ở cơ quan kia', 'The certificate has been signed; nothing can be added now. Please go to the other agency'),
  heading: t('Liên thông: một lần khai, nhiều cơ quan làm', 'Linked: declared once, several agencies'),
  offer: t('Anh/chị có thể làm luôn, không phải khai lại:', 'This can be done at once, without declaring again:'),
  due: t('Hẹn xong tất cả', 'All of it due'), how: t('Cách tính', 'How this was reckoned'), agency: t('Nơi làm', 'Done by'), state: t('Đến đâu', 'State'), until: t('Hẹn', 'Due'), number: t('Số', 'Number'),
  afterReception: t('Đồng hồ chạy từ lúc xã tiếp nhận hồ sơ.', 'The clock starts when the office accepts the application.'),
  chosen: t('Đã ghi nhận. Anh/chị theo dõi các việc này ngay trên trang hồ sơ.', 'Noted. You can follow all of it on the page of the application.'),
  work: t('Việc', 'Part'),
  desk: t('Liên thông', 'Linked parts'), deskLead: t('Các việc gửi cơ quan khác theo hồ sơ của cơ quan mình. Việc hỏng tự gửi lại; việc cần người xem nằm ở bảng đầu.', 'Parts sent to other agencies. What fails is sent again by itself; what needs a person stands in the first table.'),
  problems: t('Cần xem', 'Needs attention'), problemsNone: t('Không có việc nào hỏng.', 'Nothing has failed.'), groups: t('Tất cả nhóm', 'All groups'), groupsNone: t('Chưa có hồ sơ liên thông nào.', 'No linked application yet.'),
  dossier: t('Hồ sơ', 'Application'), problem: t('Chuyện gì', 'What is wrong'), since: t('Từ lúc', 'Since'), tries: t('Đã thử', 'Tries'), act: t('Làm gì', 'Action'), again: t('Gửi lại ngay', 'Send again now'), close: t('Ghi nhận đã xong', 'Note as done'), closeNumber: t('Số do cơ quan kia cấp', 'Number given by the other agency'),
  closeHint: t('Dùng khi cơ quan kia xác nhận bằng cách khác, ví dụ gọi điện', 'When the other agency has confirmed otherwise, for instance by telephone'), closeMissing: t('Chưa ghi số. Hỏi cơ quan kia số đã cấp rồi ghi vào đây', 'The number is missing. Ask the other agency for it'),
  sentAgain: t('Đã cho gửi lại. Kết quả hiện ở đây trong ít phút.', 'It goes again; the outcome shows here in a few minutes.'), closed: t('Đã ghi nhận là xong.', 'Noted as done.'), gone: t('Việc này vừa đổi trạng thái. Xem lại bảng rồi làm tiếp.', 'This has just changed. Look again before going on.'),
  by: (name: string): Text => t(`${name} ghi nhận`, `noted by ${name}`), parts: t('Gồm', 'Parts'), exchanges: t('Đã gửi và nhận', 'Sent and received'), choose: t('Chọn việc liên thông', 'Choose linked parts'),
} as const;
export const TASK_WORDS: Readonly<Record<TaskState, Text>> = {
  waiting: t('Chờ Giấy khai sinh ký xong', 'Waiting for the certificate'), sending: t('Đang gửi sang', 'Being sent'), sent: t('Đã gửi, chờ nơi kia nhận', 'Sent, not yet taken in'), accepted: t('Nơi kia đang làm', 'In progress there'), verifying: t('Nơi kia đang xác minh', 'Being verified there'),
  done: t('Xong', 'Done'), refused: t('Không làm được', 'Refused'), failed: t('Xã đang xử lý trục trặc', 'The office is sorting out a fault'), ended: t('Không làm nữa, vì việc đầu không thành', 'Not done, as the first step came to nothing'),
};
export const TASK_COLOURS: Readonly<Record<TaskState, 'grey' | 'blue' | 'yellow' | 'green' | 'red'>> = { waiting: 'grey', sending: 'blue', sent: 'blue', accepted: 'blue', verifying: 'yellow', done: 'green', refused: 'red', failed: 'yellow', ended: 'grey' };
export const GROUP_WORDS: Readonly<Record<GroupState, Text>> = { waiting: t('Chờ tiếp nhận', 'Waiting for reception'), running: t('Đang làm', 'In progress'), done: t('Xong tất cả', 'All done'), partly: t('Xong một phần', 'Done in part'), ended: t('Đã dừng', 'Ended') };
/** What happened, and what can be done about it. */
export const PROBLEM_WORDS: Readonly<Record<TaskProblem, Text>> = {
  unreachable: t('Không nối được với cơ quan kia. Máy tự gửi lại; kiểm tra đường truyền và địa chỉ trong cấu hình.', 'The other agency cannot be reached. It is tried again by itself; check the line and the address.'),
  'timed-out': t('Cơ quan kia trả lời quá chậm. Máy tự gửi lại.', 'The other agency answered too slowly. It is tried again by itself.'),
  busy: t('Cơ quan kia đang quá tải. Máy tự gửi lại.', 'The other agency is overloaded. It is tried again by itself.'),
  'bad-answer': t('Cơ quan kia trả lời thứ không đọc được. Máy tự gửi lại; nếu kéo dài, gọi người phụ trách hệ thống của họ.', 'The answer cannot be read. It is tried again by itself; if it lasts, call their technician.'),
  forbidden: t('Cơ quan kia không nhận khóa của ta. Kiểm tra khóa trong cấu hình với họ.', 'The other agency does not accept our key. Check it with them.'),
  'not-configured': t('Chưa nối với cơ quan này. Nhập địa chỉ và khóa trong cấu hình rồi khởi động lại.', 'This agency is not connected. Enter address and key in the settings.'),
  'data-refused': t('Cơ quan kia không nhận dữ liệu. Xem lý do, sửa cùng người dân rồi gửi lại hoặc làm theo cách khác.', 'The other agency refuses the data. Read why, mend it with the person, then send again.'),
  'exists-elsewhere': t('Cơ quan kia nói việc này đã có từ nơi khác. Hỏi họ số đã cấp, rồi ghi nhận đã xong.', 'The other agency says it exists already. Ask for the number, then note it as done.'),
  silent: t('Cơ quan kia nhận rồi im lặng hơn một ngày. Gọi hỏi; máy vẫn hỏi mỗi giờ.', 'Taken in, then silent for more than a day. Call them; the program asks every hour.'),
};
