import type { Example } from '../../example.ts';
import { TwoClocks } from './two-clocks.tsx';

export const examples: readonly Example[] = [
  { title: 'Đang ở xã', node: <TwoClocks office={{ used: '3 giờ 10 phút', note: 'còn 4 giờ 50 phút, trả trước 17:00' }} citizen={{ used: '0 phút' }} running="office" /> },
  { title: 'Đang chờ người dân', node: <TwoClocks office={{ used: '3 giờ 10 phút' }} citizen={{ used: '1 ngày 2 giờ', note: 'gửi trước 16:00 thứ Tư 18/2' }} running="citizen" /> },
  { title: 'Đã xong', node: <TwoClocks office={{ used: '6 giờ' }} citizen={{ used: '1 ngày 5 giờ' }} running="none" /> },
];
