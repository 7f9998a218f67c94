import type { Example } from '../../example.ts';
import { FactList } from './fact-list.tsx';

export const examples: readonly Example[] = [
  { title: 'Bốn điều cần biết', node: <FactList facts={[{ term: 'Lệ phí', value: 'Không mất tiền khi khai đúng hạn' }, { term: 'Bao lâu', value: 'Trong ngày; nhận sau 15 giờ thì trả ngày làm việc tiếp theo' }, { term: 'Ai được làm', value: 'Cha, mẹ, ông, bà hoặc người thân thích khác' }, { term: 'Làm thay được không', value: 'Được' }]} /> },
];
