import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { FileField, type ReceivedPage } from './file-field.tsx';

const pages: readonly ReceivedPage[] = [{ id: 'p1', status: 'ok' }, { id: 'p2', status: 'refused', note: 'Ảnh này 0 KB' }];
it('counts only what the server holds', () => {
  assert.match(renderToString(<FileField name="cs" label="Giấy chứng sinh" pages={pages} />), /Xã đã nhận 1 trang/u);
  assert.match(renderToString(<FileField name="cs" label="x" pages={[]} />), /Xã chưa nhận trang nào/u);
});
it('each page says its state in words and can be removed by a plain button that names the page', () => {
  const html = renderToString(<FileField name="cs" label="x" pages={pages} removeName="_bo" />);
  assert.match(html, /chưa nhận.*Ảnh này 0 KB/u);
  assert.match(html, /<button[^>]*name="_bo" value="p2"[^>]*>Bỏ<span class="mc-vh"> Trang 2/u);
});
it('camera and file both post under the same name and are described alike', () => {
  const html = renderToString(<FileField name="cs" label="x" pages={[]} camera error="Chưa có ảnh" />);
  assert.equal([...html.matchAll(/<input[^>]*name="cs" type="file"[^>]*aria-describedby="cs-hint cs-error" aria-invalid="true"/gu)].length, 2);
});
