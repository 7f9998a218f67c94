import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { Notice } from './notice.tsx';

it('without a title its kind is still said in a word', () => assert.match(renderToString(<Notice kind="warn"><p>x</p></Notice>), /<span class="mc-vh">Cần chú ý: <\/span>/u));
it('is read out by itself only when asked', () => {
  assert.doesNotMatch(renderToString(<Notice title="a" />), /role=/u);
  assert.match(renderToString(<Notice title="a" role="status" />), /role="status"/u);
});
