import type { Example } from '../../example.ts';
import { TextField } from '../text-field/text-field.tsx';
import { Radios } from './radios.tsx';

export const examples: readonly Example[] = [
  { title: 'Chọn một', node: <Radios name="vd-ai-khai" label="Ai đang khai?" value="cha-me" options={[{ value: 'cha-me', label: 'Tôi là cha hoặc mẹ' }, { value: 'nguoi-than', label: 'Tôi là ông bà, người thân' }, { value: 'khai-giup', label: 'Tôi khai giúp', hint: 'Tình nguyện viên, bưu điện, hàng xóm, cán bộ' }]} /> },
  { title: 'Có hay không', node: <Radios name="vd-ket-hon" label="Cha mẹ đã đăng ký kết hôn?" inline options={[{ value: 'co', label: 'Có' }, { value: 'khong', label: 'Không' }]} /> },
  { title: 'Có lỗi', node: <Radios name="vd-gioi-tinh" label="Giới tính của bé" error="Chưa chọn giới tính của bé" inline options={[{ value: 'nam', label: 'Nam' }, { value: 'nu', label: 'Nữ' }]} /> },
  { title: 'Câu hỏi phụ thuộc, lựa chọn dài', node: <Radios name="vd-noi-sinh" label="Bé sinh ở đâu?" value="khac" options={[{ value: 'co-so', label: 'Bệnh viện, trạm y tế, nhà hộ sinh hoặc cơ sở khám bệnh, chữa bệnh khác trong nước' }, { value: 'khac', label: 'Nơi khác', orBefore: true, children: <TextField name="vd-noi-sinh-khac" label="Nơi bé sinh" hint="Ví dụ: tại nhà, trên đường đi" /> }]} /> },
];
