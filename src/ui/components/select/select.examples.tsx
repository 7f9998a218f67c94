import type { Example } from '../../example.ts';
import { Select } from './select.tsx';

const peoples = ['Kinh', 'Tày', 'Thái', 'Mường', 'Khmer', 'Hoa', 'Ê Đê', 'Gia Rai', 'Ba Na', 'Cơ Ho'].map((name, at) => ({ value: String(at + 1), label: name }));
export const examples: readonly Example[] = [
  { title: 'Thường', node: <Select name="vd-dan-toc" label="Dân tộc của bé" options={peoples} value="7" /> },
  { title: 'Có lỗi', node: <Select name="vd-dan-toc-2" label="Dân tộc của mẹ" options={peoples} error="Chưa chọn dân tộc của mẹ" /> },
  { title: 'Danh sách rỗng, giữ giá trị cũ', node: <Select name="vd-xa-cu" label="Xã, phường" options={[]} value="22918" /> },
];
