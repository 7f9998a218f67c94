import type { Text } from '../../../shared/text.ts';
import { PASSWORD_POLICY, SESSION_POLICY, type ClaimsRefusal, type DeclaredFault, type PasswordRefusal, type PersonalNumberWarning } from '../domain/index.ts';
import type { ProviderRefusal } from '../ports.ts';

const t = (vi: string, en: string): Text => ({ vi, en });
const { citizen, officer } = SESSION_POLICY;

export const W = {
  choose: {
    title: t('Đăng nhập', 'Sign in'),
    lead: t('Đăng nhập thì không phải gõ lại họ tên, số căn cước, địa chỉ, và xem được mọi hồ sơ của mình.', 'Once signed in you need not type your name, number and address, and you see all your dossiers.'),
    vneid: t('Đăng nhập bằng VNeID', 'Sign in with VNeID'),
    vneidHint: t('Anh/chị sẽ sang trang định danh điện tử rồi quay lại đây. Xã không biết mật khẩu VNeID của anh/chị.', 'You go to the electronic identity page and come back. The commune never learns your VNeID password.'),
    trial: t('Bản trình diễn: nút này mở một trang giả lập trên máy, không phải VNeID thật.', 'Demonstration: this button opens a simulated page on this machine, not the real VNeID.'),
    without: t('Không có VNeID?', 'No VNeID?'),
    withoutText: t('Anh/chị vẫn khai được mà không cần đăng nhập: tìm việc cần làm rồi bấm «Bắt đầu khai». Khi nhận kết quả phải cho xem căn cước.', 'You can fill in a form without signing in: find what you need and press “Start”. You will show your identity card when collecting the result.'),
    find: t('Tìm việc cần làm', 'Find what you need'),
    staff: t('Anh/chị là cán bộ?', 'Are you an officer?'),
    staffLink: t('Đăng nhập dành cho cán bộ', 'Officers sign in here'),
    times: t(`Không bấm gì trong ${citizen.idleMinutes} phút thì tự thoát. Điều đang khai vẫn được giữ.`, `After ${citizen.idleMinutes} minutes without a click you are signed out. What you were filling in is kept.`),
  },
  already: {
    title: t('Anh/chị đã đăng nhập', 'You are signed in'),
    as: (name: string): Text => t(`Tên: ${name}`, `Name: ${name}`),
    go: t('Tiếp tục', 'Continue'),
    leave: t('Thoát, xóa khỏi máy này', 'Sign out and clear this device'),
  },
  confirm: {
    title: t('Có phải anh/chị đây không?', 'Is this you?'),
    lead: t('Trang định danh cho biết người vừa đăng nhập là:', 'The identity page says that this person has just signed in:'),
    name: t('Họ và tên', 'Full name'), number: t('Số căn cước', 'Identity number'), ending: (tail: string): Text => t(`kết thúc bằng ${tail}`, `ending in ${tail}`),
    level: t('Mức định danh', 'Level of identification'), levels: { none: t('chưa định danh', 'none'), desk: t('đã đối chiếu tại quầy', 'checked at the desk'), 'level-1': t('mức 1', 'level 1'), 'level-2': t('mức 2', 'level 2') },
    yes: t('Đúng, tiếp tục', 'Yes, continue'),
    no: t('Không phải tôi', 'This is not me'),
  },
  left: {
    title: t('Anh/chị đã thoát', 'You are signed out'),
    text: t('Máy này không còn giữ phiên đăng nhập hay bản khai dở nào của anh/chị. Bản khai dở của người đã đăng nhập vẫn được giữ ở xã.', 'This device keeps neither your session nor an unfinished form. Drafts of people who had signed in stay with the commune.'),
    home: t('Về trang đầu', 'Home'), again: t('Đăng nhập lại', 'Sign in again'),
  },
  staff: {
    title: t('Cán bộ đăng nhập', 'Officers: sign in'),
    username: t('Tên đăng nhập', 'User name'), usernameHint: t('Ví dụ: tiepnhan.hamliem', 'For example: tiepnhan.hamliem'), password: t('Mật khẩu', 'Password'),
    go: t('Đăng nhập', 'Sign in'),
    times: t(`Không bấm gì trong ${officer.idleMinutes} phút thì tự thoát.`, `After ${officer.idleMinutes} minutes without a click you are signed out.`),
    forgot: t('Quên mật khẩu: nhờ người quản trị của đơn vị đặt lại.', 'Forgotten password: ask your administrator to set a new one.'),
    usernameMissing: t('Chưa gõ tên đăng nhập', 'Type the user name'), passwordMissing: t('Chưa gõ mật khẩu', 'Type the password'),
    wrong: t('Tên đăng nhập hoặc mật khẩu chưa đúng. Gõ lại cả hai, để ý phím Caps Lock và bộ gõ tiếng Việt', 'User name or password is not right. Type both again; mind Caps Lock and the Vietnamese keyboard'),
    blocked: (time: string): Text => t(`Đã thử nhiều lần chưa đúng. Chờ đến ${time} rồi thử lại, hoặc nhờ người quản trị`, `Too many wrong tries. Wait until ${time}, or ask your administrator`),
    noRole: t('Tài khoản này hôm nay chưa được giao việc ở đơn vị nào. Hỏi người quản trị của đơn vị', 'This account has no role anywhere today. Ask your administrator'),
  },
  workplace: { title: t('Hôm nay anh/chị làm việc ở đâu?', 'Where do you work today?'), lead: t('Quyền ở mỗi nơi là riêng. Muốn đổi nơi thì mở lại trang này.', 'Rights differ from place to place. Open this page again to change over.') },
  change: {
    title: t('Đặt mật khẩu mới', 'Choose a new password'),
    first: t('Mật khẩu vừa dùng chỉ để vào lần đầu. Đặt mật khẩu của riêng anh/chị để bắt đầu làm việc.', 'The password you used is for the first time only. Choose your own to begin.'),
    present: t('Mật khẩu đang dùng', 'Present password'), wanted: t('Mật khẩu mới', 'New password'), again: t('Gõ lại mật khẩu mới', 'New password again'),
    rule: t(`Từ ${PASSWORD_POLICY.shortest} ký tự. Nên dùng một câu dễ nhớ với mình; chữ có dấu và dấu cách đều được.`, `At least ${PASSWORD_POLICY.shortest} characters. A sentence you remember is best; accents and spaces are fine.`),
    go: t('Lưu mật khẩu mới', 'Save the new password'),
  },
} as const;

