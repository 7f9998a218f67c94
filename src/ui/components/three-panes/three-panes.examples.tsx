import type { Example } from '../../example.ts';
import { FactList } from '../fact-list/fact-list.tsx';
import { ThreePanes } from './three-panes.tsx';

export const examples: readonly Example[] = [
  { title: 'Quầy tiếp nhận', node: <ThreePanes panes={[{ id: 'vd-khung-1', title: 'Người nộp', children: <p>Nguyễn Thị Hoa</p> }, { id: 'vd-khung-2', title: 'Hồ sơ', children: <p>Đăng ký khai sinh, đúng hạn</p> }, { id: 'vd-khung-3', title: 'Giấy hẹn', children: <FactList facts={[{ term: 'Trả lúc', value: '17:00 thứ Sáu 13/2/2026' }, { term: 'Phải thu', value: '0 đ' }]} /> }]} /> },
];
