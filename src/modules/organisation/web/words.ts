import type { Role } from '../../../shared/actor.ts';
import { momentWords, showShortDate, type PlainDate } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import type { AgencyKind, AgencyNow, AgencyRefusal, GrantRefusal, ManageRefusal, OfficerRefusal } from '../domain/index.ts';
import type { CloseAgencyRefusal } from '../use-cases/close-agency.ts';

const t = (vi: string, en: string): Text => ({ vi, en });

export const ROLE_WORDS: Readonly<Record<Role, Text>> = {
  reception: t('Tiếp nhận, trả kết quả', 'Reception and return'), specialist: t('Thụ lý', 'Specialist'), leader: t('Lãnh đạo ký duyệt', 'Leader, signs'), clerk: t('Văn thư', 'Clerk'), accountant: t('Kế toán, thu phí', 'Accountant'),
  'desk-head': t('Đứng đầu Bộ phận Một cửa', 'Head of the one-stop desk'), control: t('Kiểm soát thủ tục hành chính', 'Procedure control'), inspector: t('Thanh tra, kiểm tra (chỉ xem)', 'Inspector (read only)'), admin: t('Quản trị hệ thống', 'System administrator'), helper: t('Người khai giúp (tổ công nghệ số cộng đồng, bưu điện)', 'Helper who files for people (community digital group, post)'),
};
export const KIND_WORDS: Readonly<Record<AgencyKind, Text>> = { province: t('Cấp tỉnh', 'Province'), commune: t('Cấp xã', 'Commune'), department: t('Phòng, ban', 'Department'), desk: t('Bộ phận Một cửa', 'One-stop desk') };
export const NOW_WORDS: Readonly<Record<AgencyNow, Text>> = { open: t('Đang làm việc', 'Open'), 'not-yet': t('Chưa bắt đầu', 'Not yet'), closed: t('Đã kết thúc', 'Closed') };
export const CHANGE_WORDS: Readonly<Record<string, Text>> = {
  'officer.add': t('Mở tài khoản', 'Account opened'), 'officer.disable': t('Khóa tài khoản', 'Account closed'), 'officer.enable': t('Mở lại tài khoản', 'Account opened again'),
  'signing.give': t('Ghi ký thay', 'Signing for the head entered'), 'signing.end': t('Thôi ký thay', 'Signing for the head ended'),
  'role.grant': t('Giao việc', 'Role given'), 'role.revoke': t('Thôi giao việc', 'Role taken back'), 'password.reset': t('Đặt lại mật khẩu', 'Password reset'), 'password.change': t('Tự đổi mật khẩu', 'Changed the password'),
  'second-factor.on': t('Tự bật xác thực hai lớp', 'Turned the second factor on'), 'second-factor.off': t('Tự tắt xác thực hai lớp', 'Turned the second factor off'), 'second-factor.replace': t('Tự đổi điện thoại xác thực', 'Changed the telephone of the second factor'),
  'second-factor.codes': t('Tự lấy mã dự phòng mới', 'Made new recovery codes'), 'second-factor.recovery': t('Dùng một mã dự phòng', 'Used a recovery code'), 'second-factor.remove': t('Gỡ xác thực hai lớp', 'Second factor taken off'), 'second-factor.rule': t('Đổi yêu cầu xác thực hai lớp', 'Rule of the second factor changed'),
};

