import type { Text } from '../../../shared/text.ts';
import type { AnswerKind, FailureCause, Moment, NoticeChannel } from '../domain/index.ts';

const t = (vi: string, en: string): Text => ({ vi, en });

export const CHANNEL: Readonly<Record<NoticeChannel, Text>> = { sms: t('Tin nhắn SMS', 'SMS'), email: t('Thư điện tử', 'E-mail') };
export const MOMENT: Readonly<Record<Moment | AnswerKind, Text>> = {
  'answer-status': t('Trả lời: tình trạng hồ sơ', 'Answer: state of the dossier'), 'answer-how': t('Trả lời: cách hỏi', 'Answer: how to ask'), 'answer-not-found': t('Trả lời: chưa tìm thấy', 'Answer: not found'),
  'answer-wait': t('Trả lời: đợi 10 phút', 'Answer: wait 10 minutes'), 'answer-enough': t('Trả lời: hết lượt trong ngày', 'Answer: enough for today'),
  submitted: t('Đã gửi đến nơi', 'Arrived'), received: t('Đã tiếp nhận, hẹn trả', 'Accepted, due date'), supplement: t('Cần bổ sung', 'Supplement asked'), 'not-accepted': t('Chưa tiếp nhận được', 'Not accepted'),
  refused: t('Không được giải quyết', 'Refused'), suspended: t('Tạm dừng thời hạn', 'Clock stopped'), resumed: t('Làm tiếp', 'Goes on'), apology: t('Xin lỗi, hẹn lại', 'Apology, new date'),
  'done-counter': t('Mời đến lấy kết quả', 'Ready to collect'), 'done-post': t('Kết quả gửi bưu điện', 'Result by post'), result: t('Kết quả đã ký', 'Signed result'), returned: t('Đã trả kết quả', 'Handed over'),
  stopped: t('Dừng giải quyết', 'Closed'), verification: t('Phải xác minh, ngày hẹn mới', 'Verification, new date'), 'withdrawal-declined': t('Chưa thể rút hồ sơ', 'Withdrawal declined'),
  paid: t('Đã nhận tiền', 'Payment received'), refunded: t('Đã hoàn tiền', 'Money given back'),
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
  lead: t('Tin chưa đến được, vì sao, và gửi lại. Số điện thoại và thư chỉ hiện một phần.', 'Messages that did not arrive, why, and sending them again. Numbers and addresses are shown in part only.'),
  day: t('24 giờ qua', 'Last 24 hours'),
  counts: (sent: number, queued: number, dead: number): Text => t(`${sent} đã gửi · ${queued} đang chờ · ${dead} chưa gửi được`, `${sent} sent · ${queued} waiting · ${dead} failed`),
  nothing: t('chưa có tin nào', 'none yet'),
  exhausted: (channel: Text): Text => t(`${channel.vi}: đã dùng hết số tin cho phép trong giờ này. Tin còn lại tự gửi khi sang giờ mới. Nếu không phải ngày đông việc, có thể hệ thống đang bị lạm dụng.`, `${channel.en}: the allowance of this hour is used up. The rest goes out in the next hour by itself. Unless today is unusually busy, the system may be abused.`),
  failed: t('Tin chưa đến được', 'Messages that did not arrive'),
  noneFailed: t('Không có tin nào bị vướng.', 'No message is stuck.'),
  waiting: t('Tin đang chờ', 'Messages that wait'),
  noneWaiting: t('Không có tin nào đang chờ.', 'No message waits.'),
  column: { dossier: t('Hồ sơ', 'Dossier'), message: t('Tin', 'Message'), to: t('Người nhận', 'Recipient'), why: t('Vì sao', 'Why'), tries: t('Số lần thử', 'Tries'), at: t('Lúc', 'At'), next: t('Thử lại lúc', 'Next try'), act: t('Việc', 'Action') },
  retry: t('Gửi lại', 'Send again'),
  retryOf: (code: string): Text => t(`tin của hồ sơ ${code}`, `the message of dossier ${code}`),
  retryAll: t('Gửi lại tất cả', 'Send all again'),
  retried: (count: number): Text => t(count === 1 ? 'Đã đưa tin vào hàng gửi lại.' : `Đã đưa ${count} tin vào hàng gửi lại.`, count === 1 ? 'The message is queued again.' : `${count} messages are queued again.`),
  notFailed: t('Tin này không còn ở trạng thái chưa gửi được: có thể người khác vừa bấm gửi lại.', 'This message is no longer failed: somebody else may just have sent it again.'),
  held: t('đợi đến lượt (giới hạn số tin cho một số hoặc cả hệ thống)', 'waiting its turn (limit per number or for the whole site)'),
  sending: t('đang gửi', 'being sent'),
  queuedNew: t('sắp gửi', 'about to be sent'),
} as const;
