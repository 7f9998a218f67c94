import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { ErrorSummary } from './error-summary.tsx';

it('is announced, focused without script, and links to the first control of each field', () => {
  const html = renderToString(<ErrorSummary problems={[{ name: 'me.ten', message: 'Chưa ghi tên mẹ' }, { name: 'x', id: 'x-year', message: 'Năm' }]} />);
  assert.match(html, /role="alert"[^>]*tabindex="-1" autofocus/iu);
  assert.match(html, /href="#me-ten">Chưa ghi tên mẹ/u);
  assert.match(html, /href="#x-year"/u);
});
it('is not there without problems', () => assert.equal(renderToString(<ErrorSummary problems={[]} />), ''));
