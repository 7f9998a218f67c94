import type { Text } from '../../../shared/text.ts';
import type { IntentState, SurplusWhy } from '../domain/index.ts';
import type { StartPaymentRefusal } from '../use-cases/start-payment.ts';

const t = (vi: string, en: string): Text => ({ vi, en });

export const W = {
  pay: {
    title: (amount: string): Text => t(`Phải trả ${amount}`, `To pay: ${amount}`),
    what: t('Trả tiền gì', 'What it is for'),
    total: t('Cộng', 'Total'),
    dossier: t('Hồ sơ', 'Dossier'), to: t('Nơi thu', 'Collected by'),
    go: t('Trả qua VNPAY', 'Pay with VNPAY'),
    goHint: t('Sang trang của cổng thanh toán: thẻ ngân hàng, tài khoản hay mã QR. Trả xong tự quay về đây.', 'You go to the gateway’s page: card, account or QR code, and come back here afterwards.'),
    otp: t('Xã không bao giờ hỏi mật khẩu hay mã OTP ngân hàng. Ai hỏi là kẻ gian.', 'The office never asks for a bank password or one-time code. Whoever asks is a fraud.'),
    orCounter: t('Không trả qua mạng thì trả tại quầy khi nhận kết quả. Hồ sơ vẫn được làm trong lúc chờ.', 'If you do not pay online, pay at the counter with the result. Work on the dossier goes on meanwhile.'),
    orPostman: t('Không trả qua mạng thì bưu tá thu khi đưa kết quả đến nhà, hoặc trả tại quầy. Hồ sơ vẫn được làm trong lúc chờ.', 'If you do not pay online, the postman collects it at your door, or pay at the counter. Work on the dossier goes on meanwhile.'),
    back: t('Về hồ sơ', 'Back to the dossier'),
  },
  confirming: {
    title: t('Đang xác nhận', 'Being confirmed'),
    text: t('Xã đang chờ cổng thanh toán xác nhận, thường trong vài giây. Trang này tự tải lại; tắt máy cũng không sao, xã nhắn tin khi nhận được tiền.', 'The office is waiting for the gateway’s confirmation, usually a few seconds. This page reloads by itself; you may leave, a message follows.'),
    notYet: t('Nếu anh/chị chưa trả xong, mở lại trang thanh toán. Đã bị trừ tiền thì không trả lần nữa.', 'If you have not finished, open the payment page again. If your account was charged, do not pay again.'),
    reopen: t('Mở lại trang thanh toán', 'Open the payment page again'),
    ask: t('Hỏi lại cổng thanh toán ngay', 'Ask the gateway now'),
    asked: t('Đã hỏi cổng thanh toán. Kết quả hiện ở đây sau vài giây.', 'The gateway was asked. The answer shows here in a few seconds.'),
  },
  paid: {
    title: t('Đã nhận tiền', 'Payment received'),
    text: (amount: string): Text => t(`Xã đã nhận ${amount}. Anh/chị không phải làm gì thêm.`, `The office has received ${amount}. Nothing more to do.`),
    transaction: t('Số giao dịch của cổng', 'Gateway transaction'), at: t('Lúc', 'At'),
    receipt: t('Tải biên lai điện tử (PDF)', 'Download the receipt (PDF)'), making: t('Biên lai đang được lập, tải lại trang sau vài giây.', 'The receipt is being made; reload in a few seconds.'),
  },
  failed: { title: t('Chưa trả được', 'Not paid'), safe: t('Hồ sơ của anh/chị vẫn còn nguyên. Trả lại, hoặc trả tại quầy.', 'Your dossier is untouched. Pay again, or at the counter.'), again: t('Trả lại qua VNPAY', 'Try again with VNPAY') },
  expired: { title: t('Hết giờ trả', 'Time is over'), text: t('Lần trả trước đã quá 15 phút và cổng thanh toán báo chưa nhận tiền. Trả lại, hoặc trả tại quầy.', 'The last try is over 15 minutes old and the gateway says no money came. Pay again, or at the counter.'), ask: t('Tôi đã bị trừ tiền: hỏi lại cổng thanh toán', 'I was charged: ask the gateway again') },
  surplus: {
    title: t('Xã đang giữ một khoản tiền của anh/chị', 'The office holds money of yours'),
    text: (amount: string): Text => t(`Cổng thanh toán đã chuyển ${amount} cho hồ sơ này sau khi hết giờ trả, hoặc trả thừa. Anh/chị không trả lần nữa: xã sẽ tính khoản này vào hồ sơ, hoặc hoàn về tài khoản đã trả.`, `The gateway brought ${amount} for this dossier after the time was over, or twice. Do not pay again: the office will count it or give it back.`),
    back: (amount: string): Text => t(`${amount} trả thừa đã được hoàn, hoặc đang được hoàn về tài khoản đã trả.`, `${amount} paid in surplus has been or is being given back.`),
  },
  settled: {
    none: t('Không phải trả tiền', 'Nothing to pay'), noneText: t('Việc này không thu phí, lệ phí.', 'No fee is charged for this.'),
    exempt: t('Được miễn', 'Exempt'), exemptText: t('Anh/chị được miễn khoản này.', 'You are exempt from this fee.'),
    counter: t('Đã trả', 'Paid'), transferText: t('Xã đã nhận đủ tiền chuyển khoản của hồ sơ này.', 'The transfer for this dossier has arrived.'), counterText: t('Xã đã thu đủ tiền của hồ sơ này tại quầy.', 'The fee of this dossier was collected at the counter.'),
    refunding: t('Đang hoàn tiền', 'Being given back'), refundingText: t('Xã đã yêu cầu cổng thanh toán hoàn tiền về tài khoản anh/chị đã dùng.', 'The gateway has been asked to give the money back to the account that paid.'),
    refunded: t('Đã hoàn tiền', 'Given back'), refundedText: t('Tiền đã được hoàn về tài khoản anh/chị đã dùng để trả.', 'The money was given back to the account that paid.'),
    closed: t('Hồ sơ đã khép', 'The dossier is closed'),
  },
  counterOnly: t('Khoản này trả tại quầy khi nhận kết quả; chưa trả qua mạng được.', 'This is paid at the counter with the result; it cannot be paid online yet.'),
} as const;

