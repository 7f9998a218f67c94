import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { Pagination } from './pagination.tsx';

it('has only the ways there are', () => {
  const html = renderToString(<Pagination nextHref="?sau=k" position="1–50" />);
  assert.match(html, /<nav[^>]*aria-label="Các trang của danh sách">.*rel="next"/u);
  assert.doesNotMatch(html, /rel="prev"/u);
});
it('one page needs none', () => assert.equal(renderToString(<Pagination />), ''));
