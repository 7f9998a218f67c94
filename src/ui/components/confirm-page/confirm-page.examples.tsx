import type { Example } from '../../example.ts';
import { TextArea } from '../text-area/text-area.tsx';
import { ConfirmPage } from './confirm-page.tsx';

export const examples: readonly Example[] = [
  { title: 'Rút hồ sơ', node: <ConfirmPage view={{ csrf: 'vi-du', newKey: () => 'khoa-vi-du-2' }} action="#" dangerous consequences={['Xã sẽ không xét hồ sơ này nữa.', 'Tiền đã trả được hoàn trong 5 ngày làm việc.']} confirm="Rút hồ sơ" cancelHref="#thoi"><TextArea name="vd-rut" label="Vì sao anh/chị rút?" required={false} rows={2} /></ConfirmPage> },
];
