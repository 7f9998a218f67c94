import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { FileInput } from './file-input.tsx';

test('the input carries its label, its error and the camera wish', () => {
  const html = renderToString(<FileInput name="anh" label="Ảnh" error="Chưa đọc được mã" accept="image/*" camera />);
  assert.match(html, /<label class="mc-label" for="anh">/u);
  assert.match(html, /aria-describedby="anh-error"/u);
  assert.match(html, /capture="environment"/u);
});