type SignInFault = ProviderRefusal | ClaimsRefusal | 'too-late';
export const SIGN_IN_FAULT: Readonly<Record<SignInFault, { readonly title: Text; readonly text: Text }>> = {
  unavailable: { title: t('Trang định danh chưa trả lời', 'The identity page does not answer'), text: t('Thử lại sau ít phút. Trong lúc chờ, anh/chị vẫn khai được mà không cần đăng nhập.', 'Try again in a few minutes. Meanwhile you can fill in forms without signing in.') },
  denied: { title: t('Anh/chị chưa đăng nhập', 'You have not signed in'), text: t('Anh/chị đã chọn không đăng nhập. Muốn đăng nhập thì bấm lại nút dưới đây.', 'You chose not to sign in. Press the button below to try again.') },
  mismatch: { title: t('Lần đăng nhập này chưa dùng được', 'This sign-in could not be used'), text: t('Có thể trang đã mở ở thẻ khác hoặc đã dùng rồi. Bấm đăng nhập lại.', 'It may have been opened in another tab or used already. Please sign in again.') },
  'too-late': { title: t('Lần đăng nhập này đã quá lâu', 'This sign-in took too long'), text: t(`Mỗi lần đăng nhập có ${SESSION_POLICY.signInMinutes} phút. Bấm đăng nhập lại; điều đang khai vẫn được giữ.`, `Each sign-in has ${SESSION_POLICY.signInMinutes} minutes. Please sign in again; what you were filling in is kept.`) },
  'no-subject': { title: t('Trang định danh chưa cho biết anh/chị là ai', 'The identity page did not say who you are'), text: t('Bấm đăng nhập lại. Nếu vẫn vậy, gọi xã để được giúp.', 'Please sign in again. If it happens again, call the commune.') },
  'no-name': { title: t('Trang định danh chưa gửi họ tên', 'The identity page sent no name'), text: t('Bấm đăng nhập lại và đồng ý gửi họ tên. Hoặc khai mà không cần đăng nhập.', 'Please sign in again and agree to send your name. Or fill in the form without signing in.') },
  organisation: { title: t('Đây là tài khoản của tổ chức', 'This is an account of an organisation'), text: t('Hệ thống này mới nhận tài khoản cá nhân. Đăng nhập bằng tài khoản của người đại diện.', 'Only personal accounts are accepted so far. Sign in with the account of the representative.') },
};