export const W = {
  agencies: {
    title: t('Cơ quan', 'Agencies'), lead: t('Mọi cấp, kể cả cơ quan đã kết thúc sau sắp xếp: mã cũ không dùng lại, hồ sơ cũ vẫn xem được.', 'All levels, closed ones too: old codes are never used again and old dossiers stay readable.'),
    staff: t('Danh sách cán bộ', 'Officers'), name: t('Tên', 'Name'), code: t('Mã định danh', 'Identifier'), kind: t('Cấp', 'Level'), state: t('Tình trạng', 'State'), since: t('Từ ngày', 'From'), until: t('Đến hết ngày', 'Until'), parent: t('Trực thuộc', 'Part of'), successor: t('Cơ quan tiếp nhận việc', 'Work taken over by'),
    gso: t('Mã đơn vị hành chính (Tổng cục Thống kê)', 'Administrative unit code (statistics office)'), address: t('Địa chỉ', 'Address'), phone: t('Điện thoại', 'Telephone'), note: t('Lưu ý cho người dân', 'Note for people'), source: t('Chưa có văn bản', 'No document yet'), provisional: t('mã tạm', 'provisional code'),
    add: t('Thêm cơ quan, đơn vị', 'Add an agency or unit'), shortName: t('Tên gọi ngắn', 'Short name'), codeHint: t('Chữ in hoa, số và dấu chấm, tối đa 35 ký tự. Ví dụ: H36.23095', 'Capitals, digits and full stops, at most 35. For example: H36.23095'), provisionalQuestion: t('Mã này đã có văn bản công bố chưa?', 'Has this code been announced?'), announced: t('Đã công bố', 'Announced'), notAnnounced: t('Chưa, đặt tạm', 'Not yet, provisional'), gsoHint: t('5 số với cấp xã, 2 số với cấp tỉnh; phòng và quầy để trống', '5 digits for a commune, 2 for a province; leave empty for a unit'),
    save: t('Lưu', 'Save'), close: t('Kết thúc hoạt động', 'Close this agency'), closeHint: t('Từ hôm sau cơ quan này không nhận hồ sơ mới. Không xóa gì.', 'From the next day it receives no new dossiers. Nothing is deleted.'), lastDay: t('Ngày làm việc cuối', 'Last day of work'), none: t('Không có', 'None'), closeGo: t('Kết thúc', 'Close'),
  },
  staff: {
    title: t('Cán bộ', 'Officers'), add: t('Thêm cán bộ', 'Add an officer'), agencies: t('Cơ quan', 'Agencies'), name: t('Họ và tên', 'Full name'), position: t('Chức danh', 'Title'), username: t('Tên đăng nhập', 'User name'), usernameHint: t('Chữ thường không dấu, số, dấu chấm; từ 3 ký tự. Ví dụ: lan.nguyen', 'Lower-case letters, digits, full stops; at least 3. For example: lan.nguyen'),
    roles: t('Việc được giao hôm nay', 'Roles today'), state: t('Tài khoản', 'Account'), active: t('đang dùng', 'in use'), closed: t('đã khóa', 'closed'), noRole: t('chưa được giao việc', 'no role'), agency: t('Nơi làm việc', 'Works at'), role: t('Việc được giao', 'Role'), from: t('Từ ngày', 'From'), to: t('Đến hết ngày', 'Until'), toHint: t('Để trống nếu không có hạn', 'Leave empty when it has no end'), forGood: t('không có hạn', 'no end'),
    created: (name: string): Text => t(`Đã mở tài khoản cho ${name}`, `Account opened for ${name}`), reset: (name: string): Text => t(`Đã đặt lại mật khẩu của ${name}`, `Password of ${name} reset`),
    once: t('Mật khẩu dùng một lần dưới đây chỉ hiện lúc này. Trao tận tay; lần đầu đăng nhập cán bộ phải đặt mật khẩu riêng.', 'The one-time password below is shown only now. Hand it over in person; a new one must be chosen at the first sign-in.'), password: t('Mật khẩu dùng một lần', 'One-time password'), toOfficer: t('Xem tài khoản này', 'See this account'),
  },
  officer: {
    roles: t('Các việc được giao', 'Roles'), grant: t('Giao thêm việc', 'Give a role'), deputy: t('Làm thay ai (nếu có)', 'Stands in for (if any)'), deputyNone: t('Không làm thay ai', 'Nobody'), deputyFor: (name: string): Text => t(`làm thay ${name}`, `for ${name}`), give: t('Giao việc', 'Give'), take: t('Thôi giao', 'Take back'), taken: t('đã thôi', 'taken back'), past: t('đã hết hạn', 'ended'), now: t('đang giữ', 'held'), later: t('chưa đến ngày', 'not yet'),
    account: t('Tài khoản', 'Account'), disable: t('Khóa tài khoản, thoát khỏi mọi máy', 'Close the account and sign out everywhere'), enable: t('Mở lại tài khoản', 'Open the account again'), resetPassword: t('Đặt lại mật khẩu', 'Reset the password'), history: t('Lịch sử thay đổi', 'History'), at: t('Lúc', 'When'), what: t('Việc', 'What'), by: t('Người làm', 'By'), system: t('hệ thống', 'the system'), detail: t('Chi tiết', 'Detail'),
    own: t('Đây là tài khoản của anh/chị: người quản trị khác mới đổi được.', 'This is your own account: only another administrator can change it.'), elsewhere: t('Tài khoản này thuộc đơn vị khác: chỉ xem.', 'This account belongs elsewhere: read only.'),
  },
} as const;

