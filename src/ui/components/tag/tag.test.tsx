import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { Tag, type TagColour } from './tag.tsx';

it('every colour has its own sign and a word: it can be read in grey', () => {
  const colours: readonly TagColour[] = ['green', 'yellow', 'red', 'blue', 'grey'];
  const signs = colours.map((colour) => /<path d="([^"]+)"/u.exec(renderToString(<Tag colour={colour}>Chữ</Tag>))?.[1]);
  assert.equal(new Set(signs).size, colours.length);
});
