import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { SearchBox } from './search-box.tsx';

it('is a labelled GET form that keeps the question', () => {
  const html = renderToString(<SearchBox action="/tim" value="khai sinh" />);
  assert.match(html, /<form[^>]*role="search" aria-labelledby="tim-nhan" method="get" action="\/tim"/u);
  assert.match(html, /<label class="mc-label" id="tim-nhan" for="tim">/u);
  assert.match(html, /name="q" type="search" value="khai sinh"/u);
});
