import type { Text } from '../../../shared/text.ts';
import type { AnswerKind, FailureCause, Moment, NoticeChannel, WorkCause } from '../domain/index.ts';

const t = (vi: string, en: string): Text => ({ vi, en });

export const CHANNEL: Readonly<Record<NoticeChannel, Text>> = { sms: t('Tin nhắn SMS', 'SMS'), email: t('Thư điện tử', 'E-mail') };
export const MOMENT: Readonly<Record<Moment | AnswerKind, Text>> = {
  'answer-status': t('Trả lời: tình trạng hồ sơ', 'Answer: state of the dossier'), 'answer-how': t('Trả lời: cách hỏi', 'Answer: how to ask'), 'answer-not-found': t('Trả lời: chưa tìm thấy', 'Answer: not found'),
  'answer-wait': t('Trả lời: đợi 10 phút', 'Answer: wait 10 minutes'), 'answer-enough': t('Trả lời: hết lượt trong ngày', 'Answer: enough for today'),
  submitted: t('Đã gửi đến nơi', 'Arrived'), received: t('Đã tiếp nhận, hẹn trả', 'Accepted, due date'), supplement: t('Cần bổ sung', 'Supplement asked'), 'not-accepted': t('Chưa tiếp nhận được', 'Not accepted'),
  refused: t('Không được giải quyết', 'Refused'), suspended: t('Tạm dừng thời hạn', 'Clock stopped'), resumed: t('Làm tiếp', 'Goes on'), apology: t('Xin lỗi, hẹn lại', 'Apology, new date'),
  'done-counter': t('Mời đến lấy kết quả', 'Ready to collect'), 'done-post': t('Kết quả gửi bưu điện', 'Result by post'), result: t('Kết quả đã ký', 'Signed result'), returned: t('Đã trả kết quả', 'Handed over'), 'post-sent': t('Đã giao bưu điện', 'With the post'), 'post-missed': t('Bưu điện chưa giao được', 'Post could not deliver'), 'post-back': t('Bưu điện trả lại', 'Back from the post'),
  stopped: t('Dừng giải quyết', 'Closed'), verification: t('Phải xác minh, ngày hẹn mới', 'Verification, new date'), 'withdrawal-declined': t('Chưa thể rút hồ sơ', 'Withdrawal declined'),
  'linked-later': t('Liên thông: phải xác minh', 'Linked part: being verified'), 'linked-done': t('Liên thông: xong một việc', 'Linked part: done'), 'linked-refused': t('Liên thông: không làm được', 'Linked part: refused'),
  paid: t('Đã nhận tiền', 'Payment received'), refunded: t('Đã hoàn tiền', 'Money given back'), consent: t('Mã đồng ý cho người khai giúp', 'Code of consent to a helper'), assisted: t('Đã có người nộp giúp', 'Filed by a helper'),
};
/** What happened and what can be done about it. */
export const CAUSE: Readonly<Record<FailureCause, Text>> = {
  unreachable: t('Chưa nối được với nhà cung cấp. Kiểm tra đường truyền và địa chỉ máy chủ.', 'The provider could not be reached. Check the line and the server’s address.'),
  'timed-out': t('Nhà cung cấp trả lời quá chậm. Thử lại sau; nếu lặp lại, báo nhà cung cấp.', 'The provider answered too slowly. Try later; if it repeats, tell the provider.'),
  'no-reply': t('Nhà cung cấp nhận rồi không trả lời: tin có thể đã đến. Gọi hỏi người nhận trước khi gửi lại.', 'The provider took it and said no more: it may have arrived. Ask the recipient before sending again.'),
  busy: t('Nhà cung cấp đang quá tải hoặc hẹn gửi lại sau.', 'The provider is overloaded or asked to come again later.'),
  'bad-answer': t('Nơi trả lời không phải máy chủ tin nhắn, thư. Kiểm tra địa chỉ và cổng.', 'What answered is not such a server. Check address and port.'),
  'wrong-certificate': t('Chứng thư của máy chủ không đáng tin. Kiểm tra tên máy chủ và hạn chứng thư.', 'The server’s certificate cannot be trusted. Check its name and expiry.'),
  'account-refused': t('Tên đăng nhập hoặc mật khẩu với nhà cung cấp không được nhận. Sửa trong cấu hình.', 'The provider does not accept our name or password. Mend the configuration.'),
  'recipient-refused': t('Số điện thoại hoặc hộp thư này không có. Hỏi lại người dân.', 'There is no such number or mailbox. Ask the person.'),
  'message-refused': t('Nhà cung cấp không nhận nội dung hoặc tên hiển thị này. Kiểm tra đăng ký tên hiển thị.', 'The provider does not carry this text or sender name. Check the registration of the sender name.'),
  interrupted: t('Máy chủ của ta dừng giữa lúc gửi nhiều lần. Xem nhật ký máy chủ.', 'Our own server stopped in the middle several times. See its log.'),
  expired: t('Câu trả lời chưa gửi được trong một giờ nên không gửi nữa: tình trạng hồ sơ có thể đã khác. Người dân nhắn lại sẽ được trả lời mới.', 'The answer could not leave within an hour and was dropped: the state may have changed. Asking again brings a new answer.'),
  'not-configured': t('Chưa cấu hình nhà cung cấp cho kênh này.', 'No provider is configured for this channel.'),
};
export const UNDELIVERED = t('Nhà mạng báo không đến được máy người nhận (tắt máy lâu, hết chỗ, số đã khoá).', 'The operator reports that it did not reach the telephone (switched off, full, blocked).');

