import { momentWords, showShortDate, type PlainDate } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { SESSION_POLICY } from '../domain/index.ts';
import type { PasswordAskedRefusal, SetUpRefusal } from '../use-cases/set-up-second-factor.ts';
import type { ShowRefusal } from '../use-cases/show-second-factor.ts';
import { PASSWORD_FAULT, W } from './words.ts';

const t = (vi: string, en: string): Text => ({ vi, en });

export const FACTOR = {
  account: {
    title: t('Tài khoản của tôi', 'My account'), name: t('Họ và tên', 'Name'), position: t('Chức danh', 'Title'), password: t('Mật khẩu', 'Password'), hidden: t('Đã đặt', 'Chosen'), change: t('Đổi', 'Change'), workplace: t('Nơi làm việc', 'Workplace'),
    factor: t('Xác thực hai lớp', 'Second factor'), off: t('Chưa bật', 'Off'), on: (since: Date): Text => ({ vi: `Đang bật, từ ${momentWords(since).vi}`, en: `On, since ${momentWords(since).en}` }),
    codes: t('Mã dự phòng', 'Recovery codes'), left: (n: number): Text => t(`còn ${n}`, `${n} left`), few: t('Sắp hết mã dự phòng. Lấy bộ mới trước khi cần đến.', 'Few recovery codes are left. Make a new set before you need it.'),
    why: t('Ngoài mật khẩu, lúc đăng nhập gõ thêm 6 số đang hiện trên điện thoại. Ai biết mật khẩu mà không có điện thoại của anh/chị thì không vào được.', 'Beside the password you type six digits that your telephone shows. Whoever knows the password without your telephone stays outside.'),
    required: (since: PlainDate): Text => t(`Đơn vị yêu cầu xác thực hai lớp cho việc anh/chị đang giữ, từ ngày ${showShortDate(since)}.`, `Your office asks a second factor for the work that you hold, since ${showShortDate(since)}.`),
    turnOn: t('Bật xác thực hai lớp', 'Turn the second factor on'), replace: t('Đổi điện thoại', 'Change to another telephone'), renew: t('Lấy mã dự phòng mới', 'New recovery codes'), turnOff: t('Tắt xác thực hai lớp', 'Turn the second factor off'),
    history: t('Thay đổi gần đây của tài khoản', 'Recent changes of this account'), at: t('Lúc', 'When'), what: t('Việc', 'What'), by: t('Người làm', 'By'), system: t('hệ thống', 'the system'), notYou: t('Thấy việc không phải do mình làm: báo người quản trị của đơn vị ngay.', 'If you see something that you did not do or ask for, tell your administrator at once.'),
  },
  show: {
    title: t('Gõ mã xác thực', 'Type the code'), lead: t('Mở ứng dụng xác thực trên điện thoại và gõ 6 số đang hiện.', 'Open the authenticator on your telephone and type the six digits that it shows.'),
    code: t('Mã 6 số', 'Six-digit code'), hint: t('Không có điện thoại: gõ một mã dự phòng 12 số đã in.', 'Without the telephone: type a recovery code of 12 digits from your paper.'), go: W.staff.go,
    lost: t('Mất cả điện thoại và mã dự phòng: nhờ người quản trị của đơn vị gỡ xác thực hai lớp.', 'Lost both telephone and recovery codes: ask your administrator to take the second factor off.'), other: t('Đăng nhập bằng tài khoản khác', 'Sign in with another account'),
    tooLate: t(`Đã quá ${SESSION_POLICY.halfMinutes} phút từ lúc gõ mật khẩu. Đăng nhập lại`, `More than ${SESSION_POLICY.halfMinutes} minutes have passed since the password. Sign in again`),
  },
  setUp: {
    lead: t('Làm một lần, khoảng 2 phút. Cần điện thoại của anh/chị ở bên cạnh.', 'Once, about 2 minutes. Have your telephone at hand.'), replaceLead: t('Điện thoại cũ thôi dùng được ngay khi điện thoại mới xong.', 'The old telephone stops counting as soon as the new one is ready.'),
    first: t('1. Cài ứng dụng xác thực', '1. Install an authenticator'), firstText: t('Trên điện thoại, cài Google Authenticator, Microsoft Authenticator, FreeOTP hoặc ứng dụng khác theo chuẩn TOTP (RFC 6238). Đã có thì dùng luôn.', 'On the telephone, install Google Authenticator, Microsoft Authenticator, FreeOTP or another by the TOTP standard (RFC 6238). One that is there already will do.'),
    second: t('2. Quét mã này', '2. Scan this code'), secondText: t('Trong ứng dụng, chọn thêm tài khoản rồi quét.', 'In the app choose to add an account, then scan.'), alt: t('Mã vuông để quét bằng ứng dụng xác thực', 'Square code for the authenticator'),
    typed: t('Không quét được thì chọn nhập khóa, loại «theo thời gian», rồi gõ:', 'If it cannot be scanned, choose to enter a key, kind “time based”, and type:'),
    third: t('3. Gõ mã mà ứng dụng đang hiện', '3. Type the code that the app shows'), code: t('Mã 6 số trên điện thoại', 'Six-digit code on the telephone'), newCode: t('Mã 6 số trên điện thoại mới', 'Six-digit code on the new telephone'),
    present: t('Mã trên điện thoại cũ, hoặc một mã dự phòng', 'Code on the old telephone, or a recovery code'), password: t('Mật khẩu đang dùng', 'Present password'), passwordHint: t('Để chắc chắn là anh/chị đang ngồi máy.', 'To be sure that it is you.'),
  },
  codes: {
    title: t('In hoặc chép mã dự phòng ngay', 'Print or copy the recovery codes now'), on: t('Xác thực hai lớp đã bật.', 'The second factor is on.'), renewed: t('Bộ mã cũ không dùng được nữa.', 'The old set counts no more.'),
    once: t('Mười mã dưới đây chỉ hiện lúc này. Mất điện thoại thì gõ một mã thay cho 6 số; mỗi mã dùng được một lần. Cất nơi khóa được, không để trên điện thoại hay máy tính.', 'The ten codes below are shown only now. Without the telephone type one of them in place of the six digits; each counts once. Keep them locked up, not on the telephone or the computer.'),
    list: t('Mã dự phòng', 'Recovery codes'), go: t('Đã cất giấy, tiếp tục', 'They are put away, go on'), of: (name: string, date: PlainDate): Text => t(`${name}, ngày ${showShortDate(date)}`, `${name}, ${showShortDate(date)}`),
  },
  renew: { lead: t('Mười mã mới thay cho mọi mã còn lại.', 'Ten new codes take the place of all that are left.') },
  off: { lead: t('Sau khi tắt, chỉ mật khẩu là đủ để đăng nhập. Khóa trong điện thoại và các mã dự phòng thôi dùng được.', 'Afterwards the password alone is enough to sign in. The key in the telephone and the recovery codes count no more.') },
  presentCode: t('Mã 6 số, hoặc một mã dự phòng', 'Six-digit code, or a recovery code'),
} as const;

