import { LONG_NAME, type Example } from '../../example.ts';
import { LinkTiles, ServiceList } from './service-card.tsx';

export const examples: readonly Example[] = [
  { title: 'Kết quả tìm', node: <ServiceList services={[{ href: '#ks', name: 'Làm khai sinh cho con', officialName: 'Đăng ký khai sinh', facts: [{ icon: 'house', words: 'Làm hết ở nhà' }, { icon: 'money', words: 'Không mất tiền' }, { icon: 'clock', words: 'Trong ngày' }] }, { href: '#dai', name: LONG_NAME, officialName: LONG_NAME, description: 'Dành cho người đã mất bản chính và sổ gốc.', facts: [{ icon: 'clock', words: '25 ngày làm việc' }] }] } /> },
  { title: 'Theo việc trong đời', node: <LinkTiles links={[{ href: '#sinh-con', words: 'Sinh con', icon: 'birth' }, { href: '#di-hoc', words: 'Đi học', icon: 'school' }, { href: '#cuoi-hoi', words: 'Cưới hỏi', icon: 'wedding' }, { href: '#nha-dat', words: 'Nhà đất', icon: 'house' }, { href: '#lam-an', words: 'Làm ăn', icon: 'shop' }, { href: '#om-dau', words: 'Ốm đau, bảo hiểm', icon: 'health' }, { href: '#tuoi-gia', words: 'Tuổi già', icon: 'elder' }, { href: '#nguoi-mat', words: 'Có người mất', icon: 'farewell' }]} /> },
];