const MANAGE: Readonly<Record<ManageRefusal, Text>> = {
  'not-managed': t('Nơi này không thuộc phạm vi anh/chị quản trị. Nhờ quản trị của nơi đó, hoặc của cấp tỉnh', 'This is outside what you administer. Ask its administrator or the province'),
  'own-account': t('Không ai tự đổi quyền của mình. Nhờ một người quản trị khác', 'Nobody changes his own rights. Ask another administrator'),
  'unknown-officer': t('Không có cán bộ này. Quay lại danh sách', 'There is no such officer. Go back to the list'),
};
/** Field that a refusal is about, and its words. */
export interface Fault { readonly field: string; readonly words: Text }
export const OFFICER_FAULT: Readonly<Record<OfficerRefusal, Fault>> = {
  'name-missing': { field: 'name', words: t('Chưa gõ họ và tên', 'Type the full name') }, 'name-long': { field: 'name', words: t('Họ và tên dài hơn 120 chữ. Rút ngắn lại', 'The name has more than 120 letters') },
  'title-missing': { field: 'title', words: t('Chưa gõ chức danh', 'Type the title') }, 'title-long': { field: 'title', words: t('Chức danh dài hơn 120 chữ. Rút ngắn lại', 'The title has more than 120 letters') },
  'username-shape': { field: 'username', words: t('Tên đăng nhập gồm chữ thường không dấu, số, dấu chấm, từ 3 đến 40 ký tự', 'A user name has 3 to 40 lower-case letters, digits and full stops') },
  'username-taken': { field: 'username', words: t('Tên đăng nhập này đã có người dùng, kể cả tài khoản đã khóa. Chọn tên khác', 'This user name is taken, perhaps by a closed account. Choose another') },
};
export const GRANT_FAULT: Readonly<Record<GrantRefusal, Fault>> = {
  'not-managed': { field: 'agency', words: MANAGE['not-managed'] }, 'own-account': { field: 'role', words: MANAGE['own-account'] }, 'unknown-officer': { field: 'role', words: MANAGE['unknown-officer'] },
  'agency-unknown': { field: 'agency', words: t('Chưa chọn nơi làm việc', 'Choose where') }, 'agency-closed': { field: 'agency', words: t('Nơi này đã kết thúc hoạt động vào ngày đó. Chọn nơi khác', 'It is closed by that day. Choose another') },
  'dates-reversed': { field: 'to', words: t('Ngày kết thúc trước ngày bắt đầu. Xem lại hai ngày', 'It ends before it begins. Check both dates') }, 'starts-in-past': { field: 'from', words: t('Việc chỉ giao được từ hôm nay trở đi', 'A role can begin today at the earliest') },
  'deputy-without-end': { field: 'to', words: t('Làm thay thì phải có ngày kết thúc', 'Standing in needs an end') }, 'deputy-is-self': { field: 'deputy', words: t('Không ai làm thay chính mình. Chọn người khác', 'Nobody stands in for himself. Choose another') },
  'deputy-lacks-role': { field: 'deputy', words: t('Người kia không giữ việc này ở nơi này trong thời gian đó', 'That officer does not hold this role there at that time') },
  'already-held': { field: 'role', words: t('Cán bộ đã giữ việc này ở đây trong thời gian đó', 'The officer holds this role there already') }, 'admin-with-business': { field: 'role', words: t('Quản trị hệ thống không kiêm xử lý hồ sơ trong cùng thời gian. Mở tài khoản riêng', 'An administrator does no business acts at the same time. Use a separate account') },
};
export const AGENCY_FAULT: Readonly<Record<AgencyRefusal | 'not-managed', Fault>> = {
  'code-shape': { field: 'code', words: t('Mã định danh gồm chữ in hoa, số và dấu chấm, tối đa 35 ký tự', 'An identifier has capitals, digits and full stops, at most 35') }, 'code-taken': { field: 'code', words: t('Mã này đang dùng cho cơ quan khác', 'Another agency has this code') },
  'name-missing': { field: 'name', words: t('Chưa gõ tên và tên gọi ngắn', 'Type the name and the short name') }, 'parent-missing': { field: 'parent', words: t('Chưa chọn cơ quan cấp trên', 'Choose what it is part of') },
  'parent-not-authority': { field: 'parent', words: t('Cơ quan cấp trên này chưa đúng cấp. Xã trực thuộc tỉnh; phòng, quầy trực thuộc xã hoặc tỉnh', 'It cannot be part of that. Communes belong to a province, units to a commune or province') },
  'commune-code-shape': { field: 'gso', words: t('Mã đơn vị hành chính có 5 số (xã) hoặc 2 số (tỉnh)', 'The unit code has 5 digits (commune) or 2 (province)') }, 'not-managed': { field: 'parent', words: MANAGE['not-managed'] },
};
export const CLOSE_FAULT: Readonly<Record<CloseAgencyRefusal, Fault>> = {
  'agency-unknown': { field: 'lastDay', words: t('Không có cơ quan này', 'There is no such agency') }, 'not-managed': { field: 'lastDay', words: MANAGE['not-managed'] }, 'own-agency': { field: 'lastDay', words: t('Không thể tự kết thúc cơ quan của mình. Nhờ quản trị cấp tỉnh', 'You cannot close your own authority. Ask the province') },
  'already-closed': { field: 'lastDay', words: t('Cơ quan này đã có ngày kết thúc', 'It already has an end') }, 'dates-reversed': { field: 'lastDay', words: t('Ngày làm việc cuối không thể trước hôm nay hoặc trước ngày bắt đầu', 'The last day cannot be before today or before its beginning') },
  'successor-closed': { field: 'successor', words: t('Cơ quan tiếp nhận việc cũng đã kết thúc vào ngày đó. Chọn cơ quan khác', 'The successor is closed by that day, too. Choose another') }, 'successor-is-self': { field: 'successor', words: t('Cơ quan tiếp nhận việc phải là cơ quan khác', 'The successor must be another agency') },
};
export const DATE_FAULT = t('Ngày này chưa đúng: gõ đủ ngày, tháng, năm có trong lịch', 'This date is not right: type day, month and year');
export const CHOOSE_FAULT = t('Chưa chọn mục này', 'Choose one');

