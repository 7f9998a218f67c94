import type { Example } from '../../example.ts';
import { TaskList } from './task-list.tsx';

export const examples: readonly Example[] = [
  { title: 'Việc phải làm', node: <TaskList id="vd-viec" tasks={[{ name: 'Bé', href: '#be', state: 'done' }, { name: 'Mẹ của bé', href: '#me', state: 'doing' }, { name: 'Chụp Giấy chứng sinh', href: '#cs', hint: 'Ảnh trước hơi mờ, cán bộ chưa đọc được số.', state: 'fix' }, { name: 'Cha của bé', href: '#cha', state: 'todo' }, { name: 'Xem lại rồi nộp', state: 'blocked' }]} /> },
];
