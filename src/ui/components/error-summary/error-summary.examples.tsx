import type { Example } from '../../example.ts';
import { ErrorSummary } from './error-summary.tsx';

export const examples: readonly Example[] = [
  { title: 'Hai chỗ cần sửa', node: <ErrorSummary problems={[{ name: 'vd-can-cuoc', message: 'Số căn cước có 12 số, anh/chị mới gõ 11' }, { name: 'vd-gioi-tinh', message: 'Chưa chọn giới tính của bé' }]} /> },
  { title: 'Không có lỗi: không hiện gì', node: <ErrorSummary problems={[]} /> },
];
