import type { Example } from '../../example.ts';
import { Breadcrumb } from './breadcrumb.tsx';

export const examples: readonly Example[] = [
  { title: 'Hai cấp', node: <Breadcrumb links={[{ href: '#dau', words: 'Trang đầu' }, { href: '#sinh-con', words: 'Sinh con' }]} /> },
];
