import type { Example } from '../../example.ts';
import { CsrfFields } from './csrf-fields.tsx';

export const examples: readonly Example[] = [
  { title: 'Hai ô ẩn của mọi biểu mẫu gửi đi', node: <form method="post" action="#"><CsrfFields view={{ csrf: 'vi-du', newKey: () => 'khoa-vi-du' }} /><p>Không có gì để thấy.</p></form> },
];
