import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { LinkTiles, ServiceList } from './service-card.tsx';

it('plain name is the link, the official one stands once beside it', () => {
  const html = renderToString(<ServiceList services={[{ href: '/thu-tuc/khai-sinh', name: 'Làm khai sinh cho con', officialName: 'Đăng ký khai sinh', facts: [{ words: 'Trong ngày' }] }]} />);
  assert.match(html, /<a class="mc-service-name" href="\/thu-tuc\/khai-sinh">Làm khai sinh cho con<\/a><span class="mc-service-official" lang="vi">Đăng ký khai sinh/u);
});
it('a tile is one link with a word', () => assert.match(renderToString(<LinkTiles links={[{ href: '/a', words: 'Sinh con', icon: 'birth' }]} />), /<a href="\/a"><svg[^>]*aria-hidden="true".*<span>Sinh con<\/span><\/a>/u));
