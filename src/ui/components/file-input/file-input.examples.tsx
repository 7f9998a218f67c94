import type { Example } from '../../example.ts';
import { FileInput } from './file-input.tsx';

export const examples: readonly Example[] = [
  { title: 'Một tệp PDF để đối chiếu', node: <FileInput name="tep-doi-chieu" label="Tệp PDF" accept="application/pdf" /> },
  { title: 'Chụp thẻ, ảnh chưa đọc được', node: <FileInput name="anh-the" label="Ảnh mã vuông trên căn cước" accept="image/*" camera error="Chưa đọc được mã. Chụp gần và rõ hơn" /> },
];
