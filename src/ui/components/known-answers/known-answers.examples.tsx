import type { Example } from '../../example.ts';
import { TextField } from '../text-field/text-field.tsx';
import { KnownAnswers } from './known-answers.tsx';

export const examples: readonly Example[] = [
  { title: 'Lấy từ VNeID, không hỏi lại', node: <KnownAnswers source="vneid" answers={[{ label: 'Họ, chữ đệm, tên của anh/chị', value: 'H’Ngăm Niê Kđăm' }, { label: 'Số căn cước', value: '066196900004' }]}><TextField name="biet-ten" label="Họ, chữ đệm, tên của anh/chị" value="H’Ngăm Niê Kđăm" /></KnownAnswers> },
  { title: 'Đang sửa', node: <KnownAnswers open answers={[{ label: 'Nơi ở', value: 'thôn 3, Xã Hàm Liêm, Tỉnh Lâm Đồng' }]}><TextField name="biet-noi-o" label="Nơi ở" value="thôn 3" error="Ghi thêm xã" /></KnownAnswers> },
];
