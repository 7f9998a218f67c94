import type { Role } from '../../shared/actor.ts';
import type { Text } from '../../shared/text.ts';

export type DeskPlace = 'today' | 'assist' | 'intake' | 'return' | 'sign' | 'find' | 'register' | 'procedures' | 'calendar' | 'organisation' | 'notices' | 'failed' | 'payments' | 'receipts' | 'reports' | 'targets' | 'feedback' | 'demands' | 'linkage' | 'post' | 'post-rules';

/** Places of the desk, in the order of the day’s work, each for the roles that have work there. The fragment puts the cursor where typing or scanning begins. */
export const DESK_PLACES: readonly { readonly place: DeskPlace; readonly href: string; readonly words: Text; readonly roles: readonly Role[]; readonly dataKey?: string }[] = [
  { place: 'today', href: '/ban', words: { vi: 'Việc hôm nay', en: 'Today' }, roles: ['reception', 'specialist', 'leader', 'clerk', 'accountant', 'desk-head', 'control', 'inspector'] },
  { place: 'intake', href: '/ban/tiep-nhan#q', words: { vi: 'Tiếp nhận', en: 'Receive' }, roles: ['reception', 'desk-head'], dataKey: 'F4' },
  { place: 'assist', href: '/ban/khai-giup', words: { vi: 'Khai giúp', en: 'File for somebody' }, roles: ['reception', 'helper'] },
  { place: 'return', href: '/ban/tra-ket-qua#ma', words: { vi: 'Trả kết quả', en: 'Hand over' }, roles: ['reception', 'desk-head'], dataKey: 'F6' },
  { place: 'post', href: '/ban/buu-dien#so', words: { vi: 'Bưu điện', en: 'Post' }, roles: ['reception'] },
  { place: 'sign', href: '/ban/ky', words: { vi: 'Chờ ký', en: 'To sign' }, roles: ['leader'] },
  { place: 'find', href: '/ban/tim#tim', words: { vi: 'Tìm hồ sơ', en: 'Find' }, roles: ['reception', 'specialist', 'leader', 'clerk', 'accountant', 'desk-head', 'control', 'inspector'], dataKey: 'Ctrl+K' },
  { place: 'register', href: '/ban/so-theo-doi', words: { vi: 'Sổ theo dõi', en: 'Register' }, roles: ['reception', 'clerk', 'desk-head', 'control', 'inspector'] },
  { place: 'procedures', href: '/quan-tri/thu-tuc', words: { vi: 'Thủ tục', en: 'Procedures' }, roles: ['control'] },
  { place: 'post-rules', href: '/quan-tri/buu-dien', words: { vi: 'Cước bưu điện', en: 'Postage' }, roles: ['control'] },
  { place: 'calendar', href: '/quan-tri/lich', words: { vi: 'Lịch làm việc', en: 'Calendar' }, roles: ['control'] },
  { place: 'organisation', href: '/quan-tri/co-quan', words: { vi: 'Cơ quan, cán bộ', en: 'Agencies, officers' }, roles: ['admin'] },
  { place: 'notices', href: '/quan-tri/tin-nhan', words: { vi: 'Tin nhắn', en: 'Messages' }, roles: ['admin'] },
  { place: 'failed', href: '/quan-tri/viec-hong', words: { vi: 'Việc hỏng', en: 'Failed work' }, roles: ['admin'] },
  { place: 'payments', href: '/ban/doi-soat', words: { vi: 'Đối soát', en: 'Payments' }, roles: ['accountant'] },
  { place: 'receipts', href: '/ban/duyet-bien-lai', words: { vi: 'Duyệt biên lai', en: 'Receipts' }, roles: ['leader'] },
  { place: 'reports', href: '/ban/bao-cao', words: { vi: 'Báo cáo', en: 'Reports' }, roles: ['leader', 'desk-head', 'control', 'inspector'] },
  { place: 'targets', href: '/ban/chi-tieu', words: { vi: 'Chỉ tiêu', en: 'Targets' }, roles: ['leader', 'desk-head', 'control', 'inspector'] },
  { place: 'linkage', href: '/ban/lien-thong', words: { vi: 'Liên thông', en: 'Linked parts' }, roles: ['specialist', 'leader', 'desk-head'] },
  { place: 'feedback', href: '/ban/phan-anh', words: { vi: 'Phản ánh', en: 'Feedback' }, roles: ['leader', 'desk-head', 'control'] },
  { place: 'demands', href: '/ban/doi-them', words: { vi: 'Bị đòi thêm', en: 'Extra demands' }, roles: ['control', 'inspector'] },
];
