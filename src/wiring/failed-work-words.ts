import type { WorkWords } from '../modules/notice/index.ts';

const t = (vi: string, en: string): { readonly vi: string; readonly en: string } => ({ vi, en });

/** What the administrator reads for each task of the worker that fails. A new partner registers its tasks here, with its own advice where there is some. */
export const FAILED_WORK_WORDS: WorkWords = {
  'make-paper': { name: t('Lập giấy tờ (Mẫu 01–05, giấy xác nhận)', 'Papers of the dossier') },
  'sign-result': { name: t('Ký số kết quả', 'Digital signature of the result'), why: { missing: t('Thiếu chứng thư hoặc bản soạn kết quả. Kiểm tra chứng thư ký rồi bấm làm lại; hồ sơ vẫn chờ ký, chưa mất gì.', 'The certificate or the drafted result is missing. Check the signing certificate, then do it again; the dossier still waits, nothing is lost.') } },
  'plan-notices': { name: t('Soạn tin báo cho người dân', 'Writing messages to people') },
  'send-notice': { name: t('Gửi tin báo cho người dân', 'Sending messages to people') },
  'sweep-notices': { name: t('Rà tin còn nợ', 'Looking for owed messages') },
  'forget-notices': { name: t('Xóa nội dung tin cũ', 'Emptying old messages') },
  'note-receipt': { name: t('Ghi nhận báo phát của nhà mạng', 'Recording delivery reports') },
  'answer-question': { name: t('Trả lời tin hỏi của người dân', 'Answering questions by SMS') },
  'note-failed-work': { name: t('Ghi danh sách việc hỏng', 'Listing failed work') },
  'put-back-work': { name: t('Đưa việc hỏng vào hàng làm lại', 'Putting failed work back') },
  'report-fact': { name: t('Cập nhật số liệu thống kê của hồ sơ', 'Statistics of a dossier') },
  'report-catch-up': { name: t('Rà số liệu thống kê', 'Catching up with statistics') },
  'report-apologies': { name: t('Soạn thư xin lỗi', 'Drafting apologies') },
  'report-publish': { name: t('Công khai số liệu', 'Publishing figures') },
  'document:rescan': { name: t('Quét vi-rút tệp đang chờ', 'Scanning waiting files'), why: { 'partner-away': t('Chương trình quét vi-rút không trả lời. Khởi động lại clamd; tệp mới nằm chờ, không ai xem được cho đến khi quét xong.', 'The virus scanner does not answer. Restart clamd; new files wait unseen until they are scanned.') } },
  'document:sweep': { name: t('Dọn tệp không còn dùng', 'Clearing unused files') },
  'identity:purge': { name: t('Xóa phiên và mã hết hạn', 'Clearing expired sessions') },
  'clear-away': { name: t('Dọn bản nháp hết hạn', 'Clearing expired drafts') },
  'settle-callback': { name: t('Xử lý báo có của cổng thanh toán', 'Settling a gateway’s message') },
  'record-payment': { name: t('Ghi tiền đã trả vào hồ sơ', 'Recording a payment') },
  'query-payment': { name: t('Hỏi lại cổng thanh toán', 'Asking the gateway again') },
  'sweep-payments': { name: t('Rà giao dịch chưa rõ', 'Looking for open payments') },
  'issue-receipt': { name: t('Lập biên lai', 'Issuing a receipt') },
  'replace-receipt': { name: t('Lập biên lai thay thế', 'Issuing a replacement receipt') },
  'record-transfer': { name: t('Ghi tiền chuyển khoản vào hồ sơ', 'Recording a transfer') },
  'settle-elsewhere': { name: t('Thôi chờ trả tiền qua mạng', 'No longer waiting for an online payment') },
  'refund-payment': { name: t('Hoàn tiền qua cổng thanh toán', 'Refunding through the gateway') },
  'record-refund': { name: t('Ghi tiền đã hoàn vào hồ sơ', 'Recording a refund') },
  'apply-surplus': { name: t('Xử lý tiền trả thừa', 'Dealing with a surplus') },
  'forget-forged': { name: t('Xóa thông báo giả mạo cũ', 'Clearing old forged messages') },
};
