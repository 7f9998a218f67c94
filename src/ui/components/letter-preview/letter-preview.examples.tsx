import type { Example } from '../../example.ts';
import { LetterPreview } from './letter-preview.tsx';

export const examples: readonly Example[] = [
  { title: 'Mẫu 02 trước khi gửi', node: <LetterPreview agency={['ỦY BAN NHÂN DÂN XÃ HÀM LIÊM', 'BỘ PHẬN MỘT CỬA']} number="Số: …/BPMC" placeAndDate="Hàm Liêm, ngày 13 tháng 2 năm 2026" title="PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ" signer={['NGƯỜI HƯỚNG DẪN', '(ký, ghi rõ họ tên)']}><p>Hồ sơ của bà Nguyễn Thị Hoa cần bổ sung: Giấy chứng sinh chụp lại rõ, đủ bốn góc.</p></LetterPreview> },
];