export const FACTOR = {
  title: t('Xác thực hai lớp', 'Second factor'), state: t('Xác thực hai lớp', 'Second factor'), off: t('chưa bật', 'off'), on: (since: Date): Text => t(`đang bật, từ ${momentWords(since).vi}`, `on, since ${momentWords(since).en}`),
  remove: t('Gỡ xác thực hai lớp', 'Take the second factor off'), removeHint: t('Khi cán bộ mất cả điện thoại và mã dự phòng. Gặp tận mặt rồi mới gỡ: sau đó chỉ mật khẩu là đủ để vào. Nghi lộ mật khẩu thì đặt lại cả mật khẩu.', 'For an officer who lost both telephone and recovery codes. See the person first: afterwards the password alone is enough. If the password may be known to others, reset it too.'),
  lead: t('Từ ngày ghi ở đây, ai giữ việc đó mà chưa bật thì lúc đăng nhập phải bật trước khi vào làm. Để trống là không bắt buộc; ai cũng tự bật được ở trang «Tài khoản của tôi».', 'From the day given here, whoever holds that work and has no second factor is led to set one up at the sign-in. Empty: nobody must; everybody may, on the page “My account”.'),
  from: t('Phải bật từ ngày', 'Needed from'), above: (day: PlainDate): Text => t(`Cấp trên đã bắt buộc từ ngày ${showShortDate(day)}.`, `The authority above requires it since ${showShortDate(day)}.`),
  all: (holders: number): Text => t(holders === 0 ? 'Chưa ai giữ việc này.' : `Cả ${holders} người giữ việc này đã bật.`, holders === 0 ? 'Nobody holds this work.' : `All ${holders} who hold this work have one.`), without: (n: number, holders: number): Text => t(`${n}/${holders} người giữ việc này chưa bật:`, `${n} of ${holders} who hold this work have none yet:`), more: (n: number): Text => t(`và ${n} người nữa`, `and ${n} more`),
  save: t('Lưu', 'Save'), saved: t('Đã lưu.', 'Saved.'), past: t('Ngày này đã qua. Chọn từ hôm nay trở đi', 'This day has passed. Choose today or later'),
} as const;

