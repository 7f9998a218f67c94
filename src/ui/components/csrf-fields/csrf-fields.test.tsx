import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { CsrfFields } from './csrf-fields.tsx';

it('mints a fresh key for every form', () => {
  let n = 0;
  const view = { csrf: 't', newKey: () => `k${++n}` };
  assert.equal(renderToString(<CsrfFields view={view} />), '<input type="hidden" name="_csrf" value="t"/><input type="hidden" name="_key" value="k1"/>');
  assert.match(renderToString(<CsrfFields view={view} />), /value="k2"/u);
});
