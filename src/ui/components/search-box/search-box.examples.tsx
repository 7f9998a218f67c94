import type { Example } from '../../example.ts';
import { SearchBox } from './search-box.tsx';

export const examples: readonly Example[] = [
  { title: 'Ở trang đầu', node: <SearchBox action="/tim" id="vd-tim" /> },
  { title: 'Có lỗi', node: <SearchBox action="/tim" id="vd-tim-2" label="Tìm trong mọi thủ tục" error="Gõ việc cần làm rồi bấm Tìm" value="" /> },
];
