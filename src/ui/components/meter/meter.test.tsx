import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { Meter } from './meter.tsx';

it('the words carry the meaning, the bar is clamped', () => {
  assert.match(renderToString(<Meter words="quá hạn 2 ngày" share={1.4} tone="red" />), /quá hạn 2 ngày.*aria-hidden="true".*class="mc-fill" width="100"/u);
  assert.match(renderToString(<Meter words="x" share={-1} />), /class="mc-fill" width="0"/u);
  assert.match(renderToString(<Meter words="x" share={Number.NaN} />), /class="mc-fill" width="0"/u);
});
