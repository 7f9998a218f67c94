import type { Example } from '../../example.ts';
import { Tag } from './tag.tsx';

export const examples: readonly Example[] = [
  { title: 'Năm màu, luôn có hình và chữ', node: <p><Tag colour="green">Xong</Tag> <Tag colour="yellow">Cần anh/chị thêm 2 thứ</Tag> <Tag colour="red">Trễ 2 ngày</Tag> <Tag colour="blue">Xã đang làm</Tag> <Tag colour="grey">Đang khai dở</Tag></p> },
  { title: 'Chữ dài', node: <p><Tag colour="yellow">Chờ cơ quan Công an xã xác nhận thông tin cư trú của người yêu cầu trước khi làm tiếp</Tag></p> },
];
