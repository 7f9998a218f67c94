import type { Example } from '../../example.ts';
import { DateField } from './date-field.tsx';

export const examples: readonly Example[] = [
  { title: 'Đủ ngày, tháng, năm', node: <DateField name="vd-ngay-sinh" label="Bé sinh ngày nào?" hint="Ghi như trên Giấy chứng sinh. Ví dụ: 7 2 2026" value={{ day: '7', month: '2', year: '2026' }} /> },
  { title: 'Có lỗi ở ô ngày', node: <DateField name="vd-ngay-loi" label="Ngày sinh của mẹ" value={{ day: '30', month: '2', year: '1998' }} wrongParts={['day']} error="Ngày sinh chưa đúng: tháng 2 năm 1998 chỉ có 28 ngày" /> },
  { title: 'Chỉ năm', node: <DateField name="vd-nam" label="Năm sinh của ông nội" precision="year" /> },
  { title: 'Không nhớ ngày, tháng', node: <DateField name="vd-phan" label="Ngày kết hôn" hint="Không nhớ ngày, tháng thì để trống, chỉ ghi năm." precision="partial" value={{ year: '1975' }} required={false} /> },
];