/** Why nothing was sent to the gateway. */
export const START_REFUSED: Readonly<Record<StartPaymentRefusal['kind'], Text>> = {
  'nothing-owed': t('Hồ sơ này không còn khoản nào phải trả', 'There is nothing left to pay on this dossier'),
  'amount-changed': t('Số tiền của hồ sơ đã đổi sau lần trả trước. Gọi xã để được hướng dẫn', 'The amount has changed since the last try. Please call the office'),
  'money-here': t('Xã đang giữ một khoản tiền của hồ sơ này, anh/chị không trả lần nữa', 'The office holds money for this dossier; do not pay again'),
  'too-many': t('Đã thử nhiều lần trong một giờ. Chờ một giờ rồi thử lại, hoặc trả tại quầy', 'Too many tries in an hour. Wait an hour, or pay at the counter'),
  'dossier-closed': t('Hồ sơ đã khép nên không thu tiền nữa', 'The dossier is closed; nothing is collected any more'),
};
/** What the gateway's code means for the person (VNPAY 2.1.0). */
export const CODE_WORDS: Readonly<Record<string, Text>> = {
  '07': t('Ngân hàng đã trừ tiền nhưng đang giữ lại để kiểm tra. Anh/chị không trả lần nữa; xã đang hỏi cổng thanh toán.', 'The bank took the money but holds it for a check. Do not pay again; the office is asking the gateway.'),
  '09': t('Thẻ hoặc tài khoản chưa đăng ký trả qua mạng. Đăng ký với ngân hàng, hoặc dùng thẻ khác.', 'The card or account is not registered for paying online. Register it, or use another.'),
  '10': t('Thông tin thẻ sai quá 3 lần. Kiểm tra lại thẻ rồi trả lại.', 'The card details were wrong more than three times. Check them and try again.'),
  '11': t('Quá thời gian chờ ở cổng thanh toán. Trả lại từ đầu.', 'The time at the gateway ran out. Begin again.'),
  '12': t('Thẻ hoặc tài khoản đang bị khóa. Gọi ngân hàng, hoặc dùng thẻ khác.', 'The card or account is locked. Call your bank, or use another.'),
  '13': t('Mã OTP chưa đúng. Trả lại và gõ mã mới nhất ngân hàng gửi.', 'The one-time code was wrong. Try again with the latest one.'),
  '24': t('Anh/chị đã hủy ở cổng thanh toán. Chưa mất tiền.', 'You cancelled at the gateway. No money was taken.'),
  '51': t('Tài khoản không đủ tiền. Dùng tài khoản khác, hoặc trả tại quầy.', 'The account has not enough money. Use another, or pay at the counter.'),
  '65': t('Tài khoản đã quá hạn mức trong ngày. Trả lại ngày mai, hoặc dùng tài khoản khác.', 'The daily limit is exceeded. Try tomorrow, or use another account.'),
  '75': t('Ngân hàng đang bảo trì. Trả lại sau, hoặc dùng ngân hàng khác.', 'The bank is under maintenance. Try later, or use another.'),
  '79': t('Mật khẩu thanh toán sai quá số lần. Trả lại từ đầu.', 'The payment password was wrong too often. Begin again.'),
};
export const otherCode = (code: string): Text => t(`Cổng thanh toán báo chưa trả được (mã ${code}). Chưa mất tiền; nếu thấy bị trừ, gọi xã và đọc mã này.`, `The gateway says that it could not be paid (code ${code}). If you were charged, call the office and tell this code.`);

