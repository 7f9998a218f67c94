import type { Example } from '../../example.ts';
import { Pagination } from './pagination.tsx';

export const examples: readonly Example[] = [
  { title: 'Giữa danh sách', node: <Pagination previousHref="#truoc" nextHref="#sau" position="51–100 trong 412 hồ sơ" label="Các trang, ví dụ 1" /> },
  { title: 'Trang đầu', node: <Pagination nextHref="#sau" label="Các trang, ví dụ 2" /> },
];
