import type { Example } from '../../example.ts';
import { Field, FieldGroup } from './field.tsx';

export const examples: readonly Example[] = [
  { title: 'Khung của một ô', node: <Field id="vd-khung" name="vd-khung" label="Câu hỏi" hint="Gợi ý ngắn."><input class="mc-input" id="vd-khung" name="vd-khung" aria-describedby="vd-khung-hint" /></Field> },
  { title: 'Khung của nhiều ô, có lỗi', node: <FieldGroup id="vd-nhom" name="vd-nhom" label="Nhóm câu hỏi" error="Chuyện gì, sửa thế nào"><p>Các ô đứng ở đây.</p></FieldGroup> },
];
