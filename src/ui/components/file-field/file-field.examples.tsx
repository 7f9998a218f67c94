import type { Example } from '../../example.ts';
import { FileField } from './file-field.tsx';

export const examples: readonly Example[] = [
  { title: 'Chưa có trang nào, chụp được ảnh', node: <FileField name="vd-chung-sinh" label="Chụp Giấy chứng sinh" hint="Chụp đủ bốn góc, chữ đọc được." pages={[]} camera sendButton={{ name: '_gui', value: 'vd-chung-sinh' }} /> },
  { title: 'Đã nhận, có trang mờ, có trang không nhận được', node: <FileField name="vd-giay-to" label="Giấy tờ chứng minh nơi ở" removeName="_bo-trang" pages={[{ id: 'p1', status: 'ok', sizeText: '212 KB', viewUrl: '#p1' }, { id: 'p2', status: 'blurry', sizeText: '187 KB', note: 'Ảnh hơi mờ. Chụp lại hay vẫn dùng đều được.', viewUrl: '#p2' }, { id: 'p3', status: 'checking', label: 'hop-dong-thue-nha-nam-2026-ban-co-cong-chung.pdf' }, { id: 'p4', status: 'refused', note: 'Ảnh này 0 KB, máy chưa lưu được. Chụp lại giúp.' }]} camera /> },
  { title: 'Có lỗi, một tệp PDF', node: <FileField name="vd-don" label="Đơn đã ký" error="Chưa có tệp đơn đã ký. Chọn tệp PDF trong máy" pages={[]} accept="application/pdf" multiple={false} required={false} /> },
];
