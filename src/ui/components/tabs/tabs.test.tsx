import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { Tabs } from './tabs.tsx';

it('tabs are links; the present one is marked for all', () => {
  const html = renderToString(<Tabs label="Phần" tabs={[{ href: '?a', words: 'Một', active: true, count: 3 }, { href: '?b', words: 'Hai' }]} />);
  assert.match(html, /<a href="\?a" aria-current="page">Một<span class="mc-count"> \(3\)/u);
  assert.doesNotMatch(html, /role="tab/u);
});
