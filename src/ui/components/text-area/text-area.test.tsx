import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { TextArea } from './text-area.tsx';

it('says its limit in words beside hint and error, and does not cut what is pasted', () => {
  const html = renderToString(<TextArea name="ly-do" label="Lý do" hint="Viết rõ" error="Chưa ghi" max={2000} value="</textarea><b>" />);
  assert.match(html, /aria-describedby="ly-do-hint ly-do-error ly-do-max"/u);
  assert.match(html, /Tối đa 2000 chữ/u);
  assert.doesNotMatch(html, /maxlength/iu);
  assert.match(html, /&lt;\/textarea>&lt;b>/u);
});
