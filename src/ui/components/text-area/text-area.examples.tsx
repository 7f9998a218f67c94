import type { Example } from '../../example.ts';
import { TextArea } from './text-area.tsx';

export const examples: readonly Example[] = [
  { title: 'Thường', node: <TextArea name="vd-loi-nhan" label="Nhắn cho xã" hint="Viết việc anh/chị muốn hỏi." max={2000} required={false} /> },
  { title: 'Có lỗi, giữ chữ đã gõ', node: <TextArea name="vd-ly-do" label="Lý do từ chối" error="Chưa ghi căn cứ pháp luật của việc từ chối" value="Hồ sơ chưa đủ." /> },
];
