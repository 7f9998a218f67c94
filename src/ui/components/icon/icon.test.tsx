import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { Icon, iconNames } from './icon.tsx';

it('is hidden from screen readers, takes no focus and has the colour of the text', () => {
  const html = renderToString(<Icon name="check" />);
  assert.match(html, /aria-hidden="true"/u);
  assert.doesNotMatch(html, /fill=|stroke=|style=/u);
});
it('there are at most 24 drawings', () => assert.ok(iconNames.length <= 24));
