import type { Example } from '../../example.ts';
import { Checkbox, Checkboxes } from './checkboxes.tsx';

export const examples: readonly Example[] = [
  { title: 'Chọn nhiều', node: <Checkboxes name="vd-nhan" label="Nhận kết quả bằng cách nào?" hint="Có thể chọn nhiều cách." values={['dien-tu']} options={[{ value: 'dien-tu', label: 'Bản điện tử có chữ ký số', hint: 'Có giá trị như bản giấy' }, { value: 'quay', label: 'Bản giấy tại quầy' }, { value: 'buu-dien', label: 'Bưu điện đưa đến nhà – 26.000 đ' }]} /> },
  { title: 'Có lỗi', node: <Checkboxes name="vd-giay" label="Giấy tờ mang theo" error="Chọn ít nhất một giấy tờ" options={[{ value: 'cc', label: 'Căn cước' }, { value: 'hc', label: 'Hộ chiếu' }]} /> },
  { title: 'Một ô cam đoan', node: <Checkbox name="vd-cam-doan" label="Tôi cam đoan những điều trên là đúng sự thật và chịu trách nhiệm trước pháp luật." /> },
  { title: 'Một ô, có lỗi', node: <Checkbox name="vd-cam-doan-2" label="Tôi cam đoan những điều trên là đúng sự thật." error="Đánh dấu vào ô cam đoan trước khi nộp" /> },
];
