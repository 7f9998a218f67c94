import type { Example } from '../../example.ts';
import { Notice } from '../notice/notice.tsx';
import { AddressField } from './address-field.tsx';

const provinces = [{ value: '01', label: 'Thành phố Hà Nội' }, { value: '31', label: 'Thành phố Hải Phòng' }, { value: '68', label: 'Tỉnh Lâm Đồng' }];
const communes = [{ value: '22918', label: 'Xã Hàm Thuận Bắc' }, { value: '22924', label: 'Xã Hàm Liêm' }];
export const examples: readonly Example[] = [
  { title: 'Chưa chọn tỉnh', node: <AddressField name="vd-dia-chi" label="Gia đình ở đâu?" provinces={provinces} communes={[]} loadButton={{ name: '_hien-xa', value: 'vd-dia-chi' }} /> },
  { title: 'Đã chọn, có ghi chú về địa chỉ cũ', node: <AddressField name="vd-dia-chi-2" label="Nơi thường trú của mẹ" value={{ province: '68', commune: '22924', detail: 'Thôn 3' }} provinces={provinces} communes={communes} note={<Notice><p>Trên căn cước ghi «xã Hàm Chính, huyện Hàm Thuận Bắc, tỉnh Bình Thuận». Nay là «xã Hàm Liêm, tỉnh Lâm Đồng».</p></Notice>} /> },
  { title: 'Có lỗi ở ô xã', node: <AddressField name="vd-dia-chi-3" label="Nơi sinh" value={{ province: '68' }} provinces={provinces} communes={communes} error="Chưa chọn xã, phường nơi bé sinh" wrongParts={['commune']} withoutDetail /> },
  { title: 'Có nước ngoài', node: <AddressField name="vd-dia-chi-4" label="Nơi đăng ký trước đây" provinces={provinces} communes={[]} countries={[{ value: 'VN', label: 'Việt Nam' }, { value: 'LA', label: 'Lào' }]} error="Chưa ghi nơi đăng ký trước đây" required={false} /> },
];
