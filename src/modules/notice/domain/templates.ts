import type { Text } from '../../../shared/text.ts';
import type { Moment } from './message.ts';

/**
 * Messages are data. `{name}` is filled in; in an SMS `[…]` may be left out when there is no room or nothing to fill in;
 * in an e-mail a line is left out when something in it is empty. A changed text gets a new version: what was sent stays
 * readable for what it was. No SMS carries a person's name or reason: telephones are shared.
 */
export interface NoticeTemplate {
  readonly moment: Moment;
  readonly version: number;
  /** whether an SMS goes out as well: always, only to people without e-mail, never */
  readonly smsWhen: 'always' | 'without-email' | 'never';
  readonly sms: Text;
  readonly subject: Text;
  readonly lines: readonly Text[];
}
/** Placeholders, and whether they may be shortened in an SMS. */
export const PLACEHOLDERS = {
  agency: 'name', procedure: 'name', pickup: 'name', part: 'name', other: 'name', code: 'code',
  ackBy: 'fixed', due: 'fixed', previousDue: 'fixed', respondBy: 'fixed', count: 'fixed', phone: 'fixed', link: 'fixed', why: 'fixed', amount: 'fixed', short: 'fixed', parcel: 'fixed', day: 'fixed',
  reason: 'email-only', items: 'email-only', explanation: 'email-only', instead: 'email-only', at: 'email-only', legalBasis: 'email-only', files: 'email-only',
} as const;
export type Placeholder = keyof typeof PLACEHOLDERS;
export type NoticeValues = Readonly<Partial<Record<Placeholder, string>>>;

const t = (vi: string, en: string): Text => ({ vi, en });
const ABOUT = t('Hồ sơ: {procedure} – mã {code}', 'Application: {procedure} – code {code}');
const FOLLOW = t('Theo dõi hồ sơ: {link}', 'Follow it at: {link}');
const ASK = t('Cần hỏi thêm, anh/chị gọi {phone} trong giờ làm việc.', 'Questions: call {phone} during office hours.');

