import type { Example } from '../../example.ts';
import { Icon, iconNames } from './icon.tsx';

export const examples: readonly Example[] = [
  { title: 'Mọi hình, luôn có chữ đi cùng', node: <ul class="mc-service-facts">{iconNames.map((name) => <li key={name}><Icon name={name} /> {name}</li>)}</ul> },
  { title: 'To, và lật ngang', node: <p><Icon name="house" large /> Nhà đất · Đi tiếp <Icon name="back" mirrored /></p> },
];
