import type { Example } from '../../example.ts';
import { Details } from './details.tsx';

export const examples: readonly Example[] = [
  { title: 'Đóng', node: <Details summary="Không có Giấy chứng sinh thì sao?"><p>Nộp văn bản của người làm chứng xác nhận về việc sinh; nếu không có người làm chứng thì viết giấy cam đoan.</p></Details> },
  { title: 'Mở', node: <Details summary="Căn cứ pháp lý" open><ul><li>Luật Hộ tịch 2014, Điều 16</li></ul></Details> },
];
