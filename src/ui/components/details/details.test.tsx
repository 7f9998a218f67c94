import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { Chapters, Details } from './details.tsx';

it('is the browser’s own, open or closed as told', () => {
  assert.match(renderToString(<Details summary="Thêm">x</Details>), /^<details class="mc-details"><summary>/u);
  assert.match(renderToString(<Chapters><Details summary="Thêm" open>x</Details></Chapters>), /<details class="mc-details" open>/u);
});