export const PASSWORD_FAULT: Readonly<Record<PasswordRefusal | 'too-late' | 'present-wrong' | 'blocked' | 'no-role' | 'missing', Text>> = {
  short: t(`Mật khẩu cần từ ${PASSWORD_POLICY.shortest} ký tự. Thêm vài chữ nữa`, `At least ${PASSWORD_POLICY.shortest} characters are needed. Add a few more`),
  long: t(`Mật khẩu tối đa ${PASSWORD_POLICY.longest} ký tự. Bớt lại`, `At most ${PASSWORD_POLICY.longest} characters. Make it shorter`),
  common: t('Mật khẩu này quá dễ đoán. Chọn một câu khác', 'This password is too easy to guess. Choose another sentence'),
  'own-words': t('Mật khẩu gần như chỉ là tên của anh/chị. Thêm những chữ khác', 'The password is hardly more than your own name. Add other words'),
  same: t('Đây là mật khẩu đang dùng. Chọn mật khẩu khác', 'This is the present password. Choose another'),
  'not-repeated': t('Hai lần gõ chưa giống nhau. Gõ lại mật khẩu mới ở cả hai ô', 'The two entries differ. Type the new password in both boxes'),
  'present-wrong': t('Mật khẩu đang dùng chưa đúng. Gõ lại', 'The present password is not right. Type it again'),
  blocked: t('Đã gõ sai nhiều lần. Chờ 15 phút rồi thử lại', 'Too many wrong tries. Wait 15 minutes'),
  'too-late': t('Đã quá lâu từ lúc đăng nhập. Đăng nhập lại bằng mật khẩu lần đầu', 'Too much time has passed. Sign in again with the first password'),
  'no-role': W.staff.noRole,
  missing: t('Chưa gõ mật khẩu mới', 'Type the new password'),
};

/** What is wrong with a declared identity, and how to mend it; for whichever page asks «Cho biết anh/chị là ai». */
export function declaredFaultWords(fault: DeclaredFault): Text {
  switch (fault.field) {
    case 'name': return { missing: t('Chưa gõ họ tên', 'Type the full name'), long: t('Họ tên dài hơn 120 chữ. Xem lại ô này', 'The name has more than 120 letters. Check this box'), signs: t("Họ tên chỉ gồm chữ cái, dấu cách, dấu ' - và dấu chấm", "A name has letters, spaces, ' - and full stops only") }[fault.why];
    case 'personalId': return {
      missing: t('Chưa gõ số căn cước', 'Type the identity number'), former: t('Đây là số chứng minh nhân dân cũ (9 số). Gõ số căn cước 12 số', 'This is the former nine-digit number. Type the 12-digit one'),
      'wrong-length': fault.digits > 12 ? t(`Số căn cước có 12 số, anh/chị gõ ${fault.digits}, thừa ${fault.digits - 12} số. Xem lại trên thẻ`, `The identity number has 12 digits; you typed ${fault.digits}, ${fault.digits - 12} too many. Look at the card`) : t(`Số căn cước có 12 số, anh/chị mới gõ ${fault.digits}`, `The identity number has 12 digits; you typed ${fault.digits}`), 'not-digits': t('Số căn cước chỉ gồm chữ số', 'The identity number has digits only'),
    }[fault.why];
    case 'birthDate': return {
      missing: t('Chưa gõ ngày sinh', 'Type the date of birth'), 'no-such-day': t('Ngày sinh chưa đúng: không có ngày này trong lịch. Xem lại ngày, tháng, năm', 'There is no such day. Check day, month and year'),
      'after-today': t('Ngày sinh không thể sau hôm nay', 'The date of birth cannot be after today'), 'too-old': t('Năm sinh này quá xa. Xem lại năm', 'This year is too long ago. Check the year'),
    }[fault.why];
    case 'issuedOn': return {
      'no-such-day': t('Ngày cấp chưa đúng: không có ngày này trong lịch', 'There is no such day of issue'), 'after-today': t('Ngày cấp không thể sau hôm nay', 'The day of issue cannot be after today'), 'before-birth': t('Ngày cấp không thể trước ngày sinh', 'The day of issue cannot be before the birth'),
    }[fault.why];
    case 'phone': return t('Số điện thoại cần 10 số, bắt đầu bằng 0', 'A telephone number has 10 digits and begins with 0');
  }
}
/** Questions, never refusals: numbers have been corrected by hand. */
export const NUMBER_WARNING: Readonly<Record<PersonalNumberWarning, Text>> = {
  'unknown-place': t('Ba số đầu của số căn cước không phải mã tỉnh nào đang biết. Xem lại; nếu thẻ ghi đúng vậy thì cứ tiếp tục', 'The first three digits are no province code we know. Check; if the card says so, go on'),
  'gender-differs': t('Số căn cước và giới tính chưa khớp nhau. Xem lại; nếu thẻ ghi đúng vậy thì cứ tiếp tục', 'Number and sex do not match. Check; if the card says so, go on'),
  'year-differs': t('Số căn cước và năm sinh chưa khớp nhau. Xem lại; nếu thẻ ghi đúng vậy thì cứ tiếp tục', 'Number and year of birth do not match. Check; if the card says so, go on'),
};
