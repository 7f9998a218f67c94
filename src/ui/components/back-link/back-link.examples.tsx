import type { Example } from '../../example.ts';
import { BackLink } from './back-link.tsx';

export const examples: readonly Example[] = [
  { title: 'Thường', node: <BackLink href="#truoc" /> },
  { title: 'Nói rõ về đâu', node: <BackLink href="#ds">Danh sách việc hôm nay</BackLink> },
];