export const SIGNING = {
  title: { vi: 'Ký thay, thừa lệnh, thừa ủy quyền', en: 'Signing for somebody' }, lead: { vi: 'Ghi theo quyết định phân công hoặc văn bản ủy quyền. Kết quả ký trong thời gian này mang dòng chữ bên dưới (Nghị định 30/2020/NĐ-CP Điều 13, Phụ lục I).', en: 'As the assignment of work or the letter of delegation says. Results signed in this time carry the lines below.' },
  given: { vi: 'Đã ghi', en: 'Entered' }, none: { vi: 'Chưa ghi gì: cán bộ này ký với chức vụ của mình.', en: 'Nothing entered: this officer signs in the own right.' }, stands: { vi: 'Đứng trên chữ ký', en: 'Above the signature' },
  form: { vi: 'Ký thế nào', en: 'How' }, forms: { KT: { vi: 'KT. – ký thay', en: 'KT. – for the head' }, TL: { vi: 'TL. – thừa lệnh', en: 'TL. – by order' }, TUQ: { vi: 'TUQ. – thừa ủy quyền (có thời hạn)', en: 'TUQ. – by delegation (limited)' }, Q: { vi: 'Q. – quyền cấp trưởng', en: 'Q. – acting head' } },
  principal: { vi: 'Ký cho chức vụ nào', en: 'For which office' }, principalHint: { vi: 'Ví dụ Chủ tịch', en: 'Such as Chủ tịch' }, own: { vi: 'Chức vụ của người ký', en: 'The signer’s own office' }, ownHint: { vi: 'Ví dụ Phó Chủ tịch', en: 'Such as Phó Chủ tịch' },
  basis: { vi: 'Văn bản phân công hoặc ủy quyền', en: 'Paper that says so' }, basisHint: { vi: 'Số, ngày, ví dụ Quyết định 12/QĐ-UBND ngày 5/1/2026', en: 'Number and date' }, from: { vi: 'Từ ngày', en: 'From' }, to: { vi: 'Đến hết ngày', en: 'Until' }, add: { vi: 'Ghi thêm', en: 'Enter' }, end: { vi: 'Thôi', en: 'End' }, ended: { vi: 'Đã thôi', en: 'Ended' },
  titleMissing: { vi: 'Chưa ghi đủ hai chức vụ. Ghi như sẽ in trên văn bản', en: 'Write both offices as they will be printed' }, basisMissing: { vi: 'Chưa ghi văn bản phân công hoặc ủy quyền. Ghi số và ngày', en: 'Give number and date of the paper' }, reversed: { vi: 'Ngày kết thúc sớm hơn ngày bắt đầu. Xem lại hai ngày', en: 'It ends before it begins' }, past: { vi: 'Ngày bắt đầu đã qua. Chọn từ hôm nay trở đi', en: 'It cannot begin in the past' }, noEnd: { vi: 'Thừa ủy quyền phải có ngày kết thúc. Ghi ngày cuối', en: 'A delegation needs an end' },
} as const;
