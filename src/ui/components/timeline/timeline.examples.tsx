import type { Example } from '../../example.ts';
import { Timeline } from './timeline.tsx';

export const examples: readonly Example[] = [
  { title: 'Đường đi của hồ sơ', node: <Timeline label="Đường đi của hồ sơ" steps={[{ state: 'done', name: 'Xã đã nhận', time: '09:41 thứ Sáu 13/2/2026', dateTime: '2026-02-13T09:41:00+07:00' }, { state: 'now', name: 'Đang xét', who: 'anh Bình, tư pháp – hộ tịch', time: 'còn 5 giờ' }, { state: 'next', name: 'Ký' }, { state: 'next', name: 'Trả kết quả', time: 'trước 17:00 hôm nay' }]} /> },
  { title: 'Đường đi của bưu gửi, có lần không gặp', node: <Timeline label="Đường đi" steps={[{ state: 'done', name: 'Bưu tá đã nhận', time: '15:40 thứ Hai 2/3/2026' }, { state: 'missed', name: 'Đến mà không gặp', time: '09:10 thứ Ba 3/3/2026' }]} /> },
];
