import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { TypedWords } from './typed-words.tsx';

it('shows every text as it was typed, and nothing of it as markup', () => {
  assert.equal(renderToString(<TypedWords values={['a <b>', 'c']} />), '<section class="mc-typed"><h2>Những gì anh/chị vừa gõ</h2><ul><li>a &lt;b></li><li>c</li></ul></section>');
  assert.equal(renderToString(<TypedWords values={[]} />), '');
});
