import type { Example } from '../../example.ts';
import { Button } from '../button/button.tsx';
import { SourceChip } from '../source-chip/source-chip.tsx';
import { PersonCard } from './person-card.tsx';

export const examples: readonly Example[] = [
  { title: 'Mẹ của bé, điền sẵn từ căn cước', node: <PersonCard role="Mẹ của bé" name="Nguyễn Thị Hoa" source={<SourceChip source="card" />} facts={[{ term: 'Ngày sinh', value: '12/5/2001' }, { term: 'Số căn cước', value: '0363 •••• 0123' }]} actions={<><Button>Đúng, tiếp tục</Button><Button kind="secondary">Sửa</Button></>} /> },
  { title: 'Chỉ có tên, tên dài', node: <PersonCard name="H’Ngăm Niê Kđăm Byă Êban Mlô Duôn Du Knul Ayŭn Hwing" /> },
];
