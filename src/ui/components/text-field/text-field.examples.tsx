import type { Example } from '../../example.ts';
import { TextField } from './text-field.tsx';

export const examples: readonly Example[] = [
  { title: 'Có gợi ý và tên trên tờ khai', node: <TextField name="vd-ten" label="Họ, chữ đệm, tên của bé" officialLabel="Họ, chữ đệm, tên người được khai sinh" hint="Viết đủ dấu, như sẽ ghi trên giấy khai sinh." value="H’Điêm Niê Kđăm" spellcheck={false} /> },
  { title: 'Có lỗi', node: <TextField name="vd-can-cuoc" label="Số căn cước 12 số" hint="In ở mặt trước thẻ." error="Số căn cước có 12 số, anh/chị mới gõ 11" value="03608400123" inputMode="numeric" width={12} /> },
  { title: 'Không bắt buộc, có đơn vị', node: <TextField name="vd-tien" label="Số tiền đề nghị" required={false} suffix="đ" inputMode="numeric" width={8} /> },
  { title: 'Chữ dài, giá trị dài', node: <TextField name="vd-dai" label="Tên cơ sở y tế nơi bé sinh, ghi đúng như trên Giấy chứng sinh do bệnh viện, trạm y tế hoặc nhà hộ sinh cấp" value="Trung tâm Y tế khu vực Hàm Thuận Bắc trực thuộc Sở Y tế tỉnh Lâm Đồng" /> },
  { title: 'Chỉ đọc', node: <TextField name="vd-doc" label="Mã hồ sơ" value="H36.21-260213-0042" readOnly /> },
];
