import type { Example } from '../../example.ts';
import { Difference, SourceChip } from './source-chip.tsx';

export const examples: readonly Example[] = [
  { title: 'Nguồn của dữ liệu', node: <p>12/5/2001 <SourceChip source="card" /> · Kinh <SourceChip source="citizen" note="sửa lúc 09:41" /> · thôn 3 <SourceChip source="vneid" /> <SourceChip source="register" /> <SourceChip source="officer" /></p> },
  { title: 'Khác với cơ sở dữ liệu', node: <p><Difference from="cơ sở dữ liệu dân cư" declared="năm sinh 1991" found="1992" /></p> },
];
