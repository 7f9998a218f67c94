import type { Example } from '../../example.ts';
import { StartButton } from './start-button.tsx';

export const examples: readonly Example[] = [
  { title: 'Bắt đầu', node: <StartButton href="#bat-dau" note="Khoảng 6 phút. Đang khai có thể dừng, khi nào rảnh làm tiếp.">Bắt đầu khai</StartButton> },
];
