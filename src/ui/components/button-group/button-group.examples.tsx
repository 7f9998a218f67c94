import type { Example } from '../../example.ts';
import { Button } from '../button/button.tsx';
import { ButtonGroup } from './button-group.tsx';

export const examples: readonly Example[] = [
  { title: 'Một nút chính, một nút phụ, một đường dẫn', node: <ButtonGroup><Button>Đúng, tiếp tục</Button><Button kind="secondary">Sửa</Button><a href="#de-sau">Để sau</a></ButtonGroup> },
];