export const W = {
  title: t('Tin nhắn gửi người dân', 'Messages to people'),
  lead: t('Tin đã gửi, đang chờ, và tin người dân hỏi. Số điện thoại và thư chỉ hiện một phần.', 'What was sent, what waits, and what people asked. Numbers and addresses are shown in part only.'),
  day: t('24 giờ qua', 'Last 24 hours'),
  counts: (sent: number, queued: number, dead: number): Text => t(`${sent} đã gửi · ${queued} đang chờ · ${dead} chưa gửi được`, `${sent} sent · ${queued} waiting · ${dead} failed`),
  nothing: t('chưa có tin nào', 'none yet'),
  exhausted: (channel: Text): Text => t(`${channel.vi}: đã dùng hết số tin cho phép trong giờ này. Tin còn lại tự gửi khi sang giờ mới. Nếu không phải ngày đông việc, có thể hệ thống đang bị lạm dụng.`, `${channel.en}: the allowance of this hour is used up. The rest goes out in the next hour by itself. Unless today is unusually busy, the system may be abused.`),
  failed: t('Tin chưa đến được', 'Messages that did not arrive'),
  someFailed: (count: number): Text => t(`${count >= 1000 ? 'Hơn 1.000' : count} tin chưa đến được: xem vì sao và gửi lại`, `${count >= 1000 ? 'More than 1,000' : count} message(s) did not arrive: see why and send again`),
  questions: t('Người dân hỏi bằng SMS', 'Asked by SMS'),
  nobodyAsked: t('chưa ai hỏi', 'nobody yet'),
  questionCounts: (one: { readonly asked: number; readonly answered: number; readonly silent: number; readonly waiting: number; readonly letGo: number }): Text => t(
    `${one.asked} tin đến · ${one.answered} đã trả lời · ${one.waiting} đang chờ · ${one.silent} không trả lời (tin trống, quá số lượt, không phải số di động)${one.letGo > 0 ? ` · ${one.letGo} bỏ qua vì một số nhắn quá nhiều` : ''}`,
    `${one.asked} came · ${one.answered} answered · ${one.waiting} waiting · ${one.silent} left without an answer (empty, over the limit, not a mobile number)${one.letGo > 0 ? ` · ${one.letGo} let go by: one number sent too many` : ''}`),
  demoMailbox: t('Bản trình diễn: xem mọi tin nhắn và thư đã gửi', 'Demo: see every message and letter that was sent'),
  noDossier: t('không nêu hồ sơ', 'names no dossier'),
  waiting: t('Tin đang chờ', 'Messages that wait'),
  noneWaiting: t('Không có tin nào đang chờ.', 'No message waits.'),
  column: { dossier: t('Hồ sơ', 'Dossier'), message: t('Tin', 'Message'), to: t('Người nhận', 'Recipient'), why: t('Vì sao', 'Why'), tries: t('Số lần thử', 'Tries'), at: t('Lúc', 'At'), next: t('Thử lại lúc', 'Next try'), act: t('Việc', 'Action') },
  retry: t('Gửi lại', 'Send again'),
  retryOf: (code: string): Text => t(`tin của hồ sơ ${code}`, `the message of dossier ${code}`),
  held: t('đợi đến lượt (giới hạn số tin cho một số hoặc cả hệ thống)', 'waiting its turn (limit per number or for the whole site)'),
  sending: t('đang gửi', 'being sent'),
  queuedNew: t('sắp gửi', 'about to be sent'),
} as const;