export const STATE_WORDS: Readonly<Record<IntentState, Text>> = {
  NONE_REQUIRED: t('Không phải trả qua mạng (đã thu tại quầy)', 'Not owed online (collected at the counter)'), EXEMPT: t('Được miễn', 'Exempt'), PENDING: t('Chờ trả', 'To be paid'), PROCESSING: t('Đang xác nhận', 'Being confirmed'),
  PAID: t('Đã nhận tiền', 'Paid'), FAILED: t('Không thành', 'Failed'), EXPIRED: t('Hết hạn', 'Expired'), REFUND_REQUESTED: t('Đang hoàn', 'Being given back'), REFUNDED: t('Đã hoàn', 'Given back'),
};
export const SURPLUS_WORDS: Readonly<Record<SurplusWhy, Text>> = {
  'paid-twice': t('Trả hai lần cho một khoản', 'Paid twice'), 'after-expiry': t('Tiền đến sau khi đã hết hạn', 'Came after the order had expired'), 'after-refund': t('Tiền đến sau khi đã hoàn', 'Came after a refund'),
  'settled-at-counter': t('Quầy đã thu trước đó', 'The counter had collected already'), 'dossier-closed': t('Hồ sơ đã khép', 'The dossier is closed'), 'wrong-amount': t('Số tiền khác với khoản phải trả', 'Another amount than owed'),
};
export const SURPLUS_STATES: Readonly<Record<'open' | 'applied' | 'refund-requested' | 'refunded', Text>> = { open: t('chưa xử lý', 'open'), applied: t('đã tính vào hồ sơ', 'taken for the dossier'), 'refund-requested': t('đang hoàn', 'being given back'), refunded: t('đã hoàn', 'given back') };
export const REFUND_STATES: Readonly<Record<string, Text>> = { requested: t('đang chờ cổng', 'waiting for the gateway'), done: t('đã hoàn', 'given back'), refused: t('cổng từ chối', 'refused by the gateway') };
export const REPLY_WORDS: Readonly<Record<string, Text>> = { '01': t('Cổng báo một đơn hàng không có', 'The gateway named an unknown order'), '04': t('Cổng báo số tiền khác', 'The gateway named another amount'), held: t('Ngân hàng giữ lại để kiểm tra', 'Held by the bank for a check'), 'transaction-used': t('Số giao dịch đã dùng cho đơn hàng khác', 'The transaction had paid another order') };

