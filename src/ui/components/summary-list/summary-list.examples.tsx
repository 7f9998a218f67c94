import type { Example } from '../../example.ts';
import { SummaryList } from './summary-list.tsx';

export const examples: readonly Example[] = [
  { title: 'Xem lại trước khi nộp', node: <SummaryList title="Bé" rows={[{ term: 'Họ, chữ đệm, tên', value: 'Nguyễn Minh An', change: { href: '#ten', what: 'tên bé' } }, { term: 'Ngày sinh', value: '7/2/2026', change: { href: '#ngay' } }, { term: 'Quê quán', value: undefined, change: { href: '#que' } }]} /> },
  { title: 'Chỉ đọc, chữ dài, nhiều dòng', node: <SummaryList rows={[{ term: 'Nơi ở hiện nay của mẹ', value: 'Tổ dân phố số 3, khu phố Phú Thịnh, cạnh trạm bơm thủy lợi cũ\nXã Hàm Liêm, tỉnh Lâm Đồng', note: 'cũ: xã Hàm Chính, huyện Hàm Thuận Bắc, tỉnh Bình Thuận' }, { term: 'Số điện thoại', value: '0912 345 678' }]} /> },
];
