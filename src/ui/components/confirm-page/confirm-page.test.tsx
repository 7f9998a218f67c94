import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { ConfirmPage } from './confirm-page.tsx';

it('posts with token and key, tells the consequences, and turning back is a link', () => {
  const html = renderToString(<ConfirmPage view={{ csrf: 't', newKey: () => 'k' }} action="/rut" hidden={{ ma: '1' }} consequences={['Xã không xét nữa.']} cancelHref="/h/1" dangerous />);
  assert.match(html, /<form[^>]*method="post" action="\/rut"[^>]*><input type="hidden" name="_csrf" value="t"\/><input type="hidden" name="_key" value="k"\/><input type="hidden" name="ma" value="1"/u);
  assert.match(html, /<li>Xã không xét nữa\.<\/li>/u);
  assert.match(html, /<a class="mc-button mc-button-quiet" href="\/h\/1"/u);
});
