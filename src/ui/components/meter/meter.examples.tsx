import type { Example } from '../../example.ts';
import { Meter } from './meter.tsx';

export const examples: readonly Example[] = [
  { title: 'Thời gian còn lại', node: <p><Meter words="còn 5 giờ" share={0.4} tone="green" /> <Meter words="còn 30 phút" share={0.9} tone="yellow" /> <Meter words="quá hạn 2 ngày" share={1.4} tone="red" /> <Meter words="đang dừng" share={0.6} tone="grey" /></p> },
  { title: 'Tỷ lệ', node: <p><Meter words="96 % đúng hẹn" share={0.96} /></p> },
];
