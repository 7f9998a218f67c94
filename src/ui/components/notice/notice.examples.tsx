import type { Example } from '../../example.ts';
import { Notice } from './notice.tsx';

export const examples: readonly Example[] = [
  { title: 'Lưu ý', node: <Notice title="Khai sinh sau 60 ngày"><p>Anh/chị vẫn khai được. Lệ phí khi khai muộn do tỉnh quy định.</p></Notice> },
  { title: 'Đã xong', node: <Notice kind="ok"><p>Đã giữ lại lúc 09:41. Có thể tắt máy.</p></Notice> },
  { title: 'Cần chú ý', node: <Notice kind="warn" title="Còn 2 ngày để bổ sung"><p>Gửi trước 16:00 thứ Tư 18/2/2026, nếu không hồ sơ dừng.</p></Notice> },
  { title: 'Có lỗi', node: <Notice kind="error" title="Chưa gửi được – đang chờ mạng"><p>Hồ sơ CHƯA đến xã. Máy đã giữ mọi điều anh/chị khai.</p></Notice> },
];
