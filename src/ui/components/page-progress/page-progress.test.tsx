import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { PageProgress } from './page-progress.tsx';

it('says how far in words; the bar is for the eye alone and never overflows', () => {
  assert.match(renderToString(<PageProgress at={3} of={9} service="Làm khai sinh" />), /Câu 3\/9 · Làm khai sinh.*aria-hidden="true".*class="mc-fill" width="33"/u);
  assert.match(renderToString(<PageProgress at={12} of={9} />), /class="mc-fill" width="100"/u);
  assert.match(renderToString(<PageProgress at={0} of={0} />), /class="mc-fill" width="0"/u);
});