/** What each task of the worker is called, and what to do when it fails in a certain way; partners bring theirs. */
export type WorkWords = Readonly<Record<string, { readonly name: Text; readonly why?: Readonly<Partial<Record<WorkCause, Text>>> }>>;
/** What happened and what can be done, where a task says nothing better. */
export const WORK_CAUSE: Readonly<Record<WorkCause, Text>> = {
  'partner-away': t('Chưa nối được với hệ thống bên kia. Chương trình tự thử lại; nếu kéo dài, kiểm tra đường truyền và báo bên kia.', 'The other system could not be reached. The program tries again by itself; if it lasts, check the line and tell them.'),
  'partner-late': t('Hệ thống bên kia trả lời quá chậm. Chương trình tự thử lại; nếu lặp lại, báo bên kia.', 'The other system answered too slowly. The program tries again by itself; if it repeats, tell them.'),
  'partner-refused': t('Hệ thống bên kia trả lời là không nhận. Đọc lời của họ ở cột «Máy nói gì», sửa xong rồi bấm làm lại.', 'The other system answered that it would not. Read what it said, mend it, then do it again.'),
  database: t('Cơ sở dữ liệu vừa bận hoặc vừa khởi động lại. Thường tự qua; bấm làm lại nếu còn.', 'The database was busy or restarting. It usually passes; do it again if it stays.'),
  disk: t('Ổ đĩa đầy hoặc không ghi được. Dọn chỗ trống, xem quyền thư mục dữ liệu, rồi bấm làm lại.', 'The disk is full or cannot be written. Make room, check the rights of the data folder, then do it again.'),
  missing: t('Thiếu một thứ mà việc này cần (tệp, cấu hình, phiên bản thủ tục). Đọc cột «Máy nói gì», bổ sung rồi bấm làm lại.', 'Something that this work needs is missing (a file, a setting, a version). Read what the program said, add it, then do it again.'),
  fault: t('Lỗi của chương trình. Bấm làm lại một lần; nếu vẫn hỏng, gửi dòng «Máy nói gì» cho đơn vị hỗ trợ.', 'A fault of the program. Do it again once; if it fails still, send what the program said to support.'),
};
export const F = {
  title: t('Việc hỏng', 'Failed work'),
  lead: t('Những việc chương trình còn nợ mà chưa làm được: vì sao và làm gì tiếp. Không việc nào tự mất đi. Danh sách cập nhật mỗi phút.', 'What the program owes and could not do: why, and what to do. Nothing goes by itself. The list is renewed every minute.'),
  all: t('Tất cả việc hỏng', 'All failed work'),
  groups: t('Việc hỏng theo lý do', 'Failed work by cause'),
  none: t('Không có việc nào hỏng.', 'Nothing has failed.'),
  noneHere: t('Nhóm này không còn việc nào hỏng.', 'Nothing of this kind is failed any more.'),
  column: { whatAndWhy: t('Việc, vì sao, làm gì tiếp', 'Work, why, and what to do'), count: t('Số lượng', 'Count'), oldest: t('Cũ nhất từ', 'Oldest since'), state: t('Tình trạng', 'State'), said: t('Máy nói gì', 'What the program said') },
  many: t('hơn 1.000', 'over 1,000'),
  unnamed: (task: string): Text => t(`Việc nền «${task}»`, `Task “${task}”`),
  wholeSite: t('cả hệ thống', 'whole site'),
  gaveUp: t('Đã thôi thử', 'Given up'), goesOn: t('Còn tự thử lại', 'Tried again by itself'), asked: t('Đã bấm làm lại', 'Asked for again'),
  again: t('Làm lại', 'Do again'), againAll: t('Làm lại cả nhóm', 'Do all again'),
  workOf: (name: string): Text => t(`việc của ${name}`, `the work of ${name}`),
  retried: (count: number): Text => t(`Đã đưa ${count} việc vào hàng làm lại. Mỗi lần bấm làm lại nhiều nhất 500 việc.`, `${count} queued again. One press puts back 500 at most.`),
  notFailed: t('Không có gì để làm lại: có thể người khác vừa bấm, hoặc việc đã xong.', 'There is nothing to do again: somebody else may just have pressed, or it is done.'),
  pages: t('Các trang của nhóm', 'Pages of the group'),
} as const;