export const NOTICE_TEMPLATES: readonly NoticeTemplate[] = [
  {
    moment: 'submitted', version: 1, smsWhen: 'without-email',
    sms: t('{agency}: Da nhan ho so {code}[ ({procedure})]. Tra loi truoc {ackBy}.[ Hoi: {phone}]', '{agency}: Application {code}[ ({procedure})] has arrived. Answer before {ackBy}.[ Tel: {phone}]'),
    subject: t('Hồ sơ {code}: đã gửi đến nơi', 'Application {code}: it has arrived'),
    lines: [
      t('{agency} đã nhận được hồ sơ anh/chị gửi lúc {at}.', '{agency} has received the application you sent at {at}.'), ABOUT,
      t('Giấy tờ đã nhận:\n{files}', 'Papers received:\n{files}'),
      t('Việc tiếp theo: cơ quan xem hồ sơ và trả lời trước {ackBy}. Anh/chị chưa cần làm gì.', 'Next: the office checks it and answers before {ackBy}. You need not do anything.'), FOLLOW, ASK,
    ],
  },
  {
    moment: 'received', version: 1, smsWhen: 'always',
    sms: t('{agency}: Da tiep nhan ho so {code}[ ({procedure})]. Hen tra ket qua truoc {due}.[ Hoi: {phone}]', '{agency}: Application {code}[ ({procedure})] is accepted. Result before {due}.[ Tel: {phone}]'),
    subject: t('Hồ sơ {code}: đã tiếp nhận', 'Application {code}: accepted'),
    lines: [
      t('{agency} đã tiếp nhận hồ sơ của anh/chị.', '{agency} has accepted your application.'), ABOUT,
      t('Hẹn trả kết quả: trước {due}.', 'The result is due before {due}.'), t('Cách tính: {explanation}', 'How this was reckoned: {explanation}'),
      t('Giấy tiếp nhận hồ sơ và hẹn trả kết quả xem và tải tại trang theo dõi hồ sơ.', 'The receipt with the due date can be read and downloaded on the page of the application.'), FOLLOW, ASK,
    ],
  },
  {
    moment: 'supplement', version: 1, smsWhen: 'always',
    sms: t('{agency}: Ho so {code} can them {count} thu, gui truoc het ngay {respondBy}. Xem tren cong dich vu cong[ hoac hoi {phone}].', '{agency}: Application {code} needs {count} more thing(s) by {respondBy}. See the service portal[ or call {phone}].'),
    subject: t('Hồ sơ {code}: cần bổ sung trước hết ngày {respondBy}', 'Application {code}: something is missing, please answer by {respondBy}'),
    lines: [
      t('{agency} đã xem hồ sơ và cần anh/chị bổ sung {count} thứ sau đây:', '{agency} has checked the application and needs the following from you ({count}):'), t('{items}', '{items}'), ABOUT,
      t('Anh/chị gửi bổ sung trước hết ngày {respondBy}. Chỉ cần sửa những chỗ nêu trên, phần còn lại đã đủ.', 'Please answer by the end of {respondBy}. Only the points above need mending; the rest is complete.'), FOLLOW, ASK,
    ],
  },
  {
    moment: 'not-accepted', version: 1, smsWhen: 'always',
    sms: t('{agency}: Chua tiep nhan duoc ho so {code}. Ly do va cach lam lai xem tren cong dich vu cong[ hoac hoi {phone}].', '{agency}: Application {code} could not be accepted. Reason and next steps: see the service portal[ or call {phone}].'),
    subject: t('Hồ sơ {code}: chưa tiếp nhận được', 'Application {code}: could not be accepted'),
    lines: [
      t('{agency} chưa tiếp nhận được hồ sơ của anh/chị.', '{agency} could not accept your application.'), ABOUT,
      t('Vì sao: {reason}', 'Why: {reason}'), t('Căn cứ: {legalBasis}', 'Legal basis: {legalBasis}'), t('Làm thế nào bây giờ: {instead}', 'What to do now: {instead}'), FOLLOW, ASK,
    ],
  },
  {
    moment: 'refused', version: 1, smsWhen: 'always',
    sms: t('{agency}: Ho so {code} khong duoc giai quyet. Ly do va van ban tra loi xem tren cong dich vu cong[ hoac hoi {phone}].', '{agency}: Application {code} was refused. Reason and decision: see the service portal[ or call {phone}].'),
    subject: t('Hồ sơ {code}: không được giải quyết', 'Application {code}: refused'),
    lines: [
      t('{agency} đã xem xét và không giải quyết được hồ sơ của anh/chị.', '{agency} has examined your application and cannot grant it.'), ABOUT,
      t('Vì sao: {reason}', 'Why: {reason}'), t('Căn cứ: {legalBasis}', 'Legal basis: {legalBasis}'), t('Làm thế nào bây giờ: {instead}', 'What to do now: {instead}'),
      t('Nếu không đồng ý, anh/chị có quyền khiếu nại theo quy định của pháp luật.', 'If you disagree you have the right to complain as the law provides.'), FOLLOW, ASK,
    ],
  },
  {
    moment: 'suspended', version: 1, smsWhen: 'without-email',
    sms: t('{agency}: Ho so {code} tam dung tinh thoi han: {why}.[ Hoi: {phone}]', '{agency}: The clock of application {code} is stopped: {why}.[ Tel: {phone}]'),
    subject: t('Hồ sơ {code}: tạm dừng tính thời hạn', 'Application {code}: the clock is stopped'),
    lines: [
      t('Thời hạn giải quyết hồ sơ của anh/chị tạm dừng: {why}.', 'The time limit of your application is suspended: {why}.'), ABOUT,
      t('Cụ thể: {reason}', 'In detail: {reason}'), t('Căn cứ: {legalBasis}', 'Legal basis: {legalBasis}'),
      t('Khi được làm tiếp, anh/chị sẽ nhận được ngày hẹn mới.', 'When work goes on you will be told the new due date.'), FOLLOW, ASK,
    ],
  },
  {
    moment: 'resumed', version: 1, smsWhen: 'without-email',
    sms: t('{agency}: Ho so {code} duoc lam tiep. Hen tra ket qua truoc {due}.[ Hoi: {phone}]', '{agency}: Work on application {code} goes on. Result before {due}.[ Tel: {phone}]'),
    subject: t('Hồ sơ {code}: được làm tiếp', 'Application {code}: work goes on'),
    lines: [t('Hồ sơ của anh/chị được làm tiếp.', 'Work on your application goes on.'), ABOUT, t('Hẹn trả kết quả: trước {due}.', 'The result is due before {due}.'), t('Cách tính: {explanation}', 'How this was reckoned: {explanation}'), FOLLOW, ASK],
  },
  {
    moment: 'apology', version: 1, smsWhen: 'always',
    sms: t('{agency} xin loi: ho so {code} cham so voi hen. Hen moi: truoc {due}.[ Hoi: {phone}]', '{agency} apologises: application {code} is late. New due time: before {due}.[ Tel: {phone}]'),
    subject: t('Hồ sơ {code}: xin lỗi và hẹn lại ngày trả kết quả', 'Application {code}: our apology and a new due date'),
    lines: [
      t('{agency} xin lỗi anh/chị vì chưa trả được kết quả đúng hẹn ({previousDue}).', '{agency} apologises for not keeping the date promised ({previousDue}).'), ABOUT,
      t('Lý do: {reason}', 'Reason: {reason}'), t('Hẹn mới: trước {due}. Cơ quan chỉ hẹn lại một lần.', 'New date: before {due}. The office may set a new date only once.'), FOLLOW, ASK,
    ],
  },
  {
    moment: 'done-counter', version: 1, smsWhen: 'always',
    sms: t('{agency}: Ho so {code} xong. Moi anh/chi den {pickup} lay ket qua, mang can cuoc.[ Hoi: {phone}]', '{agency}: Application {code} is done. Please collect the result at {pickup}, bring your identity card.[ Tel: {phone}]'),
    subject: t('Hồ sơ {code}: đã xong, mời đến lấy kết quả', 'Application {code}: done, please collect the result'),
    lines: [t('Hồ sơ của anh/chị đã xong.', 'Your application is done.'), ABOUT, t('Mời anh/chị đến {pickup} lấy kết quả, mang theo căn cước.', 'Please collect the result at {pickup} and bring your identity card.'), FOLLOW, ASK],
  },
  {
    moment: 'done-post', version: 1, smsWhen: 'always',
    sms: t('{agency}: Ho so {code} xong. Ket qua duoc gui qua buu dien den dia chi anh/chi da dang ky.[ Hoi: {phone}]', '{agency}: Application {code} is done. The result is on its way by post to the address you gave.[ Tel: {phone}]'),
    subject: t('Hồ sơ {code}: đã xong, kết quả gửi qua bưu điện', 'Application {code}: done, the result comes by post'),
    lines: [t('Hồ sơ của anh/chị đã xong. Kết quả được gửi qua bưu điện đến địa chỉ anh/chị đã đăng ký.', 'Your application is done. The result is sent by post to the address you gave.'), ABOUT, FOLLOW, ASK],
  },
  {
    moment: 'result', version: 1, smsWhen: 'always',
    sms: t('{agency}: Ho so {code} xong.[ Ban giay lay tai {pickup}.] Ket qua da ky so, tai tren cong dich vu cong[: {link}].[ Hoi: {phone}]', '{agency}: Application {code} is done.[ Paper copy at {pickup}.] Download the signed result from the service portal[: {link}].[ Tel: {phone}]'),
    subject: t('Hồ sơ {code}: đã có kết quả', 'Application {code}: the result is ready'),
    lines: [
      t('Hồ sơ của anh/chị đã xong. Kết quả đã được ký số.', 'Your application is done. The result is digitally signed.'), ABOUT,
      t('Xem và tải kết quả: {link}', 'Read and download the result: {link}'), t('Bản giấy: mời anh/chị đến {pickup} lấy, mang theo căn cước.', 'Paper copy: please collect it at {pickup} and bring your identity card.'),
      t('Ai nhận bản này cũng có thể kiểm tra chữ ký bằng mã vuông in trên đó.', 'Whoever receives it can check the signature by the square code printed on it.'), ASK,
    ],
  },
  {
    moment: 'post-sent', version: 1, smsWhen: 'always',
    sms: t('{agency}: Ket qua ho so {code} da giao cho buu dien, so {parcel}.[ Buu ta goi truoc khi den, mang theo can cuoc.][ Hoi: {phone}]', '{agency}: The result of {code} is with the post, parcel {parcel}.[ The postman calls first; have your identity card ready.][ Tel: {phone}]'),
    subject: t('Hồ sơ {code}: kết quả đã giao cho bưu điện', 'Application {code}: the result is with the post'),
    lines: [t('{agency} đã giao kết quả của anh/chị cho bưu điện, số bưu gửi {parcel}.', '{agency} has handed your result to the post, parcel {parcel}.'), ABOUT, t('Bưu tá gọi trước khi đến. Khi nhận, anh/chị đưa bưu tá xem căn cước.', 'The postman calls before coming and looks at your identity card.'), FOLLOW, ASK],
  },
  {
    moment: 'post-missed', version: 1, smsWhen: 'always',
    sms: t('{agency}: Buu dien chua giao duoc ket qua ho so {code}, so {parcel}.[ Goi lai tu {day}.][ Hoi: {phone}]', '{agency}: The post could not deliver the result of {code}, parcel {parcel}.[ It tries again from {day}.][ Tel: {phone}]'),
    subject: t('Hồ sơ {code}: bưu điện chưa giao được', 'Application {code}: the post could not deliver'),
    lines: [t('Bưu điện đã đến mà chưa giao được kết quả của anh/chị, số bưu gửi {parcel}.', 'The post came and could not deliver your result, parcel {parcel}.'), ABOUT, t('Bưu điện đến lại từ ngày {day}. Sau hai lần không gặp, kết quả được chuyển về quầy.', 'It tries again from {day}. After two tries the result goes back to the counter.'), FOLLOW, ASK],
  },
  {
    moment: 'post-back', version: 1, smsWhen: 'always',
    sms: t('{agency}: Buu dien da tra lai ket qua ho so {code} vi khong gap nguoi nhan. Moi anh/chi den {pickup} lay.[ Hoi: {phone}]', '{agency}: The post brought the result of {code} back. Please collect it at {pickup}.[ Tel: {phone}]'),
    subject: t('Hồ sơ {code}: kết quả đã về lại quầy', 'Application {code}: the result is back at the counter'),
    lines: [t('Bưu điện không gặp được người nhận nên đã chuyển kết quả về quầy.', 'The post did not find the receiver and has brought the result back.'), ABOUT, t('Mời anh/chị đến {pickup} lấy kết quả, mang theo căn cước.', 'Please collect the result at {pickup} and bring your identity card.'), FOLLOW, ASK],
  },
  {
    moment: 'returned', version: 1, smsWhen: 'never',
    sms: t('{agency}: Da tra ket qua ho so {code}.[ Hoi: {phone}]', '{agency}: The result of application {code} was handed over.[ Tel: {phone}]'),
    subject: t('Hồ sơ {code}: đã trả kết quả', 'Application {code}: the result was handed over'),
    lines: [t('{agency} đã trả kết quả hồ sơ của anh/chị lúc {at}.', '{agency} handed over the result of your application at {at}.'), ABOUT, t('Nếu anh/chị chưa nhận được, xin báo ngay cho cơ quan.', 'If you have not received it, please tell the office at once.'), FOLLOW, ASK],
  },
  {
    moment: 'paid', version: 1, smsWhen: 'without-email',
    sms: t('{agency}: Da nhan {amount} cho ho so {code}. Bien lai xem tren cong dich vu cong.[ Hoi: {phone}]', '{agency}: {amount} received for application {code}. The receipt is on the service portal.[ Tel: {phone}]'),
    subject: t('Hồ sơ {code}: đã nhận tiền', 'Application {code}: payment received'),
    lines: [t('{agency} đã nhận {amount} anh/chị trả qua mạng.', '{agency} has received the {amount} you paid online.'), ABOUT, t('Biên lai điện tử xem và tải tại trang theo dõi hồ sơ.', 'The electronic receipt can be downloaded on the page of the application.'), FOLLOW, ASK],
  },
  {
    moment: 'refunded', version: 1, smsWhen: 'without-email',
    sms: t('{agency}: Da hoan {amount} cua ho so {code} ve tai khoan da tra.[ Hoi: {phone}]', '{agency}: {amount} of application {code} was given back to the account that paid.[ Tel: {phone}]'),
    subject: t('Hồ sơ {code}: đã hoàn tiền', 'Application {code}: money given back'),
    lines: [t('{agency} đã hoàn {amount} về tài khoản anh/chị dùng để trả.', '{agency} has given {amount} back to the account that you paid from.'), ABOUT, FOLLOW, ASK],
  },
  {
    moment: 'linked-done', version: 1, smsWhen: 'always',
    sms: t('{agency}: Ho so {code}: {part} da xong[ ({other})].[ Hoi: {phone}]', '{agency}: Application {code}: {part} is done[ ({other})].[ Tel: {phone}]'),
    subject: t('Hồ sơ {code}: một việc liên thông đã xong', 'Application {code}: a linked part is done'),
    lines: [t('{part}: {other} đã làm xong.', '{part}: done by {other}.'), ABOUT, t('Số và cách nhận xem ở trang theo dõi hồ sơ, phần «Liên thông».', 'The number and how to get it stand on the page of the application.'), FOLLOW, ASK],
  },
  {
    moment: 'linked-later', version: 1, smsWhen: 'without-email',
    sms: t('{agency}: Ho so {code}: {part} phai xac minh, hen truoc {due}.[ Hoi: {phone}]', '{agency}: Application {code}: {part} is being verified, due before {due}.[ Tel: {phone}]'),
    subject: t('Hồ sơ {code}: một việc liên thông phải xác minh', 'Application {code}: a linked part is being verified'),
    lines: [t('{part}: {other} phải xác minh, hẹn xong trước {due}.', '{part}: {other} has to verify it, due before {due}.'), ABOUT, t('Vì sao: {reason}', 'Why: {reason}'), FOLLOW, ASK],
  },
  {
    moment: 'linked-refused', version: 1, smsWhen: 'always',
    sms: t('{agency}: Ho so {code}: {part} chua lam duoc. Ly do va viec can lam xem tren cong dich vu cong[ hoac hoi {phone}].', '{agency}: Application {code}: {part} could not be done. Reason and next steps: see the service portal[ or call {phone}].'),
    subject: t('Hồ sơ {code}: một việc liên thông chưa làm được', 'Application {code}: a linked part could not be done'),
    lines: [t('{part}: {other} trả lời là chưa làm được.', '{part}: {other} answers that it could not be done.'), t('Vì sao: {reason}', 'Why: {reason}'), ABOUT, t('Các việc khác trong hồ sơ không bị ảnh hưởng.', 'Everything else in the application stands.'), FOLLOW, ASK],
  },
  {
    moment: 'stopped', version: 1, smsWhen: 'always',
    sms: t('{agency}: Ho so {code} da dung giai quyet. Ly do xem tren cong dich vu cong[ hoac hoi {phone}].', '{agency}: Application {code} was closed without a decision. Reason: see the service portal[ or call {phone}].'),
    subject: t('Hồ sơ {code}: đã dừng giải quyết', 'Application {code}: closed without a decision'),
    lines: [t('Hồ sơ của anh/chị đã dừng giải quyết.', 'Your application was closed without a decision.'), ABOUT, t('Vì sao: {reason}', 'Why: {reason}'), FOLLOW, ASK],
  },
  {
    moment: 'verification', version: 1, smsWhen: 'always',
    sms: t('{agency}: Ho so {code} phai xac minh theo quy dinh, hen tra truoc {due}.[ Hoi: {phone}]', '{agency}: Application {code} needs verification by law; result before {due}.[ Tel: {phone}]'),
    subject: t('Hồ sơ {code}: phải xác minh, ngày hẹn mới', 'Application {code}: verification, new due date'),
    lines: [
      t('Hồ sơ của anh/chị thuộc trường hợp phải xác minh. Anh/chị chưa cần làm gì.', 'Your application is one of those that have to be verified. You need not do anything.'), ABOUT,
      t('Vì sao: {reason}', 'Why: {reason}'), t('Căn cứ: {legalBasis}', 'Legal basis: {legalBasis}'),
      t('Ngày hẹn trước: {previousDue}. Hẹn trả mới: trước {due}.', 'Earlier date: {previousDue}. New date: before {due}.'), t('Cách tính: {explanation}', 'How this was reckoned: {explanation}'), FOLLOW, ASK,
    ],
  },
  {
    moment: 'withdrawal-declined', version: 1, smsWhen: 'without-email',
    sms: t('{agency}: Chua the rut ho so {code}, ho so van duoc lam tiep. Ly do xem tren cong dich vu cong[ hoac hoi {phone}].', '{agency}: Application {code} cannot be withdrawn and goes on. Reason: see the service portal[ or call {phone}].'),
    subject: t('Hồ sơ {code}: chưa thể rút', 'Application {code}: cannot be withdrawn'),
    lines: [t('{agency} chưa thể cho rút hồ sơ; hồ sơ vẫn được làm tiếp.', '{agency} could not agree to the withdrawal; work goes on.'), ABOUT, t('Vì sao: {reason}', 'Why: {reason}'), FOLLOW, ASK],
  },
];

export function templateOf(moment: Moment): NoticeTemplate {
  const found = NOTICE_TEMPLATES.find((one) => one.moment === moment);
  if (!found) throw new Error(`no message for ${moment}`);
  return found;
}
