import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { FilterBar } from './filter-bar.tsx';

it('filters by address; clearing is a link, there only when something is filtered', () => {
  assert.match(renderToString(<FilterBar action="/ban" hidden={{ xep: 'han' }}>x</FilterBar>), /method="get" action="\/ban"[^>]*><input type="hidden" name="xep" value="han"/u);
  assert.doesNotMatch(renderToString(<FilterBar action="/ban">x</FilterBar>), /Bỏ lọc/u);
  assert.match(renderToString(<FilterBar action="/ban" clearHref="/ban">x</FilterBar>), /<a href="\/ban">Bỏ lọc/u);
});
