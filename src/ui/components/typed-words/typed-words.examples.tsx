import type { Example } from '../../example.ts';
import { TypedWords } from './typed-words.tsx';

export const examples: readonly Example[] = [
  { title: 'Sau khi người khác đã làm trước', node: <TypedWords values={['Giấy chứng sinh mờ, không đọc được ngày sinh', 'Nghị định 123/2015/NĐ-CP Điều 15']} /> },
];
