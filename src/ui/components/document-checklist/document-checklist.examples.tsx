import type { Example } from '../../example.ts';
import { SourceChip } from '../source-chip/source-chip.tsx';
import { DocumentChecklist } from './document-checklist.tsx';

export const examples: readonly Example[] = [
  { title: 'Nhận tại quầy', node: <DocumentChecklist mode="tick" name="vd-giay-nhan" legend="Giấy tờ nhận" items={[{ key: 'to-khai', name: 'Tờ khai đăng ký khai sinh', need: '1 bản chính', checked: true }, { key: 'chung-sinh', name: 'Giấy chứng sinh', need: '1 bản chính', error: 'Giấy này bắt buộc phải có' }, { key: 'ket-hon', name: 'Giấy chứng nhận kết hôn', need: 'Không cần nộp', mark: <SourceChip source="store" /> }]} /> },
  { title: 'Yêu cầu bổ sung: kết luận từng thứ', node: <DocumentChecklist mode="verdict" name="vd-ket-luan" legend="Kết luận từng giấy tờ" hint="Nói hết một lần. Lần thứ hai phải có lãnh đạo duyệt." items={[{ key: 'to-khai', name: 'Tờ khai đăng ký khai sinh', verdict: 'dat' }, { key: 'chung-sinh', name: 'Giấy chứng sinh', verdict: 'sai', reason: 'Ảnh mờ, chưa đọc được ngày sinh. Chụp lại đủ bốn góc.' }, { key: 'cam-doan', name: 'Giấy cam đoan về việc sinh', error: 'Chưa kết luận giấy này' }]} /> },
  { title: 'Chỉ xem', node: <DocumentChecklist mode="read" name="vd-xem" legend="Giấy tờ trong hồ sơ" items={[{ key: 'a', name: 'Giấy chứng sinh', need: '1 bản chính' }]} /> },
];
