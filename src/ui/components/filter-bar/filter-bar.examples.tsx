import type { Example } from '../../example.ts';
import { Select } from '../select/select.tsx';
import { TextField } from '../text-field/text-field.tsx';
import { FilterBar } from './filter-bar.tsx';

export const examples: readonly Example[] = [
  { title: 'Lọc danh sách', node: <FilterBar action="/ban" clearHref="#bo-loc"><TextField name="vd-loc-ten" label="Tên hoặc mã" /><Select name="vd-loc-viec" label="Việc" empty="Mọi việc" options={[{ value: 'ks', label: 'Đăng ký khai sinh' }]} /></FilterBar> },
];
