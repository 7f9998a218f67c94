import type { Example } from '../../example.ts';
import { Tabs } from './tabs.tsx';

export const examples: readonly Example[] = [
  { title: 'Trao đổi', node: <Tabs label="Trao đổi về hồ sơ" tabs={[{ href: '#dan', words: 'Với người dân', count: 2, active: true }, { href: '#noi-bo', words: 'Nội bộ', count: 0 }, { href: '#co-quan', words: 'Xin ý kiến cơ quan khác' }]} /> },
];