export const DESK = {
  title: t('Đối soát thanh toán', 'Reconcile payments'),
  lead: t('Chỉ thông báo có chữ ký của cổng, hoặc câu trả lời của cổng, mới ghi được «đã nhận tiền».', 'Only a signed message or answer of the gateway can make a payment «paid».'),
  noGateway: t('Chưa nối cổng thanh toán nào: đặt VNPAY_PAY_URL, VNPAY_API_URL, VNPAY_TMN_CODE, VNPAY_HASH_SECRET.', 'No gateway is connected: set VNPAY_PAY_URL, VNPAY_API_URL, VNPAY_TMN_CODE, VNPAY_HASH_SECRET.'),
  byState: t('Theo tình trạng', 'By state'), state: t('Tình trạng', 'State'), count: t('Số hồ sơ', 'Dossiers'), amount: t('Số tiền', 'Amount'),
  open: t('Đang chờ xác nhận', 'Waiting for confirmation'), openNone: t('Không có đơn hàng nào đang chờ.', 'No order is waiting.'),
  dossier: t('Hồ sơ', 'Dossier'), order: t('Đơn hàng', 'Order'), since: t('Từ lúc', 'Since'), asked: t('Lần hỏi gần nhất', 'Last question'), act: t('Việc', 'Act'),
  ask: t('Hỏi cổng', 'Ask'), askedDone: t('Đã hỏi cổng. Tải lại trang sau vài giây.', 'The gateway was asked. Reload in a few seconds.'), gone: t('Đơn hàng này vừa được quyết định. Danh sách dưới đây là mới nhất.', 'It has just been decided. The list below is the latest.'),
  differences: t('Chỗ cổng và sổ nói khác nhau', 'Where the gateway and our books differ'), differencesNone: t('Không có chỗ nào khác nhau.', 'No differences.'), what: t('Cổng nói gì', 'What the gateway said'), at: t('Lúc', 'At'),
  surplus: t('Tiền thừa', 'Surplus money'), surplusNone: t('Không có tiền thừa.', 'No surplus.'), why: t('Vì sao thừa', 'Why'), transaction: t('Số giao dịch', 'Transaction'),
  giveBack: t('Hoàn tiền', 'Give back'), apply: t('Tính vào hồ sơ', 'Take for the dossier'), applied: t('Đã yêu cầu tính vào hồ sơ. Nếu hồ sơ còn nợ đúng số này, khoản thừa sẽ được ghi nhận sau vài giây.', 'Asked. If the dossier still owes exactly this, it is entered in a few seconds.'),
  paid: t('Đã nhận tiền trong 30 ngày', 'Paid within 30 days'), paidNone: t('Chưa có khoản nào.', 'None yet.'), recorded: t('Hồ sơ đã ghi', 'On the dossier'), yes: t('rồi', 'yes'), no: t('chưa', 'not yet'),
  refunds: t('Hoàn tiền', 'Refunds'), decision: t('Quyết định', 'Decision'), answer: t('Cổng trả lời', 'Answer'),
  receipts: t('Biên lai hôm nay', 'Receipts of today'), receiptsNone: t('Hôm nay chưa có biên lai.', 'No receipt today.'), number: t('Số', 'Number'), symbol: t('Ký hiệu', 'Symbol'), kind: t('Loại', 'Kind'), phi: t('Phí', 'Charge'), 'le-phi': t('Lệ phí', 'Fee'), how: t('Cách thu', 'How'),
  hows: { cash: t('tiền mặt', 'cash'), transfer: t('chuyển khoản', 'transfer'), online: t('qua mạng', 'online'), post: t('bưu điện thu hộ', 'collected by the post') },
  series: t('Mẫu số, ký hiệu biên lai', 'Receipt form and symbol'), trial: t('Chưa nhập ký hiệu đã đăng ký với cơ quan thuế: biên lai in ký hiệu thử nghiệm, không có giá trị.', 'No registered series is entered: receipts carry a trial symbol and have no value.'), enterSeries: t('Nhập ký hiệu', 'Enter a series'),
  from: t('Dùng từ ngày', 'Valid from'), formNo: t('Mẫu số', 'Form'), taxCode: t('Mã số thuế của đơn vị thu', 'Tax code of the collector'),
} as const;
export const REFUND = {
  title: t('Hoàn tiền', 'Give money back'), lead: t('Chỉ hoàn theo quyết định của người có thẩm quyền. Cổng chuyển tiền về tài khoản đã trả.', 'Only by decision of whoever may decide. The gateway returns it to the account that paid.'),
  decision: t('Số, ngày quyết định', 'Number and date of the decision'), reason: t('Lý do', 'Reason'), go: t('Yêu cầu cổng hoàn tiền', 'Ask the gateway to give it back'),
  decisionMissing: t('Chưa ghi số quyết định. Ghi số và ngày của quyết định hoàn tiền', 'Give the number and date of the decision'), reasonMissing: t('Chưa ghi lý do hoàn tiền', 'Give the reason'),
  asked: t('Đã gửi yêu cầu hoàn tiền. Kết quả hiện ở mục «Hoàn tiền».', 'Asked. The answer shows under «Refunds».'), before: t('Khoản này đã được yêu cầu hoàn trước đó.', 'It was asked before.'),
} as const;
export const SERIES = {
  title: t('Ký hiệu biên lai', 'Receipt series'), lead: t('Ghi đúng mẫu số và ký hiệu đã đăng ký với cơ quan thuế. Biên lai lập từ ngày dùng sẽ mang ký hiệu này; biên lai đã lập không đổi.', 'Enter the form and symbol registered with the tax authority. Receipts from that day carry them; those already issued do not change.'),
  formNo: t('Mẫu số', 'Form number'), symbol: t('Ký hiệu', 'Symbol'), taxCode: t('Mã số thuế', 'Tax code'), from: t('Dùng từ ngày', 'Valid from'), go: t('Lưu ký hiệu', 'Save'),
  formNoWrong: t('Mẫu số có 1 đến 20 chữ, số', 'The form number has 1 to 20 characters'), symbolWrong: t('Ký hiệu có 1 đến 20 chữ, số', 'The symbol has 1 to 20 characters'), taxCodeWrong: t('Mã số thuế có 10 số, hoặc 13 số có dấu gạch', 'A tax code has 10 digits, or 13 with a dash'), fromWrong: t('Ngày dùng phải từ hôm nay trở đi', 'The day must be today or later'), taken: t('Đã có ký hiệu dùng từ ngày này', 'There is a series from that day already'),
} as const;
export const VOID = {
  title: (number: string): Text => t(`Biên lai số ${number}`, `Receipt ${number}`), paper: t('Bản in', 'Paper'), open: t('Mở biên lai (PDF)', 'Open (PDF)'), replaces: t('Thay thế biên lai số', 'Replaces receipt'),
  ask: t('Đề nghị hủy và lập biên lai thay thế', 'Ask to void and replace'), lead: t('Biên lai không sửa, không xóa. Ghi đúng người nộp dưới đây; khi lãnh đạo đồng ý, chương trình lập biên lai số mới có dẫn số này. Số tiền giữ nguyên: thu sai tiền thì hoàn tiền rồi thu lại.', 'A receipt is never changed or removed. Enter the right payer; once the leader agrees a new receipt names this one. The amount stays: a wrong amount is given back and collected again.'),
  payer: t('Người nộp ghi trên biên lai mới', 'Payer on the new receipt'), id: t('Số định danh cá nhân hoặc mã số thuế', 'Personal number or tax code'), address: t('Địa chỉ', 'Address'), reason: t('Lý do hủy', 'Reason'), go: t('Gửi lãnh đạo duyệt', 'Send to the leader'),
  reasonMissing: t('Chưa ghi lý do hủy biên lai', 'Give the reason'), payerMissing: t('Chưa ghi tên người nộp', 'Give the payer’s name'), idShape: t('Số định danh có 12 số; mã số thuế có 10 số, hoặc 13 số có dấu gạch', 'A personal number has 12 digits; a tax code 10, or 13 with a dash'),
  waiting: (name: string): Text => t(`${name} đã đề nghị hủy. Đang chờ lãnh đạo duyệt.`, `${name} asked to void it. Waiting for the leader.`), making: t('Lãnh đạo đã đồng ý. Biên lai thay thế đang được lập.', 'Agreed. The replacement is being made.'),
  declined: (name: string, why: string): Text => t(`${name} không đồng ý hủy: ${why}`, `${name} did not agree: ${why}`), replaced: (number: string): Text => t(`Biên lai này đã hủy, thay bằng biên lai số ${number}.`, `Void, replaced by receipt ${number}.`),
  find: t('Tìm biên lai theo số', 'Find a receipt by number'), year: t('Năm', 'Year'), look: t('Tìm', 'Find'), notThere: t('Không có biên lai số này trong sổ của xã.', 'No such receipt in the office’s book.'), state: t('Tình trạng', 'State'), live: t('còn giá trị', 'valid'), dead: t('đã hủy', 'void'),
} as const;
export const AGREE = {
  title: t('Duyệt biên lai, tài khoản', 'Receipts, accounts'), accountAgreed: t('Đã đồng ý. Tài khoản được dùng từ ngày đã ghi.', 'Agreed. The account is used from its day.'), lead: t('Người đề nghị không tự duyệt. Đồng ý thì biên lai cũ giữ nguyên số và chương trình lập biên lai thay thế.', 'Nobody agrees to the own request. The old receipt keeps its number and a replacement is issued.'),
  none: t('Không có đề nghị nào đang chờ.', 'Nothing is waiting.'), askedBy: t('Người đề nghị', 'Asked by'), own: t('Anh/chị đã gửi đề nghị này nên người khác phải duyệt.', 'You asked for this; another person decides.'),
  agree: t('Đồng ý hủy, lập biên lai thay thế', 'Agree, issue the replacement'), refuse: t('Không đồng ý', 'Do not agree'), why: t('Vì sao không đồng ý', 'Why not'), whyMissing: t('Chưa ghi vì sao không đồng ý', 'Say why not'),
  agreed: t('Đã đồng ý. Biên lai thay thế hiện ở trang của kế toán sau vài giây.', 'Agreed. The replacement shows on the accountant’s page in a few seconds.'), refused: t('Đã trả lời kế toán.', 'The accountant has been told.'), gone: t('Đề nghị này vừa được quyết định.', 'It has just been decided.'),
} as const;
export const TRANSFER = {
  title: t('Mã VietQR để chuyển khoản', 'VietQR code for a transfer'), or: t('Hoặc chuyển khoản bằng mã VietQR', 'Or transfer with a VietQR code'), open: t('Mở mã VietQR cho người nộp', 'Show the VietQR code'),
  scan: t('Quét bằng ứng dụng ngân hàng', 'Scan with your bank’s app'), samePhone: t('Trả bằng chính điện thoại này: chụp màn hình mã dưới đây, mở ứng dụng ngân hàng, chọn quét mã từ ảnh. Không dùng được mã thì gõ theo các dòng bên dưới mã.', 'To pay with this very phone: take a screenshot of the code, open your bank’s app and scan from the picture. Or type what stands below the code.'), alt: (amount: string): Text => t(`Mã VietQR chuyển khoản ${amount}`, `VietQR code for ${amount}`),
  bank: t('Ngân hàng', 'Bank'), number: t('Số tài khoản', 'Account number'), name: t('Tên tài khoản', 'Account name'), amount: t('Số tiền', 'Amount'), content: t('Nội dung', 'Content'), exactly: t('Giữ đúng nội dung này để xã biết tiền của hồ sơ nào', 'Keep exactly this, so that the office knows whose it is'),
  when: t('Chuyển xong, trang này chưa đổi ngay: kế toán của xã đối chiếu với sao kê ngân hàng trong giờ làm việc, rồi anh/chị nhận tin «đã nhận tiền» và biên lai. Chỉ chọn một cách trả.', 'The page does not change at once: the office’s accountant checks the bank’s statement in office hours; then you are told and receive the receipt. Choose one way to pay only.'),
  demo: t('Bản trình diễn: không chuyển tiền thật vào tài khoản này.', 'Demonstration: do not transfer real money to this account.'),
  nothing: t('Hồ sơ này không còn khoản nào phải trả.', 'Nothing is owed on this dossier.'), noAccount: t('Đơn vị chưa có tài khoản nhận chuyển khoản đã được duyệt. Kế toán nhập ở trang Đối soát.', 'The office has no agreed account yet. The accountant enters it under Payments.'),
} as const;
export const CONFIRM = {
  title: t('Xác nhận chuyển khoản', 'Confirm a transfer'), lead: t('Chép từ sao kê ngân hàng. Chỉ ghi «đã nhận tiền» khi tiền đã có trong tài khoản và đúng bằng số phải nộp.', 'Copy from the bank’s statement. A fee is paid only when the money is in the account and is exactly what is owed.'),
  content: t('Nội dung chuyển khoản trên sao kê', 'Content in the statement'), contentHint: t('Dán cả dòng; chương trình tìm mã dạng HS T7K4Q2M9X', 'Paste the line; a code like HS T7K4Q2M9X is found'), dossier: t('Hoặc mã hồ sơ', 'Or the dossier’s code'), amount: t('Số tiền ngân hàng ghi', 'Amount in the statement'), owed: t('Hồ sơ phải nộp', 'Owed'),
  ref: t('Số giao dịch của ngân hàng', 'The bank’s number'), day: t('Ngày ghi có', 'Day'), look: t('Xem hồ sơ khớp', 'Look for the dossier'), check: t('Kiểm tra trước khi xác nhận', 'Check before confirming'), go: t('Xác nhận đã nhận tiền', 'Confirm: money received'), again: t('Nhập lại', 'Begin again'),
  noReference: t('Không thấy mã hồ sơ trong nội dung, hoặc có hai mã. Gõ mã hồ sơ ở ô bên dưới', 'No code in the content, or two. Type the dossier’s code below'), noDossier: t('Đơn vị không có hồ sơ mang mã này', 'The office has no dossier with this code'), amountWrong: t('Ghi số tiền bằng số, ví dụ 8.000', 'Give the amount in digits'), refWrong: t('Ghi số giao dịch như trên sao kê, 3 đến 40 chữ, số', 'Give the bank’s number, 3 to 40 signs'), dayWrong: t('Ngày ghi có phải là hôm nay hoặc trước đó', 'The day must be today or before'),
  otherAmount: (owed: string, came: string): Text => t(`Hồ sơ phải nộp ${owed}, ngân hàng ghi ${came}. Không ghi nhận một phần: hoàn lại người chuyển, hoặc thu đủ tại quầy`, `The dossier owes ${owed}, the bank says ${came}. It is not entered in part`), closed: t('Hồ sơ đã khép nên không thu tiền nữa. Hoàn lại người chuyển', 'The dossier is closed. Give the money back'), nothingOwed: t('Hồ sơ này không còn khoản nào phải trả. Hoàn lại người chuyển', 'Nothing is owed. Give the money back'),
  done: t('Đã xác nhận. Hồ sơ và biên lai được ghi sau vài giây.', 'Confirmed. The dossier and the receipt follow in a few seconds.'), used: t('Số giao dịch này đã dùng để xác nhận một hồ sơ.', 'This number has been used already.'), list: t('Đã xác nhận', 'Confirmed'), none: t('Chưa xác nhận khoản nào.', 'None yet.'), by: t('Người xác nhận', 'By'),
  states: { confirmed: t('đang ghi', 'being entered'), recorded: t('đã ghi vào hồ sơ', 'on the dossier'), surplus: t('thừa, phải hoàn', 'surplus, to give back') },
} as const;
export const ACCOUNT = {
  title: t('Tài khoản nhận chuyển khoản', 'Account for transfers'), lead: t('Tài khoản chỉ dùng sau khi lãnh đạo duyệt: người nhập không tự đưa vào dùng.', 'An account is used only after a leader has agreed.'), none: t('Chưa có tài khoản nào.', 'No account yet.'), enter: t('Nhập tài khoản', 'Enter an account'),
  bank: t('Mã ngân hàng (6 số)', 'Bank code (6 digits)'), bankHint: t('Agribank 970405, VietinBank 970415, BIDV 970418, Vietcombank 970436, MB 970422. Kiểm tra bằng cách quét thử mã trước khi duyệt.', 'Agribank 970405, VietinBank 970415, BIDV 970418, Vietcombank 970436, MB 970422. Scan a code before agreeing.'), bankName: t('Tên ngân hàng', 'Bank'), number: t('Số tài khoản', 'Account number'), name: t('Tên tài khoản', 'Account name'), from: t('Dùng từ ngày', 'Valid from'), go: t('Gửi lãnh đạo duyệt', 'Send to the leader'),
  bankWrong: t('Mã ngân hàng có 6 số', 'A bank code has 6 digits'), bankNameMissing: t('Chưa ghi tên ngân hàng', 'Give the bank’s name'), numberWrong: t('Số tài khoản có 4 đến 19 chữ, số', 'An account number has 4 to 19 signs'), nameMissing: t('Chưa ghi tên tài khoản', 'Give the account’s name'), fromWrong: t('Ngày dùng phải từ hôm nay trở đi', 'The day must be today or later'), taken: t('Đã có tài khoản dùng từ ngày này', 'There is an account from that day already'),
  states: { asked: t('chờ duyệt', 'waiting'), agreed: t('đã duyệt', 'agreed'), declined: t('không duyệt', 'declined') }, agree: t('Đồng ý dùng tài khoản này', 'Agree to this account'), refuse: t('Không đồng ý', 'Do not agree'), waiting: t('Tài khoản chờ duyệt', 'Accounts waiting'),
} as const;
export const STATEMENT = {
  title: t('So với bảng kê của cổng', 'Compare with the gateway’s list'), lead: t('Chép bảng kê một ngày từ trang quản lý của VNPAY. Chương trình chỉ so, không sửa và không giữ lại gì.', 'Copy a day’s list from the gateway’s own pages. It is compared only; nothing is changed or kept.'),
  day: t('Bảng kê của ngày', 'Day of the list'), text: t('Bảng kê', 'List'), hint: t('Mỗi dòng một giao dịch đã thu: mã đơn hàng, số giao dịch, số tiền, đã hoàn (nếu có); cách nhau bằng dấu tab hoặc dấu chấm phẩy, như khi chép từ bảng tính.', 'A line each: order, transaction, sum, given back (if any), parted by tabs or semicolons.'), go: t('So hai sổ', 'Compare'),
  dayWrong: t('Chọn một ngày từ hôm nay trở về trước', 'Choose today or a day before'), empty: t('Chưa có bảng kê. Chép các dòng vào ô này', 'The list is empty'), tooLong: t('Bảng kê dài quá 1.000 dòng. So từng phần', 'More than 1,000 lines. Compare in parts'),
  agree: (lines: number, sum: string): Text => t(`Hai sổ khớp: ${lines} giao dịch, ${sum}.`, `The books agree: ${lines} transactions, ${sum}.`), differ: (differences: number, lines: number): Text => t(`${differences} chỗ khác nhau trong ${lines} giao dịch.`, `${differences} differences in ${lines} transactions.`),
  elsewhere: (lines: number, sum: string): Text => t(`${lines} dòng (${sum}) là đơn hàng không có trong sổ của đơn vị: đơn vị khác thu, hoặc phải hỏi cổng.`, `${lines} lines (${sum}) are orders that this office does not have: another office’s, or to be asked about.`), unread: (lines: string): Text => t(`Không đọc được dòng ${lines}.`, `Lines ${lines} could not be read.`),
  differences: t('Chỗ khác nhau', 'Differences'), ours: t('Sổ của đơn vị', 'Our book'), theirs: t('Bảng kê của cổng', 'The gateway’s list'),
  kinds: { 'only-there': t('Cổng đã thu, sổ chưa ghi: bấm «Hỏi cổng» ở đơn hàng này', 'Taken there, not here: ask the gateway about the order'), 'only-here': t('Sổ đã ghi, bảng kê không có: kiểm tra ngày của bảng kê, rồi gọi cổng', 'Here, not in the list: check the day, then call the gateway'), 'another-order': t('Cùng số giao dịch, khác đơn hàng: gọi cổng', 'Another order under this transaction: call the gateway'), amount: t('Khác số tiền: gọi cổng', 'Another sum: call the gateway'), 'given-back': t('Khác số đã hoàn: xem mục «Hoàn tiền»', 'Another sum given back: see Refunds') },
} as const;
