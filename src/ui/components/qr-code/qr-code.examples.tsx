import type { Example } from '../../example.ts';
import { QrCode } from './qr-code.tsx';

// the three corner marks of a real code of 21 modules; whoever has the data passes the whole path
const corner = (x: number, y: number): string => `M${x} ${y}h7v7h-7zM${x + 1} ${y + 1}v5h5v-5zM${x + 2} ${y + 2}h3v3h-3z`;
export const examples: readonly Example[] = [
  { title: 'Mã của giấy hẹn (hình mẫu)', node: <QrCode path={corner(0, 0) + corner(14, 0) + corner(0, 14)} modules={21} caption="Quét để xem hồ sơ đang ở đâu." /> },
];
