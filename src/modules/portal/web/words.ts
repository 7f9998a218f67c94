import type { Text } from '../../../shared/text.ts';

const t = (vi: string, en: string): Text => ({ vi, en });

export const W = {
  breadcrumb: t('Trang đầu', 'Home'),
  home: {
    title: t('Anh/chị cần làm việc gì?', 'What do you need?'),
    search: t('Gõ việc cần làm', 'Type what you need'), hint: t('Ví dụ: khai sinh, kết hôn, chứng thực. Gõ không dấu cũng được.', 'For example: birth, marriage, certified copies. English or Vietnamese, accents are not needed.'), find: t('Tìm', 'Search'),
    common: t('Việc hay làm', 'Most asked'), life: t('Theo việc trong đời', 'By what happens in life'), all: t('Xem tất cả thủ tục', 'See all procedures'), offices: t('Nơi giải quyết cho nhà anh/chị: tìm theo tên xã, phường mới hoặc cũ', 'Your office: find it by the new or the former name of your commune'),
    unfinished: t('Làm tiếp hồ sơ dở', 'Go on with what you began'), keptAt: t('giữ lại lúc', 'kept at'),
    mine: t('Hồ sơ của tôi', 'My dossiers'), track: t('Tra cứu bằng mã', 'Look up by code'), own: t('Xem hồ sơ đã nộp', 'See what I submitted'), signIn: t('Đăng nhập để xem mọi hồ sơ của mình', 'Sign in to see all your dossiers'), verify: t('Kiểm tra một giấy tờ đã ký số', 'Check a signed paper'),
    help: t('Cần người giúp', 'Need help'), helpText: t('Gọi xã, nói việc cần làm. Cán bộ chỉ cách hoặc khai giúp anh/chị.', 'Call the commune and say what you need; an officer explains or fills it in for you.'), call: t('Gọi', 'Call'), counter: t('Không dùng mạng cũng được: mang giấy tờ ra Trung tâm Phục vụ hành chính công, hồ sơ như nhau.', 'You need no internet: bring your papers to the public service centre, it is the same dossier.'),
  },
  search: {
    empty: t('Tìm việc cần làm', 'Find what you need'),
    found: (n: number): Text => t(`Tìm thấy ${n} việc`, `${n} found`),
    none: t('Chưa tìm thấy việc này', 'Not found'),
    notUnderstood: (query: string): Text => t(`Chưa hiểu «${query}». Thử gõ ngắn hơn, ví dụ: khai sinh, kết hôn, hộ nghèo.`, `“${query}” was not understood. Try fewer words, such as: birth, marriage, poor household.`),
    askCall: t('Hoặc gọi xã hỏi', 'Or call the commune'), askAll: t('xem tất cả thủ tục', 'see all procedures'), or: t('hoặc', 'or'),
    not: t('Không phải việc anh/chị cần?', 'Not what you need?'), common: t('Việc nhiều người tìm', 'What many people look for'),
  },
} as const;
