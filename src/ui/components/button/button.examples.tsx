import type { Example } from '../../example.ts';
import { ButtonGroup } from '../button-group/button-group.tsx';
import { Button, PrintButton } from './button.tsx';

export const examples: readonly Example[] = [
  { title: 'Bốn loại', node: <ButtonGroup><Button>Tiếp tục</Button><Button kind="secondary" icon="print">In tờ hướng dẫn</Button><Button kind="danger" name="viec" value="rut">Rút hồ sơ</Button><Button kind="quiet" href="#o">Thôi</Button></ButtonGroup> },
  { title: 'Chữ dài, và chưa bấm được', node: <ButtonGroup><Button kind="secondary">Gửi yêu cầu cấp bản sao trích lục hộ tịch đến xã nơi đã đăng ký trước đây</Button><Button disabled>Gửi hết cho xã</Button></ButtonGroup> },
  { title: 'Có phím tắt (quầy), và nút in chỉ hiện khi in được', node: <ButtonGroup><Button dataKey="Ctrl+Enter">Nhận và in</Button><PrintButton /></ButtonGroup> },
];
