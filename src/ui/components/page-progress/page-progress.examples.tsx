import type { Example } from '../../example.ts';
import { PageProgress } from './page-progress.tsx';

export const examples: readonly Example[] = [
  { title: 'Giữa chừng', node: <PageProgress at={3} of={9} service="Làm khai sinh cho con" /> },
  { title: 'Câu cuối', node: <PageProgress at={9} of={9} /> },
];
