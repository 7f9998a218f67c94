import type { Example } from '../../example.ts';
import { Timeline } from './timeline.tsx';

export const examples: readonly Example[] = [
  { title: 'Đường đi của hồ sơ', node: <Timeline label="Đường đi của hồ sơ" steps={[{ state: 'done', name: 'Xã đã nhận', time: '09:41 thứ Sáu 13/2/2026', dateTime: '2026-02-13T09:41:00+07:00' }, { state: 'now', name: 'Đang xét', who: 'anh Bình, tư pháp – hộ tịch', time: 'còn 5 giờ' }, { state: 'next', name: 'Ký' }, { state: 'next', name: 'Trả kết quả', time: 'trước 17:00 hôm nay' }]} /> },
];