/** In which box of the form a refusal stands, and its words. */
export interface FactorFault { readonly field: 'code' | 'password' | 'present'; readonly words: Text; readonly status: 422 | 429 }
const CODE_SHAPE = t('Mã có 6 số, mã dự phòng có 12 số. Gõ lại mã đang hiện trên điện thoại', 'A code has 6 digits, a recovery code 12. Type the one that the telephone shows');
const CODE_WRONG = t('Mã chưa đúng, đã quá hạn hoặc đã dùng rồi. Chờ điện thoại hiện mã mới rồi gõ lại; vẫn chưa được thì xem giờ của điện thoại có đúng không', 'The code is not right, too old, or used already. Wait for the next one; if that is refused too, check the telephone’s clock');
const blocked = (until: Date): Text => { const moment = momentWords(new Date(until.getTime() + 59_999)); return t(`Đã gõ sai nhiều lần. Chờ đến ${moment.vi} rồi thử lại, hoặc nhờ người quản trị`, `Too many wrong tries. Wait until ${moment.en}, or ask your administrator`); };

/** Refusals of the sign-in's second page that leave one on it. */
export function showFault(refusal: Exclude<ShowRefusal, { readonly why: 'too-late' }>): FactorFault {
  switch (refusal.why) {
    case 'unreadable': return { field: 'code', words: CODE_SHAPE, status: 422 };
    case 'wrong': return { field: 'code', words: CODE_WRONG, status: 422 };
    case 'blocked': return { field: 'code', words: blocked(refusal.until), status: 429 };
    case 'no-role': return { field: 'code', words: W.staff.noRole, status: 422 };
  }
}
/** `at`: the box of the present code; on the page of another telephone the new one's has the name `code`. */
export function askedFault(refusal: PasswordAskedRefusal, at: 'code' | 'present' = 'code'): FactorFault {
  switch (refusal.why) {
    case 'password-wrong': return { field: 'password', words: PASSWORD_FAULT['present-wrong'], status: 422 };
    case 'password-blocked': return { field: 'password', words: PASSWORD_FAULT.blocked, status: 429 };
    default: return { ...showFault(refusal), field: at };
  }
}
export function setUpFault(refusal: Exclude<SetUpRefusal, { readonly why: 'already' }>): FactorFault {
  switch (refusal.why) {
    case 'too-late': return { field: 'code', words: t(`Trang này đã mở quá ${SESSION_POLICY.setUpMinutes} phút. Quét mã mới ở trên rồi gõ 6 số`, `This page was open for more than ${SESSION_POLICY.setUpMinutes} minutes. Scan the new code above, then type its digits`), status: 422 };
    case 'new-wrong': return { field: 'code', words: t('Mã chưa khớp với mã vuông ở trên. Quét lại nếu cần, chờ mã mới hiện rồi gõ 6 số; xem giờ của điện thoại có đúng không', 'These digits do not fit the square code above. Scan it again if need be, wait for the next six digits; check the telephone’s clock'), status: 422 };
    case 'no-role': return { field: 'code', words: W.staff.noRole, status: 422 };
    default: return askedFault(refusal, 'present');
  }
}
