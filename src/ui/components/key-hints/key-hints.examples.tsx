import type { Example } from '../../example.ts';
import { KeyHints } from './key-hints.tsx';

const keys = [{ keys: 'F4', words: 'quét căn cước' }, { keys: 'F8', words: 'quét giấy' }, { keys: 'Ctrl+Enter', words: 'nhận và in' }, { keys: 'Escape', words: 'thôi' }];
export const examples: readonly Example[] = [
  { title: 'Một dòng', node: <KeyHints keys={keys} short /> },
  { title: 'Bảng đủ', node: <KeyHints keys={[...keys, { keys: 'J', words: 'dòng dưới' }, { keys: 'K', words: 'dòng trên' }, { keys: 'X', words: 'chọn dòng' }, { keys: 'Enter', words: 'mở' }]} /> },
];
