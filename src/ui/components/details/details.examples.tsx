import type { Example } from '../../example.ts';
import { Chapters, Details } from './details.tsx';

export const examples: readonly Example[] = [
  { title: 'Đóng', node: <Details summary="Không có Giấy chứng sinh thì sao?"><p>Nộp văn bản của người làm chứng xác nhận về việc sinh; nếu không có người làm chứng thì viết giấy cam đoan.</p></Details> },
  { title: 'Mở', node: <Details summary="Căn cứ pháp lý" open><ul><li>Luật Hộ tịch 2014, Điều 16</li></ul></Details> },
  { title: 'Chương của một thủ tục', node: <Chapters><Details summary="Trình tự thực hiện"><p>Nộp hồ sơ, nhận giấy hẹn, nhận kết quả.</p></Details><Details summary="Thành phần hồ sơ" open><ul><li>Tờ khai đăng ký khai sinh</li><li>Giấy chứng sinh</li></ul></Details><Details summary="Căn cứ pháp lý"><p>Luật Hộ tịch 2014.</p></Details></Chapters> },
];
