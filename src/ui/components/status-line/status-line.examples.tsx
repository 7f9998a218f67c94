import type { Example } from '../../example.ts';
import { Button } from '../button/button.tsx';
import { StatusLine } from './status-line.tsx';

export const examples: readonly Example[] = [
  { title: 'Đang làm', node: <StatusLine colour="blue" tag="Xã đang làm" official="Đang xử lý" sentence="Hẹn trả trước 17:00 hôm nay. Chưa cần chị làm gì." /> },
  { title: 'Cần bổ sung', node: <StatusLine colour="yellow" tag="Cần anh/chị thêm 2 thứ" official="Yêu cầu bổ sung giấy tờ" sentence="Gửi trước 16:00 thứ Tư 18/2/2026. Thời gian của xã đang dừng." next={<Button href="#bo-sung">Xem và làm ngay</Button>} /> },
  { title: 'Trễ hẹn', node: <StatusLine colour="red" tag="Xã đang trễ" sentence="Xã đang trễ. Xã xin lỗi. Ngày trả mới: thứ Sáu 20/2/2026." next={<p>Người chịu trách nhiệm: ông Trần Văn Bình, tư pháp – hộ tịch.</p>} /> },
];
