import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { Timeline } from './timeline.tsx';

it('each step says in words whether it is done, and the present one is marked', () => {
  const html = renderToString(<Timeline steps={[{ state: 'done', name: 'Đã nhận', time: '09:41', dateTime: '2026-02-13T09:41:00+07:00' }, { state: 'now', name: 'Đang xét' }, { state: 'next', name: 'Trả' }]} />);
  assert.match(html, /Đã xong: <\/span>Đã nhận.*<time datetime="2026-02-13T09:41:00\+07:00">09:41<\/time>/iu);
  assert.match(html, /aria-current="step".*Đang ở bước này: <\/span>Đang xét/u);
  assert.match(html, /Chưa đến: <\/span>Trả/u);
});
